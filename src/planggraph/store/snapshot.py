"""The folder of a store: snapshots, each whole, and one pointer to the one that counts.

    STORE/
    ├── planggraph-store        the marker: this folder is ours
    ├── build.lock              held while a program builds
    ├── CURRENT                 the name of the snapshot in force
    └── snapshots/000007/
        ├── graph.nq            the public graph, one quad a line, sorted by code point, no line twice
        ├── people.nq           the people graphs, the same way; never loaded unless asked for
        ├── database/           the public graph as an Oxigraph database, only where it is too large to be held in memory
        ├── manifest.json       format, version, inputs, plans, counts, SHA-256 of the two files
        └── in-use.lock         held, shared, by programs that have the snapshot open

A snapshot is written under another name, flushed to disk, renamed, and only then does CURRENT change, by one atomic rename. A build
that dies at any point leaves CURRENT and what it names as they were. The sorted text is the snapshot proper: it is what two builds
of the same input have in common to the byte, what the checksum covers, and what any RDF program can read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from planggraph.errors import DamagedStore, MissingStore, NotAStore, Said

FORMAT: Final = 1
"""The layout above. A reader refuses a format it does not know."""

MARKER: Final = "planggraph-store"
LOCK: Final = "build.lock"
IN_USE: Final = "in-use.lock"
GRAPH: Final = "graph.nq"
PEOPLE: Final = "people.nq"
DATABASE: Final = "database"

PEOPLE_END: Final = "/people> .\n"
"""How the lines of people graphs end."""

_CURRENT: Final = "CURRENT"
_SNAPSHOTS: Final = "snapshots"
_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Input:
    """A file the build was given: its name, SHA-256 and the plan read from it."""

    name: str
    sha256: str
    plan: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds. `left_out` lists files whose plan another file, named earlier, already gave.

    `quads` and `people_quads` count lines of the two files; `sha256` and `people_sha256` are their checksums.
    """

    format: int
    version: str
    inputs: tuple[Input, ...]
    left_out: tuple[Input, ...]
    tasks: int
    assignments: int
    quads: int
    people_quads: int
    sha256: str
    people_sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole snapshot on disk."""

    folder: Path
    manifest: Manifest

    @property
    def plans(self) -> tuple[str, ...]:
        """The IRIs of its plans, in the order they were given."""
        return tuple(item.plan for item in self.manifest.inputs)

    @property
    def database(self) -> Path | None:
        """The Oxigraph database, where the graph is too large to be held in memory."""
        path = self.folder / DATABASE
        return path if path.is_dir() else None


def snapshots_of(store: Path) -> Path:
    """The folder of all snapshots."""
    return store / _SNAPSHOTS


def check_folder(store: Path) -> None:
    """Raises `NotAStore` where the path is a file, or a folder with something in it that is not ours."""
    if store.exists() and not store.is_dir():
        raise NotAStore(path=store, detail=Said("它是文件", "it is a file"))
    if store.is_dir() and not (store / MARKER).exists() and any(store.iterdir()):
        raise NotAStore(path=store, detail=Said(f"有内容但没有 {MARKER}", f"not empty, and no {MARKER} in it"))


def prepare_folder(store: Path) -> None:
    """Makes the folder a store where it is missing or empty; raises as `check_folder` does."""
    check_folder(store)
    store.mkdir(parents=True, exist_ok=True)
    marker = store / MARKER
    if not marker.exists():
        marker.write_text("A planggraph store. Written by planggraph build; do not edit by hand.\n", encoding="utf-8")
    snapshots_of(store).mkdir(exist_ok=True)


def current_name(store: Path) -> str | None:
    """The name of the snapshot in force; None before the first build has ended."""
    try:
        return (store / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def switch(store: Path, name: str) -> None:
    """Puts a snapshot in force, in one step."""
    pointer = store / (_CURRENT + ".new")
    pointer.write_text(name + "\n", encoding="utf-8")
    flush(pointer)
    pointer.replace(store / _CURRENT)
    flush(store)


def current(store: Path) -> Snapshot:
    """The snapshot in force. Raises `MissingStore`, `NotAStore`, or `DamagedStore` where the pointer or its manifest is unsound."""
    check_folder(store)
    name = current_name(store) if store.exists() else None
    if name is None:
        raise MissingStore(path=store)
    folder = snapshots_of(store) / name
    if not name or not folder.is_dir():
        raise DamagedStore(path=store, detail=f"CURRENT → {name!r}")
    return Snapshot(folder, _manifest(store, folder / _MANIFEST))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest; its bytes depend on the manifest alone."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / _MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def check_sums(store: Path, snapshot: Snapshot, *names: str) -> None:
    """Raises `DamagedStore` where a file differs from the checksum in the manifest."""
    sums = {GRAPH: snapshot.manifest.sha256, PEOPLE: snapshot.manifest.people_sha256}
    for name in names:
        try:
            found = checksum(snapshot.folder / name)
        except OSError as error:
            raise DamagedStore(path=store, detail=f"{name}: {error.strerror}") from error
        if found != sums[name]:
            raise DamagedStore(
                path=store, detail=Said(f"{name} 与清单中的 SHA-256 不符", f"{name} differs from its SHA-256 in the manifest")
            )


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Has the operating system write a file, or the names in a folder, to disk. Folders cannot be flushed on Windows."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifest(store: Path, path: Path) -> Manifest:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            found = stored["format"]
            raise DamagedStore(path=store, detail=Said(f"格式 {found}，本版本读 {FORMAT}", f"format {found}, this version reads {FORMAT}"))
        return Manifest(**(stored | {"inputs": _inputs(stored["inputs"]), "left_out": _inputs(stored["left_out"])}))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedStore(path=store, detail=f"{path.name}: {error}") from error


def _inputs(rows: list[Mapping[str, str]]) -> tuple[Input, ...]:
    return tuple(Input(**row) for row in rows)
