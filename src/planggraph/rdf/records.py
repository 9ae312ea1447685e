"""One table per dataclass of the model: which field is which property. Writing and reading both go by these tables.

A field whose value is its `default` is not written: None for what the plan does not say, False for a flag, () for an empty list.
What the graph says in its own way stands in `plan_to_rdf` and `rdf_to_plan`: nesting, order, evidence, identity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from rdflib import DCTERMS, ORG, RDFS, SDO, SKOS, URIRef

from planggraph import model
from planggraph.rdf.literals import (
    CANDIDATES,
    CHINESE,
    CONCEPT,
    DAY,
    DECIMAL,
    FLAG,
    INTEGER,
    PATH,
    TEXT,
    Kind,
    Node,
)
from planggraph.rdf.vocabulary import OA, PG

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A field and its property; a value equal to `default` is written as no triple."""

    name: str
    predicate: URIRef
    kind: Kind
    default: object = None


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """How the plain fields of one dataclass stand in the graph."""

    make: Callable[..., T]
    type: URIRef
    columns: tuple[Column, ...]

    def facts(self, value: T) -> Iterable[tuple[URIRef, Node]]:
        """The predicate and object of each plain field of `value` that says something."""
        for column in self.columns:
            said = getattr(value, column.name)
            if said != column.default:
                yield column.predicate, column.kind.write(said)

    def read(self, facts: Mapping[URIRef, list[Node]], **others: object) -> T:
        """The value whose plain fields `facts` (predicate to objects of its node) state and whose other fields are `others`."""
        return self.make(**{column.name: _said(facts, column) for column in self.columns}, **others)


def _said(facts: Mapping[URIRef, list[Node]], column: Column) -> object:
    objects = facts.get(column.predicate)
    return column.kind.read(str(objects[0])) if objects else column.default


EVIDENCE = Record(
    model.Evidence,
    PG.Evidence,
    (
        Column("start", OA.start, INTEGER),
        Column("end", OA.end, INTEGER),
        Column("quote", OA.exact, TEXT),
        Column("rule", PG.rule, TEXT),
    ),
)

SOURCE = Record(
    model.Source,
    PG.SourceFile,
    (
        Column("name", SDO.name, TEXT),
        Column("sha256", PG.sha256, TEXT),
        Column("media_type", DCTERMS["format"], TEXT),
        Column("characters", PG.characters, INTEGER),
    ),
)

ADDRESSEE = Record(model.Stated, PG.Addressee, (Column("value", PG.surface, TEXT),))

CITATION = Record(
    model.Citation,
    PG.Citation,
    (Column("title", DCTERMS.title, CHINESE), Column("number", DCTERMS.identifier, TEXT)),
)

ROLE_RULE = Record(model.RoleRule, PG.RoleRule, (Column("kind", PG.kind, TEXT),))

SECTION = Record(
    model.Section,
    PG.Section,
    (
        Column("number", PG.number, TEXT),
        Column("title", DCTERMS.title, CHINESE),
        Column("heading", PG.heading, TEXT),
    ),
)

IDENTITY = Record(
    model.Identity,
    PG.Assignment,
    (
        Column("status", PG.resolution, TEXT),
        Column("label", PG.fullName, TEXT),
        Column("candidates", PG.candidates, CANDIDATES, ()),
        Column("stated_by", PG.statedBy, TEXT, "registry"),
    ),
)

ASSIGNMENT = Record(
    model.Assignment,
    PG.Assignment,
    (
        Column("surface", PG.surface, TEXT),
        Column("agency", PG.agencyName, TEXT),
        Column("role", PG.role, CONCEPT),
        Column("concept", ORG.role, CONCEPT),
        Column("role_word", PG.roleWord, TEXT),
        Column("position", SDO.position, INTEGER),
        Column("block", PG.block, INTEGER),
        Column("collective", PG.collective, FLAG, False),
        Column("open_list", PG.openList, FLAG, False),
        Column("basis", PG.roleBasis, TEXT),
    ),
)

PERSON = Record(model.Person, PG.NamedPerson, (Column("surface", PG.surface, TEXT), Column("role", PG.roleWord, TEXT)))

DEADLINE = Record(
    model.Deadline,
    PG.Deadline,
    (
        Column("surface", PG.surface, TEXT),
        Column("by", PG.by, TEXT),
        Column("strict", PG.dueStrict, DAY),
        Column("month_end", PG.dueMonthEnd, DAY),
        Column("start", PG.startsOn, DAY),
        Column("kind", PG.kind, TEXT),
        Column("precision", PG.precision, TEXT),
        Column("recurrence", PG.recurrence, TEXT),
    ),
)

TARGET = Record(
    model.Target,
    PG.Target,
    (
        Column("surface", PG.surface, TEXT),
        Column("value", SDO.value, DECIMAL),
        Column("maximum", PG.maximum, DECIMAL),
        Column("unit", SDO.unitText, TEXT),
        Column("bound", PG.bound, TEXT),
        Column("per", PG.per, TEXT),
        Column("period", PG.period, TEXT),
        Column("bearer", PG.bearer, TEXT),
        Column("exclusive", PG.exclusive, FLAG, False),
        Column("approximate", PG.approximate, FLAG, False),
        Column("aim", PG.aim, FLAG, False),
    ),
)

RESOURCE = Record(
    model.Resource,
    PG.Resource,
    (
        Column("kind", PG.kind, TEXT),
        Column("surface", PG.surface, TEXT),
        Column("value", SDO.value, DECIMAL),
        Column("earmark_share", PG.earmarkShare, DECIMAL),
        Column("earmark_for", PG.earmarkFor, TEXT),
        Column("origin", PG.origin, TEXT),
        Column("destination", PG.destination, TEXT),
    ),
)

MENTION = Record(
    model.Mention,
    PG.Mention,
    (
        Column("kind", PG.kind, TEXT),
        Column("surface", PG.surface, TEXT),
        Column("label", RDFS.label, TEXT),
        Column("nested", PG.nested, FLAG, False),
        Column("generic", PG.generic, FLAG, False),
        Column("bears_duty", PG.bearsDuty, FLAG, False),
    ),
)

TASK = Record(
    model.Task,
    PG.Task,
    (
        Column("notation", SKOS.notation, TEXT),
        Column("number", PG.number, TEXT),
        Column("path", PG.path, PATH, ()),
        Column("title", DCTERMS.title, CHINESE),
        Column("text", PG.text, TEXT),
    ),
)

CORRECTION = Record(
    model.Correction,
    PG.Correction,
    (
        Column("field", PG.field, TEXT),
        Column("before", PG.before, TEXT),
        Column("value", PG.after, TEXT),
        Column("stated_by", PG.statedBy, TEXT),
    ),
)


@dataclass(frozen=True, slots=True)
class HeaderFact:
    """A header field that carries its own evidence, told apart from its siblings by pg:states."""

    name: str
    predicate: URIRef
    kind: Kind
    make: Callable[..., model.Stated | model.StatedDate]


PLAN_HEADER = (HeaderFact("title", DCTERMS.title, CHINESE, model.Stated),)
NOTICE_HEADER = (
    HeaderFact("title", DCTERMS.title, CHINESE, model.Stated),
    HeaderFact("issuer", PG.issuerName, TEXT, model.Stated),
    HeaderFact("document_number", DCTERMS.identifier, TEXT, model.Stated),
    HeaderFact("date", DCTERMS.issued, DAY, model.StatedDate),
    HeaderFact("disclosure", PG.disclosure, TEXT, model.Stated),
)
