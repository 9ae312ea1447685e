"""Terms put into the text of a query: what each SELECT sees, and that nothing in a term is read as SPARQL."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.queries import Catalogue, bound_text
from planggraph.queries.catalogue import Query

PLAN = ox.NamedNode("https://example.org/plan/穗援-2018-140")


def test_inner_selects_are_bound_too() -> None:
    text = "SELECT ?plan ?n\nWHERE {\n  { SELECT ?plan (COUNT(?t) AS ?n) WHERE { ?t ?p ?plan } GROUP BY ?plan }\n}"
    assert bound_text(text, {"plan": PLAN}).count(f"VALUES (?plan) {{ ({PLAN}) }}") == 2


def test_a_select_that_does_not_project_the_variable_is_left_alone() -> None:
    text = "SELECT ?s\nWHERE {\n  ?s ?p ?plan\n}"
    assert bound_text(text, {"plan": PLAN}) == text


def test_a_select_around_nothing_but_a_select_leaves_it_to_that_one() -> None:
    text = "SELECT ?k\nWHERE {\n  SELECT ?k\n  WHERE { ?s ?p ?k }\n}"
    assert bound_text(text, {"k": ox.Literal(1)}).count("VALUES") == 1


def test_comments_are_left_alone() -> None:
    text = "#+ en: SELECT ?k WHERE { is quoted here\nSELECT ?k WHERE { ?s ?p ?k }"
    assert bound_text(text, {"k": ox.Literal(1)}).startswith("#+ en: SELECT ?k WHERE { is quoted here\n")


@pytest.mark.parametrize("query", list(Catalogue.load()), ids=lambda query: query.id)
def test_every_query_of_the_catalogue_takes_all_its_parameters_as_valid_sparql(query: Query) -> None:
    terms = {one.name: PLAN for one in query.parameters}
    text = bound_text(query.text, terms)
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    assert all(f"?{name}" in text[text.index("VALUES (") :] for name in terms)


@given(st.text())
def test_a_term_stays_a_term(words: str) -> None:
    text = bound_text("SELECT ?k WHERE { BIND(1 AS ?one) }", {"k": ox.Literal(words)})
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    assert [solution["k"] for solution in answer] == [ox.Literal(words)]
