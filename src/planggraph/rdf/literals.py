"""Values as RDF terms and back (RDF 1.1 §3.3, XML Schema datatypes), so that nothing is lost either way.

Text is a plain literal and is never normalised: white space, control characters and decomposed accents come back as they went in.
Titles are tagged @zh. Decimals are written out in full ("0.5", never "5E-1"), numbers and dates by their shortest form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rdflib import XSD, Literal, URIRef

from planggraph.rdf.iris import name_of, segment
from planggraph.rdf.vocabulary import ROLE

Node = URIRef | Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of value is written as a term, and read from the lexical form of that term."""

    write: Callable[[Any], Node]
    read: Callable[[str], Any]


@lru_cache(maxsize=65536)
def integer(value: int) -> Literal:
    """`value` as xsd:integer."""
    return Literal(str(value), datatype=XSD.integer, normalize=False)


@lru_cache(maxsize=4096)
def day(value: date) -> Literal:
    """`value` as xsd:date."""
    return Literal(value.isoformat(), datatype=XSD.date, normalize=False)


@lru_cache(maxsize=4096)
def decimal(value: Decimal) -> Literal:
    """`value`, which must be finite, as xsd:decimal without an exponent."""
    return Literal(format(value, "f"), datatype=XSD.decimal, normalize=False)


def text(value: str) -> Literal:
    """`value` as a plain literal (xsd:string)."""
    return Literal(value)


def chinese(value: str) -> Literal:
    """`value` tagged @zh."""
    return Literal(value, lang="zh")


def joined(parts: tuple[str, ...], mark: str) -> str:
    """`parts` in one line with ` mark ` between them; a mark or backslash inside a part gets a backslash before it.

    >>> joined(("三、工作任务", "（二）资金支持"), "›")
    '三、工作任务 › （二）资金支持'
    """
    return f" {mark} ".join(part.replace("\\", "\\\\").replace(mark, f"\\{mark}") for part in parts)


def parted(line: str, mark: str) -> tuple[str, ...]:
    """The parts of which `joined` made `line`.

    >>> parted("三、工作任务 › （二）资金支持", "›")
    ('三、工作任务', '（二）资金支持')
    """
    cuts = [found.start() for found in re.finditer(rf"(?s)\\.|{re.escape(mark)}", line) if found[0] == mark]
    starts = [0, *(cut + 2 for cut in cuts)]
    ends = [*(cut - 1 for cut in cuts), len(line)]
    return tuple(re.sub(r"(?s)\\(.)", r"\1", line[start:end]) for start, end in zip(starts, ends, strict=True))


def _listing(mark: str) -> Kind:
    return Kind(lambda parts: Literal(joined(parts, mark)), lambda line: parted(line, mark))


@lru_cache(maxsize=256)
def role_concept(name: str) -> URIRef:
    """The concept of a role by its name in the table of roles: "lead" → role:lead."""
    return URIRef(ROLE + segment(name))


_FLAGS = {said: Literal(str(said).lower(), datatype=XSD.boolean) for said in (True, False)}

TEXT = Kind(text, str)
CHINESE = Kind(chinese, str)
INTEGER = Kind(integer, int)
DECIMAL = Kind(decimal, Decimal)
DAY = Kind(day, date.fromisoformat)
FLAG = Kind(_FLAGS.__getitem__, lambda lexical: lexical == "true")
CONCEPT = Kind(role_concept, lambda iri: name_of(iri[len(ROLE) :]))
PATH = _listing("›")
CANDIDATES = _listing("|")
