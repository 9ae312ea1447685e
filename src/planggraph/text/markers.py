"""Item numbers of official documents (GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）), and what offices use beside them.

Texts are folded (`planggraph.text.folding`) before markers are looked for. 一是/二是 is running text, not a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planggraph.text.numerals import ordinal

MarkerKind = Literal["part", "article", "hanzi", "hanzi_bracket", "digit", "digit_bracket", "circled", "bullet"]

_HANZI = "[一二三四五六七八九十百零〇]{1,6}"
_OPENINGS = "第表一二三四五六七八九十百零〇（㈠-㈩⒈-⒛⑴-⒇①-⑳㉑-㉟㊱-㊿●•◆■○▪★☆◇□►▶"
"""What markers other than digits begin with: most of a text is skipped by one look."""
_MARKER = re.compile(
    rf"(?=[{_OPENINGS}\d])(?:(?P<part>第{_HANZI}(?:[章节篇编]|部分)[、，：.]?|表{_HANZI}[、：.]?)"
    rf"|(?P<article>第{_HANZI}条[、，：.]?)"
    rf"|(?P<hanzi>{_HANZI}[、.](?=\S))"
    rf"|(?P<hanzi_bracket>（{_HANZI}）[、.]?|[㈠-㈩])"
    r"|(?P<digit>(?<![\d.])\d{1,3}[.、]|[⒈-⒛]|(?P<alone>\d{1,3})(?=[^\W\d_a-zA-Z年月日个项名人万亿元条次家所户期以多余至%号度届]))"
    r"|(?P<digit_bracket>（\d{1,3}）[、.]?|(?<!\d)\d{1,2}）|[⑴-⒇])"
    r"|(?P<circled>[①-⑳㉑-㉟㊱-㊿])"
    r"|(?P<bullet>[●•◆■○▪★☆◇□►▶]))"
)
YEAR = re.compile(r"(?:19|20)\d\d年")
_INNER = re.compile(rf"{_HANZI}|\d+|[①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛㈠-㈩]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at `start` to `end`; `number` as written without punctuation (None for bullets), `value` its ordinal."""

    kind: MarkerKind
    start: int
    end: int
    number: str | None
    value: int
    bare: bool
    """A digit without any punctuation after it (1推进…): a marker only where a line begins."""
    tight: bool
    """Followed by a digit (11.121人才梯队项目, but also 1.5亿元): a marker only where it continues a sequence."""


def find_markers(text: str, start: int = 0, end: int | None = None) -> Iterator[Marker]:
    """All that looks like a marker in characters `start` to `end` of folded `text`, in order, without overlaps.

    What stands before `start` is not looked at, so that a line is read by itself; positions count in `text`.

    >>> [(m.kind, m.number) for m in find_markers("（三）开展医疗协作。①建立")]
    [('hanzi_bracket', '三'), ('circled', '1')]
    """
    line = text[start:end] if start or end is not None else text
    for match in _MARKER.finditer(line):
        kind: MarkerKind = match.lastgroup if match.lastgroup != "alone" else "digit"  # type: ignore[assignment]
        inner = _INNER.search(match.group())
        value = ordinal(inner.group()) if inner else None
        if kind != "bullet" and not value:
            continue
        tight = line[match.end() : match.end() + 1].isdigit() and not YEAR.match(line, match.end())
        number = _plain(inner.group(), value) if inner and value else None
        yield Marker(kind, start + match.start(), start + match.end(), number, value or 0, match.group("alone") is not None, tight)


def _plain(written: str, value: int) -> str:
    """A number as written (12, 十二), an enclosed one by its value (① → "1")."""
    chinese = "一" <= written[0] <= "龥" or written[0] == "〇"
    return written if chinese or (written.isascii() and written.isdigit()) else str(value)
