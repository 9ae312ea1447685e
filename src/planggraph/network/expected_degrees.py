"""Expected degrees: how many tasks two agencies would share if only load and clause length mattered.

The bipartite configuration model with expected degrees (BiCM; Saracco et al. 2015, 10.1038/srep10595): task t names agency a with the
probability x_t y_a / (1 + x_t y_a), the x and y such that the expected numbers are those found. How many tasks two agencies share is
then Poisson-binomial (Saracco et al. 2017, 10.1088/1367-2630/aa6b38), and its upper tail is the p-value of the pair. The pairs are
taken together by Benjamini & Hochberg (1995) over all A(A-1)/2 of them, those that share nothing included.

Each plan has a model of its own: a task can name only agencies of its plan (forbidden cells as in Neal & Neal 2024, arXiv:2307.12828).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array, vstack
from scipy.stats import false_discovery_control

from planggraph.network.sharing import Ties, tie_list
from planggraph.network.views import AgencyNode, Floats, Ints, Scope, View

__all__ = ["PairTest", "PairTests", "fit", "pair_tests", "probabilities", "tail"]

TOLERANCE = 1e-12
ROUNDS = 200


@dataclass(frozen=True, slots=True)
class PairTest:
    """Two agencies, the tasks they share, how many were to be expected, p of that many or more, and p adjusted over all pairs."""

    first: AgencyNode
    second: AgencyNode
    shared: int
    expected: float
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class PairTests:
    """The pairs that share a task, least p first; `family` counts all pairs the adjustment runs over; `beyond` those at the level."""

    scope: Scope
    pairs: tuple[PairTest, ...]
    family: int
    level: float
    beyond: int


def fit(rows: Ints, columns: Ints) -> Floats:
    """The probabilities (rows by columns) whose sums are those given.

    Rows or columns that are empty or full keep probability 0 or 1. Newton's method on the concave log-likelihood in log x and log y,
    one unknown for each distinct sum; accurate to 1e-12 of the sums.
    """
    found = np.zeros((len(rows), len(columns)))
    live_rows, live_columns = np.flatnonzero(rows), np.flatnonzero(columns)
    r, c = rows.astype(np.float64), columns.astype(np.float64)
    while len(live_rows) and len(live_columns):
        full_rows = live_rows[r[live_rows] >= len(live_columns)]
        full_columns = live_columns[c[live_columns] >= len(live_rows)] if not len(full_rows) else full_rows[:0]
        if not len(full_rows) and not len(full_columns):
            found[np.ix_(live_rows, live_columns)] = _solve(r[live_rows], c[live_columns])
            break
        found[np.ix_(full_rows, live_columns)] = 1.0
        found[np.ix_(live_rows, full_columns)] = 1.0
        c[live_columns] -= len(full_rows)
        r[live_rows] -= len(full_columns)
        live_rows, live_columns = np.setdiff1d(live_rows, full_rows), np.setdiff1d(live_columns, full_columns)
        live_rows, live_columns = live_rows[r[live_rows] > 0], live_columns[c[live_columns] > 0]
    return found


def _solve(rows: Floats, columns: Floats) -> Floats:
    """Newton's method over the distinct sums, for sums strictly between empty and full."""
    r, r_at, r_n = np.unique(rows, return_inverse=True, return_counts=True)
    c, c_at, c_n = np.unique(columns, return_inverse=True, return_counts=True)
    total = rows.sum()
    x, y = np.log(r / np.sqrt(total)), np.log(c / np.sqrt(total))
    for _ in range(ROUNDS):
        p = _logistic(x, y)
        gap = np.concatenate((r_n * (r - p @ c_n), c_n * (c - r_n @ p)))
        if np.abs(gap).max() < TOLERANCE * total:
            break
        spread = p * (1 - p) * np.outer(r_n, c_n)
        hessian = np.block([[np.diag(spread.sum(axis=1)), spread], [spread.T, np.diag(spread.sum(axis=0))]])
        move = np.linalg.lstsq(hessian, gap, rcond=None)[0]
        move *= min(1.0, 2.0 / np.abs(move).max())
        x, y = x + move[: len(r)], y + move[len(r) :]
    return np.asarray(_logistic(x, y)[np.ix_(r_at, c_at)])


def _logistic(x: Floats, y: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(x[:, None] + y[None, :]))))


def probabilities(view: View) -> csr_array:
    """The fitted probability of each cell (tasks by agencies), plan by plan; a plan's tasks have none for agencies it never names."""
    blocks = view.blocks()
    starts = np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]]) if len(blocks) else np.zeros(0, dtype=np.int64)
    parts = [_plan_part(view.incidence[start:end]) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    return csr_array(vstack(parts)) if parts else csr_array(view.incidence.shape)


def _plan_part(incidence: csr_array) -> csr_array:
    tasks = np.asarray(incidence.sum(axis=1), dtype=np.int64)
    named = np.asarray(incidence.sum(axis=0), dtype=np.int64)
    own = np.flatnonzero(named)
    cells = fit(tasks, named[own])
    rows, columns = np.nonzero(cells)
    return csr_array(coo_array((cells[rows, columns], (rows, own[columns])), shape=incidence.shape))


def tail(chances: Floats, least: Ints) -> Floats:
    """For each column of `chances` (trials by columns), the probability of `least` successes or more (Poisson-binomial), exactly.

    >>> tail(np.array([[0.5], [0.5]]), np.array([1])).tolist()
    [0.75]
    """
    most = int(least.max(initial=0))
    counts = np.zeros((most + 1, chances.shape[1]))
    counts[0] = 1.0
    for q in chances:
        counts[-1] += counts[-2] * q if most else 0.0
        counts[1:-1] += q * (counts[:-2] - counts[1:-1])
        counts[0] *= 1 - q
    return np.array([1.0 if k == 0 else _at_least(counts[:, column], k) for column, k in enumerate(least.tolist())])


def _at_least(counts: Floats, k: int) -> float:
    return float(np.clip(counts[k:].sum(), 0.0, 1.0))


def pair_tests(view: View, level: float = 0.05) -> PairTests:
    """Every pair that shares a task, tested against load and clause length alone."""
    ties = tie_list(view)
    agencies = len(view.agencies)
    family = agencies * (agencies - 1) // 2
    if not len(ties.count):
        return PairTests(view.scope, (), family, level, 0)
    p, expected = _tails(probabilities(view), ties)
    adjusted = false_discovery_control(np.concatenate((p, np.ones(family - len(p)))))[: len(p)]
    order = np.lexsort((np.arange(len(p)), -ties.count, p))
    tests = tuple(
        PairTest(
            view.agencies[ties.first[one]],
            view.agencies[ties.second[one]],
            int(ties.count[one]),
            float(expected[one]),
            float(p[one]),
            float(adjusted[one]),
        )
        for one in order
    )
    return PairTests(view.scope, tests, family, level, int((adjusted <= level).sum()))


def _tails(chances: csr_array, ties: Ties) -> tuple[Floats, Floats]:
    """The p-value of every tie and its expected number of shared tasks, many ties at a time."""
    p, expected = np.empty(len(ties.count)), np.empty(len(ties.count))
    dense = chances.tocsc()
    width = max(1, 4_000_000 // max(1, chances.shape[0]))
    for start in range(0, len(p), width):
        part = slice(start, start + width)
        q = (dense[:, ties.first[part]].toarray() * dense[:, ties.second[part]].toarray()).astype(np.float64)
        p[part], expected[part] = tail(q, ties.count[part]), q.sum(axis=0)
    return p, expected
