"""The derived graph of the sample plan. Expected triples were written down by hand from sample.py."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
import rdflib

from planggraph.rdf import constructs, derived_quads, nquads, plan_quads
from planggraph.rdf.iris import derived_graph, plan_iri
from planggraph.rdf.vocabulary import BASE, PG
from planggraph.resources import resource
from unit.rdf.sample import PLAN
from unit.rdf.stubs import SmallRegistry

NODE = plan_iri(PLAN.id)
FUNDS, ALONE, RULED = (f"{NODE}/task/{each}" for each in ("1-1", "1-2", "2"))
OFFICE, FINANCE, DISTRICTS = (f"{BASE}agency/440100/{each}" for each in ("coop_office", "finance_bureau", "grp_all_district_gov"))
UNKNOWN = f"{NODE}/agency/市直有关单位"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(nquads(plan_quads(PLAN, SmallRegistry()))).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def by_oxigraph(store: ox.Store, text: str) -> set[tuple[str, str, str]]:
    answer = store.query(text, default_graph=ox.NamedNode(NODE))
    assert isinstance(answer, ox.QueryTriples)
    return {(row.subject.value, row.predicate.value, row.object.value) for row in answer}


def by_rdflib(text: str) -> set[tuple[str, str, str]]:
    graph = rdflib.Graph()
    for subject, predicate, value, name in plan_quads(PLAN, SmallRegistry()):
        if name == NODE:
            graph.add((subject, predicate, value))
    return {(str(s), str(p), str(o)) for s, p, o in graph.query(text)}


EXPECTED = {
    "direct": {
        (OFFICE, PG.leads, FUNDS),
        (FINANCE, PG.leads, FUNDS),
        (DISTRICTS, PG.leads, FUNDS),
        (UNKNOWN, PG.supports, FUNDS),
        (FINANCE, PG.leads, ALONE),
        (OFFICE, PG.leads, RULED),
        (FINANCE, PG.isResponsibleFor, RULED),
    },
    "first_listed": {(FUNDS, PG.firstListedLead, OFFICE), (ALONE, PG.firstListedLead, FINANCE), (RULED, PG.firstListedLead, OFFICE)},
    "primary": {(ALONE, PG.primaryLead, FINANCE), (RULED, PG.primaryLead, OFFICE)},
    "counts": {
        (FUNDS, PG.leadCount, "3"),
        (FUNDS, PG.responsibleCount, "0"),
        (FUNDS, PG.supportCount, "1"),
        (ALONE, PG.leadCount, "1"),
        (ALONE, PG.responsibleCount, "0"),
        (ALONE, PG.supportCount, "0"),
        (RULED, PG.leadCount, "1"),
        (RULED, PG.responsibleCount, "1"),
        (RULED, PG.supportCount, "0"),
    },
    "names": {(UNKNOWN, rdflib.RDFS.label, "市直有关单位")},
    "mentions": {
        (FUNDS, rdflib.DCTERMS.spatial, f"{BASE}region/522701"),
        (FUNDS, PG.namesProgramme, f"{NODE}/programme/黔电送粤"),
    },
}


def test_every_construct_is_expected_here() -> None:
    assert set(constructs()) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_construct_gives_the_same_on_both_engines(name: str, store: ox.Store) -> None:
    expected = {tuple(map(str, triple)) for triple in EXPECTED[name]}
    assert by_oxigraph(store, constructs()[name]) == expected
    assert by_rdflib(constructs()[name]) == expected


def test_a_single_lead_of_an_open_list_is_no_primary_lead(store: ox.Store) -> None:
    opened = ox.Store()
    opened.extend(store)
    first = ox.NamedNode(f"{ALONE}/a/1")
    opened.add(ox.Quad(first, ox.NamedNode(PG.openList), ox.Literal(True), ox.NamedNode(NODE)))
    assert {subject for subject, _, _ in by_oxigraph(opened, constructs()["primary"])} == {RULED}


def test_no_shipped_query_uses_filter_not_exists() -> None:
    for file in sorted(resource("ontology").rglob("*.rq")):
        assert "NOT EXISTS" not in file.read_text(encoding="utf-8").upper(), file


def test_groups_are_expanded_at_the_date_of_the_document_with_their_rule() -> None:
    facts = {(str(s), str(p), str(o)) for s, p, o, graph in derived_quads(PLAN, SmallRegistry()) if graph == derived_graph(NODE)}
    expansion = f"{NODE}/expansion/1"
    members = (f"{BASE}agency/440103/government", f"{BASE}agency/440115/government")
    assert {o for s, p, o in facts if (s, p) == (expansion, str(PG.groupMember))} == set(members)
    assert (expansion, str(rdflib.DCTERMS.date), "2018-07-09") in facts
    assert (expansion, str(PG.rule), "group.members_at_date") in facts
    assert {(s, o) for s, p, o in facts if p == str(PG.leadsThroughGroup)} == {(member, FUNDS) for member in members}


def test_an_open_group_is_not_expanded_and_the_date_is_handed_on() -> None:
    asked: list[tuple[str, date | None]] = []

    class Open(SmallRegistry):
        def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
            asked.append((group_key, when))
            return ()

    predicates = {p for _, p, _, _ in derived_quads(PLAN, Open())}
    assert asked == [("440100/grp_all_district_gov", date(2018, 7, 9))]
    assert not predicates & {PG.groupMember, PG.leadsThroughGroup, PG.expandsGroup}


def test_a_section_is_matched_with_the_aspect_its_title_names() -> None:
    aspects = {(str(s), str(o)) for s, p, o, _ in derived_quads(PLAN, SmallRegistry()) if p == PG.hasAspect}
    assert aspects == {(f"{NODE}/section/1-1", "https://w3id.org/planggraph/aspect/funds")}


def test_evidence_as_web_annotations(store: ox.Store) -> None:
    text = resource("ontology", "views", "annotations.rq").read_text(encoding="utf-8")
    facts = by_oxigraph(store, text)
    assignment, oa = f"{FUNDS}/a/1", "http://www.w3.org/ns/oa#"
    annotation, target = f"{assignment}/evidence/annotation", f"{assignment}/evidence/target"
    assert {
        (annotation, f"{oa}hasBody", assignment),
        (annotation, f"{oa}hasTarget", target),
        (target, f"{oa}hasSource", f"{NODE}/source"),
        (target, f"{oa}hasSelector", f"{assignment}/evidence"),
        (f"{assignment}/evidence", f"{oa}exact", "市协作办"),
    } <= facts
