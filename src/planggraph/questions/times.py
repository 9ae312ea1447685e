"""The times a question names: 8月前, 2018年11月底前, 年底, by November, in the third quarter of 2024.

A month is read as a whole, with or without a year; "X前" and "by X" are told from "in X". Words for spans of a year stand in
data/questions/months.csv with their last month; 0 stands for tasks without an end (长期坚持).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from planggraph.questions.words import Token
from planggraph.registry import tables
from planggraph.resources import resource
from planggraph.text.numerals import integer

MONTH: Final = "month"
BY: Final = "by"
IN: Final = "in"
AFTER: Final = "after"

_YEAR: Final = r"(?:(?P<year>(?:19|20|21)\d\d)\s*年\s*)?"
_END: Final = r"\s*(?:份)?\s*(?:底|末|[上中下]旬)?\s*(?P<by>之前|以前|前|内)?(?P<after>之后|以后)?"
_CHINESE: Final = re.compile(_YEAR + r"(?<!\d)(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?!度)" + _END)
_ISO: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20|21)\d\d)-(?P<month>1[0-2]|0[1-9])(?!\d)")
_YEARS: Final = re.compile(r"(?P<year>20\d\d)\s*年(?:底|末)?(?P<by>之前|以前|前|内)?(?=(?:要|应|需|须)?(?:到期|完成|办结|建成|竣工))")
_LEAD: Final = re.compile(r"(?:(?P<by>by|before|until|no later than|not later than|prior to)|(?P<after>after|later than)|in|of|during)\s+"
                          r"(?:the\s+)?(?:(?:end|close|middle|start|beginning)\s+of\s+)?(?:the\s+)?$")  # fmt: skip
_ENGLISH_YEAR: Final = re.compile(r"[\s,]*(?:of\s+)?((?:19|20|21)\d\d)(?!\d)")
_DURATION: Final = re.compile(r"[个每]$")


def find_times(text: str) -> tuple[Token, ...]:
    """The times named in a question in reading form; `value` is by, in or after, `keys` are the month (two digits) and the year or "".

    >>> [(token.value, token.keys) for token in find_times("8月前完成的任务")]
    [('by', ('08', ''))]
    """
    found: list[Token] = []
    for token in (*_chinese(text), *_years(text), *_words(text)):
        if all(token.end <= other.start or other.end <= token.start for other in found):
            found.append(token)
    return tuple(sorted(found, key=lambda token: token.start))


def _chinese(text: str) -> Iterator[Token]:
    for match in _ISO.finditer(text):
        yield Token(match.start(), match.end(), match[0], MONTH, IN, "zh", (match["month"], match["year"]))
    for match in _CHINESE.finditer(text):
        month = integer(match["month"])
        if month and not _DURATION.search(text[: match.start()]):
            relation = BY if match["by"] else AFTER if match["after"] else IN
            yield Token(match.start(), match.end(), match[0], MONTH, relation, "zh", (f"{month:02}", match["year"] or ""))


def _years(text: str) -> Iterator[Token]:
    """2027年到期: a year alone; its month is ""."""
    for match in _YEARS.finditer(text):
        yield Token(match.start(), match.end(), match[0], MONTH, BY if match["by"] else IN, "zh", ("", match["year"]))


def _words(text: str) -> Iterator[Token]:
    for word, month in _months():
        for match in re.finditer(rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word), text):
            lead = _LEAD.search(text[: match.start()])
            start = lead.start() if lead else match.start()
            tail = (_ENGLISH_YEAR.match(text, match.end()) if word.isascii() else None) or re.compile(_END).match(text, match.end())
            end = tail.end() if tail else match.end()
            groups = tail.groupdict() if tail and not word.isascii() else {}
            before, after = (groups.get("by"), groups.get("after")) if groups else (lead and lead["by"], lead and lead["after"])
            early = before or word.split()[0] in ("by", "before", "until")
            year = tail[1] if tail and word.isascii() and tail.re is _ENGLISH_YEAR else ""
            yield Token(start, end, text[start:end], MONTH, BY if early else AFTER if after else IN, "zh", (f"{month:02}", year or ""))


@cache
def _months() -> tuple[tuple[str, int], ...]:
    rows = tables.read(resource("data", "questions", "months.csv"), ("word", "month"))
    pairs = [(word, int(row["month"])) for row in rows for word in row.items("word")]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
