"""Several plans in one file.

Conventions: an annex begins with a line 附件2; a further plan begins with a title of its own, after which the numbering starts again
(一、 or the head of a table). A notice and the plan printed by it are one: they are only divided where both assign tasks.
"""

from __future__ import annotations

import re
from itertools import pairwise

from planggraph.extraction.header import ANNEX, TITLE_END
from planggraph.extraction.layout import LaidTable, Layout, Line
from planggraph.text.markers import find_markers

SHORTEST_TITLE = 6
LONGEST_TITLE = 60
BARE_ANNEX = re.compile(r"附件?[一二三四五六七八九十\d]{0,3}：?")


def unit_range(unit: Line | LaidTable) -> tuple[int, int]:
    """The characters of the flow that a unit covers."""
    if isinstance(unit, Line):
        return unit.start, unit.end
    cells = [cell for row in unit.rows for cell in row]
    return min((cell.start for cell in cells), default=0), max((cell.end for cell in cells), default=0)


def split(layout: Layout) -> list[Layout]:
    """The document cut before each annex and each further plan; one part where there is only one."""
    counted = next((number for number in range(len(layout.units)) if _is_counted(layout, number)), len(layout.units))
    cuts = [number for number in range(1, len(layout.units)) if _begins_part(layout, number, counted)]
    bounds = [0, *cuts, len(layout.units)]
    return [
        Layout(layout.document, layout.flow, layout.folded, layout.units[start:end])
        for start, end in pairwise(bounds)
        if end > start or len(bounds) == 2
    ]


def _begins_part(layout: Layout, number: int, counted: int) -> bool:
    text = _text(layout, number)
    if text is None:
        return False
    if BARE_ANNEX.fullmatch(text):
        return True
    annexed = ANNEX.fullmatch(_text(layout, number - 1) or "") is not None
    return not annexed and _is_title(text) and _numbering_starts_after(layout, number) and counted < number


def _text(layout: Layout, number: int) -> str | None:
    unit = layout.units[number]
    return layout.folded[unit.start : unit.end] if isinstance(unit, Line) and unit.end - unit.start <= LONGEST_TITLE else None


def _is_title(text: str) -> bool:
    if len(text) < SHORTEST_TITLE or re.search(r"[。；：，]", text) or not TITLE_END.search(text):
        return False
    return next((marker.start for marker in find_markers(text[:8])), None) != 0


def _numbering_starts_after(layout: Layout, number: int) -> bool:
    """Whether the next numbered line, or the next table, starts anew within a few lines."""
    for later in range(number + 1, min(number + 6, len(layout.units))):
        unit = layout.units[later]
        if isinstance(unit, LaidTable):
            return later == number + 1
        marker = next(find_markers(layout.folded[unit.start : min(unit.start + 12, unit.end)]), None)
        if marker and marker.start == 0:
            return marker.kind in ("hanzi", "part") and marker.value == 1
    return False


def _is_counted(layout: Layout, number: int) -> bool:
    """Whether a unit counts at the top level: a table, or a line that begins with 一、 or 第一章."""
    unit = layout.units[number]
    if isinstance(unit, LaidTable):
        return True
    marker = next(find_markers(layout.folded[unit.start : min(unit.start + 8, unit.end)]), None)
    return marker is not None and marker.start == 0 and marker.kind in ("hanzi", "part")
