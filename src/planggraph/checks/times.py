"""By when: no deadline, or one that had passed when the document was issued.

A deadline such as 7月前 has two readings, before July and by its end. One that is past in both needs a look; one that is past only
if read strictly is told as that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planggraph.checks.finding import Finding, about_plan, about_task
from planggraph.checks.responsibility import clause_of
from planggraph.model import Deadline, Plan, StatedDate, Task


def time_findings(plan: Plan) -> Iterator[Finding]:
    """Findings about tasks without a deadline and deadlines before the date of the notice."""
    yield from _without(plan)
    if plan.notice.date is not None:
        for task in plan.tasks:
            for deadline in (*task.deadlines, *task.body_deadlines):
                yield from _before(plan, task, deadline, plan.notice.date)


def _without(plan: Plan) -> Iterator[Finding]:
    """One finding for a plan that sets no deadline at all, else one for each task without."""
    without = [task for task in plan.tasks if not task.deadlines and not task.body_deadlines]
    if len(without) > 1 and len(without) == len(plan.tasks):
        yield about_plan("no_deadline_at_all", "warning", plan, (), count=len(without))
        return
    for task in without:
        yield about_task("no_deadline", "warning", plan, task, clause_of(task))


def _before(plan: Plan, task: Task, deadline: Deadline, issued: StatedDate) -> Iterator[Finding]:
    if deadline.kind not in ("by", "range") or deadline.month_end is None:
        return
    evidence = (deadline.evidence, issued.evidence)
    fields = {"surface": deadline.surface, "issued": issued.value.isoformat()}
    if deadline.month_end < issued.value:
        yield about_task("deadline_past", "warning", plan, task, evidence, due=deadline.month_end.isoformat(), **fields)
    elif _strict(deadline) < issued.value:
        yield about_task("deadline_past_strictly", "info", plan, task, evidence, due=_strict(deadline).isoformat(), **fields)


def _strict(deadline: Deadline) -> date:
    return deadline.strict or deadline.month_end or date.max
