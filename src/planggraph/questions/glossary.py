"""English words of questions and the Chinese words of plans that any of them may stand for (data/questions/glossary.csv).

The table speaks of what plans are about in general. A word that it does not hold is not guessed at: it counts against every task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from planggraph.questions.topics import Piece, reading_form
from planggraph.registry import tables
from planggraph.resources import resource
from planggraph.text.numerals import number

_WORD: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*|%")
_SUM: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion)?\s*(yuan|rmb|cny)?")
_SCALES: Final[Mapping[str, int]] = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_LONGEST: Final = 5


@cache
def glossary() -> Mapping[str, tuple[str, ...]]:
    """English phrase → Chinese words, any of which may be meant; rows of one phrase are joined."""
    known: dict[str, tuple[str, ...]] = {}
    for row in tables.read(resource("data", "questions", "glossary.csv"), ("english", "chinese")):
        for english in row.items("english"):
            known[english] = tuple(dict.fromkeys((*known.get(english, ()), *row.items("chinese"))))
    return known


def pieces_of(english: str, counting: Callable[[int], bool], weight: float = 1.0) -> Iterator[Piece]:
    """The words of an English text as pieces to look for, the longest phrases of the glossary first, amounts as plans write them.

    A single word is taken only if `counting` says so of its place; a phrase of several words always is (joint meeting).

    >>> [piece.choices for piece in pieces_of("300 million yuan, job fairs", lambda _: True)]
    [('3亿元', '30000万元', '300000000元'), ('招聘会',)]
    """
    place = 0
    while place < len(english):
        amount = _SUM.match(english, place)
        word = _WORD.match(english, place)
        if amount:
            yield Piece(amount[0], (weight,), _written(amount))
            place = amount.end()
        elif word:
            phrase = _phrase(english, place)
            text = phrase or word[0]
            if " " in text or counting(place):
                choices = glossary()[phrase] if phrase else (text,)
                yield Piece(text, (weight,), tuple(map(reading_form, choices)))
            place += len(text)
        else:
            place += 1


def _phrase(text: str, place: int) -> str | None:
    """The longest phrase of the glossary that begins there; a plural in -s that is not listed is read as its singular."""
    words = list(_WORD.finditer(text, place))[:_LONGEST]
    for last in reversed(words):
        phrase = text[place : last.end()]
        if phrase in glossary():
            return phrase
    return None


def _written(amount: re.Match[str]) -> tuple[str, ...]:
    """An amount as plans may write it: 300 million yuan is 3亿元."""
    value = (number(amount[1]) or Decimal(0)) * _SCALES.get(amount[2] or "", 1)
    unit = "元" if amount[3] else ""
    forms = [f"{value / scale:f}{name}{unit}" for name, scale in (("亿", 10**8), ("万", 10**4), ("", 1)) if value % scale == 0]
    short = [form for form in forms if len(form) > 1] or [f"{value:f}"]
    return tuple(reading_form(form.replace(".0", "")) for form in short[:3])
