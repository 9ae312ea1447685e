"""Completion times: the cases of tests/cases, what each deadline holds, and that any text is read without an exception."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.extraction import deadlines
from planggraph.model import Deadline, Span
from planggraph.text.spans import Flow

CASES = Path(__file__).parents[2] / "cases"
WORDS = st.lists(
    st.sampled_from(
        [
            "11",
            "月",
            "底",
            "前",
            "年",
            "2023年",
            "12月",
            "31日",
            "第",
            "三季度",
            "上半年",
            "全年",
            "长期坚持",
            "—",
            "至",
            "《",
            "》",
            "“十四五”",
            "起",
            "30日内",
            "国庆前",
            "每",
            "旬",
            "中",
            "，",
            "。",
            " ",
            "\n",
            "2023.12",
            "二〇一八年",
            "（",
            "截至",
            "完成",
            "十",
            "2月30日",
            "次年",
            "9999",
        ]
    ),
    max_size=12,
).map("".join)


def lines(name: str) -> list[list[str]]:
    rows = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [row.split(" → ") for row in rows if row and not row.startswith("#")]


def flow(text: str) -> Flow:
    return Flow.of(text, [Span(0, len(text))])


def clause(text: str, year: int | None = 2020) -> tuple[Deadline, ...]:
    return deadlines.read_clause(flow(text), year)


def told(deadline: Deadline) -> str:
    days = f" {deadline.strict}/{deadline.month_end}" if deadline.strict else ""
    return f"{deadline.by or '?'}{days}"


@pytest.mark.parametrize(("text", "expected"), lines("deadlines.txt"))
def test_clause_cases(text: str, expected: str) -> None:
    assert (" + ".join(map(told, clause(text))) or "无") == expected


@pytest.mark.parametrize(("text", "expected"), lines("body_deadlines.txt"))
def test_body_cases(text: str, expected: str) -> None:
    assert (" + ".join(one.by or "?" for one in deadlines.read_body(flow(text), 2020)) or "无") == expected


@pytest.mark.parametrize(
    ("text", "surface", "kind", "precision", "rule"),
    [
        ("完成时间：11月前。牵头单位：市协作办", "11月前", "by", "month", "deadline.month_before"),
        ("2023 年底前完成", "2023年底前", "by", "year", "deadline.year_end"),
        ("第三季度", "第三季度", "during", "quarter", "deadline.quarter_bare"),
        ("11月15日前", "11月15日前", "by", "day", "deadline.day_before"),
        ("11月中旬", "11月中旬", "during", "ten_days", "deadline.ten_days_bare"),
        ("上半年", "上半年", "during", "half_year", "deadline.half_year_bare"),
        ("2018年6月—12月", "2018年6月—12月", "range", "month", "deadline.month_range"),
        ("市司法局负责，長期堅持", "長期堅持", "ongoing", "none", "deadline.open_ended"),
        ("立行立改", "立行立改", "immediate", "none", "deadline.immediate"),
        ("每季度末", "每季度末", "recurring", "none", "deadline.recurring"),
        ("2022年3月1日起30日内", "2022年3月1日起30日内", "relative", "day", "deadline.relative"),
        ("春节前", "春节前", "relative", "none", "deadline.feast"),
    ],
)
def test_what_a_deadline_holds(text: str, surface: str, kind: str, precision: str, rule: str) -> None:
    (deadline,) = clause(text)
    assert (deadline.surface, deadline.kind, deadline.precision, deadline.evidence.rule) == (surface, kind, precision, rule)


def test_a_range_has_its_first_day() -> None:
    assert [one.start for one in clause("2018年6月—12月")] == [date(2018, 6, 1)]
    assert [one.start for one in clause("2018—2020年")] == [date(2018, 1, 1)]
    assert [one.start for one in clause("11月前")] == [None]


def test_without_a_year_there_is_no_date() -> None:
    (deadline,) = clause("11月底前", None)
    assert (deadline.by, deadline.strict, deadline.month_end, deadline.precision) == (None, None, None, "month")


def test_a_year_in_the_clause_holds_for_the_next_date() -> None:
    assert [one.by for one in clause("2021年3月底前出台，9月底前完成")] == ["2021-03", "2021-09"]


def test_the_recurrence_is_kept_as_written() -> None:
    assert [one.recurrence for one in clause("每季度末")] == ["每季度末"]
    assert [one.recurrence for one in clause("每年12月底前")] == ["每年"]


def test_the_quote_keeps_the_white_space_of_the_source() -> None:
    text = "（完成时间：11 月\n前。牵头单位：市协作办）"
    (deadline,) = clause(text)
    assert (deadline.surface, deadline.evidence.quote) == ("11月前", "11 月\n前")


def test_the_seed_has_its_32_deadlines(root: Path) -> None:
    """Gold: 12月前 21, 11月前 8, 8月前 2, 7月前 1, one in every clause and none in a body."""
    gold = json.loads((root / "tests" / "golden" / "guangzhou-qiannan-2018" / "gold.json").read_text(encoding="utf-8"))
    read = [[(one.surface, one.by) for one in clause(task["clause"], 2018)] for task in gold["tasks"]]
    assert read == [[(one["surface"], one["by"]) for one in task["deadlines"]] for task in gold["tasks"]]


def test_the_dates_in_the_real_corpus_are_read(shared: Path) -> None:
    """Every surface of the gold, read by itself, gives the gold's `by`."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "corpus").glob("*/*.gold.json"))]
    tasks = [task for document in documents for task in document["tasks"]]
    for task in tasks:
        for one in task.get("deadlines", []):
            assert [read.by for read in clause(one["surface"], int(one["by"][:4]) if one["by"] != "ongoing" else None)] == [one["by"]]
        for one in task.get("body_deadlines", []):
            read_body = deadlines.read_body(flow(f"{one['surface']}完成"), int(one["by"][:4]))
            assert [read.by for read in read_body] == [one["by"]]


@given(WORDS | st.text(max_size=40), st.none() | st.integers(1949, 2100))
def test_any_text_is_read(text: str, year: int | None) -> None:
    for read in (deadlines.read_clause, deadlines.read_body):
        for one in read(flow(text), year):
            assert "".join(one.evidence.quote.split()) == one.surface != ""
            assert text[one.evidence.start : one.evidence.end] == one.evidence.quote
            assert one.strict is None or (one.month_end is not None and one.strict <= one.month_end)


@pytest.mark.parametrize("piece", ["3", "、", "（", "《", "“", "1月", "2020年", "至", "每", "3-", "十", "自2020年1月1日起3日内"])
def test_long_runs_are_read(piece: str) -> None:
    """Bounded patterns: a hundred thousand characters of one thing stay a matter of moments, where a quadratic scan would hang."""
    text = piece * (100_000 // len(piece))
    clause(text)
    deadlines.read_body(flow(text), 2020)
    assert len(deadlines.read_body(flow("6月底前完成。" + text), 2020)) >= 1
