"""From a draft to a `Task`: its place in the tree, its assignments, dates and what its text names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from planggraph.extraction import citations, commitments, deadlines, mentions, targets
from planggraph.extraction.agencies import Name
from planggraph.extraction.anchors import Found
from planggraph.extraction.drafts import Draft
from planggraph.extraction.header import tidy
from planggraph.extraction.layout import Layout
from planggraph.extraction.roles import RoleReading
from planggraph.extraction.rules import apply_rules
from planggraph.extraction.structure import Node, Piece
from planggraph.model import (
    Assignment,
    Citation,
    Deadline,
    Evidence,
    Jurisdiction,
    Mention,
    Person,
    Resource,
    Role,
    RoleRule,
    Section,
    Target,
    Task,
)
from planggraph.registry import Registry
from planggraph.text.spans import Flow

ROLES: tuple[Role, ...] = ("lead", "responsible", "support")
TITLE_STOP = re.compile(r"[。；！]")
LONGEST_TITLE = 120
UNNUMBERED = re.compile(r"(.*p)\d+", re.DOTALL)
"""The id of a paragraph without a number: 3-1-p2."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of one plan share: where it is issued, when, for which year, and the rules it states."""

    layout: Layout
    registry: Registry
    place: Jurisdiction | None
    when: date | None
    year: int | None
    rules: tuple[RoleRule, ...]


class Place(NamedTuple):
    """Where a task stands in its plan: see the fields of `Task`."""

    id: str
    number: str | None
    path: tuple[str, ...]
    section: str | None


@dataclass(slots=True)
class TaskTree:
    """Names every item of a plan: ids by ordinals, paths by headings; collects the sections that tasks stand in."""

    layout: Layout
    parents_with_clause: frozenset[int]
    sections: dict[str, Section] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    unnumbered: Counter[str] = field(default_factory=Counter)
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
        if counted := UNNUMBERED.fullmatch(name):
            self.unnumbered[counted[1]] += 1
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

    def place(self, draft: Draft) -> Place:
        """Where a task stands."""
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
        marker = draft.node.marker if draft.node else None
        number = draft.number or (marker.number if marker else None)
        return Place(wanted, number, tuple([section.heading for section in sections]), above or None)

    def _unnumbered(self, draft: Draft, above: str) -> str:
        if draft.row and draft.number:
            return f"{above}-{draft.number}".lstrip("-")
        prefix = f"{above}-p".lstrip("-")
        return f"{prefix}{1 + self.unnumbered[prefix]}"


class Facts(NamedTuple):
    """What the readers find in a task: the last fields of `Task`, in its order."""

    clauses: tuple[Evidence, ...]
    assignments: tuple[Assignment, ...]
    people: tuple[Person, ...]
    deadlines: tuple[Deadline, ...]
    body_deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    resources: tuple[Resource, ...]
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]


def read_tasks(drafts: Sequence[Draft], tree: TaskTree, setting: Setting) -> list[Task]:
    """The drafts of a plan as tasks, in their order."""
    flow = setting.layout.flow
    nothing = Flow.of("", ())
    bodies = [_body(draft, flow) or nothing for draft in drafts]
    places = [tree.place(draft) for draft in drafts]
    told = zip(drafts, places, _notations(places, tree), bodies, _facts(drafts, bodies, setting), strict=True)
    return [_task(*each, flow) for each in told]


def _task(draft: Draft, place: Place, notation: str, body: Flow, facts: Facts, flow: Flow) -> Task:
    evidence = flow.evidence(draft.start, draft.end, "structure.row" if draft.row else "structure.item")
    title = _title(body.text[: _first_piece(draft, body, flow)])
    return Task(place.id, notation, place.number, place.path, place.section, title, body.text, evidence, *facts)


def _first_piece(draft: Draft, body: Flow, flow: Flow) -> int | None:
    """How many characters of the body its first paragraph or cell holds; None where that is all or nothing of it."""
    end = flow.offsets[draft.pieces[0].end - 1] + 1
    return bisect_left(body.offsets, end) or None


def _facts(drafts: Sequence[Draft], bodies: Sequence[Flow], setting: Setting) -> list[Facts]:
    """What each task says. A reader goes through all of them before the next begins, which keeps its patterns in the processor's cache."""
    flow = setting.layout.flow
    clauses = [sorted(draft.clauses, key=lambda each: each.start) for draft in drafts]
    assignments = _assignments_of_all(clauses, setting)
    named = mentions.read_all(bodies, setting.registry, setting.place, setting.when)
    quantified = [(targets.read(body), commitments.read(body)) for body in bodies]
    columns = zip(
        [tuple([flow.evidence(each.start, each.end, f"clause.{each.form}") for each in found]) for found in clauses],
        assignments,
        [_people(each, flow) for each in clauses],
        [_deadlines(each, setting) for each in clauses],
        [deadlines.read_body(body, setting.year) for body in bodies],
        [found[0] for found in quantified],
        [found[1] for found in quantified],
        [_with_seats(found, each, setting) for found, each in zip(named, assignments, strict=True)],
        [citations.read(body) for body in bodies],
        strict=True,
    )
    return [Facts(*each) for each in columns]


def _notations(places: Sequence[Place], tree: TaskTree) -> list[str]:
    """The short names of tasks: number alone where it is unique (7), with the section's where it is not (四7), else the id."""
    names: list[str] = []
    for depth in (0, 1, 2):
        names = [_notation(place, tree, depth) for place in places]
        if len(set(names)) == len(names):
            return names
    counts = Counter(names)
    return [name if counts[name] == 1 else place.id for place, name in zip(places, names, strict=True)]


def _notation(place: Place, tree: TaskTree, depth: int) -> str:
    parts = [place.number or place.id.rsplit("-", 1)[-1]]
    section = tree.sections.get(place.section or "")
    while section and depth:
        if section.number:
            parts.insert(0, section.number)
            depth -= 1
        section = tree.sections.get(section.parent or "")
    joined = parts[0]
    for part in parts[1:]:
        joined += part if joined[-1].isdigit() != part[0].isdigit() else f".{part}"
    return joined


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


def _title(text: str) -> str:
    """The first sentence of the first paragraph of a body; for a table row, of its first cell."""
    stop = TITLE_STOP.search(text)
    return text[: stop.start() if stop else None][:LONGEST_TITLE]


def _assignments_of_all(clauses: Sequence[Sequence[Found]], setting: Setting) -> list[tuple[Assignment, ...]]:
    """The assignments of each task by its clauses."""
    made: list[tuple[Assignment, ...]] = []
    for each in clauses:
        made.append(_assignments(each, setting, made[-1] if made else ()))
    return made


def _assignments(clauses: Sequence[Found], setting: Setting, before: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """The assignments of one task. `before` are those of the task above it, which 同上 repeats."""
    made: list[Assignment] = []
    positions = dict.fromkeys(ROLES, 0)
    for clause in clauses:
        if clause.reading.repeats:
            for each in before:
                positions[each.role] += 1
                evidence = replace(each.evidence, rule="clause.same_as_above")
                made.append(replace(each, position=positions[each.role], evidence=evidence))
        for part in clause.reading.parts:
            for name in part.names:
                positions[part.role.role] += 1
                made.append(_assignment(name, clause, part.role, positions[part.role.role], setting))
    end = setting.layout.flow.offsets[clauses[-1].outer_end - 1] + 1 if clauses else 0
    return apply_rules(made, setting.rules, end)


def _assignment(name: Name, clause: Found, role: RoleReading, position: int, setting: Setting) -> Assignment:
    flow = setting.layout.flow
    return Assignment(
        surface=name.surface,
        agency=name.agency,
        role=role.role,
        concept=role.concept,
        role_word=role.word,
        position=position,
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


def _with_seats(named: tuple[Mention, ...], assignments: Sequence[Assignment], setting: Setting) -> tuple[Mention, ...]:
    """The names in a body, and the places that act through an agency of the clause (南沙区政府 → 南沙区)."""
    found = list(named)
    known = {mention.surface for mention in found if mention.kind == "region"}
    for each in assignments:
        whole = each.agency == each.surface
        place = mentions.in_agency(each.agency, setting.registry, setting.place, setting.when) if whole else None
        if place and (surface := each.agency[: place.end]) not in known:
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
