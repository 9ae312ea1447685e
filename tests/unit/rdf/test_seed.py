"""The real plan of 2018 as a graph. Expected numbers are those of its gold (32 tasks, 111 assignments) and of the competency questions:
CQ41 (26 tasks with several leads and no rule), CQ35 (15 without a target), CQ22 (4 with collectives alone), CQ23 (one open list),
CQ18 (6 with one lead), CQ44 (32 without a named person).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph

from planggraph.extraction import extract
from planggraph.model import Plan
from planggraph.rdf import PG, constructs, derived_quads, plan_from, plan_quads, reference_quads, triples_in, used
from planggraph.rdf.iris import plan_iri
from planggraph.reading import read
from planggraph.registry import Registry
from planggraph.resources import resource
from unit.rdf.test_shapes import findings


@pytest.fixture(scope="module")
def plan() -> Plan:
    seed = resource("data", "plans", "guangzhou-qiannan-2018.txt")
    (plan,) = extract(read(Path(seed)), Registry.load())
    return plan


@pytest.fixture(scope="module")
def graph(plan: Plan) -> Graph:
    quads = [*plan_quads(plan, Registry.load()), *derived_quads(plan, Registry.load())]
    graph = Graph()
    for quad in [*quads, *reference_quads(Registry.load(), *used(quads))]:
        graph.add(quad[:3])
    return graph


def test_the_seed_comes_back_from_its_graph(plan: Plan) -> None:
    dataset = Dataset()
    for subject, predicate, value, name in plan_quads(plan, Registry.load()):
        dataset.graph(name).add((subject, predicate, value))
    assert plan_from(triples_in(dataset), plan_iri(plan.id)) == plan


def test_its_graph_holds_what_its_gold_counts(graph: Graph) -> None:
    assert len(set(graph.subjects(RDF.type, PG.Task))) == 32
    assert len(set(graph.subjects(RDF.type, PG.Assignment))) == 111
    assert len(list(graph.query(constructs()["direct"]))) == 111
    assert len(list(graph.query(constructs()["primary"]))) == 6


def test_shacl_says_of_the_seed_what_the_competency_questions_say(graph: Graph) -> None:
    shapes = Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")
    found = Counter((shape, severity) for shape, severity, _ in findings(graph, shapes))
    assert found == {
        ("SeveralLeadsShape", "Info"): 26,
        ("NoTargetShape", "Info"): 15,
        ("OnlyCollectivesShape", "Info"): 4,
        ("OpenListShape", "Info"): 1,
        ("NoPersonShape", "Info"): 32,
    }
