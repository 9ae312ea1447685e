"""The writing jobs of a worker: updates, and the writes of the Graph Store Protocol.

The worker has the graph to itself: it changes its own copy and, when all has gone well, keeps it as the store's next snapshot. A job
that fails or is killed on the way has changed nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from planggraph.errors import ForbiddenQuery, Said
from planggraph.rdf.vocabulary import PREFIXES
from planggraph.server.answering import Head, Reply, bad_sparql, node
from planggraph.server.jobs import Graphs, Job
from planggraph.server.negotiation import GRAPHS, Format, format_of
from planggraph.server.problems import Fault, fault
from planggraph.server.updates import checked
from planggraph.store import EmbeddedStore
from planggraph.store.editing import check_changeable, keep

MULTIPART: Final = "multipart/form-data"
"""A body that holds several documents (Graph Store Protocol §5.5)."""


def write_update(store: EmbeddedStore, folder: Path, job: Job, reply: Reply) -> None:
    """Runs an update and keeps what it changed; 204. Raises `BadSparql`, `ForbiddenQuery`, `Fault`."""
    check_changeable(store)
    graphs = Graphs(*(tuple(node(name, job.base).value for name in names) for names in (job.graphs.default, job.graphs.named)))
    text = checked(job.text, graphs)
    try:
        store.engine.update(text, base_iri=job.base, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise bad_sparql(error) from error
    keep(store, folder)
    reply.head(Head(204))


def write_graph(store: EmbeddedStore, folder: Path, job: Job, reply: Reply) -> None:
    """Replaces, merges into, creates or deletes a graph: 201 where it was not there before, else 204; 404 for a delete in vain."""
    check_changeable(store)
    graph = _graph(store.engine, job)
    existed = isinstance(graph, ox.DefaultGraph) or store.engine.contains_named_graph(graph)
    if job.kind == "delete" and not existed:
        raise fault(404, f"没有图 <{job.graph}>。", f"There is no graph <{job.graph}>.")
    if isinstance(graph, ox.NamedNode) and graph.value.endswith("/people"):
        raise ForbiddenQuery(detail=Said("不能写入人员图", "people graphs cannot be written to"))
    if job.kind in ("put", "delete"):
        store.engine.remove_graph(graph)
    if job.kind != "delete":
        for data, form in _documents(job):
            _load(store.engine, data, form, graph, job.base)
    keep(store, folder)
    location = {"Location": graph.value} if job.kind == "create" and isinstance(graph, ox.NamedNode) else {}
    reply.head(Head(204 if existed else 201, headers=location))


def _graph(engine: ox.Store, job: Job) -> ox.NamedNode | ox.DefaultGraph:
    if job.kind == "create":
        return _new_graph(engine, job)
    return ox.DefaultGraph() if job.graph is None else node(job.graph, job.base)


def _new_graph(engine: ox.Store, job: Job) -> ox.NamedNode:
    """A graph below the graph store that is not there yet, named by its content."""
    name = hashlib.sha256(job.body).hexdigest()[:16]
    number = 1
    while engine.contains_named_graph(graph := ox.NamedNode(f"{job.base}/{name}" + (f"-{number}" if number > 1 else ""))):
        number += 1
    return graph


def _documents(job: Job) -> Iterator[tuple[bytes, Format]]:
    """The RDF documents of the body, one or, in a multipart body, several; raises `Fault` 415, and 400 for parts that cannot be told."""
    media = _media(job.media)
    if media != MULTIPART:
        yield job.body, _format(media)
        return
    message: Message = BytesParser().parsebytes(b"Content-Type: " + job.media.encode("latin-1") + b"\r\n\r\n" + job.body)
    if not message.is_multipart():
        raise fault(400, "正文不是所说的多部分格式。", "The body is not the multipart body it says it is.")
    for part in message.walk():
        if not part.is_multipart():
            data = part.get_payload(decode=True)
            yield data if isinstance(data, bytes) else b"", _format(part.get_content_type())


def _format(media: str) -> Format:
    form = format_of(media)
    if form is None or form.name in ("trig", "nquads"):
        known = ", ".join([one.media[0] for one in GRAPHS[:4]] + [MULTIPART])
        raise fault(415, f"正文类型应为：{known}。", f"The body is to be one of: {known}.")
    return form


def _load(engine: ox.Store, data: bytes, form: Format, graph: ox.NamedNode | ox.DefaultGraph, base: str) -> None:
    if not isinstance(form.engine, ox.RdfFormat):
        raise TypeError(form.name)
    try:
        engine.load(data, form.engine, base_iri=graph.value if isinstance(graph, ox.NamedNode) else base, to_graph=graph)
    except SyntaxError as error:
        members = {name: value for name, value in (("line", error.lineno), ("column", error.offset)) if value is not None}
        words = fault(400, f"正文读不懂：{error.msg}", f"The body cannot be read: {error.msg}").detail
        raise Fault(400, words, members) from error


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
