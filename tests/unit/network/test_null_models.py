"""Null models: what the shuffles keep, that all arrangements are reached alike, p-values against direct enumeration."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import poisson_binom

from made_plans import PLANTED, Strangers, corpus, plan, simple, task
from planggraph.network import centrality, expected_degrees, null_models, structure
from planggraph.network.shuffles import draws
from planggraph.network.views import from_plans

matrices = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 1), min_size=width, max_size=width), min_size=1, max_size=7)
)


def sums(matrix: csr_array, blocks: np.ndarray) -> list[list[int]]:
    dense = matrix.toarray()
    return [dense.sum(axis=1).tolist(), *(dense[blocks == block].sum(axis=0).tolist() for block in np.unique(blocks))]


@given(matrices, st.data())
def test_a_shuffle_keeps_every_sum_within_a_plan(rows: list[list[int]], data: st.DataObject) -> None:
    matrix = csr_array(np.array(rows, dtype=np.int64))
    blocks = np.sort(np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))))
    for drawn in draws(matrix, blocks, 3, seed=1, steps=3):
        assert sums(drawn, blocks) == sums(matrix, blocks)
        assert set(drawn.toarray().ravel().tolist()) <= {0, 1}


def test_every_arrangement_is_drawn_alike() -> None:
    """Rows of 1, 1, 2 and columns of 2, 1, 1 have five arrangements (counted below); each is expected 400 times in 2000 draws.

    Chi-square with four degrees of freedom stays below 18.5 in 999 of 1000 cases, and the seed is fixed.
    """
    start = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 1]], dtype=np.int64)
    cells = (np.array(bits).reshape(3, 3) for bits in product((0, 1), repeat=9))
    possible = [one for one in cells if one.sum(axis=1).tolist() == [1, 1, 2] and one.sum(axis=0).tolist() == [2, 1, 1]]
    met = Counter(drawn.toarray().tobytes() for drawn in draws(csr_array(start), np.zeros(3, dtype=np.int64), 2000, seed=7))
    assert len(met) == len(possible) == 5
    assert sum((count - 400) ** 2 / 400 for count in met.values()) < 18.5


def test_the_same_seed_gives_the_same_draws() -> None:
    matrix, blocks = csr_array(np.eye(5, dtype=np.int64) + np.eye(5, k=1, dtype=np.int64)), np.zeros(5, dtype=np.int64)
    once, again, other = ([one.toarray().tolist() for one in draws(matrix, blocks, 5, seed)] for seed in (3, 3, 4))
    assert once == again != other


@given(st.lists(st.lists(st.floats(0, 1), min_size=2, max_size=2), min_size=1, max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_the_tail_is_that_of_the_poisson_binomial(rows: list[list[float]], first: int, second: int) -> None:
    chances, least = np.array(rows), np.array([first, second])
    for column, k in enumerate(least):
        theirs = poisson_binom.sf(k - 1, chances[:, column]) if 0 < k <= len(rows) else float(k == 0)
        assert expected_degrees.tail(chances, least)[column] == pytest.approx(theirs, abs=1e-9)


@given(matrices)
def test_fitted_probabilities_have_the_sums_found(rows: list[list[int]]) -> None:
    matrix = np.array(rows, dtype=np.int64)
    cells = expected_degrees.fit(matrix.sum(axis=1), matrix.sum(axis=0))
    assert cells.sum(axis=1) == pytest.approx(matrix.sum(axis=1), abs=1e-6)
    assert cells.sum(axis=0) == pytest.approx(matrix.sum(axis=0), abs=1e-6)
    assert ((cells >= 0) & (cells <= 1)).all()


def test_a_plan_names_only_its_own_agencies_in_the_model() -> None:
    view = from_plans([simple("甲 乙", "乙", number="1"), simple("丙", "丙 丁", number="2")], registry=Strangers())
    cells = expected_degrees.probabilities(view).toarray()
    assert not cells[:2, 2:].any()
    assert not cells[2:, :2].any()


def test_a_pair_that_is_always_together_is_found() -> None:
    """甲 and 乙 in the same 12 of 60 tasks, the others one by one: by load alone they would share about two."""
    together = ["甲 乙"] * 12
    alone = [f"{name}{n}" for name in "丙丁戊己" for n in range(12)]
    found = expected_degrees.pair_tests(from_plans([simple(*together, *alone)], registry=Strangers()))
    assert found.beyond == 1
    assert (found.pairs[0].first.label_zh, found.pairs[0].second.label_zh) == ("甲", "乙")


@pytest.mark.parametrize(("family", "level", "least"), [(22, 0.05, 439), (1, 0.05, 19), (0, 0.05, 1), (49, 0.05, 979)])
def test_how_many_draws_one_finding_needs(family: int, level: float, least: int) -> None:
    """1/(1 + draws) must not exceed level/family: 440 × 22⁻¹ … by hand."""
    assert null_models.draws_needed(family, level) == least


def test_too_few_draws_claim_nothing() -> None:
    view = from_plans([simple("甲 乙", "乙 丙", "丙 甲")], registry=Strangers())
    found = null_models.agency_tests(view, "betweenness", centrality.betweenness, draws_made=10)
    assert {one.explained for one in found.agencies} == {"not tested"}
    assert (found.family, found.beyond) == (0, ())


def test_an_agency_of_one_task_is_not_tested() -> None:
    view = from_plans([simple("甲 乙", "乙 丙", "丙 甲 丁")], registry=Strangers())
    found = {one.agency.label_zh: one for one in null_models.agency_tests(view, "b", centrality.betweenness, draws_made=99).agencies}
    assert (found["丁"].p, found["丁"].explained) == (None, "not tested")
    assert found["甲"].p is not None


def test_deadlines_are_dealt_within_a_plan() -> None:
    """With no deadline anywhere every peak is nought in the plan and in each draw: p is 1."""
    view = from_plans([plan([task("1-1", ["甲"]), task("1-2", ["甲", "乙"])])], registry=Strangers())
    found = null_models.deadline_peaks(view, draws_made=50)
    assert [one.p for one in found.agencies] == [1.0, None]


@pytest.mark.parametrize("seed", [0, 1])
def test_a_planted_bottleneck_is_found_and_no_other(seed: int) -> None:
    """300 plans; see made_plans.corpus. benchmarks/null_models.py counts the mistakes over many more seeds."""
    view = from_plans(corpus(seed, planted=True), registry=Strangers())
    found = null_models.agency_tests(view, "between_agencies", centrality.between_agencies, seed=seed, steps=3)
    assert [one.agency.key for one in found.beyond] == [PLANTED]
    loads = sorted(one.tasks for one in found.agencies)
    assert loads[len(loads) // 4] < found.beyond[0].tasks < loads[-5]  # of middling size: load alone does not show it


def test_without_a_plant_nothing_is_found() -> None:
    view = from_plans(corpus(0, planted=False), registry=Strangers())
    assert null_models.agency_tests(view, "between_agencies", centrality.between_agencies, steps=3).beyond == ()


def test_numbers_of_the_whole_network() -> None:
    """Two rows of one agency each on two agencies: every draw is the same up to names, so p is 1."""
    view = from_plans([simple("甲", "乙")], registry=Strangers())
    found = null_models.network_test(view, "nodf", structure.nodf, draws_made=20)
    assert (found.observed, found.mean, found.p) == (0, 0, 1)
