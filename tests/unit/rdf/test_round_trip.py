"""A plan read back equals the plan written, through every way a graph is kept."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from planggraph.errors import DamagedStore
from planggraph.model import Identity, Plan, Task
from planggraph.rdf import nquads, plan_from, plan_quads, triples_by, triples_in
from planggraph.rdf.iris import people_graph, plan_iri
from planggraph.rdf.literals import joined, parted
from unit.rdf.stubs import SmallRegistry
from unit.strategies import plans, texts


def lines(plan: Plan) -> list[str]:
    return sorted(nquads(plan_quads(plan, SmallRegistry())))


def oxigraph(plan: Plan) -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(lines(plan)).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def rdflib_term(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.Literal)
    datatype = None if term.language else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def without_people(plan: Plan) -> Plan:
    return dataclasses.replace(plan, tasks=tuple(dataclasses.replace(task, people=()) for task in plan.tasks))


@given(plans())
def test_through_an_rdflib_dataset(plan: Plan) -> None:
    dataset = rdflib.Dataset()
    for subject, predicate, value, graph in plan_quads(plan, SmallRegistry()):
        dataset.graph(graph).add((subject, predicate, value))
    assert plan_from(triples_in(dataset), plan_iri(plan.id)) == plan


@given(plans())
def test_through_oxigraph_and_sparql(plan: Plan) -> None:
    store = oxigraph(plan)
    select = triples_by(lambda sparql: [[rdflib_term(row[name]) for name in ("s", "p", "o")] for row in store.query(sparql)])
    assert plan_from(select, plan_iri(plan.id)) == plan


@settings(max_examples=30)
@given(plans())
def test_through_nquads_text_read_by_rdflib(plan: Plan) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data="".join(lines(plan)), format="nquads")
    assert plan_from(triples_in(dataset), plan_iri(plan.id)) == plan


@settings(max_examples=30)
@given(plans())
def test_without_the_graph_of_people_only_people_are_missing(plan: Plan) -> None:
    dataset = rdflib.Dataset()
    for subject, predicate, value, graph in plan_quads(plan, SmallRegistry()):
        if graph != people_graph(plan_iri(plan.id)):
            dataset.graph(graph).add((subject, predicate, value))
    assert plan_from(triples_in(dataset), plan_iri(plan.id)) == without_people(plan)


@settings(max_examples=30)
@given(plans())
def test_two_runs_give_the_same_bytes_no_quad_twice_and_no_blank_node(plan: Plan) -> None:
    first, second = list(plan_quads(plan, SmallRegistry())), list(plan_quads(plan, SmallRegistry()))
    assert list(nquads(first)) == list(nquads(second))
    assert len(set(first)) == len(first)
    assert not any(isinstance(term, rdflib.BNode) for quad in first for term in quad)


@settings(max_examples=30)
@given(plans())
def test_our_nquads_are_those_oxigraph_writes(plan: Plan) -> None:
    parsed = ox.parse("".join(lines(plan)).encode(), format=ox.RdfFormat.N_QUADS)
    assert sorted(f"{quad} .\n" for quad in parsed) == lines(plan)


@settings(max_examples=30)
@given(plans())
def test_another_base_changes_the_names_and_nothing_else(plan: Plan) -> None:
    base = "http://localhost/数据/plan/"
    dataset = rdflib.Dataset()
    for subject, predicate, value, graph in plan_quads(plan, SmallRegistry(), base=base):
        dataset.graph(graph).add((subject, predicate, value))
    assert plan_from(triples_in(dataset), plan_iri(plan.id, base)) == plan


@given(st.lists(texts, min_size=1).map(tuple), st.sampled_from("›|"))
def test_joined_parts_come_apart(parts: tuple[str, ...], mark: str) -> None:
    assert parted(joined(parts, mark), mark) == parts


def test_a_graph_without_a_plan_is_refused_with_its_name() -> None:
    with pytest.raises(DamagedStore, match="plan/440100/x"):
        plan_from(lambda _: [], plan_iri("440100/x"))


def test_every_field_of_the_model_can_be_told_from_its_default() -> None:
    """The strategies must not leave a field at its default for good: each optional field of Task and Identity is drawn otherwise."""
    drawn: set[str] = set()

    @given(plans())
    def look(plan: Plan) -> None:
        for task in plan.tasks:
            drawn.update(field.name for field in dataclasses.fields(Task) if getattr(task, field.name))
            for assignment in task.assignments:
                drawn.update(field.name for field in dataclasses.fields(Identity) if getattr(assignment.identity, field.name))

    look()
    assert drawn >= {field.name for field in (*dataclasses.fields(Task), *dataclasses.fields(Identity))}
