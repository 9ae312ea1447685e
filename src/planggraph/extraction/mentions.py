"""The names a task's text mentions: programmes, places, bodies, groups of people and kinds of areas.

Each kind has its reader (`programmes`, `places` and `zones`, `bodies`, `beneficiaries`); here they are put together. Convention: a name
inside a longer proper name is *nested* (广州 in 广州青联); a place before a kind of body is a place (广州地区科研机构), and so is one that
says where a facility stands (花都区…市场, 黔南州贵定昌明无水港项目). What stands in 《》 is a document, not a mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planggraph.extraction import beneficiaries, bodies, places, programmes, zones
from planggraph.extraction.edges import Holder, Name, Scene, longest
from planggraph.extraction.places import Place, in_agency
from planggraph.model import Jurisdiction, Mention
from planggraph.text.spans import Flow

if TYPE_CHECKING:
    from planggraph.registry import Registry

__all__ = ["in_agency", "read"]


def read(flow: Flow, registry: Registry, place: Jurisdiction | None, when: date | None) -> tuple[Mention, ...]:
    """What the text of one task, without its responsibility clause, mentions, in order of place.

    One mention for each kind and surface, nested and not nested apart; a mention that bears a duty stands for the others.
    `place` and `when` (the plan's) decide which region or agency a name means. Never raises on any text.
    """
    names = _names(flow.folded, registry, place, when)
    read_names = [_mention(flow, name, registry, place, when) for name in _distinct(flow, names)]
    return tuple(mention for mention in read_names if _unbroken(mention))


def _unbroken(mention: Mention) -> bool:
    """Whether a name stands in the source as one piece; the flow of a task may leave out its clause between two pieces."""
    return "".join(mention.evidence.quote.split()) == mention.surface


def _names(text: str, registry: Registry, place: Jurisdiction | None, when: date | None) -> list[Name]:
    listed = places.find(text, registry, place, when)
    local = zones.find(Scene(text, listed), registry, when)
    scene = Scene(text, _outermost([*listed, *local]))
    named = programmes.find(scene)
    organs = bodies.find(scene, registry, place, when)
    named = longest([*named, *(name for name in organs if name.kind == "programme")])
    organs = [name for name in organs if name.kind == "organisation"]
    organs += [owner for name in named if (owner := programmes.owner(scene, name))]
    organs += [zone for area in local if (zone := bodies.zone_acting(scene, area))]
    holder = Holder(named)
    organs = [_placed(scene, organ, holder) for organ in organs]
    proper = [organ for organ in organs if not organ.generic and organ.rule not in ("organisation.zone", "organisation.trade_name")]
    holders = (holder, Holder(longest(proper)))
    regions = [_region(area, holders, scene) for area in _all_places(listed, local)]
    people = [group for group in beneficiaries.find(scene) if not _cited(scene, group)]
    people = [replace(group, nested=True) if _within(group, holders) else group for group in people]
    return [*named, *organs, *regions, *people, *(area for area in beneficiaries.areas(scene) if not _cited(scene, area))]


def _outermost(found: Sequence[Place]) -> list[Place]:
    """Places without those inside or across another, in order: 都匀经济开发区, not 都匀."""
    kept: list[Place] = []
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _all_places(listed: Sequence[Place], local: Sequence[Place]) -> list[tuple[Place, bool]]:
    """Every place, and whether it stands inside a longer place."""
    spans = sorted((place.start, place.end) for place in local)
    inner = [(place, _in_span(spans, place.start, place.end)) for place in listed]
    return [*inner, *((place, False) for place in _outermost(local))]


def _in_span(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    number = bisect_left(spans, (start + 1, -1)) - 1
    return number >= 0 and end <= spans[number][1]


def _cited(scene: Scene, name: Name) -> bool:
    return scene.inside(scene.titles, name.start, name.end)


def _within(name: Name, holders: Iterable[Holder]) -> bool:
    """Whether a longer proper name holds `name`."""
    outer = [longer for holder in holders if (longer := holder.around(name.start, name.end))]
    return any(longer.end - longer.start > name.end - name.start for longer in outer)


def _placed(scene: Scene, organ: Name, named: Holder) -> Name:
    """A body with its duty, and whether it stands inside a programme's name.

    The host of a counter or zone (广州江南果菜批发市场 before 贵州农产品销售专区) and the firm whose facility it is are named as such.
    """
    duty = not organ.generic and bodies.bears_duty(scene, organ)
    host = scene.place_from(organ.end, organ.end + 8)
    named_as_such = organ.rule == "organisation.trade_name" or (host is not None and host.start == organ.end)
    nested = not named_as_such and _within(organ, [named])
    return replace(organ, duty=duty, nested=nested) if duty or nested else organ


def _region(found: tuple[Place, bool], holders: Iterable[Holder], scene: Scene) -> Name:
    """A place as a name: nested inside a proper name, unless it says where that thing stands."""
    place, inner = found
    outer = [longer for holder in holders if (longer := holder.around(place.start, place.end))]
    located = all(_locates(scene, place, longer) for longer in outer)
    nested = inner or not located or scene.inside(scene.titles, place.start, place.end)
    return Name("region", place.start, place.end, place.rule, nested=nested, key=place.code, label=place.label)


def _locates(scene: Scene, place: Place, longer: Name) -> bool:
    """Whether a place in a name says where the thing stands, or acts as a whole (花都区…市场, …无水港项目, 南沙区政府)."""
    if longer.rule == "organisation.organ":
        county = place.code is not None and not place.code.endswith("00")
        return county and longer.start == place.start and scene.text[place.end : longer.end] in ("政府", "人民政府", "委")
    return longer.local and (longer.rule == "programme.works" or longer.start == place.start)


def _distinct(flow: Flow, names: Iterable[Name]) -> list[Name]:
    """The first of each kind, surface and nesting; one that bears a duty before one that does not."""
    chosen: dict[tuple[str, str, bool, bool], Name] = {}
    for name in sorted(names, key=lambda name: (name.start, name.end, name.kind)):
        key = (name.kind, flow.text[name.start : name.end], name.nested, name.generic)
        if key not in chosen or (name.duty and not chosen[key].duty):
            chosen[key] = name
    return sorted(chosen.values(), key=lambda name: (name.start, name.end, name.kind))


def _mention(flow: Flow, name: Name, registry: Registry, place: Jurisdiction | None, when: date | None) -> Mention:
    surface = flow.text[name.start : name.end]
    key, label = name.key, name.label or surface
    if name.kind == "organisation" and not name.generic:
        identity = registry.resolve(surface, place=place, when=when)
        key, label = (identity.key, identity.label or surface) if identity.status == "resolved" else (None, surface)
    evidence = flow.evidence(name.start, name.end, name.rule)
    return Mention(name.kind, surface, label, key, name.nested, name.generic, name.duty, evidence)
