"""Collective bodies: 各区政府, 市直各单位, 各有关部门.

Conventions: a closed group has the members its rule gives at the day of the plan (the districts of 广州 in 2018-07 are eleven); an open
one (有关部门, 等部门) is never expanded, nor is one whose membership the plan does not state (各帮扶区). 各 with a kind of unit and the
name of a department is the department of each (各区委组织部). Groups written in ways the table does not hold keep their own words.
Brackets, 、 and 人民 do not tell groups apart: 各县（市、区）人民政府 is 各县市区政府.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from planggraph.registry import tables
from planggraph.registry.agencies import Agency
from planggraph.registry.functions import SLOT, Functions
from planggraph.registry.regions import Region, Regions
from planggraph.registry.tables import Row
from planggraph.text.folding import fold

COLUMNS = "group_id label_zh surfaces members member_function open level label_en in_seed note".split()
RULES = ("", "districts", "counties", "county_cities", "cities", "cities_counties", "provinces", "party_and_government")
JOINTS = re.compile(r"[（）、，·/\s]|以及|及(?!其)")
GOVERNMENT = "government"
EACH = "grp_each_"


@dataclass(frozen=True, slots=True)
class Group:
    """A row of groups.csv: `rule` gives the units whose bodies of `member_function` are the members; national groups need no place."""

    id: str
    label: str
    surfaces: tuple[str, ...]
    rule: str
    member_function: str
    open: bool
    national: bool
    label_en: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """Words that make a name collective by where they stand in it."""

    start: tuple[str, ...]
    inside: tuple[str, ...]
    end: tuple[str, ...]

    def fit(self, name: str) -> bool:
        """Whether the name has the shape of a group."""
        return name.startswith(self.start) or name.endswith(self.end) or any(word in name for word in self.inside)


class Groups:
    """The table of groups, the shapes of their names, and their members."""

    def __init__(
        self, groups: Mapping[str, Group], words: Mapping[str, str], shapes: Shapes, functions: Functions, regions: Regions
    ) -> None:
        self.by_id = groups
        self.words = words
        self.shapes = shapes
        self._functions = functions
        self._regions = regions

    @classmethod
    def read(cls, folder: Path, functions: Functions, regions: Regions) -> Groups:
        """The groups of groups.csv, group_words.csv and collective_shapes.csv; raises `BadTable` with all faults of a table."""
        path = folder / "groups.csv"
        rows = tables.read(path, COLUMNS)
        tables.check(path, ((row.line, fault) for row in rows for fault in _faults(row, functions)))
        words = {row["word"]: row["members"] for row in tables.read(folder / "group_words.csv", ("word", "members"))}
        shapes = tables.read(folder / "collective_shapes.csv", ("part", "words"))
        parts = [tuple(row["words"] for row in shapes if row["part"] == part) for part in ("start", "inside", "end")]
        return cls({row["group_id"]: _group(row) for row in rows}, words, Shapes(*parts), functions, regions)

    @cached_property
    def by_form(self) -> Mapping[str, Group]:
        """Reading forms of the surfaces, with {} where a level or a place stands."""
        return {normal(surface): group for group in self.by_id.values() for surface in (group.label, *group.surfaces)}

    def is_collective(self, name: str) -> bool:
        """Whether a name (in its reading form, its level or place replaced by {} or not) is that of a group."""
        return name in self.by_form or self.shapes.fit(name.removeprefix(SLOT))

    def each(self, name: str) -> str | None:
        """各县区市场监管局 → "grp_each_counties-market_regulation"; None where it is not 各, a unit and a known department."""
        for word in self._units_longest:
            if name.startswith(f"各{word}") and (found := self._functions.forms.get(SLOT + name.removeprefix(f"各{word}"))):
                return f"{EACH}{self.words[word]}-{found[0]}"
        return None

    @cached_property
    def _units_longest(self) -> list[str]:
        return sorted(self.words, key=lambda word: (-len(word), word))

    def agency(self, key: str) -> Agency | None:
        """A group as an agency of kind "collective" or "collective_open"; None where the key is not that of a group."""
        place, _, word = key.partition("/")
        group = self.by_id.get(word)
        if group:
            kind = "collective_open" if group.open else "collective"
            return Agency(key, word, place, group.label, group.label_en, kind, "collective", group.surfaces)
        if word.startswith(EACH):
            return Agency(key, word, place, self._each_label(word), f"Each: {word.removeprefix(EACH)}", "collective", "collective")
        if place and self.shapes.fit(word):
            return Agency(key, word, place, word, word, "collective_open", "collective")
        return None

    def _each_label(self, word: str) -> str:
        rule, _, function = word.removeprefix(EACH).partition("-")
        unit = next((name for name, members in self.words.items() if members == rule), "")
        known = self._functions.by_id.get(function)
        return f"各{unit}{known.pattern.replace('{place}', '') if known else function}"

    def members(self, key: str, when: date | None) -> tuple[str, ...]:
        """The keys of the members on the day, by region code; none for an open group or a place without a code."""
        place, _, word = key.partition("/")
        if self._regions.get(place) is None:
            return ()
        if word.startswith(EACH):
            rule, _, function = word.removeprefix(EACH).partition("-")
            return tuple(f"{region.code}/{self._version(function, region, when)}" for region in self._units(rule, place, when))
        group = self.by_id.get(word)
        if group is None or group.open:
            return ()
        if group.rule == "party_and_government":
            region = self._regions.get(place, when)
            return tuple(f"{place}/{function}" for function in self._both(region)) if region else ()
        return tuple(f"{region.code}/{self._member(group, region, when)}" for region in self._units(group.rule, place, when))

    def _both(self, region: Region) -> tuple[str, str]:
        return ("district_party_committee" if region.level == "county" else "party_committee", self.government(region))

    def _member(self, group: Group, region: Region, when: date | None) -> str:
        return self.government(region) if group.member_function == GOVERNMENT else self._version(group.member_function, region, when)

    def _version(self, function: str, region: Region, when: date | None) -> str:
        """The function of that name in the place on the day, when another version of it is in force."""
        known = self._functions.by_id[function]
        forms = [form for form in known.forms() if form in self._functions.forms]
        same = [other for form in forms for other in self._functions.forms[form] if self._functions.in_scope(region.code, other)]
        fitting = [other for other in [function, *same] if self._functions.in_force(region.code, other, when)]
        return next((other for other in fitting if self._functions.in_scope(region.code, other)), function)

    def government(self, region: Region) -> str:
        """The function of the government of a place, by its level and the word its name ends in."""
        governments = [f for f in self._functions.by_id.values() if f.kind == "territorial_government" and "{topic}" not in f.pattern]
        return next(
            function.id
            for function in governments
            if function.levels != ("township",) and _governs(function.levels, function.suffixes, region)
        )

    def _units(self, rule: str, place: str, when: date | None) -> Iterator[Region]:
        for region in self._regions.below(place, when):
            if _is_unit(rule, region):
                yield region


def normal(name: str) -> str:
    """The reading form of a group's name.

    >>> normal("各县(市、区)人民政府")
    '各县市区政府'
    """
    return JOINTS.sub("", fold(name).replace("人民政府", "政府"))


def _governs(levels: tuple[str, ...], suffixes: tuple[str, ...], region: Region) -> bool:
    level = "district" if region.level == "county" else region.level
    return level in levels and (not suffixes or region.name.endswith(suffixes))


def _is_unit(rule: str, region: Region) -> bool:
    county = region.level == "county"
    match rule:
        case "districts":
            return county and region.name.endswith("区")
        case "counties":
            return county
        case "county_cities":
            return county and region.name.endswith("市")
        case "cities":
            return region.level == "city"
        case "cities_counties":
            return county or region.level == "city"
        case "provinces":
            return region.level == "province"
    return False


def _group(row: Row) -> Group:
    return Group(
        row["group_id"],
        row["label_zh"],
        row.items("surfaces"),
        row["members"],
        row["member_function"],
        row["open"] == "y",
        row["level"] == "national",
        row["label_en"],
    )


def _faults(row: Row, functions: Functions) -> Iterator[str]:
    if row["members"] not in RULES:
        yield f"the members rule {row['members']!r} is none of {'、'.join(RULES[1:])}"
    if row["member_function"] not in ("", GOVERNMENT) and row["member_function"] not in functions.by_id:
        yield f"the member function {row['member_function']} is not in agencies.csv"
    if (row["open"] == "y") == bool(row["members"]):
        yield f"{row['group_id']} must be open if, and only if, it has no members rule"
