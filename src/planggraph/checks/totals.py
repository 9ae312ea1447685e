"""Whether a number set for each unit and the total stated beside it agree.

各结对县至少118名 and 全市1180名以上 agree if there are ten counties. A plan seldom says how many there are, so the number of units is
taken from where the plan gives it (a target counted in that very unit: 20次 beside 每次150人), or implied by the pair itself; pairs
of one plan that speak of the same kind of unit must then imply the same number.

A per-unit target and a total are a pair when they stand in one task, count the same thing in the same unit, for the same time, and
neither is the share of a body named for it alone. A number that is no larger than the part is taken for another target, not for a
wrong total. That they count the same thing is judged by the characters of their wording, which
can be wrong; so nothing here is more than a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from planggraph.checks.finding import Finding, about_task, figure
from planggraph.checks.repeats import pairs_of
from planggraph.model import Plan, Target, Task

SHARED: Final = 2
"""Pairs of characters, outside numbers, that the wordings of a part and its total have in common at least."""

_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_PERSONS: Final = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class Pair:
    """A per-unit target and its total. `kind` is the kind of unit (县, 次), `stated` how many of them the task itself gives."""

    task: Task
    part: Target
    total: Target
    kind: str
    stated: Target | None

    @property
    def units(self) -> Decimal:
        """How many units the two numbers imply."""
        return self.total.value / self.part.value


def total_findings(plan: Plan) -> Iterator[Finding]:
    """One finding for each pair of part and total, telling whether they agree; one for each task without any target."""
    pairs = [pair for task in plan.tasks for pair in pairs_in(task)]
    for pair in pairs:
        yield _judged(plan, pair, [other for other in pairs if other.kind == pair.kind and other.stated is None])
    for task in plan.tasks:
        if not task.targets:
            yield about_task("no_target", "info", plan, task, (task.evidence,))


def pairs_in(task: Task) -> Iterator[Pair]:
    """The pairs of a task."""
    totals = [target for target in task.targets if not target.per and target.value > 0 and target.maximum is None]
    for part in task.targets:
        if part.per and part.value > 0 and part.maximum is None:
            kind = kind_of(part.per)
            for total in totals:
                if belong(part, total):
                    counted = [one for one in totals if one is not total and one.unit == kind]
                    yield Pair(task, part, total, kind, counted[0] if len(counted) == 1 else None)


def kind_of(per: str) -> str:
    """The kind of unit a per-unit target is for: its last character.

    >>> kind_of("每个结对帮扶县"), kind_of("每次"), kind_of("1期")
    ('县', '次', '期')
    """
    return per[-1]


def belong(part: Target, total: Target) -> bool:
    """Whether a part and a total count the same thing."""
    if total.value <= part.value or (part.unit != total.unit and not {part.unit, total.unit} <= _PERSONS):
        return False
    if part.period and total.period and part.period != total.period:
        return False
    if total.bearer is not None and total.bearer != part.bearer:
        return False
    return len(_words(part) & _words(total)) >= SHARED


def _words(target: Target) -> frozenset[str]:
    return frozenset().union(*(pairs_of(run) for run in _HAN.findall("".join(target.surface.split()))))


def _judged(plan: Plan, pair: Pair, others: list[Pair]) -> Finding:
    evidence = (pair.part.evidence, pair.total.evidence, *((pair.stated.evidence,) if pair.stated else ()))
    fields = {
        "each": figure(pair.part.value) + pair.part.unit,
        "per": pair.part.per or "",
        "total": figure(pair.total.value) + pair.total.unit,
        "counted": pair.kind,
    }
    if pair.stated is not None:
        agrees = pair.units == pair.stated.value
        kind = "total_agrees" if agrees else "total_disagrees"
        return about_task(kind, "info" if agrees else "warning", plan, pair.task, evidence, units=figure(pair.stated.value), **fields)
    if pair.units != pair.units.to_integral_value():
        return about_task("total_uneven", "warning", plan, pair.task, evidence, units=_rounded(pair.units), **fields)
    implied = {other.units for other in others}
    if len(implied) > 1:
        rest = "、".join(sorted({f"{other.task.notation} {_rounded(other.units)}" for other in others if other.units != pair.units}))
        return about_task("total_conflicts", "warning", plan, pair.task, evidence, units=figure(pair.units), others=rest, **fields)
    return about_task("total_implies", "info", plan, pair.task, evidence, units=figure(pair.units), pairs=len(others), **fields)


def _rounded(number: Decimal) -> str:
    return figure(round(number, 2))
