"""Documents cited by title.

Conventions (GB/T 15834-2011 and GB/T 9704-2012): a title stands in 《》, a title within it in 〈〉; the number follows in round brackets
and is made of issuer's sign, year in 〔〕 and a running number: 《关于…的通知》（组通字〔2018〕15号).
Offices type the brackets in many shapes.
"""

from __future__ import annotations

import re

from planggraph.model import Citation
from planggraph.text.spans import Flow

LONGEST_TITLE = 120
MARK = re.compile(r"[《》]")
NUMBER = re.compile(
    r"（?(?:[^（）《》，。；]{0,12}，)?([^\W\d_的]{1,12}(?:（[^\W\d_]{1,6}）)?[〔（<〈]?(?:19|20)\d{2}[〕）>〉]?第?\d{1,5}号)"
)


def read(flow: Flow) -> tuple[Citation, ...]:
    """The documents cited, in order; `title` is verbatim and without its marks, `number` as written or None.

    Marks without a partner and titles longer than any real one are passed over.

    >>> from planggraph.model import Span
    >>> text = "按照《关于选派干部的通知》（组通字〔2018〕15号）要求"
    >>> [(c.title, c.number) for c in read(Flow.of(text, [Span(0, len(text))]))]
    [('关于选派干部的通知', '组通字〔2018〕15号')]
    """
    text = flow.folded
    return tuple([_citation(flow, text, start, end) for start, end in title_spans(text)]) if "《" in text else ()


def title_spans(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of 《》 in folded `text`, marks included, in order; a mark that is never closed loses to the next one."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in MARK.finditer(text):
        if match.group() == "《":
            opened.append(match.start())
        elif opened:
            spans = _closed(spans, opened, match.end())
    return spans


def _closed(spans: list[tuple[int, int]], opened: list[int], end: int) -> list[tuple[int, int]]:
    start = opened.pop()
    if end - start > LONGEST_TITLE or end - start < 3:
        return spans
    while spans and spans[-1][0] > start:
        spans.pop()
    spans.append((start, end))
    return spans


def _citation(flow: Flow, text: str, start: int, end: int) -> Citation:
    number = NUMBER.match(text, end)
    stop = number.end() if number else end
    if number and text[end] == "（" and text[stop : stop + 1] == "）":
        stop += 1
    written = flow.text[number.start(1) : number.end(1)] if number else None
    return Citation(flow.text[start + 1 : end - 1], written, flow.evidence(start, stop, "citation.title_marks"))
