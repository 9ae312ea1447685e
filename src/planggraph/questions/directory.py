"""What a store speaks of, for finding it in questions: its plans, tasks and the names of agencies, regions, programmes and sections.

Read once a snapshot and kept. Names are kept in the reading form of questions. An agency is shown under the name its plan gives it
most often, the shorter of two, so that 金融局 and 金融工作局 of one plan are one answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from planggraph.model import Jurisdiction
from planggraph.questions.normal import plain
from planggraph.questions.topics import Topics
from planggraph.rdf.literals import PATH
from planggraph.rdf.vocabulary import BASE
from planggraph.store import EmbeddedStore, OpenStore, RemoteStore, Value
from planggraph.store.terms import value
from planggraph.text.folding import squeeze

KEPT: Final = 4
"""Directories of how many snapshots are kept."""

_PLANS: Final = """SELECT ?plan ?id ?title ?year ?region ?name ?issued ?number ?source WHERE {
  ?plan a pg:Plan ; dcterms:identifier ?id .
  OPTIONAL { ?plan dcterms:title ?title } OPTIONAL { ?plan pg:year ?year }
  OPTIONAL { ?plan dcterms:spatial ?region } OPTIONAL { ?plan pg:jurisdictionName ?name }
  OPTIONAL { ?plan dcterms:isPartOf/dcterms:issued ?issued } OPTIONAL { ?plan dcterms:isPartOf/dcterms:identifier ?number }
  OPTIONAL { ?plan prov:wasDerivedFrom/schema:name ?source }
} ORDER BY ?plan"""
_TASKS: Final = """SELECT ?task ?plan ?notation ?title ?text ?number ?path WHERE {
  ?task a pg:Task ; p-plan:isStepOfPlan ?plan ; pg:ordinal ?ordinal ; dcterms:title ?title .
  OPTIONAL { ?task skos:notation ?notation } OPTIONAL { ?task pg:text ?text }
  OPTIONAL { ?task pg:number ?number } OPTIONAL { ?task pg:path ?path }
} ORDER BY ?plan ?ordinal"""
_NAMED: Final = """SELECT ?plan ?agency ?name (COUNT(?one) AS ?times) WHERE {
  ?one pg:assignee ?agency ; pg:agencyName ?name ; pg:assignsTask ?task . ?task p-plan:isStepOfPlan ?plan
} GROUP BY ?plan ?agency ?name ORDER BY ?plan ?agency ?name"""
_NAMES: Final[Mapping[str, str]] = {
    "agency": """SELECT DISTINCT ?node ?name WHERE { ?one pg:assignee ?node .
  { ?node skos:prefLabel|skos:altLabel ?name } UNION { ?one pg:surface|pg:agencyName|pg:fullName ?name } }""",
    "region": """SELECT DISTINCT ?node ?name WHERE { ?task a pg:Task ; dcterms:spatial ?node .
  ?node skos:prefLabel|skos:altLabel ?name }""",
    "mentioned": """SELECT DISTINCT ?node ?name WHERE { ?mention pg:kind 'organisation' ; pg:refersTo ?node ; rdfs:label ?name }""",
    "programme": """SELECT DISTINCT ?node ?name WHERE { ?node a pg:Programme ; skos:prefLabel ?name }""",
    "section": """SELECT DISTINCT ?node ?name WHERE { ?node a pg:Section ; dcterms:title ?name }""",
}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A plan and what its head says."""

    iri: str
    id: str
    title: str
    year: int | None
    place: Jurisdiction | None
    issued: date | None
    number: str
    source: str


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task, its plan, the short form of its number and its words."""

    iri: str
    plan: str
    notation: str
    title: str
    text: str
    number: str | None = None
    path: tuple[str, ...] = ()


@dataclass(eq=False)
class Directory:
    """The names of a store. `names` leads from a name to the IRIs that bear it, one table a kind."""

    plans: Mapping[str, PlanEntry]
    tasks: Mapping[str, TaskEntry]
    names: Mapping[str, Mapping[str, tuple[str, ...]]]
    shown: Mapping[tuple[str, str], str]
    notations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def topics(self) -> Topics:
        """The index of the words of all tasks."""
        return Topics((task.iri, task.title, task.text) for task in self.tasks.values())

    @cached_property
    def assignees(self) -> frozenset[str]:
        """The IRIs of all bodies that some task is assigned to."""
        return frozenset(agency for _, agency in self.shown)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The IRIs of the bodies that texts of tasks name."""
        return frozenset(iri for iris in self.names["mentioned"].values() for iri in iris)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years the plans are for, sorted."""
        return tuple(sorted({plan.year for plan in self.plans.values() if plan.year}))

    @cached_property
    def places(self) -> tuple[tuple[Jurisdiction | None, date | None], ...]:
        """The places and days from which names in questions are understood: those of the plans, each once."""
        return tuple(dict.fromkeys((plan.place, plan.issued) for plan in self.plans.values()))

    def name_of(self, agency: str, plan: str | None = None) -> str:
        """What an agency is called in a plan, or where it is named first."""
        if plan is not None and (plan, agency) in self.shown:
            return self.shown[plan, agency]
        return next((name for (_, iri), name in self.shown.items() if iri == agency), agency.removeprefix(BASE))


_directories: dict[str, Directory] = {}


def directory_of(store: OpenStore) -> Directory:
    """The directory of a store, read on first use of its snapshot; of one behind an endpoint, on first use of its set of graphs."""
    key = _key(store)
    if key not in _directories:
        while len(_directories) >= KEPT:
            _directories.pop(next(iter(_directories)))
        _directories[key] = _read(store)
    return _directories[key]


def names_of(store: OpenStore) -> tuple[str, ...]:
    """What a person may name in a question: agencies, programmes, regions, sections and titles of tasks, as the plans write them."""
    directory = directory_of(store)
    kinds = [name for kind in ("programme", "region", "section") for name in directory.names[kind] if not name.isascii()]
    titles = [task.title for task in directory.tasks.values()]
    return tuple(sorted({*directory.shown.values(), *kinds, *titles}))


def _key(store: OpenStore) -> str:
    if isinstance(store, EmbeddedStore):
        return str(store.snapshot.folder)
    place = store.endpoint.shown if isinstance(store, RemoteStore) else ""
    return "\n".join((place, *store.graphs()))


def _read(store: OpenStore) -> Directory:
    tasks = {task.iri: task for task in _tasks(store)}
    notations: dict[str, list[str]] = {}
    for task in tasks.values():
        notations.setdefault(task.notation, []).append(task.iri)
    return Directory(
        plans={plan.iri: plan for plan in _plans(store)},
        tasks=tasks,
        names={kind: _names(store, text) for kind, text in _NAMES.items()},
        shown=_shown(store),
        notations={notation: tuple(iris) for notation, iris in notations.items()},
    )


def _rows(store: OpenStore, text: str) -> Iterator[tuple[Value, ...]]:
    return (tuple(map(value, row)) for row in store.look_up(text, {}))


def _plans(store: OpenStore) -> Iterator[PlanEntry]:
    for iri, known, title, year, region, name, issued, number, source in _rows(store, _PLANS):
        code = str(region).removeprefix(f"{BASE}region/") if region else None
        place = Jurisdiction(str(name), code) if name else None
        yield PlanEntry(
            iri=str(iri),
            id=str(known),
            title=str(title or known),
            year=year if isinstance(year, int) else None,
            place=place,
            issued=issued if isinstance(issued, date) else None,
            number=str(number or ""),
            source=str(source or ""),
        )


def _tasks(store: OpenStore) -> Iterator[TaskEntry]:
    for row in _rows(store, _TASKS):
        iri, plan, notation, title, text = (str(cell or "") for cell in row[:5])
        number, path = row[5:]
        yield TaskEntry(iri, plan, notation, title, text, str(number) if number is not None else None, _path(path))


def _path(written: Value) -> tuple[str, ...]:
    """The headings above a task, as the graph holds them."""
    parts = PATH.read(str(written)) if written is not None else ()
    return tuple(map(str, parts)) if isinstance(parts, tuple) else ()


def _names(store: OpenStore, text: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for node, name in store.look_up(text, {}):
        if isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal):
            form = squeeze(plain(name.value)) if not name.value.isascii() else plain(name.value)
            if len(form) > 1:
                found.setdefault(form, set()).add(node.value)
    return {name: tuple(sorted(nodes)) for name, nodes in sorted(found.items())}


def _shown(store: OpenStore) -> Mapping[tuple[str, str], str]:
    counted: dict[tuple[str, str], Counter[str]] = {}
    for plan, agency, name, times in _rows(store, _NAMED):
        counted.setdefault((str(plan), str(agency)), Counter())[str(name)] += times if isinstance(times, int) else 1
    return {key: min(names, key=lambda name: (-names[name], len(name), name)) for key, names in counted.items()}
