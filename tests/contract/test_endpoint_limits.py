"""What the endpoint refuses and stops: queries that reach outside or take too long, answers and bodies that are too large.

Nothing here depends on how fast a machine is: a slow query is one that would run for hours.
"""

from __future__ import annotations

import http.client
import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from endpoints import BEARER, client, server
from planggraph.server.workers import Workers
from planggraph.store import build
from seed import build_seed
from small_plans import EmptyRegistry, small_plan

PERSON = "张三丰"
PLAN = "https://w3id.org/planggraph/id/plan/000000/某-2020-1"
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""A four-way cross product: with the thousands of triples of one plan, more than 10^15 rows to count."""

QUICK = "SELECT ?plan WHERE { ?plan a pg:Plan }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limits") / "s"
    build_seed(folder)
    return folder


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[TestClient]:
    with client(store) as opened:
        yield opened


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A store with a person in it."""
    build([small_plan(1, person=PERSON)], EmptyRegistry(), tmp_path / "s")
    return tmp_path / "s"


def ask(endpoint: TestClient, query: str, **headers: str) -> tuple[int, dict[str, object]]:
    answer = endpoint.get("/sparql", params={"query": query}, headers=headers)
    return answer.status_code, answer.json()


def connection_to(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)


def workers(endpoint: TestClient) -> Workers:
    found: Workers = endpoint.app.state.endpoint.workers  # type: ignore[attr-defined]
    return found


def busy(endpoint: TestClient) -> frozenset[int]:
    """The processes at work, once there are some."""
    while not (found := workers(endpoint).busy):
        threading.Event().wait(0.01)
    return found


def is_gone(pid: int) -> bool:
    """Whether the process has ended, after giving its parent a moment to notice."""
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        threading.Event().wait(0.01)
    return False


@pytest.mark.parametrize("forking", [True, False])
def test_a_query_at_its_limit_is_stopped_with_its_process_while_others_are_answered(store: Path, forking: bool) -> None:
    with client(store, "time_limit=3", forking=forking) as endpoint, ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, endpoint, CROSS)
        (pid,) = busy(endpoint)
        assert ask(endpoint, QUICK)[0] == 200
        assert not slow.done()
        status, problem = slow.result()
        assert status == 503
        assert "3 seconds" in str(problem["detail"])
        assert is_gone(pid)
        assert ask(endpoint, QUICK)[0] == 200
        assert workers(endpoint).busy == frozenset()


def test_an_answer_cut_off_at_the_limit_does_not_look_whole(store: Path) -> None:
    """Rows that stream out are already under way when the limit comes: the connection is closed in the middle."""
    with server(store, "--set", "time_limit=2", "--set", "row_limit=0") as url, closing(connection_to(url)) as connection:
        connection.request("GET", "/sparql?query=SELECT+*+%7B+%3Fa+%3Fb+%3Fc+.+%3Fd+%3Fe+%3Ff+.+%3Fg+%3Fh+%3Fi+%7D")
        with connection.getresponse() as answer:
            assert answer.status == 200
            with pytest.raises(http.client.IncompleteRead):
                answer.read()


def test_the_client_goes_and_the_query_is_stopped(store: Path) -> None:
    with server(store) as url:
        with closing(connection_to(url)) as connection:
            connection.request("POST", "/sparql", CROSS, {"Content-Type": "application/sparql-query"})
            children = _workers_at_work()
        assert all(map(is_gone, children))


def _workers_at_work() -> list[int]:
    """The worker processes of this machine that compute: those of state R below one of ours."""
    for _ in range(1000):
        found = [pid for pid in _descendants(os.getpid()) if _state(pid) == "R" and _is_worker(pid)]
        if found:
            return found
        threading.Event().wait(0.01)
    raise AssertionError("no worker is at work")


def _descendants(pid: int) -> list[int]:
    lists = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [one for child in " ".join(lists).split() for one in (int(child), *_descendants(int(child)))]


def _is_worker(pid: int) -> bool:
    try:
        return b"planggraph.server.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket nobody may connect to."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        opened.settimeout(0)
        yield opened


OUTSIDE = [
    "SELECT * WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ OPTIONAL {{ {{ SELECT * WHERE {{ sErViCe <{url}> {{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * FROM <{url}> WHERE {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> WHERE {{ ?s ?p ?o }}",
    "CONSTRUCT {{ ?s ?p ?o }} FROM <file:///etc/passwd> WHERE {{ ?s ?p ?o }}",
    "DESCRIBE <x:y> FROM <{url}>",
    "LOAD <{url}>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <x:y>",
    "CLEAR ALL",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_reaches_outside_is_refused_with_a_reason(text: str, endpoint: TestClient, listener: socket.socket) -> None:
    host, port = listener.getsockname()
    status, problem = ask(endpoint, text.format(url=f"http://{host}:{port}/x"))
    assert status == 403
    assert problem["title"] == "Refused"
    assert len(str(problem["detail"])) > 20
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "text", ["LOAD <{url}>", "LOAD SILENT <{url}> INTO GRAPH <x:y>", "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"]
)
def test_updates_that_reach_outside_are_refused_even_with_the_token(text: str, named: Path, listener: socket.socket) -> None:
    host, port = listener.getsockname()
    with client(named, writable=True) as endpoint:
        answer = endpoint.post("/sparql", data={"update": text.format(url=f"http://{host}:{port}/x")}, headers=BEARER)
    assert answer.status_code == 403
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_parameters_name_graphs_and_fetch_none(endpoint: TestClient, listener: socket.socket) -> None:
    host, port = listener.getsockname()
    parameters = {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": f"http://{host}:{port}/x"}
    answer = endpoint.get("/sparql", params=parameters)
    assert answer.json()["results"]["bindings"] == []
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_above_the_limit_are_refused_and_those_at_it_are_not(form: str, store: Path) -> None:
    with client(store, "row_limit=100") as endpoint:
        for limit, status in ((100, 200), (101, 403)):
            answer = endpoint.get("/sparql", params={"query": f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {limit}", "format": form})
            assert answer.status_code == status


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"])
def test_triples_above_the_limit_are_refused_and_those_at_it_are_not(form: str, store: Path) -> None:
    with client(store, "row_limit=100") as endpoint:
        for limit, status in ((100, 200), (101, 403)):
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SELECT DISTINCT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {limit} }}"
            assert endpoint.get("/sparql", params={"query": query, "format": form}).status_code == status


def test_a_query_that_eats_memory_ends_alone(store: Path) -> None:
    with client(store, "memory_limit=100") as endpoint:
        status, problem = ask(endpoint, "SELECT DISTINCT ?a ?c ?d ?f ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i")
        assert status == 503
        assert "memory" in str(problem["detail"])
        assert ask(endpoint, QUICK)[0] == 200


def test_a_body_of_100_mb_is_refused_before_it_is_sent(store: Path) -> None:
    with server(store) as url:
        for length in ({"Content-Length": str(100_000_000)}, {"Transfer-Encoding": "chunked"}):
            with closing(connection_to(url)) as connection:
                connection.putrequest("POST", "/sparql")
                for name, value in {"Content-Type": "application/sparql-query", **length}.items():
                    connection.putheader(name, value)
                connection.endheaders()
                for _ in range(12 if "Transfer-Encoding" in length else 0):
                    connection.send(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
                with connection.getresponse() as answer:
                    assert answer.status == 413


def test_who_waits_too_long_is_told_when_to_come_again(store: Path) -> None:
    with client(store, "workers=1", "patience=0.2", "time_limit=3") as endpoint, ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, endpoint, CROSS)
        busy(endpoint)
        answer = endpoint.get("/sparql", params={"query": QUICK})
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert slow.result()[0] == 503


def test_people_are_nowhere(named: Path) -> None:
    people = f"{PLAN}/people"
    with client(named, writable=True) as endpoint:
        assert ask(endpoint, f"ASK {{ GRAPH ?g {{ ?s ?p '{PERSON}' }} }}")[1]["boolean"] is False
        assert ask(endpoint, f"ASK FROM <{people}> {{ ?s ?p ?o }}")[0] == 403
        answer = endpoint.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": people})
        assert answer.json()["boolean"] is False
        assert endpoint.get("/graphs", params={"graph": people}).status_code == 404
        assert PERSON not in endpoint.get("/dump.nq").text
        assert people not in endpoint.get("/.well-known/void").text
        for page in ("task/1-1", "task/1-1/p/1", ""):
            for form in ("html", "turtle"):
                assert PERSON not in endpoint.get(f"/id/plan/000000/某-2020-1/{page}".rstrip("/"), params={"format": form}).text


def test_people_stay_through_writes_and_none_are_written(named: Path) -> None:
    people = f"{PLAN}/people"

    def stored() -> str:
        (snapshot,) = (named / "snapshots").glob((named / "CURRENT").read_text(encoding="utf-8").strip())
        return (snapshot / "people.nq").read_text(encoding="utf-8")

    before = stored()
    assert PERSON in before
    with client(named, writable=True) as endpoint:
        for update in (f"INSERT DATA {{ GRAPH <{people}> {{ <x:s> <x:p> 1 }} }}", f"COPY <{PLAN}> TO <{people}>"):
            assert endpoint.post("/sparql", data={"update": update}, headers=BEARER).status_code == 403
        turtle = {"content-type": "text/turtle"}
        assert endpoint.put("/graphs", params={"graph": people}, content="<x:s> <x:p> 1 .", headers=BEARER | turtle).status_code == 403
        assert endpoint.post("/sparql", data={"update": "DROP ALL"}, headers=BEARER).status_code == 204
        assert ask(endpoint, "ASK { ?s ?p ?o }")[1]["boolean"] is False
    assert stored() == before


def test_a_build_made_meanwhile_is_served(named: Path) -> None:
    with client(named) as endpoint:
        assert len(ask(endpoint, QUICK)[1]["results"]["bindings"]) == 1  # type: ignore[index]
        build([small_plan(2), small_plan(3)], EmptyRegistry(), named)
        assert len(ask(endpoint, QUICK)[1]["results"]["bindings"]) == 2  # type: ignore[index]


def test_nothing_is_left_running(store: Path) -> None:
    before = set(_descendants(os.getpid()))
    with client(store) as endpoint:
        assert ask(endpoint, QUICK)[0] == 200
        started = set(_descendants(os.getpid())) - before
        assert len(started) >= 3
    assert all(map(is_gone, started))
