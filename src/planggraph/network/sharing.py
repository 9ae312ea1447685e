"""Sharing: which agencies are named for the same tasks, and which tasks name the same agencies.

The two projections of the two-mode network, kept side by side (Everett 2016, 10.1177/2059799116630662). A tie says that two bodies
are named together, not that they meet: a task with k agencies gives k(k-1)/2 ties whether or not anyone speaks to anyone, so one
long clause can hold a large part of all ties. Newman's weights (2001, 10.1103/PhysRevE.64.016132) give each task the same weight by
dividing by k-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array

from planggraph.network.views import AgencyNode, Floats, Ints, Scope, TaskNode, View, rows_of

__all__ = [
    "Pair",
    "Sharing",
    "Ties",
    "newman_weights",
    "overlaps",
    "pairs",
    "partners",
    "shared_agencies",
    "shared_tasks",
    "sharing",
    "tasks_across_kinds",
    "tie_list",
    "to_networkx",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two agencies named together: for which tasks, and the sum of 1/(k-1) over them."""

    first: AgencyNode
    second: AgencyNode
    tasks: tuple[TaskNode, ...]
    newman: float


@dataclass(frozen=True, slots=True)
class Sharing:
    """How much is shared: pairs named together at all, their share of all pairs, and what the longest clause alone gives.

    `ties` counts every pair of every task; `longest` of them stand in the task that names the most agencies.
    """

    scope: Scope
    pairs: int
    density: float
    ties: int
    longest: int
    longest_task: TaskNode | None


@dataclass(frozen=True, slots=True)
class Ties:
    """The pairs of columns that share at least one task (first < second) and in how many."""

    first: Ints
    second: Ints
    count: Ints


def shared_tasks(view: View) -> csr_array:
    """Agencies by agencies: the number of tasks that name both; the diagonal is empty."""
    return _projection(view.incidence.T.tocsr(), view.incidence)


def shared_agencies(view: View) -> csr_array:
    """Tasks by tasks: the number of agencies that both name; the diagonal is empty."""
    return _projection(view.incidence, view.incidence.T.tocsr())


def newman_weights(view: View) -> csr_array:
    """Agencies by agencies: the sum of 1/(k-1) over the tasks that name both."""
    leads = view.leads_per_task()
    weight = np.divide(1.0, leads - 1, out=np.zeros(len(leads)), where=leads > 1)
    return _projection((view.incidence.T @ diags_array(weight)).tocsr(), view.incidence)


def _projection(left: csr_array, right: csr_array) -> csr_array:
    product = (left @ right).tocsr()
    product.setdiag(0)
    product.eliminate_zeros()
    product.sort_indices()
    return product


def tie_list(view: View) -> Ties:
    """Every pair of agencies that shares a task, in the order of the columns."""
    shared = shared_tasks(view).tocoo()
    upper = shared.row < shared.col
    order = np.lexsort((shared.col[upper], shared.row[upper]))
    return Ties(*(np.asarray(part[upper][order], dtype=np.int64) for part in (shared.row, shared.col, shared.data)))


def pairs(view: View, least: int = 1) -> tuple[Pair, ...]:
    """The pairs named together for `least` tasks or more, most tasks first, then as written."""
    ties = tie_list(view)
    newman = newman_weights(view)
    chosen = np.flatnonzero(ties.count >= least)
    order = chosen[np.argsort(-ties.count[chosen], kind="stable")]
    columns = view.columns()
    return tuple(_pair(view, columns, int(ties.first[tie]), int(ties.second[tie]), newman) for tie in order)


def _pair(view: View, columns: csc_array, first: int, second: int, newman: csr_array) -> Pair:
    both = np.intersect1d(rows_of(columns, first), rows_of(columns, second), assume_unique=True)
    tasks = tuple(view.tasks[row] for row in both)
    return Pair(view.agencies[first], view.agencies[second], tasks, float(newman[first, second]))


def partners(view: View, key: str) -> tuple[Pair, ...]:
    """Everyone named together with one agency (`first` in each pair), most tasks first; raises KeyError for an agency not in view."""
    own = view.index(key)
    newman = newman_weights(view)
    row = shared_tasks(view)[[own], :].toarray()[0]
    order = np.argsort(-row, kind="stable")[: np.count_nonzero(row)]
    columns = view.columns()
    return tuple(_pair(view, columns, own, int(other), newman) for other in order)


def overlaps(view: View, task: int, least: int = 2) -> tuple[tuple[TaskNode, int], ...]:
    """The tasks that name at least `least` agencies of the task at an index, with how many, most first."""
    row = shared_agencies(view)[[task], :].toarray()[0]
    order = np.argsort(-row, kind="stable")
    return tuple((view.tasks[other], int(row[other])) for other in order if row[other] >= least)


def sharing(view: View) -> Sharing:
    """How much of the plan is shared, over all pairs."""
    found = len(tie_list(view).count)
    agencies, leads = len(view.agencies), view.leads_per_task()
    ties = leads * (leads - 1) // 2
    longest = int(np.argmax(ties)) if len(ties) and ties.max() else None
    return Sharing(
        view.scope,
        found,
        found / (agencies * (agencies - 1) / 2) if agencies > 1 else 0.0,
        int(ties.sum()),
        int(ties[longest]) if longest is not None else 0,
        view.tasks[longest] if longest is not None else None,
    )


def tasks_across_kinds(view: View) -> tuple[tuple[TaskNode, tuple[str, ...]], ...]:
    """Tasks shared by bodies of more than one kind (party, government, mass organisation, …); a group is no kind."""
    return tuple((task, kinds) for task, kinds in _kinds(view) if len(kinds) > 1)


def _kinds(view: View) -> Iterator[tuple[TaskNode, tuple[str, ...]]]:
    for row, task in enumerate(view.tasks):
        found = (agency.kind for agency in view.agencies_of(row) if not agency.collective)
        yield task, tuple(sorted(set(found)))


def to_networkx(view: View) -> nx.Graph[str]:
    """Who shares with whom, in networkx: `weight` is the number of shared tasks, `newman` the sum of 1/(k-1)."""
    graph: nx.Graph[str] = nx.Graph(collectives=view.collectives, roles=view.roles)
    load = view.tasks_per_agency()
    for agency, tasks in zip(view.agencies, load, strict=True):
        labels = {"label": agency.label_zh, "label_en": agency.label_en, "kind": agency.kind, "collective": agency.collective}
        graph.add_node(agency.key, tasks=int(tasks), **labels)
    ties, newman = tie_list(view), newman_weights(view)
    weights: Floats = np.asarray(newman[ties.first, ties.second], dtype=np.float64).ravel() if len(ties.count) else np.empty(0)
    for first, second, count, weight in zip(ties.first, ties.second, ties.count, weights, strict=True):
        graph.add_edge(view.agencies[first].key, view.agencies[second].key, weight=int(count), newman=float(weight))
    return graph
