"""Where the responsibility clauses of a paragraph stand.

Anchors are looked for first (brackets, colons, 由), the clause grammar reads only what they point to. Conventions:

- a bracket after the sentence: …1次。（完成时间：11月前。牵头单位：市协作办）, also 〔…〕 and a bracket that never closes
- a label at the start of a line or sentence: 责任单位：市住建局、市财政局
- prose that opens or closes an item: 由市教委牵头，市财政局参加。 … 以上两项均由市司法局牵头。
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from planggraph.extraction.clauses import ALL_OF_THEM, ClauseReading, Passage, find_labels, read_bare_list, read_clause
from planggraph.extraction.roles import grammar
from planggraph.text.numerals import ordinal

ClauseForm = Literal["bracket", "label", "prose", "cell"]
BRACKET = re.compile(r"[（）〔〕]")
OPENING = re.compile(r"由[^。；]{2,300}")
CLOSING = re.compile(r"(?:^|[。；，])((?:(?:以上|上述)[^。；]{0,12})?(?:均|都)?由[^。；由]{2,300})[。；]?$")
LONGEST_CLAUSE = 1500
MARKS = "。；，、：！ "


@dataclass(frozen=True, slots=True)
class Found:
    """A clause: its words at `start` to `end`, with brackets or label at `outer_start` to `outer_end`, and what they say.

    `covers` is how many items an 以上两项 clause speaks for (0: all beside it; None: only its own).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    form: ClauseForm
    reading: ClauseReading
    covers: int | None = None

    @property
    def names_somebody(self) -> bool:
        """Whether it makes its item a task; a completion time alone does not."""
        return self.reading.says_something


def find_clauses(passage: Passage, start: int, end: int) -> tuple[Found, ...]:
    """All clauses of the paragraph at `start` to `end`, in order; prose only where nothing else names anybody."""
    brackets = list(_brackets(passage, start, end))
    labels = list(_labels(passage, start, end, brackets))
    found = sorted([*brackets, *labels], key=lambda each: each.start) if labels else brackets
    if passage.folded.find("由", start, end) < 0 or any(each.names_somebody for each in found):
        return tuple(found)
    return tuple(sorted([*found, *_prose(passage, start, end)], key=lambda each: each.start))


def _brackets(passage: Passage, start: int, end: int) -> Iterator[Found]:
    """Outermost brackets that hold a clause."""
    for open_at, close_at in _pairs(passage.folded, start, end):
        inner_start, inner_end = open_at + 1, close_at
        if not 1 < inner_end - inner_start <= LONGEST_CLAUSE:
            continue
        outer_end = min(close_at + 1, end)
        if grammar().anchor.search(passage.folded, inner_start, inner_end):
            reading = read_clause(passage, inner_start, inner_end)
        elif passage.folded[open_at] == "（" and _closes_sentence(passage.folded, open_at, outer_end, end):
            reading = ClauseReading(parts=read_bare_list(passage, inner_start, inner_end))
        else:
            continue
        if reading.says_something or reading.times or reading.people:
            yield Found(inner_start, inner_end, open_at, outer_end, "bracket", reading)


def _closes_sentence(text: str, open_at: int, outer_end: int, end: int) -> bool:
    """Whether a bracket follows a full stop and ends its paragraph."""
    return open_at > 0 and text[open_at - 1] in "。；" and outer_end >= end


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost brackets as (open, close); close is `end` for one that never closes. Shapes may be mixed: （…)."""
    depth, open_at = 0, start
    for match in BRACKET.finditer(text, start, end):
        if match.group() in "（〔":
            if depth == 0 or match.start() - open_at > LONGEST_CLAUSE:
                depth, open_at = 0, match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield open_at, match.start()
    if depth:
        yield open_at, end


def _labels(passage: Passage, start: int, end: int, brackets: list[Found]) -> Iterator[Found]:
    """Labels outside brackets, at the start of a line or sentence; one clause runs on over the labels that follow."""
    if passage.folded.find("：", start, end) < 0:
        return
    bounds = [start, *(edge for each in brackets for edge in (each.outer_start, each.outer_end)), end]
    for open_start, open_end in zip(bounds[::2], bounds[1::2], strict=True):
        at = open_start
        labels = dict.fromkeys(each.start for each in find_labels(passage, open_start, open_end))
        for label in labels:
            if label < at or not _opens_sentence(passage, label, open_start):
                continue
            stop = _end_of_labels(passage, label, open_end, labels)
            reading = read_clause(passage, label, stop)
            if reading.says_something or reading.times or reading.people:
                yield Found(label, stop, label, stop, "label", reading)
                at = stop


def _opens_sentence(passage: Passage, position: int, start: int) -> bool:
    """Whether a label stands at the start of a line or sentence, or white space sets it apart."""
    return position == start or passage.folded[position - 1] in "。；！）〕”" or passage.after_space(position)


def _end_of_labels(passage: Passage, start: int, end: int, labels: Container[int]) -> int:
    """Where labelled text ends: after a full stop that no further label follows."""
    at = start
    while at in labels:
        stop = passage.folded.find("。", at, end)
        at = stop + 1 if stop >= 0 else end
    return at if at > start else end


def _prose(passage: Passage, start: int, end: int) -> Iterator[Found]:
    """An item's own opening or closing 由…牵头, never prose in its middle."""
    tail = max(start, end - LONGEST_CLAUSE)
    closing = CLOSING.search(passage.folded[tail:end])
    opening = None if closing else OPENING.match(passage.folded, start, end)
    if closing:
        yield from _read_prose(passage, tail + closing.start(1), tail + closing.end(1), tail + closing.end())
    elif opening:
        yield from _read_prose(passage, start, opening.end(), opening.end())


def _read_prose(passage: Passage, start: int, end: int, outer_end: int) -> Iterator[Found]:
    """A prose clause; 以上两项均由… is said of several items."""
    several = ALL_OF_THEM.match(passage.folded, start, end)
    inner = several.end() if several else start
    if passage.folded.startswith(("均由", "都由"), inner):
        inner += 1
    reading = read_clause(passage, inner, end)
    if not reading.parts:
        return
    found = Found(inner, end, start, outer_end, "prose", reading)
    count = ordinal(several["count"]) if several and several["count"] else 0
    yield replace(found, covers=count or 0) if several else found


def rest_is_empty(passage: Passage, start: int, end: int, found: tuple[Found, ...]) -> bool:
    """Whether a paragraph holds nothing but clauses."""
    at, left = start, ""
    for each in found:
        left += passage.folded[at : each.outer_start]
        at = each.outer_end
    return not (left + passage.folded[at:end]).strip(MARKS)
