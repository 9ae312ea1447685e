"""Clients that others wrote, against `planggraph serve` on a loopback port: SPARQLWrapper, rdflib, curl, and what YASGUI sends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from unittest.mock import patch

import httpx2
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from endpoints import TOKEN, server
from planggraph.store import build
from seed import build_seed
from small_plans import EmptyRegistry, small_plan

TASKS = "SELECT ?number ?title WHERE { ?task a pg:Task ; skos:notation ?number ; dcterms:title ?title } ORDER BY ?number"
PLAN = "https://w3id.org/planggraph/id/plan/440100/穗援-2018-140"
CONSTRUCT = "CONSTRUCT { ?plan dcterms:title ?title } WHERE { ?plan a pg:Plan ; dcterms:title ?title }"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint over the seed plan: 32 tasks."""
    folder = tmp_path_factory.mktemp("clients") / "s"
    build_seed(folder)
    with server(folder, "--set", "cors=https://yasgui.example") as found:
        yield f"{found}/sparql"


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("writable") / "s"
    build([small_plan(1)], EmptyRegistry(), folder)
    with patch.dict(os.environ, {"PLANGGRAPH_TOKEN": TOKEN}), server(folder, "--writable") as found:
        yield f"{found}/sparql"


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("request_method", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_rows(url: str, method: str, request_method: str) -> None:
    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(POST if request_method == POSTDIRECTLY else method)
    wrapper.setRequestMethod(request_method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(TASKS)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert len(rows) == 32
    assert {"四7"} <= {row["number"]["value"] for row in rows}


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_sparqlwrapper_other_formats(url: str, form: str) -> None:
    wrapper = SPARQLWrapper(url, returnFormat=form)
    wrapper.setQuery(TASKS)
    found = wrapper.queryAndConvert()
    text = found.toxml() if form == XML else found.decode("utf-8")
    assert text.count("四7") == 1
    assert (text.count("<result>") if form == XML else text.count("\n") - 1) == 32


@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_graphs(url: str, form: str) -> None:
    wrapper = SPARQLWrapper(url, returnFormat=form)
    wrapper.setQuery(CONSTRUCT)
    found = wrapper.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert {str(subject) for subject in graph.subjects()} == {PLAN}


def test_sparqlwrapper_errors(url: str) -> None:
    wrapper = SPARQLWrapper(url, returnFormat=JSON)
    wrapper.setQuery("SELECT ?x WHERE {\n ?x ?y }")
    with pytest.raises(QueryBadFormed) as caught:
        wrapper.query()
    assert '"line": 2' in str(caught.value)


def test_sparqlwrapper_updates(writable: str) -> None:
    wrapper = SPARQLWrapper(writable)
    wrapper.setMethod(POST)
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    wrapper.setQuery("INSERT DATA { GRAPH <x:g> { <x:s> <x:p> '牵头' } }")
    assert wrapper.query().response.status == 204
    asked = SPARQLWrapper(writable, returnFormat=JSON)
    asked.setQuery("ASK { <x:s> <x:p> '牵头' }")
    assert asked.queryAndConvert()["boolean"] is True


def test_rdflib_reads(url: str) -> None:
    graph = Graph(SPARQLStore(url, returnFormat="json"))
    title = graph.value(URIRef(PLAN), URIRef("http://purl.org/dc/terms/title"))
    assert str(title) == "广州市东西部扶贫协作对口帮扶黔南州2018年度工作要点"
    assert len(list(graph.query(TASKS))) == 32


def test_rdflib_writes(writable: str) -> None:
    store = SPARQLUpdateStore(writable, writable, headers={"Authorization": f"Bearer {TOKEN}"}, returnFormat="json", autocommit=True)
    graph = Graph(store, identifier=URIRef("x:graph"))
    graph.add((URIRef("x:a"), URIRef("x:b"), Literal("配合", lang="zh")))
    assert list(graph) == [(URIRef("x:a"), URIRef("x:b"), Literal("配合", lang="zh"))]
    graph.remove((URIRef("x:a"), None, None))
    assert len(graph) == 0


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
@pytest.mark.parametrize(
    ("arguments", "status", "found"),
    [
        (["--get", "--data-urlencode", f"query={TASKS}"], 200, "四7"),
        (["--data-urlencode", f"query={TASKS}", "-H", "Accept: text/csv"], 200, "number,title"),
        (["-H", "Content-Type: application/sparql-query", "--data-binary", CONSTRUCT], 200, "@prefix"),
        (["-H", "Content-Type: application/sparql-query", "-H", "Accept: image/png", "--data-binary", CONSTRUCT], 406, "text/turtle"),
        (["-H", "Accept: text/turtle"], 200, "sd:Service"),
        (["-X", "PUT", "--data", "x"], 405, "GET"),
        (["--data-urlencode", "update=CLEAR ALL"], 403, "--writable"),
    ],
)
def test_curl(url: str, arguments: list[str], status: int, found: str) -> None:
    done = subprocess.run(
        ["curl", "-sS", "-w", "\n%{http_code}", *arguments, url], capture_output=True, text=True, encoding="utf-8", check=True
    )
    body, _, code = done.stdout.rpartition("\n")
    assert int(code) == status
    assert found in body


YASGUI_ROWS = "application/sparql-results+json,*/*;q=0.9"
YASGUI_GRAPH = "application/n-triples,*/*;q=0.9"


@pytest.mark.parametrize("origin", ["https://yasgui.example", "https://elsewhere.example"])
def test_a_page_of_another_origin_asks_first(url: str, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = httpx2.options(url, headers=headers)
    assert answer.headers.get("access-control-allow-origin") == (origin if "yasgui" in origin else None)


def test_yasgui_rows(url: str) -> None:
    """YASGUI posts a form with charset, from another origin, and reads JSON."""
    headers = {
        "Accept": YASGUI_ROWS,
        "Origin": "https://yasgui.example",
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    }
    answer = httpx2.post(url, content=str(httpx2.QueryParams({"query": TASKS})).encode(), headers=headers)
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.headers["access-control-allow-origin"] == "https://yasgui.example"
    assert len(json.loads(answer.text)["results"]["bindings"]) == 32


def test_yasgui_graph(url: str) -> None:
    answer = httpx2.get(url, params={"query": CONSTRUCT}, headers={"Accept": YASGUI_GRAPH})
    assert answer.headers["content-type"] == "application/n-triples"
    assert len(Graph().parse(data=answer.text, format="nt")) == 1


def test_yasgui_names_graphs(url: str) -> None:
    answer = httpx2.get(
        url, params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": PLAN}, headers={"Accept": YASGUI_ROWS}
    )
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == [PLAN]
