"""Where a name begins and ends in text without spaces.

Chinese writes no spaces, so a name is found from its end: a word such as 中心 or 博览会 closes it, and it reaches back to the nearest
*edge*: a mark, a verb that governs it (推动、设立、参加…), a preposition (在、向、为…) or a count (18名). Places are taken as one piece
first, so that 和 in 和田 is no edge. Windows are bounded, which keeps the work linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from planggraph.extraction import lexicon
from planggraph.extraction.citations import title_spans
from planggraph.extraction.places import Place
from planggraph.model import MentionKind

REACH = 40
"""The longest name, in characters, that is looked for."""

MASK = "\ue000"
INNER_MARKS = frozenset(f"·—-_{MASK}")
COUNT = re.compile(r"\d[余多]?[万亿]?[个名项家所次期人户批条台套场元只支类种]$")
COUNTED = frozenset("个名项家所次期人户批条台套场元只支类种")
QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』。；\n]{2,40})[”\"」』]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found at `start` to `end`, and how.

    `kind`, `generic`, `nested`, `key` and `label` are those of a `Mention`; `duty`: the sentence gives the body something to do;
    `local`: places in the name say where it stands (花都区…市场), so that they are places in their own right.
    """

    kind: MentionKind
    start: int
    end: int
    rule: str
    generic: bool = False
    nested: bool = False
    duty: bool = False
    local: bool = False
    key: str | None = None
    label: str | None = None


@cache
def _edge_words() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The words of name_boundaries.csv, each with the characters that make another word of it, by their last character."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("name_boundaries"):
        found.setdefault(row["word"][-1], []).append((row["word"], row["not_before"]))
    return {last: tuple(entries) for last, entries in found.items()}


def _is_edge(text: str, position: int) -> bool:
    """Whether a mark, a word of name_boundaries.csv or a count ends at `position`."""
    last = text[position - 1]
    if not (last.isalnum() or last in INNER_MARKS):
        return True
    for word, unless in _edge_words().get(last, ()):
        if text.endswith(word, 0, position) and text[position : position + 1] not in (unless or "\0"):
            return True
    return last in COUNTED and COUNT.search(text, max(0, position - 4), position) is not None


class Scene:
    """A text with the places found in it: what the readers of names share.

    `text` is folded (see `planggraph.text.folding`), `places` are in order and do not overlap. `masked` is the text with each place
    replaced by as many blanks that no word matches, `quotes` are the insides of paired quotation marks, `titles` the documents cited
    by title, with their marks.
    """

    __slots__ = ("_starts", "masked", "places", "quotes", "text", "titles")

    def __init__(self, text: str, places: Sequence[Place]) -> None:
        self.text, self.places = text, places
        self.masked = _masked(text, places) if places else text
        self.quotes = [match.span(1) for match in QUOTED.finditer(text)]
        self.titles = title_spans(text) if "《" in text else []
        self._starts = [place.start for place in places]

    def left_edge(self, position: int) -> int:
        """Where a name that goes on at `position` can begin at the earliest; `position` itself where no edge is near.

        >>> Scene("市推动广州血液中心", ()).left_edge(7)
        3
        """
        masked = self.masked
        low = max(0, position - REACH)
        for edge in range(position, low, -1):
            if _is_edge(masked, edge):
                return edge
        return low if low == 0 else position

    def place_from(self, start: int, end: int) -> Place | None:
        """The first place that lies wholly between `start` and `end`; one of a single character (驻穗…) opens no name."""
        if not self.places:
            return None
        number = bisect_left(self._starts, start)
        while number < len(self.places) and self.places[number].end <= end:
            if self.places[number].end - self.places[number].start > 1:
                return self.places[number]
            number += 1
        return None

    def place_ending(self, end: int) -> Place | None:
        """The place that ends at `end`."""
        number = bisect_left(self._starts, end) - 1
        return self.places[number] if number >= 0 and self.places[number].end == end else None

    def inside(self, spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
        """Whether one of `spans` (in order, without overlaps) holds `start` to `end`."""
        if not spans:
            return False
        number = bisect_left(spans, (start + 1, -1)) - 1
        return number >= 0 and spans[number][0] <= start and end <= spans[number][1]


def _masked(text: str, places: Sequence[Place]) -> str:
    parts, done = [], 0
    for place in places:
        parts += [text[done : place.start], MASK * (place.end - place.start)]
        done = max(done, place.end)
    return "".join([*parts, text[done:]])


def longest(names: Sequence[Name]) -> list[Name]:
    """Those names that no longer one overlaps, in order of their start.

    >>> [name.end for name in longest([Name("organisation", 0, 5, "a"), Name("organisation", 0, 8, "b")])]
    [8]
    """
    if len(names) < 2:
        return list(names)
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


class Holder:
    """Names without overlaps, to ask which of them holds or touches a stretch of text."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = sorted(names, key=lambda name: name.start)
        self._starts = [name.start for name in self._names]

    def around(self, start: int, end: int) -> Name | None:
        """The name that holds `start` to `end`, the same stretch included; None where there is none."""
        number = bisect_right(self._starts, start) - 1
        return self._names[number] if number >= 0 and end <= self._names[number].end else None

    def touches(self, start: int, end: int) -> bool:
        """Whether any name shares a character with `start` to `end`."""
        number = bisect_left(self._starts, end) - 1
        return number >= 0 and self._names[number].end > start
