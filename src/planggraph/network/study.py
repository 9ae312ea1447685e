"""A study of a set of plans: every measure of one view, tested where it can be, gathered for findings, tables and exports.

How much is tested depends on size, never on the clock: betweenness in the two-mode network while that is cheap, else between agencies
alone, else not at all. What was not tested says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planggraph.model import Plan, Role
from planggraph.network import centrality, loads, null_models, sharing, structure, timing
from planggraph.network.expected_degrees import PairTests, pair_tests
from planggraph.network.null_models import AgencyTests, Explained, NetworkTest
from planggraph.network.shuffles import STEPS
from planggraph.network.views import AgencyNode, Collectives, Directory, Floats, View, from_plans, main_roles

__all__ = ["Settings", "Standing", "Study", "standings", "study"]

EXACT = 1_000_000_000
"""Draws × nodes × ties up to which two-mode betweenness is drawn (about ten seconds)."""

CUBES = 100_000_000_000
"""Draws × agencies³ up to which betweenness between agencies is drawn (about a minute)."""

TRADES = 100_000_000
"""Draws × ties × steps up to which shuffles take all their steps (about twenty seconds); above it they take `FEW_STEPS`, up to three
times as many trades. p-values hold with any number of steps."""

FEW_STEPS = 5

PAIR_CELLS = 3_000_000_000
"""Tasks × pairs × most shared up to which pairs are tested."""

RANKED = 1_000_000_000
"""Nodes × ties up to which betweenness and closeness are computed at all (about ten seconds each)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to test: shuffles (None: 999, or as many as the number of agencies asks for), seed of the generator, level."""

    draws: int | None = None
    seed: int = 0
    level: float = 0.05


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency in every measure, its load first. None stands for a measure that is not defined for it or was not computed.

    `explained` says whether size explains its betweenness; `adjusted` is the p-value behind it.
    """

    agency: AgencyNode
    tasks: int
    fractional: float
    sole: int
    sections: int
    degree: float
    betweenness: float | None
    closeness: float | None
    constraint: float | None
    effective_size: float | None
    redundancy: float | None
    cut_parts: int
    p: float | None
    adjusted: float | None
    explained: Explained


@dataclass(frozen=True, slots=True)
class Study:
    """All results on one view. `view` is also what `sharing`, `structure` and `whatif` take for more."""

    settings: Settings
    view: View
    standings: tuple[Standing, ...]
    concentration: loads.Concentration
    multiplicity: loads.Multiplicity
    catch_all: loads.CatchAll
    coverage: loads.Coverage
    sharing: sharing.Sharing
    between: AgencyTests
    pairs: PairTests | None
    cuts: tuple[structure.Cut, ...]
    cut_test: NetworkTest | None
    nestedness: NetworkTest | None
    links: tuple[structure.SectionLink, ...]
    peaks: tuple[timing.Peak, ...]
    peak_tests: AgencyTests


def study(
    plans: Sequence[Plan],
    *,
    registry: Directory,
    roles: tuple[Role, ...] | None = None,
    collectives: Collectives = "as_written",
    settings: Settings | None = None,
    watched: null_models.Watch = null_models.unwatched,
) -> Study:
    """Studies the plans; `roles` are by default the ones that say who answers for a task (`views.main_roles`).

    `watched` is told of the shuffles as they are made, which is what takes time.
    """
    chosen = settings or Settings()
    view = from_plans(plans, registry=registry, roles=roles or main_roles(plans), collectives=collectives)
    draws = draws_for(view, chosen)
    between, whole = _tests(view, draws, chosen, watched)
    return Study(
        settings=chosen,
        view=view,
        standings=standings(view, between),
        concentration=loads.concentration(view),
        multiplicity=loads.multiplicity(view),
        catch_all=loads.catch_all(view),
        coverage=loads.coverage(view),
        sharing=sharing.sharing(view),
        between=between,
        pairs=pair_tests(view, chosen.level) if _pair_cells(view) <= PAIR_CELLS else None,
        cuts=structure.cut_agencies(view),
        cut_test=whole.get("cut_agencies"),
        nestedness=whole.get("nodf"),
        links=structure.section_links(view),
        peaks=timing.peaks(view),
        peak_tests=null_models.deadline_peaks(view, draws_made=draws if _small(view, draws) else 0, seed=chosen.seed, level=chosen.level),
    )


def draws_for(view: View, settings: Settings) -> int:
    """The shuffles to make: as set, else 999 or the fewest with which one agency can be found."""
    if settings.draws is not None:
        return settings.draws
    family = int((view.tasks_per_agency() > 1).sum())
    return max(999, null_models.draws_needed(family, settings.level))


def _small(view: View, draws: int) -> bool:
    return bool(max(draws, 1) * (len(view.tasks) + len(view.agencies)) * view.incidence.nnz <= EXACT)


def _dense(view: View, draws: int) -> bool:
    return bool(max(draws, 1) * len(view.agencies) ** 3 <= CUBES and draws * view.incidence.nnz * FEW_STEPS <= 3 * TRADES)


def _tests(view: View, draws: int, settings: Settings, watched: null_models.Watch) -> tuple[AgencyTests, dict[str, NetworkTest]]:
    """Betweenness, the count of cut agencies and nestedness against the same shuffles, as far as the size of the view allows."""
    small, dense = _small(view, draws), _dense(view, draws)
    name = "betweenness" if small or not dense else "between_agencies"
    known = name == "between_agencies" or _rankable(view)
    statistics: dict[str, null_models.Statistic] = {name: null_models.STATISTICS[name] if known else _unknown}
    whole = WHOLE if small and view.agencies and draws else {}
    made = draws if small or dense else 0
    steps = STEPS if made * view.incidence.nnz * STEPS <= TRADES else FEW_STEPS
    sampled = null_models.sample(view, statistics | whole, draws_made=made, seed=settings.seed, steps=steps, watched=watched)
    return null_models.verdicts(view, sampled[name], settings.level), {one: null_models.verdict(view, sampled[one]) for one in whole}


WHOLE: dict[str, null_models.Statistic] = {
    "cut_agencies": lambda incidence: np.array([structure.articulation(incidence).sum()]),
    "nodf": lambda incidence: np.array([structure.nodf(incidence)]),
}
"""Numbers of the whole network that are tested."""


def _rankable(view: View) -> bool:
    return bool((len(view.tasks) + len(view.agencies)) * view.incidence.nnz <= RANKED)


def _unknown(incidence: object) -> Floats:
    shape = getattr(incidence, "shape", (0, 0))
    return np.full(shape[1], np.nan)


def _pair_cells(view: View) -> int:
    counts = sharing.tie_list(view).count
    return len(view.tasks) * len(counts) * int(counts.max(initial=0))


def standings(view: View, between: AgencyTests) -> tuple[Standing, ...]:
    """Every agency in every measure, ranked by load: most tasks first, as `loads.loads`."""
    ties = sharing.shared_tasks(view)
    two_mode = between.statistic == "betweenness"
    rankable = _rankable(view)
    values = {
        "degree": centrality.degree(view),
        "constraint": centrality.constraint(ties),
        "effective_size": centrality.effective_size(ties),
        "redundancy": structure.redundancy(view.incidence),
        "closeness": centrality.closeness(view.incidence) if rankable else _unknown(view.incidence),
    }
    parts = {cut.agency.key: cut.parts for cut in structure.cut_agencies(view)}
    columns = {agency.key: column for column, agency in enumerate(view.agencies)}
    if not two_mode and rankable:
        values["betweenness"] = centrality.betweenness(view.incidence)
    else:
        values["betweenness"] = np.array([one.observed for one in between.agencies]) if two_mode else _unknown(view.incidence)
    return tuple(_standing(load, columns[load.agency.key], values, parts, between) for load in loads.loads(view))


def _standing(load: loads.Load, column: int, values: dict[str, Floats], parts: dict[str, int], between: AgencyTests) -> Standing:
    test = between.agencies[column]
    own = {name: None if np.isnan(found[column]) else float(found[column]) for name, found in values.items()}
    return Standing(
        agency=load.agency,
        tasks=load.tasks,
        fractional=load.fractional,
        sole=load.sole,
        sections=load.sections,
        degree=own["degree"] or 0.0,
        betweenness=own["betweenness"],
        closeness=own["closeness"],
        constraint=own["constraint"],
        effective_size=own["effective_size"],
        redundancy=own["redundancy"],
        cut_parts=parts.get(load.agency.key, 1),
        p=test.p,
        adjusted=test.adjusted,
        explained=test.explained,
    )
