"""Tables that lost their lines: every cell a line of its own, row after row.

Convention: a page copied as text prints the head of a task table cell by cell (序号 / 工作任务 / 牵头单位 / 配合单位) and then its
rows. Where the first column counts, each next number opens a row; the cells that read as agencies fill the role columns in order.
"""

from __future__ import annotations

import re

from planggraph.extraction.agencies import NOTHING, TIME, is_agency_like
from planggraph.extraction.layout import LaidCell, LaidTable, Layout, Line
from planggraph.extraction.roles import Label, grammar

SHORTEST_HEAD = 3
LONGEST_HEAD_CELL = 14
SECTION = re.compile(r"（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部]")
LINES_TOO_MANY = 4
REMARKS = ("备注", "说明")


def restore_tables(layout: Layout) -> Layout:
    """The layout with flattened tables put back as tables; unchanged where there are none."""
    units: list[Line | LaidTable] = []
    at = 0
    while at < len(layout.units):
        head = _head(layout, at)
        table, used = _read(layout, at, head) if head else (None, 0)
        if table:
            units.append(table)
            at += used
        else:
            units.append(layout.units[at])
            at += 1
    return Layout(layout.document, layout.flow, layout.folded, tuple(units))


def _line(layout: Layout, at: int) -> str | None:
    """The text of unit `at`, or None where it is no line."""
    unit = layout.units[at] if at < len(layout.units) else None
    return layout.folded[unit.start : unit.end] if isinstance(unit, Line) else None


def _head(layout: Layout, at: int) -> list[Label | None]:
    """The head that begins at unit `at`: short lines among which a task column, a role column and at least three in all."""
    labels: list[Label | None] = []
    named = 0
    while (text := _line(layout, at + len(labels))) is not None and len(text) <= LONGEST_HEAD_CELL:
        label = grammar().read_label(text)
        if label is None and text not in REMARKS and (not labels or text.isdigit() or named >= SHORTEST_HEAD):
            break
        labels.append(label)
        named = named if label is None else len(labels)
    if labels and _line(layout, at + len(labels) - 1) not in REMARKS:
        labels = labels[:named]
    kinds = {label.kind for label in labels if label}
    return labels if len(labels) >= SHORTEST_HEAD and {"task", "role"} <= kinds else []


def _read(layout: Layout, at: int, head: list[Label | None]) -> tuple[LaidTable | None, int]:
    """The table below a head, and how many units it takes up."""
    place = layout.units[at].place
    first_row = tuple(_cell(layout, at + n, at + n + 1) for n in range(len(head)))
    counted = head[0] is not None and head[0].kind == "number"
    rows, used = (_counted_rows if counted else _even_rows)(layout, at + len(head), head)
    return (LaidTable((first_row, *rows), place), len(head) + used) if rows else (None, 0)


def _cell(layout: Layout, first: int, last: int) -> LaidCell:
    """Units `first` to `last` (exclusive) as one cell."""
    lines = [unit for unit in layout.units[first:last] if isinstance(unit, Line)]
    return LaidCell(lines[0].start, lines[-1].end, tuple((line.start, line.end) for line in lines))


def _even_rows(layout: Layout, at: int, head: list[Label | None]) -> tuple[list[tuple[LaidCell, ...]], int]:
    """Rows of a table that does not count: every row has all its cells."""
    rows, start = [], at
    role = next(n for n, label in enumerate(head) if label and label.kind == "role")
    while all(_line(layout, at + n) is not None for n in range(len(head))) and _is_list(_line(layout, at + role) or ""):
        rows.append(tuple(_cell(layout, at + n, at + n + 1) for n in range(len(head))))
        at += len(head)
    return rows, at - start


def _counted_rows(layout: Layout, at: int, head: list[Label | None]) -> tuple[list[tuple[LaidCell, ...]], int]:
    """Rows that begin with the next number, and lines between them that head the rows below （（二）产业振兴）."""
    rows, start, expected = [], at, 1
    while (text := _line(layout, at)) is not None:
        if text == str(expected):
            end = _row_end(layout, at + 1, expected, len(head))
            rows.append(_fitted(layout, at, end, head))
            at, expected = end, expected + 1
        elif SECTION.match(text):
            rows.append((_cell(layout, at, at + 1),) * len(head))
            at += 1
        else:
            break
    return (rows, at - start) if expected > 1 else ([], 0)


def _row_end(layout: Layout, at: int, number: int, columns: int) -> int:
    """Where a counted row ends: before the next number, a heading, or when it holds more lines than a row can."""
    longest = at + columns + LINES_TOO_MANY
    while (text := _line(layout, at)) is not None and at < longest and text != str(number + 1) and not SECTION.match(text):
        at += 1
    return at


def _fitted(layout: Layout, at: int, end: int, head: list[Label | None]) -> tuple[LaidCell, ...]:
    """One counted row: the lines after its number put into the columns, text first, then what each label fits."""
    role = next(n for n, label in enumerate(head) if label and label.kind == "role")
    first_list = next((n for n in range(at + 2, end) if _is_list(_line(layout, n) or "")), end)
    labelled = next(n for n, label in enumerate(head) if n and label and label.kind in ("role", "person", "deadline"))
    split = max(at + 1, first_list - (role - labelled))
    texts = _spread(layout, at + 1, split, labelled - 1)
    return (_cell(layout, at, at + 1), *texts, *_typed(layout, split, end, head[labelled:]))


def _typed(layout: Layout, at: int, end: int, labels: list[Label | None]) -> list[LaidCell]:
    """A cell for each label: the next line where it fits the label, else an empty one."""
    cells = []
    for label in labels:
        if at < end and _fits(_line(layout, at) or "", label):
            cells.append(_cell(layout, at, at + 1))
            at += 1
        else:
            cells.append(_empty_before(layout, at))
    return cells


def _fits(text: str, label: Label | None) -> bool:
    """Whether a line can stand under a label; under a head that is none of ours anything can."""
    if NOTHING.fullmatch(text) or label is None:
        return True
    if label.kind == "role":
        return not TIME.search(text)
    return TIME.search(text) is not None if label.kind == "deadline" else not _is_list(text)


def _empty_before(layout: Layout, at: int) -> LaidCell:
    """An empty cell where unit `at` begins."""
    position = layout.units[at - 1].end  # type: ignore[union-attr]
    return LaidCell(position, position, ())


def _spread(layout: Layout, first: int, last: int, columns: int) -> list[LaidCell]:
    """Units `first` to `last` over `columns` cells: one each, what is left over joins the first, what is missing stays empty."""
    surplus = max(0, last - first - columns)
    cells, at = [], first
    for number in range(columns):
        take = 1 + (surplus if number == 0 else 0)
        if at < last:
            cells.append(_cell(layout, at, min(at + take, last)))
            at += take
        else:
            cells.append(_empty_before(layout, at))
    return cells


def _is_list(text: str) -> bool:
    """Whether a line lists agencies and nothing else."""
    parts = [part for part in text.replace("，", "、").replace("；", "、").split("、") if part]
    return bool(parts) and all(is_agency_like(part) or part in ("无", "等") for part in parts)
