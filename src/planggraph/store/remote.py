"""The graph behind a SPARQL 1.1 endpoint elsewhere (Fuseki, GraphDB, Virtuoso, QLever …), read as an embedded store is.

The default graph of a query is the union of our own graphs, as in `EmbeddedStore`: they are named in `default-graph-uri` (SPARQL 1.1
Protocol §2.1), up to `FEW` of them; beyond that the endpoint's own default graph must be the union of its named graphs. Graphs of
others at the endpoint are neither read nor changed. The people graphs are never sent to an endpoint, so a plan is read back from it
without its persons.

A build is put in force in one step. The facts go to staging graphs first, are counted there, and one update then moves every staging
graph to its place and drops what is no longer wanted; SPARQL 1.1 Update §2.2 asks of a server that a request succeed as a whole or
leave no trace, and servers with transactions do. When anything fails before that, the staging graphs are dropped and what was in
force stays. What a killed build leaves behind is swept by the next one. The Graph Store Protocol was not chosen for this: it puts one
graph at a time, and a plan is two graphs beside shared reference data.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, Self

import pyoxigraph as ox
from rdflib import Literal, URIRef

from planggraph.errors import EndpointError, ForbiddenQuery, HalfAnswer, HalfUpload, NoUpdateEndpoint, Said
from planggraph.model import Plan
from planggraph.rdf.iris import reference_graph
from planggraph.rdf.rdf_to_plan import Triple
from planggraph.rdf.vocabulary import BASE, prefix_header
from planggraph.registry import Registry
from planggraph.store.binding import bound_text
from planggraph.store.embedded import Answer
from planggraph.store.endpoint import Endpoint
from planggraph.store.guard import dataset_of, makes_triples
from planggraph.store.lines import graph_lines
from planggraph.store.rows import Rows, rows_of
from planggraph.store.snapshot import PEOPLE_END
from planggraph.store.sorting import sorted_lines
from planggraph.store.terms import Term
from planggraph.store.terms import node as as_node

FEW: Final = 300
"""Graphs up to which a query names them all."""

BATCH: Final = 4_000
"""Facts sent in one update (about 1 MB)."""

STAGING: Final = f"{BASE}staging/"
"""Where facts are sent before they are put in force; never read."""

_GRAPHS: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """An open endpoint. What others build there meanwhile shows in the next query, as far as it fills graphs known when it was opened."""

    endpoint: Endpoint
    names: tuple[str, ...] = field(repr=False)

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The rows of a query; as `EmbeddedStore.query`, and raises `EndpointError`."""
        return rows_of(self.answer(text, bindings))

    def answer(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """As `query`, as an answer that can serialise itself in the SPARQL result formats."""
        dataset = dataset_of(text)
        for name in (*dataset.default, *dataset.named):
            if name not in self.names:
                detail = Said(f"图谱中没有 FROM 所指的图 <{name}>", f"the store has no graph <{name}>, which FROM names")
                raise ForbiddenQuery(detail=detail)
        graphs = () if dataset.stated else self._default()
        full = prefix_header() + bound_text(text, bindings or {})
        if makes_triples(text):
            return _triples_of(self.endpoint, self.endpoint.turtle(full, graphs))
        return _rows_of(self.endpoint, self.endpoint.rows(full, graphs))

    def look_up(self, text: str, bindings: Mapping[str, Term]) -> Iterator[tuple[Term | None, ...]]:
        """The terms of a SELECT written in planggraph itself."""
        full = prefix_header() + bound_text(text, bindings)
        answer = _rows_of(self.endpoint, self.endpoint.rows(full, self._default()))
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("look_up takes SELECT queries")
        return (tuple(solution) for solution in answer)

    def knows(self, node: ox.NamedNode) -> bool:
        """Whether anything is said of the node, or with it."""
        text = f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}"
        return bool(_rows_of(self.endpoint, self.endpoint.rows(text, self._default())))

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of our graphs at the endpoint, sorted."""
        return self.names

    def triples(self, graph: URIRef) -> Iterator[Triple]:
        """All triples of a named graph in rdflib's terms, for `rdf.plan_from`."""
        for subject, predicate, value in self.look_up(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", {}):
            if subject is None or predicate is None or value is None:
                continue
            terms = as_node(subject), as_node(predicate), as_node(value)
            if isinstance(terms[0], URIRef) and isinstance(terms[1], URIRef) and isinstance(terms[2], URIRef | Literal):
                yield terms[0], terms[1], terms[2]

    def close(self) -> None:
        """Does nothing: an endpoint is asked anew each time."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _default(self) -> tuple[str, ...]:
        """The graphs to name as the default graph; none where there are many, or where there is none to name."""
        return self.names if len(self.names) <= FEW else ()


def open_remote(endpoint: Endpoint) -> RemoteStore:
    """The store at an endpoint; raises `EndpointError`."""
    return RemoteStore(endpoint, tuple(name for name in _graphs_at(endpoint) if _is_ours(name)))


def build_remote(plans: Iterable[Plan], registry: Registry, endpoint: Endpoint, update: Endpoint | None) -> None:
    """Puts the graphs of the plans in the place of ours at an endpoint, without the people graphs.

    Raises `NoUpdateEndpoint`, or an `EndpointError` that leaves what was in force as it was.
    """
    if update is None:
        raise NoUpdateEndpoint(url=endpoint.shown)
    _drop_staged(endpoint, update)
    try:
        staged = _stage(_lines(plans, registry), update)
        _check(staged, endpoint)
        update.update(_switch(staged, _graphs_at(endpoint)))
    except BaseException:
        with suppress(EndpointError):
            _drop_staged(endpoint, update)
        raise


def _lines(plans: Iterable[Plan], registry: Registry) -> Iterator[str]:
    """The public lines, sorted and each once."""
    with TemporaryDirectory(prefix="planggraph-") as folder:
        for line in sorted_lines(graph_lines(plans, registry), Path(folder)):
            if not line.endswith(PEOPLE_END):
                yield line


def _stage(lines: Iterable[str], update: Endpoint) -> Mapping[str, tuple[str, int]]:
    """Sends the lines; gives for each graph its staging graph and how many facts went there."""
    counts: Counter[str] = Counter()
    staging: dict[str, str] = {}
    batch: dict[str, list[str]] = defaultdict(list)
    waiting = 0
    for line in lines:
        fact, graph, _ = line.rsplit(" ", 2)
        counts[graph[1:-1]] += 1
        batch[staging.setdefault(graph[1:-1], f"{STAGING}{len(staging) + 1}")].append(fact)
        waiting += 1
        if waiting == BATCH:
            update.update(_insert(batch))
            batch.clear()
            waiting = 0
    if batch:
        update.update(_insert(batch))
    return {graph: (staging[graph], counts[graph]) for graph in staging}


def _insert(batch: Mapping[str, list[str]]) -> str:
    """The update that adds facts, in N-Triples, to graphs."""
    graphs = ("".join([f"GRAPH <{graph}> {{\n", *(f"{fact} .\n" for fact in facts), "}\n"]) for graph, facts in batch.items())
    return "".join(["INSERT DATA {\n", *graphs, "}"])


def _check(staged: Mapping[str, tuple[str, int]], endpoint: Endpoint) -> None:
    """Raises `HalfUpload` where a staging graph does not hold what was sent to it."""
    text = f'SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{STAGING}")) }} GROUP BY ?g'
    rows = rows_of(_rows_of(endpoint, endpoint.rows(text))).rows
    found = {str(place): int(str(count)) for place, count in rows if place is not None}
    for graph, (place, sent) in staged.items():
        if found.get(place, 0) != sent:
            raise HalfUpload(url=endpoint.shown, graph=graph, sent=sent, found=found.get(place, 0))


def _switch(staged: Mapping[str, tuple[str, int]], present: Iterable[str]) -> str:
    """One update that puts the staged graphs in force and drops those of ours that no plan has any more."""
    gone = [name for name in present if _is_ours(name) and name not in staged]
    moves = [f"MOVE GRAPH <{place}> TO GRAPH <{graph}>" for graph, (place, _) in staged.items()]
    return " ;\n".join([*moves, *(f"DROP SILENT GRAPH <{name}>" for name in gone)])


def _drop_staged(endpoint: Endpoint, update: Endpoint) -> None:
    left = [name for name in _graphs_at(endpoint) if name.startswith(STAGING)]
    if left:
        update.update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in left))


def _graphs_at(endpoint: Endpoint) -> list[str]:
    return [str(row[0]) for row in rows_of(_rows_of(endpoint, endpoint.rows(_GRAPHS))).rows]


def _is_ours(name: str) -> bool:
    return name.startswith(f"{BASE}plan/") or name == str(reference_graph())


def _rows_of(endpoint: Endpoint, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The answer in SPARQL 1.1 JSON, read to its end; raises `HalfAnswer`."""
    try:
        rows_of(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise HalfAnswer(url=endpoint.shown, detail=" ".join(str(error).split())[:200]) from error


def _triples_of(endpoint: Endpoint, body: bytes) -> ox.QueryTriples:
    """The triples of an answer in Turtle; raises `HalfAnswer`."""
    engine = ox.Store()
    try:
        engine.load(input=body, format=ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        raise HalfAnswer(url=endpoint.shown, detail=" ".join(str(error).split())[:200]) from error
    answer = engine.query("CONSTRUCT WHERE { ?subject ?predicate ?object }")
    if not isinstance(answer, ox.QueryTriples):
        raise TypeError("a CONSTRUCT gives triples")
    return answer
