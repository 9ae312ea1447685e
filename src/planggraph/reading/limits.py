"""How much a reader takes in before it refuses, so that no file can exhaust the memory of the machine that reads it.

The figures are far above any work plan (the largest known, a province's 321 tasks, is 200 kB of text) and low enough that every
refusal stays below 500 MB of resident memory.
"""

from __future__ import annotations

from planggraph.errors import Said, TooLarge

MEGABYTE = 1024 * 1024

FILE_BYTES = 100 * MEGABYTE
"""Bytes of the file itself."""

UNPACKED_BYTES = 300 * MEGABYTE
"""Bytes of all members of a zip package together, unpacked."""

MEMBER_RATIO = 250
"""Times a member above one megabyte may grow when unpacked; real XML parts stay below 60."""

MEMBERS = 20_000
"""Members of a zip package."""

XML_BYTES = 24 * MEGABYTE
"""Bytes of one XML part: a document of 1,000 pages has about 10 MB."""

ELEMENTS = 800_000
"""Elements of all XML parts of a package together."""

TEXT_BYTES = 40 * MEGABYTE
"""Bytes of plain text or separated values."""

MARKUP_BYTES = 12 * MEGABYTE
"""Bytes of a saved web page."""

MARKUP_TAGS = 300_000
"""Tags of a saved web page."""

CELLS = 200_000
"""Cells of a workbook, a table in a web page or a Word table, covered cells of merged ones included."""

PAGES = 2_000
"""Pages of a PDF or OFD file."""

PAGE_MARKS = 60_000
"""Characters, lines and pictures drawn on one PDF page; a full page of small print has 5,000."""

STREAM_BYTES = 120 * MEGABYTE
"""Bytes of all streams of a PDF file that reading its text unpacks (pictures are not unpacked)."""

OBJECTS = 500_000
"""Objects of a PDF file."""

LIBREOFFICE_SECONDS = 120
"""Time LibreOffice gets to convert one old file."""


def require(amount: int, limit: int, path: str, unit: Said | None = None) -> None:
    """Raise `TooLarge` when `amount` is above `limit`. `unit` says what was counted; None stands for bytes.

    >>> require(3, 5, "a.docx", PAGE)
    """
    if amount <= limit:
        return
    if unit is None:
        raise TooLarge(path=path, detail=f"{amount / MEGABYTE:,.0f} MB", limit=f"{limit // MEGABYTE} MB")
    raise TooLarge(path=path, detail=Said(f"{amount:,} {unit.zh}", f"{amount:,} {unit.en}"), limit=f"{limit:,}")


PAGE = Said("页", "pages")
CELL = Said("个单元格", "cells")
ELEMENT = Said("个 XML 元素", "XML elements")
OBJECT = Said("个 PDF 对象", "PDF objects")
MEMBER = Said("个成员文件", "members")
MARK = Said("个字符和图形在一页上", "characters and shapes on one page")
