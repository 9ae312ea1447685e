"""Rules by which a document itself fixes roles.

Conventions (domain practice of Zhejiang, Hangzhou, Wuhan and the State Council): 列第一位者为牵头单位，下同 makes the first-listed
agency the lead from where it stands to the end; 未明确牵头单位的，责任单位为牵头单位 makes responsible units lead where none is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planggraph.model import Assignment, Basis, RoleRule
from planggraph.text.spans import Flow

FIRST_IS_LEAD = re.compile(
    r"(?:第一|首)(?:位|个|名)?(?:的|者|责任)?(?:单位|部门|责任单位|责任部门)?(?:均|即)?(?:为|是)(?:该项|本项|该|总)?(?:工作|任务)?的?"
    r"(?:牵头|主办|主责|汇总)[^。；（）]{0,6}(?:单位|部门)?(?:，下同)?"
)
BEFORE_FIRST = re.compile(
    r"(?:除[^。；（）]{1,20}外，?)?(?:责任单位|负责单位|各项任务|以下任务|任务)?(?:中)?[，]?(?:排列?|列|排名|名列)?(?:在|于)?$"
)
LONGEST_BEFORE_FIRST = 40
RESPONSIBLE_LEADS = re.compile(
    r"(?:未|没有|无|不)(?:明确|列出?|标明|注明|写明|设|单列)?(?:的)?牵头(?:单位|部门)[^。；]{0,8}?，?[^。；，]{0,4}?(?:第一)?责任(?:单位|部门)[^。；，]{0,2}?"
    r"(?:为|是|作为)牵头(?:单位|部门)(?:，下同)?"
)


def read_rules(flow: Flow, folded: str) -> tuple[RoleRule, ...]:
    """The role rules a document states, in order; `folded` is the folded text of `flow`.

    >>> from planggraph.model import Span
    >>> text = "责任单位：市住建局、市财政局（列首位的是牵头单位，下同）"
    >>> [rule.kind for rule in read_rules(Flow.of(text, [Span(0, len(text))]), text)]
    ['first_is_lead']
    """
    rules = [RoleRule("first_is_lead", flow.evidence(*stretch, "rule.first_is_lead")) for stretch in _first_is_lead(folded)]
    rules += [
        RoleRule("responsible_leads_by_default", flow.evidence(m.start(), m.end(), "rule.responsible_leads"))
        for m in RESPONSIBLE_LEADS.finditer(folded)
    ]
    return tuple(sorted(rules, key=lambda rule: rule.evidence.start))


def _first_is_lead(folded: str) -> Iterator[tuple[int, int]]:
    """Where the sentences that make the first-listed agency the lead stand."""
    reached = 0
    for rule in FIRST_IS_LEAD.finditer(folded):
        before = BEFORE_FIRST.search(folded, max(reached, rule.start() - LONGEST_BEFORE_FIRST), rule.start())
        reached = rule.end()
        yield before.start() if before else rule.start(), rule.end()


def apply_rules(assignments: Sequence[Assignment], rules: Sequence[RoleRule], clause_end: int) -> tuple[Assignment, ...]:
    """The assignments of one task after the rules that stand before the end of its clause (a source offset)."""
    if not rules:
        return tuple(assignments)
    kinds = {rule.kind for rule in rules if rule.evidence.start < clause_end}
    if any(each.role == "lead" for each in assignments) or not kinds:
        return tuple(assignments)
    responsible = [n for n, each in enumerate(assignments) if each.role == "responsible"]
    leads = responsible[:1] if "first_is_lead" in kinds else responsible
    basis: Basis = "first_listed_rule" if "first_is_lead" in kinds else "default_rule"
    changed = [replace(each, role="lead", concept="lead", basis=basis) if n in leads else each for n, each in enumerate(assignments)]
    return tuple(numbered(changed))


def numbered(assignments: Sequence[Assignment]) -> list[Assignment]:
    """Assignments with `position` counted anew within each role."""
    counts: dict[str, int] = {}
    result = []
    for each in assignments:
        counts[each.role] = counts.get(each.role, 0) + 1
        result.append(replace(each, position=counts[each.role]))
    return result
