"""Sheets of written cells to paragraphs and a table; separated values (.csv, .tsv), which are one such sheet.

A merged cell stands in every row and column it covers. Rows of one cell above a table and below it are paragraphs: the title of the
plan, the unit that fills the table in, notes. Values read as a person sees them: dates as 2018-11-30, whole numbers without .0.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import islice

from openpyxl.utils import get_column_letter

from planggraph.errors import DamagedFile, EmptyFile, Said
from planggraph.model import Document
from planggraph.reading.draft import Draft, Drawn
from planggraph.reading.encoding import decode
from planggraph.reading.limits import CELL, CELLS, TEXT_BYTES, require

MEDIA_TYPE = "text/csv"

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 0."""

Row = list[Drawn | None]


def shown(value: object) -> str:
    """A value of a cell as text.

    >>> shown(12.0), shown(datetime(2018, 11, 30)), shown(0.1 + 0.2)
    ('12', '2018-11-30', '0.3')
    """
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    return "" if value is None else str(value)


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of a .csv or .tsv file; raises `BinaryFile`, `DamagedFile`, `TooLarge`, `EmptyFile`.

    What parts the values (comma, tab, semicolon, 、 never) is the sign that is on most lines.
    """
    require(len(data), TEXT_BYTES, name)
    text, encoding = decode(data, name)
    sign = _separator(text)
    require(text.count(sign) + text.count("\n"), CELLS, name, CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise DamagedFile(path=name, detail=Said("引号不成对或字段过长", "its quotes do not match or a field is too long")) from error
    require(max(map(len, rows), default=0) * len(rows), 8 * CELLS, name, CELL)
    draft = Draft()
    set_down(draft, "", ((r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value.strip()), [])
    return finished(draft, name, sha256, MEDIA_TYPE, encoding)


def _separator(text: str) -> str:
    lines = [line for line in islice(io.StringIO(text), 200) if line.strip()]
    return max(",\t;，", key=lambda sign: (sum(1 for line in lines if sign in line), sum(line.count(sign) for line in lines)))


def finished(draft: Draft, name: str, sha256: str, media_type: str, encoding: str = "") -> Document:
    """The document of a workbook; raises `EmptyFile` where nothing is written in it."""
    if draft.is_empty:
        raise EmptyFile(path=name)
    return draft.document(name, sha256, media_type, encoding)


def damaged(path: str) -> DamagedFile:
    """The error for a workbook that cannot be opened."""
    return DamagedFile(path=path, detail=Said("工作簿结构不完整", "its workbook structure is incomplete"))


def set_down(draft: Draft, sheet: str, values: Iterable[tuple[int, int, str]], merged: Iterable[Area]) -> None:
    """Set down one sheet from its written cells (row, column, text; from 0) and its merged areas."""
    rows = _rows(sheet, values, merged)
    first = next((i for i, row in enumerate(rows) if _written(row) > 1), len(rows))
    last = next((i for i in range(len(rows) - 1, -1, -1) if _written(rows[i]) > 1), first - 1)
    _set_lines(draft, rows[:first])
    draft.table(rows[first : last + 1], sheet or "表1")
    _set_lines(draft, rows[last + 1 :])


def _written(row: Row) -> int:
    """How many different cells of a row have text."""
    return len({id(cell) for cell in row if cell})


def _set_lines(draft: Draft, rows: Sequence[Row]) -> None:
    for row in rows:
        for cell in {id(cell): cell for cell in row if cell}.values():
            draft.paragraph(cell.text, cell.place)


def _rows(sheet: str, values: Iterable[tuple[int, int, str]], merged: Iterable[Area]) -> list[Row]:
    """The rows with something in them, every merged cell at each position it covers."""
    drawn = {(row, column): Drawn(text, _place(sheet, row, column)) for row, column, text in values if text.strip()}
    for top, left, bottom, right in merged:
        cell = drawn.get((top, left))
        if cell:
            drawn.update({(row, column): cell for row in range(top, bottom + 1) for column in range(left, right + 1)})
    columns = sorted({column for _, column in drawn})
    return [[drawn.get((row, column)) for column in columns] for row in sorted({row for row, _ in drawn})]


def _place(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}" if sheet else f"第{row + 1}行第{column + 1}列"
