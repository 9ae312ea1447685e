"""What a graph holds, in the figures a person asks for first.

The figures are of the plans as written (view A of the network views): a group such as 各区政府 counts as one body, and being named
as lead is counted, not work done. A month is that of the month-end reading: 12月前 falls in December.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from planggraph.store import OpenStore, Value

__all__ = ["Counts", "Lead", "Load", "PlanHead", "Summary", "TaskLeads", "Unplaced", "summarise"]

Row = Mapping[str, Value]
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

PLANS = """
SELECT ?plan ?title ?issuer ?number ?date ?file ?characters WHERE {
  ?plan a pg:Plan .
  OPTIONAL { ?plan dcterms:title ?title }
  OPTIONAL { ?plan dcterms:isPartOf ?notice . ?notice a pg:Notice
    OPTIONAL { ?notice pg:issuerName ?issuer }
    OPTIONAL { ?notice dcterms:identifier ?number }
    OPTIONAL { ?notice dcterms:issued ?date } }
  OPTIONAL { ?plan prov:wasDerivedFrom ?source . ?source a pg:SourceFile ; schema:name ?file ; pg:characters ?characters }
} ORDER BY ?plan
"""

COUNTS = """
SELECT ?sections ?tasks ?assignments ?agencies ?deadlines ?targets WHERE {
  { SELECT (COUNT(DISTINCT ?section) AS ?sections) { ?task a pg:Task ; dcterms:isPartOf ?section . ?section a pg:Section } }
  { SELECT (COUNT(DISTINCT ?task) AS ?tasks) { ?task a pg:Task } }
  { SELECT (COUNT(DISTINCT ?a) AS ?assignments) (COUNT(DISTINCT ?agent) AS ?agencies) { ?a pg:assignee ?agent } }
  { SELECT (COUNT(DISTINCT ?deadline) AS ?deadlines) { ?task pg:hasDeadline ?deadline } }
  { SELECT (COUNT(DISTINCT ?target) AS ?targets) { ?task pg:hasTarget ?target } }
}
"""

LEADS = """
SELECT ?plan ?ordinal ?task ?notation ?title ?position ?agent (COALESCE(?full, ?name) AS ?zh) ?en ?collective WHERE {
  ?a pg:role role:lead ; pg:assignsTask ?task ; pg:assignee ?agent ; schema:position ?position ; pg:agencyName ?name .
  ?task p-plan:isStepOfPlan ?plan ; pg:ordinal ?ordinal ; skos:notation ?notation ; dcterms:title ?title .
  OPTIONAL { ?a pg:fullName ?full }
  OPTIONAL { ?agent skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?a pg:collective ?collective }
} ORDER BY ?plan ?ordinal ?position ?agent
"""

DEADLINES = """
SELECT ?task ?deadline ?by ?due WHERE {
  ?task pg:hasDeadline ?deadline .
  OPTIONAL { ?deadline pg:by ?by }
  OPTIONAL { ?deadline pg:dueMonthEnd ?due }
} ORDER BY ?due ?by ?deadline
"""

UNPLACED = """
SELECT ?plan ?ordinal ?notation ?a ?position ?agency ?candidate WHERE {
  ?a pg:resolution ?resolution ; pg:agencyName ?agency ; schema:position ?position ; pg:assignsTask ?task .
  FILTER(?resolution IN ("ambiguous", "unknown"))
  ?task p-plan:isStepOfPlan ?plan ; pg:ordinal ?ordinal ; skos:notation ?notation .
  OPTIONAL { ?a pg:candidate ?body . ?body skos:prefLabel ?candidate FILTER(LANG(?candidate) = "zh") }
} ORDER BY ?plan ?ordinal ?position ?a ?candidate
"""


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The head of one plan, as its notice states it."""

    title: str | None
    issuer: str | None
    document_number: str | None
    date: date | None
    file: str | None
    characters: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the graph holds; `sections` are those that hold a task, `agencies` bodies, groups and unplaced names."""

    sections: int
    tasks: int
    assignments: int
    agencies: int
    deadlines: int
    targets: int


@dataclass(frozen=True, slots=True)
class Lead:
    """A body named as lead: its IRI, its names in both languages (English where known), whether it is a group."""

    iri: str
    zh: str
    en: str | None
    collective: bool


@dataclass(frozen=True, slots=True)
class Load:
    """In how many tasks a body is named as lead."""

    lead: Lead
    tasks: int


@dataclass(frozen=True, slots=True)
class TaskLeads:
    """A task and its leads in the order written."""

    notation: str
    title: str
    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A name the registry could not place, the task it stands in, and what it might mean."""

    agency: str
    task: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures. `loads` is sorted by tasks, then IRI; `months` are "2018-12" and the number of tasks due, in order of time."""

    plans: tuple[PlanHead, ...]
    counts: Counts
    lead_mentions: int
    loads: tuple[Load, ...]
    sole: tuple[TaskLeads, ...]
    collective_only: tuple[TaskLeads, ...]
    months: tuple[tuple[str, int], ...]
    ongoing: int
    undated: int
    unplaced: tuple[Unplaced, ...]


def summarise(store: OpenStore) -> Summary:
    """The summary of all plans in a store."""
    leads = store.query(LEADS).records()
    tasks = [task_leads(rows) for rows in grouped(leads, lambda row: str(row["task"]))]
    deadlines = store.query(DEADLINES).records()
    return Summary(
        plans=tuple(map(plan_head, store.query(PLANS).records())),
        counts=Counts(*(whole(value) for value in store.query(COUNTS).rows[0])),
        lead_mentions=len(leads),
        loads=loads(tasks),
        sole=tuple(task for task in tasks if len(task.leads) == 1),
        collective_only=tuple(task for task in tasks if all(lead.collective for lead in task.leads)),
        months=months(deadlines),
        ongoing=sum(row["by"] == "ongoing" for row in deadlines),
        undated=sum(row["due"] is None and row["by"] != "ongoing" for row in deadlines),
        unplaced=tuple(unplaced(rows) for rows in grouped(store.query(UNPLACED).records(), lambda row: str(row["a"]))),
    )


def grouped(rows: Iterable[T], key: Callable[[T], K]) -> list[list[T]]:
    """Neighbouring rows of one key, together."""
    return [list(members) for _, members in groupby(rows, key)]


def plan_head(row: Row) -> PlanHead:
    """The head of a plan from its row."""
    issued, characters = row["date"], row["characters"]
    return PlanHead(
        text(row["title"]),
        text(row["issuer"]),
        text(row["number"]),
        issued if isinstance(issued, date) else None,
        text(row["file"]),
        whole(characters) if characters is not None else None,
    )


def task_leads(rows: Sequence[Row]) -> TaskLeads:
    """A task from the rows of its leads, each body once."""
    leads = {str(row["agent"]): lead_of(row) for row in rows}
    return TaskLeads(str(rows[0]["notation"]), str(rows[0]["title"]), tuple(leads.values()))


def lead_of(row: Row) -> Lead:
    """A lead from its row: its full name at the plan's date, or as the plan names it where it could not be placed."""
    return Lead(str(row["agent"]), str(row["zh"]), text(row["en"]), row["collective"] is True)


def loads(tasks: Iterable[TaskLeads]) -> tuple[Load, ...]:
    """How many tasks name each body as lead, the most first."""
    named = [lead for task in tasks for lead in task.leads]
    counts = Counter(lead.iri for lead in named)
    bodies = {lead.iri: lead for lead in named}
    return tuple(Load(bodies[iri], counts[iri]) for iri in sorted(counts, key=lambda iri: (-counts[iri], iri)))


def months(deadlines: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many different tasks fall due in each month, in order of time."""
    due = {(f"{row['due']:%Y-%m}", row["task"]) for row in deadlines if isinstance(row["due"], date)}
    return tuple(sorted(Counter(month for month, _ in due).items()))


def unplaced(rows: Sequence[Row]) -> Unplaced:
    """An unplaced name from its rows, one for each candidate."""
    candidates = tuple(str(row["candidate"]) for row in rows if row["candidate"] is not None)
    return Unplaced(str(rows[0]["agency"]), str(rows[0]["notation"]), candidates)


def text(value: Value) -> str | None:
    """The text of a value, None where nothing is bound."""
    return None if value is None else str(value)


def whole(value: Value) -> int:
    """A count."""
    return int(str(value))
