"""Views of the naming network: which agencies a set of plans names for which tasks.

A view is a two-mode network of tasks and agencies, drawn from the assignments of chosen roles. It says how it treats collective
bodies, and every number computed from it carries that statement (`Scope`):

- as_written: 各区政府 is one node. Right for "who is named".
- without: collective bodies are left out. Right for comparing departments.
- expanded: a closed group stands as its members on the day of the plan. Right only for "what must this district do"; the members of
  a group then look exactly alike, so no network measure should be read from it. A group without known members stays one node.

An agency named twice for one task counts once. An agency the registry cannot place is a node of its own plan and is never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from planggraph.errors import NotInRegistry
from planggraph.model import Assignment, Plan, Role, Task
from planggraph.registry import Agency

__all__ = ["AgencyNode", "Collectives", "Directory", "Floats", "Ints", "Scope", "TaskNode", "View", "from_plans", "main_roles", "rows_of"]

Collectives = Literal["as_written", "without", "expanded"]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GROUP_KINDS = ("collective", "collective_open")
UNKNOWN = "unknown"


class Directory(Protocol):
    """What a view needs of a registry: who a key is, and who belongs to a group."""

    def agency(self, key: str) -> Agency:
        """The body or group of a key; raises `NotInRegistry`."""

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        """The keys of a closed group's members on the day."""


@dataclass(frozen=True, slots=True)
class AgencyNode:
    """An agency of a view.

    `key` is the registry's, or "{plan}/agency/{name}" for a name it cannot place (`placed` is then False). `kind` is the registry's
    ("party", "government", …; "collective" for a group). `names` are the ways the plans write it.
    """

    key: str
    label_zh: str
    label_en: str
    kind: str
    collective: bool
    placed: bool
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskNode:
    """A task of a view: its key "{plan}/task/{id}", its plan, the section it stands in, and the record it was read into."""

    key: str
    plan: str
    section: str
    section_title: str
    task: Task = field(repr=False)

    @property
    def notation(self) -> str:
        """The short form people use: 四7."""
        return self.task.notation


@dataclass(frozen=True, slots=True)
class Scope:
    """What a number speaks of. `named` counts the tasks that name an agency in this view, `ties` the agency–task pairs."""

    collectives: Collectives
    roles: tuple[Role, ...]
    plans: int
    tasks: int
    named: int
    agencies: int
    ties: int


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Tasks (rows) by agencies (columns): `incidence` holds 1 where an agency is named for a task, as int64.

    Tasks stand in document order, agencies in the order they are first named; a task that names nobody in this view is an empty row.
    """

    collectives: Collectives
    roles: tuple[Role, ...]
    tasks: tuple[TaskNode, ...]
    agencies: tuple[AgencyNode, ...]
    incidence: csr_array

    @property
    def scope(self) -> Scope:
        """The statement that goes with every number of this view."""
        named = int(np.count_nonzero(self.leads_per_task()))
        plans = len({task.plan for task in self.tasks})
        return Scope(self.collectives, self.roles, plans, len(self.tasks), named, len(self.agencies), int(self.incidence.nnz))

    def leads_per_task(self) -> Ints:
        """k_t: how many agencies each task names."""
        return np.asarray(self.incidence.sum(axis=1), dtype=np.int64)

    def tasks_per_agency(self) -> Ints:
        """d_a: in how many tasks each agency is named."""
        return np.asarray(self.incidence.sum(axis=0), dtype=np.int64)

    def collective_columns(self) -> NDArray[np.bool_]:
        """Which agencies are groups."""
        return np.array([agency.collective for agency in self.agencies], dtype=np.bool_)

    def blocks(self) -> Ints:
        """The number of each task's plan, from 0 in document order: what a null model keeps apart."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(task.plan, len(numbers)) for task in self.tasks], dtype=np.int64)

    def tasks_of(self, agency: int) -> tuple[TaskNode, ...]:
        """The tasks that name the agency at this index."""
        return tuple(self.tasks[row] for row in rows_of(self.columns(), agency))

    def columns(self) -> csc_array:
        """The incidence by columns, for `rows_of`."""
        return self.incidence.tocsc()

    def agencies_of(self, task: int) -> tuple[AgencyNode, ...]:
        """The agencies that the task at this index names."""
        start, end = self.incidence.indptr[task : task + 2]
        return tuple(self.agencies[column] for column in self.incidence.indices[start:end])

    def index(self, key: str) -> int:
        """The column of an agency; raises KeyError."""
        for column, agency in enumerate(self.agencies):
            if agency.key == key:
                return column
        raise KeyError(key)

    def to_networkx(self) -> nx.Graph[str]:
        """The two-mode network in networkx: tasks with bipartite=0, agencies with bipartite=1, all with their labels."""
        graph: nx.Graph[str] = nx.Graph(collectives=self.collectives, roles=self.roles)
        for task in self.tasks:
            graph.add_node(task.key, bipartite=0, label=task.notation, title=task.task.title, plan=task.plan, section=task.section_title)
        for agency in self.agencies:
            labels = {"label": agency.label_zh, "label_en": agency.label_en, "kind": agency.kind, "collective": agency.collective}
            graph.add_node(agency.key, bipartite=1, **labels)
        rows, columns = self.incidence.nonzero()
        graph.add_edges_from((self.tasks[row].key, self.agencies[column].key) for row, column in zip(rows, columns, strict=True))
        return graph


def rows_of(columns: csc_array, agency: int) -> Ints:
    """The rows of the tasks that name the agency at this index, in document order."""
    start, end = columns.indptr[agency : agency + 2]
    return np.sort(columns.indices[start:end]).astype(np.int64)


def main_roles(plans: Iterable[Plan]) -> tuple[Role, ...]:
    """The role that says who answers for a task in these plans: lead where any is named, else responsible, else support."""
    used = {assignment.role for plan in plans for task in plan.tasks for assignment in task.assignments}
    order: tuple[Role, ...] = ("lead", "responsible", "support")
    return next(((role,) for role in order if role in used), ("lead",))


def from_plans(
    plans: Sequence[Plan], *, registry: Directory, roles: tuple[Role, ...] = ("lead",), collectives: Collectives = "as_written"
) -> View:
    """The view of the plans' assignments of these roles; plans without tasks, and tasks without such assignments, are no error."""
    drawing = _Drawing(registry, roles, collectives)
    tasks = tuple(node for plan in plans for node in _task_nodes(plan))
    rows: list[int] = []
    columns: list[int] = []
    days = {plan.id: plan.notice.date.value if plan.notice.date else None for plan in plans}
    for row, node in enumerate(tasks):
        found = sorted(set(drawing.columns(node, days[node.plan])))
        rows += [row] * len(found)
        columns += found
    shape = (len(tasks), len(drawing.nodes))
    ones = np.ones(len(rows), dtype=np.int64)
    return View(collectives, roles, tasks, drawing.agencies(), csr_array((ones, (rows, columns)), shape=shape, dtype=np.int64))


def _task_nodes(plan: Plan) -> Iterator[TaskNode]:
    titles = {section.id: section.title for section in plan.sections}
    for task in plan.tasks:
        section = f"{plan.id}/section/{task.section}" if task.section else plan.id
        yield TaskNode(f"{plan.id}/task/{task.id}", plan.id, section, titles.get(task.section or "", ""), task)


class _Drawing:
    """Gives agencies their columns as they are met."""

    def __init__(self, registry: Directory, roles: tuple[Role, ...], collectives: Collectives) -> None:
        self.roles = roles
        self.collectives = collectives
        self.registry = registry
        self.nodes: dict[str, AgencyNode] = {}
        self.places: dict[str, int] = {}
        self.names: dict[str, dict[str, None]] = {}
        self.members = lru_cache(maxsize=None)(self._members)

    def columns(self, node: TaskNode, when: date | None) -> Iterator[int]:
        """The columns of the agencies a task names in this view."""
        for assignment in node.task.assignments:
            if assignment.role not in self.roles or (assignment.collective and self.collectives == "without"):
                continue
            key = assignment.identity.key or f"{node.plan}/agency/{assignment.agency}"
            spread = assignment.collective and self.collectives == "expanded" and assignment.identity.key
            keys = self.members(key, when) if spread else ()
            yield from (self.column(member, None) for member in keys)
            if not keys:
                yield self.column(key, assignment)

    def column(self, key: str, assignment: Assignment | None) -> int:
        """The column of a key; `assignment` is where it was named, None for a member of a group."""
        if key not in self.nodes:
            self.places[key] = len(self.nodes)
            self.nodes[key] = self._node(key, assignment)
        if assignment:
            self.names.setdefault(key, {}).update(dict.fromkeys((assignment.surface, assignment.agency)))
        return self.places[key]

    def agencies(self) -> tuple[AgencyNode, ...]:
        """All agencies met, with the names they were written under."""
        return tuple(replace(node, names=tuple(self.names.get(key, ()))) for key, node in self.nodes.items())

    def _members(self, key: str, when: date | None) -> tuple[str, ...]:
        return self.registry.members(key, when=when)

    def _node(self, key: str, assignment: Assignment | None) -> AgencyNode:
        placed = assignment is None or assignment.identity.key is not None
        try:
            known = self.registry.agency(key) if placed else None
        except NotInRegistry:
            known = None
        stated = assignment.identity.label or assignment.agency if assignment else ""
        collective = assignment.collective if assignment else False
        if known is None:
            label = stated or key
            return AgencyNode(key, label, label, "collective" if collective else UNKNOWN, collective, placed)
        collective = collective or known.kind in GROUP_KINDS
        return AgencyNode(key, stated or known.label_zh, known.label_en or known.label_zh, known.kind, collective, placed=True)
