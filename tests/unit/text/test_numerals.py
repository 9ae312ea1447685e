"""Numbers: the cases of tests/cases/numerals.txt, ordinals of markers, and that no text at all raises."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.text.numerals import integer, number, ordinal

CASES = [
    line.split(" → ")
    for line in (Path(__file__).parents[2] / "cases" / "numerals.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_cases(text: str, value: str) -> None:
    assert number(text) == (None if value == "无" else Decimal(value))


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert number(cn2an.an2cn(value)) == value


@given(st.integers(0, 10**12), st.integers(0, 999))
def test_arabic_numerals_are_read_back(whole: int, part: int) -> None:
    assert number(f"{whole:,}.{part:03}") == Decimal(f"{whole}.{part:03}")


@pytest.mark.parametrize(
    ("marker", "value"),
    [
        ("十二", 12),
        ("二十一", 21),
        ("①", 1),
        ("⑳", 20),
        ("㈠", 1),
        ("（三）", 3),
        ("(4)", 4),
        ("⑴", 1),
        ("1.", 1),
        ("１２、", 12),
        ("第二", 2),
        ("Ⅳ", 4),
        ("iv", 4),
        ("XII", 12),
        ("a", None),
        ("", None),
        ("三分之一", None),
        ("市", None),
    ],
)
def test_ordinals(marker: str, value: int | None) -> None:
    assert ordinal(marker) == value


def test_integer_wants_a_whole_number() -> None:
    assert (integer("十"), integer("1.5"), integer("若干")) == (10, None, None)


@given(st.text(alphabet=st.sampled_from("零〇○一二两三九十百千万亿廿点分之1.,，３①Ⅳ壹拾负-第（）a "), max_size=40) | st.text(max_size=40))
def test_nothing_raises(text: str) -> None:
    value = number(text)
    assert value is None or value.is_finite()
    ordinal(text)
