"""The catalogue of questions: one SPARQL file each under queries/, with a header for people, run with parameters bound as RDF terms."""

from __future__ import annotations

from collections.abc import Mapping

from planggraph.queries.binding import bound_text
from planggraph.queries.catalogue import GROUPS, Catalogue, Query, read_query
from planggraph.queries.header import Column, Parameter
from planggraph.queries.parameters import bind
from planggraph.store import OpenStore, Rows

__all__ = ["GROUPS", "Catalogue", "Column", "Parameter", "Query", "bind", "bound_text", "read_query", "run"]


def run(store: OpenStore, query: Query, parameters: Mapping[str, str] | None = None) -> Rows:
    """The answer of a query of the catalogue, with the columns of its header in their order.

    `parameters` maps names to text as a person writes it: `{"task": "四7"}`. Raises `BadParameter`, and what `EmbeddedStore.query`
    raises.
    """
    rows = store.query(bound_text(query.text, bind(store, query, parameters or {})))
    return rows.only(tuple(column.name for column in query.columns))
