"""What if: agencies absent, renamed or merged; a task moved to another lead.

Everything here is a reading of the plan with names changed on paper. A task without a name left is not work that stops, and nobody has
been asked whether they could take over: those listed as able to are the ones already named beside the absent body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array

from planggraph.errors import NotInRegistry
from planggraph.network.loads import Load, loads, orphans, sole_leads
from planggraph.network.structure import cut_off
from planggraph.network.timing import Peak, peaks
from planggraph.network.views import AgencyNode, Directory, Scope, TaskNode, View

__all__ = ["Absence", "Change", "Move", "Reform", "Taker", "absence", "merged", "move", "reform", "renamed"]


class Successors(Directory, Protocol):
    """A directory that knows reforms."""

    def successor(self, key: str, when: date) -> str | None:
        """The key of the body that carries the function on the day."""


@dataclass(frozen=True, slots=True)
class Taker:
    """An agency already named beside the absent ones: for how many of their tasks, and how many it is named for in all."""

    agency: AgencyNode
    shared: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Absence:
    """The plan without some agencies: tasks that then name nobody, tasks left with groups alone, parts and sections cut off.

    `parts` are the sets of tasks no longer connected to the largest part; `sections` the pairs of sections no agency is named in any
    more; `takers` those already named beside the absent, most shared tasks first.
    """

    scope: Scope
    absent: tuple[AgencyNode, ...]
    orphaned: tuple[TaskNode, ...]
    group_only: tuple[TaskNode, ...]
    parts: tuple[tuple[TaskNode, ...], ...]
    sections: tuple[tuple[str, str], ...]
    takers: tuple[Taker, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An agency before and after: tasks that name it, its fractional load, the most tasks due in one month."""

    agency: AgencyNode
    tasks: tuple[int, int]
    fractional: tuple[float, float]
    fullest_month: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reform:
    """The plan under the bodies of another day: who became whom, who ended without a known successor, and what that changes.

    `fewer` are tasks that then name fewer bodies because two of theirs became one, `alone` those that then name one body only.
    """

    before: Scope
    after: Scope
    when: date | None
    became: tuple[tuple[AgencyNode, AgencyNode], ...]
    ended: tuple[AgencyNode, ...]
    fewer: tuple[TaskNode, ...]
    alone: tuple[TaskNode, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A task given to one lead: who was named, who is then, and everyone whose load that changes."""

    scope: Scope
    task: TaskNode
    before: tuple[AgencyNode, ...]
    to: AgencyNode
    changes: tuple[Change, ...]


def absence(view: View, keys: Sequence[str]) -> Absence:
    """The plan without the agencies of these keys; raises KeyError for one that is not in the view."""
    columns = [view.index(key) for key in keys]
    left = _without(view, columns)
    return Absence(
        view.scope,
        tuple(view.agencies[column] for column in columns),
        orphans(view, tuple(keys)),
        _left_to_groups(view, left),
        cut_off(view, keys),
        _sections_cut(view, left),
        _takers(view, columns),
    )


def _without(view: View, columns: Sequence[int]) -> View:
    """The view with these agencies named for nothing."""
    kept = np.ones(len(view.agencies), dtype=np.int64)
    kept[list(columns)] = 0
    incidence = csr_array(view.incidence.multiply(kept[None, :]))
    incidence.eliminate_zeros()
    return replace(view, incidence=incidence)


def _left_to_groups(view: View, left: View) -> tuple[TaskNode, ...]:
    """Tasks that name somebody besides groups in one view and only groups in the other."""
    single = 1 - view.collective_columns().astype(np.int64)
    before, after = view.incidence @ single, left.incidence @ single
    return tuple(view.tasks[row] for row in np.flatnonzero((before > 0) & (after == 0) & (left.leads_per_task() > 0)))


def _sections_cut(view: View, left: View) -> tuple[tuple[str, str], ...]:
    """The pairs of sections of a plan that share an agency in one view and none in the other, by title."""
    lost = _section_pairs(view) - _section_pairs(left)
    titles = {task.section: task.section_title or task.section for task in view.tasks}
    order = {section: place for place, section in enumerate(titles)}
    ordered = sorted(lost, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return tuple((titles[first], titles[second]) for first, second in ordered)


def _section_pairs(view: View) -> set[tuple[str, str]]:
    columns, found = view.columns(), set()
    for agency in range(len(view.agencies)):
        rows = np.sort(columns.indices[columns.indptr[agency] : columns.indptr[agency + 1]])
        sections = dict.fromkeys((view.tasks[row].plan, view.tasks[row].section) for row in rows)
        found |= {(first[1], second[1]) for first, second in combinations(sections, 2) if first[0] == second[0]}
    return found


def _takers(view: View, columns: Sequence[int]) -> tuple[Taker, ...]:
    """Single bodies outside the set, by the number of tasks that name them beside one of the set."""
    gone = np.zeros(len(view.agencies), dtype=np.int64)
    gone[list(columns)] = 1
    touched = (view.incidence @ gone > 0).astype(np.int64)
    shared, tasks = view.incidence.T @ touched, view.tasks_per_agency()
    shared = np.where((gone == 1) | view.collective_columns(), 0, shared)
    order = np.argsort(-shared, kind="stable")
    return tuple(Taker(view.agencies[column], int(shared[column]), int(tasks[column])) for column in order if shared[column])


def reform(view: View, registry: Successors, when: date) -> Reform:
    """The plan under the bodies in force on a day: each agency as its successor on it; groups stay as they are."""
    into: dict[str, str] = {}
    ended: list[AgencyNode] = []
    for agency in view.agencies:
        if agency.collective or not agency.placed:
            continue
        after = _successor(registry, agency.key, when)
        if after is None:
            ended.append(agency)
        elif after != agency.key:
            into[agency.key] = after
    return replace(merged(view, into, registry), when=when, ended=tuple(ended))


def _successor(registry: Successors, key: str, when: date) -> str | None:
    try:
        return registry.successor(key, when)
    except NotInRegistry:
        return key


def merged(view: View, into: Mapping[str, str], registry: Directory) -> Reform:
    """The plan with the agencies of some keys under other keys; keys that are not in the view change nothing."""
    after = renamed(view, into, registry)
    nodes = {agency.key: agency for agency in after.agencies}
    fewer = np.flatnonzero(after.leads_per_task() < view.leads_per_task())
    before_alone = {task.key for task, _ in sole_leads(view)}
    return Reform(
        view.scope,
        after.scope,
        None,
        tuple((agency, nodes[into[agency.key]]) for agency in view.agencies if into.get(agency.key, agency.key) != agency.key),
        (),
        tuple(view.tasks[row] for row in fewer),
        tuple(task for task, _ in sole_leads(after) if task.key not in before_alone),
        changes(view, after),
    )


def renamed(view: View, into: Mapping[str, str], registry: Directory) -> View:
    """The view with the agencies of some keys under other keys; agencies that become one are named once for a task."""
    keys = [into.get(agency.key, agency.key) for agency in view.agencies]
    own = {agency.key: agency for agency in view.agencies}
    nodes = {key: own.get(key) or _node(registry, key) for key in keys}
    place = {key: column for column, key in enumerate(nodes)}
    ones = np.ones(len(keys), dtype=np.int64)
    fold = csr_array((ones, (np.arange(len(keys)), [place[key] for key in keys])), shape=(len(keys), len(nodes)))
    incidence = csr_array(view.incidence @ fold)
    incidence.data[:] = 1
    return replace(view, agencies=tuple(nodes.values()), incidence=incidence)


def _node(registry: Directory, key: str) -> AgencyNode:
    try:
        known = registry.agency(key)
    except NotInRegistry:
        return AgencyNode(key, key, key, "unknown", collective=False, placed=False)
    return AgencyNode(key, known.label_zh, known.label_en or known.label_zh, known.kind, collective=False, placed=True)


def move(view: View, task: str, to: str) -> Move:
    """The plan with a task (by its key) named for one agency alone; raises KeyError where either is not in the view."""
    rows = {node.key: row for row, node in enumerate(view.tasks)}
    row, column = rows[task], view.index(to)
    dense = view.incidence.tolil()
    dense[row, :] = 0
    dense[row, column] = 1
    incidence = csr_array(dense.tocsr())
    incidence.eliminate_zeros()
    after = replace(view, incidence=incidence)
    return Move(view.scope, view.tasks[row], view.agencies_of(row), view.agencies[column], changes(view, after))


def changes(before: View, after: View) -> tuple[Change, ...]:
    """The agencies whose load, tasks or fullest month differ between two views, the largest change of load first."""
    then, now = ({load.agency.key: load for load in loads(view)} for view in (before, after))
    months_then, months_now = ({peak.agency.key: peak for peak in peaks(view)} for view in (before, after))
    found = [_change(key, then, now, months_then, months_now) for key in (then | now)]
    kept = [one for one in found if one.tasks[0] != one.tasks[1] or abs(one.fractional[0] - one.fractional[1]) > 1e-9]
    return tuple(sorted(kept, key=lambda one: -abs(one.fractional[0] - one.fractional[1])))


def _change(
    key: str, then: Mapping[str, Load], now: Mapping[str, Load], months_then: Mapping[str, Peak], months_now: Mapping[str, Peak]
) -> Change:
    loads_of = [side.get(key) for side in (then, now)]
    months = [side.get(key) for side in (months_then, months_now)]
    node = next(load.agency for load in loads_of if load)
    tasks = [load.tasks if load else 0 for load in loads_of]
    shares = [load.fractional if load else 0.0 for load in loads_of]
    full = [peak.count if peak else 0 for peak in months]
    return Change(node, (tasks[0], tasks[1]), (shares[0], shares[1]), (full[0], full[1]))
