"""The Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/) as pure functions: a request in, a job out.

A graph is named directly, by the URL below /graphs (§4.1), or indirectly, by `?graph=IRI` or `?default` (§4.2). `?default` is the
unnamed graph of the store, in which a build puts nothing; queries see the union of all graphs as their default graph. POST to the
graph store itself makes a new graph (§5.5). A graph without triples is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planggraph.server.jobs import Job, Kind
from planggraph.server.problems import fault
from planggraph.server.protocol import Call, Rights, wanted_of

KINDS: Final[Mapping[str, Kind]] = {"GET": "graph", "HEAD": "graph", "PUT": "put", "POST": "post", "DELETE": "delete"}
"""What each method does to a graph."""


def decide(call: Call, store_url: str, rights: Rights) -> Job | None:
    """The job a request asks for, None for a GET of the graph store itself, which is answered with its description.

    `call.url` is the URL asked for, `store_url` that of the graph store. Raises `Fault` 400, 401, 403 or 405.
    """
    if call.method not in KINDS:
        raise fault(
            405,
            "可用的方法：GET、HEAD、PUT、POST、DELETE。",
            "Methods: GET, HEAD, PUT, POST, DELETE.",
            Allow="GET, HEAD, PUT, POST, DELETE",
        )
    kind = KINDS[call.method]
    graph, named = _graph(call, store_url)
    if kind != "graph":
        rights.check(call)
    elif not named:
        return None
    if not named and kind != "post":
        raise fault(400, "请用 ?graph=IRI、?default 或路径指明图。", "Name the graph: ?graph=IRI, ?default, or by the path.")
    if not named:
        kind = "create"
    return Job(kind, graph=graph, base=store_url, wanted=wanted_of(call, call.parameters), media=_media(call), body=call.body)


def _graph(call: Call, store_url: str) -> tuple[str | None, bool]:
    """The graph named (None: the unnamed one), and whether the request names any."""
    given = [(name, value) for name, value in call.parameters if name in ("graph", "default")]
    direct = call.url if call.url.rstrip("/") != store_url.rstrip("/") else None
    if len(given) + (direct is not None) > 1:
        raise fault(400, "只能指明一个图。", "Name one graph only.")
    if direct is not None:
        return direct, True
    if not given:
        return None, False
    name, value = given[0]
    if name == "default":
        if value:
            raise fault(400, "default 不能有值。", "default takes no value.")
        return None, True
    if ":" not in value:
        raise fault(400, f"graph 须为绝对 IRI，不能是“{value}”。", f"graph must be an absolute IRI, not {value!r}.")
    return value, True


def _media(call: Call) -> str:
    return call.headers.get("content-type", "")
