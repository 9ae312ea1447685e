"""Which part of a saved web page is the document.

A line counts when it is long enough and punctuated as sentences are, and is not a link; a table of data counts whole. The document is
the deepest element with nearly all that counts, widened to what surrounds it as long as that adds few words and fewer links. Words and
class names that mark page furniture are in data/reading/page_furniture.csv.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from lxml import etree

from planggraph.reading.draft import tidy
from planggraph.reading.html_text import BLOCKS, Piece, is_data_table, is_unseen, pieces, text_of
from planggraph.resources import resource

_PUNCTUATION = re.compile("[，。；：、]")
_SPACE = re.compile(r"\s+")
_LEAST = 12
_NEARLY_ALL = 0.95
_FEW_WORDS = 240
_FEW_LINKS = 30
_FURNITURE_LINE = 80


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of one kind in page_furniture.csv: class, class_part, title_class, label, line (at its head), line_within."""
    with resource("data", "reading", "page_furniture.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["value"] for row in csv.DictReader(file) if row["kind"] == kind)


class Page:
    """A web page, given by the root of its tree."""

    def __init__(self, root: etree._Element) -> None:
        body = root.find("body")
        self._body = root if body is None else body
        self._root = root
        self._total = max(1, _plain_length(self._body))
        self._counts: Counter[etree._Element] = Counter()
        self._words: Counter[etree._Element] = Counter()
        self._links: Counter[etree._Element] = Counter()
        self._weigh(self._body)
        self._main = self._widened(self._deepest())

    def pieces(self) -> Iterator[Piece]:
        """The lines and the tables of data of the document, its heading and header table first."""
        yield from self._before()
        line = ""
        for piece in pieces(self._main):
            if isinstance(piece, str):
                *full, line = (line + piece).split("\n")
                yield from (text for text in full if not _is_furniture_line(text))
                continue
            yield line
            line = ""
            yield piece
        if not _is_furniture_line(line):
            yield line

    def _weigh(self, element: etree._Element) -> None:
        """Count what the element holds for it and all around it; drop what is page furniture."""
        for inner in list(element):
            if is_unseen(inner) or self._is_furniture(inner):
                _drop(inner)
            elif is_data_table(inner):
                self._add(inner, _plain_length(inner), 0, counts=True)
            else:
                self._weigh(inner)
        if element.tag in BLOCKS:
            own, linked = _own_text(element)
            counts = len(own) - linked >= _LEAST and _PUNCTUATION.search(own) is not None and not _is_furniture_line(own)
            self._add(element, len(own) - linked, linked, counts=counts)

    def _add(self, element: etree._Element, words: int, linked: int, *, counts: bool) -> None:
        for around in (element, *element.iterancestors()):
            self._words[around] += words
            self._links[around] += linked
            self._counts[around] += words if counts else 0

    def _is_furniture(self, element: etree._Element) -> bool:
        """Whether class, id or links mark an element as page furniture; never one with much of the page's text."""
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        parts = set(re.split(r"[\s_-]+", names))
        if set(names.split()) & _words("class") or parts & _words("class_part"):
            return _plain_length(element) < 0.4 * self._total
        return element.tag in {"ul", "ol", "dl", "div"} and _is_link_list(element)

    def _deepest(self) -> etree._Element:
        main, all_counted = self._body, self._counts[self._body]
        while True:
            inner = [e for e in main if e.tag in BLOCKS and e.tag != "p" and not is_data_table(e)]
            best = max(inner, key=self._counts.__getitem__, default=None)
            if best is None or not all_counted or self._counts[best] < _NEARLY_ALL * all_counted:
                return main
            main = best

    def _widened(self, main: etree._Element) -> etree._Element:
        while main is not self._body:
            around = main.getparent()
            if around is None or self._words[around] - self._words[main] > _FEW_WORDS:
                break
            if self._links[around] - self._links[main] > _FEW_LINKS:
                break
            main = around
        return main

    def _before(self) -> Iterator[str]:
        """The heading and the header table that stand outside the document itself."""
        said = _SPACE.sub("", text_of(self._main))
        for element in (self._header_table(), self._heading()):
            text = text_of(element) if element is not None else ""
            if text and _SPACE.sub("", text) not in said:
                yield from text.splitlines()

    def _heading(self) -> etree._Element | None:
        headings = [e for e in self._outside() if e.tag == "h1" or set((e.get("class") or "").lower().split()) & _words("title_class")]
        return next((e for e in headings if 4 <= len(text_of(e)) <= 120), None)

    def _header_table(self) -> etree._Element | None:
        """The smallest element with two or more of the labels of a header table."""
        held = [e for e in self._outside() if e.tag in BLOCKS and _labels(e) > 1]
        return min(held, key=_plain_length, default=None)

    def _outside(self) -> Iterator[etree._Element]:
        """The elements before the document, in page order."""
        around = {self._main, *self._main.iterancestors()}
        for element in self._body.iter():
            if element is self._main:
                return
            if element not in around:
                yield element


def _labels(element: etree._Element) -> int:
    if _plain_length(element) > 600:
        return 0
    text = _SPACE.sub("", text_of(element))
    return sum(1 for label in _words("label") if label in text)


def _plain_length(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _own_text(element: etree._Element) -> tuple[str, int]:
    """The text of a block outside the blocks in it, and how much of it is links."""
    texts, linked = [element.text or ""], 0
    for inner in element:
        if inner.tag not in BLOCKS:
            text = "".join(map(str, inner.itertext()))
            texts.append(text)
            linked += sum(len(_SPACE.sub("", "".join(map(str, link.itertext())))) for link in inner.iter("a"))
        texts.append(inner.tail or "")
    return _SPACE.sub("", "".join(texts)), linked


def _is_link_list(element: etree._Element) -> bool:
    links = [_plain_length(link) for link in element.iterdescendants("a")]
    return len(links) >= 3 and sum(links) > 0.8 * _plain_length(element)


def _is_furniture_line(text: str) -> bool:
    """Whether a short line is one that sites put around a document (分享到…, 【打印】【关闭】)."""
    line = _SPACE.sub("", tidy(text))
    if not 0 < len(line) < _FURNITURE_LINE:
        return False
    return line.startswith(tuple(_words("line"))) or any(word in line for word in _words("line_within"))


def _drop(element: etree._Element) -> None:
    """Take an element out of the page and leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
