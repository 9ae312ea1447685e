"""Which items of a document are tasks.

Convention (the extract contract): a task is the smallest numbered or bulleted item, unnumbered paragraph or table row that carries
its own responsibility clause. A heading only lends its words to the path; an item with a clause of its own above other tasks lends
its bare marker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from planggraph.extraction.anchors import Found, find_clauses, rest_is_empty
from planggraph.extraction.clauses import Passage
from planggraph.extraction.layout import LaidTable
from planggraph.extraction.structure import MEASURES, Node, Piece

LONGEST_HEADING = 80
MOST_COVERED = 40
BLOCK = 3
"""Paragraphs, the heading's own counted, above a closing clause that make it one of a block and not of the last paragraph."""

CLOSING = re.compile(
    r"附件?[一二三四五六七八九十\d]{0,3}：|抄送|抄报|主送|公开方式|信息公开|联系人|（联系|（此件|〔|印发|来源：|责任编辑|扫一扫|上一篇|相关附件|\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$"
    r"|[^，。；：]{4,40}(?:人民政府|办公室|办公厅|委员会|领导小组|局|厅)$"
)


@dataclass(slots=True)
class Draft:
    """A task before its facts are read: its item or table row, the paragraphs of its text, its clauses.

    `node` is set when the item itself is the task; for an unnumbered paragraph or row it is None and `above` the item it stands in.
    `number` overrides the marker (the 序号 column of a table); `path` holds extra headings (merged cells) below the item's own.
    """

    node: Node | None
    above: Node
    pieces: list[Piece]
    clauses: list[Found]
    number: str | None = None
    path: tuple[tuple[int, int], ...] = ()
    row: bool = False

    @property
    def start(self) -> int:
        """Where the task begins, its marker included."""
        return self.node.start if self.node and self.node.marker else min(piece.start for piece in self.pieces)

    @property
    def end(self) -> int:
        """Where its text and clauses end."""
        return max([piece.end for piece in self.pieces] + [clause.outer_end for clause in self.clauses])


@dataclass(slots=True)
class _Paragraph:
    piece: Piece
    clauses: tuple[Found, ...]
    only_clauses: bool
    opens_measures: bool = False

    @property
    def names_somebody(self) -> bool:
        return bool(self.clauses) and any(each.names_somebody for each in self.clauses)


@dataclass(slots=True)
class _Item:
    """A node with its paragraphs read."""

    node: Node
    paragraphs: list[_Paragraph]
    drafts: list[Draft] = field(default_factory=list)


def read_drafts(root: Node, passage: Passage) -> tuple[list[Draft], list[tuple[LaidTable, Node]]]:
    """The tasks of the tree in reading order, and its tables with the item each stands in (`task_tables` reads their rows)."""
    items = [_Item(node, list(_paragraphs(node, passage))) for node in root.walk()]
    paragraph_levels = _levels_of_paragraph_tasks(items, passage)
    drafts: list[Draft] = []
    by_node: dict[int, _Item] = {}
    for item in items:
        by_node[id(item.node)] = item
        if not item.node.boxed:
            item.drafts = list(_tasks_of(item, passage, paragraph_levels))
            drafts += item.drafts
    drafts = _lifted(items, by_node, drafts, passage)
    drafts = list(_shared(drafts))
    tables = [(each, item.node) for item in items for each in item.node.content if isinstance(each, LaidTable)]
    return drafts, tables


def _paragraphs(node: Node, passage: Passage) -> Iterator[_Paragraph]:
    """The paragraphs of an item with their clauses; 具体措施： after a clause begins a paragraph of its own."""
    for piece in node.pieces:
        clauses = find_clauses(passage, piece.start, piece.end)
        label = MEASURES.match(passage.folded, piece.start, piece.end)
        at, kept = (label.end() if label else piece.start), list(clauses)
        for clause in clauses:
            measures = MEASURES.match(passage.folded, clause.outer_end, piece.end)
            if measures:
                first = [each for each in kept if each.outer_end <= clause.outer_end]
                yield _paragraph(passage, Piece(at, clause.outer_end, piece.place, piece.own_line), first)
                kept = [each for each in kept if each.outer_end > clause.outer_end]
                at = measures.end()
        if at < piece.end:
            paragraph = _paragraph(passage, Piece(at, piece.end, piece.place, piece.own_line), kept)
            paragraph.opens_measures = at > piece.start
            yield paragraph


def _paragraph(passage: Passage, piece: Piece, clauses: list[Found]) -> _Paragraph:
    found = tuple(clauses)
    return _Paragraph(piece, found, bool(found) and rest_is_empty(passage, piece.start, piece.end, found))


def _is_heading(item: _Item, passage: Passage) -> bool:
    """Whether the first paragraph only names what follows: no clause, no full stop, something below it that is not its clause."""
    if not item.paragraphs or item.node.marker is None:
        return False
    head = item.paragraphs[0]
    text = passage.folded[head.piece.start : head.piece.end]
    following = item.paragraphs[1] if len(item.paragraphs) > 1 else None
    below = bool(item.node.children) or (following is not None and not following.only_clauses)
    return below and not head.clauses and "。" not in text and text[-1:] not in "；，" and len(text) <= LONGEST_HEADING


def _levels_of_paragraph_tasks(items: list[_Item], passage: Passage) -> frozenset[str]:
    """Kinds of heading under which this document gives single paragraphs their own clauses.

    Convention: where any heading of a level has two such paragraphs below it, the paragraphs are the tasks all over the document;
    where each has one, heading and paragraphs are one task.
    """
    counts: Counter[str] = Counter()
    for item in items:
        if item.node.marker and _is_heading(item, passage):
            own = sum(each.names_somebody and not each.only_clauses for each in item.paragraphs[1:])
            kind = item.node.marker.kind
            counts[kind] = max(counts[kind], own)
    return frozenset(kind for kind, most in counts.items() if most > 1)


def _tasks_of(item: _Item, passage: Passage, paragraph_levels: frozenset[str]) -> Iterator[Draft]:
    """The tasks among an item and its unnumbered paragraphs."""
    if not any(each.names_somebody for each in item.paragraphs):
        return
    node = item.node
    heading = _is_heading(item, passage)
    if node.marker is None or (heading and node.marker.kind in paragraph_levels and not _closed_by_one_clause(item)):
        yield from _paragraph_tasks(node, item.paragraphs[1:] if heading else item.paragraphs)
        return
    later = [each for each in item.paragraphs[1:] if each.names_somebody and not each.only_clauses]
    own = item.paragraphs[0].names_somebody
    if heading or not (own or later) or (not own and len(later) == 1 and not later[0].opens_measures):
        yield _draft(node, item.paragraphs, passage)
        return
    split = next((n for n, each in enumerate(item.paragraphs) if n and each in later), len(item.paragraphs))
    first = item.paragraphs[:split]
    if any(each.names_somebody for each in first):
        yield _draft(node, first, passage)
        yield from _paragraph_tasks(node, item.paragraphs[split:])
    else:
        yield from _paragraph_tasks(node, item.paragraphs)


def _closed_by_one_clause(item: _Item) -> bool:
    """Whether several paragraphs under a heading end in one clause on a line of its own: it speaks for the heading's item."""
    named = [n for n, each in enumerate(item.paragraphs) if each.names_somebody]
    return len(named) == 1 and named[0] == len(item.paragraphs) - 1 >= BLOCK and item.paragraphs[-1].only_clauses


def _draft(node: Node, paragraphs: list[_Paragraph], passage: Passage) -> Draft:
    """An item with its paragraphs as a task, without what closes the document below it (附件：, 抄送：, the signature and date)."""
    closing = (
        n for n, each in enumerate(paragraphs) if n and not each.clauses and CLOSING.match(passage.folded, each.piece.start, each.piece.end)
    )
    paragraphs = paragraphs[: next(closing, None)]
    return Draft(node, node, [each.piece for each in paragraphs], [clause for each in paragraphs for clause in each.clauses])


def _paragraph_tasks(above: Node, paragraphs: list[_Paragraph]) -> Iterator[Draft]:
    """Unnumbered paragraphs as tasks; a paragraph of nothing but clauses belongs to the one before it."""
    waiting: Draft | None = None
    for each in paragraphs:
        if each.only_clauses and waiting:
            waiting.pieces.append(each.piece)
            waiting.clauses += each.clauses
        elif not each.only_clauses:
            if waiting and any(clause.names_somebody for clause in waiting.clauses):
                yield waiting
            waiting = Draft(None, above, [each.piece], list(each.clauses))
    if waiting and any(clause.names_somebody for clause in waiting.clauses):
        yield waiting


def _lifted(items: list[_Item], by_node: dict[int, _Item], drafts: list[Draft], passage: Passage) -> list[Draft]:
    """Clauses given back to the item whose sub-items they close.

    Convention: 1.…（1）…；（2）…；（3）…。（牵头单位：…） with one clause, at the end of the last sub-item, speaks for item 1.
    """
    lifted: dict[int, Draft] = {}
    dropped: set[int] = set()
    for item in items:
        children = [by_node[id(child)] for child in item.node.children]
        own = [child for child in children if child.drafts]
        if item.drafts or item.node.marker is None or len(children) < 2 or own != children[-1:] or not _sub_items(own[0], children):
            continue
        pieces = [piece for each in (item, *children) for piece in (p.piece for p in each.paragraphs)]
        lifted[id(own[0].drafts[0])] = Draft(item.node, item.node, pieces, own[0].drafts[0].clauses)
        dropped.update(id(each) for each in own[0].drafts[1:])
    return [lifted.get(id(each), each) for each in drafts if id(each) not in dropped]


def _sub_items(last: _Item, children: list[_Item]) -> bool:
    """Whether children are parts of one item: inline or of a low level, or closed by a clause on a line of its own."""
    marker = children[0].node.marker
    low = marker is not None and marker.kind in ("digit_bracket", "circled", "bullet")
    own_clauses = all(clause.covers is None for draft in last.drafts for clause in draft.clauses)
    return own_clauses and len(last.drafts) == 1 and (children[0].node.inline or low or last.paragraphs[-1].only_clauses)


def _first_without_clause(siblings: list[Node], position: int, ordered: dict[int, Draft]) -> int:
    """Where the run of items without a clause of their own begins that ends before `position`: 以上各项 speaks for them."""
    while position and id(siblings[position - 1]) not in ordered:
        position -= 1
    return position


def _shared(drafts: list[Draft]) -> Iterator[Draft]:
    """Tasks with 以上两项均由… clauses copied to the items they cover, and items that only such a clause makes tasks."""
    ordered: dict[int, Draft] = {}
    beside: dict[int, list[Node]] = {}
    for draft in drafts:
        several = [clause for clause in draft.clauses if clause.covers is not None]
        if several and draft.node and draft.node.parent:
            siblings = beside.setdefault(id(draft.node.parent), draft.node.parent.children)
            position = bisect_left(siblings, draft.start, key=lambda node: node.start)
            count = min(several[0].covers or 0, MOST_COVERED)
            first = position + 1 - count if count else _first_without_clause(siblings, position, ordered)
            for sibling in siblings[max(0, first) : position]:
                known = ordered.setdefault(id(sibling), Draft(sibling, sibling, list(sibling.pieces), []))
                known.clauses += several
        ordered[id(draft.node or draft)] = draft
    yield from ordered.values()
