"""What whole-graph questions would otherwise work out again and again, as one triple each for the derived graph of a plan.

How many persons a task names (their names stay in the people graph), who leads it in one line, which bodies its text gives a duty that
its clause does not list, and which units of a region that the plan names are themselves never named in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from rdflib import URIRef

from planggraph.model import Assignment, Mention, Plan
from planggraph.rdf.iris import derived_graph, plan_iri, region_iri, task_iri
from planggraph.rdf.literals import integer, text
from planggraph.rdf.plan_to_rdf import Quad
from planggraph.rdf.vocabulary import BASE, PG
from planggraph.registry.regions import Region


class Gazetteer(Protocol):
    """What the mapping needs of a registry: which places lie in which."""

    def units(self, code: str, *, when: date | None) -> Sequence[Region]:
        """The administrative units right below a place on the day."""

    def region_path(self, code: str, when: date | None = None) -> Sequence[Region]:
        """The place and those it lies in."""


def task_summaries(plan: Plan, *, base: str = BASE) -> Iterator[Quad]:
    """For each task: persons named, the names of its leads in their order, and the mentions of bodies with a duty it does not list."""
    node = plan_iri(plan.id, base)
    graph = derived_graph(node)
    for task in plan.tasks:
        leads = dict.fromkeys(assignment.agency for assignment in task.assignments if assignment.role == "lead")
        yield task_iri(node, task.id), PG.personCount, integer(len(task.people)), graph
        if leads:
            yield task_iri(node, task.id), PG.leadNames, text("、".join(leads)), graph
        for n, mention in enumerate(task.mentions, 1):
            if mention.kind == "organisation" and mention.bears_duty and not any(_same(mention, each) for each in task.assignments):
                yield task_iri(node, task.id), PG.unlistedDuty, URIRef(f"{task_iri(node, task.id)}/m/{n}"), graph


def _same(mention: Mention, assignment: Assignment) -> bool:
    known = mention.key is not None and mention.key == assignment.identity.key
    return known or mention.surface in (assignment.agency, assignment.surface)


def unnamed_units(plan: Plan, gazetteer: Gazetteer, *, base: str = BASE) -> Iterator[Quad]:
    """The units, at the date of the document, of regions that the text of the plan's tasks names, which the plan never names.

    A unit is named by its own name, by that of a place in it (都匀经济开发区 names 都匀市) and by that of a body of it (南沙区政府).
    """
    when = plan.notice.date.value if plan.notice.date is not None else None
    node = plan_iri(plan.id, base)
    mentions = [mention for task in plan.tasks for mention in task.mentions if mention.key is not None]
    regions = {str(mention.key) for mention in mentions if mention.kind == "region"}
    seats = {str(mention.key).partition("/")[0] for mention in mentions if mention.kind == "organisation"}
    seats |= {str(each.identity.key).partition("/")[0] for task in plan.tasks for each in task.assignments if each.identity.key}
    named = {around.code for code in regions | seats for around in gazetteer.region_path(code, when)}
    missing = {unit.code for code in regions for unit in gazetteer.units(code, when=when)} - named
    for code in sorted(missing):
        yield node, PG.leavesUnnamed, region_iri(code, base), derived_graph(node)
