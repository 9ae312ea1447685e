"""Which body a name means, on a day, in a plan of a place.

Order of resolution: what an alias file states; groups of the table; the exact name; the name without its level or place; the name
without 等部门 or a note in brackets; groups and ad hoc bodies by their shape. Of what is found, the bodies in force on the day count,
those of the issuer's place before others, those of the right level before others. One body left is resolved, several are ambiguous,
none is unknown. Near names are listed as candidates and never taken: similarity decides nothing.
A body that is relative to an issuer whose place is not known stays unknown; a place known by its name alone (云岭区) gives keys with
that name, and a name that several places bear (鼓楼区) leaves its bodies ambiguous.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process

from planggraph.model import Identity, Jurisdiction
from planggraph.registry import tables
from planggraph.registry.agencies import Agencies
from planggraph.registry.aliases import Aliases
from planggraph.registry.functions import SLOT
from planggraph.registry.groups import Groups, normal
from planggraph.registry.levels import Levels, Standpoint, standpoint
from planggraph.registry.names import Body, Names
from planggraph.registry.regions import NATION
from planggraph.text.folding import fold

SPACE = re.compile(r"\s+")
NOTE = re.compile(r"（[^（）]*）$")
NEAR = 60
NEAREST = 3
UNKNOWN = Identity("unknown")


class Resolver:
    """Resolves names against the tables of one registry."""

    def __init__(self, agencies: Agencies, groups: Groups, levels: Levels, tails: tuple[str, ...], aliases: Aliases) -> None:
        self._agencies = agencies
        self._functions = agencies.functions
        self._regions = agencies.regions
        self._groups = groups
        self._names = Names(agencies.functions, agencies.regions, levels)
        self._tails = tails
        self._aliases = aliases

    def resolve(self, agency: str, place: Jurisdiction | None, when: date | None) -> Identity:
        """The identity of a mention; see `Registry.resolve`."""
        name = SPACE.sub("", fold(agency))
        stated = self._aliases.find(name, when)
        if stated:
            return Identity("resolved", stated.key, self._label(stated.key, when), (), stated.stated_by)
        seen_from = standpoint(place, self._regions, when)
        return self._group(name, seen_from, when) or self._body(name, seen_from, when)

    def is_collective(self, agency: str) -> bool:
        """Whether the name is that of a group, by the table or by its shape."""
        name = normal(agency)
        forms = [name, *(_slotted(name, word) for word in self._names.level_words(name))]
        return any(self._groups.is_collective(form) for form in forms) or self._groups.each(name) is not None

    def _group(self, name: str, seen_from: Standpoint, when: date | None) -> Identity | None:
        """The group of the table, or the department of each unit, that a name means."""
        reading = normal(name)
        slots = [(slot.place, _slotted(reading, reading.removesuffix(slot.rest))) for slot in self._names.slots(reading, seen_from, when)]
        words = [(None, _slotted(reading, word)) for word in ("", *self._names.level_words(reading))]
        for place, form in [*slots, *words]:
            group = self._groups.by_form.get(form) or self._groups.by_form.get(form.removeprefix(SLOT))
            word = group.id if group else self._groups.each(form.removeprefix(SLOT))
            if word:
                return self._as_group(NATION if group and group.national else place, word, name)
        return None

    def _as_group(self, place: str | None, word: str, name: str) -> Identity:
        if place is None:
            return UNKNOWN
        key = f"{place}/{word}"
        return Identity("group", key, self._label(key, None) or name)

    def _body(self, name: str, seen_from: Standpoint, when: date | None) -> Identity:
        for form in self._forms(name):
            if bodies := self._names.bodies(form, seen_from, when):
                return self._decide(bodies, seen_from, when)
        if self.is_collective(name):
            return self._shaped_group(name, seen_from, when)
        for form in self._forms(name):
            if bodies := self._names.special_bodies(form, seen_from, when):
                return self._decide(bodies, seen_from, when)
        return self._near(name, seen_from, when)

    def _shaped_group(self, name: str, seen_from: Standpoint, when: date | None) -> Identity:
        """A group under its own words, without the level or place before them; unknown where the level means no known place."""
        reading = normal(name)
        stem, place = self._names.stem(reading, seen_from, when)
        word = next((word for word in (stem, reading) if self._groups.shapes.fit(word)), None)
        return self._as_group(place, word, name) if word else UNKNOWN

    def _forms(self, name: str) -> list[str]:
        """The name, without its note, without 等部门."""
        bare = NOTE.sub("", name)
        tail = next((tail for tail in self._tails if bare.endswith(tail)), "")
        return list(dict.fromkeys((name, bare, bare.removesuffix(tail))))

    def _decide(self, bodies: list[Body], seen_from: Standpoint, when: date | None) -> Identity:
        possible = [body for body in bodies if self._functions.in_scope(body.place, _plain(body))]
        living = [body for body in possible if self._functions.in_force(body.place, _plain(body), when)]
        kept = self._at_home(self._level(living), seen_from)
        kept = self._scoped(kept) if when else kept
        keys = list(dict.fromkeys(body.key for body in kept))
        if len(keys) == 1:
            return Identity("resolved", keys[0], self._label(keys[0], when))
        candidates = tuple(keys or dict.fromkeys(body.key for body in possible))
        return Identity("ambiguous" if keys else "unknown", candidates=candidates)

    def _level(self, bodies: list[Body]) -> list[Body]:
        """The bodies whose function the place may have by its level, where there are any."""
        return [body for body in bodies if self._fits(body)] or bodies

    def _fits(self, body: Body) -> bool:
        region = self._regions.get(body.place)
        function = self._functions.by_id[_plain(body)]
        return function.fits(region) if region else not function.suffixes or body.place.endswith(function.suffixes)

    def _at_home(self, bodies: list[Body], seen_from: Standpoint) -> list[Body]:
        """A bare name is that of the issuer's own place; where that is not known, or is the country, a national body's."""
        local = any(place != NATION for place in seen_from.homes)
        return [body for body in bodies if body.relative == local] or bodies

    def _scoped(self, bodies: list[Body]) -> list[Body]:
        """The bodies that only their place has, where there are any."""
        return [body for body in bodies if self._functions.by_id[_plain(body)].scope] or bodies

    def _near(self, name: str, seen_from: Standpoint, when: date | None) -> Identity:
        """Unknown, with the nearest known names of the same place to choose from."""
        stem, place = self._names.stem(name, seen_from, when)
        if place is None or any(name.removeprefix(word) in self._names.stems for word in self._names.level_words(name)):
            return UNKNOWN
        region = self._regions.get(place, when)
        if not stem:
            return Identity(
                "unknown", candidates=(f"{place}/{self._groups.government(region)}",) if region and region.kind == "admin" else ()
            )
        near = process.extract(stem, self._names.stems, scorer=fuzz.ratio, score_cutoff=NEAR, limit=NEAREST)
        functions = dict.fromkeys(function for form, _, _ in near for function in self._functions.forms[SLOT + form])
        fitting = [function for function in functions if self._functions.in_scope(place, function)]
        return Identity("unknown", candidates=tuple(f"{place}/{function}" for function in fitting))

    def _label(self, key: str, when: date | None) -> str | None:
        agency = self._agencies.get(key, when) or self._groups.agency(key)
        return agency.label_zh if agency else None


def _slotted(name: str, head: str) -> str:
    """市委市政府, 市 → {}委{}政府: the name with {} wherever the level or place it begins with stands."""
    return name.replace(head, SLOT) if head else SLOT + name


def _plain(body: Body) -> str:
    return body.function.partition("-")[0]


def tails(path: Path) -> tuple[str, ...]:
    """The words of agency_tails.csv, longest first."""
    return tuple(sorted((row["tail"] for row in tables.read(path, ("tail",))), key=lambda tail: (-len(tail), tail)))
