"""Where a name begins and ends in text without spaces.

Chinese writes no spaces, so a name is found from its end: a word such as 中心 or 博览会 closes it, and it reaches back to the nearest
*edge*: a mark, a verb that governs it (推动、设立、参加…), a preposition (在、向、为…) or a count (18名). Places are taken as one piece
first, so that 和 in 和田 is no edge. Windows are bounded, which keeps the work linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from planggraph.extraction import lexicon
from planggraph.extraction.citations import title_spans
from planggraph.extraction.places import Place
from planggraph.model import MentionKind

REACH = 40
"""The longest name, in characters, that is looked for."""

MASK = "\ue000"
COUNT = r"\d+(?:[-—~至]\d+)?(?:余|多)?(?:万|亿)?(?:个|名|项|家|所|次|期|人|户|批|条|台|套|场|元|只|支|类|种|％|%)(?:以上)?"
QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』。；\n]{2,40})[”\"」』]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found at `start` to `end`, and how.

    `kind`, `generic`, `nested`, `key` and `label` are those of a `Mention`; `duty`: the sentence gives the body something to do; `local`: places in the
    name say where it stands (花都区…市场), so that they are places in their own right.
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
def _edge() -> re.Pattern[str]:
    return re.compile(rf"{COUNT}|[^\w·—{MASK}\-]|{lexicon.alternation_of('name_boundaries')}")


@dataclass(frozen=True)
class Scene:
    """A text with the places found in it: what the readers of names share.

    `text` is folded (see `planggraph.text.folding`).
    """

    text: str
    places: Sequence[Place]

    @cached_property
    def masked(self) -> str:
        """The text with each place replaced by as many blanks that no word matches."""
        parts, done = [], 0
        for place in self.places:
            parts += [self.text[done : place.start], MASK * (place.end - place.start)]
            done = max(done, place.end)
        return "".join([*parts, self.text[done:]])

    @cached_property
    def _starts(self) -> list[int]:
        return [place.start for place in self.places]

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The insides of paired quotation marks."""
        return tuple(match.span(1) for match in QUOTED.finditer(self.text))

    @cached_property
    def titles(self) -> tuple[tuple[int, int], ...]:
        """The documents cited by title, with their marks."""
        return tuple(title_spans(self.text))

    def left_edge(self, position: int) -> int:
        """Where a name that goes on at `position` can begin at the earliest; `position` itself where no edge is near.

        >>> Scene("市推动广州血液中心", ()).left_edge(7)
        3
        """
        low = max(0, position - REACH)
        edge = low if low == 0 else -1
        for match in _edge().finditer(self.masked, low, position):
            edge = match.end()
        return position if edge < 0 else edge

    def place_from(self, start: int, end: int) -> Place | None:
        """The first place that lies wholly between `start` and `end`; one of a single character (驻穗…) opens no name."""
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
        number = bisect_left(spans, (start + 1, -1)) - 1
        return number >= 0 and spans[number][0] <= start and end <= spans[number][1]


def longest(names: Sequence[Name]) -> list[Name]:
    """Those names that no longer one overlaps, in order of their start.

    >>> [name.end for name in longest([Name("organisation", 0, 5, "a"), Name("organisation", 0, 8, "b")])]
    [8]
    """
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
            continue
        kept.append(name)
    return kept
