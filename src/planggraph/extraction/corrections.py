"""What a person corrects in what was read, kept in a file so that it holds on every run.

A corrections file is CSV with the columns document, span, field, value and, where wanted, stated_by. `document` is the file's name,
`span` the offsets of the fact ("1480-1483", as `extract` prints them; empty for the header), `field` and `value`:

    agency, identity, role     of the assignment at the span
    by                         of the deadline at the span (2018-11, 2018-Q3, ongoing)
    value, unit, bound         of the target at the span
    assign                     a new assignment of the body at the span; the value is its role
    delete                     the assignment, deadline or target at the span is no fact (the value stays empty)
    title, issuer, document_number, date    of the header
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from planggraph.errors import BadTable, MissingFile, NotInRegistry, Said
from planggraph.extraction.agencies import is_collective
from planggraph.extraction.rules import numbered
from planggraph.model import Assignment, Bound, Correction, Deadline, Document, Evidence, Identity, Plan, Stated, StatedDate, Target, Task
from planggraph.registry import Registry
from planggraph.text.calendar import Period, month_of, quarter_of, year_of
from planggraph.text.calendar import day as day_of

STATED_BY = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?")
COLUMNS = ("document", "span", "field", "value")
HEADER_FIELDS = ("title", "issuer", "document_number", "date")
FACT_FIELDS = ("agency", "identity", "role", "by", "value", "unit", "bound", "assign", "delete")
ROLES = ("lead", "responsible", "support")


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One row of a corrections file, and where it stands for messages."""

    path: Path
    line: int
    document: str
    span: tuple[int, int] | None
    field: str
    value: str
    stated_by: str

    def fault(self, zh: str, en: str) -> BadTable:
        """An error that names this row."""
        return BadTable(path=self.path, line=self.line, detail=Said(zh, en))


def load_corrections(path: Path) -> tuple[CorrectionRow, ...]:
    """The rows of a corrections file. Raises MissingFile, or BadTable with file, line and what is wrong."""
    if not path.is_file():
        raise MissingFile(path=path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise BadTable(path=path, line=1, detail=Said(f"缺少列 {'、'.join(missing)}", f"missing columns: {', '.join(missing)}"))
        return tuple(_row(path, number, row) for number, row in enumerate(reader, 2))


def _row(path: Path, line: int, row: dict[str, str | None]) -> CorrectionRow:
    cells = {name: (row.get(name) or "").strip() for name in (*COLUMNS, "stated_by")}
    start, dash, end = cells["span"].partition("-")
    spanned = (int(start), int(end)) if dash and start.isdigit() and end.isdigit() else None
    made = CorrectionRow(path, line, cells["document"], spanned, cells["field"], cells["value"], cells["stated_by"] or path.name)
    if made.field not in HEADER_FIELDS + FACT_FIELDS:
        known = ", ".join(FACT_FIELDS + HEADER_FIELDS)
        raise made.fault(f"不认识的字段 {made.field}，可用的有 {known}", f"unknown field {made.field!r}; one of {known}")
    if made.field in FACT_FIELDS and spanned is None:
        raise made.fault(f"span 应写作 起点-终点，而不是 {cells['span']!r}", f"span must be START-END, not {cells['span']!r}")
    return made


def correct(plans: Sequence[Plan], document: Document, rows: Iterable[CorrectionRow], registry: Registry) -> tuple[Plan, ...]:
    """The plans of a document with the rows that name it applied; each is kept in the `corrections` of its plan.

    A row of a file with several plans is for the plan its span stands in. Raises BadTable for a row whose span holds no such fact or
    whose value cannot be read.
    """
    corrected = list(plans)
    for row in rows:
        if row.document == document.name:
            number = _plan_of(corrected, row)
            plan = corrected[number]
            header = row.field in HEADER_FIELDS
            corrected[number] = _correct_header(plan, row) if header else _correct_fact(plan, document, row, registry)
    return tuple(corrected)


def _plan_of(plans: Sequence[Plan], row: CorrectionRow) -> int:
    """Which plan a row is for: the only one, or the one with the last task that begins at or before the span."""
    if len(plans) == 1:
        return 0
    if row.span is None:
        raise row.fault(
            "文件中有几份计划，须写明 span（该计划中任一任务的位置）", "the file holds several plans: give a span within the one meant"
        )
    begun = (n for n, plan in enumerate(plans) if plan.tasks and plan.tasks[0].evidence.start <= row.span[0])
    return max(begun, default=0)


def _noted(plan: Plan, row: CorrectionRow, before: str, evidence: Evidence) -> Plan:
    note = Correction(row.field, before, row.value, row.stated_by, replace(evidence, rule="correction"))
    return replace(plan, corrections=(*plan.corrections, note))


def _correct_header(plan: Plan, row: CorrectionRow) -> Plan:
    old: Any = plan.title if row.field == "title" else getattr(plan.notice, row.field)
    evidence = replace(old.evidence, rule="correction") if old else Evidence(0, 0, "", "correction")
    if row.field == "date":
        try:
            new: Any = StatedDate(date.fromisoformat(row.value), evidence)
        except ValueError as error:
            raise row.fault(f"{row.value!r} 不是日期（写法：2018-07-09）", f"{row.value!r} is no date (write 2018-07-09)") from error
    else:
        new = Stated(row.value, evidence)
    before = str(old.value) if old else ""
    changed = replace(plan, title=new) if row.field == "title" else replace(plan, notice=replace(plan.notice, **{row.field: new}))
    return _noted(changed, row, before, evidence)


def _correct_fact(plan: Plan, document: Document, row: CorrectionRow, registry: Registry) -> Plan:
    """Correct the fact at the row's span, in whichever task holds it."""
    start, end = row.span or (0, 0)
    for number, task in enumerate(plan.tasks):
        if not (task.evidence.start <= start < task.evidence.end or any(c.start <= start < c.end for c in task.clauses)):
            continue
        changed, before = _correct_task(task, plan, document, row, registry)
        tasks = (*plan.tasks[:number], changed, *plan.tasks[number + 1 :])
        return _noted(replace(plan, tasks=tasks), row, before, Evidence(start, end, document.text[start:end], "correction"))
    raise row.fault(f"{start}-{end} 处没有任务", f"no task at {start}-{end}")


Fact = Assignment | Deadline | Target


def _correct_task(task: Task, plan: Plan, document: Document, row: CorrectionRow, registry: Registry) -> tuple[Task, str]:
    if row.field == "assign":
        made = _new_assignment(plan, document, row, registry)
        ordered = sorted((*task.assignments, made), key=lambda each: each.evidence.start)
        return replace(task, assignments=tuple(numbered(ordered))), ""
    for group in ("assignments", "deadlines", "targets"):
        facts: tuple[Fact, ...] = getattr(task, group)
        for number, fact in enumerate(facts):
            if (fact.evidence.start, fact.evidence.end) == row.span and (row.field == "delete" or hasattr(fact, row.field)):
                new = () if row.field == "delete" else (_changed(fact, plan, row, registry),)
                kept: Any = (*facts[:number], *new, *facts[number + 1 :])
                kept = tuple(numbered(kept)) if group == "assignments" else kept
                return replace(task, **{group: kept}), fact.surface if row.field == "delete" else str(getattr(fact, row.field))
    raise row.fault(f"{row.span} 处没有可改 {row.field} 的事实", f"no fact with {row.field} at {row.span}")


def _changed(fact: Fact, plan: Plan, row: CorrectionRow, registry: Registry) -> Fact:
    if isinstance(fact, Assignment):
        return replace(_assignment_changes[row.field](fact, plan, row, registry), basis="correction")
    if isinstance(fact, Deadline):
        return _deadline(fact, row)
    if row.field == "bound" and row.value not in get_args(Bound):
        raise row.fault(f"bound 只能是 {'、'.join(get_args(Bound))}", f"bound must be one of {', '.join(get_args(Bound))}")
    if row.field == "value":
        try:
            return replace(fact, value=Decimal(row.value))
        except InvalidOperation as error:
            raise row.fault(f"{row.value!r} 不是数字", f"{row.value!r} is no number") from error
    return replace(fact, **{row.field: row.value})  # type: ignore[arg-type]


def _deadline(fact: Deadline, row: CorrectionRow) -> Deadline:
    """The deadline by the date a person states; both readings are the last day of what is stated."""
    if row.value == "ongoing":
        return replace(fact, by="ongoing", strict=None, month_end=None, start=None, kind="ongoing", precision="none")
    period = _period(row.value)
    if period is None:
        words = "2018、2018-11、2018-11-30、2018-Q4、ongoing"
        raise row.fault(f"{row.value!r} 不是完成时限（写法：{words}）", f"{row.value!r} is no deadline (write {words})")
    return replace(fact, by=period.by, strict=period.last, month_end=period.last, start=None, kind="by", precision=period.precision)


def _period(value: str) -> Period | None:
    match = STATED_BY.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    if match["quarter"]:
        return quarter_of(year, int(match["quarter"]))
    if match["day"]:
        return day_of(year, int(match["month"]), int(match["day"]))
    return month_of(year, int(match["month"])) if match["month"] else year_of(year)


def _role(row: CorrectionRow) -> str:
    if row.value not in ROLES:
        raise row.fault(f"角色只能是 {'、'.join(ROLES)}", f"role must be one of {', '.join(ROLES)}")
    return row.value


def _identified(plan: Plan, row: CorrectionRow, name: str, registry: Registry) -> Identity:
    """The identity of a name that a person states: by key, or by any name the registry resolves to one body."""
    try:
        known = registry.agency(name)
    except NotInRegistry:
        when = plan.notice.date.value if plan.notice.date else None
        found = registry.resolve(name, place=plan.jurisdiction, when=when)
        if row.field == "identity" and found.status not in ("resolved", "group"):
            near = ", ".join(found.candidates[:5])
            raise row.fault(
                f"认不出 {name!r} 是哪个单位（相近：{near}）", f"{name!r} is no body the registry knows (near: {near})"
            ) from None
        return replace(found, stated_by=row.stated_by)
    return Identity("resolved", known.key, known.label_zh, stated_by=row.stated_by)


Change = Callable[[Assignment, Plan, CorrectionRow, Registry], Assignment]
_assignment_changes: dict[str, Change] = {
    "role": lambda fact, plan, row, registry: replace(fact, role=_role(row), concept=_role(row), role_word=""),  # type: ignore[arg-type]
    "agency": lambda fact, plan, row, registry: replace(fact, agency=row.value, identity=_identified(plan, row, row.value, registry)),
    "identity": lambda fact, plan, row, registry: replace(fact, identity=_identified(plan, row, row.value, registry)),
}


def _new_assignment(plan: Plan, document: Document, row: CorrectionRow, registry: Registry) -> Assignment:
    start, end = row.span or (0, 0)
    quote = document.text[start:end]
    name = "".join(quote.split())
    role: Any = _role(row)
    identity = _identified(plan, row, name, registry)
    evidence = Evidence(start, end, quote, "correction")
    return Assignment(name, name, role, role, "", 0, 1, is_collective(name), False, "correction", identity, evidence)


def left_over(rows: Iterable[CorrectionRow], documents: Iterable[str]) -> tuple[CorrectionRow, ...]:
    """The rows that name none of the documents: files that were not read, or misspelt."""
    names = set(documents)
    return tuple(row for row in rows if row.document not in names)
