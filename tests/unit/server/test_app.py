"""The endpoint over HTTP, in this process: descriptions, things by their IRIs, graphs, headers, refusals.

Counts are those of the seed plan (32 tasks, 111 assignments; data/plans) and of queries/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from starlette.testclient import TestClient

from endpoints import BEARER, client
from planggraph.queries import Catalogue
from planggraph.server.negotiation import GRAPHS
from planggraph.store import build
from seed import PLAN_ID, build_seed
from small_plans import EmptyRegistry, small_plan

BASE = "https://w3id.org/planggraph/id/"
PG = Namespace("https://w3id.org/planggraph/ns#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
VOID = Namespace("http://rdfs.org/ns/void#")
ENDPOINT = URIRef("http://www.example/sparql")
SERVICE = URIRef(f"{ENDPOINT}#service")


RDF_XML = """<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://www.example/graphs/g/">
  <r:Description r:about="a"><x:b>牵头</x:b></r:Description>
</r:RDF>"""


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("app") / "s"
    build_seed(folder)
    with client(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("app") / "s"
    build([small_plan(1)], EmptyRegistry(), folder)
    with client(folder, writable=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def description(endpoint: TestClient) -> Graph:
    return Graph().parse(data=endpoint.get("/sparql", headers={"accept": "text/turtle"}).content, format="turtle")


def test_the_service_describes_itself(description: Graph) -> None:
    assert description.value(SERVICE, SD.endpoint) == ENDPOINT
    assert set(description.objects(SERVICE, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(description.objects(SERVICE, SD.feature)) == {SD.UnionDefaultGraph}
    assert len(set(description.objects(SERVICE, SD.resultFormat))) == 10


def test_updates_are_described_where_they_are_on(writable: TestClient) -> None:
    found = Graph().parse(data=writable.get("/sparql", headers={"accept": "text/turtle"}).content, format="turtle")
    assert SD.SPARQL11Update in set(found.objects(SERVICE, SD.supportedLanguage))


def test_every_named_graph_is_described_and_no_graph_of_people(description: Graph) -> None:
    names = {str(name) for name in description.objects(None, SD.name)}
    assert names == {f"{BASE}plan/{PLAN_ID}", f"{BASE}plan/{PLAN_ID}/derived", f"{BASE}reference"}


def test_void_counts_what_there_is(description: Graph, endpoint: TestClient) -> None:
    data = description.value(SERVICE, SD.defaultDataset)
    partition = {
        description.value(part, VOID["class"]): description.value(part, VOID.entities)
        for part in description.objects(data, VOID.classPartition)
    }
    assert partition[PG.Task] == Literal(32)
    assert partition[PG.Assignment] == Literal(111)
    triples = [description.value(part, VOID.triples) for part in description.objects(data, VOID.propertyPartition)]
    query = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    (row,) = endpoint.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert (
        sum(int(count) for count in triples if count is not None)
        == int(row["n"]["value"])
        == int(str(description.value(data, VOID.triples)))
    )


def test_every_stored_question_is_an_example_that_runs(description: Graph, endpoint: TestClient) -> None:
    examples = {str(one).rpartition("#")[2]: one for one in description.subjects(RDF.type, SH.SPARQLExecutable)}
    assert set(examples) == {query.id for query in Catalogue.load()}
    one = examples["CQ01"]
    assert description.value(one, URIRef("https://schema.org/target")) == ENDPOINT
    assert {comment.language for comment in description.objects(one, URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))} == {
        "zh",
        "en",
    }  # type: ignore[attr-defined]
    text = str(description.value(one, SH.select))
    assert endpoint.get("/sparql", params={"query": text}).status_code == 200


@pytest.mark.parametrize("form", [one.media[0] for one in GRAPHS])
@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/graphs", f"/id/plan/{PLAN_ID}"])
def test_descriptions_and_things_come_in_every_rdf_format(form: str, path: str, endpoint: TestClient) -> None:
    answer = endpoint.get(path, headers={"accept": form})
    assert answer.headers["content-type"].partition(";")[0] == form
    engine = next(one.engine for one in GRAPHS if one.media[0] == form)
    assert isinstance(engine, ox.RdfFormat)
    assert len(list(ox.parse(answer.content, engine, base_iri="http://www.example/"))) > 10


@pytest.mark.parametrize(
    "thing", [f"plan/{PLAN_ID}", f"plan/{PLAN_ID}/task/3-4-7", "agency/440100/finance_bureau", "region/440100", "reference"]
)
def test_things_are_found_by_their_iris(thing: str, endpoint: TestClient) -> None:
    if thing == "reference":
        assert endpoint.get(f"/id/{thing}").status_code == 404
        return
    iri = URIRef(BASE + thing)
    for path in (f"/id/{thing}", f"/id/{quote(thing)}"):
        graph = Graph().parse(data=endpoint.get(path, headers={"accept": "text/turtle"}).content, format="turtle")
        assert (iri, RDF.type, None) in graph
    page = endpoint.get(f"/id/{thing}", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_format_by_name_gives_a_file_with_the_name_of_the_thing(endpoint: TestClient) -> None:
    answer = endpoint.get(f"/id/plan/{PLAN_ID}", params={"format": "turtle"}, headers={"accept": "text/html"})
    assert answer.headers["content-disposition"] == f"inline; filename*=UTF-8''{quote('穗援-2018-140')}.ttl"


def test_answers_vary_by_accept(endpoint: TestClient) -> None:
    for path, status in (("/sparql", 200), ("/sparql?query=ASK%7B%7D", 200), ("/sparql?query=ASK", 400), ("/id/none", 404)):
        answer = endpoint.get(path)
        assert answer.status_code == status
        assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/nothing", "/id", "/.well-known/none"])
def test_there_is_nothing_else(path: str, endpoint: TestClient) -> None:
    answer = endpoint.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_people_are_led_to_the_page(endpoint: TestClient) -> None:
    answer = endpoint.get("/", headers={"accept": "text/html", "accept-language": "zh-CN"})
    assert '<html lang="zh">' in answer.text
    assert answer.text.count("<li>") == len(Catalogue.load())


@pytest.mark.parametrize(
    ("text", "line", "column"), [("ASK {", 1, 6), ("SELECT ?x WHERE {\n  ?x ?y }", 2, 10), ("SELECT ?x WHERE { ?x nope:y 1 }", 1, 28)]
)
def test_a_malformed_query_is_told_its_line_and_column(text: str, line: int, column: int, endpoint: TestClient) -> None:
    answer = endpoint.get("/sparql", params={"query": text}, headers={"accept-language": "zh"})
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["title"] == "请求有误"
    assert (problem["line"], problem["column"]) == (line, column)


def test_relative_iris_are_those_of_the_endpoint(endpoint: TestClient) -> None:
    answer = endpoint.get("/sparql", params={"query": "CONSTRUCT { <a> <#b> <../c> } WHERE { }", "format": "ntriples"})
    assert answer.text == "<http://www.example/a> <http://www.example/sparql#b> <http://www.example/c> .\n"


def test_behind_a_proxy_the_public_address_counts(tmp_path: Path) -> None:
    build([small_plan(1)], EmptyRegistry(), tmp_path)
    with client(tmp_path, "public_url=https://data.example/plans/") as endpoint:
        answer = endpoint.get("/sparql", params={"query": "CONSTRUCT { <> <#b> 1 } WHERE { }", "format": "ntriples"})
    assert answer.text.startswith("<https://data.example/plans/sparql> <https://data.example/plans/sparql#b> ")


def test_a_predicate_that_xml_cannot_write(endpoint: TestClient) -> None:
    query = "CONSTRUCT { <x:s> <urn:1> 1 } WHERE { }"
    assert endpoint.get("/sparql", params={"query": query}).headers["content-type"].startswith("text/turtle")
    assert endpoint.get("/sparql", params={"query": query, "format": "rdfxml"}).status_code == 406


def test_head_has_no_body(endpoint: TestClient) -> None:
    for path in ("/sparql?query=ASK%7B%7D", f"/id/plan/{PLAN_ID}", f"/graphs?graph={BASE}reference"):
        answer = endpoint.head(path)
        assert (answer.status_code, answer.content) == (200, b"")


def test_large_answers_are_whole(endpoint: TestClient) -> None:
    query = "SELECT ?s ?p ?o ?t { ?s ?p ?o . ?s a ?t }"
    answer = endpoint.get("/sparql", params={"query": query})
    assert len(answer.content) > 1 << 20
    assert "content-length" not in answer.headers
    count = endpoint.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {query} }}"}).json()["results"]["bindings"][0]["n"][
        "value"
    ]
    assert len(json.loads(answer.text)["results"]["bindings"]) == int(count)


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/turtle", "<a> <b> '牵头' ."),
        ("application/n-triples", '<http://www.example/graphs/g/a> <http://www.example/graphs/g/b> "牵头" .'),
        ("application/ld+json", '{"@id": "a", "http://www.example/graphs/g/b": "牵头"}'),
        ("application/rdf+xml", RDF_XML),
    ],
)
def test_graphs_are_written_in_every_format(media: str, body: str, writable: TestClient) -> None:
    sent = writable.put("/graphs/g/", content=body.encode(), headers=BEARER | {"content-type": media})
    assert sent.status_code in (201, 204)
    found = Graph().parse(data=writable.get("/graphs/g/").content, format="turtle")
    assert {str(value) for value in found.objects()} == {"牵头"}
    assert {str(subject) for subject in found.subjects()} == {"http://www.example/graphs/g/a"}


@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        ("text/turtle", "<a> <b>", 400),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/context", "@id": "a"}', 400),
        ("application/trig", "<x:g> { <x:a> <x:b> 1 }", 415),
        ("text/csv", "a,b", 415),
        ("", "<x:a> <x:b> 1 .", 415),
        ("multipart/form-data; boundary=x", "nothing of the kind", 400),
    ],
)
def test_bodies_that_are_refused(media: str, body: str, status: int, writable: TestClient) -> None:
    before = writable.get("/dump.nq").content
    answer = writable.put("/graphs?graph=x:g", content=body.encode(), headers=BEARER | {"content-type": media})
    assert answer.status_code == status
    assert writable.get("/dump.nq").content == before


def test_posted_graphs_get_names_of_their_own(writable: TestClient) -> None:
    headers = BEARER | {"content-type": "text/turtle"}
    places = [writable.post("/graphs", content="<x:a> <x:b> 1 .", headers=headers).headers["location"] for _ in range(3)]
    assert len(set(places)) == 3
    assert all(writable.get(place).status_code == 200 for place in places)


def test_an_update_leaves_other_lines_to_the_byte(writable: TestClient) -> None:
    before = writable.get("/dump.nq").text
    update = "INSERT DATA { GRAPH <x:new> { <x:s> <x:p> 0.50 } }"
    assert writable.post("/sparql", data={"update": update}, headers=BEARER).status_code == 204
    after = writable.get("/dump.nq").text
    assert sorted(set(after.splitlines()) - set(before.splitlines())) == [
        '<x:s> <x:p> "0.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <x:new> .'
    ]
    assert set(before.splitlines()) <= set(after.splitlines())
    assert writable.post("/sparql", data={"update": "DROP GRAPH <x:new>"}, headers=BEARER).status_code == 204
    assert writable.get("/dump.nq").text == before
