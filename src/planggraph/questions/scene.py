"""A question divided into tokens, with the few ways the rules of the grammar look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from planggraph.errors import Language
from planggraph.questions.bodies import AGENCY, OUTSIDER, Bodies
from planggraph.questions.counts import BOUND, find_bounds
from planggraph.questions.directory import Directory
from planggraph.questions.times import MONTH, find_times
from planggraph.questions.topics import Piece
from planggraph.questions.words import BREAK, TOPIC, Token, divide, phrases
from planggraph.registry import Registry
from planggraph.text.numerals import ordinal

PASSED_OVER: Final = frozenset({"stop", "frill", BREAK, "joint", "not", "only", "each", "and", "plan", "pronoun"})
_NOTATION: Final = re.compile(r"(?<![\d十])(?:第)?([一二三四五六七八九十]{1,3})\s*[.、·-]?\s*(\d{1,3})(?![\d月年个项%名人家次号日])")
_QUOTES: Final = re.compile('[“"「『《]([^“”"「」『』《》]{3,60})[”"」』》]')
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_PLACED: Final = re.compile(
    r"第([一二三四五六七八九十]{1,3})(?:个)?(?:部分|大类|板块|章|节)(?:里|中)?的?第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|条|个)(?:任务)?"
)
_NUMBERED: Final = re.compile(r"(?:任务|第|task (?:no\. ?|number )?|item )\s*(\d{1,3})(?:项|号|条)?(?![\d月年])")
_LONGEST: Final = 48


@dataclass
class Scene:
    """The tokens of a question, from left to right and without gaps."""

    text: str
    language: Language
    tokens: tuple[Token, ...]

    @cached_property
    def marks(self) -> frozenset[str]:
        """The senses that occur, and `noun:KIND` for the nouns."""
        nouns = {f"noun:{token.value}" for token in self.tokens if token.sense == "noun"}
        return frozenset({token.sense for token in self.tokens} | nouns)

    def has(self, *senses: str) -> bool:
        """Whether any of the senses occurs."""
        return any(sense in self.marks for sense in senses)

    def of(self, *senses: str) -> list[Token]:
        """The tokens of these senses."""
        return [token for token in self.tokens if token.sense in senses]

    def first(self, *senses: str) -> Token | None:
        """The first token of these senses."""
        return next(iter(self.of(*senses)), None)

    def beside(self, token: Token, step: int) -> Token | None:
        """The next token that says something, to the right (1) or the left (-1)."""
        place = self.tokens.index(token) + step
        while 0 <= place < len(self.tokens):
            if self.tokens[place].sense not in PASSED_OVER:
                return self.tokens[place]
            place += step
        return None

    def next_to(self, token: Token, *senses: str) -> bool:
        """Whether one of the senses stands right before or after the token, small words aside."""
        around = (self.beside(token, -1), self.beside(token, 1))
        return any(other is not None and other.sense in senses for other in around)


def scene_of(text: str, language: Language, directory: Directory, registry: Registry) -> Scene:
    """The question in reading form divided into names, times, phrases and the rest."""
    bodies = [_asked_for(text, body) for body in Bodies(directory, registry).find(text)]
    names = [
        *find_times(text),
        *find_bounds(text),
        *_numbers(text, directory),
        *bodies,
        *_names(text, directory),
        *_places(text, registry, directory),
    ]
    names += _quoted(text, names)
    return Scene(text, language, divide(text, _apart(names)))


def _quoted(text: str, names: list[Token]) -> list[Token]:
    """“最多跑一次”: what stands in quotation marks and holds no name is one piece of topic."""
    spans = ((match.start(1), match.end(1)) for match in _QUOTES.finditer(text))
    free = [(start, end) for start, end in spans if all(name.end <= start or end <= name.start for name in names)]
    return [Token(start, end, text[start:end], TOPIC) for start, end in free if _HAN.search(text[start:end])]


def _asked_for(text: str, body: Token) -> Token:
    """哪个市直部门: a group right after a question word is what is asked for, not one that is named."""
    before = (text[max(0, body.start - size) : body.start] for size in (1, 2, 3))
    asked = any(phrases()[word].sense == "which" for word in before if word in phrases())
    return replace(body, sense="noun", value="agencies", keys=()) if asked and body.language == "zh" else body


def _apart(names: list[Token]) -> list[Token]:
    """Names that do not overlap, the longer first; a time goes before all."""
    kept: list[Token] = []
    for name in sorted(
        names, key=lambda name: (name.sense not in (MONTH, BOUND), -name.length, name.sense not in (AGENCY, OUTSIDER), name.start)
    ):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return kept


def _names(text: str, directory: Directory) -> Iterator[Token]:
    """Regions, programmes and sections that the graph names."""
    for kind in ("programme", "region", "section"):
        names = directory.names[kind]
        for start in range(len(text)):
            for length in range(min(_LONGEST, len(text) - start), 1, -1):
                name = text[start : start + length]
                if name in names and _apart_from_letters(text, start, start + length):
                    yield Token(start, start + length, name, kind, name, "zh", names[name])
                    break


def _apart_from_letters(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start].isascii() and text[start - 1].isascii() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end].isalnum()
    return not (before or after)


def _places(text: str, registry: Registry, directory: Directory) -> Iterator[Token]:
    """Places of the registry under their full names, whether the plans name them or not (深圳市)."""
    when = next((day for _, day in directory.places if day), None)
    names = registry.region_names(when)
    for start in range(len(text)):
        for length in range(min(12, len(text) - start), 2, -1):
            name = text[start : start + length]
            if name in names and name[-1] in "省市区县州旗" and name not in directory.names["region"] and not _written(name, directory):
                yield Token(start, start + length, name, "elsewhere", name)
                break


def _written(name: str, directory: Directory) -> bool:
    """Whether the text of a task holds the word (老城区 is a place elsewhere and a part of any town)."""
    hits = directory.topics.find((Piece(name, (1.0,) * len(name)),), 5)
    return any(name in directory.tasks[hit.task].text for hit in hits)


def _numbers(text: str, directory: Directory) -> Iterator[Token]:
    """Numbers of tasks: 四7, 四.7, 第四部分第7项, 任务5, task 4."""
    for match in _NOTATION.finditer(text):
        iris = directory.notations.get(match[1] + match[2])
        if iris:
            yield Token(match.start(), match.end(), match[0], "task", match[1] + match[2], "zh", iris)
    for match in _PLACED.finditer(text):
        notation = f"{match[1]}{ordinal(match[2])}"
        if notation in directory.notations:
            yield Token(match.start(), match.end(), match[0], "task", notation, "zh", directory.notations[notation])
    for match in _NUMBERED.finditer(text):
        iris = directory.notations.get(match[1])
        if iris:
            yield Token(match.start(), match.end(), match[0], "task", match[1], "zh", iris)


__all__ = ["BREAK", "TOPIC", "Scene", "scene_of"]
