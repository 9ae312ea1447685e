"""Tables that lines spell out with tabs or with `|`, in plain text and in the paragraphs of any other format.

A table is two or more neighbouring lines with two or more written cells each; Markdown's `---|---` rows are left out. A row that lacks
its first cells stands under a cell merged downwards, as web pages copied to text have it, and takes the cells of the row above. A row
with nothing but its first cell goes across the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from planggraph.model import Block, Cell, Paragraph, Span, Table
from planggraph.reading.limits import CELLS

_RULE = re.compile(r"[\s|｜]*:?-{2,}:?(?:[\s|｜]+:?-{2,}:?)*[\s|｜]*")
_BARS = "|｜"
_MARKS = (*_BARS, "\t")
"""What may part the cells of a line."""
_PARTS = {"|": re.compile(r"[^|｜]*"), "\t": re.compile(r"[^\t]*")}

PlacedLine = tuple[Span, str]
"""The span of a line, line end included or not, and its place in the source."""


def blocks_of(text: str, lines: Iterable[PlacedLine]) -> Iterator[Block]:
    """The paragraphs and tables that lines of `text` make, in order; no line is blank.

    >>> [type(b).__name__ for b in blocks_of("表1\\n任务|单位\\n修路|交通局", [(Span(0, 2), "1"), (Span(3, 8), "2"), (Span(9, 15), "3")])]
    ['Paragraph', 'Table']
    """
    if not any(mark in text for mark in _MARKS):
        yield from (_paragraph(text, line) for line in lines)
        return
    for mark, run in groupby(lines, key=lambda line: _mark(text, line[0])):
        if mark is None:
            yield from (_paragraph(text, line) for line in run)
        else:
            yield from _marked(text, list(run), mark)


def _mark(text: str, line: Span) -> str | None:
    """What may part the cells of a line: "|", a tab, or None for a line of prose."""
    if any(text.find(bar, line.start, line.end) >= 0 for bar in _BARS):
        return "|"
    return "\t" if text.find("\t", line.start, line.end) >= 0 else None


def _paragraph(text: str, line: PlacedLine) -> Paragraph:
    return Paragraph(_trimmed(text, line[0].start, line[0].end), line[1])


def _marked(text: str, run: Sequence[PlacedLine], mark: str) -> Iterator[Block]:
    """A run of lines with tabs or bars: the table they spell out, with the lines before and after it that are not part of it."""
    rows = _rows(text, run, mark)
    full = [i for i, row in enumerate(rows) if len(row if mark == "|" else _written(row)) > 1]
    if len(full) < 2:
        yield from (_paragraph(text, line) for line in run)
        return
    first, last = full[0], full[-1]
    yield from (_paragraph(text, line) for line in run[:first])
    yield Table(tuple(_filled(rows[first : last + 1])), _place(run[first][1], run[last][1]))
    yield from (_paragraph(text, line) for line in run[last + 1 :])


def _place(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def _rows(text: str, run: Sequence[PlacedLine], mark: str) -> list[list[Cell]]:
    """The cells of each line of a run, none for a Markdown rule; no rows at all where there are absurdly many cells."""
    if sum(_count(text, line[0], mark) for line in run) > CELLS:
        return []
    rows = [_cells(text, line, mark) for line in run]
    if _mostly(rows, 0):
        rows = [row[1:] if row and _is_empty(row[0]) else row for row in rows]
    if mark == "|" and _mostly(rows, -1):
        rows = [row[:-1] if row and _is_empty(row[-1]) else row for row in rows]
    return rows


def _count(text: str, span: Span, mark: str) -> int:
    return 1 + sum(text.count(bar, span.start, span.end) for bar in (_BARS if mark == "|" else mark))


def _mostly(rows: Sequence[Sequence[Cell]], end: int) -> bool:
    """Whether most rows have nothing at one end: the mark there indents or closes the row and parts nothing."""
    cells = [row[end] for row in rows if row]
    return sum(map(_is_empty, cells)) * 2 > len(cells)


def _cells(text: str, line: PlacedLine, mark: str) -> list[Cell]:
    span, place = line
    if _RULE.fullmatch(text, span.start, span.end):
        return []
    end = span.start + len(text[span.start : span.end].rstrip("\r\n"))
    parts = _PARTS[mark].finditer(text, span.start, end)
    return [Cell(_trimmed(text, part.start(), part.end()), place) for part in _apart(parts)]


def _apart(parts: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The matches without the empty one that follows each written one at its end."""
    end = -1
    for part in parts:
        if part.start() != end or part.end() > end:
            yield part
        end = part.end()


def _trimmed(text: str, start: int, end: int) -> Span:
    written = text[start:end].lstrip()
    left = end - len(written)
    return Span(left, left + len(written.rstrip()))


def _is_empty(cell: Cell) -> bool:
    return cell.span.start == cell.span.end


def _written(row: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in row if not _is_empty(cell)]


def _filled(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """The rows made equally long: from the row above, or across where the first cell is all that is written."""
    width = max(map(len, rows))
    above: tuple[Cell, ...] = ()
    for row in filter(_written, rows):
        if width > 2 and len(_written(row)) == 1 and not _is_empty(row[0]):
            yield (row[0],) * width
            continue
        above = _under(row, above, width)
        yield above


def _under(row: Sequence[Cell], above: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """`row` below `above`: cells it lacks or leaves empty at its beginning are those of the row above."""
    if not above:
        end = row[-1].span.end
        return tuple(row) + (Cell(Span(end, end), row[-1].place),) * (width - len(row))
    lacking = width - len(row)
    empty = next(i for i, cell in enumerate(row) if not _is_empty(cell))
    return above[: lacking + empty] + tuple(row[empty:])
