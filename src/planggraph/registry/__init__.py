"""Who is who: agencies, places and groups, and which of them a name means on a day.

The one face is `Registry`; its tables are data/registry/*.csv. Nothing here looks anything up outside them, and a name that is not
certain stays unresolved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from planggraph.errors import NotInRegistry
from planggraph.model import Identity, Jurisdiction
from planggraph.registry.agencies import Agencies, Agency
from planggraph.registry.aliases import Aliases
from planggraph.registry.functions import Functions
from planggraph.registry.groups import Groups
from planggraph.registry.identity import Resolver, tails
from planggraph.registry.jurisdictions import Jurisdictions
from planggraph.registry.levels import Levels
from planggraph.registry.regions import Region, Regions
from planggraph.registry.search import Search
from planggraph.resources import resource

__all__ = ["Agency", "Region", "Registry"]

REMEMBERED = 16384


class Registry:
    """The registry: resolves names to bodies and places, by date. Instances are immutable and may be shared between threads."""

    def __init__(self, folder: Path, aliases: Path | None = None) -> None:
        self._regions = Regions.read(folder / "regions.csv")
        self._functions = Functions.read(folder / "agencies.csv", folder / "local_agencies.csv", self._regions)
        self._agencies = Agencies(self._functions, self._regions)
        self._groups = Groups.read(folder, self._functions, self._regions)
        self._jurisdictions = Jurisdictions.read(folder / "place_words.csv", self._regions, self._functions)
        self._search = Search(self._agencies, folder / "characters.csv")
        self._levels = Levels.read(folder / "levels.csv")
        self._tails = tails(folder / "agency_tails.csv")
        stated = Aliases.read(aliases, self._key_of) if aliases else Aliases()
        resolver = Resolver(self._agencies, self._groups, self._levels, self._tails, stated)
        self._resolve = lru_cache(maxsize=REMEMBERED)(resolver.resolve)
        self._is_collective = lru_cache(maxsize=REMEMBERED)(resolver.is_collective)

    @classmethod
    def load(cls, aliases: Path | None = None) -> Registry:
        """The registry that ships with planggraph; `aliases` names a file of stated names (see `registry.aliases`).

        Without one, the same instance is given as long as the tables do not change. Raises `BadTable` or `MissingFile`.
        """
        folder = resource("data", "registry")
        return cls(folder, aliases) if aliases else _shipped(folder, _stamp(folder))

    def resolve(self, agency: str, *, place: Jurisdiction | None, when: date | None) -> Identity:
        """What a name means in a plan of `place` on a day.

        `agency` is the mention with its elided level restored (市财政局). The status is resolved, group, ambiguous or unknown; `key`
        and `label` are set for the first two. Without a day a name that several versions of a body bore is ambiguous.

        >>> Registry.load().resolve("市财政局", place=Jurisdiction("广州市", "440100"), when=date(2018, 7, 9)).label
        '广州市财政局'
        """
        return self._resolve(agency, place, when)

    def agency(self, key: str) -> Agency:
        """The agency or group of a key ("440100/finance_bureau"); raises `NotInRegistry`."""
        found = self._agencies.get(key) or self._groups.agency(key)
        if found is None:
            raise NotInRegistry(key=key)
        return found

    def successor(self, key: str, when: date) -> str | None:
        """The key of the body that carries the function on the day: 440100/health_fp_commission in 2019-05 is …/health_commission.

        The key itself while that body is in force; None where no successor is known or it did not exist yet.
        """
        return self._agencies.successor(key, when)

    def versions(self, domain: str, place: str) -> tuple[Agency, ...]:
        """The bodies that have had a domain ("health") in a place ("440100"), earliest end first."""
        return self._agencies.versions(domain, place)

    def region(self, code: str, when: date | None = None) -> Region:
        """The place of a code, under its name on the day or its latest; raises `NotInRegistry`."""
        found = self._regions.get(code, when)
        if found is None:
            raise NotInRegistry(key=code)
        return found

    def find_region(self, name: str, *, within: str | None = None, when: date | None = None) -> Region | None:
        """The one place of a name, short name or address (都匀, 广西区上林县), or None; `within` is the code of a place around it."""
        return self._regions.find(name, within, when)

    def region_path(self, code: str, when: date | None = None) -> tuple[Region, ...]:
        """The place and those it lies in, up to the province."""
        return tuple(self._regions.chain(code, when))

    def units(self, code: str, *, when: date | None) -> tuple[Region, ...]:
        """The administrative units right below a place on the day, by code: the counties of a prefecture (522700 has 12)."""
        return tuple(self._regions.children(code, when))

    def region_names(self, when: date | None) -> Mapping[str, tuple[Region, ...]]:
        """Full and short names (two characters or more) of administrative units in force → the units that bear them, wider first.

        Many short names of counties are ordinary words (合作, 资源): it is for the reader of the text to ask for context.
        """
        return self._regions.names_in_force(when)

    def abbreviations(self) -> Mapping[str, Region]:
        """One-character names of provinces and cities (粤, 穗, 黔) → the place."""
        return self._regions.abbreviations

    def jurisdiction(self, text: str, when: date | None) -> Jurisdiction | None:
        """The place named at the head of an issuer or a title, its name as written.

        `code` is None for a place the table does not know and for a name that several places bear; national bodies give
        Jurisdiction("全国", "000000"). None where no place is named.

        >>> Registry.load().jurisdiction("广州市对口支援办公室", None)
        Jurisdiction(name='广州市', code='440100')
        """
        return self._jurisdictions.find(text, when)

    def is_collective(self, agency: str) -> bool:
        """Whether the name is that of a group: 各区政府, 市直各单位, 有关部门."""
        return self._is_collective(agency)

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        """The keys of a closed group's members on the day, by region code; none for an open group."""
        return self._groups.members(group_key, when)

    def search(self, text: str, limit: int = 10, *, place: str | None = None, when: date | None = None) -> tuple[Agency, ...]:
        """The agencies that a person may mean by part of a name, an alias, Pinyin or initials, best first.

        They are those of the place that the text names (广州财政) or of `place`, a region code; without either, bodies that need no
        place (财政部). With a day, only bodies in force.
        """
        return self._search.find(text, limit, place, when)

    def _key_of(self, text: str) -> str | None:
        """The key that `text` is, or the key of the agency whose full name it is."""
        if "/" in text:
            place, _, word = text.partition("/")
            known = self._regions.get(place) is not None and (self._agencies.get(text) or self._groups.agency(text))
            return text if known and word else None
        plain = Resolver(self._agencies, self._groups, self._levels, self._tails, Aliases())
        found = plain.resolve(text, None, None)
        return found.key if found.status == "resolved" else None


def _stamp(folder: Path) -> tuple[int, ...]:
    return tuple(path.stat().st_mtime_ns for path in sorted(folder.glob("*.csv")))


@lru_cache(maxsize=1)
def _shipped(folder: Path, stamp: tuple[int, ...]) -> Registry:
    return Registry(folder)
