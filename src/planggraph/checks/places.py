"""Where in a file a piece of evidence stands, in the terms a person or an editor uses.

For plain text that is a line and a column, both counted from 1 in characters (SARIF 2.1.0 §3.30 with `columnKind` unicodeCodePoints);
for other formats the page, paragraph or cell that the reader noted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from planggraph.model import Block, Document, Evidence, Span, Table

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_PLAIN: Final = "text/plain"


@dataclass(frozen=True, slots=True)
class Place:
    """Lines and columns of plain text (the end column is one past the last character), and the reader's name for the place.

    All are None where only offsets are known: of a plan that was read back from a graph the text is not kept.
    """

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    name: str | None = None


def place_of(evidence: Evidence, document: Document | None) -> Place:
    """The place of evidence in the document it was read from."""
    if document is None:
        return Place()
    name = _name(document, evidence.start)
    if document.media_type != _PLAIN:
        return Place(name=name)
    starts = _line_starts(document.text)
    (line, column), (end_line, end_column) = (_position(starts, offset) for offset in (evidence.start, evidence.end))
    return Place(line, column, end_line, end_column, name)


def _position(starts: tuple[int, ...], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=8)
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in _LINE_END.finditer(text)))


def _name(document: Document, offset: int) -> str | None:
    """The place of the smallest block or cell around an offset."""
    for block in document.blocks:
        for span, name in _spans(block):
            if span.start <= offset < span.end:
                return name
    return None


def _spans(block: Block) -> list[tuple[Span, str]]:
    if isinstance(block, Table):
        return [(cell.span, cell.place) for row in block.rows for cell in row]
    return [(block.span, block.place)]
