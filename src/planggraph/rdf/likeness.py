"""Tasks that say again what another task says: repeated within a plan, continued in a plan of a later year of the same place.

The measure is that of `planggraph.text.likeness` over the texts of tasks without their responsibility clauses. Each finding is a node
that states the measure, its threshold and the rule, and one direct triple (pg:repeats, pg:continues); both stand in the derived graph
of the plan of the later task, and can be dropped and made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rdflib import RDF, URIRef

from planggraph.model import Plan
from planggraph.rdf.iris import derived_graph, plan_iri, task_iri
from planggraph.rdf.literals import decimal, text
from planggraph.rdf.plan_to_rdf import Quad
from planggraph.rdf.vocabulary import BASE, PG
from planggraph.text.likeness import THRESHOLD, Likeness, alike

RULE: Final = "task.shingle_containment"

Relation = Literal["repeats", "continues"]


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a plan is needed to find its tasks again in another: place, year, and the text of each task by its IRI."""

    plan: URIRef
    place: str
    year: int
    tasks: tuple[tuple[URIRef, str], ...]


def outline(plan: Plan, *, base: str = BASE) -> Outline | None:
    """The outline of a plan; None where its place or year is not known, so that it cannot follow another."""
    code = plan.jurisdiction.code if plan.jurisdiction is not None else None
    if code is None or plan.year is None:
        return None
    node = plan_iri(plan.id, base)
    return Outline(node, code, plan.year, _texts(plan, node))


def repetitions(plan: Plan, *, base: str = BASE) -> Iterator[Quad]:
    """The quads on tasks of one plan that repeat an earlier task of it."""
    node = plan_iri(plan.id, base)
    yield from _findings("repeats", ((node, found) for found in alike(_texts(plan, node))))


def continuations(outlines: Iterable[Outline]) -> Iterator[Quad]:
    """The quads on tasks that continue a task of an earlier year's plan of the same place, whatever the order of the outlines."""
    places: dict[str, list[Outline]] = {}
    for each in outlines:
        places.setdefault(each.place, []).append(each)
    for place in sorted(places):
        yield from _findings("continues", _followed(sorted(places[place], key=lambda each: (each.year, each.plan))))


def _followed(outlines: list[Outline]) -> Iterator[tuple[URIRef, Likeness[URIRef]]]:
    of = {task: each for each in outlines for task, _ in each.tasks}
    for found in alike(task for each in outlines for task in each.tasks):
        later, earlier = of[found.key], of[found.other]
        if later.year > earlier.year:
            yield later.plan, found


def _findings(relation: Relation, findings: Iterable[tuple[URIRef, Likeness[URIRef]]]) -> Iterator[Quad]:
    numbers: Counter[URIRef] = Counter()
    for plan, (task, other, similarity) in findings:
        numbers[task] += 1
        node, graph = URIRef(f"{task}/{relation}/{numbers[task]}"), derived_graph(plan)
        yield task, PG[relation], other, graph
        yield task, PG.hasLikeness, node, graph
        yield node, RDF.type, PG.Likeness, graph
        yield node, PG.likeTo, other, graph
        yield node, PG.similarity, decimal(similarity), graph
        yield node, PG.threshold, decimal(THRESHOLD), graph
        yield node, PG.rule, text(RULE), graph


def _texts(plan: Plan, node: URIRef) -> tuple[tuple[URIRef, str], ...]:
    return tuple((task_iri(node, task.id), task.text) for task in plan.tasks)
