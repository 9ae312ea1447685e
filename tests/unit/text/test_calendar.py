"""Periods: their days by the calendar, and that what does not exist is None."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.text import calendar


@pytest.mark.parametrize(
    ("period", "by", "first", "last", "precision"),
    [
        (calendar.day(2020, 2, 29), "2020-02-29", date(2020, 2, 29), date(2020, 2, 29), "day"),
        (calendar.month_of(2020, 2), "2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        (calendar.month_of(2100, 2), "2100-02", date(2100, 2, 1), date(2100, 2, 28), "month"),
        (calendar.third_of(2019, 2, "上"), "2019-02-10", date(2019, 2, 1), date(2019, 2, 10), "ten_days"),
        (calendar.third_of(2019, 2, "中"), "2019-02-20", date(2019, 2, 11), date(2019, 2, 20), "ten_days"),
        (calendar.third_of(2019, 2, "下"), "2019-02-28", date(2019, 2, 21), date(2019, 2, 28), "ten_days"),
        (calendar.quarter_of(2018, 2), "2018-Q2", date(2018, 4, 1), date(2018, 6, 30), "quarter"),
        (calendar.half_of(2018, "上"), "2018-06", date(2018, 1, 1), date(2018, 6, 30), "half_year"),
        (calendar.half_of(2018, "下"), "2018-12", date(2018, 7, 1), date(2018, 12, 31), "half_year"),
        (calendar.year_of(2018), "2018", date(2018, 1, 1), date(2018, 12, 31), "year"),
        (calendar.year_end_of(2018), "2018-12", date(2018, 1, 1), date(2018, 12, 31), "year"),
        (calendar.plan_of(13), "2020", date(2016, 1, 1), date(2020, 12, 31), "year"),
        (calendar.plan_of(15), "2030", date(2026, 1, 1), date(2030, 12, 31), "year"),
    ],
)
def test_periods(period: calendar.Period | None, by: str, first: date, last: date, precision: str) -> None:
    assert period == calendar.Period(by, first, last, precision)  # type: ignore[arg-type]


def test_what_does_not_exist_is_none() -> None:
    assert calendar.day(2019, 2, 29) is None
    assert calendar.month_of(2019, 13) is None
    assert calendar.month_of(1899, 1) is None
    assert calendar.third_of(2019, 0, "上") is None
    assert calendar.quarter_of(2019, 5) is None
    assert calendar.year_of(9999) is None
    assert calendar.plan_of(99) is None


def test_the_eve_is_the_day_before() -> None:
    november = calendar.month_of(2018, 11)
    assert november is not None
    assert november.eve == date(2018, 10, 31)


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    here = calendar.month_of(year, month)
    there = calendar.month_of(year + month // 12, month % 12 + 1)
    assert here is not None
    assert there is None or there.first == here.last + timedelta(days=1)


@given(st.integers(-10, 10_000), st.integers(-5, 20), st.integers(-5, 40))
def test_nothing_raises(year: int, month: int, number: int) -> None:
    period = calendar.day(year, month, number)
    assert period is None or period.first == date(year, month, number)
