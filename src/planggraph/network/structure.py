"""Structure of the naming network: cut agencies, links between sections, redundancy, core and periphery, nestedness.

All of it holds on paper. An agency whose removal disconnects the network is not one whose tasks would be orphaned (that is
`loads.orphans`), and on one plan as many cut agencies as are found may be expected by chance. Nestedness in particular says nothing
without a null model: small clauses are subsets of large ones whatever anyone meant by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import rustworkx as rx
from scipy.sparse import csc_array, csr_array

from planggraph.network.centrality import ROWS_AT_ONCE, two_mode
from planggraph.network.views import AgencyNode, Floats, Ints, Scope, TaskNode, View, rows_of

__all__ = [
    "Core",
    "Cut",
    "SectionLink",
    "alone_together",
    "articulation",
    "components",
    "core_periphery",
    "cut_agencies",
    "cut_off",
    "nodf",
    "parts_of",
    "redundancy",
    "section_links",
]


@dataclass(frozen=True, slots=True)
class Cut:
    """An agency without which the part of the network it stands in falls into `parts`."""

    scope: Scope
    agency: AgencyNode
    parts: int


@dataclass(frozen=True, slots=True)
class SectionLink:
    """The one agency named in both of two sections, with its tasks there."""

    agency: AgencyNode
    first: str
    second: str
    tasks: tuple[TaskNode, ...]


@dataclass(frozen=True, slots=True)
class Core:
    """Agencies of the core, most partners first, and how well the split fits (correlation with all ties inside, none outside)."""

    scope: Scope
    agencies: tuple[AgencyNode, ...]
    fit: float


def articulation(incidence: csr_array) -> Floats:
    """1 for each agency whose removal disconnects the network, else 0."""
    network = two_mode(incidence)
    cut = rx.articulation_points(network.graph)
    return np.array([float(network.tasks + column in cut) for column in range(network.agencies)])


def components(view: View) -> int:
    """Into how many parts the tasks and agencies of the view fall."""
    return rx.number_connected_components(two_mode(view.incidence).graph)


def cut_agencies(view: View) -> tuple[Cut, ...]:
    """The agencies whose removal disconnects the network, most parts first, then as written."""
    network, scope = two_mode(view.incidence), view.scope
    blocks: dict[int, set[int]] = {}
    for edge, block in rx.biconnected_components(network.graph).items():
        for node in edge:
            if node >= network.tasks:
                blocks.setdefault(node - network.tasks, set()).add(block)
    found = [Cut(scope, view.agencies[column], len(parts)) for column, parts in sorted(blocks.items()) if len(parts) > 1]
    return tuple(sorted(found, key=lambda cut: -cut.parts))


def cut_off(view: View, absent: Sequence[str]) -> tuple[tuple[TaskNode, ...], ...]:
    """The parts into which the removal of agencies splits those they were in: their tasks, the largest part first left out.

    A task that only the absent agencies share is a part of its own. Raises KeyError for an agency that is not in the view.
    """
    network, rows = two_mode(view.incidence), np.flatnonzero(view.leads_per_task())
    gone = [network.tasks + view.index(key) for key in absent]
    found: list[tuple[TaskNode, ...]] = []
    own = [part for part in rx.connected_components(network.graph) if part & set(gone)]
    network.graph.remove_nodes_from(gone)
    left = rx.connected_components(network.graph)
    for whole in own:
        parts = sorted((part for part in left if part <= whole), key=lambda part: (-len(part), min(part)))
        tasks = ([node for node in sorted(part) if node < network.tasks] for part in parts[1:])
        found += [tuple(view.tasks[rows[node]] for node in part) for part in tasks if part]
    return tuple(found)


def section_links(view: View) -> tuple[SectionLink, ...]:
    """For each pair of sections of one plan that only one agency is named in, that agency; in document order."""
    sections: dict[str, dict[str, set[int]]] = {}
    for row, task in enumerate(view.tasks):
        start, end = view.incidence.indptr[row : row + 2]
        sections.setdefault(task.plan, {}).setdefault(task.section, set()).update(view.incidence.indices[start:end].tolist())
    columns = view.columns()
    return tuple(
        _link(view, columns, first, second, min(both))
        for own in sections.values()
        for first, second in combinations(own, 2)
        if len(both := own[first] & own[second]) == 1
    )


def _link(view: View, columns: csc_array, first: str, second: str, column: int) -> SectionLink:
    named = (view.tasks[row] for row in rows_of(columns, column))
    tasks = tuple(task for task in named if task.section in (first, second))
    titles = {task.section: task.section_title or task.section for task in tasks}
    return SectionLink(view.agencies[column], titles[first], titles[second], tasks)


def alone_together(incidence: csr_array) -> Ints:
    """For each agency, the pairs of its tasks that share no other agency: open two-paths task–agency–task."""
    held = np.zeros(incidence.shape[1], dtype=np.int64)
    numbered = incidence.copy()
    numbered.data = numbered.indices.astype(np.int64) + 1
    transposed = incidence.T.tocsr()
    for start in range(0, incidence.shape[0], ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        shared = (incidence[rows] @ transposed).tocoo()
        by = (numbered[rows] @ transposed).tocoo()
        once = (shared.data == 1) & (shared.row + start < shared.col)
        held += np.bincount(by.data[once] - 1, minlength=len(held))
    return held


def redundancy(incidence: csr_array) -> Floats:
    """Latapy's redundancy: the part of an agency's pairs of tasks that would stay linked without it; nan below two tasks."""
    tasks = np.asarray(incidence.sum(axis=0), dtype=np.float64)
    possible = tasks * (tasks - 1) / 2
    return np.where(possible > 0, 1 - alone_together(incidence) / np.maximum(possible, 1), np.nan)


def core_periphery(view: View, ties: csr_array) -> Core:
    """Borgatti & Everett's discrete core, ties between core and periphery left out of account.

    Then the best core is a set of the agencies with the most partners (Lip 2011, arXiv:1102.5511), so that the answer is exact.
    `fit` is 0 where there is no core or no periphery.
    """
    partners = np.diff(ties.indptr).astype(np.int64)
    order = np.lexsort((np.arange(len(partners)), -partners))
    if not partners.sum():
        return Core(view.scope, (), 0.0)
    among = partners[order].cumsum()
    size = np.arange(1, len(order) + 1)
    score = size * (size - 1) / 2 - among  # missing ties inside plus ties outside, up to a constant, as Lip derives
    best = int(len(score) - np.argmin(score[::-1]))
    return Core(view.scope, tuple(view.agencies[column] for column in order[:best]), _fit(ties, order[:best]))


def _fit(ties: csr_array, core: Ints) -> float:
    """The correlation between having a tie and being inside, over pairs inside the core and pairs inside the periphery."""
    inside = np.zeros(ties.shape[0], dtype=np.bool_)
    inside[core] = True
    rows, columns = ties.nonzero()
    tied_in = int((inside[rows] & inside[columns]).sum()) / 2
    tied_out = int((~inside[rows] & ~inside[columns]).sum()) / 2
    c, p = len(core), ties.shape[0] - len(core)
    pairs_in, pairs_out = c * (c - 1) / 2, p * (p - 1) / 2
    ties_all, pairs_all = tied_in + tied_out, pairs_in + pairs_out
    spread = pairs_in * pairs_out * ties_all * (pairs_all - ties_all)
    return float((tied_in * (pairs_out - tied_out) - tied_out * (pairs_in - tied_in)) / np.sqrt(spread)) if spread > 0 else 0.0


def nodf(incidence: csr_array) -> float:
    """NODF, nestedness from overlap and decreasing fill (Almeida-Neto et al. 2008, 10.1111/j.0030-1299.2008.16644.x), 0 to 100.

    Over all rows and columns of the matrix that hold anything.
    """
    overlaps = [_overlap(side) for side in (incidence, incidence.T.tocsr())]
    pairs = sum(count for _, count in overlaps)
    return 100 * sum(overlap for overlap, _ in overlaps) / pairs if pairs else 0.0


def _overlap(matrix: csr_array) -> tuple[float, float]:
    """The summed overlap of each row with every fuller one, and the number of pairs of rows that hold anything."""
    fill = np.diff(matrix.indptr).astype(np.int64)
    shared = (matrix @ matrix.T).tocoo()
    fewer = fill[shared.row] < fill[shared.col]
    rows = int(np.count_nonzero(fill))
    return float((shared.data[fewer] / fill[shared.row[fewer]]).sum()), rows * (rows - 1) / 2


def parts_of(view: View) -> Iterator[tuple[tuple[TaskNode, ...], tuple[AgencyNode, ...]]]:
    """The connected parts of the view, largest first: their tasks and agencies."""
    network = two_mode(view.incidence)
    rows = np.flatnonzero(view.leads_per_task())
    for part in sorted(rx.connected_components(network.graph), key=lambda part: (-len(part), min(part))):
        tasks = tuple(view.tasks[rows[node]] for node in sorted(part) if node < network.tasks)
        yield tasks, tuple(view.agencies[node - network.tasks] for node in sorted(part) if node >= network.tasks)
