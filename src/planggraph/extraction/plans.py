"""A document to its plans."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from planggraph.extraction import citations
from planggraph.extraction.clauses import Passage
from planggraph.extraction.drafts import Draft, read_drafts
from planggraph.extraction.flattened import restore_tables
from planggraph.extraction.header import Header, read_header
from planggraph.extraction.layout import Layout, lay_out
from planggraph.extraction.rules import read_rules
from planggraph.extraction.structure import Node, read_structure
from planggraph.extraction.task_tables import read_tables
from planggraph.extraction.tasks import Setting, TaskTree, read_task
from planggraph.model import Document, Jurisdiction, Plan, Source, Task
from planggraph.registry import Registry

NUMBER_PARTS = re.compile(r"(?P<code>.+?)〔(?P<year>\d{4})〕第?0*(?P<number>\d+)号")


def extract(document: Document, registry: Registry) -> tuple[Plan, ...]:
    """The plans a document holds, in reading order: at least one, which has no tasks where the document assigns none."""
    layout = restore_tables(lay_out(document))
    passage = Passage(layout.folded, layout.flow.text)
    root = read_structure(layout)
    drafts, tables = read_drafts(root, passage)
    drafts = sorted([*drafts, *read_tables(tables, passage)], key=lambda draft: draft.start)
    header = read_header(layout, root.children[0].start if root.children else len(layout.folded))
    return (_plan(layout, registry, header, drafts, root),)


def _plan(layout: Layout, registry: Registry, header: Header, drafts: Sequence[Draft], root: Node) -> Plan:
    place = _jurisdiction(header, registry)
    when = header.notice.date.value if header.notice.date else None
    rules = read_rules(layout.flow, layout.folded)
    setting = Setting(layout, registry, place, when, header.year, rules)
    tree = TaskTree(layout, frozenset(id(draft.node) for draft in drafts if draft.node))
    tasks: list[Task] = []
    for draft in drafts:
        tasks.append(read_task(draft, tree, setting, tasks[-1] if tasks else None))
    document = layout.document
    return Plan(
        id=plan_id(header, place, document),
        source=Source(document.name, document.sha256, document.media_type, len(document.text)),
        title=header.title,
        jurisdiction=place,
        year=header.year,
        notice=header.notice,
        role_rules=rules,
        citations=_basis(layout, drafts, root),
        sections=tuple(sorted(tree.sections.values(), key=lambda section: section.evidence.start)),
        tasks=with_notations(tasks, tree),
    )


def _basis(layout: Layout, drafts: Sequence[Draft], root: Node) -> tuple:  # type: ignore[type-arg]
    """Documents the plan cites before its first task."""
    end = drafts[0].start if drafts else len(layout.folded)
    return citations.read(layout.flow.part(0, end)) if end else ()


def _jurisdiction(header: Header, registry: Registry) -> Jurisdiction | None:
    """The place whose body issues the plan, else the one its title begins with."""
    when = header.notice.date.value if header.notice.date else None
    for stated in (header.notice.issuer, header.title, header.notice.title):
        if stated and (found := registry.jurisdiction(stated.value, when)):
            return found
    return None


def plan_id(header: Header, place: Jurisdiction | None, document: Document) -> str:
    """The id of a plan: "440100/穗援-2018-140" by its number, else place, date and eight hex digits of its title's hash."""
    code = place.code if place and place.code else "000000"
    number = header.notice.document_number
    if number and (parts := NUMBER_PARTS.fullmatch(number.value)):
        return f"{code}/{parts['code']}-{parts['year']}-{parts['number']}"
    day = header.notice.date.value.isoformat() if header.notice.date else str(header.year or "undated")
    words = header.title.value if header.title else document.sha256
    return f"{code}/{day}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def with_notations(tasks: Sequence[Task], tree: TaskTree) -> tuple[Task, ...]:
    """Tasks with their short names: number alone where it is unique (7), with the section's where it is not (四7), else the id."""
    for depth in (0, 1, 2):
        names = [_notation(task, tree, depth) for task in tasks]
        if len(set(names)) == len(names):
            return tuple(replace(task, notation=name) for task, name in zip(tasks, names, strict=True))
    counts = Counter(_notation(task, tree, 2) for task in tasks)
    return tuple(replace(task, notation=name if counts[name] == 1 else task.id) for task in tasks for name in (_notation(task, tree, 2),))


def _notation(task: Task, tree: TaskTree, depth: int) -> str:
    parts = [task.number or task.id.rsplit("-", 1)[-1]]
    section = tree.sections.get(task.section or "")
    while section and depth:
        if section.number:
            parts.insert(0, section.number)
            depth -= 1
        section = tree.sections.get(section.parent or "")
    joined = parts[0]
    for part in parts[1:]:
        joined += part if joined[-1].isdigit() != part[0].isdigit() else f".{part}"
    return joined
