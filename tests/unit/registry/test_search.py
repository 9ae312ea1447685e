"""Search by part of a name, alias, Pinyin and initials."""

from __future__ import annotations

from datetime import date

import pytest

from planggraph.registry import Registry


def first(text: str, place: str | None = None, when: date | None = None) -> str | None:
    found = Registry.load().search(text, 5, place=place, when=when)
    return found[0].label_zh if found else None


@pytest.mark.parametrize(
    ("text", "place", "label"),
    [
        ("广州财政", None, "广州市财政局"),
        ("财政", "440100", "广州市财政局"),
        ("caizheng", "440100", "广州市财政局"),
        ("czj", "440100", "广州市财政局"),
        ("CZJ", "522722", "荔波县财政局"),
        ("工信委", "440100", "广州市工业和信息化委员会"),
        ("北京教委", None, "北京市教育委员会"),
        ("财政部", None, "财政部"),
        ("czb", None, "财政部"),
        ("finance bureau", "440100", "广州市财政局"),
        ("黔南组", None, "广东省第一扶贫协作工作组黔南组"),
    ],
)
def test_first_hit(text: str, place: str | None, label: str) -> None:
    assert first(text, place) == label


def test_only_bodies_in_force_on_the_day() -> None:
    assert first("卫生计生委", "440100", date(2018, 7, 9)) == "广州市卫生和计划生育委员会"
    assert first("卫生计生委", "440100", date(2020, 7, 9)) is None


def test_the_limit_and_nothing_to_find() -> None:
    search = Registry.load().search
    assert len(search("局", 3, place="440100")) == 3
    assert search("", 3, place="440100") == ()
    assert search("没有这样的机构", 3, place="440100") == ()
