"""Shuffles of the naming network that keep who is named how often and how long each list is.

Global curveball trades (Strona et al. 2014, 10.1038/ncomms5114; Carstens, Berger & Strona 2018, arXiv:1609.05137): the agencies are
paired at random, and each pair deals the tasks that only one of the two has anew between them. The trades never make an agency
stand twice in a list, as networkx's configuration model does. Where several plans are pooled, trades stay within a plan: an agency
cannot be dealt a task of another city.

The draws are those of Besag & Clifford (1989, 10.1093/biomet/76.4.633): some steps lead from the plan as written to a hub, and every
draw is made from the hub by as many steps. As trades are reversible, the plan and the draws are exchangeable, so that p-values hold
however slowly the chain mixes. The generator is numpy's PCG64 with the seed given: the same seed gives the same draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from planggraph.network.views import Ints

__all__ = ["STEPS", "Edges", "draws", "edges_of", "matrix_of", "step"]

STEPS = 20
"""Trades of each agency between the plan and the hub, and between the hub and a draw."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Agency–task pairs to be traded. A row is one agency in one plan; `row_agency` is its agency, `row_block` its plan.

    `rows` and `tasks` hold, for each pair, its row and its task.
    """

    rows: Ints
    tasks: Ints
    row_agency: Ints
    row_block: Ints
    shape: tuple[int, int]


def edges_of(incidence: csr_array, blocks: Ints) -> Edges:
    """The pairs of an incidence matrix (tasks by agencies); `blocks` gives the plan of each task."""
    tasks, agencies = incidence.nonzero()
    agencies = agencies.astype(np.int64)
    width = incidence.shape[1]
    met, rows = np.unique(blocks[tasks] * width + agencies, return_inverse=True)
    return Edges(rows.astype(np.int64), tasks.astype(np.int64), met % max(width, 1), met // max(width, 1), incidence.shape)


def matrix_of(edges: Edges, rows: Ints) -> csr_array:
    """The incidence matrix once the pairs stand in other `rows`."""
    ones = np.ones(len(rows), dtype=np.int64)
    return csr_array((ones, (edges.tasks, edges.row_agency[rows])), shape=edges.shape)


def step(edges: Edges, rows: Ints, random: np.random.Generator) -> Ints:
    """One global trade: the new row of every pair."""
    mate = _mates(edges.row_block, random)
    trade = np.minimum(rows, mate[rows])
    order = np.argsort(trade * edges.shape[0] + edges.tasks)
    keys = trade[order] * edges.shape[0] + edges.tasks[order]
    free = np.ones(len(keys), dtype=np.bool_)
    both = keys[1:] == keys[:-1]
    free[1:][both] = False
    free[:-1][both] = False
    traded = order[free]
    dealt = rows.copy()
    dealt[traded[np.argsort(trade[traded] + random.random(len(traded)))]] = rows[traded]
    return dealt


def _mates(blocks: Ints, random: np.random.Generator) -> Ints:
    """A random pairing of the rows within each block; the odd one out is its own mate."""
    size = len(blocks)
    order = np.argsort(blocks + random.random(size))
    by_block = blocks[order]
    starts = np.flatnonzero(np.r_[True, by_block[1:] != by_block[:-1]]) if size else np.zeros(0, dtype=np.int64)
    place = np.arange(size) - np.repeat(starts, np.diff(np.r_[starts, size]))
    partner = np.clip(np.arange(size) + np.where(place % 2 == 0, 1, -1), 0, max(size - 1, 0))
    mate = np.empty(size, dtype=np.int64)
    mate[order] = np.where(by_block[partner] == by_block, order[partner], order)
    return mate


def draws(incidence: csr_array, blocks: Ints, count: int, seed: int, steps: int = STEPS) -> Iterator[csr_array]:
    """`count` shuffled incidence matrices with the row and column sums, within each plan, of the one given."""
    if not count:
        return
    random = np.random.Generator(np.random.PCG64(seed))
    edges = edges_of(incidence, blocks)
    hub = _walk(edges, edges.rows, steps, random)
    for _ in range(count):
        yield matrix_of(edges, _walk(edges, hub, steps, random))


def _walk(edges: Edges, rows: Ints, steps: int, random: np.random.Generator) -> Ints:
    for _ in range(steps):
        rows = step(edges, rows, random)
    return rows
