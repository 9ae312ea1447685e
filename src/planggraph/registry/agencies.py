"""Agencies: a function in a place, under its full name there.

Conventions: the key of an agency is "{place}/{function}", the place a region code ("440100/finance_bureau"), "000000" for a national
body, or the bare name of a place that the region table does not know ("云岭区/finance_bureau"). An ad hoc body adds what it is for
("110000/leading_group_office-政务公开"). Departments are 厅 in provinces and autonomous regions, offices 办公厅 there and 办公室 below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planggraph.registry.functions import PLACE, SAME_BODY, SHORT, SLOT, TOPIC, Change, Function, Functions
from planggraph.registry.regions import Region, Regions
from planggraph.registry.terms import covers


@dataclass(frozen=True, slots=True)
class Agency:
    """A body as the registry knows it.

    `place` is the region code or, for a place without one, its name. Dates are as known: YYYY, YYYY-MM or YYYY-MM-DD, "" where open.
    `successor` is the key of the body that took the function over, `same_body_as` the keys of other plates of the same body.
    """

    key: str
    function: str
    place: str
    label_zh: str
    label_en: str
    kind: str
    domain: str
    alt_names: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    successor: str | None = None
    change_type: str = ""
    same_body_as: tuple[str, ...] = ()

    def in_force(self, when: date | None) -> bool:
        """Whether the body existed under this name on the day."""
        return covers(self.valid_from, self.valid_to, when)


class Agencies:
    """Builds agencies from functions and places."""

    def __init__(self, functions: Functions, regions: Regions) -> None:
        self.functions = functions
        self.regions = regions

    def get(self, key: str, when: date | None = None) -> Agency | None:
        """The agency of a key, under the name its place had on the day; None where the function is unknown."""
        place, _, word = key.partition("/")
        name, _, topic = word.partition("-")
        function = self.functions.by_id.get(name)
        if function is None or not place:
            return None
        region = self.regions.get(place, when)
        change = self.functions.change(place, name)
        plates = self.functions.plates(place, name)
        successor = change.successor if change.change_type != SAME_BODY else ""
        return Agency(
            key=key,
            function=word,
            place=place,
            label_zh=self._label(function, change, region, place, topic, when),
            label_en=_english(function, region, place),
            kind=function.kind,
            domain=function.domain,
            alt_names=tuple(self._alternatives(function, place, topic, when)),
            valid_from=change.valid_from,
            valid_to=change.valid_to,
            successor=f"{place}/{successor}" if successor else None,
            change_type=change.change_type,
            same_body_as=tuple(f"{place}/{plate}" for plate in plates),
        )

    def _label(self, function: Function, change: Change, region: Region | None, place: str, topic: str, when: date | None) -> str:
        pattern = change.pattern or _pattern(function, region, place)
        short = (region.short_names or (region.name,))[0] if region else place
        return pattern.replace(PLACE, self.regions.label(place, when)).replace(SHORT, short).replace(TOPIC, topic)

    def _alternatives(self, function: Function, place: str, topic: str, when: date | None) -> Iterator[str]:
        label = "" if function.absolute else self.regions.label(place, when)
        for name in function.short_names:
            full = name.replace(SLOT, label) if SLOT in name else label + name
            yield full.replace(TOPIC, topic)

    def successor(self, key: str, when: date) -> str | None:
        """The key of the body that carries the function of `key` on the day, along the chain of successors; None if it ends before.

        A body in force on the day is its own: 440100/health_fp_commission in 2019-05 is 440100/health_commission.
        """
        seen: set[str] = set()
        agency = self.get(key)
        while agency and agency.key not in seen:
            if agency.in_force(when) or (agency.valid_from and when.isoformat() < agency.valid_from):
                return agency.key if agency.in_force(when) else None
            seen.add(agency.key)
            agency = self.get(agency.successor) if agency.successor else None
        return None

    def versions(self, domain: str, place: str) -> tuple[Agency, ...]:
        """The bodies that had the domain in a place, by the end of their terms: 经贸委, 工信委, 工信局 for industry_it.

        Those that a reform links; where none is linked, all that such a place may have.
        """
        region = self.regions.get(place)
        found = [
            agency
            for function in self.functions.by_id.values()
            if function.domain == domain and self.functions.in_scope(place, function.id) and (region is None or function.fits(region))
            if (agency := self.get(f"{place}/{function.id}")) is not None
        ]
        ends = {agency.successor for agency in found}
        linked = [agency for agency in found if agency.successor or agency.key in ends]
        return tuple(sorted(linked or found, key=lambda agency: (agency.valid_to or "9999", agency.valid_from, agency.function)))


def _pattern(function: Function, region: Region | None, place: str) -> str:
    name = region.name if region else place
    if function.province_pattern and name.endswith(("省", "自治区")):
        return function.province_pattern
    offices = function.province_pattern.endswith("办公厅")
    if offices and region is not None and region.level == "province":
        return function.province_pattern
    if function.county_pattern and region is not None and region.level == "county":
        return function.county_pattern
    return function.pattern


def _english(function: Function, region: Region | None, place: str) -> str:
    if function.absolute:
        return function.label_en
    return f"{region.name_en if region else place} {function.label_en}"
