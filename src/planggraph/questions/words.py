"""The words the grammar knows, and the division of a question into them.

The words stand in data/questions/phrases.csv: a sense (who, when, lead, except …), sometimes a value, a language, and the phrases. A
question is divided from left to right, the longest phrase first; Chinese phrases match anywhere, English ones at the edges of words.
What no phrase and no name matches is left over as `topic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from planggraph.errors import Language
from planggraph.registry import tables
from planggraph.resources import resource

TOPIC: Final = "topic"
BREAK: Final = "break"
"""A mark or a blank between Chinese words."""

NAMING: Final = "*"

_MARKS: Final = re.compile(r"[\s，。、；：？！“”‘’\"'「」『』〔〕（）《》<>…,;:?!|/\\{}\[\]()]+")
_LETTERS: Final = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Token:
    """Characters `start` to `end` of the question, what they are (`sense`) and what they stand for (`value`, `keys`)."""

    start: int
    end: int
    text: str
    sense: str
    value: str = ""
    language: Language = "zh"
    keys: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """The number of characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the table."""

    sense: str
    value: str
    language: Language


@cache
def phrases() -> Mapping[str, Phrase]:
    """Every phrase of the table by its text; of a phrase that stands twice, the first."""
    known: dict[str, Phrase] = {}
    for row in tables.read(resource("data", "questions", "phrases.csv"), ("sense", "value", "language", "phrases")):
        if row["sense"] != "weak":
            language: Language = "en" if row["language"] == "en" else "zh"
            for text in row.items("phrases"):
                known.setdefault(text, Phrase(row["sense"], row["value"].rstrip(NAMING), language))
    return known


@cache
def naming_nouns() -> frozenset[str]:
    """Nouns that names of things end in (班, 平台), which the table marks."""
    rows = tables.read(resource("data", "questions", "phrases.csv"), ("sense", "value", "language", "phrases"))
    return frozenset(text for row in rows if row["value"].endswith(NAMING) for text in row.items("phrases"))


@cache
def weak_words() -> tuple[str, ...]:
    """Chinese words that nearly every task holds and that tell little about which is meant, longest first."""
    rows = tables.read(resource("data", "questions", "phrases.csv"), ("sense", "value", "language", "phrases"))
    words = {text for row in rows if row["sense"] == "weak" for text in row.items("phrases")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _longest() -> int:
    return max(map(len, phrases()))


def divide(text: str, names: Iterable[Token]) -> tuple[Token, ...]:
    """The question as tokens from left to right, without gaps; `names` are the names found in it, which go before phrases.

    >>> [token.sense for token in divide("黔电送粤由谁牵头？", ())]
    ['topic', 'stop', 'who', 'lead', 'break']
    """
    at = {name.start: name for name in sorted(names, key=lambda name: name.length)}
    return tuple(_joined(_tokens(text, at)))


def _tokens(text: str, names: Mapping[int, Token]) -> Iterator[Token]:
    place = 0
    while place < len(text):
        token = names.get(place) or _mark(text, place) or _phrase(text, place) or _rest(text, place)
        yield token
        place = token.end


def _mark(text: str, place: int) -> Token | None:
    found = _MARKS.match(text, place)
    return Token(place, found.end(), found[0], BREAK) if found else None


def _phrase(text: str, place: int) -> Token | None:
    if place and _glued(text[place - 1], text[place]):
        return None
    for length in range(min(_longest(), len(text) - place), 0, -1):
        known = phrases().get(text[place : place + length])
        end = place + length
        if known and not (end < len(text) and _glued(text[end - 1], text[end])):
            return Token(place, end, text[place:end], known.sense, known.value, known.language)
    return None


def _glued(left: str, right: str) -> bool:
    """Whether two characters stand inside one English word or number."""
    return bool(_LETTERS.match(left) and _LETTERS.match(right))


def _rest(text: str, place: int) -> Token:
    """One Chinese character, or one word of letters, that nothing knows."""
    end = place + 1
    while end < len(text) and _glued(text[end - 1], text[end]):
        end += 1
    return Token(place, end, text[place:end], TOPIC, "", "en" if text[place].isascii() else "zh")


def _joined(tokens: Iterator[Token]) -> Iterator[Token]:
    """Neighbouring Chinese leftovers as one token."""
    held: Token | None = None
    for token in tokens:
        if held and token.sense == TOPIC == held.sense and token.language == held.language == "zh":
            held = Token(held.start, token.end, held.text + token.text, TOPIC)
            continue
        if held:
            yield held
        held = token
    if held:
        yield held
