"""Likeness of texts. Expected numbers are counted by hand from short texts whose runs of four characters are easy to list."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.text.likeness import LEAST, THRESHOLD, alike, shingles, similarity

HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 200)))
ONE, OTHER = HAN[:40], HAN[100:140]
TEXTS = st.text(alphabet=HAN[:12] + "，。3 ", max_size=60)


def test_marks_digits_and_blanks_do_not_count() -> None:
    assert shingles("落实 2018 年“资金”。") == shingles("落实2019年资金") == {"落实年资", "实年资金"}


@pytest.mark.parametrize(
    ("shared", "one", "other", "expected"), [(29, 60, 40, "0.72"), (40, 60, 40, "1"), (0, 20, 20, "0"), (1, 3, 9, "0.33")]
)
def test_similarity_is_the_share_of_the_shorter_text_rounded_down(shared: int, one: int, other: int, expected: str) -> None:
    assert similarity(shared, one, other) == Decimal(expected)


def test_a_part_of_a_longer_text_is_like_it() -> None:
    (found,) = alike([("whole", ONE + OTHER), ("part", OTHER)])
    assert (found.key, found.other, found.similarity) == ("part", "whole", 1)


@pytest.mark.parametrize(("kept", "found"), [(18, True), (17, False)])
def test_the_threshold_counts_itself_in(kept: int, found: bool) -> None:
    """Of the 37 shingles of 40 different characters, 18 kept characters give 15 (0.405) and 17 give 14 (0.378)."""
    assert bool(list(alike([("a", ONE), ("b", ONE[:kept] + OTHER[kept:])]))) is found
    assert Decimal("0.4") == THRESHOLD


def test_short_texts_are_not_compared() -> None:
    assert len(shingles(ONE[:22])) == LEAST - 1
    assert list(alike([("a", ONE[:22]), ("b", ONE[:22])])) == []
    assert len(list(alike([("a", ONE[:23]), ("b", ONE[:23])]))) == 1


def test_each_pair_is_found_once_in_the_order_of_the_texts() -> None:
    pairs = [(found.key, found.other) for found in alike([("a", ONE), ("x", OTHER), ("b", ONE), ("c", ONE)])]
    assert pairs == [("b", "a"), ("c", "a"), ("c", "b")]


@given(st.lists(TEXTS, max_size=6))
def test_it_finds_what_comparing_every_pair_finds(texts: list[str]) -> None:
    sets = [shingles(text) for text in texts]
    expected = {
        (later, earlier): similarity(len(sets[later] & sets[earlier]), len(sets[later]), len(sets[earlier]))
        for later in range(len(texts))
        for earlier in range(later)
        if min(len(sets[later]), len(sets[earlier])) >= LEAST
    }
    found = {(one.key, one.other): one.similarity for one in alike(enumerate(texts))}
    assert found == {pair: number for pair, number in expected.items() if number >= THRESHOLD}
