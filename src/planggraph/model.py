"""What a plan says, as frozen values.

The nouns are those of the glossary in README.md: a *document* is the file as read, a *notice* is the official document (公文)
that carries a *plan*, a plan has *sections* and *tasks*, and a task has *assignments* (who leads, is responsible, supports),
*deadlines*, *targets* and the names its text mentions. Every fact carries its `Evidence`: where it stands in the stored text,
the quote, and the name of the rule that read it.

Nothing here computes; the only methods are properties that read what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Role = Literal["lead", "responsible", "support"]
"""The three roles of the extract contract; finer role words are concepts under them (`Assignment.concept`)."""

Basis = Literal["explicit", "first_listed_rule", "default_rule", "text", "correction"]
"""Why an assignment has its role: the word beside it, a rule the document states, a default, prose, or a correction by a person."""

Bound = Literal["exact", "min", "max", "range"]
IdentityStatus = Literal["resolved", "group", "ambiguous", "unknown"]
MentionKind = Literal["programme", "region", "organisation", "beneficiary", "area"]
DeadlineKind = Literal["by", "during", "range", "recurring", "ongoing", "immediate", "relative"]
Precision = Literal["day", "ten_days", "month", "quarter", "half_year", "year", "none"]
ResourceKind = Literal["money", "people", "posts"]
RuleKind = Literal["first_is_lead", "responsible_leads_by_default"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of `Document.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. A merged cell stands in every row it covers, with the same span.

    `place` names where it stands in the source for a person: "Sheet1!B4", "第2页 表1 第3行".
    """

    span: Span
    place: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that the source sets as one paragraph or line; `place` as in `Cell` ("第3页", "第12段", "第40行")."""

    span: Span
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all rows of equal length, header rows included; `place` names the table."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text and how the text is laid out.

    For plain text, `text` is the decoded file to the letter, so offsets count characters of the stored bytes in `encoding`.
    For other formats `text` is what the reader drew from the file and `place` of each block leads back to page, paragraph or cell.
    `blocks` come in reading order, do not overlap, and together hold all text that is not white space.
    """

    name: str
    sha256: str
    media_type: str
    encoding: str
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The file a plan was read from, without its text: what the graph needs to lead back to it."""

    name: str
    sha256: str
    media_type: str
    characters: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: offsets into the source text (end exclusive), the verbatim quote, the rule that read it."""

    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A header fact: its value (white space tidied) and where it is stated."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date and where it is stated."""

    value: date
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited by name: 《…》 with its document number where one follows."""

    title: str
    number: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Notice:
    """The official document (公文) that carries the plan: the 印发通知, or the plan itself where it was issued on its own."""

    title: Stated | None = None
    issuer: Stated | None = None
    document_number: Stated | None = None
    date: StatedDate | None = None
    addressees: tuple[Stated, ...] = ()
    disclosure: Stated | None = None


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place whose government issued the plan; `code` is GB/T 2260 (six digits) where the place is known."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A sentence by which the document itself fixes roles (列第一位者为牵头单位，下同), in force from where it stands."""

    kind: RuleKind
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """A heading. `id` is the ordinals from the root ("3-1" for 三、→（一）); `parent` is the id of the heading above."""

    id: str
    number: str | None
    title: str
    heading: str
    parent: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Identity:
    """What the registry makes of an agency name.

    `key` is "{place code}/{function}" ("440100/finance_bureau"), set when `status` is resolved or group. `label` is the full name
    at the plan's date. `candidates` are keys that might be meant when it is ambiguous or unknown; they are never chosen among.
    `stated_by` names who said so when an alias file or a correction decided ("registry" otherwise).
    """

    status: IdentityStatus
    key: str | None = None
    label: str | None = None
    candidates: tuple[str, ...] = ()
    stated_by: str = "registry"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One agency named for one task.

    `surface` is the mention as written (white space removed), `agency` the mention with the level elided in its list restored.
    `concept` is the finer role (data/registry/roles.csv) and `role_word` the word read. `position` counts from 1 over the task's
    assignments of the same role; `block` is the comma block within the clause, from 1. `collective`: a group such as 各区政府;
    `open_list`: followed by 等, so that the list may not be complete.
    """

    surface: str
    agency: str
    role: Role
    concept: str
    role_word: str
    position: int
    block: int
    collective: bool
    open_list: bool
    basis: Basis
    identity: Identity
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Person:
    """A person or post named beside the agencies (分管领导：…); kept out of public exports."""

    surface: str
    role: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be done, in the words of the plan and in dates.

    `by` is YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY, "ongoing", or None where no year can be known. `strict` reads "X前" as before X
    begins, `month_end` as by the end of X; both are None for an open-ended deadline. `start` is the first day of a range.
    `recurrence` holds 每年, 每季度 … as written.
    """

    surface: str
    by: str | None
    strict: date | None
    month_end: date | None
    start: date | None
    kind: DeadlineKind
    precision: Precision
    recurrence: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target:
    """A number the plan commits to, as written: `value` (and `maximum` of a range) in `unit`.

    `exclusive` is true for 超过/以外 (beyond, not at, the value); `approximate` for 左右; `aim` for 力争. `per` is the unit that each
    must reach it (每个结对帮扶县), `period` the time it holds for (每年), `bearer` a body named as doing it in the same sentence.
    """

    surface: str
    value: Decimal
    maximum: Decimal | None
    unit: str
    bound: Bound
    per: str | None
    period: str | None
    bearer: str | None
    exclusive: bool
    approximate: bool
    aim: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Resource:
    """Money, people or posts a task commits. `value` is in base units (yuan, persons, posts); None where none is stated.

    `earmark_share` is a percentage, `earmark_for` what it is for; `origin` and `destination` are places as written.
    """

    kind: ResourceKind
    surface: str
    value: Decimal | None
    earmark_share: Decimal | None
    earmark_for: str | None
    origin: str | None
    destination: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mention:
    """A programme, place, body, group of people or kind of area named in the text of a task, outside its clause.

    `label` is the full name where known, `key` the region code or agency key where resolved. `nested`: stands inside a longer name.
    `generic`: names a kind, not one thing (职能部门). `bears_duty`: the sentence gives the body something to do.
    """

    kind: MentionKind
    surface: str
    label: str
    key: str | None
    nested: bool
    generic: bool
    bears_duty: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Task:
    """The smallest numbered or bulleted item, paragraph or table row that carries its own responsibility clause.

    `id` is the ordinals from the root ("3-4-7"), unique in its plan; `notation` is the short form people use (四7).
    `number` is the item's own marker without punctuation; `path` the headings above it, verbatim; `section` the id of the innermost.
    `evidence` covers the whole item, `clause` only the words that say who, when.
    """

    id: str
    notation: str
    number: str | None
    path: tuple[str, ...]
    section: str | None
    title: str
    text: str
    evidence: Evidence
    clauses: tuple[Evidence, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    people: tuple[Person, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    body_deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    resources: tuple[Resource, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a corrections file that was honoured: what was read, what a person says instead, and who."""

    field: str
    before: str
    value: str
    stated_by: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything read from one plan. `id` is "{place code or 000000}/{代字-year-no}" or "{place}/{date}-{8 hex of the title}"."""

    id: str
    source: Source
    title: Stated | None
    jurisdiction: Jurisdiction | None
    year: int | None
    notice: Notice = field(default_factory=Notice)
    role_rules: tuple[RoleRule, ...] = ()
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    corrections: tuple[Correction, ...] = ()
