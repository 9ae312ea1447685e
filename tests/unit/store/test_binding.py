"""Parameters put into the text of a query give what the engine gives when it binds them itself."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from planggraph.store.binding import bound_text

DATA = """
<urn:t1> <urn:in> <urn:p1> ; <urn:name> "一" ; <urn:lead> <urn:a>, <urn:b> .
<urn:t2> <urn:in> <urn:p1> ; <urn:name> "二" ; <urn:lead> <urn:a> .
<urn:t3> <urn:in> <urn:p2> ; <urn:name> "三 { ?t }" .
"""

QUERIES = [
    "SELECT ?t ?n WHERE { ?t <urn:name> ?n } ORDER BY ?n",
    "SELECT ?n ?t { ?t <urn:in> ?p . OPTIONAL { ?t <urn:name> ?n FILTER(?t = <urn:t1>) } } ORDER BY ?p ?n",
    "SELECT ?t ?n WHERE { { ?t <urn:name> ?n } UNION { ?s <urn:in> ?n FILTER(STR(?s) = STR(?t)) } } ORDER BY ?n",
    "SELECT ?t (COUNT(?l) AS ?n) WHERE { ?t <urn:lead> ?l } GROUP BY ?t",
    "SELECT ?t ?most WHERE { ?t <urn:in> ?p { SELECT ?p (COUNT(?t) AS ?most) WHERE { ?t <urn:in> ?p } GROUP BY ?p } }",
    "SELECT ?t ?n WHERE { ?t <urn:in> ?p { SELECT ?t (COUNT(?l) AS ?n) WHERE { ?t <urn:lead> ?l } GROUP BY ?t } }",
    "SELECT ?t ?n WHERE { { SELECT * WHERE { ?t <urn:name> ?n } } }",
    'SELECT ?t ?n WHERE { ?t <urn:name> ?n # a brace { and ?t\n FILTER(?n != "三 { ?t }") } ORDER BY ?n',
    'SELECT ?t ?n WHERE { VALUES ?n { "一" "二" } ?t <urn:name> ?n } ORDER BY ?n',
    'SELECT ?t ?n WHERE { VALUES (?n ?x) { ("一" 1) ("二" 2) } ?t <urn:name> ?n FILTER(?x < 5) } ORDER BY ?n',
    "SELECT ?t ?n WHERE { ?t <urn:name> ?n MINUS { ?t <urn:lead> <urn:b> } } ORDER BY ?n",
    "SELECT ?t ?n WHERE { ?t <urn:name> ?n FILTER EXISTS { ?t <urn:lead> ?l } } ORDER BY ?n",
    "select $t where { $t <urn:in> <urn:p1> filter(bound(?t)) } order by $t",
    "SELECT ?t WHERE { <urn:t2> <urn:lead> ?l }",
]


@pytest.fixture(scope="module")
def engine() -> ox.Store:
    store = ox.Store()
    store.load(input=DATA, format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("term", ["urn:t1", "urn:t2", "urn:t3", "urn:none"])
@pytest.mark.parametrize("query", QUERIES)
def test_the_same_rows_as_bound_by_the_engine(engine: ox.Store, query: str, term: str) -> None:
    node = ox.NamedNode(term)
    by_engine = engine.query(query, substitutions={ox.Variable("t"): node})
    in_text = engine.query(bound_text(query, {"t": node}))
    assert isinstance(by_engine, ox.QuerySolutions)
    assert isinstance(in_text, ox.QuerySolutions)
    assert [tuple(row) for row in in_text] == [tuple(row) for row in by_engine]


def test_a_term_is_written_as_a_term() -> None:
    """A name with quotes and braces in it stays a literal: it cannot end the query it is put into."""
    evil = ox.Literal('"} ; DROP ALL ; { "\\\n')
    text = bound_text("ASK { ?s <urn:name> ?name }", {"name": evil})
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:name"), evil))
    assert bool(store.query(text)) is True
    assert bool(store.query("ASK { ?s ?p ?o }")) is True


def test_nothing_to_bind_leaves_the_text_alone() -> None:
    assert bound_text("ASK { ?s ?p ?o }", {}) == "ASK { ?s ?p ?o }"
