"""The place whose government issues a plan, read from the head of an issuer's name or of a title.

Conventions: the place stands first (广州市对口支援办公室), after a year or 关于印发 at most (2024年青溪区政府工作报告), or behind the
name of a whole that has branches (国家税务总局广州市税务局). Its name stays as written (广州市白云区); its code is that of the longest
name known on the day. A name that several places bear has no code unless the place above is named, nor has a functional zone
(广州开发区), nor one the table does not know (云岭区): that is taken for a place by its shape, one to three characters, or more before
自治州 and the like, and a level word. National bodies give 全国 with the code 000000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from planggraph.model import Jurisdiction
from planggraph.registry import tables
from planggraph.registry.functions import Functions
from planggraph.registry.regions import NATION, Region, Regions

SPACE = re.compile(r"\s+")
YEARS = r"(?:[12]\d{3}年?度?[-—~至到]+)?[12]\d{3}年?度?"
SHAPE = re.compile(r"[一-龥]{2,8}?自治[区州县旗]|[一-龥]{1,3}?[省市区县州盟旗]")
AFTER = re.compile(rf"(?:{YEARS}|人民|政府|政办|委|政协|人大|关于|$)")
KINDS = ("admin", "functional_zone", "production_corps")
DATED = re.compile(rf"{YEARS}$")


class Jurisdictions:
    """Reads places at the head of issuers and titles."""

    def __init__(self, regions: Regions, functions: Functions, words: dict[str, tuple[str, ...]]) -> None:
        self._regions = regions
        self._functions = functions
        self._nation = words["nation"]
        self._never = words["never"]
        self._joined = words["joined"]
        self._zone = re.compile("|".join(sorted(words["zone"], key=lambda word: (-len(word), word))))
        self._before = re.compile(f"(?:{YEARS}|" + "|".join(map(re.escape, words["before"])) + ")+")

    @classmethod
    def read(cls, path: Path, regions: Regions, functions: Functions) -> Jurisdictions:
        """The reader with the words of place_words.csv."""
        rows = tables.read(path, ("word", "use"))
        uses = ("before", "nation", "never", "joined", "zone")
        return cls(regions, functions, {use: tuple(row["word"] for row in rows if row["use"] == use) for use in uses})

    def find(self, text: str, when: date | None) -> Jurisdiction | None:
        """The place at the head of an issuer or a title, or None."""
        name = SPACE.sub("", text)
        lead = self._before.match(name)
        name = name[lead.end() :] if lead else name
        known = self._known(name, when) or self._behind_prefix(name, when)
        if known:
            return known
        if name.startswith(self._nation) or self._national(name):
            return Jurisdiction("全国", NATION)
        return self._shaped(name, dated=lead is not None and DATED.search(lead.group()) is not None)

    def _known(self, name: str, when: date | None) -> Jurisdiction | None:
        length, regions = self._address(name, when)
        if not regions:
            return None
        zone = self._zone.match(name, length)
        codes = {region.code for region in regions if region.kind == "admin" and not zone}
        return Jurisdiction(name[: zone.end() if zone else length], codes.pop() if len(codes) == 1 else None)

    def _behind_prefix(self, name: str, when: date | None) -> Jurisdiction | None:
        """中共广州市委, 国家税务总局广州市税务局: the place stands after the name of the whole body."""
        heads = (prefix for prefix in self._functions.prefixes if prefix and name.startswith(prefix))
        return next((found for prefix in heads if (found := self._known(name[len(prefix) :], when))), None)

    def _address(self, name: str, when: date | None) -> tuple[int, tuple[Region, ...]]:
        """The length of the address at the head, and the places its innermost name may mean."""
        length, found = 0, tuple[Region, ...]()
        while step := self._step(name[length:], when, found):
            length, found = length + step[0], step[1]
        return length, found

    def _step(self, text: str, when: date | None, outer: tuple[Region, ...]) -> tuple[int, tuple[Region, ...]] | None:
        for head, regions in self._regions.heads(text, when):
            inner = tuple(region for region in regions if self._counts(region, head, outer))
            if inner and not any(text.startswith(word, len(head) - 1) for word in self._joined):
                return len(head), _widest(inner) if head != inner[0].name else inner
        return None

    def _counts(self, region: Region, head: str, outer: tuple[Region, ...]) -> bool:
        """Whether a name counts: inside the place before it; in full, or the short form of a province or city."""
        if outer and not any(region.code != above.code and self._regions.inside(region.code, above.code) for above in outer):
            return False
        whole = head == region.name or (bool(outer) and head[-1] in "区县市旗")
        return region.code != NATION and region.kind in KINDS and (whole or region.level != "county")

    def _national(self, name: str) -> bool:
        return any(name.startswith(body) for body in self._national_bodies if len(body) >= 3)

    @cached_property
    def _national_bodies(self) -> tuple[str, ...]:
        names: Iterable[tuple[str, tuple[tuple[str, str], ...]]] = self._functions.absolute.items()
        return tuple(name for name, bodies in names if bodies[0][0] == NATION)

    def _shaped(self, name: str, dated: bool) -> Jurisdiction | None:
        match = SHAPE.match(name)
        if match is None or any(word in name[: match.end() + 1] for word in (*self._never, *self._joined)):
            return None
        return Jurisdiction(match.group(), None) if dated or AFTER.match(name, match.end()) else None


def _widest(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    return tuple(region for region in regions if region.level == regions[0].level)
