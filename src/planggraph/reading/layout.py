"""Pages with lines and ruled tables to a document in reading order (PDF and OFD)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from planggraph.reading.draft import Draft
from planggraph.reading.lines import Line, frame_of, joined, paragraphs, without_furniture
from planggraph.reading.page_tables import PageTable, continues, join


@dataclass(frozen=True, slots=True)
class PageContent:
    """The lines of a page outside its tables, and the tables."""

    lines: Sequence[Line]
    tables: Sequence[PageTable]


def set_down(draft: Draft, pages: Sequence[PageContent]) -> None:
    """Set down the paragraphs and tables of all pages in reading order."""
    lines = without_furniture([line for page in pages for line in page.lines])
    frame = frame_of(lines)
    pieces: list[Line | PageTable] = [*lines, *(table for page in pages for table in page.tables)]
    pieces.sort(key=lambda piece: (piece.page, piece.top))
    for _, run in groupby(pieces, key=lambda piece: isinstance(piece, Line)):
        between = list(run)
        for paragraph in paragraphs([piece for piece in between if isinstance(piece, Line)], frame):
            draft.paragraph(joined(paragraph), f"第{paragraph[0].page}页")
        for table in _joined_tables([piece for piece in between if isinstance(piece, PageTable)]):
            draft.table(table.rows, table.place)


def _joined_tables(tables: Sequence[PageTable]) -> list[PageTable]:
    """Tables with no text between them, those over several pages made one."""
    whole: list[PageTable] = []
    for table in tables:
        if whole and continues(whole[-1], table):
            whole[-1] = join(whole[-1], table)
        else:
            whole.append(table)
    return whole
