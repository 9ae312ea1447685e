"""Ruled tables of laid-out pages on a grid, and tables that go over several pages made one (PDF and OFD).

pdfplumber finds the rectangles between rules; here they are set on the grid of all their edges, so that a merged cell stands in
every row and column it covers. A table at the foot of one page and one with the same columns at the head of the next are one table:
a repeated header row is dropped, a merged cell goes on, and a row that the page break cut in two is put together again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from planggraph.reading.draft import Drawn
from planggraph.reading.lines import Glyph, Line, joined, lines_of

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""

_NEAR = 4.0
"""Edges closer than this are one edge."""

_SHORTEST = 3.0
_MOST_CROSSINGS = 200_000
_MOST_POINTS = 4_000


@dataclass(slots=True)
class PageTable:
    """A table on a page: its rows on the grid and the left edges of its columns."""

    place: str
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: list[list[Drawn | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on a page, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float


def ruled_tables(rules: Sequence[Rule], glyphs: Sequence[Glyph], page: int) -> tuple[list[PageTable], list[Glyph]]:
    """The tables that rules on a page make, and the glyphs outside them. A page of drawings, with very many rules, has none."""
    tables: list[PageTable] = []
    outside = list(glyphs)
    for number, cells in enumerate(_cells(rules), 1):
        table, outside = page_table(cells, outside, page, f"第{page}页 表{number}")
        tables.append(table)
    return tables, outside


def _cells(rules: Sequence[Rule]) -> list[list[Box]]:
    """The rectangles between rules, table by table."""
    edges = merge_edges([_edge(rule) for rule in rules], 3, 3, 3, 3)
    long = [edge for edge in edges if max(edge["width"], edge["height"]) >= _SHORTEST]
    upright = sum(1 for edge in long if edge["orientation"] == "v")
    if upright * (len(long) - upright) > _MOST_CROSSINGS:
        return []
    crossings = edges_to_intersections(long, 3, 3)
    return cells_to_tables(intersections_to_cells(crossings)) if len(crossings) <= _MOST_POINTS else []


def _edge(rule: Rule) -> dict[str, float | str]:
    """A rule in pdfplumber's terms."""
    is_level = rule.x1 - rule.x0 >= rule.bottom - rule.top
    across, down = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    x0, x1 = (rule.x0, rule.x1) if is_level else (across, across)
    top, bottom = (down, down) if is_level else (rule.top, rule.bottom)
    orientation = "h" if is_level else "v"
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top, "orientation": orientation}


def page_table(cells: Sequence[Box], glyphs: Iterable[Glyph], page: int, place: str) -> tuple[PageTable, list[Glyph]]:
    """The table that the rectangles `cells` make with the text of `glyphs` in them, and the glyphs outside; `place` names it."""
    columns = _edges(edge for cell in cells for edge in (cell[0], cell[2]))
    heights = _edges(edge for cell in cells for edge in (cell[1], cell[3]))
    areas = [(_covered(heights, cell[1], cell[3]), _covered(columns, cell[0], cell[2])) for cell in cells]
    at = {(row, column): index for index, (down, across) in enumerate(areas) for row in down for column in across}
    within: dict[int, list[Glyph]] = {}
    outside: list[Glyph] = []
    for glyph in glyphs:
        index = at.get(_position(glyph, columns, heights))
        (outside if index is None else within.setdefault(index, [])).append(glyph)
    drawn = [
        Drawn(_text(cell, within.get(index, []), page), f"{place} 第{areas[index][0].start + 1}行第{areas[index][1].start + 1}列")
        for index, cell in enumerate(cells)
    ]
    rows: list[list[Drawn | None]] = [
        [drawn[at[row, column]] if (row, column) in at else None for column in range(len(columns) - 1)] for row in range(len(heights) - 1)
    ]
    return PageTable(place, page, heights[0], heights[-1], columns, rows), outside


def _position(glyph: Glyph, columns: Sequence[float], heights: Sequence[float]) -> tuple[int, int]:
    """The row and column of the grid in which the middle of a glyph stands."""
    return bisect_right(heights, (glyph.top + glyph.bottom) / 2) - 1, bisect_right(columns, (glyph.x0 + glyph.x1) / 2) - 1


def _edges(found: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return tuple(edges)


def _covered(edges: Sequence[float], start: float, end: float) -> range:
    """The spaces between edges that lie in `start` to `end`."""
    first, last = bisect_left(edges, start - _NEAR), bisect_right(edges, end + _NEAR) - 1
    return range(first, max(first, last))


def _text(cell: Box, glyphs: Iterable[Glyph], page: int) -> str:
    """The lines of a cell; a line that fills the cell goes on in the next."""
    left, top, right, bottom = cell
    lines = lines_of(glyphs, page, right - left, bottom - top)
    padding = min((min(line.x0 - left, right - line.x1) for line in lines), default=0.0)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _fills(groups[-1][-1], right - left, padding):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(joined(group) for group in groups)


def _fills(line: Line, room: float, padding: float) -> bool:
    """Whether no further character had room on the line."""
    return line.x1 - line.x0 + 1.2 * line.size > room - 2 * max(padding, 0.0)


def continues(table: PageTable, after: PageTable) -> bool:
    """Whether `after` has the columns of `table` and stands on the next page."""
    same = len(table.edges) == len(after.edges) and all(abs(a - b) <= _NEAR for a, b in zip(table.edges, after.edges, strict=True))
    return same and after.page == table.page + 1


def join(table: PageTable, after: PageTable) -> PageTable:
    """`table` with the rows of `after`, the same table on the next page."""
    header = next((i for i, row in enumerate(after.rows) if i >= len(table.rows) or not _same(row, table.rows[i])), len(after.rows))
    rows, more = list(table.rows), after.rows[header:]
    if more:
        key = _key_column(rows[header:] or rows)
        more = _cut(rows, more) if _is_empty(more[0][key]) and not _is_tall(more, key) else _carried(rows, more)
    return PageTable(table.place, after.page, table.top, after.bottom, table.edges, rows + more)


def _same(row: Sequence[Drawn | None], other: Sequence[Drawn | None]) -> bool:
    return [drawn and drawn.text for drawn in row] == [drawn and drawn.text for drawn in other]


def _key_column(rows: Sequence[Sequence[Drawn | None]]) -> int:
    """The first column in which no cell goes over several rows: the one that tells rows apart."""
    for column in range(len(rows[0])):
        cells = [row[column] for row in rows]
        if all(cells) and all(a is not b for a, b in pairwise(cells)) and not any(map(_is_empty, cells)):
            return column
    return 0


def _is_empty(drawn: Drawn | None) -> bool:
    return drawn is None or not drawn.text


def _is_tall(rows: Sequence[Sequence[Drawn | None]], column: int) -> bool:
    return len(rows) > 1 and rows[0][column] is not None and rows[0][column] is rows[1][column]


def _cut(rows: list[list[Drawn | None]], more: list[list[Drawn | None]]) -> list[list[Drawn | None]]:
    """The rows of `more` but for its first, which is the rest of the last of `rows` and is put there."""
    whole = {id(cell): _whole(cell, rest) for cell, rest in zip(rows[-1], more[0], strict=True) if cell}
    rows[:] = [[whole.get(id(cell), cell) if cell else cell for cell in row] for row in rows]
    moved = {id(rest): cell for cell, rest in zip(rows[-1], more[0], strict=True) if rest and cell}
    return [[moved.get(id(cell), cell) if cell else cell for cell in row] for row in more[1:]]


def _whole(cell: Drawn, rest: Drawn | None) -> Drawn:
    return Drawn(cell.text + rest.text, cell.place) if rest and rest.text else cell


def _carried(rows: list[list[Drawn | None]], more: list[list[Drawn | None]]) -> list[list[Drawn | None]]:
    """`more` with the empty cells of its first row made those of the last of `rows`, where those were merged downwards."""
    moved = {id(cell): above for above, cell in zip(rows[-1], more[0], strict=True) if above and cell and _goes_on(rows, more, above, cell)}
    return [[moved.get(id(cell), cell) if cell else cell for cell in row] for row in more]


def _goes_on(rows: Sequence[Sequence[Drawn | None]], more: Sequence[Sequence[Drawn | None]], above: Drawn, cell: Drawn) -> bool:
    merged_above = len(rows) > 1 and any(other is above for other in rows[-2])
    merged_below = len(more) > 1 and any(other is cell for other in more[1])
    return not cell.text and (merged_above or merged_below)
