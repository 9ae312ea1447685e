"""Tables as CSV (RFC 4180), plain for programs and guarded for people.

A spreadsheet runs a cell that begins with = + - @ (or tab, or return) as a formula, whoever wrote it (OWASP: CSV injection). In a
file meant for a spreadsheet such a cell gets an apostrophe in front, which spreadsheets do not show; plain numbers are left alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["csv_for_people", "csv_text"]

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as CSV, cells to the letter, lines ended by CR LF as RFC 4180 has them."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(columns)
    writer.writerows(rows)
    return page.getvalue()


def csv_for_people(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as a file a Chinese Excel opens right: UTF-8 with a byte order mark, formulas disarmed."""
    return csv_text(columns, [[guarded(cell) for cell in row] for row in rows]).encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet would run it.

    >>> guarded("=1+1"), guarded("-5")
    ("'=1+1", '-5')
    """
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell
