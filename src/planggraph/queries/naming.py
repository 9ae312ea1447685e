"""What a person's words may mean in a store: tasks, agencies, sections, regions, programmes and plans by any of their names.

Names are looked up to the letter, in order of how surely they name one thing; the first way that finds anything counts. Likeness
is used to suggest, never to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from planggraph.queries.binding import bound_text
from planggraph.rdf.vocabulary import BASE
from planggraph.store import OpenStore

Thing = Literal["task", "assignment", "agency", "region", "section", "programme", "plan"]

NEAR: Final = 5
"""How many near names are shown."""

_MARKS: Final = re.compile(r"[\s.．、,，（）()]")

_WAYS: Final[Mapping[Thing, tuple[str, ...]]] = {
    "task": (
        "?node a pg:Task ; skos:notation ?name",
        "?node a pg:Task FILTER(STRENDS(STR(?node), CONCAT('/task/', ?name)))",
        "?node a pg:Task ; dcterms:title ?name",
        "?node a pg:Task ; dcterms:title ?title FILTER(STRSTARTS(STR(?title), ?name))",
    ),
    "assignment": ("?node a pg:Assignment FILTER(STRENDS(STR(?node), ?name))",),
    "agency": (
        "?node pg:function ?name . ?any pg:assignee ?node",
        "?node pg:groupRule ?name . ?any pg:assignee ?node",
        "?node skos:prefLabel ?name . ?any pg:assignee ?node",
        "?node skos:altLabel ?name . ?any pg:assignee ?node",
        "?any pg:agencyName ?name ; pg:assignee ?node",
        "?any pg:surface ?name ; pg:assignee ?node",
        "?any pg:fullName ?name ; pg:assignee ?node",
    ),
    "region": (
        "?node a pg:Region ; skos:notation ?code FILTER(STR(?code) = ?name)",
        "?node a pg:Region ; skos:prefLabel|skos:altLabel ?name",
    ),
    "section": (
        "?node a pg:Section ; dcterms:title ?name",
        "?node a pg:Section ; pg:heading|pg:number ?name",
        "?node a pg:Section FILTER(STRENDS(STR(?node), CONCAT('/section/', ?name)))",
    ),
    "programme": (
        "?node a pg:Programme ; skos:prefLabel|skos:altLabel ?name",
        "?mention pg:kind 'programme' ; pg:surface ?name ; pg:refersTo ?node",
        "?node a pg:Programme ; skos:prefLabel ?label FILTER(CONTAINS(STR(?label), ?name))",
    ),
    "plan": (
        "?node a pg:Plan ; dcterms:identifier ?name",
        "?node a pg:Plan ; dcterms:isPartOf/dcterms:identifier ?name",
        "?node a pg:Plan ; dcterms:title ?name",
        "?node a pg:Plan ; pg:year ?year FILTER(STR(?year) = ?name)",
        "?node a pg:Plan ; dcterms:title ?title FILTER(CONTAINS(STR(?title), ?name))",
    ),
}

_LABELS: Final[Mapping[Thing, str]] = {
    "task": "?node a pg:Task ; dcterms:title ?label",
    "assignment": "?node a pg:Assignment ; pg:surface ?label",
    "agency": "?node skos:prefLabel ?label FILTER(LANG(?label) = 'zh')",
    "region": "?node skos:prefLabel ?label FILTER(LANG(?label) = 'zh')",
    "section": "?node pg:heading ?label",
    "programme": "?node skos:prefLabel ?label",
    "plan": "?node dcterms:title ?label",
}

_NAMES: Final[Mapping[Thing, str]] = {
    "task": "?node a pg:Task ; skos:notation|dcterms:title ?label",
    "assignment": "?node a pg:Assignment ; pg:surface ?label",
    "agency": "?any pg:agencyName|pg:fullName ?label",
    "region": "?node a pg:Region ; skos:prefLabel ?label",
    "section": "?node a pg:Section ; dcterms:title ?label",
    "programme": "?node a pg:Programme ; skos:prefLabel ?label",
    "plan": "?node a pg:Plan ; dcterms:identifier|dcterms:title ?label",
}

_WITHIN: Final[Mapping[Thing, str]] = {
    "task": "?node p-plan:isStepOfPlan ?plan .",
    "agency": "?within p-plan:isStepOfPlan ?plan . ?any pg:assignsTask ?within ; pg:assignee ?node .",
}
"""Where a search in one plan begins, for the things that fill a store."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a name may mean, and how to tell a person which one."""

    node: ox.NamedNode
    label: str


def meant(store: OpenStore, thing: Thing, name: str, plan: ox.NamedNode | None = None) -> tuple[Candidate, ...]:
    """Everything of this kind that `name` may mean, sorted by IRI; where a plan is given, in that plan.

    `name` is an IRI, the part of one after the instance base, or any name the graph holds: for a task its notation (四7), id (3-4-7),
    title or the beginning of its title; for an agency its key, its function, a registered or written name.
    """
    nodes = _by_iri(store, thing, name) or _by_name(store, thing, name, plan)
    return tuple(Candidate(node, _label(store, thing, node)) for node in sorted(nodes, key=lambda node: node.value))


def near(store: OpenStore, thing: Thing, name: str) -> tuple[str, ...]:
    """The names in the store most like `name`, likest first."""
    rows = store.look_up(f"SELECT DISTINCT ?label WHERE {{ {_NAMES[thing]} }}", {})
    names = sorted({term.value for (term,) in rows if isinstance(term, ox.Literal)})
    return tuple(found for found, *_ in process.extract(name, names, scorer=fuzz.WRatio, limit=NEAR, score_cutoff=30))


def _by_iri(store: OpenStore, thing: Thing, name: str) -> set[ox.NamedNode]:
    for iri in (name, BASE + name, f"{BASE}{thing}/{name}"):
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if store.knows(node):
            return {node}
    return set()


def _by_name(store: OpenStore, thing: Thing, name: str, plan: ox.NamedNode | None) -> set[ox.NamedNode]:
    for way in _WAYS[thing]:
        for literal in _literals(thing, name):
            kept = {node for node in _found(store, thing, way, literal, plan) if plan is None or _is_in(thing, node, plan)}
            if kept:
                return kept
    return set()


def _found(store: OpenStore, thing: Thing, way: str, name: ox.Literal, plan: ox.NamedNode | None) -> set[ox.NamedNode]:
    if plan is None or thing not in _WITHIN:
        text = bound_text(f"SELECT DISTINCT ?node ?name WHERE {{ {way} }}", {"name": name})
    else:
        text = bound_text(f"SELECT DISTINCT ?node ?name ?plan WHERE {{ {_WITHIN[thing]} {way} }}", {"name": name, "plan": plan})
    return {node for node, *_ in store.look_up(text, {}) if isinstance(node, ox.NamedNode)}


def _literals(thing: Thing, name: str) -> Iterator[ox.Literal]:
    """The literals a name may stand as: plain or tagged @zh, for a task also without the marks people write in 四.7."""
    for text in dict.fromkeys((name, _MARKS.sub("", name)) if thing == "task" else (name,)):
        yield ox.Literal(text)
        yield ox.Literal(text, language="zh")


def _is_in(thing: Thing, node: ox.NamedNode, plan: ox.NamedNode) -> bool:
    return thing not in ("assignment", "section", "programme") or node.value.startswith(plan.value + "/")


def _label(store: OpenStore, thing: Thing, node: ox.NamedNode) -> str:
    text = bound_text(f"SELECT ?node ?label WHERE {{ {_LABELS[thing]} }} ORDER BY ?label LIMIT 1", {"node": node})
    rows = store.look_up(text, {})
    labels = [label.value for _, label in rows if isinstance(label, ox.Literal)]
    return f"{labels[0] if labels else ''}（{node.value.removeprefix(BASE)}）"
