"""Which agency or task of a view a person means by a name.

A name fits an agency by its key, its function (coop_office), its full name in either language or a name the plans write it under; failing
those, by a part of such a name that only one agency has. A task is named by its short form (四7), its key, or its title.
"""

from __future__ import annotations

from collections.abc import Iterable

from planggraph.errors import BadParameter, Said
from planggraph.model import Plan
from planggraph.network.views import AgencyNode, TaskNode, View

__all__ = ["agency_named", "plan_named", "task_named"]

NEAR = 5


def agency_named(view: View, name: str, parameter: str) -> AgencyNode:
    """The one agency of the view a name means; raises `BadParameter`, with near names, where there is none or more than one."""
    exact = [agency for agency in view.agencies if name in _names(agency)]
    found = exact or [agency for agency in view.agencies if any(name in one for one in _names(agency))]
    if len(found) == 1:
        return found[0]
    near = found or view.agencies
    raise _unclear(parameter, name, (agency.label_zh for agency in near), (agency.label_en for agency in near), several=bool(found))


def _names(agency: AgencyNode) -> tuple[str, ...]:
    return (agency.key, agency.key.rpartition("/")[2], agency.label_zh, agency.label_en, *agency.names)


def task_named(view: View, name: str, parameter: str) -> TaskNode:
    """The one task of the view a name means; raises `BadParameter` where there is none or more than one."""
    found = [task for task in view.tasks if name in (task.key, task.notation, task.task.title)]
    if len(found) == 1:
        return found[0]
    words = [f"{task.notation} {task.task.title}" for task in (found or view.tasks)]
    raise _unclear(parameter, name, words, words, several=bool(found))


def plan_named(plans: Iterable[Plan], name: str, parameter: str) -> Plan:
    """The one plan a name means: its id, document number, title or year, or part of them; raises `BadParameter`."""
    all_plans = tuple(plans)
    found = [plan for plan in all_plans if any(name in one for one in _plan_names(plan))]
    if len(found) == 1:
        return found[0]
    words = [plan.id for plan in (found or all_plans)]
    raise _unclear(parameter, name, words, words, several=bool(found))


def _plan_names(plan: Plan) -> tuple[str, ...]:
    number = plan.notice.document_number.value if plan.notice.document_number else ""
    return (plan.id, plan.title.value if plan.title else "", number, str(plan.year or ""))


def _unclear(parameter: str, name: str, zh: Iterable[str], en: Iterable[str], *, several: bool) -> BadParameter:
    detail = (
        Said(f"“{name}”可以指多个", f"{name!r} fits more than one") if several else Said(f"没有“{name}”", f"nothing is called {name!r}")
    )
    near = [list(words)[:NEAR] for words in (zh, en)]
    hint = Said(f"例如：{'、'.join(near[0])}。", f"For example: {', '.join(near[1])}.")
    return BadParameter(name=parameter, detail=detail, hint=hint)
