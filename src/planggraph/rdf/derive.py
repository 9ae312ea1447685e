"""What follows from a plan, for its derived graph: short forms by CONSTRUCT, and what the registry adds.

The CONSTRUCT queries are the files ontology/derived/*.rq, in SPARQL 1.1; each is run with the graph of one plan as its default graph.
Groups are expanded to their members at the date of the document (ORG says nothing of such groups), with the rule and the date beside
them, and sections are matched with the aspects of the yearly assessment. What `likeness` and `summaries` find joins them. The whole
graph can be dropped and made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final, Protocol

from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef

from planggraph.model import Plan
from planggraph.rdf.iris import agency_iri, derived_graph, plan_iri, section_iri, task_iri
from planggraph.rdf.likeness import repetitions
from planggraph.rdf.literals import day, text
from planggraph.rdf.plan_to_rdf import Quad
from planggraph.rdf.summaries import Gazetteer, task_summaries, unnamed_units
from planggraph.rdf.vocabulary import BASE, PG
from planggraph.resources import resource

MEMBERS_RULE: Final = "group.members_at_date"

_THROUGH_GROUP = {"lead": PG.leadsThroughGroup, "responsible": PG.isResponsibleThroughGroup, "support": PG.supportsThroughGroup}


class Membership(Gazetteer, Protocol):
    """What the mapping needs of a registry: the members of a group at a date, and which places lie in which."""

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        """The keys of the members, none for an open group."""


@cache
def constructs() -> Mapping[str, str]:
    """The CONSTRUCT queries by name ("direct", "counts" …), to be run with a plan's graph as the default graph."""
    files = sorted(resource("ontology", "derived").glob("*.rq"))
    return MappingProxyType({file.stem: file.read_text(encoding="utf-8") for file in files})


def derived_quads(plan: Plan, registry: Membership, *, base: str = BASE) -> Iterator[Quad]:
    """The quads of the derived graph that no query over the plan's graph can give.

    They are the members of groups, the aspects of sections, summaries, units left unnamed, and tasks that repeat each other.
    """
    yield from dict.fromkeys(_expansions(plan, registry, base))
    yield from _aspects(plan, base)
    yield from task_summaries(plan, base=base)
    yield from unnamed_units(plan, registry, base=base)
    yield from repetitions(plan, base=base)


def _expansions(plan: Plan, registry: Membership, base: str) -> Iterator[Quad]:
    node = plan_iri(plan.id, base)
    graph = derived_graph(node)
    when = plan.notice.date.value if plan.notice.date is not None else None
    for n, (group, roles) in enumerate(_groups(plan), 1):
        members = [agency_iri(key, base) for key in registry.members(group, when=when)]
        expansion = URIRef(f"{node}/expansion/{n}")
        if members:
            yield expansion, RDF.type, PG.GroupExpansion, graph
            yield expansion, PG.expandsGroup, agency_iri(group, base), graph
            yield expansion, PG.rule, text(MEMBERS_RULE), graph
            if when is not None:
                yield expansion, DCTERMS.date, day(when), graph
        for member in members:
            yield expansion, PG.groupMember, member, graph
            for role, task in roles:
                yield member, _THROUGH_GROUP[role], task_iri(node, task), graph


def _groups(plan: Plan) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each group the plan names, with the roles it has in tasks, ordered by key."""
    roles = {
        (assignment.identity.key, assignment.role, task.id)
        for task in plan.tasks
        for assignment in task.assignments
        if assignment.identity.status == "group" and assignment.identity.key is not None
    }
    for key, rows in groupby(sorted(roles), key=itemgetter(0)):
        yield key, [(role, task) for _, role, task in rows]


def _aspects(plan: Plan, base: str) -> Iterator[Quad]:
    node = plan_iri(plan.id, base)
    for section in plan.sections:
        aspect = _aspect_names().get("".join(section.title.split()))
        if aspect is not None:
            yield section_iri(node, section.id), PG.hasAspect, aspect, derived_graph(node)


@cache
def ontology() -> Graph:
    """The ontology as it ships. Callers must not change it."""
    return Graph().parse(resource("ontology", "planggraph.ttl"), format="turtle")


@cache
def _aspect_names() -> Mapping[str, URIRef]:
    concepts = ontology().subjects(SKOS.inScheme, PG.AspectScheme)
    return {
        str(name): URIRef(str(concept))
        for concept in concepts
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for name in ontology().objects(concept, predicate)
    }
