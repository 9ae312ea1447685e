"""What every open store answers, whether it lies in a folder here or behind a SPARQL endpoint elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox
from rdflib import URIRef

from planggraph.rdf.rdf_to_plan import Triple
from planggraph.store.embedded import Answer
from planggraph.store.rows import Rows
from planggraph.store.terms import Term


class OpenStore(Protocol):
    """A store opened for reading; `EmbeddedStore` says what each method gives and raises."""

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The rows of a query."""

    def answer(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The same as an answer that can serialise itself."""

    def look_up(self, text: str, bindings: Mapping[str, Term]) -> Iterator[tuple[Term | None, ...]]:
        """The terms of a SELECT written in planggraph itself."""

    def knows(self, node: ox.NamedNode) -> bool:
        """Whether anything is said of the node, or with it."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all graphs opened, sorted."""

    def triples(self, graph: URIRef) -> Iterator[Triple]:
        """All triples of a named graph in rdflib's terms."""

    def close(self) -> None:
        """Gives the store up."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
