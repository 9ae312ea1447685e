"""Time expressions in the prose of plans (GB/T 15835-2011 forms and what offices write): where each stands, which period it names.

11月前, 2023年9月底前, 第三季度, 上半年, 年底前, 11月中旬, 2018年6月—12月, 2018—2020年, “十四五”期间, 2023-12-31. All texts are folded
(`planggraph.text.folding`). A year that is not written comes from the moment before it in the same sentence, else from the document;
a range whose end lies before its start runs into the next year. Nothing is decided here about what is a deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from planggraph.model import Precision
from planggraph.text import calendar
from planggraph.text.calendar import Half, Period, Third
from planggraph.text.numerals import integer

Edge = Literal["bare", "end", "before"]
Form = Literal["dated", "year", "plan", "numeric", "day"]

_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12]\\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_ALONE = "(?<![\\d.一二三四五六七八九十百千第])"
_TO = "(?:[—―─-]{1,2}|~|至|到)"
_EDGE = r"(?P<end>底|末|内|以内|之内)?(?P<before>之前|以前|前)?"
_YEAR = (
    rf"(?:(?:(?P<opening_year>(?<!\d)(?:19|20)\d\d)年?{_TO})?"
    r"(?P<year>(?<!\d)(?:19|20)\d\d|(?<![一二三四五六七八九十零〇])[一二][零〇○一二三四五六七八九]{3})(?:年度?|(?=底))"
    r"|[’'‘]?(?P<short>(?<!\d)[0-4]\d)年(?=底|末|\d{1,2}月|[上下]半年|第?[一二三四1-4]季度)"
    r"|(?P<near>今年|本年度?|明年|次年|翌年)(?!内))"
)
_UNIT = (
    rf"(?:(?:(?P<opening_month>{_ALONE}{_MONTH})月?{_TO}(?P<later>{_MONTH})|(?P<month>{_ALONE}{_MONTH}))月份?"
    rf"(?:(?P<day>{_DAY})[日号]|[上中]?(?P<third>[上中下])旬|(?P<early>初))?"
    rf"|第?(?:(?P<opening_quarter>[一二三1-3])(?:季度)?(?:[、和]|{_TO})第?)?(?P<quarter>[一二三四1-4])季度"
    r"|前(?P<quarters>[二两三])个?季度"
    r"|(?P<half>[上下])半年"
    r"|(?<![\d一二三四五六七八九十两几数])(?P<year_end>年底|年末|年终|(?:全年|年度|年)内))"
)
_UNNAMED_UNIT = re.sub(r"\?P<\w+>", "?:", _UNIT)
SIGN = re.compile(r"[年月季底五]|\d\d[./-]|^\d{4}$")
"""What every time expression has in it; a text without it has none."""
_STATED = re.compile(f"(?=[\\d一二三四五六七八九十第前上下年全今本明次翌’'‘])(?:{_YEAR}|(?={_UNNAMED_UNIT}))(?:{_UNIT})?{_EDGE}")
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9]))?"
    rf"(?:(?<=\d\d)00[:：]00[:：]00|(?!\d)(?!(?P=mark)\d)(?![万亿元%])){_EDGE}"
)
_PLAN = re.compile(
    rf"[“\"「]?(?P<plan>十[一二三四五六七八九]?)五[”\"」]?(?:规划)?(?:期间|时期|(?=期?末)){_EDGE.replace('底|', '底|期末|')}"
)
_DAY_ALONE = re.compile(rf"(?<=[—―─~至到-])(?P<day>{_DAY})[日号]{_EDGE}")
_YEAR_ALONE = re.compile(r"^(?P<year>(?:19|20)\d\d)$")
_RANGE = re.compile(_TO)
_PATTERNS = (
    (re.compile("[年月季底]"), _STATED),
    (re.compile("[./-]"), _NUMERIC),
    (re.compile("五"), _PLAN),
    (re.compile("[日号]"), _DAY_ALONE),
    (re.compile(r"^\d{4}$"), _YEAR_ALONE),
)
"""Each pattern after a sign without which it finds nothing."""
_SENTENCE_END = re.compile("[。！？\n]")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression at `start` to `end` of the text.

    `period` is None where no year can be known. `edge` says whether it is spoken of by its end (底, 内), as a limit (前) or as such.
    `opening` is the first day of a range, `written_year` the year it states itself.
    """

    start: int
    end: int
    form: Form
    period: Period | None
    precision: Precision
    edge: Edge
    opening: date | None
    written_year: int | None


def find_moments(text: str, year: int | None) -> list[Moment]:
    """The time expressions of folded `text` in order, ranges joined, without overlaps; dates that do not exist are left out.

    >>> [(m.period.by, m.opening) for m in find_moments("2018年6月—12月", None)]
    [('2018-12', datetime.date(2018, 6, 1))]
    """
    found: list[Moment] = []
    for match in _matches(text):
        before = found[-1] if found else None
        moment = _moment(match, _inherited_year(text, before, match.start(), year), before)
        if moment is None or (moment.form == "day" and not _joins(text, before, moment)):
            continue
        if before is not None and _joins(text, before, moment):
            found[-1] = _joined(before, moment)
        else:
            found.append(moment)
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    """All matches of the patterns by place; of two that overlap the earlier and then the longer one."""
    matches = [match for sign, pattern in _PATTERNS if sign.search(text) for match in pattern.finditer(text)]
    if len(matches) < 2:
        yield from matches
        return
    reached = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= reached:
            reached = match.end()
            yield match


def _inherited_year(text: str, before: Moment | None, start: int, year: int | None) -> int | None:
    if before is None or before.written_year is None or (year is not None and before.written_year < year):
        return year
    return year if _SENTENCE_END.search(text, before.end, start) else before.written_year


def _moment(match: re.Match[str], year: int | None, before: Moment | None) -> Moment | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    written = _written_year(groups, year)
    form = _form(match)
    known = written or year
    if form == "day":
        known, groups["month"] = (before.period.last.year, str(before.period.last.month)) if before and before.period else (None, "1")
    spelled = _spelled(groups, form, known or 2000)
    if spelled is None:
        return None
    period, opening = spelled
    edge = _edge(groups)
    if known is None and form != "plan":
        return Moment(match.start(), match.end(), form, None, period.precision, edge, None, None)
    return Moment(match.start(), match.end(), form, period, period.precision, edge, opening, written)


def _edge(groups: dict[str, str]) -> Edge:
    """上半年前 and 年底前 set no earlier day than 上半年 and 年底 do."""
    if "end" in groups or (groups.keys() & {"year_end", "half"} and "before" in groups):
        return "end"
    return "before" if "before" in groups else "bare"


def _form(match: re.Match[str]) -> Form:
    if match.re is _NUMERIC:
        return "numeric"
    if match.re is _PLAN:
        return "plan"
    if match.re is _DAY_ALONE:
        return "day"
    units = ("month", "later", "quarter", "quarters", "half", "year_end", "end")
    return "dated" if any(match.groupdict().get(unit) for unit in units) else "year"


def _written_year(groups: dict[str, str], year: int | None) -> int | None:
    if "year" in groups:
        return integer(groups["year"])
    if "short" in groups:
        return 2000 + int(groups["short"])
    if "near" not in groups or year is None:
        return None
    return year + 1 if groups["near"] in ("明年", "次年", "翌年") else year


def _spelled(groups: dict[str, str], form: Form, year: int) -> tuple[Period, date | None] | None:
    """The period the groups of a match spell in `year`, and the first day where they spell a range."""
    if form == "plan":
        period = calendar.plan_of(integer(groups["plan"]) or 0)
        return (period, period.first if groups.get("end") is None else None) if period else None
    period = _period(groups, form, year)
    opening = _opening(groups, year)
    return (period, opening.first if opening else None) if period else None


def _period(groups: dict[str, str], form: Form, year: int) -> Period | None:
    if "month" in groups or "later" in groups:
        month = integer(groups.get("month") or groups["later"]) or 0
        return _in_month(groups, year + ((integer(groups.get("opening_month", "0")) or 0) > month), month)
    if "quarter" in groups or "quarters" in groups:
        return calendar.quarter_of(year, integer(groups.get("quarter") or groups["quarters"]) or 0)
    if "half" in groups:
        return calendar.half_of(year, cast(Half, groups["half"]))
    if "year_end" in groups or (form == "dated" and "end" in groups):
        return calendar.year_end_of(year)
    return calendar.year_of(year)


def _in_month(groups: dict[str, str], year: int, month: int) -> Period | None:
    if "day" in groups:
        return calendar.day(year, month, integer(groups["day"]) or 0)
    if "third" in groups or "early" in groups:
        return calendar.third_of(year, month, cast(Third, groups.get("third") or "上"))
    return calendar.month_of(year, month)


def _opening(groups: dict[str, str], year: int) -> Period | None:
    """The first part of a range written in one breath: 3—6月, 2018—2020年, 一至三季度, 前三季度."""
    if "opening_month" in groups:
        return calendar.month_of(year, integer(groups["opening_month"]) or 0)
    if "opening_quarter" in groups:
        return calendar.quarter_of(year, integer(groups["opening_quarter"]) or 0)
    if "opening_year" in groups:
        return calendar.year_of(int(groups["opening_year"]))
    return calendar.quarter_of(year, 1) if "quarters" in groups else None


def _joins(text: str, before: Moment | None, after: Moment) -> bool:
    if before is None or before.edge == "before" or after.start - before.end > 2:
        return False
    return _RANGE.fullmatch(text, before.end, after.start) is not None


def _joined(before: Moment, after: Moment) -> Moment:
    """One range of two moments; where its end has no year of its own and lies before its start, it ends in the next year."""
    period = after.period
    if before.period and period and after.written_year is None and period.last < before.period.first:
        period = _next_year(period)
    opening = before.period.first if before.period else None
    year = after.written_year or before.written_year
    return replace(after, start=before.start, period=period, opening=opening, written_year=year)


def _next_year(period: Period) -> Period | None:
    year, month = period.last.year + 1, period.last.month
    if period.precision == "day":
        return calendar.day(year, month, period.last.day)
    return calendar.quarter_of(year, month // 3) if period.precision == "quarter" else calendar.month_of(year, month)
