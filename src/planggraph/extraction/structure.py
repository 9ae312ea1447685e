"""The tree of numbered items of a document.

Conventions: levels nest in the order the document first uses them (一、 （一） 1. （1） by GB/T 9704-2012, levels may be skipped);
a marker inside a paragraph counts only where it continues or opens a sequence; paragraphs without a marker belong to the item
before them; 具体措施： opens an unnumbered item below an item that already has its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planggraph.extraction.layout import LaidTable, Layout, Line
from planggraph.text.markers import Marker, find_markers

RANK = {"part": 0, "article": 1, "hanzi": 1, "hanzi_bracket": 2, "digit": 3, "digit_bracket": 4, "circled": 5, "bullet": 6}
MEASURES = re.compile(r"(?:(?:具体|主要|工作|重点|落实|政策)(?:措施|举措|任务|做法|安排)|措施|举措)：")
SENTENCE_END = "。；！？）〕”：;."
LONGEST_HEADING = 80
LONGEST_TABLE_HEADING = 40
BOX = re.compile(r"专栏[一二三四五六七八九十\d]*")


@dataclass(slots=True)
class Piece:
    """A paragraph, or the part of one between two markers: characters `start` to `end` of the flow."""

    start: int
    end: int
    place: str
    own_line: bool
    """Whether it begins a line of its own."""


@dataclass(slots=True)
class Node:
    """A numbered item, or the root (`marker` None, depth 0): its own first piece, later unnumbered pieces, tables and items below."""

    marker: Marker | None
    parent: Node | None
    pieces: list[Piece] = field(default_factory=list)
    content: list[Node | Piece | LaidTable] = field(default_factory=list)
    inline: bool = False
    boxed: bool = False

    @property
    def children(self) -> list[Node]:
        """The items directly below."""
        return [each for each in self.content if isinstance(each, Node)]

    @property
    def start(self) -> int:
        """Where the marker (or, without one, the text) begins."""
        return self.marker.start if self.marker else self.pieces[0].start

    def ancestors(self) -> Iterator[Node]:
        """The nodes above, innermost first, without the root."""
        node = self.parent
        while node is not None and node.parent is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


def read_structure(layout: Layout) -> Node:
    """The tree of a laid-out document; the root holds what stands before the first marker."""
    return _Builder(layout).build()


class _Builder:
    """Walks the units of a layout once, keeping the stack of open levels."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.text = layout.folded
        self.root = Node(None, None)
        self.stack: list[Node] = [self.root]
        lines = [unit for unit in layout.units if isinstance(unit, Line)]
        self.markers = [marker for line in lines for marker in find_markers(self.text, line.start, line.end)]
        self.next_marker = 0
        self.box: Node | None = None
        self.ahead = _places_of(self.markers)
        self.seen: dict[str, int] = {}

    def build(self) -> Node:
        for unit in self.layout.units:
            if isinstance(unit, LaidTable):
                self.stack[-1].content.append(unit)
            else:
                self._add_line(unit)
        return self.root

    def _add_line(self, line: Line) -> None:
        before = self.stack[-1]
        cuts = list(self._cuts(line))
        first = cuts[0][0].start if cuts else line.end
        if first > line.start:
            self._add_text(before, Piece(line.start, first, line.place, own_line=True))
        for number, (marker, node) in enumerate(cuts):
            until = cuts[number + 1][0].start if number + 1 < len(cuts) else line.end
            self._add_body(node, Piece(marker.end, until, line.place, own_line=not node.inline))

    def _cuts(self, line: Line) -> Iterator[tuple[Marker, Node]]:
        """The markers of a line that open items, placed in the tree as they come."""
        while self.next_marker < len(self.markers) and self.markers[self.next_marker].start < line.end:
            marker = self.markers[self.next_marker]
            self.next_marker += 1
            if marker.start < line.start or marker.end > line.end:
                continue
            at_start = marker.start == line.start
            if self._opens(marker, line) if at_start else self._opens_inside(marker, line):
                yield marker, self._place(marker, inline=not at_start)

    def _opens(self, marker: Marker, line: Line) -> bool:
        """At the start of a line any marker counts, but for a bare number, which must continue a sequence and have text after it."""
        if self.text[marker.start] == "表":
            return line.end - line.start <= LONGEST_TABLE_HEADING and "。" not in self.text[line.start : line.end]
        if marker.end >= line.end and marker.kind != "part":
            return not marker.bare and marker.kind in ("digit", "hanzi_bracket", "circled")
        return not (marker.bare or marker.tight) or marker.value == self.seen.get(marker.kind, 0) + 1

    def _opens_inside(self, marker: Marker, line: Line) -> bool:
        """Inside a line a marker must come after the end of a sentence or heading and be the next, or the first, of its sequence."""
        if marker.bare or marker.tight or marker.kind == "bullet" or marker.end >= line.end or self.text[marker.start] == "表":
            return False
        ended = self.text[marker.start - 1] in SENTENCE_END or self._after_heading(marker)
        ended = ended or (marker.kind in ("hanzi", "hanzi_bracket") and self._after_space(marker))
        if marker.value == self.seen.get(marker.kind, 0) + 1 and marker.value > 1:
            return ended
        first = marker.value == 1 or (marker.kind in ("hanzi", "hanzi_bracket") and marker.kind not in self.seen)
        return first and ended and (self._followed(marker) or self._heads_items(marker))

    def _followed(self, marker: Marker) -> bool:
        """Whether the next number of the same kind stands further on."""
        return any(place > marker.end for place in self.ahead.get((marker.kind, marker.value + 1), ())[-1:])

    def _heads_items(self, marker: Marker) -> bool:
        """五、调动好各方面积极性（二十二）提高改革协同性: a heading, short and without a full stop, before an item of the level below."""
        below = self.markers[self.next_marker] if self.next_marker < len(self.markers) else None
        if marker.kind != "hanzi" or below is None or below.kind not in ("hanzi_bracket", "digit"):
            return False
        return below.start - marker.end <= LONGEST_HEADING and "。" not in self.text[marker.end : below.start]

    def _after_space(self, marker: Marker) -> bool:
        """Whether white space parts the marker from what is before it: …工作要点 一、深化改革."""
        offsets = self.layout.flow.offsets
        return offsets[marker.start] - offsets[marker.start - 1] > 1

    def _after_heading(self, marker: Marker) -> bool:
        """一、推进标准化建设（一）统一事项清单 and （一）推行多规合一1．建成: all since the last marker is a heading of the level above."""
        top = self.stack[-1].marker
        above = {"hanzi_bracket": ("hanzi",), "digit": ("hanzi", "hanzi_bracket")}.get(marker.kind, ())
        if top is None or top.kind not in above or self.text[marker.start - 1].isdigit():
            return False
        return "。" not in self.text[top.end : marker.start] and marker.start - top.end < LONGEST_HEADING

    def _place(self, marker: Marker, *, inline: bool) -> Node:
        """Put a marker into the tree."""
        kinds = [node.marker.kind if node.marker else "" for node in self.stack]
        if marker.kind in kinds:
            del self.stack[len(kinds) - 1 - kinds[::-1].index(marker.kind) :]
        elif not self._may_nest(marker):
            while len(self.stack) > 1 and RANK[kinds[len(self.stack) - 1]] > RANK[marker.kind]:
                self.stack.pop()
        self._leave_box(marker)
        self.seen[marker.kind] = marker.value
        node = Node(marker, self.stack[-1], inline=inline, boxed=self.box is not None)
        self.stack[-1].content.append(node)
        self.stack.append(node)
        return node

    def _may_nest(self, marker: Marker) -> bool:
        """Whether a kind not yet open goes below the innermost item: always but for 一、 and 第一章, which open the top level.

        一、 directly below a heading （一） is the one inverted order that offices use.
        """
        top = self.stack[-1].marker
        if top is None or RANK[top.kind] < RANK[marker.kind]:
            return True
        if marker.kind == "hanzi":
            return top.kind == "hanzi_bracket" and top.value == 1 == marker.value and len(self.stack) == 2
        return marker.kind != "part" and marker.value == 1

    def _leave_box(self, marker: Marker) -> None:
        """A box (专栏) ends with the next item that stands at or above the level the box was opened in."""
        if self.box and marker.kind in ("part", "hanzi", "hanzi_bracket"):
            self.box = None

    def _add_text(self, node: Node, piece: Piece) -> None:
        """A paragraph without a marker; what stands in a box belongs to no item."""
        if BOX.match(self.text, piece.start, piece.end):
            self.box = node
        if self.box is None:
            self._add_body(node, piece)

    def _add_body(self, node: Node, piece: Piece) -> None:
        node.pieces.append(piece)
        node.content.append(piece)


def _places_of(markers: Iterable[Marker]) -> dict[tuple[str, int], list[int]]:
    """Where each number of each kind stands, in order."""
    places: dict[tuple[str, int], list[int]] = {}
    for marker in markers:
        places.setdefault((marker.kind, marker.value), []).append(marker.start)
    return places
