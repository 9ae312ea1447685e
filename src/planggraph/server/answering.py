"""The reading jobs of a worker, over its store: queries, graphs, things, statistics.

Queries see the union of the public graphs as their default graph. What reaches outside the store is refused by the parsed query
(`planggraph.store.guard`); a text in which neither SERVICE nor FROM can stand needs no second parser and goes to the engine at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Final, Protocol, cast
from urllib.parse import urljoin

import pyoxigraph as ox

from planggraph.errors import BadSparql, ForbiddenQuery, Said
from planggraph.rdf.vocabulary import PREFIXES
from planggraph.server.jobs import Job
from planggraph.server.limits import Outlet, RowCount, counted
from planggraph.server.negotiation import Chosen, choose, prefers_page
from planggraph.server.problems import fault
from planggraph.server.things import LINKS, page
from planggraph.store import Answer, EmbeddedStore
from planggraph.store.guard import Dataset, dataset_of

_MAY_REACH_OUT: Final = re.compile(r"service|from|\\", re.IGNORECASE)
"""The two words, or the backslash with which SPARQL lets their letters be written otherwise."""

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

_XML_NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")

LONG: Final = 200
"""Characters of the engine's complaint that are passed on."""

_COUNTS: Final[Mapping[str, str]] = {
    "graphs": "SELECT ?key (COUNT(*) AS ?count) WHERE { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key",
    "classes": "SELECT ?key (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s a ?key } GROUP BY ?key",
    "properties": "SELECT ?key (COUNT(*) AS ?count) WHERE { SELECT DISTINCT ?s ?key ?o WHERE { ?s ?key ?o } } GROUP BY ?key",
    "subjects": "SELECT (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s ?p ?o }",
    "objects": "SELECT (COUNT(DISTINCT ?o) AS ?count) WHERE { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s a ?type }",
}
"""What VoID wants to know, each as a query."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the bytes of an answer."""

    status: int = 200
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Reply(Outlet, Protocol):
    """Where an answer goes: its head first, then its bytes."""

    def head(self, head: Head) -> None:
        """Takes the head."""
        ...


def answer_query(store: EmbeddedStore, job: Job, reply: Reply, row_limit: int) -> None:
    """Runs a query and writes its answer in the format chosen.

    Raises `BadSparql`, `ForbiddenQuery`, and `Fault` for formats and rows.
    """
    answer = _run(store.engine, job)
    if isinstance(answer, ox.QueryTriples):
        write_triples(answer, choose(job.wanted, "graph"), reply, row_limit)
        return
    chosen = choose(job.wanted, "truth" if isinstance(answer, ox.QueryBoolean) else "rows")
    reply.head(Head(200, chosen.content_type))
    counting = RowCount(reply, chosen.format.name, row_limit)
    answer.serialize(_file(counting), cast(ox.QueryResultsFormat, chosen.format.engine))


def answer_graph(store: EmbeddedStore, job: Job, reply: Reply, row_limit: int) -> None:
    """Writes one graph of the store; raises `Fault` 404 where it is not there."""
    graph = ox.DefaultGraph() if job.graph is None else node(job.graph, job.base)
    if isinstance(graph, ox.NamedNode) and not store.engine.contains_named_graph(graph):
        raise fault(404, f"没有图 <{job.graph}>。", f"There is no graph <{job.graph}>.")
    quads = store.engine.quads_for_pattern(None, None, None, graph)
    write_triples((quad.triple for quad in quads), choose(job.wanted, "graph"), reply, row_limit)


def answer_thing(store: EmbeddedStore, job: Job, reply: Reply, row_limit: int) -> None:
    """Writes what is said of a thing and with it, as RDF or as a page; raises `Fault` 404 where nothing is."""
    thing = node(job.text, job.base)
    said = sorted({quad.triple for quad in store.engine.quads_for_pattern(thing, None, None)}, key=str)
    if not said and next(store.engine.quads_for_pattern(None, None, thing), None) is None:
        raise fault(404, f"图谱中没有 <{job.text}>。", f"Nothing here is said of <{job.text}>.")
    pointing = _pointing(store.engine, thing)
    if prefers_page(job.wanted, "graph"):
        reply.head(Head(200, "text/html; charset=utf-8"))
        reply.write(page(store.engine, thing, said, pointing).encode("utf-8"))
    else:
        write_triples(iter([*said, *pointing]), choose(job.wanted, "graph"), reply, row_limit)


def answer_statistics(store: EmbeddedStore, job: Job, reply: Reply, row_limit: int) -> None:
    """Writes, as JSON, the counts that VoID wants: `{"graphs": {iri: n}, "classes": …, "properties": …, "subjects": n, …}`."""
    del job, row_limit
    counts = {name: _count(store.engine, text) for name, text in _COUNTS.items()}
    reply.head(Head(200, "application/json"))
    reply.write(json.dumps(counts, ensure_ascii=False, sort_keys=True).encode("utf-8"))


def write_triples(triples: Iterator[ox.Triple], chosen: Chosen, reply: Reply, row_limit: int) -> None:
    """Writes triples in an RDF format; raises `Fault` 406 for RDF/XML where a predicate cannot be written in it, 403 for too many."""
    reply.head(Head(200, chosen.content_type))
    form = cast(ox.RdfFormat, chosen.format.engine)
    checked = _with_xml_names(triples) if form == ox.RdfFormat.RDF_XML else triples
    ox.serialize(counted(checked, row_limit), _file(reply), form, prefixes=dict(PREFIXES))


def _with_xml_names(triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples; the predicate of each must end in an XML name, else no element can stand for it (RDF/XML §2.2)."""
    for triple in triples:
        if not _XML_NAME.search(triple.predicate.value):
            name = triple.predicate.value
            raise fault(
                406, f"RDF/XML 写不出谓词 <{name}>，请换一种格式。", f"RDF/XML cannot write the predicate <{name}>; ask for another format."
            )
        yield triple


def node(iri: str, base: str) -> ox.NamedNode:
    """The node of an IRI, resolved against `base`; raises `Fault` 400 where it is none."""
    try:
        return ox.NamedNode(urljoin(base, iri) if ":" not in iri else iri)
    except ValueError as error:
        raise fault(400, f"这不是 IRI：{iri}", f"This is no IRI: {iri}") from error


def bad_sparql(error: SyntaxError) -> BadSparql:
    """The error for a text that the engine cannot read, with its line and column."""
    found = _POSITION.match(str(error))
    if not found:
        return _unreadable(str(error))
    detail = " ".join(found[3].split())
    return BadSparql(line=int(found[1]), column=int(found[2]), detail=detail if len(detail) <= LONG else detail[:LONG] + " …")


def _unreadable(detail: str) -> BadSparql:
    return BadSparql(line=1, column=1, detail=detail)


def _file(outlet: Outlet) -> IO[bytes]:
    """An outlet as the engine's type stubs want it; the engine itself asks for `write` alone."""
    return cast(IO[bytes], outlet)


def _run(engine: ox.Store, job: Job) -> Answer:
    stated = dataset_of(job.text) if _MAY_REACH_OUT.search(job.text) else Dataset((), ())
    graphs = job.graphs
    if not graphs.stated:
        _check_graphs(engine, stated, job.base)
    union = not graphs.stated and not stated.stated
    named: list[ox.NamedNode | ox.BlankNode] = [node(name, job.base) for name in graphs.named]
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [node(name, job.base) for name in graphs.default]
    try:
        if graphs.stated:
            return engine.query(job.text, base_iri=job.base, prefixes=dict(PREFIXES), default_graph=default, named_graphs=named)
        return engine.query(job.text, base_iri=job.base, prefixes=dict(PREFIXES), use_default_graph_as_union=union)
    except SyntaxError as error:
        with suppress(BadSparql):
            dataset_of(job.text)  # tells an update from a mistake
        raise bad_sparql(error) from error
    except ValueError as error:
        raise _unreadable(str(error)) from error


def _check_graphs(engine: ox.Store, dataset: Dataset, base: str) -> None:
    for name in (*dataset.default, *dataset.named):
        if not engine.contains_named_graph(node(name, base)):
            detail = Said(f"图谱中没有 FROM 所指的图 <{name}>", f"the store has no graph <{name}>, which FROM names")
            raise ForbiddenQuery(detail=detail)


def _pointing(engine: ox.Store, thing: ox.NamedNode) -> list[ox.Triple]:
    found: set[ox.Triple] = set()
    for quad in engine.quads_for_pattern(None, None, thing):
        found.add(quad.triple)
        if len(found) >= LINKS:
            break
    return sorted(found, key=str)


def _count(engine: ox.Store, text: str) -> int | dict[str, int]:
    answer = engine.query(text, use_default_graph_as_union=True)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("counts come from SELECT")
    rows = [(solution["count"], solution["key"] if len(solution) > 1 else None) for solution in answer]
    counts = {key.value if isinstance(key, ox.NamedNode) else "": int(count.value) for count, key in rows if isinstance(count, ox.Literal)}
    return counts[""] if set(counts) == {""} else counts
