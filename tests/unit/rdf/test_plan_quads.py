"""What the graph says beside what a plan needs to be read back: identity of the issuer, base units, private persons."""

from __future__ import annotations

from decimal import Decimal

import pytest
import rdflib
from hypothesis import given
from rdflib import DCTERMS, ORG, RDF, SDO, SKOS

from planggraph.model import Plan
from planggraph.rdf import plan_quads
from planggraph.rdf.iris import people_graph, plan_iri
from planggraph.rdf.units import in_base_unit
from planggraph.rdf.vocabulary import BASE, PG
from unit.rdf.sample import PLAN
from unit.rdf.stubs import SmallRegistry
from unit.strategies import plans

NODE = plan_iri(PLAN.id)
TASK = f"{NODE}/task/1-1"


@pytest.fixture(scope="module")
def facts() -> set[tuple[str, str, str]]:
    return {(str(s), str(p), str(o)) for s, p, o, graph in plan_quads(PLAN, SmallRegistry()) if graph == NODE}


def said(facts: set[tuple[str, str, str]], subject: str, predicate: rdflib.URIRef) -> set[str]:
    return {o for s, p, o in facts if (s, p) == (subject, str(predicate))}


def test_the_issuer_is_the_body_the_registry_knows(facts: set[tuple[str, str, str]]) -> None:
    assert said(facts, f"{NODE}/notice", DCTERMS.publisher) == {f"{BASE}agency/440100/coop_office"}
    assert said(facts, f"{NODE}/notice", PG.issuerName) == {"广州市对口支援办公室"}


def test_a_target_keeps_its_unit_and_gives_the_base_unit(facts: set[tuple[str, str, str]]) -> None:
    target = f"{TASK}/t/1"
    assert said(facts, target, SDO.value) == {"3"}
    assert said(facts, target, SDO.unitText) == {"亿元"}
    assert said(facts, target, PG.valueInBaseUnit) == {"300000000"}
    assert said(facts, target, PG.baseUnit) == {"元"}


def test_a_range_has_both_bounds(facts: set[tuple[str, str, str]]) -> None:
    assert said(facts, f"{TASK}/t/2", SDO.minValue) == {"3"}
    assert said(facts, f"{TASK}/t/2", SDO.maxValue) == {"5"}


def test_money_is_an_amount_in_yuan(facts: set[tuple[str, str, str]]) -> None:
    assert said(facts, f"{TASK}/r/1", RDF.type) == {str(PG.Resource), str(PG.Money), str(SDO.MonetaryAmount)}
    assert said(facts, f"{TASK}/r/1", SDO.currency) == {"CNY"}
    assert said(facts, f"{TASK}/r/1", SDO.value) == {"300000000"}
    assert said(facts, f"{TASK}/r/2", SDO.currency) == set()


def test_an_unknown_body_stays_in_its_plan_with_its_candidates(facts: set[tuple[str, str, str]]) -> None:
    body = f"{NODE}/agency/市直有关单位"
    assert said(facts, f"{TASK}/a/4", PG.assignee) == {body}
    assert said(facts, body, RDF.type) == {str(PG.UnresolvedAgency)}
    assert said(facts, body, SKOS.prefLabel) == {"市直有关单位"}
    assert said(facts, f"{TASK}/a/4", PG.candidate) == {f"{BASE}agency/440100/{key}" for key in ("finance_bureau", "coop_office")}


def test_role_is_the_coarse_and_org_role_the_finer_concept(facts: set[tuple[str, str, str]]) -> None:
    assert said(facts, f"{TASK}/a/4", PG.role) == said(facts, f"{TASK}/a/4", ORG.role) == {"https://w3id.org/planggraph/role/support"}


def test_a_registry_decision_needs_no_statement_of_who_made_it(facts: set[tuple[str, str, str]]) -> None:
    assert said(facts, f"{TASK}/a/1", PG.statedBy) == set()


@given(plans())
def test_a_person_stands_in_the_graph_of_people_alone(plan: Plan) -> None:
    node = plan_iri(plan.id)
    graphs = {graph for s, p, o, graph in plan_quads(plan, SmallRegistry()) if PG.hasPerson in (p,) or o == PG.NamedPerson}
    assert graphs <= {people_graph(node)}


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("3", "亿元", ("300000000", "元")),
        ("1.5", "万人", ("15000", "人")),
        ("2", "万亿元", ("2000000000000", "元")),
        ("5", "千万元", ("50000000", "元")),
        ("300", "万千瓦", ("3000000", "千瓦")),
        ("8", "万", ("80000", "")),
        ("2", "千瓦", None),
        ("2", "百分点", None),
        ("2", "名", None),
        ("95", "%", None),
    ],
)
def test_units_that_are_multiples(value: str, unit: str, expected: tuple[str, str] | None) -> None:
    reduced = in_base_unit(Decimal(value), unit)
    assert reduced == (None if expected is None else (Decimal(expected[0]), expected[1]))
