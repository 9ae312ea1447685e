"""Elements of a web page to lines and tables (HTML Living Standard: which elements break a line, how table cells span)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from planggraph.reading.draft import Drawn, tidy
from planggraph.reading.limits import CELL, CELLS, require

UNSEEN = frozenset(
    "script style noscript template head iframe object embed applet svg math canvas audio video map "
    "select option button input textarea nav footer aside dialog rt rp colgroup col".split()
)
BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html "
    "legend li main ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_ROW_GROUPS = ("thead", "tbody", "tfoot")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FOLD = re.compile(r"(?<=[^\x00-\xff])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[^\x00-\xff])")
_NUMBERED = re.compile(r"\s*[（(]?[\d一二三四五六七八九十]{1,3}[、.．）)]|\s*[①-⑳]")
_LAYOUT_LINES = 8

Piece = str | etree._Element
"""A stretch of text, "\\n" where a line ends, or a table of data."""


def is_unseen(element: etree._Element) -> bool:
    """Whether a browser shows nothing of the element that belongs to a document."""
    style = element.get("style") or ""
    return element.tag in UNSEEN or "display:none" in style.replace(" ", "").lower() or element.get("hidden") is not None


def pieces(element: etree._Element, *, whole: bool = False, kept: bool = False, number: int = 0) -> Iterator[Piece]:
    """What the element shows, in order.

    With `whole`, tables are text too; with `kept`, white space stands as written (`pre`); `number` counts the items of an `ol`.
    """
    if is_unseen(element):
        return
    if element.tag == "br":
        yield "\n"
        return
    if not whole and is_data_table(element):
        yield element
        return
    edge = "\n" if element.tag in BLOCKS else ""
    kept = kept or element.tag == "pre"
    yield edge + _item_number(element, number) + _collapsed(element.text, kept)
    items = 0
    for inner in element:
        items += inner.tag == "li" and element.tag == "ol"
        yield from pieces(inner, whole=whole, kept=kept, number=items)
        yield _collapsed(inner.tail, kept)
    yield edge


def _collapsed(text: str | None, kept: bool) -> str:
    return (text or "") if kept else _SPACE.sub(" ", _FOLD.sub("", text or ""))


def _item_number(element: etree._Element, number: int) -> str:
    """The number a browser sets before an item of an `ol`, where its text has none itself."""
    if element.tag != "li" or not number or _NUMBERED.match("".join(map(str, element.itertext()))[:40]):
        return ""
    return f"{number}."


def text_of(element: etree._Element) -> str:
    """The lines an element shows."""
    return tidy("".join(piece for piece in pieces(element, whole=True) if isinstance(piece, str)))


def is_data_table(element: etree._Element) -> bool:
    """Whether a table holds rows and columns of data and does not only arrange the page."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    rows = list(_rows(element))
    if len(rows) < 2 or max(sum(1 for _ in _cells(row)) for row in rows) < 2:
        return False
    return not any(_arranges(cell, element) for row in rows for cell in _cells(row))


def _arranges(cell: etree._Element, table: etree._Element) -> bool:
    """Whether a cell is a page of text: many lines, and more than half of what the table says."""
    lines = sum(1 for _ in cell.iterdescendants("p", "br", "div"))
    return lines >= _LAYOUT_LINES and 2 * _length(cell) > _length(table)


def _length(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for inner in table:
        if inner.tag == "tr":
            yield inner
        elif inner.tag in _ROW_GROUPS:
            yield from inner.iterchildren("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return row.iterchildren("td", "th")


def data_rows(table: etree._Element, place: str, path: str) -> list[list[Drawn | None]]:
    """The rows of a table on its grid: a cell that spans rows or columns stands in each position it covers. Raises `TooLarge`."""
    rows = list(_rows(table))
    grid: list[list[Drawn | None]] = [[] for _ in rows]
    covered = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            column = _free(grid[number], column)
            across, down = _span(cell, "colspan", 1000), _span(cell, "rowspan", len(rows)) or len(rows)
            down = min(down, len(rows) - number)
            covered += across * down
            require(covered, CELLS, path, CELL)
            drawn = Drawn(text_of(cell), f"{place} 第{number + 1}行第{column + 1}列")
            for line in grid[number : number + down]:
                line += [None] * (column + across - len(line))
                line[column : column + across] = [drawn] * across
            column += across
    return grid


def _free(row: list[Drawn | None], column: int) -> int:
    while column < len(row) and row[column] is not None:
        column += 1
    return column


def _span(cell: etree._Element, name: str, most: int) -> int:
    """How many columns or rows a cell says it spans; 0 rows mean all that follow."""
    text = (cell.get(name) or "1").strip()
    count = int(text) if text.isdecimal() and len(text) < 10 else 1
    return min(count, most) if name == "rowspan" else max(1, min(count, most))
