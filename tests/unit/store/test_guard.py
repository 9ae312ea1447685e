"""The guard refuses what reaches outside, wherever it hides in the text, and says where a fault is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from planggraph import errors
from planggraph.store import EmbeddedStore, build, open_store
from planggraph.store.guard import LONGEST, dataset_of, uses_not_exists
from small_plans import EmptyRegistry, small_plan

CASES = Path(__file__).parents[2] / "cases"


def cases(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [line.replace("⏎", "\n") for line in lines if line and not line.startswith("#")]
    return [tuple(part.strip(" ") for part in row.split("|", row.count("|") if name == "sparql_positions.txt" else 1)) for row in rows]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("guard") / "s"
    build([small_plan(1)], EmptyRegistry(), folder)
    with open_store(folder) as opened:
        yield opened


@pytest.mark.parametrize(("error", "text"), cases("sparql_refused.txt"))
def test_refused(store: EmbeddedStore, error: str, text: str) -> None:
    with pytest.raises(getattr(errors, error)):
        store.query(text)


@pytest.mark.parametrize(("line", "column", "text"), cases("sparql_positions.txt"))
def test_position(store: EmbeddedStore, line: str, column: str, text: str) -> None:
    with pytest.raises(errors.BadSparql) as caught:
        store.query(text)
    assert (caught.value.fields["line"], caught.value.fields["column"]) == (int(line), int(column))


@pytest.mark.parametrize("opening", ["{", "("])
def test_deep_nesting_is_refused(store: EmbeddedStore, opening: str) -> None:
    text = "SELECT * WHERE { " + ("{" * 2000 + "}" * 2000 if opening == "{" else f"BIND({'(' * 2000}1{')' * 2000} AS ?x)") + " }"
    with pytest.raises(errors.BadSparql):
        store.query(text)


def test_an_endless_text_is_refused_unread(store: EmbeddedStore) -> None:
    with pytest.raises(errors.ForbiddenQuery):
        store.query("SELECT * WHERE { }" + " " * LONGEST)


@pytest.mark.parametrize("words", ['"SERVICE <http://x> { }"', "'LOAD'", '"""DROP ALL"""'])
def test_words_in_quotes_are_no_operations(store: EmbeddedStore, words: str) -> None:
    assert len(store.query(f"SELECT ?s WHERE {{ ?s ?p {words} }} # SERVICE <http://x> {{}}")) == 0


def test_graphs_of_the_store_may_be_named(store: EmbeddedStore) -> None:
    plan = store.snapshot.plans[0]
    named = store.query(f"SELECT ?t FROM <{plan}> WHERE {{ ?t a pg:Task }}")
    derived = store.query(f"SELECT ?t FROM <{plan}/derived> WHERE {{ ?t a pg:Task }}")
    assert (len(named), len(derived)) == (2, 0)
    assert dataset_of(f"SELECT * FROM <{plan}> FROM NAMED <urn:x> {{}}").named == ("urn:x",)


def test_values_are_bound_as_terms_and_never_read_as_text(store: EmbeddedStore) -> None:
    text = "SELECT ?name ?t WHERE { ?t a pg:Task ; skos:notation ?name }"
    assert len(store.query(text, {"name": ox.Literal("一1")})) == 1
    assert len(store.query(text, {"name": ox.Literal('一1" } UNION { ?t ?p ?name } #')})) == 0


def test_a_parameter_that_is_not_projected_is_an_error(store: EmbeddedStore) -> None:
    with pytest.raises(errors.BadSparql):
        store.query("SELECT ?t WHERE { ?t skos:notation ?name }", {"name": ox.Literal("一1")})


def test_not_exists_is_seen() -> None:
    assert uses_not_exists("SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?o ?q ?s } }")
    assert not uses_not_exists('SELECT * { ?s ?p "NOT EXISTS" MINUS { ?s ?p ?o } FILTER EXISTS { ?s ?p ?o } }')


def test_ask_and_construct_are_rows_too(store: EmbeddedStore) -> None:
    assert store.query("ASK { ?t a pg:Task }").rows == ((True,),)
    rows = store.query("CONSTRUCT { ?t pg:text ?x } WHERE { ?t pg:text ?x }")
    assert rows.columns == ("subject", "predicate", "object")
    assert len(rows) == 2
