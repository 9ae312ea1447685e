"""The names a task's text mentions: programmes, places, bodies, groups of people and kinds of areas.

Each kind has its reader (`programmes`, `places` and `zones`, `bodies`, `beneficiaries`); here they are put together. Convention: a name
inside a longer proper name is *nested* (广州 in 广州青联); a place before a kind of body is a place (广州地区科研机构), and so is one that
says where a facility stands (花都区…市场, 黔南州贵定昌明无水港项目). What stands in 《》 is a document, not a mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planggraph.extraction import beneficiaries, bodies, places, programmes, zones
from planggraph.extraction.edges import Holder, Name, Scene, longest
from planggraph.extraction.places import Place, in_agency
from planggraph.model import Jurisdiction, Mention
from planggraph.text.spans import Flow

if TYPE_CHECKING:
    from planggraph.registry import Registry

__all__ = ["in_agency", "read", "read_all"]


def read(flow: Flow, registry: Registry, place: Jurisdiction | None, when: date | None) -> tuple[Mention, ...]:
    """What the text of one task, without its responsibility clause, mentions, in order of place.

    One mention for each kind and surface, nested and not nested apart; a mention that bears a duty stands for the others.
    `place` and `when` (the plan's) decide which region or agency a name means. Never raises on any text.
    """
    return read_all([flow], registry, place, when)[0]


def read_all(flows: Sequence[Flow], registry: Registry, place: Jurisdiction | None, when: date | None) -> list[tuple[Mention, ...]]:
    """What `read` gives for each of several texts; each kind of name is looked for in all of them before the next."""
    settings = [_setting(flow.folded, registry, place, when) for flow in flows]
    named = [programmes.find(setting.scene) for setting in settings]
    organs = [bodies.find(setting.scene, registry, place, when) for setting in settings]
    people = [beneficiaries.find(setting.scene) for setting in settings]
    areas = [beneficiaries.areas(setting.scene) for setting in settings]
    found = [_names(*each) for each in zip(settings, named, organs, people, areas, strict=True)]
    return [_mentions(flow, names, registry, place, when) for flow, names in zip(flows, found, strict=True)]


def _mentions(flow: Flow, names: Sequence[Name], registry: Registry, place: Jurisdiction | None, when: date | None) -> tuple[Mention, ...]:
    if not names:
        return ()
    read_names = [_mention(flow, name, registry, place, when) for name in _distinct(flow, names)]
    return tuple([mention for mention in read_names if _unbroken(mention)])


def _unbroken(mention: Mention) -> bool:
    """Whether a name stands in the source as one piece; the flow of a task may leave out its clause between two pieces."""
    return "".join(mention.evidence.quote.split()) == mention.surface


@dataclass(frozen=True, slots=True)
class _Setting:
    """The places of a text: those the region table lists, and those only the text makes (`zones`)."""

    scene: Scene
    listed: Sequence[Place]
    local: Sequence[Place]


def _setting(text: str, registry: Registry, place: Jurisdiction | None, when: date | None) -> _Setting:
    listed = places.find(text, registry, place, when)
    scene = Scene(text, listed)
    local = zones.find(scene, registry, when)
    return _Setting(Scene(text, _outermost([*listed, *local])) if local else scene, listed, local)


def _names(setting: _Setting, named: list[Name], organs: list[Name], people: list[Name], areas: list[Name]) -> list[Name]:
    """All names of a text, each with what it stands inside."""
    scene = setting.scene
    people, areas = ([name for name in found if not _cited(scene, name)] for found in (people, areas))
    if not (named or organs or setting.listed or setting.local):
        return people + areas
    named = longest([*named, *(name for name in organs if name.kind == "programme")])
    organs = [name for name in organs if name.kind == "organisation"]
    organs += [owner for name in named if (owner := programmes.owner(scene, name))]
    organs += [zone for area in setting.local if (zone := bodies.zone_acting(scene, area))]
    holder = Holder(named)
    organs = [_placed(scene, organ, holder) for organ in organs]
    proper = [organ for organ in organs if not organ.generic and organ.rule not in ("organisation.zone", "organisation.trade_name")]
    holders = (holder, Holder(longest(proper)))
    regions = [_region(area, holders, scene) for area in _all_places(setting.listed, setting.local)]
    people = [replace(group, nested=True) if _within(group, holders) else group for group in people]
    return [*named, *organs, *regions, *people, *areas]


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
