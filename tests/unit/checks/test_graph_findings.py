"""The graph held against the shapes: nothing wrong with a right one, and every fault told with the sentence its node stands on."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest
from rdflib import DCTERMS, Graph, Literal, URIRef

from planggraph.checks import graph_findings, graph_of, plan_triples
from planggraph.checks.shapes import SAID_BETTER
from planggraph.cli import run
from planggraph.errors import MissingExtra
from planggraph.rdf.iris import plan_iri, task_iri
from planggraph.rdf.vocabulary import PG
from planggraph.registry import Registry
from planggraph.resources import resource
from small_plans import small_plan

pytest.importorskip("pyshacl", reason="the extra `shapes` is not installed")

PLAN = small_plan(1)
TASK = task_iri(plan_iri(PLAN.id), "1-1")


def graph() -> Graph:
    return graph_of(plan_triples(PLAN, Registry.load()))


def test_a_right_graph_has_no_violation() -> None:
    assert [finding for finding in graph_findings(graph()) if finding.severity == "violation"] == []


@pytest.mark.parametrize(
    ("subject", "predicate", "shape", "quote"),
    [
        (TASK, PG.text, "TaskShape", "做第1件事。"),
        (URIRef(f"{TASK}/a/1"), PG.surface, "AssignmentShape", "甲局"),
        (URIRef(f"{TASK}/a/1/evidence"), PG.rule, "EvidenceShape", "做第1件事。"),
        (plan_iri(PLAN.id), DCTERMS.identifier, "PlanShape", "某县工作要点"),
    ],
)
def test_a_fact_that_is_missing(subject: URIRef, predicate: URIRef, shape: str, quote: str) -> None:
    wrong = graph()
    wrong.remove((subject, predicate, None))
    found = [finding for finding in graph_findings(wrong) if finding.severity == "violation"]
    assert [(finding.kind, finding.subject, finding.fields["shape"]) for finding in found] == [("graph_violation", str(subject), shape)]
    assert found[0].evidence[0].quote == quote
    assert found[0].task == (None if shape == "PlanShape" else "一1")


def test_a_quote_that_is_not_as_long_as_its_offsets() -> None:
    wrong = graph()
    oa_end = URIRef("http://www.w3.org/ns/oa#end")
    wrong.set((URIRef(f"{TASK}/evidence"), oa_end, Literal(99)))
    assert "QuoteLengthShape" in {finding.fields["shape"] for finding in graph_findings(wrong)}


def test_the_shapes_said_better_elsewhere_exist() -> None:
    shapes = Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")
    assert [name for name in SAID_BETTER if (PG[name], None, None) not in shapes] == []


def test_without_pyshacl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "pyshacl":
            raise ImportError(name)
        return there(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"planggraph\[shapes\]"):
        graph_findings(Graph())
    assert run(["check", str(seed), "--lang", "en"]) == 2
    assert "planggraph[shapes]" in capsys.readouterr().err
    assert run(["check", str(seed), "--no-shapes"]) == 0
