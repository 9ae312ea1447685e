"""Reads the name of an agency into the bodies it may be: a function and a place each.

Conventions: a place or a level stands before the function (广州市财政局, 市财政局), is left out (财政局: the issuer's own), or stands
inside (团市委, 国家税务总局广州市税务局). Addresses nest (广州市南沙区政府). A branch is the body of the place it serves
(市生态环境局青溪分局). Ad hoc bodies are told apart by what they are for (政务公开领导小组办公室).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planggraph.model import Jurisdiction
from planggraph.registry.functions import SLOT, Functions
from planggraph.registry.levels import Levels, Standpoint, standpoint
from planggraph.registry.regions import Region, Regions

BRANCH = re.compile(r"(?P<body>.+?局)(?P<place>.{2,}?)分局")
LEVEL_WORD = re.compile(r"(?:自治[区州县旗]|[省市区县州盟旗])$")
SHORTEST_TOPIC = 2


class Body(NamedTuple):
    """A body a name may mean; `relative` where the place was not named but follows from the issuer or a level."""

    place: str
    function: str
    relative: bool

    @property
    def key(self) -> str:
        """The key of the agency."""
        return f"{self.place}/{self.function}"


class Slot(NamedTuple):
    """A place read at the head of a text, and the rest of it."""

    place: str
    rest: str
    relative: bool


class Names:
    """The reader of agency names over the tables."""

    def __init__(self, functions: Functions, regions: Regions, levels: Levels) -> None:
        self._functions = functions
        self._regions = regions
        self._levels = levels

    def bodies(self, name: str, seen_from: Standpoint, when: date | None) -> list[Body]:
        """The bodies a name (in its reading form) may mean by the tables, without regard to dates."""
        found = [Body(place, function, False) for place, function in self._functions.absolute.get(name, ())]
        found += self._placed(name, seen_from, when)
        return list(dict.fromkeys(found or self._nested(name, seen_from, when)))

    def special_bodies(self, name: str, seen_from: Standpoint, when: date | None) -> list[Body]:
        """The ad hoc bodies and branches a name may mean by its shape."""
        return list(dict.fromkeys([*self._ad_hoc(name, seen_from, when)] or self._branches(name, seen_from, when)))

    def _placed(self, name: str, seen_from: Standpoint, when: date | None) -> Iterator[Body]:
        for prefix in self._functions.prefixes:
            if name.startswith(prefix):
                for slot in self.slots(name[len(prefix) :], seen_from, when):
                    for function in self._functions.forms.get(prefix + SLOT + slot.rest, ()):
                        yield Body(slot.place, function, slot.relative)

    def slots(self, text: str, seen_from: Standpoint, when: date | None) -> Iterator[Slot]:
        """Every way to read a place at the head of the text: by level, by name, by an address, or left out."""
        for word in self._levels.read_head(text):
            for place in self._levels.places(word, seen_from):
                yield Slot(place, text[len(word) :], True)
        yield from self._named(text, seen_from, when)
        for home in seen_from.homes:
            yield Slot(home, text, True)

    def _named(self, text: str, seen_from: Standpoint, when: date | None) -> Iterator[Slot]:
        for name in _own_names(seen_from.name):
            if text.startswith(name):
                yield Slot(seen_from.name or name, text[len(name) :], False)
        for name, regions in self._regions.heads(text, when):
            for region in self._nearest(regions, seen_from):
                yield Slot(region.code, text[len(name) :], False)
                yield from self._inner(text[len(name) :], region, when)

    def _inner(self, text: str, region: Region, when: date | None) -> Iterator[Slot]:
        for name, regions in self._regions.heads(text, when):
            for inner in regions:
                if inner.code != region.code and self._regions.inside(inner.code, region.code):
                    yield Slot(inner.code, text[len(name) :], False)

    def _nested(self, name: str, seen_from: Standpoint, when: date | None) -> Iterator[Body]:
        """广州团市委: a place, and a name relative to it."""
        for slot in self._named(name, seen_from, when):
            inside = standpoint(Jurisdiction(slot.place, slot.place), self._regions, when)
            yield from (Body(body.place, body.function, False) for body in self._placed(slot.rest, inside, when) if slot.rest)

    def _nearest(self, regions: tuple[Region, ...], seen_from: Standpoint) -> tuple[Region, ...]:
        """Of places of one name, those in the issuer's place; else those in its province; else all, but for wider ones first."""
        for chain in seen_from.chains:
            for outer in chain:
                found = tuple(region for region in regions if self._regions.inside(region.code, outer.code))
                if found:
                    return _widest(found)
        return _widest(regions)

    def _ad_hoc(self, name: str, seen_from: Standpoint, when: date | None) -> Iterator[Body]:
        for ending, function in self._functions.topics:
            if name.endswith(ending):
                for slot in self.slots(name[: -len(ending)], seen_from, when):
                    if len(slot.rest) >= SHORTEST_TOPIC:
                        yield Body(slot.place, f"{function}-{slot.rest}", slot.relative)
                        return

    def _branches(self, name: str, seen_from: Standpoint, when: date | None) -> Iterator[Body]:
        match = BRANCH.fullmatch(name)
        if not match:
            return
        bodies = (match["body"], *(match["body"][len(word) :] for word in self.level_words(match["body"])))
        functions = [function for body in bodies for function in self._functions.forms.get(SLOT + body, ())]
        for slot in self.slots(match["place"], seen_from, when):
            if not slot.rest:
                yield from (Body(slot.place, function, False) for function in functions)

    def level_words(self, name: str) -> list[str]:
        """The level words a name begins with, longest first."""
        return self._levels.read_head(name)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The names that follow a place or a level directly (财政局), for comparing."""
        return tuple(form.removeprefix(SLOT) for form in self._functions.forms if form.startswith(SLOT) and form != SLOT)

    def stem(self, name: str, seen_from: Standpoint, when: date | None) -> tuple[str, str | None]:
        """The name without the level or place at its head, and that place: what to compare with known names."""
        slots = [slot for slot in self.slots(name, seen_from, when) if slot.rest or not slot.relative]
        best = min(slots, key=lambda slot: len(slot.rest), default=None)
        return (best.rest, best.place) if best else (name, None)


def _own_names(name: str | None) -> tuple[str, ...]:
    """云岭区 → 云岭区, 云岭: how a place known by its name alone may be written."""
    short = LEVEL_WORD.sub("", name or "")
    return tuple(form for form in (name, short) if form and len(form) > 1)


def _widest(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Of regions of one name, those at the widest level: 恩施 is the prefecture, 吉林 the province."""
    return tuple(region for region in regions if region.level == regions[0].level)
