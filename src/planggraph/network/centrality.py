"""Position in the naming network: degree, betweenness, closeness, constraint, effective size.

Two-mode measures are normalised as by Borgatti & Everett (1997, Network analysis of 2-mode data), as in networkx.algorithms.bipartite;
constraint and effective size are Burt's, as in networkx. The numbers equal networkx's; rustworkx and scipy do the work. Tasks that
name nobody are left out, for they are no part of the network.

They speak of position on paper, not of power. On one plan betweenness follows the number of namings closely, so it is never shown
without it (see `null_models`). Every task is a clique in the projection, which inflates constraint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array

from planggraph.network.views import Floats, View

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TwoMode", "between_agencies", "betweenness", "closeness", "constraint", "degree", "effective_size", "two_mode"]

ROWS_AT_ONCE = 512
"""Rows of a product of two sparse matrices computed at a time, so that memory stays bounded."""

SERIAL = 1 << 30
"""Keeps rustworkx on one thread: sums taken in a fixed order give the same bits on every run."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoMode:
    """The two-mode network for rustworkx: nodes 0 … tasks-1 are the tasks that name somebody, then the agencies."""

    graph: rx.PyGraph[None, None]
    tasks: int
    agencies: int


def two_mode(incidence: csr_array) -> TwoMode:
    """The network of an incidence matrix (tasks by agencies), without tasks that name nobody."""
    rows, columns = incidence.nonzero()
    kept, numbers = np.unique(rows, return_inverse=True)
    agencies = incidence.shape[1]
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * (len(kept) + agencies))
    graph.add_edges_from_no_data(list(zip(numbers.tolist(), (columns + len(kept)).tolist(), strict=True)))
    return TwoMode(graph, len(kept), agencies)


def degree(view: View) -> Floats:
    """The share of the tasks (those that name anybody) that name each agency."""
    tasks = int(np.count_nonzero(view.leads_per_task()))
    return view.tasks_per_agency() / tasks if tasks else np.zeros(len(view.agencies))


def betweenness(incidence: csr_array) -> Floats:
    """The betweenness of each agency in the two-mode network, over the most a node of its mode could have."""
    network = two_mode(incidence)
    if network.tasks == 0 or network.agencies == 0:
        return np.zeros(network.agencies)
    raw = rx.betweenness_centrality(network.graph, normalized=False, parallel_threshold=SERIAL)
    values = np.fromiter(raw.values(), dtype=np.float64, count=len(raw))[network.tasks :]
    most = _most_betweenness(network.agencies, network.tasks)
    return values / most if most else np.zeros(network.agencies)


def _most_betweenness(n: int, m: int) -> float:
    """The largest betweenness one of n nodes can have beside m of the other mode (Borgatti & Everett 1997)."""
    s, t = divmod(n - 1, m)
    return (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def closeness(incidence: csr_array) -> Floats:
    """The closeness of each agency in the two-mode network, scaled by the part of the network it reaches."""
    network = two_mode(incidence)
    size = network.tasks + network.agencies
    if size < 2:
        return np.zeros(network.agencies)
    raw = rx.closeness_centrality(network.graph, wf_improved=False, parallel_threshold=SERIAL)
    values = np.fromiter(raw.values(), dtype=np.float64, count=len(raw))[network.tasks :]
    return np.asarray(values * (network.tasks + 2 * (network.agencies - 1)) / (size - 1))


def between_agencies(incidence: csr_array) -> Floats:
    """The share of pairs of other agencies that each agency stands between, on shortest chains of shared tasks.

    Betweenness of the projection in which two agencies are joined by one path for each task they share: the two-mode betweenness
    with agencies alone as ends. It costs agencies³ whatever the number of tasks, which lets a null model of many plans be drawn
    a thousand times.
    """
    counts = (incidence.T @ incidence).toarray().astype(np.float64)
    np.fill_diagonal(counts, 0.0)
    n = len(counts)
    if n < 3:
        return np.zeros(n)
    return np.asarray(_dependencies(counts).sum(axis=0) / ((n - 1) * (n - 2)))


def _dependencies(counts: Floats) -> Floats:
    """Brandes's dependencies (2001) of all sources at once, in matrices: rows are sources, columns the agencies passed."""
    n = len(counts)
    paths, levels = np.eye(n), [np.eye(n)]
    reached = paths > 0
    while True:
        front = np.where(reached, 0.0, levels[-1] @ counts)
        if not front.any():
            break
        reached |= front > 0
        paths = paths + front
        levels.append(front)
    through = np.zeros((n, n))
    for front, before in zip(levels[:0:-1], levels[-2::-1], strict=True):
        share = np.divide(1 + through, front, out=np.zeros((n, n)), where=front > 0)
        through += before * (share @ counts)
    np.fill_diagonal(through, 0.0)
    return through


def constraint(ties: csr_array) -> Floats:
    """Burt's constraint from agencies by agencies (`sharing.shared_tasks`, or its pattern for unweighted ties); nan without ties."""
    shares = _shares(ties)
    values = np.zeros(shares.shape[0])
    for start, rows in _row_blocks(shares):
        both = rows + _kept(rows @ shares, rows)
        values[start : start + rows.shape[0]] = np.asarray(both.multiply(both).sum(axis=1)).ravel()
    values[np.diff(ties.indptr) == 0] = np.nan
    return values


def effective_size(ties: csr_array) -> Floats:
    """Burt's effective size over unweighted ties: partners less the mean number of ties among them; nan without ties."""
    pattern = ties.astype(np.float64)
    pattern.data[:] = 1.0
    partners = np.diff(pattern.indptr).astype(np.float64)
    among = np.zeros(len(partners))
    for start, rows in _row_blocks(pattern):
        among[start : start + rows.shape[0]] = np.asarray(_kept(rows @ pattern, rows).sum(axis=1)).ravel()
    return np.where(partners > 0, partners - among / np.maximum(partners, 1), np.nan)


def _shares(ties: csr_array) -> csr_array:
    """Each tie's part of its agency's ties."""
    sums = np.asarray(ties.sum(axis=1), dtype=np.float64).ravel()
    shares = ties.astype(np.float64)
    shares.data = shares.data / np.repeat(sums, np.diff(ties.indptr))
    return shares


def _kept(product: csr_array, pattern: csr_array) -> csr_array:
    """The entries of a product where the pattern has one."""
    mask = pattern.astype(np.bool_).astype(np.float64)
    return product.multiply(mask).tocsr()


def _row_blocks(matrix: csr_array) -> Iterator[tuple[int, csr_array]]:
    for start in range(0, matrix.shape[0], ROWS_AT_ONCE):
        yield start, matrix[start : start + ROWS_AT_ONCE]
