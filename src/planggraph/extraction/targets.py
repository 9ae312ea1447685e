"""The numbers a task commits to: 至少选派1名专业技术人才, 3-5个示范学校, 增长9%以上, 压缩至3个工作日以内.

A number is a target where it counts or measures something the task is to do. It is none where it is part of a name (“…”, 《…》, 第三批,
前10名), a date, a length of time that nothing bounds (三年行动方案, 5年内), a figure of speech (四个意识, 八个方面), what there is already
(现有100家), the figure something rises from (由10%提高到15%), or the size of what is meant (1亿元以上项目).
"""

from __future__ import annotations

import re
from functools import cache

from planggraph.extraction.quantities import Quantity, last_match, read_quantities
from planggraph.extraction.units import words
from planggraph.model import Target
from planggraph.text.spans import Flow

_EDGE = re.compile("[，。；、：（）！？|□]|$")
_BASELINE = re.compile("[由从][^，。；]{0,3}$")
_PERIOD = re.compile("每(?:年度?|半年|个?季度|季|个?月|周|学期|天|日)|全年|年均|月均")
_LEADING = re.compile("(?:[、和与及且并或□]|其中|以及|同时)+")
_TAIL = re.compile("[^，。；、：（）！？|和与且\\d]{0,30}")
_SIZE = re.compile("的?(?!$)[^，。；、：（）！？|□和与及至到]")


def read(flow: Flow) -> tuple[Target, ...]:
    """The quantified commitments in the text of a task (its responsibility clause left out), in order.

    >>> from planggraph.model import Span
    >>> text = "每年至少组织1期50人的培训。"
    >>> [(str(t.value), t.unit, t.bound, t.period) for t in read(Flow.of(text, [Span(0, len(text))]))]
    [('1', '期', 'min', '每年'), ('50', '人', 'exact', None)]
    """
    text, quantities = read_quantities(flow.text, flow.folded)
    targets, begin, before = [], 0, None
    for quantity in quantities:
        if is_commitment(text, quantity):
            start = surface_start(text, quantity, begin)
            end = begin = surface_end(text, quantity)
            targets.append(_target(flow, text, quantity, before, start, end))
        before = quantity
    return tuple(targets)


def is_commitment(text: str, quantity: Quantity) -> bool:
    """Whether a quantity of `plain_text` is something the task commits to; see the module's convention."""
    if _rhetorical(text, quantity) or _baseline(text, quantity) or _background(text, quantity):
        return False
    if quantity.unit.kind in ("duration", "ratio") or quantity.unit.name == "成":
        return _bounded(text, quantity)
    if quantity.unit.kind in ("money", "measure") and quantity.end > quantity.number_end and _SIZE.match(text, quantity.end):
        return False
    return not quantity.chinese or _counts(text, quantity)


def _rhetorical(text: str, quantity: Quantity) -> bool:
    senses = words().senses
    if text.endswith(senses["ordinal"], 0, quantity.start) or text.startswith(senses["rhetorical"], quantity.end):
        return True
    return quantity.value == 0 and quantity.maximum is None and quantity.bound == "exact"


def _baseline(text: str, quantity: Quantity) -> bool:
    return bool(_BASELINE.search(text, quantity.reach, quantity.start) and _rise().match(text, quantity.end))


def _background(text: str, quantity: Quantity) -> bool:
    return _sense("background").search(text, quantity.reach, quantity.start) is not None


def _bounded(text: str, quantity: Quantity) -> bool:
    """A length of time or a share is a target only where a word bounds it or something is shortened to it."""
    if quantity.unit.name in ("年", "日", "天", "周") and quantity.bound_word is None:
        return _shortened(text, quantity)
    return quantity.bound_word is not None or quantity.end > quantity.number_end + 1 or _shortened(text, quantity)


def _shortened(text: str, quantity: Quantity) -> bool:
    return _sense("shortening").search(text, quantity.reach, quantity.start) is not None


def _counts(text: str, quantity: Quantity) -> bool:
    """Whether a number in Chinese numerals counts: one that is bounded, ten or more, a range, or recurs."""
    if quantity.bound != "exact" or quantity.value >= 10 or quantity.unit.kind in ("money", "measure", "percent"):
        return True
    return quantity.unit.kind == "occasion" and _PERIOD.search(text, quantity.reach, quantity.start) is not None


def surface_start(text: str, quantity: Quantity, begin: int) -> int:
    """The comma-clause from after the target before it; a long one from its bound word or from the number."""
    start = min(max(quantity.clause, begin), quantity.start)
    leading = _LEADING.match(text, start, quantity.start)
    start = leading.end() if leading else start
    return start if quantity.start - start <= 40 else quantity.bound_word or quantity.start


def surface_end(text: str, quantity: Quantity) -> int:
    """With what is counted, up to the next mark, number or 和."""
    tail = _TAIL.match(text, quantity.end)
    return tail.end() if tail else quantity.end


@cache
def _rise() -> re.Pattern[str]:
    return re.compile(f"(?:{words().pattern('change_after')})?[到至为]")


@cache
def _each() -> re.Pattern[str]:
    kinds = words().pattern("each")
    return re.compile(
        f"有条件的(?:{kinds})|每(?:次|批|期|人|户|村|县|镇|校|家|场|所|点)"
        f"|每(?!年|半年|季|月|周|学期|天|日)(?:个|家|名|所|户|座|条)?[^，。；、每各\\d]{{0,8}}?(?:{kinds})(?:政府)?"
        f"|各(?!类|级|种|项|方|界)[^，。；、每各\\d]{{0,8}}?(?:{kinds})(?:人民政府|政府)?"
    )


@cache
def _bearer() -> re.Pattern[str]:
    return re.compile(f"[^，。；：、]{{1,20}}?(?:{words().pattern('bearer')})(?={words().pattern('duty')})")


@cache
def _sense(sense: str) -> re.Pattern[str]:
    return re.compile(words().pattern(sense))


def _target(flow: Flow, text: str, quantity: Quantity, before: Quantity | None, start: int, end: int) -> Target:
    bearer = _bearer().match(text, quantity.clause, quantity.start)
    return Target(
        surface=flow.text[start:end],
        value=quantity.value,
        maximum=quantity.maximum,
        unit=quantity.written_unit,
        bound=quantity.bound,
        per=_per(text, quantity, before),
        period=_latest(_PERIOD, text, quantity),
        bearer=bearer.group() if bearer else None,
        exclusive=quantity.exclusive,
        approximate=quantity.approximate,
        aim=quantity.aim,
        evidence=flow.evidence(start, end, f"target.{quantity.unit.kind}_{quantity.bound}"),
    )


def _per(text: str, quantity: Quantity, before: Quantity | None) -> str | None:
    """每个结对帮扶县, 各区政府, 每批; 1期50人 holds for each 1期."""
    if before is not None and before.end == quantity.start and before.unit.kind == "occasion":
        return text[before.start : before.end]
    return _latest(_each(), text, quantity)


def _latest(pattern: re.Pattern[str], text: str, quantity: Quantity) -> str | None:
    found = last_match(pattern, text, quantity.reach, quantity.start)
    return found.group() if found else None
