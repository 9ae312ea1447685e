"""What a query text may do, read from its parsed form and never from its wording.

SPARQL 1.1 lets a query reach outside the store: SERVICE calls another endpoint, FROM may be fetched, and update operations change
data or LOAD files. planggraph answers from its own graphs alone, so the text is parsed with rdflib's SPARQL 1.1 grammar and the
tree is walked. What that grammar does not read is refused, even where the engine would accept it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox
from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from planggraph.errors import BadSparql, ForbiddenQuery, Said
from planggraph.rdf.vocabulary import PREFIXES

LONGEST: Final = 100_000
"""Characters of query text; a longer one is refused unread."""

_MAY_CALL: Final = re.compile(r"service|\\", re.IGNORECASE)
"""The word, or the backslash with which SPARQL lets its letters be written otherwise."""

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query text names in FROM and FROM NAMED; both empty where it leaves the choice to the store."""

    default: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def stated(self) -> bool:
        """Whether the text chooses its graphs."""
        return bool(self.default or self.named)


@lru_cache(maxsize=512)
def dataset_of(text: str) -> Dataset:
    """The graphs a query names, once it is known to be a query that stays inside the store.

    Raises `BadSparql` with line and column where it cannot be read, `ForbiddenQuery` for SERVICE and for updates.
    """
    if len(text) > LONGEST:
        raise ForbiddenQuery(detail=Said(f"超过 {LONGEST} 字", f"longer than {LONGEST} characters"))
    parts, query = _parsed(text)
    if "ServiceGraphPattern" in parts:
        raise ForbiddenQuery(detail=Said("SERVICE 会访问别处", "SERVICE would ask another endpoint"))
    clauses = query.algebra.datasetClause or []
    return Dataset(_graphs(clauses, "default"), _graphs(clauses, "named"))


def makes_triples(text: str) -> bool:
    """Whether the query is a CONSTRUCT or DESCRIBE, whose answer is triples and not rows."""
    return _parsed(text)[1].algebra.name in ("ConstructQuery", "DescribeQuery")


def uses_not_exists(text: str) -> bool:
    """Whether the query has FILTER NOT EXISTS, which takes quadratic time in Oxigraph (MINUS does not)."""
    return "Builtin_NOTEXISTS" in _parsed(text)[0]


def refusal(text: str, detail: str, line: int = 1, column: int = 1) -> BadSparql:
    """The error for a text that cannot be read, with the engine's position where it has one: it is nearer to the fault.

    The engine is given the text over an empty store, and not at all where SERVICE may stand in it, so that nothing is ever called.
    """
    if not _MAY_CALL.search(text):
        try:
            ox.Store().query(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            found = _POSITION.match(str(error))
            if found:
                line, column, detail = int(found[1]), int(found[2]), found[3]
    return BadSparql(line=line, column=column, detail=_short(detail))


def _parsed(text: str) -> tuple[frozenset[str], Query]:
    """The names of all parts of the text as it is parsed, and the query they become."""
    try:
        parts = parseQuery(text)
        names = frozenset(part.name for part in _walk(parts))
        return names, translateQuery(parts, initNs=dict(PREFIXES))
    except ParseException as error:
        _refuse_update(text)
        raise refusal(text, str(error.msg), error.lineno, error.column) from error
    except RecursionError as error:
        raise BadSparql(line=1, column=1, detail=Said("嵌套过深", "nested too deeply")) from error
    except Exception as error:
        # rdflib raises bare Exception for an undeclared prefix, a variable out of scope and the like.
        raise refusal(text, str(error)) from error


def _refuse_update(text: str) -> None:
    try:
        update = parseUpdate(text)
    except (ParseException, RecursionError):
        return
    if "request" in update:
        raise ForbiddenQuery(detail=Said("这是更新，不是查询", "this is an update, not a query"))


def _short(detail: str) -> str | Said:
    if "Prefix not found" in detail:
        return Said("前缀未声明", "prefix not declared")
    tidy = " ".join(detail.split())
    return tidy if len(tidy) <= 200 else tidy[:200] + " …"


def _graphs(clauses: list[CompValue], kind: str) -> tuple[str, ...]:
    return tuple(str(clause[kind]) for clause in clauses if kind in clause)


def _walk(part: object) -> Iterator[CompValue]:
    """Every named part of a parsed query, however deep."""
    pending = [part]
    while pending:
        item = pending.pop()
        if isinstance(item, CompValue):
            yield item
            pending.extend(item.values())
        elif isinstance(item, (list, tuple, ParseResults)):
            pending.extend(item)
