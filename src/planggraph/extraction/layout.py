"""From the lines of a file to the paragraphs of the document.

Page breaks, fixed-width wrapping and Markdown marks cut the text of a plan at places its authors did not. `lay_out` puts the lines
together again and gives everything one coordinate: character positions in a single white-space-free flow, whose folded form the
rules are written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planggraph.model import Block, Cell, Document, Paragraph, Span, Table
from planggraph.text.folding import fold
from planggraph.text.spans import Flow

PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－·.]+\s*\d{1,4}\s*[-—–－·.]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
"""Convention: page numbers stand alone between dashes (— 3 —) or as 第3页 共9页 (GB/T 9704-2012, 7.5)."""

MARKDOWN = re.compile(r"\*\*+|\s?[—–]\s\d{1,3}\s[—–]\s?|^#{1,6}\s+|^>\s+|^[-*+]\s+(?=\S)")
ENDING = re.compile(r"[。！？；：…!?;:.][”’」』）)》】\]]*$|[）)】\]〕”]$")
BRACKET = re.compile(r"[（）〔〕]")
ROLE_STEM = re.compile(r"牵头|责任|负责|配合|协助|完成")
LABEL_START = re.compile(r"[^，。；：（）]{2,12}：")
ITEM_START = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.]|（[一二三四五六七八九十百]{1,4}）|\d{1,3}[.、](?!\d)|（\d{1,3}）|[①-⑳●•◆■○▪★]|第[一二三四五六七八九十]{1,3}[章节条]|[一二三四五六七八九十]是"
)
LONGEST_HEADING = 45
JUST_OPENED = 4
"""A line that ends within a bracket opened so few characters ago (…评审。（ | 牵头单位：…) runs on whatever follows."""

LONGEST_OPEN_CLAUSE = 1500
LONGEST_PROSE_LOOK = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: characters `start` to `end` of the flow, and where it stands in the source."""

    start: int
    end: int
    place: str


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell of a table as a range of the flow; equal ranges in neighbouring rows are one merged cell.

    `pieces` are the ranges between white space inside the cell.
    """

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table whose cells are ranges of the flow."""

    rows: tuple[tuple[LaidCell, ...], ...]
    place: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole document as one flow, its folded text, and its paragraphs and tables in reading order."""

    document: Document
    flow: Flow
    folded: str
    units: tuple[Line | LaidTable, ...]


@dataclass(slots=True)
class _Raw:
    """A paragraph block on its way into the flow."""

    start: int
    end: int
    place: str
    indented: bool


def lay_out(document: Document) -> Layout:
    """The layout of a document: page numbers and Markdown marks left out, wrapped lines joined.

    Every position of the result is a position in `Layout.flow`, which leads back to `document.text`.
    """
    spans: list[Span] = []
    units: list[_Raw | LaidTable] = []
    position = 0
    for block in _kept(document):
        if isinstance(block, Paragraph):
            parts = _without_marks(document.text, block.span)
            length = sum(_solid(document.text, part) for part in parts)
            if length:
                spans += parts
                units.append(_raw(document.text, block, position, position + length))
            position += length
        else:
            laid, parts, position = _lay_table(document.text, block, position)
            spans += parts
            units.append(laid)
    flow = Flow.of(document.text, spans)
    return Layout(document, flow, flow.folded, tuple(_joined(flow.folded, units)))


def _kept(document: Document) -> Iterator[Block]:
    """Blocks that are not page numbers, nor a numbered line printed twice in a row (bold type copied out of a PDF)."""
    before = ""
    for block in document.blocks:
        if isinstance(block, Table):
            before = ""
            yield block
            continue
        line = document.text[block.span.start : block.span.end].strip()
        if PAGE_NUMBER.fullmatch(line) or (line == before and ITEM_START.match(fold(line))):
            continue
        before = line
        yield block


def _without_marks(text: str, span: Span) -> list[Span]:
    """The span without Markdown marks (** and leading #) and page numbers that a copy left inside it (县农— 1 —委)."""
    line = text[span.start : span.end]
    if line[:1] not in "#>-*+" and "**" not in line and "— " not in line and "– " not in line:
        return [span]
    parts, at = [], 0
    for mark in MARKDOWN.finditer(line):
        parts.append(Span(span.start + at, span.start + mark.start()))
        at = mark.end()
    parts.append(Span(span.start + at, span.end))
    return [part for part in parts if part.end > part.start]


def _solid(text: str, span: Span) -> int:
    """The number of characters of a span that are not white space."""
    return len("".join(text[span.start : span.end].split()))


def _raw(text: str, block: Paragraph, start: int, end: int) -> _Raw:
    line_start = text.rfind("\n", 0, block.span.start) + 1
    indent = text[line_start : block.span.start]
    indented = "\u3000" in indent or len(indent.replace("\t", "    ")) >= 2
    return _Raw(start, end, block.place, indented)


def _lay_table(text: str, table: Table, position: int) -> tuple[LaidTable, list[Span], int]:
    laid: dict[Span, LaidCell] = {}
    spans: list[Span] = []
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            if cell.span not in laid:
                laid[cell.span] = _lay_cell(text, cell, position)
                spans.append(cell.span)
                position = laid[cell.span].end
            cells.append(laid[cell.span])
        rows.append(tuple(cells))
    return LaidTable(tuple(rows), table.place), spans, position


def _lay_cell(text: str, cell: Cell, position: int) -> LaidCell:
    pieces, at = [], position
    for word in text[cell.span.start : cell.span.end].split():
        pieces.append((at, at + len(word)))
        at += len(word)
    return LaidCell(position, at, tuple(pieces))


def _joined(folded: str, units: list[_Raw | LaidTable]) -> Iterator[Line | LaidTable]:
    """Paragraphs, with lines put together that a page or a margin cut apart."""
    wrap = _wrap_width([unit for unit in units if isinstance(unit, _Raw)])
    growing: _Growing | None = None
    for unit in units:
        if isinstance(unit, _Raw):
            if growing and _continues(folded, growing, unit, wrap):
                growing.add(folded, unit)
                continue
            if growing:
                yield growing.line()
            growing = _Growing(unit.start, unit.end, unit.place, unit)
            growing.add(folded, unit)
        else:
            if growing:
                yield growing.line()
            growing = None
            yield unit
    if growing:
        yield growing.line()


@dataclass(slots=True)
class _Growing:
    """A paragraph being put together; `opened` is where the outermost open bracket stands, `depth` how many are open."""

    start: int
    end: int
    place: str
    last: _Raw
    opened: int = -1
    depth: int = 0
    names_role: bool = False

    def add(self, folded: str, unit: _Raw) -> None:
        """Take one more line and keep count of its brackets."""
        self.end, self.last = unit.end, unit
        for bracket in BRACKET.finditer(folded, unit.start, unit.end):
            if bracket.group() in "（〔":
                if self.depth == 0:
                    self.opened, self.names_role = bracket.start(), False
                self.depth += 1
            else:
                self.depth = max(0, self.depth - 1)
        if self.depth and not self.names_role:
            self.names_role = bool(ROLE_STEM.search(folded, max(self.opened, unit.start - 1), unit.end))

    def line(self) -> Line:
        """The paragraph as it stands."""
        return Line(self.start, self.end, self.place)

    def clause_is_open(self) -> bool:
        """Whether it breaks off inside a clause: （…牵头单位：市协作办，广东省第一扶贫协作 | 工作组黔南组)."""
        length = self.end - self.opened
        return self.depth > 0 and (length <= JUST_OPENED or (self.names_role and length <= LONGEST_OPEN_CLAUSE))


def _wrap_width(lines: list[_Raw]) -> int | None:
    """The width at which all lines are wrapped, or None where paragraphs are not wrapped.

    Convention: text copied out of a page keeps its margin, so that most lines that run on are of the same, short width.
    """
    widths = sorted(line.end - line.start for line in lines)
    if len(widths) < 20 or widths[-1] > 70:
        return None
    width = widths[-len(widths) // 20]
    near = sum(1 for each in widths if each >= width - 3)
    return width if near * 3 >= len(widths) else None


def _continues(folded: str, line: _Growing, following: _Raw, wrap: int | None) -> bool:
    """Whether `following` is the rest of `line`."""
    if line.clause_is_open():
        return True
    tail = folded[max(line.start, line.end - 6) : line.end]
    after = folded[following.start : min(following.start + 16, following.end)]
    if ENDING.search(tail) or ITEM_START.match(after) or LABEL_START.match(after) or following.indented:
        return False
    if wrap:
        return line.last.end - line.last.start >= wrap - 3
    length = line.end - line.start
    prose = "。" in folded[line.start : line.end] if length < LONGEST_PROSE_LOOK else True
    heading = length <= LONGEST_HEADING and not prose and ITEM_START.match(folded[line.start : line.start + 8])
    return not heading and (length >= LONGEST_HEADING or prose or tail[-1] in "，、")
