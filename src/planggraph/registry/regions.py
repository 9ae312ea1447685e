"""Places: the units of GB/T 2260 with the terms in which each code carried each name, and places that have no code.

Conventions: a code of six digits ends in 0000 for a province, in 00 for a city (prefecture), else it is a county-level unit. Names
recur (白云区 in 广州 and in 贵阳) and move (毕节市 was county-level until 2011), so every look-up takes a day. Places without a GB code
(functional zones, townships, streets, river basins) have codes of our own that begin with "z-"; "000000" is the whole country.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from planggraph.registry import tables
from planggraph.registry.tables import Row
from planggraph.registry.terms import covers, faults, first_day

NATION = "000000"
WIDTH = ("nation", "province", "city", "county", "township", "zone", "place")
COLUMNS = "code name short_names abbreviation level kind parent_code valid_from valid_to wikidata name_en".split()


@dataclass(frozen=True, slots=True)
class Region:
    """A code under one name, with its term.

    `code` is GB/T 2260 where `kind` is admin, else our own; `level` is nation, province, city, county, township, zone or place;
    `abbreviations` are the signs of number plates (粤, 穗); `wikidata` is given only where certain; `name_en` has no suffix (Guangzhou).
    """

    code: str
    name: str
    short_names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    level: str
    kind: str
    parent: str
    valid_from: str
    valid_to: str
    wikidata: str
    name_en: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its short forms of two characters or more."""
        return (self.name, *self.short_names, *(sign for sign in self.abbreviations if len(sign) > 1))

    def in_force(self, when: date | None) -> bool:
        """Whether the code carried this name on the day."""
        return covers(self.valid_from, self.valid_to, when)


class Regions:
    """All places by code and by name."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.by_code: dict[str, list[Region]] = {}
        for region in regions:
            self.by_code.setdefault(region.code, []).append(region)
        self._names_from = lru_cache(maxsize=256)(self._names_in_force)

    @classmethod
    def read(cls, path: Path) -> Regions:
        """The places of the table; raises `BadTable` with all faults."""
        rows = tables.read(path, COLUMNS)
        codes = {row["code"] for row in rows}
        tables.check(path, ((row.line, fault) for row in rows for fault in _faults(row, codes)))
        return cls(map(_region, rows))

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Region, ...]]:
        """Every name and short form with the places that bear or bore it, wider places first."""
        found: dict[str, list[Region]] = {}
        for versions in self.by_code.values():
            for region in versions:
                for name in region.names:
                    found.setdefault(name, []).append(region)
        return {name: tuple(sorted(regions, key=_breadth)) for name, regions in found.items()}

    def get(self, code: str, when: date | None = None) -> Region | None:
        """The place under the name it had on the day; without a day, or outside its terms, under its latest name."""
        versions = self.by_code.get(code)
        if not versions:
            return None
        return next((region for region in versions if when and region.in_force(when)), versions[-1])

    def chain(self, code: str, when: date | None = None) -> list[Region]:
        """The place and those it lies in, up to the province."""
        found: list[Region] = []
        while code and code != NATION and (region := self.get(code, when)):
            found.append(region)
            code = region.parent
        return found

    def inside(self, code: str, outer: str) -> bool:
        """Whether the place is `outer` or lies in it; everything lies in the country."""
        return outer == NATION or any(region.code == outer for region in self.chain(code))

    def children(self, code: str, when: date | None) -> list[Region]:
        """The administrative units right below a place on the day, by code."""
        return [region for region in self._by_parent.get(code, ()) if region.in_force(when)]

    @cached_property
    def _by_parent(self) -> Mapping[str, list[Region]]:
        found: dict[str, list[Region]] = {}
        for versions in self.by_code.values():
            for region in filter(_administrative, versions):
                found.setdefault(region.parent, []).append(region)
        return found

    def below(self, code: str, when: date | None) -> Iterator[Region]:
        """The administrative units at any depth below a place on the day, each before its own units."""
        for region in self.children(code, when):
            yield region
            yield from self.below(region.code, when)

    def named(self, name: str, when: date | None) -> tuple[Region, ...]:
        """The places of that name on the day, wider first. Without a day: those in force today, else those that ever bore it."""
        known = self.by_name.get(name, ())
        if when is not None:
            return tuple(region for region in known if region.in_force(when))
        return tuple(region for region in known if not region.valid_to) or known

    def find(self, name: str, within: str | None, when: date | None) -> Region | None:
        """The one place meant, or None where none or several could be.

        The name may be a full name, a short form or an address (贵定昌明, 广西区上林县). `within` is the code of a place it must lie in.
        Of places that lie in one another the widest is meant (恩施 is the prefecture before the city).
        """
        found = {region.code: region for region in self.named(name, when) if within is None or self.inside(region.code, within)}
        if not found:
            return self._address(name, within, when)
        widest = next(iter(found.values()))
        alone = len(found) == 1 or (
            name != widest.name and all(WIDTH.index(r.level) > WIDTH.index(widest.level) for r in list(found.values())[1:])
        )
        return widest if alone else None

    def _address(self, name: str, within: str | None, when: date | None) -> Region | None:
        for length in range(len(name) - 2, 1, -1):
            outer = self.find(name[:length], within, when) if name[:length] in self.by_name else None
            inner = self.find(name[length:], outer.code, when) if outer else None
            if inner:
                return inner
        return None

    def heads(self, text: str, when: date | None) -> Iterator[tuple[str, tuple[Region, ...]]]:
        """The names that `text` begins with, longest first, each with its places on the day."""
        for length in range(min(len(text), self.longest), 1, -1):
            if (name := text[:length]) in self.by_name and (found := self.named(name, when)):
                yield name, found

    @cached_property
    def longest(self) -> int:
        """The number of characters of the longest name."""
        return max(map(len, self.by_name), default=0)

    def names_in_force(self, when: date | None) -> Mapping[str, tuple[Region, ...]]:
        """Names with their administrative units on the day; the same mapping for all days between two changes of the table."""
        return self._names_from(when and self._last_change(when))

    def _last_change(self, when: date) -> date:
        """The last day, up to `when`, on which any name came or went."""
        place = bisect_right(self._changes, when)
        return self._changes[place - 1] if place else date.min

    @cached_property
    def _changes(self) -> list[date]:
        bounds = {bound for versions in self.by_code.values() for each in versions for bound in (each.valid_from, each.valid_to) if bound}
        return sorted({first_day(bound) for bound in bounds})

    def _names_in_force(self, when: date | None) -> Mapping[str, tuple[Region, ...]]:
        found = {name: tuple(filter(_administrative, self.named(name, when))) for name in self.by_name}
        return MappingProxyType({name: regions for name, regions in found.items() if regions})

    @cached_property
    def abbreviations(self) -> Mapping[str, Region]:
        """The one-character names (粤, 穗) with their places; a province before a city of the same sign."""
        found: dict[str, Region] = {}
        for region in sorted((versions[-1] for versions in self.by_code.values()), key=_breadth):
            for sign in region.abbreviations:
                if len(sign) == 1:
                    found.setdefault(sign, region)
        return MappingProxyType(found)

    def label(self, code: str, when: date | None = None) -> str:
        """The name as an agency of the place bears it: 广州市南沙区 for a district, else the bare name (荔波县, 都匀市)."""
        region = self.get(code, when)
        above = self.get(region.parent, when) if region else None
        if not region or not above:
            return region.name if region else code
        return above.name + region.name if region.name.endswith("区") and above.name.endswith("市") else region.name


def _administrative(region: Region) -> bool:
    return region.kind == "admin" and region.code != NATION


def _breadth(region: Region) -> tuple[int, str, str]:
    return WIDTH.index(region.level), region.code, region.valid_from


def _region(row: Row) -> Region:
    return Region(
        row["code"],
        row["name"],
        row.items("short_names"),
        row.items("abbreviation"),
        row["level"],
        row["kind"],
        row["parent_code"],
        row["valid_from"],
        row["valid_to"],
        row["wikidata"],
        row["name_en"],
    )


def _faults(row: Row, codes: set[str]) -> Iterator[str]:
    code, parent = row["code"], row["parent_code"]
    if not row["name"] or row["level"] not in WIDTH:
        yield f"{code or 'a row'} needs a name and a level out of {'、'.join(WIDTH)}"
    if (row["kind"] == "admin") != (len(code) == len(NATION) and code.isdigit()):
        yield f"{code} must have six digits if, and only if, its kind is admin"
    if parent not in codes and code != NATION:
        yield f"the parent {parent!r} of {code} is not in the table"
    if row["kind"] == "admin" and parent not in (NATION, "") and code[:2] != parent[:2]:
        yield f"{code} cannot lie in {parent}"
    yield from faults(row["valid_from"], row["valid_to"])
