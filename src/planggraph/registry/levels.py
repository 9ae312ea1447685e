"""Level words before an agency: 市财政局 is that of the issuer's city, 省X厅 that of its province.

Convention of levels.csv: `suffix` is what the name of the meant place ends in; it is the issuer's own place or, where `reach` is "up",
the nearest place above it. 区, 县 and 旗 never reach up: 区财政局 in a plan of 南宁 is some district's, not that of the region.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planggraph.model import Jurisdiction
from planggraph.registry import tables
from planggraph.registry.regions import Region, Regions


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a mention is read from: the places its issuer may be, each with those above it; or a place known by name only."""

    chains: tuple[tuple[Region, ...], ...]
    name: str | None

    @property
    def homes(self) -> tuple[str, ...]:
        """What the issuer's own place may be: region codes, or the bare name of an unknown place."""
        return tuple(chain[0].code for chain in self.chains) or ((self.name,) if self.name else ())


NOWHERE = Standpoint((), None)


def standpoint(place: Jurisdiction | None, regions: Regions, when: date | None) -> Standpoint:
    """The standpoint of a plan's place; a place without a code stands for all places of its name."""
    if place is None:
        return NOWHERE
    codes = [place.code] if place.code else [region.code for region in regions.named(place.name, when)]
    chains = tuple(chain for code in dict.fromkeys(codes) if (chain := tuple(regions.chain(code, when) or _nation(code, regions))))
    return Standpoint(chains, None if chains else place.name)


def _nation(code: str, regions: Regions) -> list[Region]:
    region = regions.get(code)
    return [region] if region else []


class Levels:
    """The level words."""

    def __init__(self, words: dict[str, tuple[str, bool]]) -> None:
        self._words = words
        self._longest = max(map(len, words))

    @classmethod
    def read(cls, path: Path) -> Levels:
        """The words of levels.csv; raises `BadTable`."""
        return cls({row["word"]: (row["suffix"], row["reach"] == "up") for row in tables.read(path, ("word", "suffix", "reach"))})

    def read_head(self, text: str) -> list[str]:
        """The level words `text` begins with, longest first."""
        return [text[:length] for length in range(min(self._longest, len(text)), 0, -1) if text[:length] in self._words]

    def places(self, word: str, seen_from: Standpoint) -> list[str]:
        """The places a level word means: region codes, or the bare name of the issuer's place."""
        suffix, up = self._words[word]
        if seen_from.name is not None:
            return [seen_from.name] if seen_from.name.endswith(suffix) else []
        found = [_meant(chain if up else chain[:1], suffix) for chain in seen_from.chains]
        return [code for code in found if code]


def _meant(chain: tuple[Region, ...], suffix: str) -> str | None:
    return next((region.code for region in chain if region.name.endswith(suffix)), None)
