"""The graph of a plan held against ontology/shapes.ttl (W3C SHACL, by pySHACL), each result with the sentence its node stands on.

Several shapes of severity Warning and Info ask what `planggraph.checks.quality` asks too, and says better, with the words of the
plan; they are not run here (pySHACL reads the text of a SPARQL constraint again for every node, so they would also take most of the
time). Everything the other shapes find is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from planggraph.checks.finding import SEVERITIES, Finding, Severity
from planggraph.errors import MissingExtra, Said
from planggraph.model import Evidence, Plan
from planggraph.rdf.rdf_to_plan import Triple
from planggraph.rdf.records import EVIDENCE
from planggraph.rdf.vocabulary import BASE, PG
from planggraph.registry import Registry
from planggraph.resources import resource
from planggraph.store.lines import graph_lines
from planggraph.store.terms import node

SAID_BETTER: Final = frozenset(
    "DuplicateTaskShape DueAfterIssueShape NoDeadlineShape NoPersonShape NoTargetShape OnlyCollectivesShape OpenListShape "
    "ResolutionShape SeveralLeadsShape".split()
)
"""Shapes about the plan itself, whose question `planggraph.checks.quality` answers."""

_LEVELS: Final[dict[Node, Severity]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def graph_of(triples: Iterable[Triple]) -> Graph:
    """The triples as an rdflib graph."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def plan_triples(plan: Plan, registry: Registry) -> Iterator[Triple]:
    """Everything a build writes of one plan, persons included: its facts, what is derived from them, and reference data."""
    for quad in ox.parse("".join(set(graph_lines([plan], registry))), format=ox.RdfFormat.N_QUADS):
        subject, predicate, value = map(node, (quad.subject, quad.predicate, quad.object))
        if isinstance(subject, URIRef) and isinstance(predicate, URIRef) and isinstance(value, URIRef | Literal):
            yield subject, predicate, value


def graph_findings(graph: Graph) -> tuple[Finding, ...]:
    """What the shapes find in the graph of one plan with its derived and reference data; raises `MissingExtra` without pySHACL."""
    try:
        import pyshacl
    except ImportError as error:
        raise MissingExtra(path="ontology/shapes.ttl", library="pyshacl", extra="shapes") from error
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True)
    if not isinstance(report, Graph):
        raise TypeError("pySHACL gives its report as a graph")
    return tuple(sorted((_finding(report, result, graph) for result in report.subjects(RDF.type, SH.ValidationResult)), key=_order))


@cache
def _shapes() -> Graph:
    shapes = Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")
    for name in SAID_BETTER:
        for target in (SH.targetClass, SH.targetSubjectsOf):
            shapes.remove((PG[name], target, None))
    return shapes


def _finding(report: Graph, result: Node, graph: Graph) -> Finding:
    focus = str(report.value(result, SH.focusNode))
    task = next((above for above in _upwards(focus) if (above, RDF.type, PG.Task) in graph), None)
    notation, title = (graph.value(task, SKOS.notation), graph.value(task, DCTERMS.title)) if task else (None, None)
    messages = {str(text.language): str(text) for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)}
    zh, en = messages.get("zh", ""), messages.get("en", "")
    fields = {
        "shape": _shape_name(report.value(result, SH.sourceShape)),
        "detail": Said(zh or en, en or zh),
        "node": focus.removeprefix(BASE),
    }
    evidence = next((found for above in _upwards(focus) if (found := _evidence(above, graph))), ())
    severity = _LEVELS.get(report.value(result, SH.resultSeverity) or SH.Violation, "violation")
    return Finding(
        f"graph_{severity}", severity, focus, str(notation) if notation else None, str(title) if title else None, evidence, fields
    )


def _shape_name(node: Node | None) -> str:
    """The named shape that a constraint belongs to, without its namespace."""
    seen: set[Node] = set()
    while node is not None and node not in seen and not str(node).startswith(str(PG)):
        seen.add(node)
        node = next(_shapes().subjects(None, node), None)
    return str(node).removeprefix(str(PG))


def _upwards(iri: str) -> Iterator[URIRef]:
    """A node and the nodes above it: assignment, task, plan …"""
    while iri.startswith(BASE):
        yield URIRef(iri)
        iri = iri.rpartition("/")[0]


def _evidence(node: URIRef, graph: Graph) -> tuple[Evidence, ...]:
    """The evidence of a node, or the node itself where it is evidence, as far as it is whole."""
    for found in sorted(graph.objects(node, PG.evidence), key=str) or ([node] if (node, RDF.type, PG.Evidence) in graph else []):
        facts = {column.predicate: graph.value(found, column.predicate) for column in EVIDENCE.columns}
        if all(value is not None for value in facts.values()):
            start, end, quote, rule = (str(facts[column.predicate]) for column in EVIDENCE.columns)
            if start.isdecimal() and end.isdecimal():
                return (Evidence(int(start), int(end), quote, rule),)
    return ()


def _order(finding: Finding) -> tuple[int, str, str]:
    return SEVERITIES.index(finding.severity), str(finding.fields["shape"]), finding.subject
