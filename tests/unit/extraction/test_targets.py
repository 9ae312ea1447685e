"""Quantified targets: the cases of tests/cases/targets.txt, the 35 of the seed and no other, and that any text is read."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.extraction import targets
from planggraph.model import Span, Target
from planggraph.text.spans import Flow

CASES = [
    line.split(" → ")
    for line in (Path(__file__).parents[2] / "cases" / "targets.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
WORDS = st.lists(
    st.sampled_from(
        [
            "3",
            "100",
            "个",
            "名",
            "万",
            "亿元",
            "%",
            "以上",
            "至少",
            "不超过",
            "—",
            "至",
            "每年",
            "每个县",
            "各区政府",
            "向",
            "第",
            "一",
            "三分之一",
            "十",
            "，",
            "。",
            "、",
            "“",
            "”",
            "《",
            "》",
            " ",
            "\n",
            "2018年",
            "1,200",
            ",",
            "人",
            "个工作日",
            "由",
            "提高到",
            "力争",
            "期",
            "百分之",
            "1.5",
            "余",
        ]
    ),
    max_size=14,
).map("".join)


def flow(text: str) -> Flow:
    return Flow.of(text, [Span(0, len(text))])


def read(text: str) -> tuple[Target, ...]:
    return targets.read(flow(text))


def told(target: Target) -> str:
    maximum = f"-{target.maximum}" if target.maximum is not None else ""
    return f"{target.value}{maximum} {target.unit} {target.bound}"


def bodies(root: Path) -> list[tuple[dict[str, Any], str]]:
    """Each task of the seed's gold with its text before the clause, white space left out."""
    folder = root / "tests" / "golden" / "guangzhou-qiannan-2018"
    text = "".join((folder / "plan.txt").read_text(encoding="utf-8").split())
    at, found = text.index("三、工作任务"), []
    for task in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["tasks"]:
        start = text.index(task["starts_with"], at)
        at = text.index(task["clause"], start)
        found.append((task, text[start:at]))
    return found


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: str) -> None:
    assert (" + ".join(map(told, read(text))) or "无") == expected


def test_the_seed_has_its_35_targets_and_no_other(root: Path) -> None:
    """Gold of the seed, read by eye: 35 targets in 17 of 32 tasks."""
    found = 0
    for task, text in bodies(root):
        expected = [
            (Decimal(str(one["value"])), None if one["max"] is None else Decimal(one["max"]), one["unit"], one["bound"])
            for one in task["targets"]
        ]
        assert [(one.value, one.maximum, one.unit, one.bound) for one in read(text)] == expected
        found += len(expected)
    assert found == 35


def test_per_what_and_how_often_in_the_seed(root: Path) -> None:
    """Gold of 五4 (组织技能培训) and 三6 (1期50人)."""
    texts = {task["id"]: text for task, text in bodies(root)}
    assert [(one.per, one.period) for one in read(texts["五.4"])] == [
        (None, "全年"),
        ("每个结对帮扶县", "全年"),
        ("每次", None),
        (None, "全年"),
    ]
    assert [(one.per, one.period) for one in read(texts["三.6"])] == [(None, "每年"), ("1期", None)]
    assert [one.bearer for one in read(texts["五.2"])][2] == "市人力资源市场服务中心"


@pytest.mark.parametrize(
    ("text", "exclusive", "approximate", "aim"),
    [
        ("超过10亿千瓦", True, False, False),
        ("不低于10亿千瓦", False, False, False),
        ("超过10家以上", False, False, False),
        ("增长2%左右", False, True, False),
        ("培育20余家", False, True, False),
        ("约100人", False, True, False),
        ("力争达到150项", False, False, True),
        ("力争达到150项以上", False, False, True),
    ],
)
def test_shades(text: str, exclusive: bool, approximate: bool, aim: bool) -> None:
    (target,) = read(text)
    assert (target.exclusive, target.approximate, target.aim) == (exclusive, approximate, aim)


def test_a_multiple_joins_what_is_counted_and_stays_with_measures() -> None:
    """2万个 → 20000 个 and 3亿元 → 3 亿元, both as in the gold."""
    assert [told(one) for one in read("新增2万个学位，资金3亿元")] == ["20000 个 exact", "3 亿元 exact"]


def test_a_bound_word_reaches_the_next_number_only() -> None:
    assert [one.bound for one in read("至少培训教师50名、医生30名")] == ["min", "exact"]


def test_the_surface_is_the_words_around_the_number() -> None:
    text = "依托中山大学，为黔南州至少培训 70 名\n各级党政干部，重点倾斜。"
    (target,) = read(text)
    assert target.surface == "为黔南州至少培训70名各级党政干部"
    assert target.evidence.rule == "target.count_min"
    assert "".join(target.evidence.quote.split()) == target.surface


@given(WORDS | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for one in read(text):
        assert "".join(one.evidence.quote.split()) == one.surface != ""
        assert text[one.evidence.start : one.evidence.end] == one.evidence.quote
        assert one.maximum is None or one.maximum > one.value


@pytest.mark.parametrize("piece", ["3", "、", "（", "《", "“", "3个", "至少", "每", "3-", "十", "1,234；", "3亿元", "12,345"])
def test_long_runs_are_read(piece: str) -> None:
    """Bounded patterns: a hundred thousand characters of one thing stay a matter of moments, where a quadratic scan would hang."""
    text = "新增学位900个。" + piece * (100_000 // len(piece))
    assert told(read(text)[0]) == "900 个 exact"
