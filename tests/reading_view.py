"""A document as tests compare it: a string for a paragraph, rows of strings for a table."""

from __future__ import annotations

from planggraph.model import Document, Paragraph, Span, Table

View = list[str | list[list[str]]]


def view(document: Document) -> View:
    """The blocks of a document without their places."""
    return [_words(document, block.span) if isinstance(block, Paragraph) else _rows(document, block) for block in document.blocks]


def places(document: Document) -> list[str]:
    """The places of the blocks."""
    return [block.place for block in document.blocks]


def assert_sound(document: Document) -> None:
    """Spans lie in the text and in order, rows are equally long, and all that is not white space or a bar is in a block."""
    covered = bytearray(len(document.text))
    end = 0
    for block in document.blocks:
        spans = [block.span] if isinstance(block, Paragraph) else [cell.span for row in block.rows for cell in row]
        if isinstance(block, Table):
            assert len({len(row) for row in block.rows}) == 1
        for span in spans:
            assert 0 <= span.start <= span.end <= len(document.text)
            assert _words(document, span) == _words(document, span).strip()
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
        assert min(span.start for span in spans) >= end
        end = max(span.end for span in spans)
    left = {sign for sign, seen in zip(document.text, covered, strict=True) if not seen and not sign.isspace()}
    assert left <= set("|｜-:")


def _words(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def _rows(document: Document, table: Table) -> list[list[str]]:
    return [[_words(document, cell.span) for cell in row] for row in table.rows]
