"""One reading form for the ways offices type the same thing.

Plans mix full- and half-width punctuation, three shapes of square bracket and, now and then, traditional characters. `fold` maps
each character to one reading form and never changes the length, so that offsets into the folded text hold in the original.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from planggraph.resources import resource

PUNCTUATION = {
    "(": "（",
    ")": "）",
    "﹙": "（",
    "﹚": "）",
    "[": "〔",
    "]": "〕",
    "［": "〔",
    "］": "〕",
    "【": "〔",
    "】": "〕",
    "﹝": "〔",
    "﹞": "〕",
    ":": "：",
    "﹕": "：",
    "∶": "：",
    ";": "；",
    "﹔": "；",
    ",": "，",
    "﹐": "，",
    "､": "、",
    "﹑": "、",
    "．": ".",
    "﹒": ".",
    "!": "！",
    "?": "？",
    "｜": "|",
    "－": "-",
    "﹣": "-",
    "‐": "-",
    "–": "—",
    "～": "~",
    "％": "%",
}


@cache
def _forms() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What `fold` changes, and into what. A search skips the rest of a text, which is nearly all of it, far faster than a translation."""
    with resource("data", "registry", "traditional.csv").open(encoding="utf-8", newline="") as file:
        simplified = {row["traditional"]: row["simplified"] for row in csv.DictReader(file)}
    digits = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    forms = {**simplified, **digits, **PUNCTUATION}
    return re.compile(f"[{re.escape(''.join(sorted(forms)))}]"), forms


def fold(text: str) -> str:
    """The text with simplified characters, full-width clause punctuation, ASCII digits and one kind of square bracket.

    The result has the same length as `text`.

    >>> fold("(牽頭單位:市教委)")
    '（牵头单位：市教委）'
    """
    changed, forms = _forms()
    return changed.sub(lambda match: forms[match[0]], text)


def squeeze(text: str) -> str:
    """The text without white space.

    >>> squeeze("2018 年\\n7 月")
    '2018年7月'
    """
    return "".join(text.split())
