"""The network measures beside plain networkx, on the same made network, in one run on one core.

    python benchmarks/network.py [--large]

Small: 2,000 agencies in 3,000 tasks, every call of networkx to the end (some minutes). Large (--large): 20,000 agencies as
they stand in 20,000 plans; networkx projects a part of the agencies and counts paths from a part of the nodes, and its time is taken as
that part of the whole. CPU seconds, so that the ratio is what to read; the numbers of both sides are compared where both have all of them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import networkx as nx
import numpy as np
from networkx.algorithms import bipartite
from scipy.sparse import csr_array

from planggraph.model import Evidence, Task
from planggraph.network import centrality, loads, sharing, structure
from planggraph.network.views import AgencyNode, TaskNode, View

T = TypeVar("T")

SMALL = (2_000, 3_000, 14)
LARGE = (20_000, 640_000, 6)
PARTS = 100


def made(agencies: int, tasks: int, longest: int) -> View:
    """Tasks with one to `longest` agencies, drawn from neighbours on a ring with a few drawn from all, some agencies far more often."""
    random = np.random.Generator(np.random.PCG64(1))
    lengths = random.integers(1, longest + 1, size=tasks)
    rows = np.repeat(np.arange(tasks), lengths)
    near = (np.repeat(random.integers(0, agencies, size=tasks), lengths) + random.zipf(1.6, size=len(rows))) % agencies
    far = (agencies * random.random(len(rows)) ** 3).astype(np.int64)
    columns = np.where(random.random(len(rows)) < 0.1, far, near)
    cells = np.unique(rows * agencies + columns)
    ones = np.ones(len(cells), dtype=np.int64)
    incidence = csr_array((ones, (cells // agencies, cells % agencies)), shape=(tasks, agencies))
    words = Evidence(0, 1, "。", "made")
    task = Task("1", "1", None, (), None, "", "", words)
    nodes = tuple(TaskNode(f"t{n}", f"plan{n // 32}", f"s{n // 8}", "", task) for n in range(tasks))
    bodies = tuple(AgencyNode(f"a{n}", f"a{n}", f"a{n}", "government", collective=False, placed=True) for n in range(agencies))
    return View("as_written", ("lead",), nodes, bodies, incidence)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` gives, and the CPU seconds it took."""
    start = time.process_time()
    return work(), time.process_time() - start


def line(name: str, ours: float, theirs: float | None, note: str = "") -> None:
    """One row of the report."""
    ratio = f"{theirs:12.2f} s {theirs / ours:10.0f} x" if theirs is not None else ""
    print(f"  {name:32} {ours:10.3f} s {ratio} {note}")


def compare(view: View, *, parts: int | None) -> None:
    """Each measure here and in networkx; with `parts`, networkx does a part of the projection and of the paths."""
    keys = [agency.key for agency in view.agencies]
    graph = view.to_networkx()
    graph.remove_nodes_from([node for node, degree in list(graph.degree()) if degree == 0 and node.startswith("t")])
    ties, ours = timed(lambda: sharing.shared_tasks(view))
    print(f"{len(keys):,} agencies, {len(view.tasks):,} tasks, {view.incidence.nnz:,} namings, {ties.nnz // 2:,} ties between agencies")
    print(f"  {'':32} {'here':>12} {'networkx':>14} {'ratio':>11}")
    if parts:
        some = keys[:: len(keys) // parts]
        _, theirs = timed(lambda: [projected_row(graph, key) for key in some])
        line("projection", ours, theirs * len(keys) / len(some), f"networkx: {len(some)} agencies, scaled")
    else:
        projected, theirs = timed(lambda: bipartite.weighted_projected_graph(graph, keys))
        line("projection", ours, theirs, "same" if projected.number_of_edges() == ties.nnz // 2 else "DIFFERENT")
    one_mode(view, ties, parts)
    two_mode(view, graph, keys, parts)
    for name, work in (
        ("loads", lambda: loads.loads(view)),
        ("pairs, Newman weights", lambda: sharing.newman_weights(view)),
        ("redundancy", lambda: structure.redundancy(view.incidence)),
        ("nestedness", lambda: structure.nodf(view.incidence)),
        ("core and periphery", lambda: structure.core_periphery(view, ties)),
        ("section links", lambda: structure.section_links(view)),
    ):
        line(name, timed(work)[1], None)


def projected_row(graph: nx.Graph, key: str) -> dict[str, int]:
    """What networkx's weighted projection does for one agency."""
    neighbours = {other for task in graph[key] for other in graph[task]} - {key}
    return {other: len(set(graph[key]) & set(graph[other])) for other in neighbours}


def one_mode(view: View, ties: csr_array, parts: int | None) -> None:
    """Constraint and effective size."""
    if parts:
        line("constraint", timed(lambda: centrality.constraint(ties))[1], None)
        line("effective size", timed(lambda: centrality.effective_size(ties))[1], None)
    else:
        projected = sharing.to_networkx(view)
        ours, seconds = timed(lambda: centrality.constraint(ties))
        theirs, other = timed(lambda: nx.constraint(projected, weight="weight"))
        line("constraint", seconds, other, agree(ours, theirs, view))
        ours, seconds = timed(lambda: centrality.effective_size(ties))
        theirs, other = timed(lambda: nx.effective_size(projected))
        line("effective size", seconds, other, agree(ours, theirs, view))


def two_mode(view: View, graph: nx.Graph, keys: list[str], parts: int | None) -> None:
    """Cut agencies, closeness and betweenness."""
    cuts, seconds = timed(lambda: structure.cut_agencies(view))
    theirs, other = timed(lambda: set(nx.articulation_points(graph)) & set(keys))
    line("cut agencies", seconds, other, "same" if {cut.agency.key for cut in cuts} == theirs else "DIFFERENT")
    if parts:
        print("  betweenness and closeness: not computed at this size (nodes × ties above the limit of a study)")
        return
    ours, seconds = timed(lambda: centrality.closeness(view.incidence))
    line("closeness", seconds, None)
    ours, seconds = timed(lambda: centrality.betweenness(view.incidence))
    found, other = timed(lambda: bipartite.betweenness_centrality(graph, keys))
    line("betweenness, two-mode, exact", seconds, other, agree(ours, found, view))
    ours, seconds = timed(lambda: centrality.between_agencies(view.incidence))
    found, other = timed(lambda: nx.betweenness_centrality_subset(graph, keys, keys, normalized=False))
    pairs = (len(keys) - 1) * (len(keys) - 2) / 2
    line("betweenness between agencies", seconds, other, agree(ours, {key: found[key] / pairs for key in keys}, view))


def agree(ours: np.ndarray, theirs: dict[str, float], view: View) -> str:
    """Whether the two sides give the same numbers."""
    other = np.array([theirs[agency.key] for agency in view.agencies])
    return f"largest difference {np.nanmax(np.abs(ours - other)):.0e}"


def main() -> None:
    """Compare on the small network, and on the large one where asked."""
    compare(made(*SMALL), parts=None)
    if "--large" in sys.argv:
        compare(made(*LARGE), parts=PARTS)


if __name__ == "__main__":
    main()
