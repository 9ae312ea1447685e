"""The answer to a query as rows: plain values for people and programs, and the RDF terms they were made from.

The terms are those of SPARQL 1.1 Query Results: an unbound variable is None in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from planggraph.store.terms import Term, Value, value

_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in the order the query gives them; `rows[i][j]` is the value and `terms[i][j]` the term of `columns[j]`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def records(self) -> list[dict[str, Value]]:
        """Each row as a dict from column name to value."""
        return list(self)

    def column(self, name: str) -> list[Value]:
        """The values of one column, top to bottom; raises `ValueError` where there is no such column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def only(self, columns: tuple[str, ...]) -> Rows:
        """The same rows with these columns alone, in this order."""
        places = [self.columns.index(name) for name in columns]
        return Rows.of(columns, (tuple(row[place] for place in places) for row in self.terms))

    @classmethod
    def of(cls, columns: tuple[str, ...], terms: Iterator[tuple[Term | None, ...]]) -> Rows:
        """Rows from terms alone."""
        kept = tuple(terms)
        return cls(columns, tuple(tuple(map(value, row)) for row in kept), kept)


def rows_of(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Rows:
    """The rows of the engine's answer: SELECT as it is, ASK as one row `answer`, CONSTRUCT and DESCRIBE as one row a triple."""
    if isinstance(answer, ox.QueryBoolean):
        return Rows.of(("answer",), iter([(ox.Literal(bool(answer)),)]))
    if isinstance(answer, ox.QueryTriples):
        return Rows.of(_TRIPLE, ((triple.subject, triple.predicate, triple.object) for triple in answer))
    columns = tuple(variable.value for variable in answer.variables)
    return Rows.of(columns, (tuple(solution) for solution in answer))
