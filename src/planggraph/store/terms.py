"""RDF terms on their way into and out of the engine: rdflib's, Oxigraph's and plain Python values.

Literals become Python values by their XML Schema datatype; what Python has no value for (xsd:gYear, language-tagged text) stays
the text it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import pyoxigraph as ox
import rdflib

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | Decimal | date | None

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS: Final = ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
_READERS: Final[Mapping[str, Callable[[str], Value]]] = {
    **{_XSD + name: int for name in _INTEGERS},
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
    _XSD + "date": date.fromisoformat,
}


def value(term: Term | None) -> Value:
    """The plain Python value of a term: the IRI of a node, the number, date or text of a literal, None for an unbound variable.

    >>> value(ox.Literal(7)), value(ox.Literal("2018-07-09", datatype=ox.NamedNode(_XSD + "date")))
    (7, datetime.date(2018, 7, 9))
    """
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, (ox.NamedNode, ox.BlankNode)) else str(term)
    reader = _READERS.get(term.datatype.value, str)
    try:
        return reader(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def node(term: Term) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """The rdflib node that equals an Oxigraph term, its lexical form kept; raises `TypeError` for a triple term.

    >>> node(ox.Literal("财政局", language="zh"))
    rdflib.term.Literal('财政局', lang='zh')
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == _XSD + "string"
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"{term} is no RDF 1.1 term")
