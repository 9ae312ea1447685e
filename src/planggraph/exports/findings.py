"""The findings of a check as text for people and as JSON values for programs.

The words of a kind stand in planggraph.messages: `finding.KIND` is what is said of one finding, `finding_group.KIND` the heading of
all of one kind, `finding_advice.KIND` what its author may do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from planggraph.checks import SEVERITIES, Finding, Place, Severity, place_of
from planggraph.errors import Language, Said
from planggraph.exports.record import Record
from planggraph.messages import say
from planggraph.model import Document, Evidence, Plan
from planggraph.rdf.iris import plan_iri

__all__ = ["Checked", "counts", "findings_page", "findings_record", "message_of", "place_words"]

LONGEST = 90
"""Characters of a quote shown on a line for people."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan that was checked, the document it was read from (None where it came from a graph), and what was found."""

    plan: Plan
    document: Document | None
    findings: tuple[Finding, ...]


def counts(checked: Iterable[Checked]) -> Mapping[Severity, int]:
    """How many findings there are of each severity."""
    severities = [finding.severity for one in checked for finding in one.findings]
    return {severity: severities.count(severity) for severity in SEVERITIES}


def message_of(finding: Finding, language: Language) -> str:
    """What a finding says, in Chinese or English.

    The name of a task is not part of it: the pages show it beside the message.
    """
    fields = {name: getattr(value, language) if isinstance(value, Said) else value for name, value in finding.fields.items()}
    return say(f"finding.{finding.kind}", language, **fields)


def findings_record(checked: Sequence[Checked], language: Language) -> Record:
    """The JSON object of `planggraph check --format json`: counts over all plans, then each plan with its findings."""
    return {
        "counts": {str(severity): count for severity, count in counts(checked).items()},
        "plans": [plan_findings_record(one, language) for one in checked],
    }


def plan_findings_record(checked: Checked, language: Language) -> Record:
    """One plan: what it is, where it was read, its findings."""
    plan = checked.plan
    return {
        "id": plan.id,
        "iri": str(plan_iri(plan.id)),
        "title": plan.title.value if plan.title else None,
        "source": plan.source.name,
        "sha256": plan.source.sha256,
        "findings": [finding_record(finding, checked.document, language) for finding in checked.findings],
    }


def finding_record(finding: Finding, document: Document | None, language: Language) -> Record:
    """One finding; the first of `evidence` is the sentence it is about."""
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "message": message_of(finding, language),
        "task": finding.task,
        "title": finding.title,
        "subject": finding.subject,
        "evidence": [evidence_record(evidence, document) for evidence in finding.evidence],
    }


def evidence_record(evidence: Evidence, document: Document | None) -> Record:
    """Offsets, quote and place; line and column where the source is plain text that was read just now."""
    place = place_of(evidence, document)
    return {
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "line": place.line,
        "column": place.column,
        "place": place.name,
    }


def findings_page(checked: Checked, language: Language) -> str:
    """One plan's findings for a person: under a heading for each kind, with advice, then each task, message and sentence."""
    plan = checked.plan
    heading = say("check.heading", language, title=plan.title.value if plan.title else plan.id, source=plan.source.name)
    figures = say("check.counts", language, **{str(severity): count for severity, count in counts([checked]).items()})
    parts = [f"{heading}\n{figures}"]
    for kind, members in groupby(checked.findings, key=lambda finding: finding.kind):
        parts.append(group_part(kind, list(members), checked.document, language))
    return "\n\n".join(parts)


def group_part(kind: str, findings: Sequence[Finding], document: Document | None, language: Language) -> str:
    """All findings of one kind."""
    severity = say(f"check.{findings[0].severity}", language)
    lines = [say("check.group", language, severity=severity, title=say(f"finding_group.{kind}", language), count=len(findings))]
    lines.append(f"  {say(f'finding_advice.{kind}', language)}")
    for finding in findings:
        lines.append(f"  · {f'{finding.task} {finding.title}' if finding.task else say('check.plan', language)}")
        lines.append(f"      {message_of(finding, language)}")
        lines += [f"      {evidence_line(evidence, document, language)}" for evidence in finding.evidence]
    return "\n".join(lines)


def evidence_line(evidence: Evidence, document: Document | None, language: Language) -> str:
    """Place, offsets and quote on one line.

    >>> evidence_line(Evidence(10, 15, "12月\\n前", "r"), None, "zh")
    '[10–15] “12月前”'
    """
    quote = "".join(evidence.quote.split()) if language == "zh" or not evidence.quote.isascii() else evidence.quote
    shown = quote if len(quote) <= LONGEST else f"{quote[:LONGEST]}…"
    place = place_words(place_of(evidence, document), language)
    return f"{place} [{evidence.start}–{evidence.end}] “{shown}”".strip()


def place_words(place: Place, language: Language) -> str:
    """The line, else the reader's name for the place, else nothing."""
    return say("check.line", language, line=place.line) if place.line else place.name or ""
