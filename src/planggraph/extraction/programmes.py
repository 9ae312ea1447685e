"""Named programmes, plans, events and works in running text.

Conventions of official writing that the rules lean on:
- A name of its own stands in quotation marks, and the word for what it is stands in the marks or right after them
  (“罗甸越秀班”, “健康直通车”活动).
- An event or a facility is named place first, kind last (广州国际旅游展, 黔南·广州产业园).
- 实施 governs a programme (实施农村青年人才培养计划), 编制 a plan (编制…三年行动方案), 推动…项目 works (推动…无水港项目建设).
- A list joined by 、 or 和 names things of one kind (国际投资年会、广州国际购物节和广州博览会).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from planggraph.extraction import lexicon
from planggraph.extraction.edges import Name, Scene, longest

HAN = "一-龥"
SIGNS = "京津冀晋辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇陕甘陇蜀秦"
MANNER = ("式", "型", "化", "性", "制")
SLOGAN = re.compile(r"[、，：+]|^[一二两三四五六七八九十\d]+(?:个|项|大|类|方面|条|步|位|五$)|^一.{1,2}一.{1,2}$")
LIST_MARK = re.compile(r"[”\"」』]*(?:、|和|及|与|以及)[“\"「『]*")
BUILDING = re.compile("建设|举办|打造|申办")
PAIR = re.compile(f"[{SIGNS}宁穗深蓉杭甬榕]{{2}}(?!江|州)")
YEAR = re.compile(r"20\d{2}|[一二三四五六七八九十两]+年|十[一二三四五六]五")


def _unquoted_endings() -> list[lexicon.Row]:
    return [row for row in lexicon.rows("programme_endings") if row["kind"] in ("event", "facility", "plan", "scheme")]


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """The kinds of name that each ending can close, in the order they are tried."""
    kinds: dict[str, tuple[str, ...]] = {}
    for row in _unquoted_endings():
        kinds[row["ending"]] = (*kinds.get(row["ending"], ()), row["kind"])
    return kinds


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    kinds = lexicon.alternation_of("programme_endings", "kind", "quoted")
    inner = lexicon.alternation_of("programme_endings", "kind", "inner")
    industry = lexicon.alternation_of("industry_words")
    return {
        "ending": re.compile(lexicon.alternation((row["ending"], row["not_before"]) for row in _unquoted_endings())),
        "after_quote": re.compile(rf"[”\"」』]([{HAN}]{{0,8}}?){kinds}"),
        "inner": re.compile(rf"{inner}$"),
        "list_end": re.compile(r"[”\"」』](?=[，。；、）]|$)"),
        "works": re.compile(rf"{lexicon.alternation_of('works')}(?:建设)?项目"),
        "trade_name": re.compile(rf"([{SIGNS}](?![东西南北中籍货菜剧企商电港澳])[{HAN}]){industry}"),
        "opener": re.compile(lexicon.alternation_of("programme_openers") + r"|第[一二三四五六七八九十百\d]+届"),
        "carry": _verb("carry"),
        "draft": _verb("draft"),
        "build": _verb("build"),
        "name": _verb("name"),
        "built_after": re.compile(r"(?:在[^，。；]{1,10}?的?)?(?:选址|建设|落地|挂牌|落户)"),
    }


def _verb(group: str) -> re.Pattern[str]:
    return re.compile(rf"{lexicon.alternation_of('programme_verbs', 'group', group)}(?:好|了)?[“\"「『]?$")


def find(scene: Scene) -> list[Name]:
    """The programmes of the text, in order, without overlaps; `end` leaves out quotation marks."""
    found = [*_quoted(scene)] if scene.quotes else []
    if scene.places:
        found += _works(scene)
    found += _unquoted(scene)
    return longest([name for name in found if not scene.inside(scene.titles, name.start, name.end)])


def _quoted(scene: Scene) -> Iterator[Name]:
    """“X”, where X ends as a programme does, or a word for its kind follows, or a verb such as 实施 governs it."""
    following = "none"
    for start, end in reversed(scene.quotes):
        own = _rule_of_quote(scene, start, end)
        shared = following if LIST_MARK.match(scene.text, end) and following != "none" else "none"
        rule = own if own != "none" else shared
        if rule != "none" and _is_name(scene.text[start:end]):
            yield Name("programme", start, end, rule)
        following = rule


def _is_name(quote: str) -> bool:
    """Whether quoted words can be a name: no list, manner (订单式), formula (产业+基地), count (三个中心) or plan period (十四五)."""
    return 2 < len(quote) <= 40 and not SLOGAN.search(quote) and not quote.endswith(MANNER)


def _rule_of_quote(scene: Scene, start: int, end: int) -> str:
    patterns = _patterns()
    after = patterns["after_quote"].match(scene.text, end)
    if after and "的" not in after.group(1):
        return "programme.quoted_kind_follows"
    if patterns["inner"].search(scene.text, start, end):
        return "programme.quoted_kind_inside"
    governed = patterns["name"].search(scene.text, max(0, start - 8), start)
    if governed and end - start > 3 and patterns["list_end"].match(scene.text, end):
        return "programme.quoted_governed"
    return "none"


def _works(scene: Scene) -> Iterator[Name]:
    """推动黔南州贵定昌明无水港项目建设: a place, what is built, and 项目. The places say where it stands."""
    for match in _patterns()["works"].finditer(scene.masked):
        place = scene.place_from(scene.left_edge(match.start()), match.start())
        if place:
            yield Name("programme", _route_start(scene, place.start), match.end(), "programme.works", local=True)


def _route_start(scene: Scene, start: int) -> int:
    """都匀至安顺高速公路项目 begins at 都匀."""
    other = scene.place_ending(start - 1) if scene.text[start - 1 : start] in ("至", "到") else None
    return other.start if other else start


def _unquoted(scene: Scene) -> Iterator[Name]:
    """Names closed by an ending of programme_endings.csv; each may lean on the one before it in a list."""
    last: Name | None = None
    for match in _patterns()["ending"].finditer(scene.masked):
        edge = _after_building(scene, scene.left_edge(match.start()), match.start())
        if match.start() - edge > 34:
            continue
        for kind in _kinds()[match.group()]:
            name = _READERS[kind](scene, edge, match, last)
            if name:
                last = name
                yield name
                break


def _after_building(scene: Scene, edge: int, end: int) -> int:
    """西吉县建设闽宁产业园: the name begins after the verb where a place that builds stands before it."""
    place = scene.place_from(edge, end)
    verb = BUILDING.search(scene.masked, place.end, end) if place else None
    return verb.end() if verb and verb.end() < end else edge


def _event(scene: Scene, edge: int, match: re.Match[str], last: Name | None) -> Name | None:
    """参加广州国际旅游展; 国际投资年会, 海峡两岸经贸交易会; 广州博览会、农业博览会 (the second shares the kind of the list)."""
    place = scene.place_from(edge, match.start())
    if place:
        return Name("programme", place.start, match.end(), "programme.event")
    if match.start() - edge >= 2 and _patterns()["opener"].search(scene.text, edge, match.end()):
        return Name("programme", edge, match.end(), "programme.event")
    if edge < match.start() and _listed(scene, edge, last, "programme.event"):
        return Name("programme", edge, match.end(), "programme.event_in_list")
    return None


def _listed(scene: Scene, edge: int, last: Name | None, rule: str) -> bool:
    """Whether a name from `edge` follows `last` in a list of its kind."""
    if last is None or not last.rule.startswith(rule) or last.end >= edge:
        return False
    mark = LIST_MARK.match(scene.text, last.end)
    return mark is not None and mark.end() == edge


def _facility(scene: Scene, edge: int, match: re.Match[str], last: Name | None) -> Name | None:
    """A place, the signs of two places or a trade name first, the kind last.

    设立黔南文化旅游宣传推广中心; 建设闽宁产业园; 支持粤旺农产品对口帮扶冷链中转中心在…建设.
    """
    place = scene.place_from(edge, match.start())
    if place:
        local = scene.text[place.end - 1] in "区县旗"
        return Name("programme", place.start, match.end(), "programme.facility", local=local)
    if edge < match.start() and PAIR.match(scene.masked, edge):
        return Name("programme", edge, match.end(), "programme.facility")
    if _patterns()["trade_name"].match(scene.text, edge) and is_built(scene, edge, match.end()):
        return Name("programme", edge, match.end(), "programme.facility_of_firm")
    return None


def is_built(scene: Scene, start: int, end: int) -> bool:
    """Whether the text speaks of setting up what stands at `start` to `end` (设立X, X在白云区的选址建设)."""
    before = _patterns()["build"].search(scene.masked, max(0, start - 6), start)
    return bool(before or _patterns()["built_after"].match(scene.text, end))


def owner(scene: Scene, name: Name) -> Name | None:
    """The firm whose trade name opens a facility (粤旺 in 粤旺农产品…中转中心).

    Convention: the name of a firm is made of place, trade name, industry and form (企业名称登记管理规定), and many trade names begin with
    the sign of the province.
    """
    match = _patterns()["trade_name"].match(scene.text, name.start) if name.rule == "programme.facility_of_firm" else None
    return Name("organisation", name.start, match.end(1), "organisation.trade_name") if match else None


def _plan(scene: Scene, edge: int, match: re.Match[str], last: Name | None) -> Name | None:
    """编制东西部扶贫协作对口帮扶三年行动方案和2018年工作要点: a drafting verb, and a name that says which plan."""
    drafted = _patterns()["draft"].search(scene.masked, max(0, edge - 10), _verb_end(scene, edge))
    if not drafted and not _listed(scene, edge, last, "programme.plan"):
        return None
    body = scene.text[edge : match.start()]
    if len(body) >= 8 or scene.place_from(edge, match.start()) or YEAR.search(scene.text, edge, match.end()):
        return Name("programme", edge, match.end(), "programme.plan")
    return None


def _verb_end(scene: Scene, edge: int) -> int:
    """Where the verb before a plan's name ends: 编制各区X and 编制X."""
    for word in ("各区", "各县", "各市", "各地", "全市", "全省", "我市", "本市"):
        if scene.text.endswith(word, 0, edge):
            return edge - len(word)
    return edge


def _scheme(scene: Scene, edge: int, match: re.Match[str], last: Name | None) -> Name | None:
    """实施农村青年人才培养计划: 实施 or 启动 and a name of at least four characters before its kind."""
    governed = _patterns()["carry"].search(scene.masked, max(0, edge - 6), edge)
    counted = SLOGAN.search(scene.text[edge : match.start()])
    if not counted and ((match.start() - edge >= 4 and governed) or _listed(scene, edge, last, "programme.scheme")):
        return Name("programme", edge, match.end(), "programme.scheme")
    return None


_READERS = {"event": _event, "facility": _facility, "plan": _plan, "scheme": _scheme}
