"""SHACL over a right plan and a wrong graph, with pySHACL."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Literal
from rdflib.term import Node

from planggraph.rdf import derived_quads, plan_quads
from planggraph.rdf.vocabulary import PG
from planggraph.resources import resource
from unit.rdf.sample import PLAN
from unit.rdf.stubs import SmallRegistry

pyshacl = pytest.importorskip("pyshacl", reason="the extra `shapes` is not installed")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")


def owner(shapes: Graph, node: Node) -> str:
    """The named shape that a constraint of `shapes` belongs to."""
    while isinstance(node, Node) and not str(node).startswith(str(PG)):
        node = next(shapes.subjects(None, node))
    return str(node).removeprefix(str(PG))


def findings(data: Graph, shapes: Graph) -> set[tuple[str, str, str]]:
    """Shape, severity and focus node of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return {
        (
            owner(shapes, next(report.objects(result, SH.sourceShape))),
            str(next(report.objects(result, SH.resultSeverity))).removeprefix(str(SH)),
            str(next(report.objects(result, SH.focusNode))).rpartition("/")[2],
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def graph_of_sample() -> Graph:
    graph = Graph()
    for quads in (plan_quads(PLAN, SmallRegistry()), derived_quads(PLAN, SmallRegistry())):
        for subject, predicate, value, _ in quads:
            graph.add((subject, predicate, value))
    return graph


def test_a_right_plan_has_remarks_and_no_violation(shapes: Graph) -> None:
    assert findings(graph_of_sample(), shapes) == {
        ("ResolutionShape", "Warning", "4"),
        ("OpenListShape", "Info", "2"),
        ("NoTargetShape", "Info", "1-2"),
        ("NoTargetShape", "Info", "2"),
        ("NoPersonShape", "Info", "1-2"),
        ("NoPersonShape", "Info", "2"),
        ("NoDeadlineShape", "Info", "2"),
    }


def test_every_shape_finds_what_it_is_for(shapes: Graph, root: Path) -> None:
    wrong = Graph().parse(root / "tests" / "unit" / "rdf" / "wrong.ttl", format="turtle")
    named = {str(shape).removeprefix(str(PG)) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert {shape for shape, _, _ in findings(wrong, shapes)} == named


def test_shapes_are_named_so(shapes: Graph) -> None:
    assert [shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if not str(shape).endswith("Shape")] == []


def test_every_constraint_speaks_both_languages(shapes: Graph) -> None:
    constraints = [
        node
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        for predicate in (SH.property, SH.sparql)
        for node in shapes.objects(shape, predicate)
    ]
    assert len(constraints) > 70
    for node in {*constraints, *shapes.subjects(SH.message)}:
        languages = [str(message.language) for message in shapes.objects(node, SH.message) if isinstance(message, Literal)]
        assert sorted(languages) == ["en", "zh"], owner(shapes, node)
