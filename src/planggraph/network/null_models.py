"""Null models: is a body's place in the network more than the number of its tasks and the length of their lists?

Every statistic of an agency is compared with its values in shuffles that keep both (see `shuffles`), one-sided, and the p-values of
all agencies tested are adjusted together (Benjamini & Hochberg 1995). An agency named for one task stands between nobody in every
shuffle; such agencies are not tested and are not part of the family. Where the draws are too few for any agency of the family to be
found alone, nothing is claimed: the answer is "not tested".

`explained` says what a ranking must say: "yes" (what size alone gives), "no" (beyond it at the level chosen), "not tested".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from planggraph.network import centrality, loads, structure, timing
from planggraph.network.shuffles import STEPS, draws
from planggraph.network.views import AgencyNode, Floats, Ints, Scope, View

__all__ = [
    "AgencyTest",
    "AgencyTests",
    "Explained",
    "NetworkTest",
    "Statistic",
    "deadline_peaks",
    "draws_needed",
    "explained",
    "section_reach",
    "test_agencies",
    "test_network",
]

Explained = Literal["yes", "no", "not tested"]
Statistic = Callable[[csr_array], Floats]
"""From an incidence matrix (tasks by agencies) to one value for each agency."""

SAME = 1e-12
"""Values closer than this are equal: sums over a shuffled network differ in their last bits."""


@dataclass(frozen=True, slots=True)
class AgencyTest:
    """One agency under a statistic: what was found, the mean and spread of the draws, p, p adjusted over the family.

    `z`, `p` and `adjusted` are None for an agency that was not tested.
    """

    agency: AgencyNode
    tasks: int
    observed: float
    mean: float
    spread: float
    z: float | None
    p: float | None
    adjusted: float | None
    explained: Explained


@dataclass(frozen=True, slots=True)
class AgencyTests:
    """A statistic over all agencies, in the order of the view; `family` were tested together, from `draws` shuffles of `seed`."""

    scope: Scope
    statistic: str
    draws: int
    seed: int
    level: float
    family: int
    agencies: tuple[AgencyTest, ...]

    @property
    def beyond(self) -> tuple[AgencyTest, ...]:
        """The agencies beyond what size gives."""
        return tuple(one for one in self.agencies if one.explained == "no")


@dataclass(frozen=True, slots=True)
class NetworkTest:
    """A statistic of the whole network: what was found, the mean of the draws, and p of as much or more."""

    scope: Scope
    statistic: str
    draws: int
    seed: int
    observed: float
    mean: float
    p: float


def explained(adjusted: float | None, level: float) -> Explained:
    """What an adjusted p-value says."""
    if adjusted is None:
        return "not tested"
    return "no" if adjusted <= level else "yes"


def draws_needed(family: int, level: float) -> int:
    """The fewest draws with which one agency of a family could be found: 1/(1 + draws) must not exceed level / family."""
    return max(1, int(np.ceil(family / level)) - 1)


def test_agencies(
    view: View, name: str, statistic: Statistic, *, draws_made: int = 999, seed: int = 0, level: float = 0.05, steps: int = STEPS
) -> AgencyTests:
    """Tests a statistic of every agency against shuffles of the view; the same seed gives the same answer."""
    observed = statistic(view.incidence)
    sampled = (statistic(one) for one in draws(view.incidence, view.blocks(), draws_made, seed, steps))
    return _tests(view, name, observed, sampled, draws_made, seed, level)


def deadline_peaks(
    view: View, reading: timing.Reading = "month_end", *, draws_made: int = 999, seed: int = 0, level: float = 0.05
) -> AgencyTests:
    """Tests each agency's fullest month against dealing the deadlines anew among the tasks of each plan."""
    _, calendar = timing.task_months(view, reading)
    blocks = view.blocks()
    random = np.random.Generator(np.random.PCG64(seed))

    def peaks(order: Ints) -> Floats:
        if not calendar.shape[1] or not view.agencies:
            return np.zeros(len(view.agencies))
        counts = (view.incidence.T @ calendar[order]).toarray()
        return np.asarray(counts.max(axis=1), dtype=np.float64)

    def dealt() -> Iterator[Floats]:
        by_plan = np.argsort(blocks, kind="stable")
        for _ in range(draws_made):
            order = np.empty(len(blocks), dtype=np.int64)
            order[by_plan] = np.lexsort((random.random(len(blocks)), blocks))
            yield peaks(order)

    return _tests(view, "deadline_peak", peaks(np.arange(len(blocks))), dealt(), draws_made, seed, level)


def _tests(view: View, name: str, observed: Floats, sampled: Iterator[Floats], count: int, seed: int, level: float) -> AgencyTests:
    total, squares, reached = np.zeros(len(observed)), np.zeros(len(observed)), np.zeros(len(observed))
    for value in sampled:
        total += value
        squares += value**2
        reached += value >= observed - SAME
    mean = total / max(count, 1)
    spread = np.sqrt(np.maximum(squares / max(count, 1) - mean**2, 0.0))
    tasks = view.tasks_per_agency()
    tested = np.flatnonzero(tasks > 1)
    enough = count >= draws_needed(len(tested), level)
    p = (1 + reached) / (1 + count)
    adjusted = np.ones(len(p))
    if len(tested):
        adjusted[tested] = false_discovery_control(p[tested])
    rows = tuple(
        _row(view.agencies[a], int(tasks[a]), observed[a], mean[a], spread[a], p[a], adjusted[a], level)
        if enough and tasks[a] > 1
        else AgencyTest(view.agencies[a], int(tasks[a]), float(observed[a]), float(mean[a]), float(spread[a]), None, None, None, "not tested")
        for a in range(len(observed))
    )
    return AgencyTests(view.scope, name, count, seed, level, len(tested) if enough else 0, rows)


def _row(
    agency: AgencyNode, tasks: int, observed: float, mean: float, spread: float, p: float, adjusted: float, level: float
) -> AgencyTest:
    z = float((observed - mean) / spread) if spread > SAME else 0.0
    found = explained(adjusted, level)
    return AgencyTest(agency, tasks, float(observed), float(mean), float(spread), z, float(p), float(adjusted), found)


def test_network(
    view: View, name: str, statistic: Callable[[csr_array], float], *, draws_made: int = 999, seed: int = 0, steps: int = STEPS
) -> NetworkTest:
    """Tests one number of the whole network (NODF, the count of cut agencies) against shuffles of the view."""
    observed = statistic(view.incidence)
    values = np.array([statistic(one) for one in draws(view.incidence, view.blocks(), draws_made, seed, steps)])
    p = (1 + int((values >= observed - SAME).sum())) / (1 + len(values))
    return NetworkTest(view.scope, name, draws_made, seed, observed, float(values.mean()) if len(values) else 0.0, p)


def section_reach(view: View) -> Statistic:
    """The statistic "in how many sections is an agency named", for the sections of this view."""
    numbers: dict[str, int] = {}
    rows = np.array([numbers.setdefault(task.section, len(numbers)) for task in view.tasks], dtype=np.int64)
    return lambda incidence: loads.section_reach(rows, len(numbers), incidence).astype(np.float64)


STATISTICS: dict[str, Statistic] = {
    "betweenness": centrality.betweenness,
    "between_agencies": centrality.between_agencies,
    "articulation": structure.articulation,
}
"""Statistics of an incidence matrix by the name that goes with their results."""
