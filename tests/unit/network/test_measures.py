"""Every measure beside plain networkx on random networks, and on small ones counted by hand."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from made_plans import Strangers, plan, simple, task
from planggraph.model import Plan
from planggraph.network import brokerage, centrality, loads, sharing, structure
from planggraph.network.views import View, from_plans

NAMES = "甲 乙 丙 丁 戊 己 庚 辛".split()
CLOSE = 1e-9

clauses = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True), min_size=1, max_size=8)


def seen(made: Plan) -> View:
    return from_plans([made], registry=Strangers())


def view_of(*texts: str) -> View:
    return seen(simple(*texts))


def drawn(lists: list[list[str]]) -> tuple[View, nx.Graph, list[str]]:
    view = view_of(*(" ".join(names) for names in lists))
    return view, view.to_networkx(), [agency.key for agency in view.agencies]


def same(ours: np.ndarray, theirs: dict[str, float], keys: list[str]) -> bool:
    return all(
        abs(value - theirs[key]) < CLOSE or (math.isnan(value) and math.isnan(theirs[key])) for value, key in zip(ours, keys, strict=True)
    )


@given(clauses)
def test_two_mode_centrality_is_that_of_networkx(lists: list[list[str]]) -> None:
    view, graph, keys = drawn(lists)
    assert same(centrality.degree(view), bipartite.degree_centrality(graph, keys), keys)
    assert same(centrality.closeness(view.incidence), bipartite.closeness_centrality(graph, keys), keys)
    if len(keys) > 1 and len(lists) > 1:  # networkx divides by nought where there is one of either
        assert same(centrality.betweenness(view.incidence), bipartite.betweenness_centrality(graph, keys), keys)


@given(clauses)
def test_betweenness_with_agencies_as_ends_is_that_of_networkx(lists: list[list[str]]) -> None:
    view, graph, keys = drawn(lists)
    pairs = (len(keys) - 1) * (len(keys) - 2) / 2
    theirs = nx.betweenness_centrality_subset(graph, keys, keys, normalized=False)
    scaled = {key: theirs[key] / pairs if pairs else 0.0 for key in keys}
    assert same(centrality.between_agencies(view.incidence), scaled, keys)


@given(clauses)
def test_constraint_and_effective_size_are_those_of_networkx(lists: list[list[str]]) -> None:
    view, _, keys = drawn(lists)
    graph, ties = sharing.to_networkx(view), sharing.shared_tasks(view)
    assert same(centrality.constraint(ties), nx.constraint(graph, weight="weight", nodes=keys), keys)
    assert same(centrality.effective_size(ties), nx.effective_size(graph, nodes=keys), keys)


@given(clauses)
def test_projections_are_those_of_networkx(lists: list[list[str]]) -> None:
    view, graph, keys = drawn(lists)
    counted = bipartite.weighted_projected_graph(graph, keys)
    newman = bipartite.collaboration_weighted_projected_graph(graph, keys)
    ours = sharing.to_networkx(view)
    assert {frozenset(edge) for edge in ours.edges} == {frozenset(edge) for edge in counted.edges}
    assert all(ours[a][b]["weight"] == counted[a][b]["weight"] for a, b in ours.edges)
    assert all(abs(ours[a][b]["newman"] - newman[a][b]["weight"]) < CLOSE for a, b in ours.edges)


@given(clauses)
def test_cut_agencies_and_parts_are_those_of_networkx(lists: list[list[str]]) -> None:
    view, graph, keys = drawn(lists)
    cuts = {cut.agency.key: cut.parts for cut in structure.cut_agencies(view)}
    assert set(cuts) == set(nx.articulation_points(graph)) & set(keys)
    whole = nx.number_connected_components(graph)
    assert structure.components(view) == whole
    for key, parts in cuts.items():
        rest = graph.subgraph(set(graph) - {key})
        assert nx.number_connected_components(rest) == whole - 1 + parts
        outside = structure.cut_off(view, [key])
        assert sum(map(len, outside)) <= len(view.tasks)


@given(clauses)
def test_redundancy_is_that_of_networkx(lists: list[list[str]]) -> None:
    view, graph, keys = drawn(lists)
    several = [key for key in keys if graph.degree(key) > 1]
    theirs = bipartite.node_redundancy(graph, several) if several else {}
    ours = dict(zip(keys, structure.redundancy(view.incidence), strict=True))
    assert all(abs(ours[key] - theirs[key]) < CLOSE for key in several)
    assert all(math.isnan(ours[key]) for key in keys if key not in several)


@given(clauses)
def test_pairs_of_tasks_held_by_one_agency_split_by_section(lists: list[list[str]]) -> None:
    view, *_ = drawn(lists)
    held = dict(zip((agency.key for agency in view.agencies), structure.alone_together(view.incidence).tolist(), strict=True))
    split = {one.agency.key: one.within + one.across for one in brokerage.two_mode_brokers(view)}
    assert split == {key: count for key, count in held.items() if count}


def test_loads_by_hand() -> None:
    first, second, third = loads.loads(view_of("甲 乙", "甲", "甲 乙 丙"))
    assert (first.agency.label_zh, first.tasks, first.sole) == ("甲", 3, 1)
    assert first.fractional == pytest.approx(1 / 2 + 1 + 1 / 3)
    assert (second.tasks, third.tasks) == (2, 1)


def test_orphans_need_all_their_agencies_gone() -> None:
    view = view_of("甲 乙", "甲", "丙")
    assert [task.notation for task in loads.orphans(view, ("000000/甲",))] == ["1-2"]
    assert [task.notation for task in loads.orphans(view, ("000000/甲", "000000/乙"))] == ["1-1", "1-2"]


def test_nestedness_by_hand() -> None:
    """Rows {甲 乙 丙} ⊃ {甲 乙} ⊃ {甲}: every pair of rows and of columns is wholly nested, NODF 100; equal rows give 0."""
    assert structure.nodf(view_of("甲 乙 丙", "甲 乙", "甲").incidence) == pytest.approx(100)
    assert structure.nodf(view_of("甲 乙", "甲 乙").incidence) == 0


def test_nestedness_of_the_example_of_its_authors() -> None:
    """The matrix of Almeida-Neto et al. 2008, figure 2: N paired over columns 63, over rows 53, NODF 58."""
    matrix = np.array([[1, 0, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [1, 1, 0, 0, 0], [1, 1, 0, 0, 0]])
    names = NAMES[:5]
    rows = [" ".join(name for name, cell in zip(names, row, strict=True) if cell) for row in matrix]
    assert structure.nodf(view_of(*rows).incidence) == pytest.approx(58, abs=0.5)


def test_a_core_by_hand() -> None:
    """甲乙丙 all together in one task, 丁 and 戊 each with one of them: the core is 甲乙丙 and the fit is perfect."""
    view = view_of("甲 乙 丙", "甲 丁", "乙 戊")
    core = structure.core_periphery(view, sharing.shared_tasks(view))
    assert ({agency.label_zh for agency in core.agencies}, core.fit) == ({"甲", "乙", "丙"}, pytest.approx(1))


@given(clauses)
def test_no_other_core_of_the_most_tied_fits_with_fewer_errors(lists: list[list[str]]) -> None:
    view, _, keys = drawn(lists)
    graph = sharing.to_networkx(view)
    order = sorted(keys, key=lambda key: (-graph.degree(key), keys.index(key)))
    core = structure.core_periphery(view, sharing.shared_tasks(view))
    if graph.number_of_edges():
        assert errors(graph, {agency.key for agency in core.agencies}) == min(
            errors(graph, set(order[:size])) for size in range(1, len(keys) + 1)
        )


def errors(graph: nx.Graph, core: set[str]) -> int:
    inside, outside = graph.subgraph(core), graph.subgraph(set(graph) - core)
    return len(core) * (len(core) - 1) // 2 - inside.number_of_edges() + outside.number_of_edges()


@pytest.mark.parametrize(
    ("sectors", "role"),
    [("AAA", "coordinator"), ("ABA", "itinerant"), ("ABB", "gatekeeper"), ("AAB", "representative"), ("ABC", "liaison")],
)
def test_brokerage_roles_by_their_definition(sectors: str, role: str) -> None:
    """Gould & Fernandez 1989: a → v → b without a → b."""
    found = brokerage.broker_roles([("a", "v"), ("v", "b")], dict(zip("avb", sectors, strict=True)))
    assert {name: count for name, count in found["v"].items() if count} == {role: 1}
    assert not any(found["a"].values())


def test_a_direct_tie_leaves_no_broker() -> None:
    found = brokerage.broker_roles([("a", "v"), ("v", "b"), ("a", "b"), ("v", "a")], dict.fromkeys("avb", "A"))
    assert not any(found["v"].values())


def test_inferred_ties_run_from_the_first_listed() -> None:
    view = seen(plan([task("1-1", ["甲", "乙", "丙"]), task("1-2", ["乙", "丁"])]))
    assert brokerage.directed_ties(view, "inferred") == ((0, 1), (0, 2), (1, 3))
    (broker,) = brokerage.gould_fernandez(view, "inferred")
    assert (broker.agency.label_zh, broker.ties, broker.tasks) == ("乙", "inferred", 2)


def test_meetings_are_pairs_met_once() -> None:
    view = view_of("甲 乙", "甲 乙", "乙 丙 各区政府")
    (met,) = brokerage.meetings(view)
    assert (met.task.notation, met.within, met.across, met.with_group) == ("1-3", 1, 0, 2)


def test_section_links_name_the_only_one() -> None:
    view = seen(plan([task("1-1", ["甲", "乙"]), task("2-1", ["甲"]), task("3-1", ["乙", "甲"])]))
    assert [(link.first, link.second, link.agency.label_zh) for link in structure.section_links(view)] == [
        ("板块1", "板块2", "甲"),
        ("板块2", "板块3", "甲"),
    ]
