"""Finds the tasks that words are about: a full-text index of character pairs over titles and bodies, for text without blanks.

A question's words are cut into pairs of neighbouring characters. A character of the question is *covered* by a task that holds a pair
it stands in; rare pairs weigh more than common ones, and what no task holds weighs most. The score is the covered share of the weight,
0 to 1: 招聘会 finds 开展就业服务提供就业岗位, whose body holds it, and 易地扶贫搬迁 finds nothing, though 扶贫 is everywhere.
English words stand for the Chinese ones of data/questions/glossary.csv, any of which covers them.
"""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from planggraph.questions.normal import plain
from planggraph.text.numerals import integer

THRESHOLD: Final = 0.55
"""The score below which words are not taken to be about a task."""

FIRM: Final = 0.75
"""The score from which the order of the words does not matter."""

IN_ORDER: Final = 0.5
"""The share of the pairs below which words in another order do not count."""

CLOSE: Final = 0.05
"""Scores nearer than this are told apart by the title alone."""

_PASSED_OVER: Final = re.compile(r"[\W_]+")
_COUNTED: Final = re.compile(r"([零一二两三四五六七八九十百千]{1,6})(?=[次名个家项所场期批万亿人位年月])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a question with one weight a character: 1 counts, less counts less, 0 not at all. `choices`: any of them will do."""

    text: str
    weights: tuple[float, ...]
    choices: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A task and how much of the words it holds; `unbroken` is the share of their pairs, `rank` orders equal scores."""

    task: str
    score: float
    rank: float
    unbroken: float

    @property
    def is_close(self) -> bool:
        """Whether the words are about the task: enough of them, and where that is not most, in their order."""
        return self.score >= THRESHOLD and (self.score >= FIRM or self.unbroken >= IN_ORDER)


def reading_form(text: str) -> str:
    """A text as it is indexed: without marks and blanks, counted Chinese numerals as digits.

    >>> reading_form("开两次 党政联席会。")
    '开2次党政联席会'
    """
    return _PASSED_OVER.sub("", _COUNTED.sub(_digits, plain(text)))


def _digits(match: re.Match[str]) -> str:
    number = integer(match[1])
    return match[1] if number is None else str(number)


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text in reading form.

    >>> pairs("招聘会")
    ['招聘', '聘会']
    """
    return [text[place : place + 2] for place in range(len(text) - 1)]


def grams(text: str) -> frozenset[str]:
    """What a text in reading form holds that may be asked for: its pairs, and its single characters for words of one."""
    return frozenset((*pairs(text), *text))


class Topics:
    """The index over the tasks of a store."""

    def __init__(self, texts: Iterable[tuple[str, str, str]]) -> None:
        self._tasks: list[str] = []
        self._titles: list[frozenset[str]] = []
        self._places: dict[str, array[int]] = {}
        for number, (task, title, text) in enumerate(texts):
            self._tasks.append(task)
            self._titles.append(grams(reading_form(title)))
            for pair in sorted(self._titles[-1] | grams(reading_form(text))):
                self._places.setdefault(pair, array("I")).append(number)
        self._none = math.log(1 + len(self._tasks) / 0.5)

    def weight(self, pair: str) -> float:
        """How telling a pair is: the rarer, the more; a pair no task holds is the most telling."""
        found = self._places.get(pair)
        return math.log(1 + len(self._tasks) / len(found)) if found else self._none

    def find(self, pieces: Sequence[Piece], limit: int = 10) -> tuple[Hit, ...]:
        """The tasks that hold most of the words, best first; of equal ranks, in the order of the plan."""
        held = Counter(number for pair in self._telling(pieces) for number in self._places.get(pair, ()))
        numbers = sorted(held, key=lambda number: (-held[number], number))[: max(200, limit)]
        hits = [Hit(self._tasks[number], *self._scores(pieces, number)) for number in sorted(numbers)]
        return tuple(sorted(hits, key=lambda hit: -hit.rank)[:limit])

    def covered(self, pieces: Sequence[Piece], held: frozenset[str]) -> float:
        """The share of the weight of the words that a text with the pairs `held` covers."""
        got = whole = 0.0
        for piece in pieces:
            covered, weight = self._cover(piece, held)
            got, whole = got + covered, whole + weight
        return got / whole if whole else 0.0

    def _telling(self, pieces: Sequence[Piece]) -> Iterator[str]:
        for piece in pieces:
            if any(piece.weights):
                for text in piece.choices or (piece.text,):
                    yield from dict.fromkeys(pairs(text) if len(text) > 1 else text)

    def _scores(self, pieces: Sequence[Piece], number: int) -> tuple[float, float, float]:
        title = self._titles[number]
        held = frozenset(pair for pair in self._telling(pieces) if _holds(self._places.get(pair), number))
        score = self.covered(pieces, held)
        unbroken = self._unbroken(pieces, held)
        return score, score + 0.2 * self.covered(pieces, title) + 0.3 * unbroken, unbroken

    def _unbroken(self, pieces: Sequence[Piece], held: frozenset[str]) -> float:
        """The share of the pairs of the words that are held: 电商人才 in one piece goes before 电商 and 人才 apart."""
        asked = [pair for piece in pieces if not piece.choices for pair in pairs(piece.text)]
        return sum(pair in held for pair in asked) / len(asked) if asked else 1.0

    def _cover(self, piece: Piece, held: frozenset[str]) -> tuple[float, float]:
        if not piece.choices:
            return self._cover_text(piece.text, piece.weights, held)
        options = [self._cover_text(text, (piece.weights[0],) * len(text), held) for text in piece.choices]
        best = max(options, key=lambda option: option[0] / option[1] if option[1] else 0.0)
        share = best[0] / best[1] if best[1] else 0.0
        weight = 2 * piece.weights[0] * self._none * 0.6
        return share * weight, weight

    def _cover_text(self, text: str, weights: Sequence[float], held: frozenset[str]) -> tuple[float, float]:
        values = [self.weight(pair) if pair in held else -1.0 for pair in (pairs(text) if len(text) > 1 else text)]
        got = whole = 0.0
        for place, weight in enumerate(weights):
            best = max((values[at] for at in (place - 1, place) if 0 <= at < len(values)), default=-1.0)
            got += weight * best if best > 0 else 0.0
            whole += weight * (best if best > 0 else self._none)
        return got, whole


def _holds(numbers: array[int] | None, number: int) -> bool:
    """Whether a sorted array holds a number."""
    if numbers is None:
        return False
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number
