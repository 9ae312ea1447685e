"""Money, people and posts: the seed's answers (competency questions CQ32 and CQ33), and that any text is read."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.extraction import commitments
from planggraph.model import Resource, Span
from planggraph.text.spans import Flow

WORDS = st.lists(
    st.sampled_from(
        [
            "3",
            "亿元",
            "95%",
            "的资金",
            "要向",
            "贫困村",
            "倾斜",
            "选派",
            "名",
            "教师",
            "赴",
            "黔南州",
            "挂职",
            "广州市",
            "向",
            "派送",
            "18名",
            "岗位",
            "2500个",
            "增加",
            "资金",
            "经费",
            "，",
            "。",
            "“",
            "”",
            " ",
            "用于",
        ]
    ),
    max_size=14,
).map("".join)


def read(text: str) -> tuple[Resource, ...]:
    return commitments.read(Flow.of(text, [Span(0, len(text))]))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("落实财政资金3亿元", "money", "300000000"),
        ("发放消费券500万元", "money", "5000000"),
        ("补助1.5万元", "money", "15000"),
        ("补助800元", "money", "800"),
        ("引进外资5亿美元", "money", None),
        ("选派15名教育工作者", "people", "15"),
        ("推送就业岗位不少于2500个", "posts", "2500"),
        ("提供5万个就业岗位", "posts", "50000"),
        ("适度增加结对县帮扶资金", "money", None),
    ],
)
def test_kinds_and_values(text: str, kind: str, value: str | None) -> None:
    (one,) = read(text)
    assert (one.kind, one.value) == (kind, None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("广州市向黔南州派送18名党政干部", "广州市", "黔南州"),
        ("选派15名教育工作者赴黔南州挂职", None, "黔南州"),
        ("各区政府每年至少向结对帮扶县派遣教师、医生等专业技术人才10名", "各区政府", "结对帮扶县"),
        ("选派15名教育工作者", None, None),
    ],
)
def test_where_people_go(text: str, origin: str | None, destination: str | None) -> None:
    (one,) = read(text)
    assert (one.origin, one.destination) == (origin, destination)


@pytest.mark.parametrize(
    "text",
    ["培训100名技术骨干", "新增学位900个", "各区政府自行安排的财政帮扶资金需报备案", "实施1亿元以上项目60个", "落实“3亿元计划”"],
)
def test_what_is_no_resource(text: str) -> None:
    assert read(text) == ()


def test_an_earmark_goes_with_its_sum() -> None:
    (one,) = read("落实财政资金3亿元，95%的资金要向深度贫困地区倾斜，集中力量")
    assert (one.value, one.earmark_share, one.earmark_for) == (Decimal(300_000_000), Decimal(95), "深度贫困地区")


def test_an_earmark_without_a_sum_stands_alone() -> None:
    (one,) = read("我市财政资金95%向贫困村贫困人口倾斜，加强统筹")
    assert (one.value, one.earmark_share, one.earmark_for) == (None, Decimal(95), "贫困村贫困人口")


def test_the_seed(root: Path) -> None:
    """CQ32: 二1 3亿元 with 95%, 六1 95%, 二2 without a sum. CQ33: 三1 18, 三2 15, 三4 1 and 10. 五2: 2500 and 2000 posts."""
    folder = root / "tests" / "golden" / "guangzhou-qiannan-2018"
    text = "".join((folder / "plan.txt").read_text(encoding="utf-8").split())
    at, found = text.index("三、工作任务"), []
    for task in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["tasks"]:
        start = text.index(task["starts_with"], at)
        at = text.index(task["clause"], start)
        found += [(task["id"], one.kind, one.value, one.earmark_share) for one in read(text[start:at])]
    assert found == [
        ("二.1", "money", 300_000_000, 95),
        ("二.2", "money", None, None),
        ("三.1", "people", 18, None),
        ("三.2", "people", 15, None),
        ("三.4", "people", 1, None),
        ("三.4", "people", 10, None),
        ("五.2", "posts", 2500, None),
        ("五.2", "posts", 2000, None),
        ("六.1", "money", None, 95),
    ]


@given(WORDS | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for one in read(text):
        assert "".join(one.evidence.quote.split()) == one.surface != ""
        assert text[one.evidence.start : one.evidence.end] == one.evidence.quote


@pytest.mark.parametrize("piece", ["3", "（", "派", "向派3名", "选派3名", "3亿元，95%向村，", "增加资金", "95%向"])
def test_long_runs_are_read(piece: str) -> None:
    """Bounded patterns: fifty thousand characters of one thing stay a matter of moments, where a quadratic scan would hang."""
    text = "补助800元。" + piece * (50_000 // len(piece))
    assert read(text)[0].value == 800
