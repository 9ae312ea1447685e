"""Loads: how often a body is named, how concentrated the naming is, how many share a task.

A load counts namings, never work: tasks differ in size, and where 牵头 means 责任 a long list is a habit of writing. The fractional
load Σ 1/k_t is what a body would carry if each task's agencies shared it evenly, which nobody says they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from planggraph.model import Task
from planggraph.network.views import AgencyNode, Floats, Ints, Scope, TaskNode, View

__all__ = [
    "CatchAll",
    "Concentration",
    "Coverage",
    "Load",
    "Multiplicity",
    "catch_all",
    "concentration",
    "coverage",
    "fractional",
    "gini",
    "loads",
    "multiplicity",
    "orphans",
    "section_reach",
    "sections_of",
    "sole_leads",
    "tasks_named_for",
]


@dataclass(frozen=True, slots=True)
class Load:
    """One agency: tasks that name it, the sum of 1/k over them, tasks that name it alone, and in how many sections they stand."""

    agency: AgencyNode
    tasks: int
    fractional: float
    sole: int
    sections: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """Whether the naming is concentrated. `even` is the HHI if all were named equally often; `top` the share of the `n` most named."""

    scope: Scope
    hhi: float
    hhi_fractional: float
    even: float
    gini: float
    n: int
    top: int
    top_share: float


@dataclass(frozen=True, slots=True)
class Multiplicity:
    """How many agencies a task names: the mean and most over the tasks that name any, tasks with two or more, with five or more."""

    scope: Scope
    mean: float
    most: int
    shared: int
    many: int


@dataclass(frozen=True, slots=True)
class CatchAll:
    """Tasks that name a group, those that name nothing else, and those whose list ends with 等."""

    scope: Scope
    with_group: tuple[TaskNode, ...]
    only_groups: tuple[TaskNode, ...]
    open_lists: tuple[TaskNode, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Tasks that name a supporting body, tasks that name a person, and tasks that carry a deadline, of all tasks."""

    tasks: int
    with_support: int
    with_person: int
    with_deadline: int


def fractional(view: View) -> Floats:
    """Σ 1/k_t over each agency's tasks."""
    leads = view.leads_per_task()
    share = np.divide(1.0, leads, out=np.zeros(len(leads)), where=leads > 0)
    return np.asarray(view.incidence.T @ share, dtype=np.float64)


def loads(view: View) -> tuple[Load, ...]:
    """Every agency's load, most tasks first, then the larger fractional load, then as written."""
    tasks, shares = view.tasks_per_agency(), fractional(view)
    alone = (view.leads_per_task() == 1).astype(np.int64)
    sole = np.asarray(view.incidence.T @ alone, dtype=np.int64)
    reach = sections_of(view)
    order = np.lexsort((np.arange(len(tasks)), -np.round(shares, 9), -tasks))
    return tuple(Load(view.agencies[a], int(tasks[a]), float(shares[a]), int(sole[a]), int(reach[a])) for a in order)


def sections_of(view: View) -> Ints:
    """In how many sections each agency is named."""
    numbers: dict[str, int] = {}
    rows = np.array([numbers.setdefault(task.section, len(numbers)) for task in view.tasks], dtype=np.int64)
    return section_reach(rows, len(numbers), view.incidence)


def section_reach(rows: Ints, sections: int, incidence: csr_array) -> Ints:
    """For tasks numbered by section (`rows`), the number of distinct sections among each agency's tasks."""
    tasks, columns = incidence.nonzero()
    met = np.unique(columns.astype(np.int64) * max(sections, 1) + rows[tasks])
    return np.bincount(met // max(sections, 1), minlength=incidence.shape[1]).astype(np.int64)


def concentration(view: View, n: int = 3) -> Concentration:
    """HHI, Gini and the share of the n most named; all nought where nobody is named."""
    tasks = view.tasks_per_agency()
    total = int(tasks.sum())
    top = int(np.sort(tasks)[::-1][:n].sum())
    return Concentration(
        view.scope,
        _hhi(tasks.astype(np.float64)),
        _hhi(fractional(view)),
        1 / len(tasks) if len(tasks) else 0.0,
        gini(tasks.astype(np.float64)),
        n,
        top,
        top / total if total else 0.0,
    )


def _hhi(values: Floats) -> float:
    total = float(values.sum())
    return float(((values / total) ** 2).sum()) if total else 0.0


def gini(values: Floats) -> float:
    """The Gini coefficient, 0 for equal values and for none.

    >>> gini(np.array([1.0, 1.0, 1.0, 1.0])), gini(np.array([0.0, 0.0, 0.0, 4.0]))
    (0.0, 0.75)
    """
    total, n = float(values.sum()), len(values)
    if not total:
        return 0.0
    ranks = np.arange(1, n + 1)
    return float(2 * (ranks * np.sort(values)).sum() / (n * total) - (n + 1) / n)


def multiplicity(view: View, many: int = 5) -> Multiplicity:
    """How many agencies the tasks name; `many` is the count from which a list is long."""
    leads = view.leads_per_task()
    named = leads[leads > 0]
    mean = float(named.mean()) if len(named) else 0.0
    return Multiplicity(view.scope, mean, int(named.max(initial=0)), int((leads >= 2).sum()), int((leads >= many).sum()))


def tasks_named_for(view: View, least: int) -> tuple[tuple[TaskNode, int], ...]:
    """The tasks that name `least` agencies or more, most first, with how many."""
    leads = view.leads_per_task()
    order = np.argsort(-leads, kind="stable")
    return tuple((view.tasks[row], int(leads[row])) for row in order if leads[row] >= least)


def sole_leads(view: View) -> tuple[tuple[TaskNode, AgencyNode], ...]:
    """The tasks that name one agency, and which."""
    return tuple((view.tasks[row], view.agencies_of(int(row))[0]) for row in np.flatnonzero(view.leads_per_task() == 1))


def orphans(view: View, absent: tuple[str, ...]) -> tuple[TaskNode, ...]:
    """The tasks all of whose agencies are in the set of keys `absent`; a task that names nobody is not one of them."""
    gone = np.array([agency.key in absent for agency in view.agencies], dtype=np.int64)
    leads = view.leads_per_task()
    lost = np.asarray(view.incidence @ gone, dtype=np.int64) if len(gone) else np.zeros(len(leads), dtype=np.int64)
    return tuple(view.tasks[row] for row in np.flatnonzero((leads > 0) & (lost == leads)))


def catch_all(view: View) -> CatchAll:
    """Where an accountable body is not named one by one; in a view without collectives only open lists are left."""
    leads = view.leads_per_task()
    groups = np.asarray(view.incidence @ view.collective_columns().astype(np.int64), dtype=np.int64) if view.agencies else 0 * leads
    return CatchAll(
        view.scope,
        tuple(view.tasks[row] for row in np.flatnonzero(groups > 0)),
        tuple(view.tasks[row] for row in np.flatnonzero((groups > 0) & (groups == leads))),
        tuple(_open_lists(view)),
    )


def _open_lists(view: View) -> Iterator[TaskNode]:
    for node in view.tasks:
        if any(one.open_list and one.role in view.roles for one in node.task.assignments):
            yield node


def coverage(view: View) -> Coverage:
    """What the tasks state beside who leads them."""
    tasks: list[Task] = [node.task for node in view.tasks]
    support = sum(any(one.role == "support" for one in task.assignments) for task in tasks)
    return Coverage(len(tasks), support, sum(bool(task.people) for task in tasks), sum(bool(task.deadlines) for task in tasks))
