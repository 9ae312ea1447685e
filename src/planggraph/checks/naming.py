"""One body under several names in one plan.

Names count as several when they differ by more than the level before them (市财政局, 财政局 are one name). They come from the
clauses, from the text of tasks and from the head of the document, and are joined by what the registry says they mean at the plan's
date; a body with two plates (一个机构两块牌子) is one body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Protocol

from planggraph.checks.finding import Finding, about_plan, listed
from planggraph.errors import NotInRegistry
from planggraph.model import Evidence, Identity, Jurisdiction, Plan
from planggraph.rdf.iris import agency_iri
from planggraph.registry.agencies import Agency

LEVEL: Final = re.compile(r"^[省市区县州](?=..)")


class Directory(Protocol):
    """What the check needs of a registry."""

    def resolve(self, agency: str, *, place: Jurisdiction | None, when: date | None) -> Identity:
        """Who a name means."""

    def agency(self, key: str) -> Agency:
        """The body with that key; raises NotInRegistry."""


def naming_findings(plan: Plan, registry: Directory) -> Iterator[Finding]:
    """One finding for each body that the plan writes in several ways, with the first sentence of each."""
    for key, names in sorted(_names_by_body(plan, registry).items()):
        if len(names) > 1:
            written, evidence = tuple(name for name, _ in names.values()), tuple(found for _, found in names.values())
            finding = about_plan("several_names", "info", plan, evidence, body=_label(key, registry) or written[0], names=listed(written))
            yield Finding(finding.kind, finding.severity, str(agency_iri(key)), None, None, finding.evidence, finding.fields)


def _names_by_body(plan: Plan, registry: Directory) -> Mapping[str, dict[str, tuple[str, Evidence]]]:
    """For each body the names that differ in more than their level, as first written and where."""
    found: Mapping[str, dict[str, tuple[str, Evidence]]] = defaultdict(dict)
    for key, name, evidence in _named(plan, registry):
        found[_one_of(key, registry)].setdefault(LEVEL.sub("", name), (name, evidence))
    return found


def _named(plan: Plan, registry: Directory) -> Iterator[tuple[str, str, Evidence]]:
    for task in plan.tasks:
        for one in task.assignments:
            if one.identity.key:
                yield one.identity.key, one.agency, one.evidence
        for mention in task.mentions:
            if mention.kind == "organisation" and mention.key:
                yield mention.key, mention.surface, mention.evidence
    if plan.notice.issuer is not None:
        when = plan.notice.date.value if plan.notice.date else None
        issuer = registry.resolve(plan.notice.issuer.value, place=plan.jurisdiction, when=when)
        if issuer.status == "resolved" and issuer.key:
            yield issuer.key, plan.notice.issuer.value, plan.notice.issuer.evidence


def _one_of(key: str, registry: Directory) -> str:
    """One key for all plates of a body."""
    try:
        return min(key, *registry.agency(key).same_body_as, key)
    except NotInRegistry:
        return key


def _label(key: str, registry: Directory) -> str | None:
    try:
        return registry.agency(key).label_zh
    except NotInRegistry:
        return None
