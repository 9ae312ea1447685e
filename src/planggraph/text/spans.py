"""A white-space-free view of a stretch of text that remembers where each character came from.

Government documents reach us with hard page breaks inside words, spaces around digits and full-width indents. Rules are written
for the text as it would read without them, and `Flow` leads every match back to the stored text.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from planggraph.model import Evidence, Span
from planggraph.text.folding import fold

SOLID = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Flow:
    """`text` without white space; `offsets[i]` is where character `i` stands in `source`, the whole stored text.

    `folded` is `text` in its reading form (`planggraph.text.folding`), of the same length.
    """

    source: str
    text: str
    folded: str
    offsets: array[int]

    @classmethod
    def of(cls, source: str, spans: Iterable[Span]) -> Flow:
        """The flow of one or more spans of `source`, in the order given.

        >>> Flow.of("派送 18 名\\n干部。", [Span(0, 11)]).text
        '派送18名干部。'
        """
        words: list[str] = []
        offsets = array("I")
        for span in spans:
            for word in SOLID.finditer(source, span.start, span.end):
                words.append(word.group())
                offsets.extend(range(word.start(), word.end()))
        text = "".join(words)
        return cls(source, text, fold(text), offsets)

    def part(self, start: int, end: int) -> Flow:
        """The flow of characters `start` to `end` of this flow."""
        return Flow(self.source, self.text[start:end], self.folded[start:end], self.offsets[start:end])

    def span(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` (exclusive, not empty) of this flow stand in the source."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The evidence for a fact read by `rule` from characters `start` to `end` of this flow."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Evidence(first, last, self.source[first:last], rule)

    @classmethod
    def join(cls, parts: Iterable[Flow]) -> Flow:
        """Parts of one flow put after one another. Raises ValueError when there are none."""
        kept = list(parts)
        if not kept:
            raise ValueError("a flow is joined from at least one part")
        if len(kept) == 1:
            return kept[0]
        offsets = array("I")
        for part in kept:
            offsets += part.offsets
        return cls(kept[0].source, "".join([part.text for part in kept]), "".join([part.folded for part in kept]), offsets)
