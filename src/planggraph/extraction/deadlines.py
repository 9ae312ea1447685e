"""When a task is to be done: the completion times of a responsibility clause, and those its body states.

Conventions: "X前" taken strictly ends before X begins, while practice reads it as by the end of X, so both days are kept; X底前, X内 and
a bare X end with X; 上半年 is June, 年底/年内 December, 长期坚持/全年/持续推进/常态化 stay open; a period that runs from an event
(印发后30日内) is no date unless its start stands in the same clause. The year comes from the clause, else from the document, never from
today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from planggraph.extraction.moments import SIGN, Moment, find_moments
from planggraph.extraction.time_words import EDGES, Feast, time_words
from planggraph.model import Deadline, DeadlineKind, Precision
from planggraph.text import calendar
from planggraph.text.calendar import Period
from planggraph.text.numerals import integer
from planggraph.text.spans import Flow

_CITED = re.compile(r"《[^《》]{0,120}》|〔(?:19|20)\d\d〕")
_QUOTED = re.compile(r"“(?!十[一二三四五六七八九]?五”)[^“”]{0,60}”|\"[^\"]{0,60}\"")
_EDGE = re.compile(EDGES)
_RECURRENCE = re.compile(
    r"每(?:年度?|半年|个?季度?|个?月|周|个?学期|旬|日|天)(?:\d{1,2}日)?(?:底|末|初)?(?:之前|以前|前)?"
    r"|按(?:年度?|半年|季度?|月度?|周)(?=推进|完成|报送|通报|开展|调度|落实|$)"
)
_FROM = re.compile(r"(?:之日)?起(?:计?算)?，?(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>个月|年|日|天)(?:以内|之内|内)")
_HISTORY = re.compile("(?:之?前)?(?:建成|竣工|成立|出生|注册|取得|投入使用|开工|印发|发布|入职)的")
_TOWARDS = re.compile("[到至]$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A deadline at `start` to `end` of the flow, before it gets its evidence."""

    start: int
    end: int
    by: str | None
    strict: date | None
    month_end: date | None
    opening: date | None
    kind: DeadlineKind
    precision: Precision
    recurrence: str | None
    rule: str


def read_clause(flow: Flow, year: int | None) -> tuple[Deadline, ...]:
    """The completion times stated in a responsibility clause or an explicit 完成时限, in order; the same date counts once.

    `flow` is the clause (or the cell), `year` the document's year. `by` is None where no year can be known.

    >>> from planggraph.model import Span
    >>> clause = "9月底前完成并长期坚持"
    >>> [(d.surface, d.by) for d in read_clause(Flow.of(clause, [Span(0, len(clause))]), 2020)]
    [('9月底前', '2020-09'), ('长期坚持', 'ongoing')]
    """
    if not _sign().search(flow.folded):
        return ()
    text = _masked(flow.folded, _CITED)
    moments = find_moments(text, year)
    dated = [moment for moment in moments if _is_due(text, moment)]
    finished = [moment for moment in dated if not time_words().start_of_work.match(text, moment.end)]
    found = [_recurring_or_dated(text, moment) for moment in finished or dated]
    found += _from_start(text, moments)
    found += _before_feasts(text, year)
    found += _open_ended(text)
    return _deadlines(flow, "deadline", found or _recurrences(text))


def read_body(flow: Flow, year: int | None) -> tuple[Deadline, ...]:
    """The completion times the body of a task states outright (2020年底前, 到2025年), in order; the same date counts once.

    Names in quotes, cited documents, recurrences and dates that look back are passed over.
    """
    if not SIGN.search(flow.folded):
        return ()
    text = _masked(_masked(flow.folded, _CITED), _QUOTED)
    found = [_dated(moment) for moment in find_moments(text, year) if _is_due_in_body(text, moment, year)]
    return _deadlines(flow, "body_deadline", found)


@cache
def _sign() -> re.Pattern[str]:
    """A character without which a clause states no time: of a moment, of what comes round (每, 按) or stays open, 前 of a feast."""
    return re.compile(f"{SIGN.pattern}|[每按前{time_words().openings}]")


def _masked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: "□" * len(match.group()), text)


def _is_due(text: str, moment: Moment) -> bool:
    """Whether a moment in a clause is a completion time: not a beginning, and a bare year only where nothing hangs on it."""
    if time_words().beginning.match(text, moment.end):
        return False
    return moment.form != "year" or moment.edge != "bare" or moment.opening is not None or _stands_free(text, moment)


def _stands_free(text: str, moment: Moment) -> bool:
    before = moment.start == 0 or text[moment.start - 1] in "到至于在为" or _EDGE.match(text, moment.start - 1)
    after = moment.end == len(text) or _EDGE.match(text, moment.end) or time_words().completion.match(text, moment.end)
    return bool(before and after)


def _is_due_in_body(text: str, moment: Moment, year: int | None) -> bool:
    words, head = time_words(), text[max(0, moment.start - 6) : moment.start]
    if words.past.search(head) or words.beginning.match(text, moment.end) or _HISTORY.match(text, moment.end):
        return False
    if moment.form == "numeric" or (year and moment.period and moment.period.last.year < year):
        return False
    if moment.edge != "bare" or _TOWARDS.search(head):
        return True
    if moment.form == "plan" or moment.opening:
        return False
    if text[moment.start : moment.end].endswith(("年底", "年末", "年内")):
        return True
    return bool(words.completion.match(text, moment.end)) and _stands_free(text, moment)


def _dated(moment: Moment) -> _Found:
    period = moment.period
    kind: DeadlineKind = "range" if moment.opening else "during" if moment.edge == "bare" else "by"
    rule = f"{moment.precision}_{'range' if moment.opening else moment.edge}"
    if period is None:
        return _Found(moment.start, moment.end, None, None, None, None, kind, moment.precision, None, rule)
    strict = period.eve if moment.edge == "before" else period.last
    return _Found(moment.start, moment.end, period.by, strict, period.last, moment.opening, kind, moment.precision, None, rule)


def _recurring_or_dated(text: str, moment: Moment) -> _Found:
    """每年12月底前 comes round again and has no last day."""
    for match in re.finditer(r"每年度?|每个?学年", text[max(0, moment.start - 4) : moment.start]):
        if match.end() == min(4, moment.start):
            start = moment.start - len(match.group())
            return _Found(start, moment.end, "ongoing", None, None, None, "recurring", "none", match.group(), "recurring")
    return _dated(moment)


def _recurrences(text: str) -> list[_Found]:
    return [
        _Found(match.start(), match.end(), "ongoing", None, None, None, "recurring", "none", match.group(), "recurring")
        for match in _RECURRENCE.finditer(text)
    ]


def _open_ended(text: str) -> Iterator[_Found]:
    for match in time_words().ongoing.finditer(text):
        yield _Found(_with_year(text, match.start()), match.end(), "ongoing", None, None, None, "ongoing", "none", None, "open_ended")
    for match in time_words().immediate.finditer(text):
        if not text.startswith(("至", "到"), match.end()):
            yield _Found(match.start(), match.end(), "ongoing", None, None, None, "immediate", "none", None, "immediate")


def _with_year(text: str, start: int) -> int:
    """Where 2023年全年 begins, given where 全年 does."""
    return start - 5 if re.fullmatch(r"(?:19|20)\d\d年", text[max(0, start - 5) : start]) else start


def _from_start(text: str, moments: list[Moment]) -> Iterator[_Found]:
    """自2022年3月1日起30日内: a length of time whose start stands before it."""
    for moment in moments:
        match = _FROM.match(text, moment.end)
        count = integer(match["count"]) if match else None
        if match and count and moment.period:
            period = _after(moment.period, count, match["unit"])
            if period:
                found = (moment.start, match.end(), period.by, period.last, period.last, moment.period.first)
                yield _Found(*found, "relative", period.precision, None, "relative")


def _after(start: Period, count: int, unit: str) -> Period | None:
    """The period in which `count` units from `start` end. The first day does not count (民法典第二百零一条); a first month or year does."""
    if unit in ("日", "天"):
        last = start.first + timedelta(days=count)
        return calendar.day(last.year, last.month, last.day)
    months = start.first.month - 1 + (count if unit == "个月" else 12 * count) - (start.precision != "day")
    year, month = start.first.year + months // 12, months % 12 + 1
    if start.precision == "year" and unit == "年":
        return calendar.year_of(start.first.year + count - 1)
    return calendar.month_of(year, month) if start.precision != "day" else _same_day(year, month, start.first.day)


def _same_day(year: int, month: int, number: int) -> Period | None:
    """That day of the month, or the last one of a month too short for it (民法典第二百零二条)."""
    whole = calendar.month_of(year, month)
    return calendar.day(year, month, min(number, whole.last.day)) if whole else None


def _before_feasts(text: str, year: int | None) -> Iterator[_Found]:
    words = time_words()
    for match in words.feast.finditer(text):
        period = _feast_day(words.feasts[match["feast"]], int(match["year"]) if match["year"] else None, year)
        if period is None:
            yield _Found(match.start(), match.end(), None, None, None, None, "relative", "none", None, "feast")
        else:
            yield _Found(match.start(), match.end(), period.by, period.eve, period.last, None, "by", "day", None, "feast")


def _feast_day(feast: Feast, written: int | None, year: int | None) -> Period | None:
    known = written if feast.written else written or year
    return calendar.day(known, feast.month, feast.day) if known and feast.month and feast.day else None


def _deadlines(flow: Flow, prefix: str, found: Iterable[_Found]) -> tuple[Deadline, ...]:
    """In order of place, without overlaps (the longer wins) and without a second one by the same date."""
    reached, seen, kept = 0, set(), []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        mark = one.by or flow.text[one.start : one.end]
        if one.start < reached or mark in seen:
            continue
        reached = one.end
        seen.add(mark)
        kept.append(_deadline(flow, prefix, one))
    return tuple(kept)


def _deadline(flow: Flow, prefix: str, found: _Found) -> Deadline:
    return Deadline(
        surface=flow.text[found.start : found.end],
        by=found.by,
        strict=found.strict,
        month_end=found.month_end,
        start=found.opening,
        kind=found.kind,
        precision=found.precision,
        recurrence=found.recurrence,
        evidence=flow.evidence(found.start, found.end, f"{prefix}.{found.rule}"),
    )
