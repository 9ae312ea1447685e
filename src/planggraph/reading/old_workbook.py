"""Workbooks of Excel 97 to 2003 and of WPS (.xls, .et; BIFF records in an OLE container) through calamine."""

from __future__ import annotations

import io
import struct

import python_calamine

from planggraph.errors import EncryptedFile
from planggraph.model import Document
from planggraph.reading.container import book_stream
from planggraph.reading.draft import Draft
from planggraph.reading.failures import FAILURES
from planggraph.reading.limits import CELL, CELLS, require
from planggraph.reading.sheet import damaged, finished, set_down, shown

MEDIA_TYPE = "application/vnd.ms-excel"
_FAILURES: tuple[type[Exception], ...] = (*FAILURES, python_calamine.CalamineError)
_RECORD = struct.Struct("<HH")
_CELL_RECORDS = frozenset({0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205})
_CELL_RECORDS |= {0x027E, 0x0406}
_ROWS_OF_CELLS = {0x00BD: 6, 0x00BE: 2}
_BEGINNINGS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
"""BIFF records ([MS-XLS] 2.3): those of one cell, those of several cells in a row and the bytes of each, those that begin a sheet."""


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of an .xls or .et file; raises `DamagedFile`, `EncryptedFile`, `TooLarge`, `EmptyFile`."""
    _check_extent(name, data)
    draft = Draft()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [m.name for m in book.sheets_metadata if m.visible == python_calamine.SheetVisibleEnum.Visible]
        for sheet in map(book.get_sheet_by_name, visible):
            rows = enumerate(sheet.to_python(skip_empty_area=False))
            values = [(r, c, shown(value)) for r, row in rows for c, value in enumerate(row) if value != ""]
            merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            require(len(values) + sum((a[2] - a[0] + 1) * (a[3] - a[1] + 1) for a in merged), CELLS, name, CELL)
            set_down(draft, sheet.name, values, merged)
    except python_calamine.PasswordError as error:
        raise EncryptedFile(path=name) from error
    except _FAILURES as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what calamine raises for its own bugs; it has no name to import and is no Exception
            raise
        raise damaged(name) from error
    return finished(draft, name, sha256, MEDIA_TYPE)


def _check_extent(path: str, data: bytes) -> None:
    """Raise `TooLarge` for sheets whose written cells lie far apart: calamine holds all cells between them."""
    stream = book_stream(path, data)
    at, last_row, last_column = 0, 0, 0
    while at + 4 <= len(stream):
        kind, length = _RECORD.unpack_from(stream, at)
        if kind in _CELL_RECORDS and length >= 6 and at + 8 <= len(stream):
            row, column = _RECORD.unpack_from(stream, at + 4)
            if kind in _ROWS_OF_CELLS:
                column += (length - 6) // _ROWS_OF_CELLS[kind]
            last_row, last_column = max(last_row, row), max(last_column, column)
            require((last_row + 1) * (last_column + 1), 8 * CELLS, path, CELL)
        elif kind in _BEGINNINGS:
            last_row = last_column = 0
        at += 4 + length
