"""A plan as quads: what the text says, in the graph of the plan; the persons it names, in a graph of their own.

The terms are those of ontology/planggraph.ttl, the IRIs those of `planggraph.rdf.iris`. There are no blank nodes, and the same plan
gives the same quads in the same order. `planggraph.rdf.rdf_to_plan.plan_from` reads an equal plan back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from rdflib import DCTERMS, PROV, RDF, SDO, SKOS, Literal, URIRef

from planggraph.model import Assignment, Evidence, Identity, Jurisdiction, Mention, Notice, Plan, Resource, Section, Target, Task
from planggraph.rdf.iris import agency_iri, people_graph, plan_iri, region_iri, section_iri, segment, task_iri
from planggraph.rdf.literals import Node, chinese, decimal, integer, text
from planggraph.rdf.records import (
    ADDRESSEE,
    ASSIGNMENT,
    CITATION,
    CORRECTION,
    DEADLINE,
    EVIDENCE,
    IDENTITY,
    MENTION,
    NOTICE_HEADER,
    PERSON,
    PLAN_HEADER,
    RESOURCE,
    ROLE_RULE,
    SECTION,
    SOURCE,
    TARGET,
    TASK,
    HeaderFact,
    Record,
)
from planggraph.rdf.units import in_base_unit
from planggraph.rdf.vocabulary import BASE, P_PLAN, PG

Quad = tuple[URIRef, URIRef, Node, URIRef]
V = TypeVar("V")

_RESOURCE_TYPES = {"money": (PG.Money, SDO.MonetaryAmount), "people": (PG.People,), "posts": (PG.Posts,)}
_YUAN = Literal("CNY")


class Resolver(Protocol):
    """What the mapping needs of a registry: who a name means at a place and date."""

    def resolve(self, agency: str, *, place: Jurisdiction | None, when: date | None) -> Identity:
        """The identity of `agency` as named by a document of `place` on `when`."""


@dataclass(slots=True)
class _Page:
    """The quads of one graph as they are written; `known` are the agents and programmes already described."""

    plan: URIRef
    graph: URIRef
    base: str
    quads: list[Quad] = field(default_factory=list)
    known: set[URIRef] = field(default_factory=set)

    def state(self, subject: URIRef, predicate: URIRef, value: Node) -> None:
        self.quads.append((subject, predicate, value, self.graph))

    def record(self, node: URIRef, record: Record[V], value: V) -> None:
        self.state(node, RDF.type, record.type)
        for predicate, said in record.facts(value):
            self.state(node, predicate, said)

    def evidence(self, owner: URIRef, evidence: Evidence) -> None:
        node = URIRef(f"{owner}/evidence")
        self.state(owner, PG.evidence, node)
        self.record(node, EVIDENCE, evidence)

    def children(self, owner: URIRef, predicate: URIRef, branch: str, record: Record[V], values: Sequence[V]) -> list[URIRef]:
        """Writes each value as a node of its own, numbered from 1, and gives the nodes."""
        nodes = [URIRef(f"{owner}/{branch}/{n}") for n in range(1, len(values) + 1)]
        for n, (node, value) in enumerate(zip(nodes, values, strict=True), 1):
            self.state(owner, predicate, node)
            self.state(node, PG.ordinal, integer(n))
            self.record(node, record, value)
            evidence = getattr(value, "evidence", None)
            if evidence is not None:
                self.evidence(node, evidence)
        return nodes

    def describe(self, node: URIRef, kind: URIRef, label: str | None) -> None:
        """Says once what an agent or programme is."""
        if node not in self.known:
            self.known.add(node)
            self.state(node, RDF.type, kind)
            if label is not None:
                self.state(node, SKOS.prefLabel, chinese(label))


def plan_quads(plan: Plan, registry: Resolver, *, base: str = BASE) -> Iterator[Quad]:
    """The quads of `plan`: (subject, predicate, object, graph IRI), facts of the text first, then persons.

    `registry` says which body the issuer is (dcterms:publisher), at the plan's place and date.
    """
    node = plan_iri(plan.id, base)
    page = _Page(node, node, base)
    _plan(page, plan)
    _notice(page, plan, registry)
    for n, section in enumerate(plan.sections, 1):
        _section(page, section, n)
    for n, task in enumerate(plan.tasks, 1):
        _task(page, task, n)
    yield from page.quads
    yield from _people(plan, node, base)


def _plan(page: _Page, plan: Plan) -> None:
    node = page.plan
    page.state(node, RDF.type, PG.Plan)
    page.state(node, DCTERMS.identifier, text(plan.id))
    page.state(node, DCTERMS.isPartOf, URIRef(f"{node}/notice"))
    _header(page, node, PLAN_HEADER, plan)
    if plan.year is not None:
        page.state(node, PG.year, integer(plan.year))
    if plan.jurisdiction is not None:
        page.state(node, PG.jurisdictionName, text(plan.jurisdiction.name))
        if plan.jurisdiction.code is not None:
            page.state(node, DCTERMS.spatial, region_iri(plan.jurisdiction.code, page.base))
    source = URIRef(f"{node}/source")
    page.state(node, PROV.wasDerivedFrom, source)
    page.record(source, SOURCE, plan.source)
    page.children(node, PG.hasRoleRule, "rule", ROLE_RULE, plan.role_rules)
    page.children(node, DCTERMS.references, "citation", CITATION, plan.citations)
    page.children(node, PG.hasCorrection, "correction", CORRECTION, plan.corrections)


def _notice(page: _Page, plan: Plan, registry: Resolver) -> None:
    node = URIRef(f"{page.plan}/notice")
    notice = plan.notice
    page.state(node, RDF.type, PG.Notice)
    _header(page, node, NOTICE_HEADER, notice)
    page.children(node, PG.hasAddressee, "addressee", ADDRESSEE, notice.addressees)
    if notice.issuer is not None:
        when = notice.date.value if notice.date is not None else None
        issuer = registry.resolve(notice.issuer.value, place=plan.jurisdiction, when=when)
        if issuer.status == "resolved" and issuer.key is not None:
            page.state(node, DCTERMS.publisher, agency_iri(issuer.key, page.base))


def _header(page: _Page, node: URIRef, header: Sequence[HeaderFact], owner: Plan | Notice) -> None:
    for fact in header:
        stated = getattr(owner, fact.name)
        if stated is not None:
            evidence = URIRef(f"{node}/evidence/{fact.name}")
            page.state(node, fact.predicate, fact.kind.write(stated.value))
            page.state(node, PG.evidence, evidence)
            page.state(evidence, PG.states, fact.predicate)
            page.record(evidence, EVIDENCE, stated.evidence)


def _section(page: _Page, section: Section, n: int) -> None:
    node = section_iri(page.plan, section.id)
    page.record(node, SECTION, section)
    page.state(node, PG.ordinal, integer(n))
    page.state(node, DCTERMS.isPartOf, section_iri(page.plan, section.parent))
    page.evidence(node, section.evidence)


def _task(page: _Page, task: Task, n: int) -> None:
    node = task_iri(page.plan, task.id)
    page.record(node, TASK, task)
    page.state(node, PG.ordinal, integer(n))
    page.state(node, P_PLAN.isStepOfPlan, page.plan)
    page.state(node, DCTERMS.isPartOf, section_iri(page.plan, task.section))
    page.evidence(node, task.evidence)
    page.children(node, PG.clause, "clause", EVIDENCE, task.clauses)
    page.children(node, PG.hasDeadline, "d", DEADLINE, task.deadlines)
    page.children(node, PG.hasBodyDeadline, "bd", DEADLINE, task.body_deadlines)
    page.children(node, DCTERMS.references, "c", CITATION, task.citations)
    for target, of in zip(page.children(node, PG.hasTarget, "t", TARGET, task.targets), task.targets, strict=True):
        _bounds(page, target, of)
    for resource, what in zip(page.children(node, PG.hasResource, "r", RESOURCE, task.resources), task.resources, strict=True):
        _resource(page, resource, what)
    for mention, named in zip(page.children(node, PG.hasMention, "m", MENTION, task.mentions), task.mentions, strict=True):
        _reference(page, mention, named)
    for place, assignment in enumerate(task.assignments, 1):
        _assignment(page, node, assignment, place)


def _bounds(page: _Page, node: URIRef, target: Target) -> None:
    """The schema.org bounds of a target, and its value in the base unit where its unit is a multiple."""
    if target.bound in ("min", "range"):
        page.state(node, SDO.minValue, decimal(target.value))
    if target.bound == "max":
        page.state(node, SDO.maxValue, decimal(target.value))
    elif target.maximum is not None:
        page.state(node, SDO.maxValue, decimal(target.maximum))
    in_base = in_base_unit(target.value, target.unit)
    if in_base is not None:
        page.state(node, PG.valueInBaseUnit, decimal(in_base[0]))
        page.state(node, PG.baseUnit, text(in_base[1]))


def _resource(page: _Page, node: URIRef, resource: Resource) -> None:
    for kind in _RESOURCE_TYPES[resource.kind]:
        page.state(node, RDF.type, kind)
    if resource.kind == "money":
        page.state(node, SDO.currency, _YUAN)


def _reference(page: _Page, node: URIRef, mention: Mention) -> None:
    if mention.key is not None:
        iri = agency_iri if mention.kind == "organisation" else region_iri
        page.state(node, PG.refersTo, iri(mention.key, page.base))
    elif mention.kind == "programme" and mention.label:
        programme = URIRef(f"{page.plan}/programme/{segment(mention.label)}")
        page.state(node, PG.refersTo, programme)
        page.describe(programme, PG.Programme, mention.label)


def _assignment(page: _Page, task: URIRef, assignment: Assignment, n: int) -> None:
    node = URIRef(f"{task}/a/{n}")
    identity = assignment.identity
    page.record(node, ASSIGNMENT, assignment)
    for predicate, said in IDENTITY.facts(identity):
        page.state(node, predicate, said)
    page.state(node, PG.ordinal, integer(n))
    page.state(node, PG.assignsTask, task)
    page.state(node, PG.assignee, _assignee(page, assignment))
    for key in dict.fromkeys(identity.candidates):
        page.state(node, PG.candidate, agency_iri(key, page.base))
    page.evidence(node, assignment.evidence)


def _assignee(page: _Page, assignment: Assignment) -> URIRef:
    identity = assignment.identity
    if identity.key is None:
        node = URIRef(f"{page.plan}/agency/{segment(assignment.agency)}")
        page.describe(node, PG.UnresolvedAgency, assignment.agency)
        return node
    node = agency_iri(identity.key, page.base)
    if identity.status == "group":
        page.describe(node, PG.AgencyGroup, identity.label)
    return node


def _people(plan: Plan, node: URIRef, base: str) -> list[Quad]:
    page = _Page(node, people_graph(node), base)
    for task in plan.tasks:
        page.children(task_iri(node, task.id), PG.hasPerson, "p", PERSON, task.people)
    return page.quads
