"""Task tables: which column says what, and which rows are tasks.

Conventions: column heads name the roles (牵头单位, 配合单位, 责任领导, 完成时限); a cell merged over several rows is a heading of the
rows it covers; a row merged over all columns is a heading of the rows below it; a table that goes on after a page break repeats or
leaves out its head. Rows of two cells whose first is a label (牵头单位：| 市档案局) are lines of a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from planggraph.extraction.agencies import is_agency_like
from planggraph.extraction.anchors import Found, find_clauses
from planggraph.extraction.clauses import ClauseReading, Passage, read_people, read_role_list
from planggraph.extraction.drafts import Draft
from planggraph.extraction.layout import LaidCell, LaidTable
from planggraph.extraction.roles import Label, grammar
from planggraph.extraction.structure import Node, Piece
from planggraph.text.markers import find_markers

HEAD_ROWS = 4
Row = tuple[LaidCell, ...]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds; `task` is the column whose cell starts the task, `first_row` the first row below the head."""

    labels: tuple[Label | None, ...]
    task: int
    first_row: int

    def holds(self, column: int, *kinds: str) -> bool:
        """Whether a column is headed as one of `kinds`; "free" stands for a column without a head of ours."""
        label = self.labels[column]
        return (label.kind if label else "free") in kinds


def read_tables(tables: list[tuple[LaidTable, Node]], passage: Passage) -> list[Draft]:
    """The task rows of all tables, in reading order; a table without a head goes on with the columns of the one before it."""
    drafts: list[Draft] = []
    columns: Columns | None = None
    for table, above in tables:
        if _is_form(table, passage):
            columns = None
            drafts += _read_form(table, above, passage)
            continue
        columns = find_columns(table, passage) or _continued(columns, table)
        drafts += _read_rows(table, columns, above, passage) if columns else _read_cells(table, above, passage)
    return drafts


def _continued(columns: Columns | None, table: LaidTable) -> Columns | None:
    """The columns of the table before, where this one has as many and no head of its own."""
    same = columns is not None and bool(table.rows) and len(table.rows[0]) == len(columns.labels)
    return Columns(columns.labels, columns.task, 0) if columns and same else None


def _text(passage: Passage, cell: LaidCell) -> str:
    return passage.folded[cell.start : cell.end]


def _label(passage: Passage, cell: LaidCell) -> Label | None:
    return grammar().read_label(_text(passage, cell).rstrip("："))


def find_columns(table: LaidTable, passage: Passage) -> Columns | None:
    """The columns of a table with a head that names a role; None for other tables. The last of several head rows counts."""
    best: Columns | None = None
    for number, row in enumerate(table.rows[:HEAD_ROWS]):
        labels = tuple(_label(passage, cell) for cell in row)
        if len({cell.start for cell in row}) > 1 and any(label and label.kind == "role" for label in labels):
            best = Columns(labels, _task_column(labels, table, number), number + 1)
    return best


def _task_column(labels: tuple[Label | None, ...], table: LaidTable, head: int) -> int:
    """The first column headed as a task whose cells change from row to row; else the last free one before the roles."""
    tasks = [n for n, label in enumerate(labels) if label and label.kind == "task"]
    if tasks:
        return next((n for n in tasks if not _merged_down(table, n, head)), tasks[-1])
    role = next(n for n, label in enumerate(labels) if label and label.kind in ("role", "person", "deadline"))
    free = [n for n, label in enumerate(labels) if label is None]
    before = [n for n in free if n < role]
    return next((n for n in before if not _merged_down(table, n, head)), (before or free or [0])[0])


def _merged_down(table: LaidTable, column: int, head: int) -> bool:
    """Whether cells of a column cover several rows."""
    cells = [row[column] for row in table.rows[head + 1 :] if len({cell.start for cell in row}) > 1]
    return any(cell == below and cell.end > cell.start for cell, below in pairwise(cells))


def _read_rows(table: LaidTable, columns: Columns, above: Node, passage: Passage) -> Iterator[Draft]:
    heading: LaidCell | None = None
    rows = table.rows[columns.first_row :]
    for number, row in enumerate(rows):
        filled = {cell.start: cell for cell in row if cell.end > cell.start}
        if len(row) > 1 and len({_text(passage, cell) for cell in filled.values()}) == 1:
            heading = next(iter(filled.values()))
        elif len(row) == len(columns.labels) and not _repeats_head(row, columns, passage):
            path = _covering(rows, number, columns)
            draft = _read_row(row, columns, above, passage, ((heading.start, heading.end), *path) if heading else path)
            if draft:
                yield draft


def _repeats_head(row: Row, columns: Columns, passage: Passage) -> bool:
    """Whether a row is the head printed again on a new page."""
    pairs = zip(row, columns.labels, strict=True)
    return any(label and label.kind == "role" and _text(passage, cell).rstrip("：") == label.word for cell, label in pairs)


def _covering(rows: tuple[Row, ...], number: int, columns: Columns) -> tuple[Range, ...]:
    """Headings of a row: cells left of its task in a free column, or in a task column where they are merged with a neighbour."""
    row = rows[number]
    beside = [rows[n] for n in (number - 1, number + 1) if 0 <= n < len(rows) and len(rows[n]) == len(row)]
    path: list[Range] = []
    for column, cell in enumerate(row[: columns.task]):
        merged = any(other[column] == cell for other in beside)
        if cell.end > cell.start and (columns.holds(column, "free", "task") or (merged and not columns.holds(column, "number"))):
            path.append((cell.start, cell.end))
    return tuple(dict.fromkeys(path))


def _read_row(row: Row, columns: Columns, above: Node, passage: Passage, path: tuple[Range, ...]) -> Draft | None:
    """A row as a task, if its cells name somebody."""
    clauses = [found for cell, label in zip(row, columns.labels, strict=True) if label for found in _read_cell(cell, label, passage)]
    texts = [row[n] for n in range(columns.task, len(row)) if columns.holds(n, "free", "task")]
    cells = list({cell.start: cell for cell in texts if cell.end > cell.start}.values())
    for cell in cells:
        clauses += find_clauses(passage, cell.start, cell.end)
    if not cells or not any(each.names_somebody for each in clauses):
        return None
    numbers = [_text(passage, cell) for n, cell in enumerate(row) if columns.holds(n, "number")]
    return _row_draft(above, cells, clauses, passage, numbers[0] if numbers else None, path)


def _row_draft(
    above: Node, cells: list[LaidCell], clauses: list[Found], passage: Passage, number: str | None = None, path: tuple[Range, ...] = ()
) -> Draft:
    """A task made of cells; a marker at the head of its text is its number unless a column gives one."""
    pieces = [Piece(cell.start, cell.end, "", own_line=True) for cell in cells]
    marker = next(find_markers(passage.folded[cells[0].start : min(cells[0].start + 12, cells[0].end)]), None)
    if marker and marker.start == 0 and not marker.bare:
        pieces[0].start += marker.end
        number = number or marker.number
    return Draft(None, above, pieces, clauses, (number or "").strip("、.（）") or None, path, row=True)


def _read_cell(cell: LaidCell, label: Label, passage: Passage) -> list[Found]:
    """What the cell of a labelled column says; labels inside the cell (牵头单位：… 配合单位：…) speak for themselves."""
    if cell.end == cell.start:
        return []
    inside = find_clauses(passage, cell.start, cell.end) if "：" in _text(passage, cell) else ()
    if label.kind == "role" and any(each.names_somebody for each in inside):
        return list(inside)
    reading = _cell_reading(cell, label, passage)
    return [Found(cell.start, cell.end, cell.start, cell.end, "cell", reading)] if reading != ClauseReading() else []


def _cell_reading(cell: LaidCell, label: Label, passage: Passage) -> ClauseReading:
    if label.kind == "role" and label.role:
        return ClauseReading(parts=tuple(read_role_list(passage, label.role, _name_ranges(cell, passage))))
    if label.kind == "person":
        return ClauseReading(people=tuple(each for part in cell.pieces for each in read_people(passage.folded, label.word, *part)))
    return ClauseReading(times=((cell.start, cell.end),)) if label.kind == "deadline" else ClauseReading()


def _name_ranges(cell: LaidCell, passage: Passage) -> tuple[Range, ...]:
    """The parts of a cell: white space separates names (交通运输局 公交公司) where each part is whole, else it is only a line break."""
    words = [passage.folded[start:end].strip("、，；") for start, end in cell.pieces]
    whole = all(is_agency_like(part) for word in words for part in word.replace("，", "、").split("、") if part)
    return cell.pieces if whole else ((cell.start, cell.end),)


def _read_cells(table: LaidTable, above: Node, passage: Passage) -> Iterator[Draft]:
    """Rows of a table without role columns, where a cell holds a task with its clause."""
    cells = {cell.start: cell for row in table.rows for cell in row if cell.end > cell.start}
    for cell in cells.values():
        found = find_clauses(passage, cell.start, cell.end)
        if any(each.names_somebody for each in found):
            yield _row_draft(above, [cell], list(found), passage)


def _is_form(table: LaidTable, passage: Passage) -> bool:
    """Whether rows pair a label with its content, all the way down."""
    pairs = [row for row in table.rows if len({cell.start for cell in row if cell.end > cell.start}) == 2]
    labels = [label for row in pairs if (label := _label(passage, row[0]))]
    return len(labels) * 2 >= len(table.rows) and any(label.kind == "role" for label in labels)


def _read_form(table: LaidTable, above: Node, passage: Passage) -> Iterator[Draft]:
    """Forms: 重点工作：| … / 牵头单位：| … / 配合单位：| …, again and again."""
    cells: list[LaidCell] = []
    clauses: list[Found] = []
    for row in table.rows:
        label = _label(passage, row[0])
        content = next((cell for cell in row[1:] if cell.end > cell.start), None)
        if content is None:
            continue
        if label and label.kind == "task":
            yield from _form_task(above, cells, clauses, passage)
            cells, clauses = [content], []
        elif label:
            clauses += _read_cell(content, label, passage)
        elif cells:
            cells.append(content)
    yield from _form_task(above, cells, clauses, passage)


def _form_task(above: Node, cells: list[LaidCell], clauses: list[Found], passage: Passage) -> Iterator[Draft]:
    if cells and any(each.names_somebody for each in clauses):
        yield _row_draft(above, cells, clauses, passage)
