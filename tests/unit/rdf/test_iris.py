"""Names become IRI segments and come back; what is made is an IRI by RFC 3987 for a strict parser."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from planggraph.rdf.iris import agency_iri, key_of, name_of, plan_iri, region_iri, segment, task_iri
from unit.strategies import texts


@given(texts)
def test_a_name_comes_back_from_its_segment(name: str) -> None:
    assert name_of(segment(name)) == name


@given(texts)
def test_a_segment_is_one_segment_that_an_iri_may_hold(name: str) -> None:
    made = segment(name)
    ox.NamedNode(f"https://example.org/{made}")
    assert "/" not in made
    assert made not in (".", "..")
    assert not any(character.isspace() for character in made)


@given(st.lists(texts, min_size=2, max_size=2, unique=True))
def test_two_names_are_two_segments(two: list[str]) -> None:
    assert segment(two[0]) != segment(two[1])


def test_no_character_at_all_makes_an_iri_that_a_strict_parser_refuses() -> None:
    for start in range(0, 0x110000, 0x800):
        characters = "".join(chr(code) for code in range(start, start + 0x800) if not 0xD800 <= code < 0xE000)
        ox.NamedNode(f"https://example.org/{segment(characters)}")


@given(texts, texts)
def test_a_key_comes_back_from_its_iri(place: str, function: str) -> None:
    assert key_of(agency_iri(f"{place}/{function}")) == f"{place}/{function}"
    assert key_of(region_iri(place)) == place


def test_chinese_stays_readable_and_brackets_are_kept() -> None:
    assert str(task_iri(plan_iri("440100/穗援-2018-140"), "3-4-7")) == "https://w3id.org/planggraph/id/plan/440100/穗援-2018-140/task/3-4-7"
    assert segment("各县（市、区）") == "各县（市、区）"
    assert key_of("https://w3id.org/planggraph/id/plan/1/agency/x") is None
