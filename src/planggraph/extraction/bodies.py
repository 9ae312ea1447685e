"""Bodies named in running text: party and government organs, departments, public institutions, associations, firms.

Conventions:
- Party and government organs are named by their level or place (市委, 省政府, 广东省委), may follow each other without a mark
  (省委省政府), and carry their department after them (市委宣传部).
- A department or institution is named place or level first, kind last (广州市血液中心, 市人力资源市场服务中心); in a list the level is
  written once (由市委政研室会同协作办).
- Mass organisations and universities stand under their own names (青企协, 中山大学).
- Firms are listed by trade name before 等 and what they are (粤旺、江南果蔬、新农人等农业龙头企业).
A kind of body (职能部门, 各区政府) is kept as generic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from planggraph.extraction import lexicon
from planggraph.extraction.edges import MASK, Holder, Name, Scene, longest
from planggraph.extraction.places import Place
from planggraph.extraction.programmes import is_built
from planggraph.model import Jurisdiction

if TYPE_CHECKING:
    from planggraph.registry import Registry

HAN = "一-龥"
REACH_OF_LIST = 40
LEVEL = re.compile(r"(?:市(?![场民政直属级内外域容辖长区])|[省区县州](?![域直属级内外长块县市际籍道间]))")
NOT_AN_ORGAN = (
    r"(?!员|托|会(?!同)|培|派|任|婉|书|常|属|门户|网站|令|规章|文件|性|投资|补贴|采购|购买|工作报告|公报|信息公开|数据|债|热线|职能|定价)"
)
LOCAL = "(?:区县|县区|区(?!域)|县(?!域)|市(?![场民政属直级])|州|镇街|街道|乡镇)(?:人民)?(?:政府|党委)?"
GENERIC = re.compile(rf"各(?!类|种|项|环节)(?:(?!的)[{HAN}{MASK}]){{0,6}}?(?:{LOCAL}|党委|政府|部门|单位)")
TEAM = re.compile(rf"{MASK}+(?:组|队|分队|指挥部)")
BRANCH = re.compile("分行|支行|分公司|分局|分院|分校|分中心")
FIRST_OF_LIST = re.compile(rf"([{HAN}A-Za-z0-9·]{{2,24}}(?:、[{HAN}A-Za-z0-9·]{{2,10}})+)$")
BARE = re.compile(rf"[{HAN}]{{1,9}}?(?:局|委|办|厅|部|室)(?![{HAN}]?[理公事法])")
VAGUE = re.compile(
    r"一流|高水平|世界|重点|普通|老年|开放|职业|应用型|研究型|综合性|有关|知名|[名多几两]所|省属|市属|部属|本科|社区|网络|空中|夜"
)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    industry = lexicon.alternation_of("industry_words")
    department = lexicon.alternation_of("party_departments")
    return {
        "ending": re.compile(lexicon.alternation_of("body_endings")),
        "national": re.compile(rf"党中央|中共中央|全国人大|全国政协|中央军委|国务院(?:{department})?"),
        "organ": re.compile(rf"[省市区县州](?:委|人民政府|政府|纪委|人大|政协)(?:{department})?{NOT_AN_ORGAN}"),
        "generic": re.compile(rf"{lexicon.alternation_of('generic_bodies', 'part', 'head')}(?!毕业|学生|师生)"),
        "generic_before": re.compile(rf"{lexicon.alternation_of('generic_bodies', 'part', 'modifier')}+$"),
        "firms": re.compile(rf"等(?:{industry}|类|一批)*{lexicon.alternation_of('firm_kinds')}"),
        "industry_only": re.compile(rf"(?:{industry}|[和与业品类型])+$"),
        "acting": re.compile(lexicon.alternation_of("acting_words")),
        "before_duty": re.compile(rf"{lexicon.alternation_of('duty_words', 'side', 'before')}$"),
        "after_duty": re.compile(lexicon.alternation_of("duty_words", "side", "after")),
    }


@cache
def _endings() -> Mapping[str, tuple[str, str]]:
    """For each ending, what must open the name, and the characters that make another word of it when they stand before it."""
    return {row["ending"]: (row["start"], row["not_after"]) for row in lexicon.rows("body_endings")}


def find(scene: Scene, registry: Registry, place: Jurisdiction | None, when: date | None) -> list[Name]:
    """The bodies of the text, in order, without overlaps. What is being set up (设立…中心) comes as a programme, not a body."""
    named = longest([*_national(scene), *_organs(scene), *_shaped(scene), *_firms(scene)])
    named = [name for name in named if not scene.inside(scene.titles, name.start, name.end)]
    named += _elided(scene, named, registry, place, when)
    kinds = list(_generic(scene))
    if named and kinds:
        holds = Holder(named)
        kinds = [name for name in kinds if not holds.touches(name.start, name.end)]
    return longest([*named, *kinds])


def _national(scene: Scene) -> Iterator[Name]:
    """为党中央国务院…提供: the organs of the centre, which have no level before them."""
    for match in _patterns()["national"].finditer(scene.masked):
        yield Name("organisation", match.start(), match.end(), "organisation.national_organ")


def _organs(scene: Scene) -> Iterator[Name]:
    """广东省委省政府; 协调市委或市政府…: a level or place, the organ, and its department where one is named."""
    last = -1
    for match in _patterns()["organ"].finditer(scene.text):
        whole = scene.place_ending(match.start() + 1)
        start = whole.start if whole else match.start()
        if not whole and match.start() != last and scene.left_edge(match.start()) != match.start():
            continue
        if scene.text[match.start() - 1 : match.start()] == "各":
            continue
        last = match.end()
        yield Name("organisation", start, match.end(), "organisation.organ")


def _shaped(scene: Scene) -> Iterator[Name]:
    """推动广州市血液中心…: the endings of body_endings.csv, after a place, a level or, for some, any clear edge."""
    last = (0, 0)
    for match in _patterns()["ending"].finditer(scene.masked):
        start = _start(scene, match, last)
        team = TEAM.match(scene.masked, match.end()) if match.group()[-1] in "组队部" else None
        end = team.end() if team else match.end()
        if start is not None and end - start <= 32:
            last = (start, end)
            yield _shaped_name(scene, start, end)


def _shaped_name(scene: Scene, start: int, end: int) -> Name:
    """A body, or a programme where the text speaks of setting it up."""
    if is_built(scene, start, end):
        return Name("programme", start, end, "programme.being_set_up")
    return Name("organisation", start, end, "organisation.shaped")


def _start(scene: Scene, match: re.Match[str], last: tuple[int, int]) -> int | None:
    """Where the body that `match` closes begins, or None; `last` is the body before it."""
    opening, not_after = _endings()[match.group()]
    edge = _rejoined(scene, scene.left_edge(match.start()))
    if match.start() > edge and scene.text[match.start() - 1] in not_after:
        return None
    place = scene.place_from(edge, match.start())
    if place:
        return _after_last(scene, place, match, last)
    if LEVEL.match(scene.masked, edge) and match.start() > edge:
        return edge if match.start() - edge > 1 or len(match.group()) > 1 else None
    if opening == "name" and match.start() == edge:
        return edge
    if opening == "edge" and 2 <= match.start() - edge <= 6 and not VAGUE.search(scene.text, edge, match.end()):
        return edge
    return None


def _after_last(scene: Scene, place: Place, match: re.Match[str], last: tuple[int, int]) -> int:
    """The first place, or the first after the body before: 中山医院帮扶|喀什地区第二人民医院.

    A branch belongs to its bank (江苏银行苏州分行).
    """
    if scene.text.endswith("附属", last[1], place.start) and last[1] + 2 == place.start:
        return last[0]
    later = scene.place_from(last[1], match.start()) if last[1] > place.start else None
    if later is None:
        return place.start
    own = BRANCH.search(match.group()) or scene.text.endswith("附属", 0, later.start)
    return last[0] if own else later.start


def _rejoined(scene: Scene, edge: int) -> int:
    """The edge before 和 where 和 stands inside one name: 市人力资源和社会保障局, but not 市财政局和审计局."""
    if edge < 2 or scene.text[edge - 1] != "和":
        return edge
    before = scene.left_edge(edge - 1)
    opened = LEVEL.match(scene.masked, before) or scene.place_from(before, edge - 1)
    closed = _patterns()["ending"].search(scene.masked, before, edge - 1)
    return before if opened and not closed and edge - 1 - before <= 10 else edge


def _firms(scene: Scene) -> Iterator[Name]:
    """引导粤旺、江南果蔬、新农人等农业龙头企业: a list of names before 等 and a kind of firm; a list of industries is none."""
    for match in _patterns()["firms"].finditer(scene.text):
        listed = FIRST_OF_LIST.search(scene.text, max(0, match.start() - 60), match.start())
        if not listed:
            continue
        spans = _items(scene, listed.start(), listed.end())
        if all(_is_trade_name(scene, *span) for span in spans):
            yield from (Name("organisation", start, end, "organisation.firm_in_list") for start, end in spans)


def _items(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    marks = [match.start() for match in re.compile("、").finditer(scene.text, start, end)]
    first = scene.left_edge(marks[0])
    return list(zip([max(first, start), *(mark + 1 for mark in marks)], [*marks, end], strict=True))


def _is_trade_name(scene: Scene, start: int, end: int) -> bool:
    return 2 <= end - start <= 10 and scene.left_edge(end) <= start and not _patterns()["industry_only"].match(scene.text, start, end)


def _elided(scene: Scene, named: list[Name], registry: Registry, place: Jurisdiction | None, when: date | None) -> list[Name]:
    """由市委政研室、市政府研究室会同协作办…: after a body, a name whose level is left out, if the registry knows it."""
    found = []
    ends = {name.end for name in named}
    starts = {name.start for name in named}
    for end in sorted(ends):
        mark = re.compile("、|会同|和|及").match(scene.text, end)
        bare = BARE.match(scene.masked, mark.end()) if mark else None
        if bare and bare.start() not in starts and _known(bare.group(), registry, place, when):
            found.append(Name("organisation", bare.start(), bare.end(), "organisation.level_left_out"))
    return found


def _known(name: str, registry: Registry, place: Jurisdiction | None, when: date | None) -> bool:
    return registry.resolve(name, place=place, when=when).status in ("resolved", "ambiguous")


def _generic(scene: Scene) -> Iterator[Name]:
    """各区政府, 职能部门: kinds of bodies."""
    for match in GENERIC.finditer(scene.masked):
        yield Name("organisation", match.start(), match.end(), "organisation.generic", generic=True)
    for match in _patterns()["generic"].finditer(scene.masked):
        before = _patterns()["generic_before"].search(scene.masked, max(0, match.start() - 12), match.start())
        start = before.start() if before else match.start()
        yield Name("organisation", start, match.end(), "organisation.generic", generic=True)


def zone_acting(scene: Scene, area: Place) -> Name | None:
    """协助推进都匀经济开发区申报…: a zone that does something is its management as well as a place."""
    if area.rule != "region.zone" or not _patterns()["acting"].match(scene.text, area.end):
        return None
    return Name("organisation", area.start, area.end, "organisation.zone")


def bears_duty(scene: Scene, name: Name) -> bool:
    """Whether the sentence gives the body something to do: 由X统筹, 推动X通过…, 依托X, or X推送… at the head of a clause.

    A list passes the duty of its first member on (由市委宣传部、市协作办统筹).
    """
    low = max(0, name.start - REACH_OF_LIST)
    head = re.search(rf"[{HAN}{MASK}、]*$", scene.masked[low : name.start])
    before = head.group() if head else ""
    lead = re.sub(rf"(?:[{HAN}{MASK}]{{2,16}}、)+$", "", before)
    if _patterns()["before_duty"].search(lead) or re.search(rf"(?:^|[^{HAN}])由[{HAN}{MASK}、]*$", before):
        return True
    return not before and bool(_patterns()["after_duty"].match(scene.text, name.end))
