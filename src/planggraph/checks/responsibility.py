"""Who answers for a task: nobody, only groups, several without a first.

The bodies that answer are the leads of a task; where it names no lead, those it makes responsible. A document may say that the body
listed first is the lead (`RoleRule` first_is_lead); without such a rule, order alone settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from planggraph.checks.finding import Finding, about_plan, about_task, listed
from planggraph.model import Assignment, Evidence, Plan, Task


def responsibility_findings(plan: Plan) -> Iterator[Finding]:
    """Findings about the leads of each task, about open lists and names that could not be placed, and about persons."""
    for task in plan.tasks:
        yield from _leads(plan, task)
        yield from _names(plan, task)
    yield from _persons(plan)


def clause_of(task: Task) -> tuple[Evidence, ...]:
    """The words that say who and when, or the whole task where it has none."""
    return task.clauses or (task.evidence,)


def answering(task: Task) -> tuple[Assignment, ...]:
    """The assignments of the bodies that answer for a task: its leads, else the responsible ones."""
    leads = tuple(one for one in task.assignments if one.role == "lead")
    return leads or tuple(one for one in task.assignments if one.role == "responsible")


def bodies(assignments: tuple[Assignment, ...]) -> dict[str, str]:
    """The names of bodies by what tells them apart: the registry's key, else the name."""
    return {one.identity.key or one.agency: one.agency for one in reversed(assignments)}


def _leads(plan: Plan, task: Task) -> Iterator[Finding]:
    named = answering(task)
    names = tuple(dict.fromkeys(one.agency for one in named))
    if not named:
        yield about_task("no_lead", "warning", plan, task, clause_of(task))
        return
    if all(one.collective for one in named):
        yield about_task("groups_only", "warning", plan, task, clause_of(task), names=listed(names))
    count = len(bodies(named))
    if count > 1 and not _ranked(plan, task, named):
        kind = "several_leads" if named[0].role == "lead" else "several_responsible"
        yield about_task(kind, "info", plan, task, clause_of(task), names=listed(names), count=count)


def _ranked(plan: Plan, task: Task, named: tuple[Assignment, ...]) -> bool:
    stated = any(rule.kind == "first_is_lead" and rule.evidence.start < task.evidence.end for rule in plan.role_rules)
    return stated or any(one.basis == "first_listed_rule" for one in named)


def _names(plan: Plan, task: Task) -> Iterator[Finding]:
    for one in task.assignments:
        if one.identity.status in ("ambiguous", "unknown"):
            yield about_task("name_unplaced", "warning", plan, task, (one.evidence,), name=one.agency)
        if one.open_list:
            yield about_task("list_open", "info", plan, task, (one.evidence, *clause_of(task)), name=one.agency)


def _persons(plan: Plan) -> Iterator[Finding]:
    """One finding for a plan that names no person at all, else one for each task that names none."""
    without = [task for task in plan.tasks if not task.people]
    if without and len(without) == len(plan.tasks):
        yield about_plan("no_person_at_all", "info", plan, (), count=len(without))
        return
    for task in without:
        yield about_task("no_person", "info", plan, task, clause_of(task))
