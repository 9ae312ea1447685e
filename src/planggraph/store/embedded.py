"""A snapshot opened for reading, with SPARQL 1.1 over it (Oxigraph).

The default graph of a query is the union of all graphs opened; a triple that stands in several of them (the label of a group that
several plans name) matches once for each, so count with DISTINCT. The people graphs are not among them unless the store is opened
with `people=True`. Small graphs are held in memory, where Oxigraph answers 3 to 60 times faster than from disk; larger ones are
read from the snapshot's database (`building.MEMORY_LIMIT`).

Parameters are bound as RDF terms by the engine. It binds a variable that the SELECT projects, and inside a sub-select one that the
sub-select projects: a query must therefore project each of its parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyoxigraph as ox
from rdflib import Literal, URIRef

from planggraph.errors import DamagedStore, ForbiddenQuery, Said
from planggraph.rdf.rdf_to_plan import Triple
from planggraph.rdf.vocabulary import PREFIXES
from planggraph.store.guard import Dataset, dataset_of, refusal
from planggraph.store.locks import Hold, shared
from planggraph.store.rows import Rows, rows_of
from planggraph.store.snapshot import GRAPH, IN_USE, PEOPLE, Snapshot, check_sums, current
from planggraph.store.terms import Term
from planggraph.store.terms import node as as_node

Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class EmbeddedStore:
    """An open store. Reading it changes nothing, and a build made meanwhile does not show until it is opened again."""

    snapshot: Snapshot
    engine: ox.Store
    files: tuple[str, ...]
    held: Hold = field(repr=False)

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The rows of a query (`rows_of` says which for ASK and CONSTRUCT).

        `bindings` maps projected variables, without their question mark, to RDF terms. The prefixes of `PREFIXES` are known even
        where the text does not declare them. Raises `BadSparql` with line and column, or `ForbiddenQuery` for SERVICE, updates and
        FROM with a graph that is not here.
        """
        return rows_of(self.answer(text, bindings))

    def answer(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """As `query`, as the engine's own answer, which can serialise itself in the SPARQL result formats."""
        dataset = dataset_of(text)
        self._check_graphs(dataset)
        try:
            return self._run(text, bindings or {}, union=not dataset.stated)
        except (SyntaxError, RuntimeError) as error:
            raise refusal(text, str(error)) from error

    def look_up(self, text: str, bindings: Mapping[str, Term]) -> Iterator[tuple[Term | None, ...]]:
        """The terms of a SELECT written in planggraph itself: `query` without the guard, for short questions asked often."""
        answer = self._run(text, bindings, union=True)
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("look_up takes SELECT queries")
        return (tuple(solution) for solution in answer)

    def knows(self, node: ox.NamedNode) -> bool:
        """Whether anything is said of the node, or with it."""
        said, said_with = self.engine.quads_for_pattern(node, None, None), self.engine.quads_for_pattern(None, None, node)
        return next(said, None) is not None or next(said_with, None) is not None

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all graphs opened, sorted."""
        return tuple(sorted(graph.value for graph in self.engine.named_graphs()))

    def triples(self, graph: URIRef) -> Iterator[Triple]:
        """All triples of a named graph in rdflib's terms, for `rdf.plan_from`. (The graphs planggraph builds hold no blank nodes.)"""
        for quad in self.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            subject, predicate, value = map(as_node, (quad.subject, quad.predicate, quad.object))
            if isinstance(subject, URIRef) and isinstance(predicate, URIRef) and isinstance(value, URIRef | Literal):
                yield subject, predicate, value

    def nquads(self) -> Iterator[str]:
        """The lines of the snapshot's sorted N-Quads, without line feeds; the people graphs last, where they are open.

        They come from the files: the engine keeps the value of a number and not how it is written (0.50).
        """
        for name in self.files:
            with (self.snapshot.folder / name).open(encoding="utf-8", newline="\n") as file:
                yield from (line.rstrip("\n") for line in file)

    def close(self) -> None:
        """Lets a build remove the snapshot; `nquads` may then find nothing. Forgetting the store does the same."""
        self.held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _run(self, text: str, bindings: Mapping[str, Term], *, union: bool) -> Answer:
        terms = {ox.Variable(name): term for name, term in bindings.items()}
        return self.engine.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=union, substitutions=terms or None)

    def _check_graphs(self, dataset: Dataset) -> None:
        for name in (*dataset.default, *dataset.named):
            if not self.engine.contains_named_graph(ox.NamedNode(name)):
                raise ForbiddenQuery(
                    detail=Said(f"图谱中没有 FROM 所指的图 <{name}>", f"the store has no graph <{name}>, which FROM names")
                )


def open_store(folder: Path, *, people: bool = False) -> EmbeddedStore:
    """Opens the snapshot in force; with `people`, the people graphs too (the graph is then always held in memory).

    Raises `MissingStore`, `NotAStore` or `DamagedStore`. A snapshot held in memory is checked against its checksum first.
    """
    for _ in range(_TRIES):
        snapshot = current(folder)
        held = shared(snapshot.folder / IN_USE)
        if held is None:
            continue
        if not (snapshot.folder / IN_USE).exists():
            held.close()
            continue  # a build put another snapshot in force and removed this one between the two lines above
        try:
            return _opened(folder, snapshot, held, people=people)
        except BaseException:
            held.close()
            raise
    raise DamagedStore(path=folder, detail=Said(f"{IN_USE} 一直被占用", f"another program keeps holding {IN_USE}"))


def _opened(folder: Path, snapshot: Snapshot, held: Hold, *, people: bool) -> EmbeddedStore:
    files = (GRAPH, PEOPLE) if people else (GRAPH,)
    try:
        if snapshot.database is not None and not people:
            return EmbeddedStore(snapshot, ox.Store.read_only(str(snapshot.database)), files, held)
        check_sums(folder, snapshot, *files)
        engine = ox.Store()
        for name in files:
            engine.bulk_load(path=snapshot.folder / name, format=ox.RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as error:
        raise DamagedStore(path=folder, detail=str(error)) from error
    return EmbeddedStore(snapshot, engine, files, held)
