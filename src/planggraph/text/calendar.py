"""Stretches of the calendar that plans name: days, thirds of a month, months, quarters, half-years, years, five-year plans.

A `Period` has its first and last day and the short form `by` of the extract contract (YYYY-MM-DD, YYYY-MM, YYYY-Qn or YYYY).
A date that does not exist (2月30日) or lies outside 1900–2199 is None, never an exception and never the nearest day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from planggraph.model import Precision

Third = Literal["上", "中", "下"]
Half = Literal["上", "下"]

_EARLIEST, _LATEST = 1900, 2199
_THIRD_DAYS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """`first` to `last` day, both included."""

    by: str
    first: date
    last: date
    precision: Precision

    @property
    def eve(self) -> date:
        """The day before the period begins: the strict reading of "X前"."""
        return self.first - timedelta(days=1)


def day(year: int, month: int, number: int) -> Period | None:
    """One day.

    >>> day(2020, 2, 29).by, day(2019, 2, 29)
    ('2020-02-29', None)
    """
    if month_of(year, month) is None or not 1 <= number <= monthrange(year, month)[1]:
        return None
    on = date(year, month, number)
    return Period(on.isoformat(), on, on, "day")


def third_of(year: int, month: int, third: Third) -> Period | None:
    """The first ten days (上旬), the second ten (中旬) or the rest (下旬) of a month; `by` is its last day."""
    whole = month_of(year, month)
    if whole is None:
        return None
    first, last = _THIRD_DAYS[third]
    end = date(year, month, min(last, whole.last.day))
    return Period(end.isoformat(), date(year, month, first), end, "ten_days")


@lru_cache(maxsize=1024)
def month_of(year: int, month: int) -> Period | None:
    """One month.

    >>> month_of(2024, 2).last
    datetime.date(2024, 2, 29)
    """
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12):
        return None
    return Period(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def quarter_of(year: int, quarter: int) -> Period | None:
    """One quarter, 1 to 4."""
    return _months(year, 3 * quarter - 2, 3 * quarter, f"{year:04}-Q{quarter}", "quarter") if 1 <= quarter <= 4 else None


def half_of(year: int, half: Half) -> Period | None:
    """A half-year; `by` is its last month (FORMAT: 上半年 is YYYY-06)."""
    last = 6 if half == "上" else 12
    return _months(year, last - 5, last, f"{year:04}-{last:02}", "half_year")


def year_of(year: int) -> Period | None:
    """A whole year as such (到2025年)."""
    return _months(year, 1, 12, f"{year:04}", "year")


def year_end_of(year: int) -> Period | None:
    """A year spoken of by its end (年底, 年内); `by` is its December."""
    return _months(year, 1, 12, f"{year:04}-12", "year")


def plan_of(number: int) -> Period | None:
    """The five years of a national five-year plan by its number.

    >>> plan_of(14).first.year, plan_of(14).by
    (2021, '2025')
    """
    last = year_of(1955 + 5 * number)
    first = year_of(1951 + 5 * number)
    return Period(last.by, first.first, last.last, "year") if first and last else None


def _months(year: int, first: int, last: int, by: str, precision: Precision) -> Period | None:
    start, end = month_of(year, first), month_of(year, last)
    return Period(by, start.first, end.last, precision) if start and end else None
