"""A real Apache Jena Fuseki in the place of the embedded store: the same answers row by row, and no half build ever.

GROUP_CONCAT states no order (SPARQL 1.1 §18.5.1.7), so that a cell joined from several values is compared by its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

import fuseki
from planggraph.cli import run as run_command
from planggraph.errors import BadParameter, BadSparql, EndpointError, EndpointFailed, EndpointUnreachable, ForbiddenQuery, HalfUpload
from planggraph.queries import Catalogue, Query, run
from planggraph.rdf import plan_from
from planggraph.rdf.iris import plan_iri
from planggraph.registry import Registry
from planggraph.store import EmbeddedStore, Endpoint, RemoteStore, Rows, Value, build, build_remote, open_remote, open_store
from seed import PLAN_ID, next_year_plan, seed_plan
from small_plans import EmptyRegistry, small_plan
from stub_endpoint import Asked, stub

CATALOGUE = Catalogue.load()
OTHERS = "urn:somebody-else"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with fuseki.running(tmp_path_factory.mktemp("fuseki")) as found:
        yield found


@pytest.fixture(scope="module")
def both(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedStore, RemoteStore]]:
    """The seed and the plan of the next year, here and there."""
    plans, folder = [seed_plan(), next_year_plan()], tmp_path_factory.mktemp("both") / "s"
    build(plans, Registry.load(), folder)
    fuseki.change(
        address,
        f"DROP ALL; INSERT DATA {{ <urn:a> a pg:Task GRAPH <{OTHERS}> {{ <urn:b> a pg:Task }} }}".replace(
            "pg:Task", "<https://w3id.org/planggraph/ns#Task>"
        ),
    )
    build_remote(plans, Registry.load(), *endpoints(address))
    with open_store(folder) as here:
        yield here, open_remote(endpoints(address)[0])


def endpoints(address: str, update: str | None = None) -> tuple[Endpoint, Endpoint]:
    return Endpoint(f"{address}/query"), Endpoint(update or f"{address}/update")


def examples(query: Query) -> dict[str, str]:
    """The examples of the header, with the plan of 2018 where a question is about one."""
    given = {one.name: one.example for one in query.parameters if one.example and not one.optional}
    plan = {one.name: PLAN_ID for one in query.parameters if one.type == "plan" and one.name not in given}
    return given | plan


def cell(value: Value) -> object:
    return frozenset(value.split("；")) if isinstance(value, str) and "；" in value else value


def cells(rows: Rows) -> list[list[object]]:
    return [[cell(value) for value in row] for row in rows.rows]


@pytest.mark.parametrize("query", list(CATALOGUE), ids=lambda query: query.id)
def test_every_question_has_the_same_rows(query: Query, both: tuple[EmbeddedStore, RemoteStore]) -> None:
    here, there = (run(store, query, examples(query)) for store in both)
    assert there.columns == here.columns
    assert cells(there) == cells(here)


@pytest.mark.parametrize(
    "query", [one for one in CATALOGUE if not any(p.example and not p.optional for p in one.parameters)], ids=lambda q: q.id
)
def test_every_question_about_all_plans_has_the_same_rows(query: Query, both: tuple[EmbeddedStore, RemoteStore]) -> None:
    here, there = (run(store, query, {}) for store in both)
    assert cells(there) == cells(here)


def test_names_are_looked_up_and_refused_alike(both: tuple[EmbeddedStore, RemoteStore]) -> None:
    said = []
    for store in both:
        with pytest.raises(BadParameter) as raised:
            run(store, CATALOGUE.get("CQ02"), {"a": "市协作局"})
        said.append(raised.value.say("zh"))
    assert said[0] == said[1]


def test_graphs_and_a_plan_read_back(both: tuple[EmbeddedStore, RemoteStore]) -> None:
    here, there = both
    assert there.graphs() == here.graphs()
    assert plan_from(there.triples, plan_iri(PLAN_ID)) == seed_plan()


def test_triples_truth_and_graphs_of_others(both: tuple[EmbeddedStore, RemoteStore]) -> None:
    for store in both:
        assert store.query("ASK { <urn:b> ?p ?o }").rows == ((False,),)
        assert store.query("SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?t a pg:Task }").column("n") == [
            len(seed_plan().tasks) + len(next_year_plan().tasks)
        ]
        assert len(store.query("CONSTRUCT WHERE { ?agency pg:supports ?task }")) == len(
            both[0].query("CONSTRUCT WHERE { ?agency pg:supports ?task }")
        )
    assert sorted(
        map(str, both[0].query(f"SELECT ?o FROM <{plan_iri(PLAN_ID)}> WHERE {{ ?t a pg:Task ; dcterms:title ?o }}").column("o"))
    ) == sorted(map(str, both[1].query(f"SELECT ?o FROM <{plan_iri(PLAN_ID)}> WHERE {{ ?t a pg:Task ; dcterms:title ?o }}").column("o")))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (f"SELECT * FROM <{OTHERS}> WHERE {{ ?s ?p ?o }}", ForbiddenQuery),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", ForbiddenQuery),
        ("DROP ALL", ForbiddenQuery),
        ("SELECT * WHERE { ?s ?p", BadSparql),
    ],
)
def test_what_is_refused_here_is_not_sent_there(text: str, error: type[Exception], both: tuple[EmbeddedStore, RemoteStore]) -> None:
    for store in both:
        with pytest.raises(error):
            store.query(text)


def test_the_command_line_asks_there(
    both: tuple[EmbeddedStore, RemoteStore], address: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    there = ["--endpoint", f"{address}/query"]
    assert run_command(["query", "CQ18", "--plan", PLAN_ID, "--format", "csv", *there]) == 0
    assert capsysbinary.readouterr().out.count(b"\n") == 7
    assert run_command(["sparql", "ASK { ?t a pg:Task }", "--format", "json", *there]) == 0
    assert b'"boolean":true' in capsysbinary.readouterr().out
    assert run_command(["check", "--no-shapes", "--lang", "en", *there]) == 0
    assert "Only groups answer (4)" in capsysbinary.readouterr().out.decode()


# Builds that go wrong. Each starts from a whole build of plan 1 and tries to put plan 2 in its place.


@pytest.fixture
def one_plan(address: str) -> Iterator[str]:
    fuseki.change(address, f"DROP ALL; INSERT DATA {{ GRAPH <{OTHERS}> {{ <urn:b> <urn:p> 1 }} }}")
    build_remote([small_plan(1)], EmptyRegistry(), *endpoints(address))  # type: ignore[arg-type]
    yield address
    fuseki.change(address, "DROP ALL")


def everything(address: str) -> set[tuple[Value, ...]]:
    """All quads, whoever's they are."""
    store = RemoteStore(Endpoint(f"{address}/query"), ())
    return set(store.query("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows)


def test_a_build_takes_the_place_of_the_last_and_leaves_others_alone(one_plan: str) -> None:
    build_remote([small_plan(2, person="王某")], EmptyRegistry(), *endpoints(one_plan))  # type: ignore[arg-type]
    graphs = {str(row[3]) for row in everything(one_plan)}
    assert OTHERS in graphs
    assert all("某-2020-1" not in graph and "staging" not in graph and not graph.endswith("/people") for graph in graphs)
    assert "王某" not in {row[2] for row in everything(one_plan)}


def forwarding(address: str, spoil: Callable[[Asked, int], bool]) -> Callable[[Asked], None]:
    """Passes updates on to Fuseki, but for those `spoil` takes for itself, given the request and its number from 1."""
    count = 0

    def act(asked: Asked) -> None:
        nonlocal count
        count += 1
        if not spoil(asked, count):
            fuseki.change(address, asked.form["update"][0])
            asked.answer(200, b"")

    return act


def failing(asked: Asked, number: int) -> bool:
    if number == 2:
        asked.answer(500, b"disk full")
    return number == 2


def swallowing(asked: Asked, number: int) -> bool:
    if number == 2:
        asked.answer(200, b"")
    return number == 2


def hanging_up(asked: Asked, number: int) -> bool:
    return "MOVE" in asked.form["update"][0]


@pytest.mark.parametrize(("spoil", "error"), [(failing, EndpointFailed), (swallowing, HalfUpload), (hanging_up, EndpointUnreachable)])
def test_a_build_that_fails_leaves_what_was_in_force(
    spoil: Callable[[Asked, int], bool], error: type[EndpointError], one_plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planggraph.store.remote.BATCH", 50)
    before = everything(one_plan)
    with stub(forwarding(one_plan, spoil)) as update, pytest.raises(error):
        build_remote([small_plan(2, 5)], EmptyRegistry(), *endpoints(one_plan, update))  # type: ignore[arg-type]
    assert everything(one_plan) == before


def test_what_a_killed_build_left_is_never_read_and_is_swept(one_plan: str) -> None:
    left = "https://w3id.org/planggraph/id/staging/7"
    fuseki.change(one_plan, f"INSERT DATA {{ GRAPH <{left}> {{ <urn:left> <urn:p> 1 }} }}")
    with open_remote(endpoints(one_plan)[0]) as store:
        assert left not in store.graphs()
        assert store.query("ASK { <urn:left> ?p ?o }").rows == ((False,),)
    build_remote([small_plan(1)], EmptyRegistry(), *endpoints(one_plan))  # type: ignore[arg-type]
    assert left not in {row[3] for row in everything(one_plan)}


@pytest.mark.parametrize("odd", ['引号"与\\反斜杠', "\\u0041 \\\\u4e00", "换\n行\r\t", "{ } # <a> ?x $y", "𠮷 é e\u0301 \u200f", '\'"""\''])
def test_odd_text_arrives_as_it_is(odd: str, one_plan: str) -> None:
    plan = small_plan(3, title=odd)
    build_remote([plan], EmptyRegistry(), *endpoints(one_plan))  # type: ignore[arg-type]
    with open_remote(endpoints(one_plan)[0]) as store:
        assert plan_from(store.triples, plan_iri(plan.id)) == plan
