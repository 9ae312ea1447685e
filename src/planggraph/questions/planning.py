"""From a meaning to a SPARQL query: fixed patterns, joined; every value of the question is bound as an RDF term and never is text.

Values stand in a VALUES block, each written by the engine as the term it is, so the words of a question cannot change the shape of a
query; what is shown is what was run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from planggraph.queries import bound_text
from planggraph.questions.directory import Directory
from planggraph.questions.frame import Agent, Asks, Due, Frame, Wanted
from planggraph.store import Term

_TASK: Final = (
    "?task a pg:Task ; p-plan:isStepOfPlan ?plan ; pg:ordinal ?ordinal ; dcterms:title ?title .\n"
    "  OPTIONAL { ?task skos:notation ?notation }"
)
_PATHS: Final[Mapping[Wanted, str]] = {
    "lead": "pg:leads",
    "charge": "(pg:leads|pg:isResponsibleFor)",
    "support": "pg:supports",
    "any": "(pg:leads|pg:isResponsibleFor|pg:supports)",
}
_ROLES: Final[Mapping[Wanted, str]] = {
    "lead": "role:lead",
    "charge": "role:lead, role:responsible",
    "support": "role:support",
    "any": "role:lead, role:responsible, role:support",
}
_KINDS: Final[Mapping[str, str]] = {
    "programmes": "programme",
    "regions": "region",
    "organisations": "organisation",
    "beneficiaries": "beneficiary",
}
_TASK_COLUMNS: Final = ("plan", "task", "notation", "title", "ordinal")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A query, the terms its variables are bound to, and whether it is one of the catalogue (`name`)."""

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    name: str = ""

    def shown(self) -> str:
        """The query as it is run and can be run anywhere, its values in a VALUES block at the beginning of its pattern."""
        return bound_text(self.text, self.bindings)


@dataclass(slots=True)
class Draft:
    """A query as it is put together: its patterns and the terms bound so far."""

    patterns: list[str] = field(default_factory=lambda: [_TASK])
    bindings: dict[str, Term] = field(default_factory=dict)

    def bind(self, name: str, term: Term) -> str:
        """A new variable for a term, with its question mark."""
        variable = f"{name}{sum(key.rstrip('0123456789') == name for key in self.bindings) + 1}"
        self.bindings[variable] = term
        return f"?{variable}"

    def nodes(self, name: str, iris: Sequence[str]) -> list[str]:
        """New variables for nodes."""
        return [self.bind(name, ox.NamedNode(iri)) for iri in iris]

    def any_of(self, variable: str, name: str, iris: Sequence[str]) -> None:
        """The pattern that a variable is one of some nodes."""
        self.patterns.append(f"FILTER({variable} IN ({', '.join(self.nodes(name, iris))}))")

    def query(self, columns: Sequence[str], *, distinct: bool = True, count: str = "", having: str = "", order: str = "") -> Inquiry:
        """The SELECT with these columns, its bound variables projected; with `count`, grouped by the columns."""
        names = [*dict.fromkeys((*columns, *self.bindings))]
        head = " ".join(f"?{name}" for name in names)
        counted = f" (COUNT(DISTINCT {count}) AS ?count)" if count else ""
        body = "\n  ".join(self.patterns)
        group = f"\nGROUP BY {head}" if count else ""
        text = f"SELECT {'DISTINCT ' if distinct and not count else ''}{head}{counted}\nWHERE {{\n  {body}\n}}{group}"
        return Inquiry(f"{text}{having and chr(10) + having}{order and chr(10) + 'ORDER BY ' + order}", self.bindings)


def plan(frame: Frame, tasks: Sequence[str], directory: Directory) -> Inquiry:
    """The query for a meaning; `tasks` are those its topic was found in, if it has one."""
    draft = Draft()
    _restrict(draft, frame, tasks, directory)
    if frame.extreme and frame.extreme.of != "dates":
        return _ranked(draft, frame)
    if frame.shared:
        return _partners(draft, frame)
    _agents(draft, frame)
    if frame.bound:
        return _busy(draft, frame) if frame.asks in ("agencies", "agency_count") else _bounded(draft, frame)
    dated = frame.extreme is not None and frame.extreme.of == "dates"
    return _columns(draft, "dates" if dated else frame.asks, frame.role)


def _restrict(draft: Draft, frame: Frame, tasks: Sequence[str], directory: Directory) -> None:
    """What the tasks must be like, bodies aside."""
    fixed = tuple(dict.fromkeys((*frame.tasks, *tasks)))
    if fixed:
        draft.any_of("?task", "task", fixed) if len(fixed) > 1 else draft.patterns.append(_same(draft, fixed[0]))
    if frame.plans:
        draft.any_of("?plan", "plan", frame.plans)
    for variable, name, iris, path in (
        ("?place", "region", frame.regions, "dcterms:spatial/schema:containedInPlace*"),
        ("?programme", "programme", frame.programmes, "pg:namesProgramme"),
        ("?section", "section", frame.sections, "dcterms:isPartOf+"),
        ("?body", "mentioned", frame.mentioned, "pg:hasMention/pg:refersTo"),
    ):
        if len(iris) == 1:
            draft.patterns.append(f"?task {path} {draft.bind(name, ox.NamedNode(iris[0]))} .")
        elif iris:
            draft.patterns.append(f"?task {path} {variable} .")
            draft.any_of(variable, name, iris)
    if frame.due:
        _due(draft, frame.due, directory)


def _same(draft: Draft, task: str) -> str:
    """One task: the variable itself is bound, so that the engine begins there."""
    draft.bindings["task"] = ox.NamedNode(task)
    return ""


def _due(draft: Draft, due: Due, directory: Directory) -> None:
    draft.patterns.append("?task pg:hasDeadline ?limit .")
    if due.month == "00":
        draft.patterns.append(f"?limit pg:by ?by FILTER(?by = {draft.bind('ongoing', ox.Literal('ongoing'))})")
        return
    if not due.month:
        sign = {"in": "=", "by": "<=", "after": ">"}[due.relation]
        draft.patterns.append(f"?limit pg:by ?by FILTER(SUBSTR(?by, 1, 4) {sign} {draft.bind('year', ox.Literal(due.year))})")
        return
    year = due.year or (str(directory.years[0]) if len(directory.years) == 1 else "")
    month = draft.bind("month", ox.Literal(f"{year}-{due.month}" if year else due.month))
    start = 1 if year else 6
    if due.relation == "in":
        draft.patterns.append(f"?limit pg:by ?by FILTER(SUBSTR(?by, {start}, {8 - start}) = {month})")
    else:
        sign = "<=" if due.relation == "by" else ">"
        draft.patterns.append(f"?limit pg:dueMonthEnd ?end FILTER(SUBSTR(STR(?end), {start}, {8 - start}) {sign} {month})")


def _agents(draft: Draft, frame: Frame) -> None:
    """The bodies that must, or must not, have the role in a task."""
    role: Wanted = "any" if frame.asks in ("agencies", "agency_count") else frame.role
    path = _PATHS[role]
    if frame.together:
        for agent in frame.agents:
            draft.patterns.append(_has(draft, agent.iris, path))
    elif frame.agents:
        draft.patterns.append(_has(draft, [iri for agent in frame.agents for iri in agent.iris], path))
    if role != "any" and not frame.agents and frame.asks in ("tasks", "task_count", "boolean", "dates"):
        draft.patterns.append(f"?anyone {path} ?task .")
    if not frame.bound:
        for agent in frame.without:
            for variable in draft.nodes("without", agent.iris):
                draft.patterns.append(f"MINUS {{ {variable} {path} ?task }}")


def _has(draft: Draft, iris: Sequence[str], path: str) -> str:
    return " UNION ".join(f"{{ {variable} {path} ?task }}" for variable in draft.nodes("agency_asked", iris))


def _ranked(draft: Draft, frame: Frame) -> Inquiry:
    """Bodies by the number of their tasks, or tasks by the number of their bodies."""
    assert_role = "lead" if frame.role == "any" else frame.role
    draft.patterns.append(f"?agency {_PATHS[assert_role]} ?task .")
    if frame.agents:
        draft.any_of("?agency", "agency_asked", [iri for agent in frame.agents for iri in agent.iris])
    _leave_out(draft, frame.without, frame.collective)
    direction = "?count" if frame.extreme and frame.extreme.least else "DESC(?count)"
    if frame.extreme and frame.extreme.of == "leads":
        return draft.query(_TASK_COLUMNS, count="?agency", order=f"{direction} ?plan ?ordinal")
    return draft.query(("plan", "agency"), count="?task", order=f"{direction} ?plan ?agency")


def _leave_out(draft: Draft, agents: Sequence[Agent], collective: bool) -> None:
    if agents:
        variables = draft.nodes("without", [iri for agent in agents for iri in agent.iris])
        draft.patterns.append(f"FILTER(?agency NOT IN ({', '.join(variables)}))")
    if collective:
        draft.patterns.append("MINUS { ?agency a pg:AgencyGroup }")


def _partners(draft: Draft, frame: Frame) -> Inquiry:
    """The other bodies of the tasks of one body."""
    path = _PATHS[frame.role if frame.role in ("lead", "support") else "any"]
    iris = [iri for agent in frame.agents for iri in agent.iris]
    draft.patterns.append(_has(draft, iris, path))
    draft.patterns.append(f"?agency {path} ?task .")
    asked = [f"?{name}" for name in draft.bindings if name.startswith("agency_asked")]
    draft.patterns.append(f"FILTER(?agency NOT IN ({', '.join(asked)}))")
    _leave_out(draft, frame.without, frame.collective)
    return draft.query((*_TASK_COLUMNS, "agency"), order="?plan ?ordinal ?agency")


def _bounded(draft: Draft, frame: Frame) -> Inquiry:
    """Tasks by how many bodies have the role in them, the bodies left out not counted."""
    draft.patterns.append(f"?agency {_PATHS['lead' if frame.role == 'any' else frame.role]} ?task .")
    _leave_out(draft, frame.without, frame.collective)
    return draft.query(_TASK_COLUMNS, count="?agency", having=_having(draft, frame, "?agency"), order="?plan ?ordinal")


def _busy(draft: Draft, frame: Frame) -> Inquiry:
    """Bodies by how many tasks they have in the role."""
    draft.patterns.append(f"?agency {_PATHS['lead' if frame.role == 'any' else frame.role]} ?task .")
    _leave_out(draft, frame.without, frame.collective)
    return draft.query(("plan", "agency"), count="?task", having=_having(draft, frame, "?task"), order="?plan DESC(?count) ?agency")


def _having(draft: Draft, frame: Frame, counted: str) -> str:
    bound = frame.bound
    if bound is None:
        raise ValueError("the frame sets no bound")
    least = draft.bind("least", ox.Literal(bound.least))
    most = draft.bind("most", ox.Literal(bound.most))
    return f"HAVING (COUNT(DISTINCT {counted}) >= {least} && COUNT(DISTINCT {counted}) <= {most})"


def _columns(draft: Draft, asks: Asks, role: Wanted) -> Inquiry:
    """What is asked of the tasks that are left."""
    if asks in ("agencies", "agency_count"):
        draft.patterns.append(
            "?assignment pg:assignsTask ?task ; pg:role ?role ; pg:assignee ?agency ; pg:agencyName ?agency_name ; pg:ordinal ?place .\n"
            f"  FILTER(?role IN ({_ROLES[role]}))"
        )
        return draft.query((*_TASK_COLUMNS, "agency", "agency_name", "role", "place", "assignment"), order="?plan ?ordinal ?place")
    if asks == "dates":
        draft.patterns.append("?task pg:hasDeadline ?deadline . ?deadline pg:surface ?surface .\n  OPTIONAL { ?deadline pg:by ?date }")
        return draft.query((*_TASK_COLUMNS, "surface", "date", "deadline"), order="?plan ?ordinal ?date")
    if asks in _KINDS:
        kind = draft.bind("kind", ox.Literal(_KINDS[asks]))
        draft.patterns.append(
            f"?task pg:hasMention ?mention . ?mention pg:kind {kind} ; pg:surface ?name ; pg:ordinal ?place .\n"
            "  OPTIONAL { ?mention pg:nested ?nested } OPTIONAL { ?mention pg:generic ?generic } OPTIONAL { ?mention pg:refersTo ?thing }"
        )
        return draft.query((*_TASK_COLUMNS, "name", "nested", "generic", "thing", "place", "mention"), order="?plan ?ordinal ?place")
    if asks == "documents":
        draft.patterns.append("?task dcterms:references ?citation . ?citation dcterms:title ?name .")
        return draft.query((*_TASK_COLUMNS, "name", "citation"), order="?plan ?ordinal")
    if asks == "sections":
        draft.patterns.append("?task dcterms:isPartOf ?section . ?section a pg:Section ; dcterms:title ?name .")
        return draft.query((*_TASK_COLUMNS, "name"), order="?plan ?ordinal")
    return draft.query(_TASK_COLUMNS, order="?plan ?ordinal")
