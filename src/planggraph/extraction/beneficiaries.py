"""People a plan means to help or train, and kinds of areas it favours.

Conventions: a group is named by modifiers and a head (建档立卡 + 贫困户, 黔南籍 + 驻穗 + 农民工); the longest reading is the group.
Cadres and teachers are beneficiaries only where they are trained (为党政干部、帮扶干部培训), not where they are sent. An area word before
a head qualifies it (贫困村创业致富带头人) unless the head says poor itself (贫困村贫困人口 are two).
Areas are kinds of places (深度贫困村).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from planggraph.extraction import lexicon
from planggraph.extraction.edges import MASK, Name, Scene

POOR = re.compile(r"贫困|困难|低收入|脱贫|建档立卡")
NOT_PEOPLE = "事务社会专科医学院校病房"
LEARNT = re.compile(r"经验|做法|模式")


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    kinds = {kind: lexicon.alternation_of("beneficiary_modifiers", "kind", kind) for kind in ("modifier", "area")}
    signs = lexicon.alternation_of("abbreviated_places")
    moved = "".join(sorted(lexicon.words("movement_words")))
    return {
        "head": re.compile(rf"{lexicon.alternation_of('beneficiary_heads')}(?![{NOT_PEOPLE}])"),
        "modifier": re.compile(rf"(?:{kinds['modifier']}|{MASK}籍|{signs}籍|[{moved}](?:{signs}|{MASK}+))$"),
        "area_modifier": re.compile(rf"{kinds['area']}$"),
        "area": re.compile(lexicon.alternation_of("area_words", "part", "head")),
        "area_before": re.compile(rf"{lexicon.alternation_of('area_words', 'part', 'modifier')}$"),
        "learn": re.compile(lexicon.alternation_of("programme_verbs", "group", "learn")),
    }


@cache
def _uses() -> Mapping[str, str]:
    return {row["head"]: row["use"] for row in lexicon.rows("beneficiary_heads")}


def find(scene: Scene) -> list[Name]:
    """The groups of people in the text, in order; a head without modifier that the text specifies elsewhere is generic."""
    found = list(_groups(scene))
    if len(found) < 2:
        return found
    surfaces = {scene.text[name.start : name.end] for name in found}
    return [_short_form(scene, name, surfaces) for name in found]


def _groups(scene: Scene) -> Iterator[Name]:
    for match in _patterns()["head"].finditer(scene.masked):
        use = _uses()[match.group()]
        if use == "trained":
            if _trained(scene, match.start(), match.end()):
                yield Name("beneficiary", match.start(), match.end(), "beneficiary.trained")
            continue
        start = _with_modifiers(scene, match.start(), match.end())
        if use == "modified" and start == match.start():
            continue
        if not _in_example(scene, match.end()):
            yield Name("beneficiary", start, match.end(), "beneficiary.group")


def _with_modifiers(scene: Scene, start: int, end: int) -> int:
    """Where the modifiers before a head begin: 黔南籍驻穗|农民工 from 黔南."""
    for _ in range(5):
        found = _patterns()["modifier"].search(scene.masked, max(0, start - 10), start)
        if not found:
            break
        start = found.start()
        place = scene.place_ending(start + 1) if scene.masked[start] == MASK else None
        start = place.start if place else start
    area = _patterns()["area_modifier"].search(scene.masked, max(0, start - 8), start)
    if area and not POOR.search(scene.text, start, end):
        start = area.start()
    return start


def _trained(scene: Scene, start: int, end: int) -> bool:
    """培训70名各级党政干部, 为党政干部、帮扶干部培训: training before or after the head in its clause, and no sending."""
    before = re.split("[，。；]", scene.text[max(0, start - 16) : start])[-1]
    after = re.split("[，。；]", scene.text[end : end + 10])[0]
    return ("培训" in before or "培训" in after) and "派" not in before


def _in_example(scene: Scene, end: int) -> bool:
    """推广…开展创业致富带头人培训经验: those trained elsewhere, in what is held up as an example, are not this plan's."""
    after = re.split("[，。；]", scene.text[end : end + 16])[0]
    before = re.split("[，。；]", scene.text[max(0, end - 50) : end])[-1]
    return bool(LEARNT.search(after) and _patterns()["learn"].search(before))


def _short_form(scene: Scene, name: Name, surfaces: set[str]) -> Name:
    """农民工 where the text also has 驻穗农民工: the bare head names the kind, the longer form the group."""
    surface = scene.text[name.start : name.end]
    bare = surface in _uses() and not POOR.search(surface)
    if bare and any(other != surface and other.endswith(surface) for other in surfaces):
        return Name("beneficiary", name.start, name.end, "beneficiary.short_form", generic=True)
    return name


def areas(scene: Scene) -> list[Name]:
    """The kinds of areas in the text (深度贫困地区, 结对帮扶县), longest reading."""
    found = []
    for match in _patterns()["area"].finditer(scene.masked):
        start = match.start()
        for _ in range(4):
            before = _patterns()["area_before"].search(scene.masked, max(0, start - 6), start)
            if not before:
                break
            start = before.start()
        found.append(Name("area", start, match.end(), "area.kind", generic=True))
    return found
