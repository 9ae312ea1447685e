"""What a task commits: money, people sent, posts offered.

Money is in yuan (3亿元 is 300000000) and carries its earmark (95%的资金要向深度贫困地区倾斜); an earmark without a sum, and a sum that is
only said to be raised (适度增加…资金), have no value. People are those sent somewhere, with where from and where to as far as the sentence
says.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from planggraph.extraction.quantities import Quantity, read_quantities
from planggraph.extraction.targets import is_commitment, surface_end, surface_start
from planggraph.model import Resource, ResourceKind
from planggraph.resources import resource
from planggraph.text.numerals import number
from planggraph.text.spans import Flow

_YUAN = ("元", "元人民币")
_SENTENCE_REACH = 80
_MARKS = "，。；：、！？（）|□"


@dataclass(frozen=True, slots=True)
class _Phrases:
    sent: re.Pattern[str]
    sender: re.Pattern[str]
    goal: re.Pattern[str]
    fund_name: re.Pattern[str]
    raised: re.Pattern[str]
    earmark: re.Pattern[str]
    post: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Earmark:
    start: int
    end: int
    share: Decimal
    purpose: str


def read(flow: Flow) -> tuple[Resource, ...]:
    """The money, people and posts in the text of a task (its responsibility clause left out), in order.

    >>> from planggraph.model import Span
    >>> text = "广州市向黔南州派送18名党政干部。"
    >>> [(r.kind, str(r.value), r.origin, r.destination) for r in read(Flow.of(text, [Span(0, len(text))]))]
    [('people', '18', '广州市', '黔南州')]
    """
    text, measured = read_quantities(flow.text, flow.folded)
    quantities = [quantity for quantity in measured if is_commitment(text, quantity)]
    found = [*_money(flow, text, quantities), *_people(flow, text, quantities), *_posts(flow, text, quantities)]
    return tuple(sorted(found, key=lambda one: (one.evidence.start, one.kind)))


@cache
def _phrases() -> _Phrases:
    any_of = _alternatives()
    place, stop = f"[^{_MARKS}\\d]", f"[{_MARKS}]|$"
    sender = f"(?:(?P<origin>{place}{{2,20}}?)(?:每年|全年)?(?:至少|分别)?)?(?:{any_of['towards']})(?P<destination>{place}{{2,12}}?)"
    fund = f"(?:{any_of['manner']})?(?:{any_of['fund']})(?:(?!的){place}){{1,24}}?(?:{any_of['fund_name']})"
    share = f"(?P<share>\\d{{1,3}}(?:\\.\\d{{1,2}})?)%(?:以上)?的?{place}{{0,8}}?(?:要|须|应)?"
    return _Phrases(
        sent=re.compile(any_of["send"]),
        sender=re.compile(f"{sender}(?:{any_of['send']})"),
        goal=re.compile(f"{place}{{0,16}}?(?:{any_of['towards']})(?P<destination>{place}{{2,12}}?)(?={any_of['purpose']}|{stop})"),
        fund_name=re.compile(any_of["fund_name"]),
        raised=re.compile(f"{fund}(?={stop})"),
        earmark=re.compile(f"{share}(?:{any_of['earmark']})(?P<purpose>{place}{{2,16}}?)(?:{any_of['earmark_end']}|(?={stop}))"),
        post=re.compile(f"(?:就业|工作|公益性?)?(?:{any_of['post']})"),
    )


def _alternatives() -> dict[str, str]:
    """The words of each sense of commitment_words.csv as pattern text."""
    with resource("data", "registry", "commitment_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {sense: "|".join(row["word"] for row in rows if row["sense"] == sense) for sense in {row["sense"] for row in rows}}


def _money(flow: Flow, text: str, quantities: list[Quantity]) -> list[Resource]:
    """Sums, the earmarks that go with the nearest sum before them, lone earmarks; raised funds only where there is no sum at all."""
    sums = [quantity for quantity in quantities if quantity.unit.kind == "money"]
    shares = _phrases().earmark.finditer(text) if "%" in text else ()
    earmarks = [_Earmark(match.start(), match.end(), _share(match["share"]), match["purpose"]) for match in shares]
    by_sum = {_sum_before(text, sums, earmark): earmark for earmark in reversed(earmarks)}
    found = [_sum(flow, text, quantity, by_sum.get(quantity.start)) for quantity in sums]
    lone = by_sum.get(None)
    if lone:
        start = _clause_start(text, lone.start)
        found.append(_resource(flow, "money", start, lone.end, "earmark", share=lone.share, purpose=lone.purpose))
    if not found and _phrases().fund_name.search(text):
        raised = _phrases().raised.search(text)
        found = [_resource(flow, "money", *raised.span(), "raised")] if raised else []
    return found


def _share(text: str) -> Decimal:
    return number(text) or Decimal(0)


def _sum_before(text: str, sums: list[Quantity], earmark: _Earmark) -> int | None:
    """Where the sum an earmark divides begins: the last one before it in the same sentence."""
    at = bisect_right(sums, earmark.start, key=lambda quantity: quantity.end)
    start = sums[at - 1].start if at else None
    return None if start is None or text.find("。", start, earmark.start) >= 0 else start


def _sum(flow: Flow, text: str, quantity: Quantity, earmark: _Earmark | None) -> Resource:
    multiple = number("1" + quantity.written_unit.removesuffix(quantity.unit.name)) or 1
    value = quantity.value * multiple if quantity.unit.name in _YUAN else None
    start = surface_start(text, quantity, quantity.reach)
    share, purpose = (earmark.share, earmark.purpose) if earmark else (None, None)
    return _resource(flow, "money", start, earmark.end if earmark else quantity.end, "sum", value, share, purpose)


def _clause_start(text: str, start: int) -> int:
    return max(text.rfind(mark, 0, start) for mark in "，。；：") + 1


def _people(flow: Flow, text: str, quantities: list[Quantity]) -> list[Resource]:
    found = []
    for quantity in quantities:
        verb = _phrases().sent.search(text, quantity.reach, quantity.start)
        if verb is None or quantity.unit.name not in ("人", "名", "位"):
            continue
        sender = _phrases().sender.search(text, max(quantity.clause, quantity.start - _SENTENCE_REACH), quantity.start)
        goal = _phrases().goal.match(text, quantity.end)
        destination = sender["destination"] if sender else goal["destination"] if goal else None
        start = sender.start() if sender else verb.start()
        end = surface_end(text, quantity)
        origin = sender["origin"] if sender else None
        found.append(_resource(flow, "people", start, end, "sent", quantity.value, origin=origin, destination=destination))
    return found


def _posts(flow: Flow, text: str, quantities: list[Quantity]) -> list[Resource]:
    found = []
    for quantity in quantities:
        if quantity.unit.name != "个":
            continue
        after = _phrases().post.match(text, quantity.end)
        before = _phrases().post.search(text, quantity.reach, quantity.start)
        if after or before:
            start = before.start() if before else quantity.reach
            found.append(_resource(flow, "posts", start, after.end() if after else quantity.end, "posts", quantity.value))
    return found


def _resource(
    flow: Flow,
    kind: ResourceKind,
    start: int,
    end: int,
    rule: str,
    value: Decimal | None = None,
    share: Decimal | None = None,
    purpose: str | None = None,
    origin: str | None = None,
    destination: str | None = None,
) -> Resource:
    evidence = flow.evidence(start, end, f"resource.{rule}")
    return Resource(kind, flow.text[start:end], value, share, purpose, origin, destination, evidence)
