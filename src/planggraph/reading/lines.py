"""Laid-out pages to paragraphs: characters to lines, page furniture dropped, lines joined (PDF and OFD).

A line runs on into the next when it reaches the right margin and the next one is not indented. Where a document does not indent its
paragraphs, a line that begins with an item number after a full stop begins a paragraph too. Running heads and feet are lines near the
edge that come again at the same height on other pages; page numbers (— 3 —, 第3页 共9页) are known by their form.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_PAGE_NUMBER = re.compile(
    r"[-—–－―~～•·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?\s*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―~～•·\s]*", re.IGNORECASE
)
_FULL_STOP = re.compile(r"[。；;！!？?：:][”’）)\]】]*$|[）)]$")
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．]|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条]|[●■◆]"
)
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_COMMAS = ("，", "、", "；", ",")
_EDGE = 0.13
_WIDE = 0.5
_REACHES = 0.7
_MARGIN = 0.135
"""The side margin of GB/T 9704-2012 (28 mm of 210)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page; distances in points from the left and the top."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height."""
        return max(self.bottom - self.top, 0.1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on page `page` (from 1). `size` is the height of its characters, `wide` and `high` the size of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the body of a document stands: its left and right margin, its size of type, and whether its paragraphs are indented.

    The right margin is infinite where no line comes near it: then every line is a paragraph.
    """

    left: float
    right: float
    size: float
    indents: bool


def modern(text: str) -> str:
    """`text` with the Kangxi radicals and compatibility ideographs, by which some PDF programs write hanzi, made plain.

    >>> modern("⼀、⼯作")
    '一、工作'
    """
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def lines_of(glyphs: Iterable[Glyph], page: int, wide: float, high: float) -> list[Line]:
    """The lines of a page, from top to bottom; glyphs whose middles are at one height stand on one line."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: ((g.top + g.bottom) / 2, g.x0)):
        middle = (glyph.top + glyph.bottom) / 2
        if lines and abs((lines[-1][0].top + lines[-1][0].bottom) / 2 - middle) < 0.45 * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [line for line in (_line(row, page, wide, high) for row in lines) if line.text]


def _line(row: Sequence[Glyph], page: int, wide: float, high: float) -> Line:
    row = sorted(row, key=lambda g: g.x0)
    text = "".join(_spaced(row))
    seen = [g for g in row if not g.text.isspace()] or row
    size = Counter(round(g.size, 1) for g in seen).most_common(1)[0][0]
    top, bottom = min(g.top for g in seen), max(g.bottom for g in seen)
    return Line(modern(text.strip()), seen[0].x0, seen[-1].x1, top, bottom, size, page, wide, high)


def _spaced(row: Sequence[Glyph]) -> Iterator[str]:
    """The characters of a line, with a space where a gap is left without one."""
    before: Glyph | None = None
    for glyph in row:
        if before and glyph.x0 - before.x1 > 0.9 * glyph.size and not before.text.isspace() and not glyph.text.isspace():
            yield " "
        yield glyph.text
        before = glyph


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without running heads, feet and page numbers."""
    pages = len({line.page for line in lines})
    seen = Counter(_form(line) for line in lines if _at_edge(line))
    enough = max(2, pages * 0.4)
    return [line for line in lines if not (_at_edge(line) and (_is_page_number(line) or (pages > 1 and seen[_form(line)] >= enough)))]


def _at_edge(line: Line) -> bool:
    return line.bottom < line.high * _EDGE or line.top > line.high * (1 - _EDGE)


def _is_page_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _form(line: Line) -> tuple[str, int]:
    """What running heads of different pages have in common: the text but for its digits, and the height."""
    return re.sub(r"\d+", "#", line.text), round(line.top / 6)


def frame_of(lines: Sequence[Line]) -> Frame:
    """The margins that the lines of a document show. Where even the leftmost lines stand far in, they are taken to be indented."""
    if not lines:
        return Frame(0.0, math.inf, 1.0, indents=False)
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    starts = Counter(round(line.x0 / 4) for line in lines)
    enough = len(lines) * 0.01
    left = min(line.x0 for line in lines if starts[round(line.x0 / 4)] >= enough)
    if left > _MARGIN * lines[0].wide + 1.5 * size:
        left -= 2 * size
    indented = sum(1 for line in lines if left + 1.2 * size < line.x0 < left + 3 * size)
    return Frame(left, _right_margin(lines, left, size), size, indents=indented >= max(1, len(lines) * 0.005))


def _right_margin(lines: Sequence[Line], left: float, size: float) -> float:
    """Where most long lines end; where too few do, as far from the edge of the page as the left margin is."""
    wide = sorted(line.x1 for line in lines if line.x1 - line.x0 > _WIDE * line.wide)
    if not wide or wide[-1] < _REACHES * lines[0].wide:
        return math.inf
    right = wide[int(len(wide) * 0.9)]
    reached = sum(1 for end in wide if abs(end - right) < 1.2 * size)
    return right if reached >= 3 else max(right, lines[0].wide - min(left, _MARGIN * lines[0].wide))


def runs_on(line: Line, after: Line, frame: Frame) -> bool:
    """Whether `after`, the next line, belongs to the paragraph of `line`."""
    if abs(line.size - after.size) > 0.15 * line.size:
        return False
    if _is_title(line, frame) and _is_title(after, frame):
        return line.page == after.page and after.top - line.bottom < line.size and not _ITEM.match(after.text)
    slack = 4.2 if frame.indents or line.text.endswith(_COMMAS) else 2.2
    if line.x1 < frame.right - slack * line.size or after.x0 > frame.left + 1.2 * line.size:
        return False
    return frame.indents or not (_FULL_STOP.search(line.text) and _ITEM.match(after.text))


def _is_title(line: Line, frame: Frame) -> bool:
    """Whether a line is set in the middle of the page in type larger than the body's."""
    return abs((line.x0 + line.x1) / 2 - line.wide / 2) < line.size and line.size > 1.2 * frame.size


def joined(lines: Sequence[Line]) -> str:
    """The text of lines that are one paragraph: words of letters and digits are kept apart, hanzi are not.

    Lines of a title are parted by nothing, since the break stands for none.
    """
    text = ""
    for line in lines:
        gap = " " if text[-1:].isascii() and line.text[:1].isascii() and text[-1:].isalpha() and line.text[:1].isalpha() else ""
        text += gap + line.text
    return text


def paragraphs(lines: Sequence[Line], frame: Frame) -> Iterator[list[Line]]:
    """The lines grouped into paragraphs."""
    group: list[Line] = []
    for line in lines:
        if group and not runs_on(group[-1], line, frame):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
