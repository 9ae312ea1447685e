"""Changes made to an open store, kept as its next snapshot: what the Graph Store Protocol and SPARQL updates of an endpoint need.

The lines of what was not changed are taken over to the byte, since the engine keeps the value of a number and not how it is written
(0.50). Only the public graph can be changed; the people graphs are taken over as they are, and nothing can be written into one.
A change rewrites the file, which is linear in its size; a graph so large that it is kept as a database is not changed in place.
"""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from planggraph.errors import ForbiddenQuery, Said, StoreBusy
from planggraph.rdf.vocabulary import PG
from planggraph.store import snapshot as layout
from planggraph.store.building import renewed
from planggraph.store.embedded import EmbeddedStore
from planggraph.store.snapshot import Manifest, Snapshot

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(slots=True)
class _Count:
    """Quads, tasks and assignments that have passed."""

    quads: int = 0
    kinds: dict[str, int] = field(default_factory=lambda: {f" {_TYPE} <{PG.Task}> ": 0, f" {_TYPE} <{PG.Assignment}> ": 0})

    def passed(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self.quads += 1
            for kind in self.kinds:
                self.kinds[kind] += kind in line
            yield line


def check_changeable(store: EmbeddedStore) -> None:
    """Raises `ForbiddenQuery` where the store is too large to be changed in place."""
    if store.snapshot.database is not None:
        raise ForbiddenQuery(
            detail=Said(
                "图谱太大，不能就地改动，请用 planggraph build", "the store is too large to be changed in place; use planggraph build"
            )
        )


def keep(store: EmbeddedStore, folder: Path) -> Snapshot:
    """Puts what the engine of `store` now holds in force as the next snapshot of the store at `folder`, and returns it.

    The engine is used up: close the store afterwards. Raises `StoreBusy` where a build or another change came in between,
    `ForbiddenQuery` where a people graph was written to; the snapshot in force is then as it was.
    """
    check_changeable(store)
    with renewed(folder) as building:
        if layout.current_name(folder) != store.snapshot.folder.name:
            raise StoreBusy(path=folder)
        kept = _kept(store)
        _write(building, store.snapshot, kept, store.engine)
    return layout.current(folder)


def _kept(store: EmbeddedStore) -> list[str]:
    """The lines whose quads the engine still holds; they are taken out of it, so that what is left in it is new."""
    path = store.snapshot.folder / layout.GRAPH
    kept = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line, quad in zip(lines, ox.parse(path=path, format=ox.RdfFormat.N_QUADS), strict=True):
            if quad in store.engine:
                store.engine.remove(quad)
                kept.append(line)
    return kept


def _write(building: Path, before: Snapshot, kept: list[str], new: ox.Store) -> None:
    dumped = (new.dump(format=ox.RdfFormat.N_QUADS) or b"").decode("utf-8")
    added = sorted(line + "\n" for line in dumped.split("\n") if line)
    if any(line.endswith(layout.PEOPLE_END) for line in added):
        raise ForbiddenQuery(detail=Said("不能写入人员图", "people graphs cannot be written to"))
    count = _Count()
    merged = (line for line, _ in groupby(heapq.merge(kept, added)))
    with (building / layout.GRAPH).open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(count.passed(merged))
    shutil.copyfile(before.folder / layout.PEOPLE, building / layout.PEOPLE)
    layout.write_manifest(building, _manifest(before.manifest, count, building))


def _manifest(before: Manifest, count: _Count, building: Path) -> Manifest:
    tasks, assignments = count.kinds.values()
    sha256 = layout.checksum(building / layout.GRAPH)
    return replace(before, quads=count.quads, tasks=tasks, assignments=assignments, sha256=sha256)
