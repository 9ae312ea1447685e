"""From paths to plans: which files to read, and what became of each.

Files named by a person are always tried; folders are searched for the formats planggraph reads. The order is that of the names, so
that the same folder gives the same graph on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from planggraph import extraction, reading
from planggraph.cli.screen import Screen
from planggraph.errors import Language, MissingFile, NothingToRead, PlanggraphError
from planggraph.extraction.corrections import CorrectionRow, left_over, load_corrections
from planggraph.model import Plan
from planggraph.registry import Registry

__all__ = ["Outcome", "Refusal", "plans_in", "read_all", "registry", "source_files"]

FILES_PER_PROCESS = 8
"""Below this many files, starting a process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file gave no plan, in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, error: PlanggraphError) -> Refusal:
        """The refusal an error stands for."""
        return cls(error.say("zh"), error.say("en"))

    def say(self, language: Language) -> str:
        """The reason in Chinese or English."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file gave: its plans, or the reason why it could not be read."""

    file: Path
    plans: tuple[Plan, ...] = ()
    refusal: Refusal | None = None


def source_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read, each once: named files as they are, folders searched; raises `MissingFile` or `NothingToRead`."""
    return tuple(dict.fromkeys(file for path in paths for file in files_under(path)))


def files_under(path: Path) -> list[Path]:
    """`path` itself when it is a file, else the readable files of the folder and its folders, sorted by path."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise MissingFile(path=path)
    found = sorted(Path(folder) / name for folder, _, names in visible(path) for name in names if readable(name))
    if not found:
        raise NothingToRead(path=path, known=" ".join(reading.FORMATS))
    return found


def visible(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """`os.walk` of `path` without the folders whose name begins with a dot."""
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield folder, folders, names


def readable(name: str) -> bool:
    """Whether a file of this name is looked at in a folder; lock files (~$…) and hidden files are not."""
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in reading.FORMATS


def read_all(files: tuple[Path, ...], aliases: Path | None, corrections: Path | None, jobs: int) -> Iterator[Outcome]:
    """The outcome of each file, in the order of `files`, by `jobs` processes (0: one for every eight files, as far as there are cores)."""
    read_one = partial(outcome, aliases=aliases, corrections=corrections)
    registry(aliases)
    corrections_in(corrections)
    processes = jobs or min(os.cpu_count() or 1, len(files) // FILES_PER_PROCESS)
    if processes <= 1:
        yield from map(read_one, files)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(read_one, files, chunksize=max(1, min(32, len(files) // (4 * processes))))


def outcome(file: Path, *, aliases: Path | None, corrections: Path | None) -> Outcome:
    """The plans of a file that name at least one task, or why it was refused."""
    try:
        return Outcome(file, plans_in(file, aliases, corrections))
    except PlanggraphError as error:
        return Outcome(file, refusal=Refusal.of(error))


def plans_in(file: Path, aliases: Path | None, corrections: Path | None) -> tuple[Plan, ...]:
    """The plans of a file, in document order."""
    document = reading.read(file)
    return extraction.extract(replace(document, name=name_in_words(document.name)), registry(aliases), corrections_in(corrections))


def name_in_words(name: str) -> str:
    """A file's name as text: one that is not UTF-8, as archives from a Chinese Windows leave on other systems, is read as GB18030."""
    return name if name.isprintable() else os.fsencode(name).decode("gb18030", errors="replace")


@cache
def registry(aliases: Path | None) -> Registry:
    """The registry with a person's aliases, read once a process."""
    return Registry.load(aliases)


@cache
def corrections_in(path: Path | None) -> tuple[CorrectionRow, ...]:
    """The rows of a corrections file, read once a process; none where there is no file."""
    return load_corrections(path) if path else ()


def note_left_over(corrections: Path | None, files: Iterable[Path], screen: Screen) -> None:
    """Say which rows of a corrections file name none of the files read."""
    rows = left_over(corrections_in(corrections), (name_in_words(file.name) for file in files))
    if rows:
        lines, names = ", ".join(str(row.line) for row in rows), ", ".join(sorted({row.document for row in rows}))
        screen.note(screen.say("extract.corrections_left_over", lines=lines, names=names))
