"""Registry tables: CSV files with a header row, in UTF-8 (with or without a byte order mark).

A table a person wrote may also be in GB18030, which is what Excel saves in China. Every fault of a table is found before anything is
raised: `BadTable` names the file, the first faulty line and all the others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planggraph.errors import BadTable, MissingFile


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line it ends on and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def items(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """The parts of a cell that holds several, without the empty ones."""
        return tuple(part for part in self.cells[column].split(separator) if part)


Fault = tuple[int, str]


def read(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of the table, with cells trimmed and empty lines left out.

    Raises `MissingFile` where there is no file, and `BadTable` for a column that is missing or a row of another length.
    """
    if not path.is_file():
        raise MissingFile(path=path)
    reader = csv.reader(_text(path).splitlines())
    header = [name.strip() for name in next(reader, [])]
    absent = [name for name in columns if name not in header]
    if absent:
        raise BadTable(path=path, line=1, detail=f"no column {'、'.join(absent)}; the header is {','.join(header)!r}")
    found = [(reader.line_num, cells) for cells in reader if any(cells)]
    check(path, [(line, f"{len(cells)} cells where the header has {len(header)}") for line, cells in found if len(cells) != len(header)])
    return [Row(line, dict(zip(header, map(str.strip, cells), strict=True))) for line, cells in found]


def check(path: Path, faults: Iterable[Fault]) -> None:
    """Raises `BadTable` with all faults, the first line first; does nothing where there are none."""
    found = sorted(faults)
    if found:
        (line, detail), rest = found[0], found[1:]
        raise BadTable(path=path, line=line, detail="; ".join([detail, *(f"line {line}: {detail}" for line, detail in rest)]))


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _chinese(path, data)


def _chinese(path: Path, data: bytes) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadTable(path=path, line=line, detail="neither UTF-8 nor GB18030") from error
