"""Requests of the Graph Store Protocol as values, and the jobs they become."""

from __future__ import annotations

import pytest

from planggraph.server.graph_store import decide
from planggraph.server.problems import Fault
from planggraph.server.protocol import Call, Rights

STORE = "http://localhost/graphs"
OPEN = Rights(True, "token")
TOKEN = {"authorization": "Bearer token", "content-type": "text/turtle"}


@pytest.mark.parametrize(
    ("method", "path", "query", "kind", "graph"),
    [
        ("GET", "", "graph=x%3Ag", "graph", "x:g"),
        ("HEAD", "", "default", "graph", None),
        ("GET", "/person/1.ttl", "", "graph", f"{STORE}/person/1.ttl"),
        ("PUT", "", "graph=x:%2531", "put", "x:%31"),
        ("PUT", "", "default=", "put", None),
        ("DELETE", "/a", "", "delete", f"{STORE}/a"),
        ("POST", "", "graph=x:g", "post", "x:g"),
        ("POST", "", "default", "post", None),
        ("POST", "", "", "create", None),
        ("POST", "/", "", "create", None),
    ],
)
def test_jobs(method: str, path: str, query: str, kind: str, graph: str | None) -> None:
    job = decide(Call(method, STORE + path, query, TOKEN), STORE, OPEN)
    assert job is not None
    assert (job.kind, job.graph) == (kind, graph)


def test_the_store_itself_is_described() -> None:
    assert decide(Call("GET", STORE), STORE, Rights()) is None


@pytest.mark.parametrize(
    ("method", "path", "query", "status"),
    [
        ("PATCH", "", "default", 405),
        ("PUT", "", "", 400),
        ("DELETE", "", "", 400),
        ("GET", "", "graph=x:g&default", 400),
        ("GET", "", "graph=x:g&graph=x:h", 400),
        ("GET", "/a", "graph=x:g", 400),
        ("GET", "", "graph=relative", 400),
        ("GET", "", "default=yes", 400),
    ],
)
def test_refusals(method: str, path: str, query: str, status: int) -> None:
    with pytest.raises(Fault) as caught:
        decide(Call(method, STORE + path, query, TOKEN), STORE, OPEN)
    assert caught.value.status == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_writing_needs_the_right(method: str) -> None:
    for rights, headers, status in ((Rights(), TOKEN, 403), (OPEN, {}, 401)):
        with pytest.raises(Fault) as caught:
            decide(Call(method, STORE, "graph=x:g", headers), STORE, rights)
        assert caught.value.status == status
