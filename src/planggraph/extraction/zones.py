"""Places that no code list holds, and places named by one character.

Conventions: a policy or river-basin area has a fixed name (三峡库区, 京津冀); a zone is a place and a zone word (都匀经济开发区); a
shopping street is a street name and what it is (北京路步行街); a township is written after its county, both without their level, before
a facility (贵定昌明无水港); the one-character name of a province or city stands after a verb of movement (赴穗, 入粤, 驻京).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from planggraph.extraction import lexicon
from planggraph.extraction.edges import MASK, Scene
from planggraph.extraction.places import Place

if TYPE_CHECKING:
    from planggraph.registry import Region, Registry

HAN = "一-龥"


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    zone = lexicon.alternation_of("zone_endings")
    street = lexicon.alternation_of("street_endings")
    works = lexicon.alternation_of("works")
    return {
        "policy": re.compile(lexicon.alternation_of("policy_areas")),
        "zone": re.compile(zone),
        "street": re.compile(rf"(?:大道|路|街|里|巷)({street})"),
        "town": re.compile(rf"{MASK}([{HAN}]{{2}})(?={works})"),
    }


def find(scene: Scene, registry: Registry, when: date | None) -> list[Place]:
    """Zones, streets, policy areas, townships and one-character names in the text of `scene`, which holds the listed places.

    Those the registry knows under their own name carry its code.
    """
    names = registry.region_names(when)
    found = [*_policy(scene), *_zones(scene)] if scene.places else [*_policy(scene)]
    found += _streets(scene)
    if scene.places:
        found += _towns(scene, names)
    found += _abbreviated(scene, registry)
    return sorted((_linked(place, names, registry, when) for place in found), key=lambda place: (place.start, -place.end))


def _linked(place: Place, names: Mapping[str, Sequence[Region]], registry: Registry, when: date | None) -> Place:
    if place.code:
        return place
    regions = names.get(place.label, ())
    region = regions[0] if len(regions) == 1 else registry.find_region(place.label, when=when)
    return replace(place, code=region.code, label=region.name) if region and place.label in region.names else place


def _policy(scene: Scene) -> Iterator[Place]:
    """聚焦三峡库区: a name of policy_areas.csv."""
    for match in _patterns()["policy"].finditer(scene.text):
        yield Place(match.start(), match.end(), None, match.group(), "region.policy_area")


def _zones(scene: Scene) -> Iterator[Place]:
    """推进都匀经济开发区申报…: a place, at most eight characters, and a zone word."""
    for match in _patterns()["zone"].finditer(scene.masked):
        edge = max(scene.left_edge(match.start()), match.start() - 12)
        place = scene.place_from(edge, match.start())
        if place and match.start() - place.end <= 8 and place.code:
            yield Place(place.start, match.end(), None, scene.text[place.start : match.end()], "region.zone")


def _streets(scene: Scene) -> Iterator[Place]:
    """在北京路步行街设立…: a street name of up to six characters and what the street is."""
    for match in _patterns()["street"].finditer(scene.masked):
        edge = scene.left_edge(match.start())
        if 0 < match.start() - edge <= 6:
            yield Place(edge, match.end(), None, scene.text[edge : match.end()], "region.street")


def _towns(scene: Scene, names: Mapping[str, Sequence[Region]]) -> Iterator[Place]:
    """贵定昌明无水港: a county's short name, two characters of a township, and the works that stand there."""
    for match in _patterns()["town"].finditer(scene.masked):
        county = scene.place_ending(match.start(1))
        if county and _is_short_county(scene, county) and match.group(1) not in lexicon.words("industry_words"):
            code, label = _town(match.group(1), county, names)
            yield Place(county.start, match.end(), code, label, "region.township")


def _is_short_county(scene: Scene, place: Place) -> bool:
    """Whether a place is a county written without its level (贵定)."""
    return place.code is not None and not place.code.endswith("00") and scene.text[place.end - 1] not in "区县市旗"


def _town(name: str, county: Place, names: Mapping[str, Sequence[Region]]) -> tuple[str | None, str]:
    """Code and label of a township that the registry lists under its county; else the county's code, and both names."""
    for region in names.get(name, ()):
        if region.code.startswith(f"z-{county.code}"):
            return region.code, county.label + region.name
    return county.code, county.label + name


@lru_cache(maxsize=4)
def _short(registry: Registry) -> tuple[re.Pattern[str], Mapping[str, Region]]:
    regions = registry.abbreviations()
    verbs = "".join(sorted(lexicon.words("movement_words")))
    return re.compile(rf"[{verbs}]({lexicon.alternation_of('abbreviated_places')})"), regions


def _abbreviated(scene: Scene, registry: Registry) -> Iterator[Place]:
    """赴穗挂职, 黔货入粤: the sign of a province or city after a verb of movement."""
    pattern, regions = _short(registry)
    for match in pattern.finditer(scene.masked):
        region = regions.get(match.group(1))
        if region:
            yield Place(match.start(1), match.end(1), region.code, region.name, "region.abbreviation")
