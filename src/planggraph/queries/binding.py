"""A question with its blanks filled in, as SPARQL 1.1 text that any endpoint takes.

Each SELECT, outer or inner, that projects a blank gets the term as inline data (VALUES, SPARQL 1.1 §10) at the head of its pattern.
Engines join from there, which is what makes a question about one plan quick in a store of thousands: values handed over beside the
text come after the order of joins is settled. Terms are written by the engine itself, so nothing in them is read as SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planggraph.store import Term

_SELECT: Final = re.compile(r"^(?!#)[^#\n]*?\bSELECT\b(?P<projected>[^{}]*?)\bWHERE\s*\{(?!\s*SELECT\b)", re.MULTILINE)
_VARIABLE: Final = re.compile(r"\?(\w+)")


def bound_text(text: str, terms: Mapping[str, Term]) -> str:
    """The query with `VALUES (?a ?b) { (term term) }` in every SELECT that projects variables of `terms`.

    A SELECT whose pattern is nothing but another SELECT leaves it to that one.

    >>> import pyoxigraph as ox
    >>> bound_text("SELECT ?k ?s WHERE { ?s ?p ?k }", {"k": ox.Literal(5)})
    'SELECT ?k ?s WHERE { VALUES (?k) { ("5"^^<http://www.w3.org/2001/XMLSchema#integer>) } ?s ?p ?k }'
    """

    def filled(found: re.Match[str]) -> str:
        names = [name for name in dict.fromkeys(_VARIABLE.findall(found["projected"])) if name in terms]
        if not names:
            return found[0]
        head = " ".join(f"?{name}" for name in names)
        row = " ".join(str(terms[name]) for name in names)
        return f"{found[0]} VALUES ({head}) {{ ({row}) }}"

    return _SELECT.sub(filled, text)
