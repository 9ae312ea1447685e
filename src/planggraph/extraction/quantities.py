"""Numbers with units in the text of a task, with the words that bound them.

Convention of bounds (民法典第一千二百五十九条, followed for plans): 以上, 以下, 以内, 至少, 不少于 include the number, 超过 and 低于
do not. A word before the number (至少) reaches over a few words to the next number of the same comma-clause, a word after it (以上) must
touch it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from planggraph.extraction.units import Unit, words
from planggraph.model import Bound
from planggraph.text.numerals import ARABIC, CHINESE, MULTIPLES, number

_CLAUSE_END = re.compile("[，。；：！？（）|]")
_DATE = re.compile(
    r"(?=\d)(?:(?<!\d)(?:(?:19|20)\d\d[-—~至到])?(?:19|20)\d\d年(?:\d{1,2}月)?|(?<![\d.])(?:1[0-2]|0?[1-9])月(?:(?:[123]\d|\d)[日号])?)"
)
_NAMES = re.compile(r"《[^《》]{0,120}》|“[^“”]{0,60}”|「[^「」]{0,60}」|\"[^\"]{0,60}\"|〔(?:19|20)\d\d〕\d{0,5}号?")
_GROUPED = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
_AIM_REACH = 60
_RATIO = Unit("比例", "ratio", keeps_multiple=True)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `start` to `end` of the flow, its bound words after it included.

    `clause` is where its comma-clause begins, `reach` where the words that may bound it begin: after the quantity before it.
    """

    start: int
    end: int
    number_end: int
    clause: int
    reach: int
    value: Decimal
    maximum: Decimal | None
    unit: Unit
    written_unit: str
    bound: Bound
    exclusive: bool
    approximate: bool
    aim: bool
    chinese: bool
    bound_word: int | None
    """Where the bound word before the number begins."""


def plain_text(original: str, folded: str) -> str:
    """The folded text of a flow with names, cited documents and dates blanked (□), of the same length; `original` is as written.

    >>> plain_text("“万企帮万村”，2018年完成10家", "“万企帮万村”，2018年完成10家")
    '□□□□□□□，□□□□□完成10家'
    """
    grouped = _GROUPED.sub(lambda match: "," if original[match.start()] == "," else "，", folded)
    named = _NAMES.sub(_blank, grouped)
    return _DATE.sub(_blank, named) if "年" in named or "月" in named else named


@lru_cache(maxsize=1)
def read_quantities(original: str, folded: str) -> tuple[str, tuple[Quantity, ...]]:
    """`plain_text` of a flow and its quantities; the last text is kept, since a task is read for targets and for resources."""
    text = plain_text(original, folded)
    return text, tuple(find_quantities(text))


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of `plain_text` in order, all of them: a commitment or not is for the caller to say."""
    found: list[Quantity] = []
    clauses = _clauses(text)
    clause = next(clauses)
    for match in _pattern().finditer(text):
        while clause[1] < match.start():
            clause = next(clauses)
        reach = max(clause[0], found[-1].end if found else 0)
        quantity = _quantity(match, text, clause[0], reach)
        if quantity is not None:
            found.append(quantity)
    return found


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match.group())


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


@cache
def _pattern() -> re.Pattern[str]:
    table = words()
    low, high = (rf"(?:{ARABIC}|{CHINESE})" for _ in range(2))
    multiple = "百万|千万|十万|万|亿|千"
    after = table.pattern("min_after", "max_after", "approximate_after")
    return re.compile(
        rf"(?=[\d零〇一二两三四五六七八九十百千廿])(?<![\d.,零〇一二两三四五六七八九十百千万亿A-Za-z+])(?:百分之(?P<hundredths>{low})|(?P<fraction>[一二三四五六七八九十]{{1,2}}分之[一二三四五六七八九十]{{1,2}})"
        rf"|(?P<low>{low})(?P<low_multiple>{multiple})?(?:%|[‰个名家人项所次期])?(?:[-—~至到]{{1,2}}(?P<high>{high}))(?P<high_multiple>{multiple})?(?P<range_unit>{table.unit})"
        rf"|(?P<number>{low})(?P<multiple>{multiple})?(?P<more>[余多])?(?P<further>{multiple})?(?P<unit>{table.unit}))"
        rf"(?P<after>{after})?"
    )


def _quantity(match: re.Match[str], text: str, clause: int, reach: int) -> Quantity | None:
    read = _measured(match)
    if read is None:
        return None
    value, maximum, unit, written = read
    table = words()
    before = last_match(_limits(), text, reach, match.start())
    word, after = before.group() if before else "", match["after"] or ""
    approximate = (
        bool(match["more"]) or after in table.senses["approximate_after"] or text.endswith(table.senses["approximate"], 0, match.start())
    )
    return Quantity(
        start=match.start(),
        end=match.end(),
        number_end=match.end() - len(after),
        clause=clause,
        reach=reach,
        value=value,
        maximum=maximum,
        unit=unit,
        written_unit=written,
        bound="range" if maximum is not None else _bound(word, after),
        exclusive=maximum is None and not after and word in (*table.senses["min_exclusive"], *table.senses["max_exclusive"]),
        approximate=approximate,
        aim=_aims().search(text, max(clause, match.start() - _AIM_REACH), match.start()) is not None,
        chinese=not (match["number"] or match["low"] or match["hundredths"] or "一")[0].isdigit(),
        bound_word=before.start() if before else None,
    )


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of `pattern` between `start` and `end`."""
    found = deque(pattern.finditer(text, start, end), maxlen=1)
    return found[0] if found else None


@cache
def _limits() -> re.Pattern[str]:
    return re.compile(words().pattern("min", "min_exclusive", "max", "max_exclusive"))


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(words().pattern("aim"))


def _bound(before: str, after: str) -> Bound:
    senses = words().senses
    if after in senses["min_after"]:
        return "min"
    if after in senses["max_after"]:
        return "max"
    if after in senses["approximate_after"]:
        return "exact"
    if before in (*senses["min"], *senses["min_exclusive"]):
        return "min"
    return "max" if before in (*senses["max"], *senses["max_exclusive"]) else "exact"


def _measured(match: re.Match[str]) -> tuple[Decimal, Decimal | None, Unit, str] | None:
    """Value, maximum, unit and the unit as written; None where the numeral has no value."""
    table = words()
    if match["hundredths"]:
        value = number(match["hundredths"])
        return None if value is None else (value, None, table.units["%"], "%")
    if match["fraction"]:
        value = number(match["fraction"])
        return None if value is None else (value, None, _RATIO, _RATIO.name)
    unit = table.units[match["range_unit"] or match["unit"]]
    multiple = match["high_multiple"] or (match["multiple"] or "") + (match["further"] or "")
    low, high = number(match["low"] or match["number"]), number(match["high"]) if match["high"] else None
    if low is None or (match["high"] and (high is None or high <= low)):
        return None
    if unit.keeps_multiple and multiple != "千":
        return low, high, unit, multiple + unit.name
    times = MULTIPLES.get(multiple, 1)
    low_times = MULTIPLES.get(match["low_multiple"] or multiple, 1)
    return _times(low, low_times), None if high is None else _times(high, times), unit, unit.name


def _times(value: Decimal, multiple: int) -> Decimal:
    product = value * multiple
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product
