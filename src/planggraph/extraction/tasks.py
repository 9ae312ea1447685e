"""From a draft to a `Task`: its place in the tree, its assignments, dates and what its text names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planggraph.extraction import citations, commitments, deadlines, mentions, targets
from planggraph.extraction.agencies import Name
from planggraph.extraction.anchors import Found
from planggraph.extraction.drafts import Draft
from planggraph.extraction.header import tidy
from planggraph.extraction.layout import Layout
from planggraph.extraction.rules import apply_rules, numbered
from planggraph.extraction.structure import Node, Piece
from planggraph.model import Assignment, Deadline, Evidence, Jurisdiction, Mention, Person, RoleRule, Section, Task
from planggraph.registry import Registry
from planggraph.text.spans import Flow

TITLE_STOP = re.compile(r"[。；！]")
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of one plan share: where it is issued, when, for which year, and the rules it states."""

    layout: Layout
    registry: Registry
    place: Jurisdiction | None
    when: date | None
    year: int | None
    rules: tuple[RoleRule, ...]


@dataclass(slots=True)
class TaskTree:
    """Names every item of a plan: ids by ordinals, paths by headings; collects the sections that tasks stand in."""

    layout: Layout
    parents_with_clause: frozenset[int]
    sections: dict[str, Section] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    cells: dict[tuple[str | None, str], Section] = field(default_factory=dict)

    def node_id(self, node: Node) -> str:
        """The id of an item: the ordinals from the root ("3-1-2")."""
        if node.parent is None:
            return ""
        if id(node) not in self.ids:
            value = node.marker.value if node.marker and node.marker.value else node.parent.children.index(node) + 1
            self.ids[id(node)] = self.free_id(f"{self.node_id(node.parent)}-{value}".lstrip("-"))
        return self.ids[id(node)]

    def free_id(self, wanted: str) -> str:
        """`wanted`, or with ~2, ~3 … where an item of that number is there already."""
        number, name = 1, wanted
        while name in self.taken:
            number += 1
            name = f"{wanted}~{number}"
        self.taken.add(name)
        return name

    def section(self, node: Node) -> Section:
        """The section an item above a task makes."""
        name = self.node_id(node)
        if name not in self.sections:
            heading, title, evidence = self._heading(node)
            parent = self.section(node.parent).id if node.parent and node.parent.parent else None
            self.sections[name] = Section(name, node.marker.number if node.marker else None, title, heading, parent, evidence)
        return self.sections[name]

    def _heading(self, node: Node) -> tuple[str, str, Evidence]:
        """An item's words as a heading: marker and first sentence; only the marker where the item is a task itself."""
        flow, folded = self.layout.flow, self.layout.folded
        marker = node.marker
        start = node.start
        first = node.pieces[0] if node.pieces else Piece(start, start, "", own_line=True)
        stop = folded.find("。", first.start, first.end)
        end = max(stop + 1 if stop >= 0 else first.end, marker.end if marker else start + 1)
        evidence = flow.evidence(start, end, "structure.heading")
        title = tidy(flow.source[flow.offsets[first.start] : flow.offsets[end - 1] + 1]).rstrip("。") if end > first.start else ""
        if id(node) in self.parents_with_clause and marker:
            return tidy(flow.evidence(start, marker.end, "structure.marker").quote), title, evidence
        return tidy(evidence.quote), title, evidence

    def cell_section(self, cell: tuple[int, int], parent: str | None) -> Section:
        """The section a merged cell makes for the rows it covers; a cell that says the same again continues it."""
        evidence = self.layout.flow.evidence(*cell, "table.heading_cell")
        heading = tidy(evidence.quote)
        known = self.cells.get((parent, heading))
        if known:
            return known
        name = self.free_id(f"{parent or ''}-c{1 + sum(each.parent == parent for each in self.sections.values())}".lstrip("-"))
        made = Section(name, None, heading, heading, parent, evidence)
        self.sections[name] = self.cells[parent, heading] = made
        return made

    def place(self, draft: Draft) -> tuple[str, tuple[str, ...], str | None]:
        """Id, path and innermost section id of a task."""
        inner = draft.node.parent if draft.node else draft.above
        nodes: list[Node] = []
        while inner is not None and inner.parent is not None:
            nodes.insert(0, inner)
            inner = inner.parent
        sections = [self.section(node) for node in nodes]
        for cell in draft.path:
            sections.append(self.cell_section(cell, sections[-1].id if sections else None))
        above = sections[-1].id if sections else ""
        wanted = self.node_id(draft.node) if draft.node else self.free_id(self._unnumbered(draft, above))
        return wanted, tuple(section.heading for section in sections), above or None

    def _unnumbered(self, draft: Draft, above: str) -> str:
        if draft.row and draft.number:
            return f"{above}-{draft.number}".lstrip("-")
        prefix = f"{above}-p".lstrip("-")
        return prefix + str(1 + sum(1 for name in self.taken if re.fullmatch(re.escape(prefix) + r"\d+", name)))


def read_task(draft: Draft, tree: TaskTree, setting: Setting, before: Task | None) -> Task:
    """A draft as a task. `before` is the task above it, whose assignments 同上 repeats."""
    flow = setting.layout.flow
    name, path, section = tree.place(draft)
    body = _body(draft, flow)
    clauses = sorted(draft.clauses, key=lambda each: each.start)
    evidence = flow.evidence(draft.start, draft.end, "structure.row" if draft.row else "structure.item")
    marker = draft.node.marker if draft.node else None
    assignments = _assignments(clauses, setting, before)
    return Task(
        id=name,
        notation="",
        number=draft.number or (marker.number if marker else None),
        path=path,
        section=section,
        title=_title(body, setting),
        text=body.text if body else "",
        evidence=evidence,
        clauses=tuple(flow.evidence(each.start, each.end, f"clause.{each.form}") for each in clauses),
        assignments=assignments,
        people=_people(clauses, flow),
        deadlines=_deadlines(clauses, setting),
        body_deadlines=deadlines.read_body(body, setting.year) if body else (),
        targets=targets.read(body) if body else (),
        resources=commitments.read(body) if body else (),
        mentions=_mentions(body, assignments, setting),
        citations=citations.read(body) if body else (),
    )


def _body(draft: Draft, flow: Flow) -> Flow | None:
    """The task's own text without its clauses; an opening 由…牵头 is part of the sentence it opens and stays."""
    opening = {piece.start for piece in draft.pieces}
    told = [clause for clause in draft.clauses if clause.form == "prose" and clause.outer_start in opening]
    clauses = sorted((clause.outer_start, clause.outer_end) for clause in draft.clauses if clause not in told)
    starts = [start for start, _ in clauses]
    parts: list[Flow] = []
    for piece in draft.pieces:
        at = piece.start
        for start, end in clauses[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]:
            parts.append(flow.part(at, max(at, start)))
            at = max(at, end)
        parts.append(flow.part(at, max(at, piece.end)))
    kept = [part for part in parts if part.text]
    return Flow.join(kept) if kept else None


def _title(body: Flow | None, setting: Setting) -> str:
    """The first sentence of the body; for a table row its first cell."""
    if body is None:
        return ""
    stop = TITLE_STOP.search(body.text)
    return body.text[: stop.start() if stop else None][:LONGEST_TITLE]


def _assignments(clauses: Sequence[Found], setting: Setting, before: Task | None) -> tuple[Assignment, ...]:
    made: list[Assignment] = []
    for clause in clauses:
        if clause.reading.repeats and before:
            evidence = setting.layout.flow.evidence(clause.start, clause.end, "clause.same_as_above")
            made += [replace(each, evidence=evidence) for each in before.assignments]
        for part in clause.reading.parts:
            made += [_assignment(each, clause, part.role.role, part.role.concept, part.role.word, setting) for each in part.names]
    end = setting.layout.flow.offsets[clauses[-1].outer_end - 1] + 1 if clauses else 0
    return apply_rules(numbered(made), setting.rules, end)


def _assignment(name: Name, clause: Found, role: str, concept: str, word: str, setting: Setting) -> Assignment:
    flow = setting.layout.flow
    return Assignment(
        surface=name.surface,
        agency=name.agency,
        role=role,  # type: ignore[arg-type]
        concept=concept,
        role_word=word,
        position=0,
        block=name.block,
        collective=name.collective,
        open_list=name.open_list,
        basis="text" if clause.form == "prose" else "explicit",
        identity=setting.registry.resolve(name.plain, place=setting.place, when=setting.when),
        evidence=flow.evidence(name.start, name.end, f"clause.{clause.form}"),
    )


def _people(clauses: Iterable[Found], flow: Flow) -> tuple[Person, ...]:
    people = []
    for clause in clauses:
        for each in clause.reading.people:
            evidence = flow.evidence(each.start, each.end, f"person.{clause.form}")
            people.append(Person(flow.text[each.start : each.end], each.role, evidence))
    return tuple(people)


def _deadlines(clauses: Iterable[Found], setting: Setting) -> tuple[Deadline, ...]:
    """Completion times of all clauses; the same date is listed once."""
    found: dict[tuple[str | None, str], Deadline] = {}
    for clause in clauses:
        for start, end in _time_ranges(clause):
            for each in deadlines.read_clause(setting.layout.flow.part(start, end), setting.year):
                found.setdefault((each.by, each.surface if each.by is None else ""), each)
    return tuple(found.values())


def _time_ranges(clause: Found) -> list[tuple[int, int]]:
    """Where a clause can state times: a cell of names states none."""
    if clause.form == "cell":
        return list(clause.reading.times)
    return [(clause.start, clause.end)]


def _mentions(body: Flow | None, assignments: Sequence[Assignment], setting: Setting) -> tuple[Mention, ...]:
    """Names in the body, and the places that act through an agency of the clause (南沙区政府 → 南沙区)."""
    found = list(mentions.read(body, setting.registry, setting.place, setting.when)) if body else []
    known = {mention.surface for mention in found if mention.kind == "region"}
    for each in assignments:
        place = mentions.in_agency(each.agency, setting.registry, setting.place, setting.when)
        if place and each.agency == each.surface and (surface := each.agency[: place.end]) not in known:
            known.add(surface)
            end = _source_end(each.evidence, place.end)
            evidence = Evidence(each.evidence.start, end, each.evidence.quote[: end - each.evidence.start], "region.in_agency")
            found.append(Mention("region", surface, place.label, place.code, False, False, False, evidence))
    return tuple(found)


def _source_end(evidence: Evidence, characters: int) -> int:
    """The source offset after so many characters of a quote, white space not counted."""
    for offset, character in enumerate(evidence.quote):
        characters -= not character.isspace()
        if characters == 0:
            return evidence.start + offset + 1
    return evidence.end
