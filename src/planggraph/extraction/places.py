"""Places named in running text.

Conventions: a place is written in full (黔南布依族苗族自治州, 花都区), short (黔南, 黔南州) or, after a verb of movement, by the one
character of its number plates (赴穗, 入粤). An address runs from the larger to the smaller place and is one name (广西区上林县).
The short name of a county is mostly also a common word (合作, 资源, 平安), so it counts only where its prefecture is named in the same
text or is the plan's own. A street named after a place (北京路) is not the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from planggraph.extraction import lexicon
from planggraph.model import Jurisdiction

if TYPE_CHECKING:
    from planggraph.registry import Region, Registry

STREET = re.compile(r"(?:[东南西北中一二三四五六七八九])?(?:大道|大街|路(?!径|线|网)|街(?![道办镇坊]))")
OTHER_WORD = {"市": "民场值容价情级域面政", "县": "级域", "区": "级域块间", "省": "级域", "州": "级域"}
MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
SEAT = re.compile(r"(?:人民政府|政府|区委|县委|市委|州委|党委|党工委|管委会)$")
SEAT_ENDS = ("府", "委", "会")
ADMINISTRATIVE = re.compile(r"(?!000000)\d{6}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place at `start` to `end`; `code` is set where one region is meant, `label` is its full name."""

    start: int
    end: int
    code: str | None
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the region table as it stands in the text, with the regions it may mean."""

    start: int
    end: int
    name: str
    regions: Sequence[Region]

    @property
    def short_county(self) -> bool:
        """Whether the name is that of counties only, written without 区, 县 or 市."""
        return all(not region.code.endswith("00") and region.name != self.name for region in self.regions)


@dataclass(frozen=True, slots=True)
class Index:
    """The names of all times by their first two characters, with the lengths that occur, longest first.

    `opening` matches where a first character is followed by a second: most positions begin no name and cost no more than that.
    """

    opening: re.Pattern[str]
    lengths: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=4)
def _index(registry: Registry) -> Index:
    lengths: dict[str, set[int]] = {}
    for name, regions in registry.region_names(None).items():
        if len(name) > 1 and any(ADMINISTRATIVE.fullmatch(region.code) for region in regions):
            lengths.setdefault(name[:2], set()).add(len(name))
    first, second = ("".join(sorted({pair[place] for pair in lengths})) for place in (0, 1))
    opening = re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])" if lengths else "(?!)")
    return Index(opening, {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()})


@cache
def _clashes() -> Mapping[str, tuple[str, str]]:
    return {row["name"]: (row["use"], row["not_before"]) for row in lexicon.rows("region_clashes")}


def find(text: str, registry: Registry, place: Jurisdiction | None, when: date | None) -> tuple[Place, ...]:
    """The places of `text` in order, without overlaps: names of the region table only (zones and abbreviations: `zones`).

    `place` and `when` decide which 白云区 is meant and which names were in force.
    """
    names = registry.region_names(when)
    hits = [hit for hit in _hits(text, _index(registry), names) if not _is_other_word(text, hit)]
    if not hits:
        return ()
    home = place.code if place else None
    sure = _context(hits, home)
    kept = [hit for hit in hits if not hit.short_county or any(_prefecture(region.code) in sure for region in hit.regions)]
    return tuple(_chained(text, kept, home, sure))


def _hits(text: str, index: Index, names: Mapping[str, Sequence[Region]]) -> Iterator[Hit]:
    """The longest names in force, from left to right."""
    free = 0
    for match in index.opening.finditer(text):
        start = match.start()
        lengths = index.lengths.get(text[start : start + 2])
        if lengths is None or start < free:
            continue
        hit = _longest(text, start, lengths, names)
        if hit and not _crossed(text, start, index, names):
            free = hit.end
            yield hit


def _crossed(text: str, start: int, index: Index, names: Mapping[str, Sequence[Region]]) -> bool:
    """建成都匀至…高速: a verb takes the first character of 成都, and another name begins after it."""
    if text[max(0, start - 1) : start + 1] not in lexicon.words("name_boundaries"):
        return False
    lengths = index.lengths.get(text[start + 1 : start + 3])
    return lengths is not None and _longest(text, start + 1, lengths, names) is not None


def _longest(text: str, start: int, lengths: Sequence[int], names: Mapping[str, Sequence[Region]]) -> Hit | None:
    """The longest name at `start`. 北京市 before 民 is 北京 and 市民: the name without its last character, or nothing."""
    for length in lengths:
        name = text[start : start + length]
        regions = [region for region in names.get(name, ()) if ADMINISTRATIVE.fullmatch(region.code)]
        if regions and not _shares_last(text, start + len(name)):
            return Hit(start, start + len(name), name, regions)
    return None


def _shares_last(text: str, end: int) -> bool:
    """Whether the last character before `end` belongs to the next word (市民, 县域, 市场), not to a place."""
    after = text[end : end + 1]
    joined = bool(after) and after in OTHER_WORD.get(text[end - 1], "")
    return joined and not text.startswith(("政府", "政协"), end)


def _is_other_word(text: str, hit: Hit) -> bool:
    use, unless = _clashes().get(hit.name, ("", ""))
    if use == "never" and (hit.short_county or len(hit.name) == 2):
        return True
    bare_level = len(hit.name) == 2 and hit.name[-1] in "市区县旗"
    if (use == "adjacent" or bare_level) and not any(text.endswith(end, 0, hit.start) for end in "省市州盟"):
        return True
    if unless and text.startswith(tuple(unless.split("/")), hit.end):
        return True
    return hit.name[-1] not in "省市区县州旗盟" and STREET.match(text, hit.end) is not None


def _prefecture(code: str) -> str:
    return code[:2] if code[:2] in MUNICIPALITIES else code[:4]


def _context(hits: Sequence[Hit], home: str | None) -> frozenset[str]:
    """The prefectures the text speaks of: those it names, those of the counties it names in full, and the plan's own."""
    codes = [region.code for hit in hits if not hit.short_county for region in hit.regions if len(hit.regions) == 1]
    if home:
        codes.append(home)
    return frozenset(_prefecture(code) for code in codes if not code.endswith("0000") or code[:2] in MUNICIPALITIES)


def _chained(text: str, hits: Sequence[Hit], home: str | None, sure: frozenset[str]) -> Iterator[Place]:
    """Places, with the parts of an address joined: 广西区上林县 is one name."""
    start, outer = -1, ""
    for number, hit in enumerate(hits):
        region = _meant(hit, outer, home, sure)
        following = hits[number + 1] if number + 1 < len(hits) else None
        begin = hit.start if start < 0 else start
        if region and following and following.start == hit.end and _holds(text, hit, region, following):
            start, outer = begin, region.code
            continue
        rule = "region.name" if begin == hit.start else "region.address"
        yield Place(begin, hit.end, region.code if region else None, region.name if region else hit.name, rule)
        start, outer = -1, ""


def _holds(text: str, hit: Hit, region: Region, following: Hit) -> bool:
    """Whether two names that touch are one address: both end in the word of their level, and the second lies in the first."""
    leveled = text[hit.end - 1] in "省市区县州盟" and text[following.end - 1] in "市区县州旗盟"
    return leveled and any(_inside(inner.code, region.code) for inner in following.regions)


def _inside(code: str, outer: str) -> bool:
    stem = outer.rstrip("0").ljust(2, "0")
    stem = stem if len(stem) % 2 == 0 else stem + "0"
    return code != outer and code.startswith(stem)


def _meant(hit: Hit, outer: str, home: str | None, sure: frozenset[str]) -> Region | None:
    """The one region a name means: the nearest of those that bear it, or None where several are as near."""
    ranks = {region.code: _distance(region.code, outer, home, sure) for region in hit.regions}
    nearest = min(ranks.values())
    return _only({region.code: region for region in hit.regions if ranks[region.code] == nearest})


def _distance(code: str, outer: str, home: str | None, sure: frozenset[str]) -> int:
    """0 inside the place written before it, 1 at home, 2 in a prefecture the text names, 3 in the home province, 4 elsewhere."""
    if outer and _inside(code, outer):
        return 0
    if home and _prefecture(code) == _prefecture(home):
        return 1
    if _prefecture(code) in sure:
        return 2
    return 3 if home and code[:2] == home[:2] else 4


def _only(chosen: Mapping[str, Region]) -> Region | None:
    """The one region; of several, the one that holds all the others (恩施 is prefecture before city)."""
    if len(chosen) == 1:
        return next(iter(chosen.values()))
    widest = min(chosen)
    return chosen[widest] if all(code == widest or _inside(code, widest) for code in chosen) else None


def in_agency(agency: str, registry: Registry, place: Jurisdiction | None = None, when: date | None = None) -> Place | None:
    """The place an agency name stands for as a whole, or None: 南沙区政府 is the district, 广州港务局 and 广州开发区 are not.

    Convention: place and 政府, 党委 or 管委会 with nothing between them is the place acting; `start` and `end` count in `agency`.
    """
    seat = SEAT.search(agency) if agency.endswith(SEAT_ENDS) else None
    if seat is None:
        return None
    found = find(agency, registry, place, when)
    if len(found) != 1 or found[0].start != 0:
        return None
    named = found[0]
    return named if named.end in (seat.start(), seat.start() + 1) and agency[named.end - 1] in "省市区县州旗" else None
