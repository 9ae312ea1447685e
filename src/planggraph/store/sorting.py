"""Sorted lines of any number within bounded memory: sort in chunks, spill each chunk to a file, merge.

Lines are sorted as text by code point, which for UTF-8 is the order of their bytes.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import Final

CHUNK: Final = 1_000_000
"""Lines held in memory at once (about 300 MB of N-Quads)."""


def sorted_lines(lines: Iterable[str], folder: Path, chunk: int = CHUNK) -> Iterator[str]:
    """The lines, each ended by a line feed, sorted and each once; chunks are spilled to files in `folder` and removed at the end."""
    spilled = [_spill(part, folder / f"chunk-{number}") for number, part in enumerate(_sorted_chunks(iter(lines), chunk))]
    with ExitStack() as open_files:
        parts = [open_files.enter_context(path.open(encoding="utf-8", newline="\n")) for path in spilled]
        for line, _ in groupby(heapq.merge(*parts)):
            yield line
    for path in spilled:
        path.unlink()


def _sorted_chunks(lines: Iterator[str], chunk: int) -> Iterator[list[str]]:
    while part := sorted(set(islice(lines, chunk))):
        yield part


def _spill(lines: list[str], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)
    return path
