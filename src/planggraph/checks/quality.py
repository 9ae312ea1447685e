"""All findings about one plan as its author wrote it, in the order a person wants them: the serious first, then as the plan goes."""

from __future__ import annotations

from planggraph.checks.finding import SEVERITIES, Finding
from planggraph.checks.naming import Directory, naming_findings
from planggraph.checks.repeats import repeat_findings
from planggraph.checks.responsibility import responsibility_findings
from planggraph.checks.times import time_findings
from planggraph.checks.totals import total_findings
from planggraph.model import Plan


def plan_findings(plan: Plan, registry: Directory) -> tuple[Finding, ...]:
    """The findings about `plan`, sorted by severity, kind and place in the source; none for a plan without tasks."""
    if not plan.tasks:
        return ()
    found = [
        *responsibility_findings(plan),
        *time_findings(plan),
        *total_findings(plan),
        *naming_findings(plan, registry),
        *repeat_findings(plan),
    ]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, str, int, str]:
    start = finding.evidence[0].start if finding.evidence else -1
    return SEVERITIES.index(finding.severity), finding.kind, start, finding.subject
