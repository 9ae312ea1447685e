"""Which format an Accept header and a format parameter get."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.server.negotiation import ALL, FORMATS, Form, Wanted, choose, format_of, prefers_page, quality
from planggraph.server.problems import Fault

CASES = Path(__file__).parents[2] / "cases" / "accept.txt"
LINES = [line.split(" | ") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("accept", "form", "given_media"), LINES)
def test_accept(accept: str, form: str, given_media: str) -> None:
    wanted = Wanted(None if accept == "*" else accept)
    if given_media.isdecimal():
        with pytest.raises(Fault) as caught:
            choose(wanted, cast(Form, form))
        assert caught.value.status == int(given_media)
    else:
        assert choose(wanted, cast(Form, form)).media == given_media


@pytest.mark.parametrize(("form", "name"), [(form, one.name) for form, formats in FORMATS.items() for one in formats])
def test_every_format_is_had_by_name_and_by_its_type(form: Form, name: str) -> None:
    assert choose(Wanted("image/png", name), form).format.name == name
    assert choose(Wanted(ALL[name].media[0]), form).format.name == name


@pytest.mark.parametrize(("asked", "name"), [("rdf+xml", "rdfxml"), ("JSON-LD", "jsonld"), ("ttl", "turtle"), ("text/turtle", "turtle")])
def test_other_names(asked: str, name: str) -> None:
    assert choose(Wanted(None, asked), "graph").format.name == name


def test_an_unknown_name_is_refused_unless_the_header_names_a_format() -> None:
    with pytest.raises(Fault) as caught:
        choose(Wanted("*/*", "xlsx"), "rows")
    assert caught.value.status == 400
    assert "csv" in caught.value.detail.en
    assert choose(Wanted("text/csv", "xlsx"), "rows").format.name == "csv"


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (None, False),
        ("*/*", False),
        ("text/turtle", False),
        ("text/html", True),
        ("text/html;q=0.5, text/turtle", False),
        ("text/html,*/*;q=0.8", True),
    ],
)
def test_people_get_a_page(accept: str | None, page: bool) -> None:
    assert prefers_page(Wanted(accept), "graph") is page


def test_a_format_asked_for_by_name_beats_the_header() -> None:
    assert prefers_page(Wanted("text/turtle", "html"), "graph")
    assert not prefers_page(Wanted("text/html", "turtle"), "graph")


@pytest.mark.parametrize(
    ("media", "name"), [("text/turtle", "turtle"), ("application/rdf+xml", "rdfxml"), ("application/json", None), ("text/csv", None)]
)
def test_bodies(media: str, name: str | None) -> None:
    found = format_of(media)
    assert (found.name if found else None) == name


@given(st.text(max_size=60))
def test_any_header_gets_a_quality_between_0_and_1(accept: str) -> None:
    assert 0 <= quality(accept, "text/csv") <= 1
