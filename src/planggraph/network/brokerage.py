"""Brokerage: which sectors an agency stands between.

Directed (Gould & Fernandez 1989, 10.2307/270949): v brokers between a and b when a → v → b and not a → b, and its role depends on the
sectors of the three: coordinator AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC. Directed ties are either stated
(lead → support of a task) or inferred from the order of writing (first-listed lead → the others); the kind of tie goes with every count.

Two-mode (after Jasny & Lubell 2015, 10.1016/j.socnet.2014.11.005): pairs of an agency's tasks that no other agency holds together, and
pairs of agencies that meet in one task alone, each by whether it stays within a section or a sector. This fits better where a plan names
leads. None of it is brokerage as anyone's behaviour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from planggraph.network.sharing import tie_list
from planggraph.network.views import AgencyNode, Ints, Scope, TaskNode, View, rows_of

__all__ = [
    "GouldFernandez",
    "Meeting",
    "TieKind",
    "TwoModeBroker",
    "broker_roles",
    "directed_ties",
    "gould_fernandez",
    "meetings",
    "two_mode_brokers",
]

TieKind = Literal["stated", "inferred"]
BrokerRole = Literal["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]

ROLES: tuple[BrokerRole, ...] = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class GouldFernandez:
    """How many open two-paths run through an agency in each role, and from which kind of directed tie they are counted."""

    agency: AgencyNode
    ties: TieKind
    tasks: int
    coordinator: int
    itinerant: int
    gatekeeper: int
    representative: int
    liaison: int


@dataclass(frozen=True, slots=True)
class TwoModeBroker:
    """Pairs of an agency's tasks that it alone holds together: within one section, and across two."""

    scope: Scope
    agency: AgencyNode
    tasks: int
    within: int
    across: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A task, and the pairs of its agencies that are named together nowhere else: of one sector, of two, or with a group."""

    task: TaskNode
    within: int
    across: int
    with_group: int


def broker_roles(edges: Iterable[tuple[str, str]], sector: dict[str, str]) -> dict[str, dict[BrokerRole, int]]:
    """The Gould–Fernandez counts of every node of a directed network without loops, given each node's sector."""
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for source, target in edges:
        if source != target:
            after[source].add(target)
            before[target].add(source)
    nodes = sorted(before.keys() | after.keys())
    counts: dict[str, dict[BrokerRole, int]] = {node: dict.fromkeys(ROLES, 0) for node in nodes}
    for node in nodes:
        for source, target in product(before.get(node, ()), after.get(node, ())):
            if source != target and target not in after.get(source, ()):
                counts[node][_role(sector[source], sector[node], sector[target])] += 1
    return counts


def _role(source: str, broker: str, target: str) -> BrokerRole:
    if source == target:
        return "coordinator" if broker == source else "itinerant"
    if broker == target:
        return "gatekeeper"
    return "representative" if broker == source else "liaison"


def directed_ties(view: View, kind: TieKind) -> tuple[tuple[int, int], ...]:
    """Pairs of columns: stated ties from each lead to each support of a task, or inferred ones from its first lead to the others.

    Stated ties need a view that holds both roles.
    """
    columns = {agency.key: column for column, agency in enumerate(view.agencies)}
    ties: dict[tuple[int, int], None] = {}
    for node in view.tasks:
        by_role: dict[str, dict[int, None]] = {"lead": {}, "support": {}}
        for one in node.task.assignments:
            column = columns.get(one.identity.key or f"{node.plan}/agency/{one.agency}")
            if column is not None and one.role in by_role:
                by_role[one.role][column] = None
        leads, others = list(by_role["lead"]), list(by_role["support"])
        sources, targets = (leads, others) if kind == "stated" else (leads[:1], leads[1:])
        ties.update(dict.fromkeys((source, target) for source in sources for target in targets if source != target))
    return tuple(ties)


def gould_fernandez(view: View, kind: TieKind) -> tuple[GouldFernandez, ...]:
    """The brokerage roles of the agencies that have any, by sector (the registry's kind of body), most two-paths first."""
    keys = {agency.key: column for column, agency in enumerate(view.agencies)}
    edges = [(view.agencies[source].key, view.agencies[target].key) for source, target in directed_ties(view, kind)]
    roles = broker_roles(edges, {agency.key: agency.kind for agency in view.agencies})
    tasks = view.tasks_per_agency()
    found = [
        GouldFernandez(view.agencies[keys[key]], kind, int(tasks[keys[key]]), *(counts[role] for role in ROLES))
        for key, counts in roles.items()
        if any(counts.values())
    ]
    return tuple(sorted(found, key=lambda one: (-_total(one), keys[one.agency.key])))


def _total(one: GouldFernandez) -> int:
    return one.coordinator + one.itinerant + one.gatekeeper + one.representative + one.liaison


def two_mode_brokers(view: View) -> tuple[TwoModeBroker, ...]:
    """The agencies that alone hold pairs of tasks together, most pairs across sections first."""
    numbers: dict[str, int] = {}
    sections = np.array([numbers.setdefault(task.section, len(numbers)) for task in view.tasks], dtype=np.int64)
    load, scope = view.tasks_per_agency(), view.scope
    columns = view.columns()
    split = [_held(view, rows_of(columns, column), sections) for column in range(len(view.agencies))]
    found = [
        TwoModeBroker(scope, agency, int(tasks), within, across)
        for agency, tasks, (within, across) in zip(view.agencies, load, split, strict=True)
        if within or across
    ]
    return tuple(sorted(found, key=lambda one: (-one.across, -one.within)))


def _held(view: View, rows: Ints, sections: Ints) -> tuple[int, int]:
    """Pairs of an agency's tasks without another common agency: within a section, across sections."""
    own = view.incidence[rows]
    shared = (own @ own.T).toarray()
    open_pairs = np.triu(shared == 1, k=1)
    same = sections[rows][:, None] == sections[rows][None, :]
    return int((open_pairs & same).sum()), int((open_pairs & ~same).sum())


def meetings(view: View) -> tuple[Meeting, ...]:
    """The tasks at which agencies meet that are named together nowhere else, most such pairs across sectors first."""
    ties = tie_list(view)
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    columns = view.columns()
    for first, second in zip(ties.first[ties.count == 1], ties.second[ties.count == 1], strict=True):
        (row,) = np.intersect1d(rows_of(columns, int(first)), rows_of(columns, int(second)), assume_unique=True)
        counts[int(row)][_mix(view.agencies[first], view.agencies[second])] += 1
    found = [Meeting(view.tasks[row], *three) for row, three in sorted(counts.items())]
    return tuple(sorted(found, key=lambda one: -one.across))


def _mix(first: AgencyNode, second: AgencyNode) -> int:
    if first.collective or second.collective:
        return 2
    return 0 if first.kind == second.kind else 1
