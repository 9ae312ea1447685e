"""Workbooks (.xlsx) through openpyxl: each visible sheet a table, with the paragraphs above and below it.

A percentage reads with its sign. A formula without a stored value is left out.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping

import openpyxl
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from planggraph.model import Document
from planggraph.reading.archive import Package
from planggraph.reading.draft import Draft
from planggraph.reading.failures import FAILURES
from planggraph.reading.limits import CELL, CELLS, require
from planggraph.reading.sheet import Area, damaged, finished, set_down, shown

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PERCENT = re.compile(r"0(?:\.(0+))?%")


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of an .xlsx file; raises `DamagedFile`, `EncryptedFile`, `TooLarge`, `EmptyFile`."""
    cells = _Cells(name)
    Package(name, data).check_xml(cells.seen)
    draft = Draft()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except FAILURES as error:
        raise damaged(name) from error
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            set_down(draft, sheet.title, _values(sheet), [_area(merged.coord) for merged in sheet.merged_cells.ranges])
    return finished(draft, name, sha256, MEDIA_TYPE)


class _Cells:
    """Counts the cells of a workbook while its parts are looked through, covered ones included."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._count = 0

    def seen(self, element: str, attributes: Mapping[str, str]) -> None:
        """Told of each element of each part."""
        kind = element.rpartition(":")[2]
        if kind == "c":
            self._count += 1
        elif kind == "mergeCell":
            self._count += _size(attributes.get("ref", ""))
        require(self._count, CELLS, self._path, CELL)


def _size(reference: str) -> int:
    try:
        first_row, first_column, last_row, last_column = _area(reference)
    except (ValueError, TypeError):
        return 1
    return (last_row - first_row + 1) * (last_column - first_column + 1)


def _area(reference: str) -> Area:
    """The area of a reference: (1, 1, 3, 3) for "B2:D4"."""
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(reference)
    return top - 1, left - 1, bottom - 1, right - 1


def _values(sheet: Worksheet) -> Iterator[tuple[int, int, str]]:
    """The cells that are written. Rows and columns are not walked through, for two cells may be a billion apart."""
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is not None:
            yield row - 1, column - 1, _shown(cell)


def _shown(cell: SheetCell | MergedCell) -> str:
    value = cell.value
    percent = _PERCENT.fullmatch(str(cell.number_format))
    if percent and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:.{len(percent.group(1) or '')}f}%"
    return shown(value)
