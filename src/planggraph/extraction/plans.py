"""A document to its plans."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planggraph.extraction import citations
from planggraph.extraction.clauses import Passage
from planggraph.extraction.corrections import CorrectionRow, correct
from planggraph.extraction.drafts import Draft, read_drafts
from planggraph.extraction.flattened import restore_tables
from planggraph.extraction.header import Header, read_header
from planggraph.extraction.layout import Layout, lay_out
from planggraph.extraction.parts import split, unit_range
from planggraph.extraction.rules import read_rules
from planggraph.extraction.structure import Node, read_structure
from planggraph.extraction.task_tables import read_tables
from planggraph.extraction.tasks import Setting, TaskTree, read_tasks
from planggraph.model import Citation, Document, Jurisdiction, Plan, Source
from planggraph.registry import Registry
from planggraph.registry.regions import NATION
from planggraph.text.folding import squeeze

SEAT = re.compile(r"(?:中共)?([^\W\d_中共]{2,8}(?:省|市|自治区|区|县|州))(?=委|人民政府|党委)")
LONGEST_PREAMBLE = 2000
NUMBER_PARTS = re.compile(r"(?P<code>.+?)〔(?P<year>\d{4})〕第?0*(?P<number>\d+)号")


def extract(document: Document, registry: Registry, corrections: Sequence[CorrectionRow] = ()) -> tuple[Plan, ...]:
    """The plans a document holds, in reading order: at least one, which has no tasks where the document assigns none.

    Rows of `corrections` that name the document are applied (`planggraph.extraction.corrections`).
    """
    layout = restore_tables(lay_out(document))
    parts = [_read_part(part) for part in split(layout)]
    kept = [part for part in parts if part.drafts] or parts[:1]
    whole = read_header(layout, parts[0].root.children[0].start if parts[0].root.children else len(layout.folded))
    plans = [_plan(layout, registry, whole if part is parts[0] or len(kept) == 1 else _own_header(part, whole), part) for part in kept]
    return correct(tuple(with_own_ids(plans)), document, corrections, registry)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document with its tree and the drafts of its tasks."""

    layout: Layout
    root: Node
    drafts: tuple[Draft, ...]

    @property
    def start(self) -> int:
        """Where its first unit begins."""
        return unit_range(self.layout.units[0])[0] if self.layout.units else 0

    @property
    def end(self) -> int:
        """Where its last unit ends."""
        return unit_range(self.layout.units[-1])[1] if self.layout.units else 0


def _read_part(layout: Layout) -> Part:
    passage = Passage(layout.folded, layout.flow.text, layout.flow.offsets)
    root = read_structure(layout)
    drafts, tables = read_drafts(root, passage)
    ordered = sorted([*drafts, *read_tables(tables, passage)], key=lambda draft: draft.start)
    return Part(layout, root, tuple(ordered))


def _own_header(part: Part, whole: Header) -> Header:
    """The header of a further plan in the same file: its own title and number, the notice's parts where it states none."""
    first = part.root.children[0].start if part.root.children else part.drafts[0].start
    own = read_header(part.layout, first)
    notice = own.notice if own.notice.document_number else replace(whole.notice, title=own.notice.title or whole.notice.title)
    return Header(own.title, notice, own.year or whole.year)


def with_own_ids(plans: Sequence[Plan]) -> Iterator[Plan]:
    """Plans of one file under one number get -2, -3 … at the end of their ids."""
    seen: Counter[str] = Counter()
    for plan in plans:
        seen[plan.id] += 1
        yield plan if seen[plan.id] == 1 else replace(plan, id=f"{plan.id}-{seen[plan.id]}")


def _plan(layout: Layout, registry: Registry, header: Header, part: Part) -> Plan:
    place = _jurisdiction(header, registry, part)
    when = header.notice.date.value if header.notice.date else None
    rules = read_rules(layout.flow, layout.folded)
    setting = Setting(layout, registry, place, when, header.year, rules)
    tree = TaskTree(layout, frozenset(id(draft.node) for draft in part.drafts if draft.node))
    tasks = read_tasks(part.drafts, tree, setting)
    document = layout.document
    return Plan(
        id=plan_id(header, place, layout.flow.text),
        source=Source(document.name, document.sha256, document.media_type, len(document.text)),
        title=header.title,
        jurisdiction=place,
        year=header.year,
        notice=header.notice,
        role_rules=rules,
        citations=tuple(each for each in _basis(part) if header.title is None or squeeze(each.title) != squeeze(header.title.value)),
        sections=tuple(sorted(tree.sections.values(), key=lambda section: section.evidence.start)),
        tasks=tuple(tasks),
    )


def _basis(part: Part) -> tuple[Citation, ...]:
    """Documents the plan cites outside its tasks, where it says what it is based on; the notice's 《…》 around its own title is none."""
    flow, at = part.layout.flow, part.start
    found: list[Citation] = []
    for draft in part.drafts:
        if draft.start > at:
            found += citations.read(flow.part(at, draft.start))
        at = max(at, draft.end)
    if at < part.end:
        found += citations.read(flow.part(at, part.end))
    return tuple(found)


def _jurisdiction(header: Header, registry: Registry, part: Part) -> Jurisdiction | None:
    """The place whose body issues the plan, else the one its title begins with, else the one whose 市委 or 市人民政府 the preamble names.

    Example of the last: 根据《中共广州市委、广州市人民政府关于…的决定》，提出以下实施意见。
    """
    when = header.notice.date.value if header.notice.date else None
    for stated in (header.notice.issuer, header.title, header.notice.title):
        if stated and (found := registry.jurisdiction(stated.value, when)):
            return found
    end = min(part.drafts[0].start if part.drafts else part.end, part.start + LONGEST_PREAMBLE)
    for match in SEAT.finditer(part.layout.folded, part.start, max(part.start, end)):
        if (found := registry.jurisdiction(match[1], when)) and found.code and found.code != NATION:
            return found
    return None


def plan_id(header: Header, place: Jurisdiction | None, text: str) -> str:
    """The id of a plan: "440100/穗援-2018-140" by its number, else place, date and eight hex digits of the hash of its title.

    Without a title the words of the whole document (`text`) stand for it, so that one plan has one id in every file format.
    """
    code = place.code if place and place.code else NATION
    number = header.notice.document_number
    if number and (parts := NUMBER_PARTS.fullmatch(number.value)):
        return f"{code}/{parts['code']}-{parts['year']}-{parts['number']}"
    day = header.notice.date.value.isoformat() if header.notice.date else str(header.year or "undated")
    words = header.title.value if header.title else text
    return f"{code}/{day}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
