"""One finding: what kind, how serious, about which task, in which words of the source.

The severities are those of SHACL: a *violation* means that the graph is wrong, a *warning* that the plan or its reading needs a
look, *info* is a remark. The words for people stand in planggraph.messages under the kind of the finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from planggraph.errors import Said
from planggraph.model import Evidence, Plan, Task
from planggraph.rdf.iris import plan_iri, task_iri

Severity = Literal["violation", "warning", "info"]

SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")
"""The most serious first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. `subject` is the IRI it is about; `task` and `title` name the task for a person, None for the whole plan.

    `fields` fill the message of its kind. The first of `evidence` is the sentence it is about, the others are what it compares with.
    """

    kind: str
    severity: Severity
    subject: str
    task: str | None
    title: str | None
    evidence: tuple[Evidence, ...]
    fields: Mapping[str, object] = field(default_factory=dict)


def about_task(kind: str, severity: Severity, plan: Plan, task: Task, evidence: tuple[Evidence, ...], **fields: object) -> Finding:
    """A finding about one task of a plan."""
    return Finding(kind, severity, str(task_iri(plan_iri(plan.id), task.id)), task.notation, task.title, evidence, fields)


def about_plan(kind: str, severity: Severity, plan: Plan, evidence: tuple[Evidence, ...], **fields: object) -> Finding:
    """A finding about a plan as a whole; without a sentence of its own it stands at the plan's title."""
    at_title = (plan.title.evidence,) if plan.title else ()
    return Finding(kind, severity, str(plan_iri(plan.id)), None, None, evidence or at_title, fields)


def listed(names: tuple[str, ...]) -> Said:
    """Names in a row, as each language sets them apart.

    >>> listed(("市财政局", "市审计局")).zh
    '市财政局、市审计局'
    """
    return Said("、".join(names), ", ".join(names))


def figure(value: Decimal) -> str:
    """A number as a person writes it, without trailing zeros.

    >>> figure(Decimal("1180.0")), figure(Decimal("0.5"))
    ('1180', '0.5')
    """
    return format(value.to_integral_value() if value == value.to_integral_value() else value.normalize(), "f")
