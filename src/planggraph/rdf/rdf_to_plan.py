"""A plan read back from its quads: the inverse of `planggraph.rdf.plan_to_rdf`.

It asks its source for nothing but all triples of a named graph, so that an rdflib Dataset, an embedded store and any SPARQL
endpoint serve alike. A plan that was exported without the graph of its persons is read without persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rdflib import DCTERMS, PROV, RDF, Dataset, Graph, Literal, URIRef

from planggraph.errors import DamagedStore
from planggraph.model import Assignment, Evidence, Jurisdiction, Mention, Notice, Plan, Section, Stated, StatedDate, Task
from planggraph.rdf.iris import key_of, name_of, path, people_graph
from planggraph.rdf.literals import Node
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
from planggraph.rdf.vocabulary import PG

Triple = tuple[URIRef, URIRef, Node]
TriplesOf = Callable[[URIRef], Iterable[Triple]]
"""All triples of the named graph with the IRI given, in any order."""

Select = Callable[[str], Iterable[Sequence[object]]]
"""Runs a SPARQL SELECT and gives its rows of rdflib terms."""

V = TypeVar("V")


def triples_in(dataset: Dataset) -> TriplesOf:
    """The graphs of an rdflib Dataset, for `plan_from`."""
    return lambda graph: [_triple(row) for row in Graph(dataset.store, graph)]


def triples_by(select: Select) -> TriplesOf:
    """The graphs behind a function that runs SPARQL SELECT queries, for `plan_from`."""
    return lambda graph: [_triple(row) for row in select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")]


def _triple(row: Sequence[object]) -> Triple:
    subject, predicate, value = row
    node = value if isinstance(value, URIRef | Literal) else URIRef(str(value))
    return URIRef(str(subject)), URIRef(str(predicate)), node


class _Facts:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.by_subject: dict[URIRef, dict[URIRef, list[Node]]] = {}
        for subject, predicate, value in triples:
            self.by_subject.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def of(self, node: Node) -> dict[URIRef, list[Node]]:
        return self.by_subject.get(URIRef(node), {})

    def one(self, node: Node, predicate: URIRef) -> Node | None:
        objects = self.of(node).get(predicate)
        return objects[0] if objects else None

    def children(self, node: Node, predicate: URIRef) -> list[URIRef]:
        return sorted(map(URIRef, self.of(node).get(predicate, ())), key=self._ordinal)

    def subjects(self, predicate: URIRef, value: Node) -> list[URIRef]:
        found = [subject for subject, facts in self.by_subject.items() if value in facts.get(predicate, ())]
        return sorted(found, key=self._ordinal)

    def records(self, node: Node, predicate: URIRef, record: Record[V]) -> tuple[V, ...]:
        return tuple(record.read(self.of(child), evidence=self.evidence(child)) for child in self.children(node, predicate))

    def evidence(self, node: Node) -> Evidence:
        return EVIDENCE.read(self.of(self.of(node)[PG.evidence][0]))

    def _ordinal(self, node: URIRef) -> int:
        return int(str(self.of(node)[PG.ordinal][0]))


def plan_from(triples_of: TriplesOf, plan: URIRef) -> Plan:
    """The plan whose facts stand in the graph `plan`, equal to the one that was written.

    `triples_of` gives the triples of a graph: `triples_in(dataset)`, `triples_by(select)` or a store's own. Raises DamagedStore
    where the graph holds no plan or lacks something every plan has.
    """
    facts = _Facts([*triples_of(plan), *triples_of(people_graph(plan))])
    try:
        return _plan(facts, plan)
    except (KeyError, IndexError, ValueError) as error:
        raise DamagedStore(path=plan, detail=f"{type(error).__name__}: {error}") from error


def _plan(facts: _Facts, node: URIRef) -> Plan:
    plan_id = str(facts.of(node)[DCTERMS.identifier][0])
    base = node[: -len(f"plan/{path(plan_id)}")]
    year = facts.one(node, PG.year)
    assigned = _assignments(facts, base)
    header = _header(facts, node, PLAN_HEADER)
    title = header["title"]
    return Plan(
        id=plan_id,
        source=SOURCE.read(facts.of(facts.of(node)[PROV.wasDerivedFrom][0])),
        title=title if isinstance(title, Stated) else None,
        jurisdiction=_jurisdiction(facts, node, base),
        year=None if year is None else int(str(year)),
        notice=_notice(facts, facts.of(node)[DCTERMS.isPartOf][0]),
        role_rules=facts.records(node, PG.hasRoleRule, ROLE_RULE),
        citations=facts.records(node, DCTERMS.references, CITATION),
        sections=tuple(_section(facts, node, section) for section in facts.subjects(RDF.type, PG.Section)),
        tasks=tuple(_task(facts, node, task, assigned.get(task, ()), base) for task in facts.subjects(RDF.type, PG.Task)),
        corrections=facts.records(node, PG.hasCorrection, CORRECTION),
    )


def _header(facts: _Facts, node: Node, header: Sequence[HeaderFact]) -> dict[str, Stated | StatedDate | None]:
    evidence = {facts.one(each, PG.states): each for each in facts.of(node).get(PG.evidence, ())}
    return {fact.name: _stated(facts, node, fact, evidence) for fact in header}


def _stated(facts: _Facts, node: Node, fact: HeaderFact, evidence: dict[Node | None, Node]) -> Stated | StatedDate | None:
    value = facts.one(node, fact.predicate)
    if value is None:
        return None
    return fact.make(value=fact.kind.read(str(value)), evidence=EVIDENCE.read(facts.of(evidence[fact.predicate])))


def _jurisdiction(facts: _Facts, node: URIRef, base: str) -> Jurisdiction | None:
    name = facts.one(node, PG.jurisdictionName)
    region = facts.one(node, DCTERMS.spatial)
    return None if name is None else Jurisdiction(str(name), None if region is None else key_of(region, base))


def _notice(facts: _Facts, node: Node) -> Notice:
    return Notice(addressees=facts.records(node, PG.hasAddressee, ADDRESSEE), **_header(facts, node, NOTICE_HEADER))  # type: ignore[arg-type]


def _section_id(plan: URIRef, node: Node) -> str | None:
    return None if node == plan else name_of(node[len(f"{plan}/section/") :])


def _section(facts: _Facts, plan: URIRef, node: URIRef) -> Section:
    parent = _section_id(plan, facts.of(node)[DCTERMS.isPartOf][0])
    return SECTION.read(facts.of(node), id=_section_id(plan, node), parent=parent, evidence=facts.evidence(node))


def _task(facts: _Facts, plan: URIRef, node: URIRef, assignments: Sequence[Assignment], base: str) -> Task:
    return TASK.read(
        facts.of(node),
        id=name_of(node[len(f"{plan}/task/") :]),
        section=_section_id(plan, facts.of(node)[DCTERMS.isPartOf][0]),
        evidence=facts.evidence(node),
        clauses=tuple(EVIDENCE.read(facts.of(clause)) for clause in facts.children(node, PG.clause)),
        assignments=tuple(assignments),
        people=facts.records(node, PG.hasPerson, PERSON),
        deadlines=facts.records(node, PG.hasDeadline, DEADLINE),
        body_deadlines=facts.records(node, PG.hasBodyDeadline, DEADLINE),
        targets=facts.records(node, PG.hasTarget, TARGET),
        resources=facts.records(node, PG.hasResource, RESOURCE),
        mentions=tuple(_mention(facts, mention, base) for mention in facts.children(node, PG.hasMention)),
        citations=facts.records(node, DCTERMS.references, CITATION),
    )


def _mention(facts: _Facts, node: URIRef, base: str) -> Mention:
    target = facts.one(node, PG.refersTo)
    key = None if target is None else key_of(target, base)
    return MENTION.read(facts.of(node), key=key, evidence=facts.evidence(node))


def _assignments(facts: _Facts, base: str) -> dict[Node, list[Assignment]]:
    """The assignments of each task in the order of the document."""
    by_task: dict[Node, list[Assignment]] = {}
    for node in facts.subjects(RDF.type, PG.Assignment):
        by_task.setdefault(facts.of(node)[PG.assignsTask][0], []).append(_assignment(facts, node, base))
    return by_task


def _assignment(facts: _Facts, node: URIRef, base: str) -> Assignment:
    said = facts.of(node)
    identity = IDENTITY.read(said, key=key_of(said[PG.assignee][0], base))
    return ASSIGNMENT.read(said, identity=identity, evidence=facts.evidence(node))
