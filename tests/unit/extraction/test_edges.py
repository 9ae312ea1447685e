"""Where names begin. Sentences are the docstrings' own conventions, positions counted by hand."""

from __future__ import annotations

import pytest

from planggraph.extraction.edges import Holder, Name, Scene, longest
from planggraph.extraction.places import Place


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("推动广州市血液中心", "广州市血液"),
        ("设立1个以上农产品展示中心", "农产品展示"),
        ("选派18名技术骨干中心", "技术骨干"),
        ("编制2018-2020三年行动中心", "2018-2020三年行动"),
        ("市对口支援中心", "市对口支援"),
        ("派人到和谐中心", "和谐"),
        ("在经贸中心", "经贸"),
        ("（服务中心", "服务"),
        ("服务中心", "服务"),
    ],
)
def test_a_name_reaches_back_to_the_nearest_edge(text: str, rest: str) -> None:
    end = text.index("中心")
    assert text[Scene(text, ()).left_edge(end) : end] == rest


def test_a_name_without_an_edge_in_reach_has_no_beginning() -> None:
    text = "甲" * 60 + "中心"
    assert Scene(text, ()).left_edge(60) == 60


def test_words_inside_a_place_are_no_edge() -> None:
    """于 is a preposition, and a character of 于都."""
    text = "支持于都中心"
    assert Scene(text, ()).left_edge(4) == 3
    assert Scene(text, (Place(2, 4, "360731", "于都县", "region.name"),)).left_edge(4) == 2


def test_places_are_masked_one_for_one() -> None:
    scene = Scene("赴黔南州调研", (Place(1, 4, "522700", "黔南布依族苗族自治州", "region.name"),))
    assert len(scene.masked) == len(scene.text)
    assert (scene.masked[0], scene.masked[4:]) == ("赴", "调研")


def test_the_longest_of_overlapping_names_is_kept() -> None:
    names = [Name("organisation", *span, "a") for span in ((0, 5), (0, 8), (6, 9), (8, 10))]
    assert [(name.start, name.end) for name in longest(names)] == [(0, 8), (8, 10)]


@pytest.mark.parametrize(
    ("start", "end", "held", "touched"), [(2, 5, True, True), (3, 4, True, True), (4, 6, False, True), (5, 7, False, False)]
)
def test_a_holder_tells_what_it_holds_and_touches(start: int, end: int, held: bool, touched: bool) -> None:
    holder = Holder([Name("programme", 2, 5, "a"), Name("programme", 8, 9, "a")])
    assert (holder.around(start, end) is not None, holder.touches(start, end)) == (held, touched)
