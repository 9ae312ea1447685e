"""Setting down what a reader draws from a file: one line of text for each paragraph and cell, with the span of each.

Readers of formats whose bytes are not text (Word, PDF, sheets, OFD) and of web pages add paragraphs and tables in reading order; the
draft gives each its place in `Document.text`, so that offsets mean the same for every format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planggraph.model import Block, Cell, Document, Paragraph, Span, Table
from planggraph.reading.line_tables import blocks_of


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The content of one cell as drawn from a file. A merged cell is the same object in every position it covers."""

    text: str
    place: str


def tidy(text: str) -> str:
    """`text` with white space around each of its lines removed and its empty lines dropped; lines stay apart.

    >>> tidy(" 市财政局 \\r\\n\\r\\n市发展改革委 ")
    '市财政局\\n市发展改革委'
    """
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


class Draft:
    """A document being set down, block by block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def paragraph(self, text: str, place: str) -> None:
        """Add a paragraph for each line of `text` that is not blank."""
        for line in tidy(text).splitlines():
            self._blocks.append(Paragraph(self._set(line), place))

    def table(self, rows: Sequence[Sequence[Drawn | None]], place: str) -> None:
        """Add a table; None is a position no cell covers. Rows and columns without any text are dropped, short rows made equal.

        A table of one column is set as paragraphs, for it says nothing that lines do not.
        """
        kept = _compact(rows)
        if not kept:
            return
        if len(kept[0]) == 1:
            for (cell,) in kept:
                self.paragraph(cell.text, cell.place)
            return
        spans: dict[int, Span] = {}
        cells = tuple(tuple(self._cell(drawn, spans) for drawn in row) for row in kept)
        self._blocks.append(Table(cells, place))

    def document(self, name: str, sha256: str, media_type: str, encoding: str = "") -> Document:
        """The finished document."""
        text = "".join(self._parts)
        return Document(name, sha256, media_type, encoding, text, tuple(self._with_line_tables(text)))

    @property
    def is_empty(self) -> bool:
        """Whether no text was added."""
        return not self._blocks

    def _with_line_tables(self, text: str) -> Iterator[Block]:
        """The blocks, with the tables that paragraphs spell out made tables."""
        for is_line, run in groupby(self._blocks, key=lambda block: isinstance(block, Paragraph)):
            if is_line:
                yield from blocks_of(text, ((block.span, block.place) for block in run if isinstance(block, Paragraph)))
            else:
                yield from run

    def _cell(self, drawn: Drawn, spans: dict[int, Span]) -> Cell:
        if id(drawn) not in spans:
            spans[id(drawn)] = self._set(tidy(drawn.text))
        return Cell(spans[id(drawn)], drawn.place)

    def _set(self, text: str) -> Span:
        start = self._length
        self._parts.append(text + "\n")
        self._length += len(text) + 1
        return Span(start, start + len(text))


def _compact(rows: Sequence[Sequence[Drawn | None]]) -> list[list[Drawn]]:
    """The rows of equal length, without the rows and columns in which nothing is written."""
    width = max((len(row) for row in rows), default=0)
    nothing = Drawn("", "")
    even = [[drawn or nothing for drawn in row] + [nothing] * (width - len(row)) for row in rows]
    written = [row for row in even if any(drawn.text.strip() for drawn in row)]
    columns = [c for c in range(width) if any(_begins_here(row, c) for row in written)]
    return [[row[c] for c in columns] for row in written]


def _begins_here(row: Sequence[Drawn], column: int) -> bool:
    """Whether a written cell has its left edge in `column` of `row`."""
    drawn = row[column]
    return bool(drawn.text.strip()) and (column == 0 or row[column - 1] is not drawn)
