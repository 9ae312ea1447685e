"""A plan as the JSON object that `planggraph extract` prints: the contract other programs rely on.

One object for one document: `plan` is the header of the first plan, `tasks` the tasks of all its plans in order, each with the
index of its plan, `plans` all headers, `unresolved` every agency the registry could not place. Values and units stand as written;
`start` and `end` are character offsets into the document's text (end exclusive), so `text[start:end]` is the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from planggraph.model import (
    Assignment,
    Citation,
    Deadline,
    Evidence,
    Identity,
    Mention,
    MentionKind,
    Person,
    Plan,
    Resource,
    Stated,
    StatedDate,
    Target,
    Task,
)
from planggraph.rdf.iris import agency_iri, plan_iri, task_iri
from planggraph.registry.regions import NATION

__all__ = ["JSON", "plan_record"]

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
Record = dict[str, JSON]

LISTS: dict[str, MentionKind] = {
    "programmes": "programme",
    "regions": "region",
    "organisations": "organisation",
    "beneficiaries": "beneficiary",
    "areas": "area",
}


def plan_record(plans: Sequence[Plan]) -> Record:
    """The object for the plans of one document, in document order; with no plan, every header field is null and `tasks` is empty."""
    headers = [header_record(plan) for plan in plans]
    first: JSON = headers[0] if headers else dict.fromkeys(("title", "issuer", "document_number", "date", "jurisdiction"))
    tasks: list[JSON] = [task_record(task, plan, index) for index, plan in enumerate(plans) for task in plan.tasks]
    unresolved: list[JSON] = [entry for index, plan in enumerate(plans) for entry in unresolved_records(plan, index)]
    return {"plan": first, "plans": list[JSON](headers), "tasks": tasks, "unresolved": unresolved}


def header_record(plan: Plan) -> Record:
    """Title, issuer, document number, date and jurisdiction, then what else the head of the document states."""
    notice = plan.notice
    return {
        "title": value_of(plan.title),
        "issuer": value_of(notice.issuer),
        "document_number": value_of(notice.document_number),
        "date": notice.date.value.isoformat() if notice.date else None,
        "jurisdiction": plan.jurisdiction.name if plan.jurisdiction and plan.jurisdiction.code != NATION else None,
        "jurisdiction_code": plan.jurisdiction.code if plan.jurisdiction else None,
        "id": plan.id,
        "iri": str(plan_iri(plan.id)),
        "year": plan.year,
        "notice_title": value_of(notice.title),
        "addressees": [stated.value for stated in notice.addressees],
        "disclosure": value_of(notice.disclosure),
        "role_rules": [{"kind": rule.kind, **place_record(rule.evidence)} for rule in plan.role_rules],
        "citations": [citation_record(citation) for citation in plan.citations],
        "corrections": [
            {"field": c.field, "before": c.before, "value": c.value, "stated_by": c.stated_by, **place_record(c.evidence)}
            for c in plan.corrections
        ],
        "source": {
            "name": plan.source.name,
            "sha256": plan.source.sha256,
            "media_type": plan.source.media_type,
            "characters": plan.source.characters,
        },
        "evidence": header_evidence(plan),
    }


def header_evidence(plan: Plan) -> Record:
    """Where each header fact is stated, by field name."""
    notice = plan.notice
    stated: dict[str, Stated | StatedDate | None] = {
        "title": plan.title,
        "issuer": notice.issuer,
        "document_number": notice.document_number,
        "date": notice.date,
        "notice_title": notice.title,
        "disclosure": notice.disclosure,
    }
    return {name: place_record(fact.evidence) for name, fact in stated.items() if fact}


def task_record(task: Task, plan: Plan, index: int) -> Record:
    """A task of the plan at `index`, with every fact read in it."""
    return {
        "number": task.number,
        "path": list[JSON](task.path),
        "title": task.title,
        "text": task.text,
        "start": task.evidence.start,
        "end": task.evidence.end,
        "rule": task.evidence.rule,
        "plan": index,
        "id": task.id,
        "notation": task.notation,
        "iri": str(task_iri(plan_iri(plan.id), task.id)),
        "clauses": [place_record(clause) for clause in task.clauses],
        "assignments": [assignment_record(assignment) for assignment in task.assignments],
        "people": [person_record(person) for person in task.people],
        "deadlines": [deadline_record(deadline) for deadline in task.deadlines],
        "body_deadlines": [deadline_record(deadline) for deadline in task.body_deadlines],
        "targets": [target_record(target) for target in task.targets],
        **{name: list[JSON](names_of(task.mentions, kind)) for name, kind in LISTS.items()},
        "resources": [resource_record(resource) for resource in task.resources],
        "mentions": [mention_record(mention) for mention in task.mentions],
        "citations": [citation_record(citation) for citation in task.citations],
    }


def assignment_record(assignment: Assignment) -> Record:
    """One agency named for the task; `identity` is null unless the registry places it without doubt."""
    identity = assignment.identity
    return {
        "surface": assignment.surface,
        "agency": assignment.agency,
        "role": assignment.role,
        "identity": identity_iri(identity),
        **place_record(assignment.evidence),
        "label": identity.label,
        "resolution": identity.status,
        "candidates": list[JSON](identity.candidates),
        "stated_by": identity.stated_by,
        "concept": assignment.concept,
        "role_word": assignment.role_word,
        "basis": assignment.basis,
        "position": assignment.position,
        "block": assignment.block,
        "collective": assignment.collective,
        "open_list": assignment.open_list,
    }


def unresolved_records(plan: Plan, index: int) -> list[JSON]:
    """Every assignment whose agency the registry could not place, with the candidates it would not choose among."""
    return [
        {
            "surface": assignment.surface,
            "agency": assignment.agency,
            "status": assignment.identity.status,
            "candidates": list[JSON](assignment.identity.candidates),
            "task": task.notation,
            "plan": index,
            "start": assignment.evidence.start,
            "end": assignment.evidence.end,
        }
        for task in plan.tasks
        for assignment in task.assignments
        if identity_iri(assignment.identity) is None
    ]


def person_record(person: Person) -> Record:
    """A person or post and the word that says what for."""
    return {"surface": person.surface, "role": person.role, **place_record(person.evidence)}


def deadline_record(deadline: Deadline) -> Record:
    """A deadline in words and dates; `from` is the first day of a range (`start` is the offset of the words)."""
    return {
        "surface": deadline.surface,
        "by": deadline.by,
        "strict": deadline.strict.isoformat() if deadline.strict else None,
        "month_end": deadline.month_end.isoformat() if deadline.month_end else None,
        "from": deadline.start.isoformat() if deadline.start else None,
        "kind": deadline.kind,
        "precision": deadline.precision,
        "recurrence": deadline.recurrence,
        **place_record(deadline.evidence),
    }


def target_record(target: Target) -> Record:
    """A quantified target as written: 财政资金3亿元 is 3 in 亿元."""
    return {
        "surface": target.surface,
        "value": number(target.value),
        "max": number(target.maximum),
        "unit": target.unit,
        "bound": target.bound,
        "per": target.per,
        "period": target.period,
        "bearer": target.bearer,
        "exclusive": target.exclusive,
        "approximate": target.approximate,
        "aim": target.aim,
        **place_record(target.evidence),
    }


def resource_record(resource: Resource) -> Record:
    """Money, people or posts; `value` in yuan, persons, posts."""
    return {
        "kind": resource.kind,
        "surface": resource.surface,
        "value": number(resource.value),
        "earmark_share": number(resource.earmark_share),
        "earmark_for": resource.earmark_for,
        "origin": resource.origin,
        "destination": resource.destination,
        **place_record(resource.evidence),
    }


def mention_record(mention: Mention) -> Record:
    """A name in the text of the task; `key` is a region code or an agency key."""
    return {
        "kind": mention.kind,
        "surface": mention.surface,
        "label": mention.label,
        "key": mention.key,
        "nested": mention.nested,
        "generic": mention.generic,
        "bears_duty": mention.bears_duty,
        **place_record(mention.evidence),
    }


def citation_record(citation: Citation) -> Record:
    """A document cited by name, with its number where one follows."""
    return {"title": citation.title, "number": citation.number, **place_record(citation.evidence)}


def place_record(evidence: Evidence) -> Record:
    """Offsets, the verbatim quote, and the rule that read the fact."""
    return {"start": evidence.start, "end": evidence.end, "quote": evidence.quote, "rule": evidence.rule}


def names_of(mentions: Iterable[Mention], kind: MentionKind) -> list[str]:
    """The names of a kind as written, each once, in text order; parts of longer names and words for kinds of bodies left out."""
    return list(dict.fromkeys(m.surface for m in mentions if m.kind == kind and not m.nested and (kind == "area" or not m.generic)))


def identity_iri(identity: Identity) -> str | None:
    """The IRI of a resolved agency or a known group; None for what is ambiguous or unknown."""
    return str(agency_iri(identity.key)) if identity.key and identity.status in ("resolved", "group") else None


def value_of(stated: Stated | None) -> str | None:
    """The value of a header fact, None where the document states none."""
    return stated.value if stated else None


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: 3, not 3.0, where it is whole.

    >>> number(Decimal("3.0")), number(Decimal("0.95"))
    (3, 0.95)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
