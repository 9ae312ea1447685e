"""Terms as plain values, and rows as records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from planggraph.store.rows import Rows
from planggraph.store.terms import node, value

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("007", "integer", 7),
        ("2.50", "decimal", Decimal("2.50")),
        ("1.5e1", "double", 15.0),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2018-07-09", "date", date(2018, 7, 9)),
        ("2018", "gYear", "2018"),
        ("四", "integer", "四"),
        ("2018-13-01", "date", "2018-13-01"),
    ],
)
def test_literals(text: str, datatype: str, expected: object) -> None:
    found = value(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))
    assert (found, type(found)) == (expected, type(expected))


def test_other_terms() -> None:
    assert value(None) is None
    assert value(ox.NamedNode("urn:a")) == "urn:a"
    assert value(ox.Literal("财政局", language="zh")) == "财政局"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.sampled_from([None, "zh", "en-GB"]))
def test_text_survives_the_way_to_rdflib(text: str, language: str | None) -> None:
    found = node(ox.Literal(text, language=language))
    assert (str(found), found.language and found.language.lower()) == (text, language and language.lower())


def test_lexical_forms_are_kept() -> None:
    assert str(node(ox.Literal("3.10", datatype=ox.NamedNode(XSD + "decimal")))) == "3.10"
    assert node(ox.NamedNode("urn:a")) == rdflib.URIRef("urn:a")


def test_records_and_columns() -> None:
    rows = Rows.of(("a", "b"), iter([(ox.Literal(1), None), (ox.Literal(2), ox.Literal("x"))]))
    assert rows.records() == [{"a": 1, "b": None}, {"a": 2, "b": "x"}]
    assert rows.column("b") == [None, "x"]
    assert rows.only(("b",)).rows == ((None,), ("x",))
    with pytest.raises(ValueError):
        rows.column("c")
