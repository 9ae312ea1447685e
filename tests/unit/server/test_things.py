"""Pages escape what plans say, link to nothing outside, and IRIs and paths name the same thing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.rdf.iris import segment
from planggraph.rdf.vocabulary import BASE
from planggraph.server.pages import query_page
from planggraph.server.things import iri_of, local, page, short

EVIL = "<script>alert(1)</script>\"'&"


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attributes if name in ("href", "src", "action")]


def evil_page() -> str:
    store, thing = ox.Store(), ox.NamedNode(BASE + "plan/1")
    title = ox.NamedNode("http://purl.org/dc/terms/title")
    said = [
        ox.Triple(thing, title, ox.Literal(EVIL)),
        ox.Triple(thing, ox.NamedNode("http://evil.example/?a='b'&c"), ox.Literal(EVIL, language="zh")),
        ox.Triple(thing, ox.NamedNode("x:p"), ox.NamedNode("javascript:alert(1)")),
        ox.Triple(thing, ox.NamedNode("x:p"), ox.NamedNode(BASE + "plan/2'onclick='alert(1)")),
        ox.Triple(thing, ox.NamedNode("x:p"), ox.BlankNode("b")),
    ]
    store.extend(ox.Quad(*triple, ox.DefaultGraph()) for triple in said)
    return page(store, thing, said, said)


def test_what_plans_say_is_escaped() -> None:
    text = evil_page()
    assert EVIL not in text
    assert "script" not in Tags(text).tags
    assert re.sub(r"&lt;|&gt;|&quot;|&#x27;|&amp;", "", text).count("&") == 0


@pytest.mark.parametrize("text", [evil_page(), query_page("zh"), query_page("en")])
def test_pages_load_and_link_nothing_from_outside(text: str) -> None:
    links = Tags(text).links
    assert links
    assert [link for link in links if not link.startswith(("/id/", "/sparql", "?format="))] == []
    assert not re.search(r"(?i)<(script|img|link|iframe)|url\(|@import", text)


def test_both_pages_speak_their_language() -> None:
    assert '<html lang="zh">' in query_page("zh")
    assert "Worked questions" in query_page("en")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6), min_size=1, max_size=3))
def test_a_path_leads_back_to_its_iri(names: list[str]) -> None:
    iri = BASE + "/".join(map(segment, names))
    path = local(iri)
    assert path is not None
    assert path.isascii()
    assert iri_of(path.removeprefix("/id/")) == iri


def test_others_have_no_path() -> None:
    assert local("http://www.w3.org/ns/org#role") is None
    assert short("http://www.w3.org/ns/org#role") == "org:role"
    assert short("http://x.example/y") == "http://x.example/y"
