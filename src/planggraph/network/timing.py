"""Deadline collisions: how many of an agency's tasks fall due in the same month.

Both readings of 11月前 are kept: month_end puts it in November, strict in October. A peak is one of nominal deadlines: 12月前 often
means no more than "this year". Whether a peak is more than the plan's own bunching is tested by dealing the deadlines out anew among
the tasks of each plan (`null_models.deadline_peaks`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from planggraph.model import Deadline
from planggraph.network.views import AgencyNode, Ints, Scope, TaskNode, View

__all__ = ["Due", "Peak", "Reading", "due", "months_of", "peaks", "task_months"]

Reading = Literal["month_end", "strict"]


@dataclass(frozen=True, slots=True)
class Due:
    """The tasks that name an agency and fall due in a month (YYYY-MM)."""

    agency: AgencyNode
    month: str
    tasks: tuple[TaskNode, ...]


@dataclass(frozen=True, slots=True)
class Peak:
    """An agency's fullest month: `count` of its `dated` tasks (those with a month at all) out of `tasks` that name it."""

    scope: Scope
    reading: Reading
    agency: AgencyNode
    month: str
    count: int
    dated: int
    tasks: int


def months_of(deadlines: tuple[Deadline, ...], reading: Reading) -> tuple[str, ...]:
    """The months (YYYY-MM) that a task's deadlines fall in, each once; open-ended deadlines fall in none."""
    days: list[date | None] = [one.strict if reading == "strict" else one.month_end for one in deadlines]
    return tuple(sorted({f"{day:%Y-%m}" for day in days if day}))


def task_months(view: View, reading: Reading) -> tuple[tuple[str, ...], csr_array]:
    """The months met, in order, and tasks by months with 1 where a task falls due."""
    found = [months_of(node.task.deadlines, reading) for node in view.tasks]
    months = tuple(sorted({month for one in found for month in one}))
    place = {month: column for column, month in enumerate(months)}
    rows = [row for row, one in enumerate(found) for _ in one]
    columns = [place[month] for one in found for month in one]
    shape = (len(found), len(months))
    return months, csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape, dtype=np.int64)


def due(view: View, reading: Reading = "month_end") -> tuple[Due, ...]:
    """For each agency and month with a deadline, the tasks; agencies as in the view, months in order."""
    found: dict[tuple[int, str], list[TaskNode]] = {}
    for row, node in enumerate(view.tasks):
        start, end = view.incidence.indptr[row : row + 2]
        for month in months_of(node.task.deadlines, reading):
            for column in view.incidence.indices[start:end].tolist():
                found.setdefault((column, month), []).append(node)
    return tuple(Due(view.agencies[column], month, tuple(found[column, month])) for column, month in sorted(found))


def peaks(view: View, reading: Reading = "month_end") -> tuple[Peak, ...]:
    """Each agency's fullest month (the earliest of equal ones), fullest first; agencies without a dated task have none."""
    months, calendar = task_months(view, reading)
    if not months or not view.agencies:
        return ()
    counts: Ints = (view.incidence.T @ calendar).toarray()
    has_date = (np.asarray(calendar.sum(axis=1)) > 0).astype(np.int64)
    dated, tasks = np.asarray(view.incidence.T @ has_date), view.tasks_per_agency()
    fullest, scope = counts.argmax(axis=1), view.scope
    found = [
        Peak(scope, reading, agency, months[fullest[a]], int(counts[a, fullest[a]]), int(dated[a]), int(tasks[a]))
        for a, agency in enumerate(view.agencies)
        if dated[a]
    ]
    return tuple(sorted(found, key=lambda peak: -peak.count))
