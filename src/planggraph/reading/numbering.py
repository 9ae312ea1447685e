"""The numbers Word and WPS show before paragraphs and do not store in their text (ECMA-376 part 1, 17.9).

A paragraph names a list (`numId`) and a level (`ilvl`), itself or through its style and the styles that one is based on. The list
points to an abstract list with nine levels; lists over one abstract list count on together unless one of them overrides a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from planggraph.reading.ordinals import written
from planggraph.reading.part import attribute, child, children, local, value

_SLOT = re.compile(r"%(\d)")
_DEEPEST_BASE = 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is counted and written: `text` with %1 … %9 for the numbers of the levels.

    `restart` is the level (from 1) whose use starts this one afresh, 0 for never, None for any higher one.
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1
    spaced: bool = True
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the abstract list it counts in, its levels, and the starts it overrides."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of numbering, and the style it is based on."""

    base: str | None
    listing: str | None
    level: int | None


@dataclass(slots=True)
class Numbering:
    """The numbering of one document, asked paragraph by paragraph in reading order."""

    listings: Mapping[str, Listing]
    styles: Mapping[str, Style]
    default_style: str | None = None
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        """The number shown before a `w:p`, with the space that parts it from the text; "" for none. Counts on.

        "（一）", "3.", "第二条 ", "①" …
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        listing, depth = place
        level = self.listings[listing].levels.get(depth, Level())
        shown = self._shown(self.listings[listing], level, self._count(listing, depth))
        return shown + " " if level.spaced and shown[-1:].isalnum() else shown

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else its style's."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or self.default_style
        named, depth = self._from_style(style)
        listing = value(child(own, "numId")) or named
        if listing is None or listing not in self.listings:
            return None
        stated = _number(value(child(own, "ilvl")))
        return listing, min(next((d for d in (stated, depth, self._styled(listing, style)) if d is not None), 0), 8)

    def _from_style(self, style: str | None) -> tuple[str | None, int | None]:
        listing, depth = None, None
        for _ in range(_DEEPEST_BASE):
            if style is None or style not in self.styles:
                break
            found = self.styles[style]
            listing, depth = listing or found.listing, found.level if depth is None else depth
            style = found.base
        return listing, depth

    def _styled(self, listing: str, style: str | None) -> int | None:
        """The level of a list that is tied to a style."""
        levels = self.listings[listing].levels
        return next((depth for depth, level in levels.items() if style and level.style == style), None)

    def _count(self, listing: str, depth: int) -> dict[int, int]:
        found = self.listings[listing]
        counters = self._counters.setdefault(found.abstract, {})
        if listing not in self._begun:
            self._begun.add(listing)
            for overridden in found.starts:
                counters.pop(overridden, None)
        first = found.starts.get(depth, found.levels.get(depth, Level()).start)
        counters[depth] = counters[depth] + 1 if depth in counters else first
        for deeper in [d for d in counters if d > depth and _restarts(found.levels.get(d, Level()), depth)]:
            del counters[deeper]
        return counters

    def _shown(self, listing: Listing, level: Level, counters: Mapping[int, int]) -> str:
        if level.form == "bullet":
            return "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in level.text)

        def filled(slot: re.Match[str]) -> str:
            depth = int(slot.group(1)) - 1
            other = listing.levels.get(depth, Level())
            return written(counters.get(depth, other.start), "decimal" if level.legal else other.form)

        return _SLOT.sub(filled, level.text)


def _restarts(level: Level, used: int) -> bool:
    return level.restart is None or used < level.restart


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The numbering of a document from the roots of its numbering.xml and styles.xml, either of which may be missing."""
    by_name = {attribute(s, "styleId") or "": s for s in children(styles, "style")}
    known = {name: _style(style) for name, style in by_name.items()}
    default = next(
        (n for n, s in by_name.items() if attribute(s, "type") == "paragraph" and attribute(s, "default") in {"1", "true"}), None
    )
    abstracts = {attribute(a, "abstractNumId") or "": a for a in children(numbering, "abstractNum")}
    numbers = {attribute(n, "numId") or "": n for n in children(numbering, "num")}
    listings = {name: _listing(number, abstracts, numbers, known) for name, number in numbers.items() if name != "0"}
    return Numbering(listings, known, default)


def _style(style: etree._Element) -> Style:
    own = child(child(style, "pPr"), "numPr")
    return Style(value(child(style, "basedOn")), value(child(own, "numId")), _number(value(child(own, "ilvl"))))


def _listing(
    number: etree._Element,
    abstracts: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    styles: Mapping[str, Style],
) -> Listing:
    name = _abstract_of(number, abstracts, numbers, styles)
    levels = dict(_levels(children(abstracts.get(name), "lvl")))
    starts: dict[int, int] = {}
    for override in children(number, "lvlOverride"):
        depth = _number(attribute(override, "ilvl")) or 0
        levels.update(_levels(children(override, "lvl")))
        start = _number(value(child(override, "startOverride")))
        if start is not None:
            starts[depth] = start
    return Listing(name, levels, starts)


def _abstract_of(
    number: etree._Element,
    abstracts: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    styles: Mapping[str, Style],
) -> str:
    """The abstract list of a list; one that only names a list style (`numStyleLink`) leads on to the style's own."""
    name = value(child(number, "abstractNumId")) or ""
    style = value(child(abstracts.get(name), "numStyleLink"))
    linked = styles.get(style or "")
    target = numbers.get(linked.listing or "") if linked else None
    return value(child(target, "abstractNumId")) or name


def _levels(elements: Iterable[etree._Element]) -> Iterator[tuple[int, Level]]:
    for element in elements:
        yield _number(attribute(element, "ilvl")) or 0, _level(element)


def _level(element: etree._Element) -> Level:
    stated = {local(e): value(e) for e in element}
    start = _number(stated.get("start"))
    return Level(
        form=_form(element) or "decimal",
        text=stated.get("lvlText") or "",
        start=0 if start is None else start,
        spaced=stated.get("suff") != "nothing",
        restart=_number(stated.get("lvlRestart")),
        legal="isLgl" in stated and stated["isLgl"] not in {"0", "false"},
        style=stated.get("pStyle"),
    )


def _form(level: etree._Element) -> str | None:
    """The number format; Word 2010 and later wrap one that older programs lack in `mc:AlternateContent`."""
    formats = [e for e in level.iter() if local(e) == "numFmt"]
    return value(formats[0]) if formats else None


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else max(0, min(int(text), 1_000_000))
    except ValueError:
        return None
