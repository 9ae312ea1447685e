"""Requests of the SPARQL 1.1 Protocol as values, and what is decided about them."""

from __future__ import annotations

from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.server import protocol
from planggraph.server.jobs import Graphs, Job
from planggraph.server.problems import Fault
from planggraph.server.protocol import FORM, QUERY, UPDATE, Call, Rights, decide, decoded

URL = "http://localhost/sparql"
ASK = "ASK {}"
CLEAR = "CLEAR ALL"
OPEN = Rights(True, "token")
TOKEN = {"authorization": "Bearer token"}


def get(query: str, **headers: str) -> Call:
    return Call("GET", URL, query, {name.replace("_", "-"): value for name, value in headers.items()})


def post(body: bytes, media: str, query: str = "", **headers: str) -> Call:
    return Call("POST", URL, query, {"content-type": media, **headers}, body)


@pytest.mark.parametrize(
    "call",
    [
        get(urlencode({"query": ASK})),
        Call("HEAD", URL, urlencode({"query": ASK})),
        post(urlencode({"query": ASK}).encode(), FORM),
        post(urlencode({"query": ASK}).encode(), FORM + "; charset=UTF-8"),
        post(ASK.encode(), QUERY),
        post(ASK.encode(), "Application/Sparql-Query;charset=utf-8"),
        post(b"\xef\xbb\xbf" + ASK.encode(), QUERY),
    ],
)
def test_a_query_by_each_way(call: Call) -> None:
    job = decide(call, Rights())
    assert isinstance(job, Job)
    assert (job.kind, job.text, job.base, job.graphs) == ("query", ASK, URL, Graphs())


@pytest.mark.parametrize("call", [post(urlencode({"update": CLEAR}).encode(), FORM, **TOKEN), post(CLEAR.encode(), UPDATE, **TOKEN)])
def test_an_update_by_each_way(call: Call) -> None:
    job = decide(call, OPEN)
    assert isinstance(job, Job)
    assert (job.kind, job.text, job.base) == ("update", CLEAR, URL)


def test_graphs_are_taken_from_the_address_and_from_the_form() -> None:
    form = urlencode([("query", ASK), ("default-graph-uri", "x:1"), ("named-graph-uri", "x:3")]).encode()
    job = decide(post(form, FORM, "default-graph-uri=x%3A0"), Rights())
    assert isinstance(job, Job)
    assert job.graphs == Graphs(("x:0", "x:1"), ("x:3",))
    update = decide(post(CLEAR.encode(), UPDATE, "using-graph-uri=x:1&using-named-graph-uri=x:2", **TOKEN), OPEN)
    assert isinstance(update, Job)
    assert update.graphs == Graphs(("x:1",), ("x:2",))


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (Call("PUT", URL, "query=ASK%7B%7D"), 405),
        (Call("DELETE", URL), 405),
        (get("query=ASK%7B%7D&query=ASK%7B%7D"), 400),
        (get("update=CLEAR+ALL"), 400),
        (get("query=ASK%7B%7D&update=CLEAR+ALL"), 400),
        (get("query=%FF"), 400),
        (get("query=ASK%7B%7D&using-graph-uri=x:g"), 400),
        (post(ASK.encode(), "text/plain"), 415),
        (post(ASK.encode(), ""), 415),
        (post(ASK.encode(), FORM), 400),
        (post(b"query=ASK%7B%7D&query=ASK%7B%7D", FORM), 400),
        (post(b"query=ASK%7B%7D&update=CLEAR+ALL", FORM), 400),
        (post(b"query=ASK%7B%7D", FORM, "query=ASK%7B%7D"), 400),
        (post(ASK.encode(), QUERY, "query=ASK%7B%7D"), 400),
        (post(ASK.encode("utf-16"), QUERY), 400),
        (post(ASK.encode("utf-16"), QUERY + "; charset=UTF-16"), 400),
        (post(ASK.encode(), QUERY + "; charset=klingon"), 400),
        (post("ASK { ?s ?p '责任' }".encode("gbk"), QUERY), 400),
        (post(CLEAR.encode(), UPDATE), 401),
        (post(CLEAR.encode(), UPDATE, authorization="Bearer wrong"), 401),
        (post(CLEAR.encode(), UPDATE, authorization="Basic token"), 401),
        (post(CLEAR.encode(), UPDATE, "default-graph-uri=x:g", **TOKEN), 400),
        (post(b"", FORM, "update=CLEAR+ALL", **TOKEN), 400),
    ],
)
def test_refusals(call: Call, status: int) -> None:
    with pytest.raises(Fault) as caught:
        decide(call, OPEN)
    assert caught.value.status == status
    assert caught.value.detail.zh
    assert caught.value.detail.en


@pytest.mark.parametrize("call", [post(CLEAR.encode(), UPDATE, **TOKEN), post(b"update=CLEAR+ALL", FORM, **TOKEN)])
def test_nobody_writes_where_writing_is_off(call: Call) -> None:
    with pytest.raises(Fault) as caught:
        decide(call, Rights(False, "token"))
    assert caught.value.status == 403


@pytest.mark.parametrize(("accept", "shown"), [("text/turtle", "description"), ("text/html", "page"), ("*/*", "description")])
def test_without_a_query(accept: str, shown: str) -> None:
    assert decide(get("", accept=accept), Rights()) == shown


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_text_is_decoded_once(text: str) -> None:
    assert decoded("query=" + quote_plus(text)) == [("query", text)]


def test_the_module_says_where_its_rules_stand() -> None:
    assert "https://www.w3.org/TR/sparql11-protocol/" in (protocol.__doc__ or "")
