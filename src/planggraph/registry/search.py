"""Finds agencies by what a person types: part of a name, an alias, Pinyin (caizheng) or its initials (czj).

The readings of the characters that occur in the tables stand in characters.csv, so that no dictionary is loaded to search. A place may
stand before the name (广州财政, 北京教委); the initials of a place are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from planggraph.registry import tables
from planggraph.registry.agencies import Agencies, Agency
from planggraph.registry.functions import PLACE, SHORT, SLOT, TOPIC, Function
from planggraph.registry.regions import NATION
from planggraph.text.folding import fold

EXACT, STARTS, HOLDS = 0, 1, 2


class Entry(NamedTuple):
    """A function with what it can be found by: names, their Pinyin, their initials."""

    function: Function
    keys: tuple[str, ...]


class Search:
    """Search over the functions of a registry."""

    def __init__(self, agencies: Agencies, characters: Path) -> None:
        self._agencies = agencies
        self._path = characters

    @cached_property
    def _pinyin(self) -> Mapping[str, str]:
        return {row["character"]: row["pinyin"] for row in tables.read(self._path, ("character", "pinyin"))}

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(function, tuple(self._keys(function))) for function in self._agencies.functions.by_id.values())

    def _keys(self, function: Function) -> Iterator[str]:
        for name in (function.pattern, *function.short_names):
            bare = name.replace(PLACE, "").replace(SHORT, "").replace(SLOT, "").replace(TOPIC, "")
            syllables = [self._pinyin.get(sign, sign) for sign in bare]
            yield from (bare, "".join(syllables), "".join(syllable[:1] for syllable in syllables))
        yield "".join(function.label_en.lower().split())

    def find(self, text: str, limit: int, place: str | None, when: date | None) -> tuple[Agency, ...]:
        """The agencies that fit best, in the place that the text names, else in `place`; see `Registry.search`."""
        query = "".join(fold(text).lower().split())
        named, rest = self._head(query, when) if place is None else (None, "")
        found = [*self._ranked(query, place, when), *(self._ranked(rest, named, when) if named and rest else ())]
        return tuple(dict.fromkeys(found))[:limit]

    def _ranked(self, query: str, place: str | None, when: date | None) -> Iterator[Agency]:
        ranked = sorted((rank, entry.function.id) for entry in self._entries if (rank := _rank(query, entry)) is not None)
        found = (self._agency(function, place, when) for _, function in ranked)
        return (agency for agency in found if agency is not None)

    def _head(self, query: str, when: date | None) -> tuple[str | None, str]:
        for name, regions in self._agencies.regions.heads(query, when):
            if len({region.code for region in regions if region.level == regions[0].level}) == 1:
                return regions[0].code, query[len(name) :]
        return None, query

    def _agency(self, function: str, place: str | None, when: date | None) -> Agency | None:
        known = self._agencies.functions.by_id[function]
        if known.absolute and (place is None or self._agencies.regions.inside(known.scope[0], place)):
            return self._agencies.get(f"{known.scope[0]}/{function}", when)
        region = self._agencies.regions.get(place, when) if place and place != NATION else None
        fitting = region is not None and known.fits(region) and self._agencies.functions.in_scope(region.code, function)
        agency = self._agencies.get(f"{place}/{function}", when) if fitting and TOPIC not in known.pattern and not known.absolute else None
        return agency if agency and agency.in_force(when) else None


def _rank(query: str, entry: Entry) -> tuple[int, int] | None:
    """How well an entry fits: the whole key, its beginning, a part of it; shorter keys first. None where it does not."""
    ranks = [
        (EXACT if key == query else STARTS if key.startswith(query) else HOLDS, len(key)) for key in entry.keys if query and query in key
    ]
    return min(ranks, default=None)
