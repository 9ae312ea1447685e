"""Null models: is a body's place in the network more than the number of its tasks and the length of their lists?

Every statistic of an agency is compared with its values in shuffles that keep both (see `shuffles`), one-sided, and the p-values of
all agencies tested are adjusted together (Benjamini & Hochberg 1995). An agency named for one task stands between nobody in every
shuffle; such agencies are not tested and are not part of the family. Where the draws are too few for any agency of the family to be
found alone, nothing is claimed: the answer is "not tested".

`explained` says what a ranking must say: "yes" (what size alone gives), "no" (beyond it at the level chosen), "not tested".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from planggraph.network import centrality, loads, structure, timing
from planggraph.network.shuffles import STEPS, draws
from planggraph.network.views import AgencyNode, Floats, Scope, View

__all__ = [
    "STATISTICS",
    "AgencyTest",
    "AgencyTests",
    "Explained",
    "NetworkTest",
    "Sample",
    "Statistic",
    "Watch",
    "agency_tests",
    "deadline_peaks",
    "draws_needed",
    "explained",
    "network_test",
    "sample",
    "section_reach",
]

Explained = Literal["yes", "no", "not tested"]
Statistic = Callable[[csr_array], Floats]
"""From an incidence matrix (tasks by agencies) to one value for each agency."""

Watch = Callable[[Iterator[csr_array], int], Iterator[csr_array]]
"""Passes on the shuffles, of which there will be as many as it is told."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A statistic as found and as drawn: for each of its values the mean, the spread and the one-sided p of as much or more."""

    name: str
    draws: int
    seed: int
    observed: Floats
    mean: Floats
    spread: Floats
    p: Floats


def unwatched(shuffles: Iterator[csr_array], total: int) -> Iterator[csr_array]:
    """The shuffles as they are."""
    del total
    return shuffles


def explained(adjusted: float | None, level: float) -> Explained:
    """What an adjusted p-value says."""
    if adjusted is None:
        return "not tested"
    return "no" if adjusted <= level else "yes"


def draws_needed(family: int, level: float) -> int:
    """The fewest draws with which one agency of a family could be found: 1/(1 + draws) must not exceed level / family."""
    return max(1, int(np.ceil(family / level)) - 1)


def agency_tests(
    view: View, name: str, statistic: Statistic, *, draws_made: int = 999, seed: int = 0, level: float = 0.05, steps: int = STEPS
) -> AgencyTests:
    """Tests a statistic of every agency against shuffles of the view; the same seed gives the same answer."""
    sampled = sample(view, {name: statistic}, draws_made=draws_made, seed=seed, steps=steps)
    return verdicts(view, sampled[name], level)


def network_test(
    view: View, name: str, statistic: Callable[[csr_array], float], *, draws_made: int = 999, seed: int = 0, steps: int = STEPS
) -> NetworkTest:
    """Tests one number of the whole network (NODF, the count of cut agencies) against shuffles of the view."""
    sampled = sample(view, {name: lambda one: np.array([statistic(one)])}, draws_made=draws_made, seed=seed, steps=steps)
    return verdict(view, sampled[name])


def sample(
    view: View,
    statistics: Mapping[str, Statistic],
    *,
    draws_made: int = 999,
    seed: int = 0,
    steps: int = STEPS,
    watched: Watch = unwatched,
) -> dict[str, Sample]:
    """Several statistics over the same shuffles of a view; `watched` passes the shuffles on and may show how far they are."""
    tallies = {name: _Tally(statistic(view.incidence)) for name, statistic in statistics.items()}
    for one in watched(draws(view.incidence, view.blocks(), draws_made, seed, steps), draws_made):
        for name, statistic in statistics.items():
            tallies[name].add(statistic(one))
    return {name: tally.sample(name, draws_made, seed) for name, tally in tallies.items()}


def deadline_peaks(
    view: View, reading: timing.Reading = "month_end", *, draws_made: int = 999, seed: int = 0, level: float = 0.05
) -> AgencyTests:
    """Tests each agency's fullest month against dealing the deadlines anew among the tasks of each plan."""
    _, calendar = timing.task_months(view, reading)
    blocks = view.blocks()
    random = np.random.Generator(np.random.PCG64(seed))

    tally = _Tally(_fullest(view, calendar))
    by_plan = np.argsort(blocks, kind="stable")
    for _ in range(draws_made):
        order = np.empty(len(blocks), dtype=np.int64)
        order[by_plan] = np.argsort(blocks + random.random(len(blocks)))
        tally.add(_fullest(view, calendar[order]))
    return verdicts(view, tally.sample("deadline_peak", draws_made, seed), level)


def _fullest(view: View, calendar: csr_array) -> Floats:
    if not calendar.shape[1] or not view.agencies:
        return np.zeros(len(view.agencies))
    return np.asarray((view.incidence.T @ calendar).toarray().max(axis=1), dtype=np.float64)


class _Tally:
    """What the draws of a statistic add up to."""

    def __init__(self, observed: Floats) -> None:
        self.observed = observed
        self.total = np.zeros(len(observed))
        self.squares = np.zeros(len(observed))
        self.reached = np.zeros(len(observed))

    def add(self, values: Floats) -> None:
        self.total += values
        self.squares += values**2
        self.reached += values >= self.observed - SAME

    def sample(self, name: str, count: int, seed: int) -> Sample:
        mean = self.total / max(count, 1)
        spread = np.sqrt(np.maximum(self.squares / max(count, 1) - mean**2, 0.0))
        return Sample(name, count, seed, self.observed, mean, spread, (1 + self.reached) / (1 + count))


def verdicts(view: View, sampled: Sample, level: float) -> AgencyTests:
    """What the draws say of each agency."""
    tasks = view.tasks_per_agency()
    tested = np.flatnonzero(tasks > 1)
    enough = sampled.draws >= draws_needed(len(tested), level)
    adjusted = np.ones(len(tasks))
    if len(tested) and enough:
        adjusted[tested] = false_discovery_control(sampled.p[tested])
    tests = ((a, int(count), float(adjusted[a]) if enough and count > 1 else None) for a, count in enumerate(tasks))
    rows = tuple(_verdict(view.agencies[a], count, a, sampled, found, level) for a, count, found in tests)
    return AgencyTests(view.scope, sampled.name, sampled.draws, sampled.seed, level, len(tested) if enough else 0, rows)


def _verdict(agency: AgencyNode, tasks: int, a: int, sampled: Sample, adjusted: float | None, level: float) -> AgencyTest:
    observed, mean, spread = (float(part[a]) for part in (sampled.observed, sampled.mean, sampled.spread))
    tested = adjusted is not None
    z = (observed - mean) / spread if spread > SAME else 0.0
    p = float(sampled.p[a])
    return AgencyTest(
        agency,
        tasks,
        observed,
        mean,
        spread,
        z if tested else None,
        p if tested else None,
        adjusted,
        explained(adjusted, level),
    )


def verdict(view: View, sampled: Sample) -> NetworkTest:
    """What the draws say of one number of the whole network."""
    observed, mean, p = (float(part[0]) for part in (sampled.observed, sampled.mean, sampled.p))
    return NetworkTest(view.scope, sampled.name, sampled.draws, sampled.seed, observed, mean, p)


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
