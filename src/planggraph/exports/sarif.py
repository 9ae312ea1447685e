"""Findings as a SARIF 2.1.0 log (OASIS Standard, 2020), which editors and code hosts show beside the text.

One run; a rule for every kind that occurs; a result for every finding. Lines and columns count characters (`columnKind`
unicodeCodePoints) and are given for plain text alone, since SARIF regions address text: in a Word or PDF file the place is a logical
location, and the offsets stand in the result's property bag. The fingerprint of a result is made from its kind, its subject and its
quote, so that it stays the same when lines move.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from planggraph import __version__
from planggraph.checks import Finding, Severity, place_of
from planggraph.errors import Language
from planggraph.exports.findings import Checked, message_of
from planggraph.exports.record import JSON, Record
from planggraph.messages import say
from planggraph.model import Evidence
from planggraph.rdf.vocabulary import ONTOLOGY

__all__ = ["sarif_log"]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final[dict[Severity, str]] = {"violation": "error", "warning": "warning", "info": "note"}


def sarif_log(checked: Sequence[Checked], language: Language) -> Record:
    """The log of all findings about all plans, its messages in one language."""
    kinds = sorted({finding.kind: finding for one in checked for finding in one.findings}.items())
    places = {kind: place for place, (kind, _) in enumerate(kinds)}
    driver: Record = {
        "name": "planggraph",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": str(ONTOLOGY),
        "language": language,
        "rules": [rule_record(finding, language) for _, finding in kinds],
    }
    run: Record = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "artifacts": [artifact_record(one) for one in by_source(checked)],
        "results": [result_record(finding, one, places, language) for one in checked for finding in one.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def by_source(checked: Iterable[Checked]) -> list[Checked]:
    """One of the plans of each source file."""
    return list({one.plan.source.sha256: one for one in checked}.values())


def artifact_record(checked: Checked) -> Record:
    """The file a plan was read from."""
    source = checked.plan.source
    return {"location": {"uri": uri_of(checked)}, "mimeType": source.media_type, "hashes": {"sha-256": source.sha256}}


def uri_of(checked: Checked) -> str:
    """The name of the source file as a relative URI (RFC 3986)."""
    return quote(checked.plan.source.name)


def rule_record(finding: Finding, language: Language) -> Record:
    """The rule of a kind of finding."""
    return {
        "id": finding.kind,
        "shortDescription": {"text": say(f"finding_group.{finding.kind}", language)},
        "help": {"text": say(f"finding_advice.{finding.kind}", language)},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def result_record(finding: Finding, checked: Checked, places: dict[str, int], language: Language) -> Record:
    """One finding: its first evidence is the location, the others are related locations."""
    locations: list[JSON] = [location_record(evidence, finding, checked) for evidence in finding.evidence]
    text = message_of(finding, language)
    found: Record = {
        "ruleId": finding.kind,
        "ruleIndex": places[finding.kind],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.task}: {text}" if finding.task else text},
        "partialFingerprints": {"planggraph/v1": fingerprint(finding)},
        "properties": {
            "plan": checked.plan.id,
            "subject": finding.subject,
            "evidence": [{"start": one.start, "end": one.end, "quote": one.quote} for one in finding.evidence],
        },
    }
    if locations:
        found["locations"] = locations[:1]
    if locations[1:]:
        found["relatedLocations"] = [{"id": n, **one} for n, one in enumerate(locations[1:]) if isinstance(one, dict)]
    return found


def location_record(evidence: Evidence, finding: Finding, checked: Checked) -> Record:
    """Where a piece of evidence stands."""
    physical: Record = {"artifactLocation": {"uri": uri_of(checked)}}
    place = place_of(evidence, checked.document)
    if checked.plan.source.media_type == "text/plain":
        physical["region"] = {
            "charOffset": evidence.start,
            "charLength": evidence.end - evidence.start,
            "snippet": {"text": evidence.quote},
            **lines_record(place.line, place.column, place.end_line, place.end_column),
        }
    logical: list[JSON] = [{"fullyQualifiedName": name} for name in (place.name, finding.task) if name]
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def lines_record(line: int | None, column: int | None, end_line: int | None, end_column: int | None) -> Record:
    """Lines and columns, where they are known."""
    if line is None:
        return {}
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def fingerprint(finding: Finding) -> str:
    """A name for a finding that does not depend on where its sentence stands."""
    quotes = ["".join(evidence.quote.split()) for evidence in finding.evidence]
    return hashlib.sha256("\n".join((finding.kind, finding.subject, *quotes)).encode()).hexdigest()[:32]
