"""From a question to its meaning: which names restrict it and how, and what is left to be looked up as a topic.

`interpret` gives a `Frame`, or a `Refused` with the reason: a body no task is assigned to, a place the plans do not name, what plans do
not hold (whether a task was done, budgets, persons), or nothing understood.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from planggraph.questions.bodies import AGENCY, OUTSIDER, STRANGER
from planggraph.questions.counts import BOUND, TASK_BOUND
from planggraph.questions.directory import Directory
from planggraph.questions.frame import Agent, Asks, Bound, Due, Extreme, Frame, Refused
from planggraph.questions.leftover import topic_of
from planggraph.questions.scene import Scene
from planggraph.questions.times import BY
from planggraph.questions.wanted import ROLES, asks_of, extreme_of, is_head, role_of
from planggraph.questions.words import Token, naming_nouns
from planggraph.resources import resource

_UNHELD: Final = ("unheld_status", "unheld_person", "unheld_reason", "unheld_budget")
_ABOUT_TASKS: Final[frozenset[Asks]] = frozenset({"agencies", "agency_count", "dates", "programmes", "regions", "organisations"})
_FOLDED: Final[frozenset[Asks]] = frozenset({"figure"})
_CLAIMS: Final = frozenset({"region", "programme", "section"})


class Stored(NamedTuple):
    """A row of data/questions/stored.csv: words that together ask a query of the catalogue."""

    query: str
    answers: str
    senses: tuple[frozenset[str], ...]
    unless: frozenset[str]
    parameter: str


def interpret(scene: Scene, directory: Directory) -> Frame | Refused:
    """The meaning of a question."""
    if unheld := _unheld(scene):
        return Refused(unheld.sense, unheld.text)
    extreme = extreme_of(scene)
    asks = asks_of(scene, extreme)
    if asks is None:
        return Refused("not_understood")
    if asks not in _FOLDED and (stranger := _stranger(scene, asks, directory)):
        return stranger
    return _frame(scene, directory, asks, extreme)


def _frame(scene: Scene, directory: Directory, asks: Asks, extreme: Extreme | None) -> Frame | Refused:
    role, role_words = role_of(scene, asks)
    stored = _stored(scene)
    agents, without = ((), ()) if asks in _FOLDED else _agents(scene)
    claimed = [*_claimed(scene, asks, role_words), *(token for token in scene.of("region") if _is_address(scene, token))]
    topic, said = topic_of(scene, claimed)
    regions, programmes, sections = _places(scene, asks)
    if stored:
        topic, said = (), ""
    elif regions or programmes or sections:
        topic, said = topic_of(scene, [*claimed, *scene.of(*_CLAIMS)])
    elsewhere = scene.first("elsewhere")
    if elsewhere and asks not in _FOLDED and not (asks in _ABOUT_TASKS and said.replace(elsewhere.text, "").strip()):
        return Refused("place_not_named", elsewhere.text)
    return Frame(
        asks=asks,
        language=scene.language,
        role=role,
        agents=agents,
        without=without,
        together=not scene.has("or"),
        shared=_is_shared(scene, asks, agents, bool(topic)),
        topic=topic,
        said=said,
        tasks=tuple(iri for token in scene.of("task") for iri in token.keys),
        regions=regions,
        programmes=programmes,
        sections=sections,
        mentioned=() if asks in _ABOUT_TASKS or asks in _FOLDED else _mentioned(scene, directory),
        plans=_plans(scene, directory),
        due=_due(scene, asks),
        extreme=extreme,
        bound=_bound(scene, asks),
        collective=scene.has("collective"),
        head=_head(scene, asks),
        stored=stored,
        literal=scene.has("mention"),
        unit=_unit(scene),
        words=scene.text,
    )


def _unheld(scene: Scene) -> Token | None:
    """哪些任务完成了, 联系人是谁, 预算多少: what no plan holds; 经费列入预算由谁牵头 only speaks of it."""
    firm = scene.first("unheld_person", "unheld_reason")
    return firm or (None if scene.has("who", "when") or _has_heads(scene) else scene.first(*_UNHELD))


def _has_heads(scene: Scene) -> bool:
    return any(is_head(token) for token in scene.of(*ROLES))


def _stranger(scene: Scene, asks: Asks, directory: Directory) -> Refused | None:
    """市公安局牵头哪些任务: a body that no task is assigned to; 市宇宙局: one that nothing knows.

    One that stands in the words of a task (市场服务中心推送岗位由谁负责) is a part of its topic; one that texts name is looked up there.
    """
    if asks in _ABOUT_TASKS and topic_of(scene, scene.of(OUTSIDER, STRANGER, AGENCY, *_CLAIMS, *ROLES))[0]:
        return None
    for outsider in scene.of(OUTSIDER):
        if not _mentioned(scene, directory):
            return Refused("agency_not_in_plan", outsider.value or outsider.text)
    stranger = scene.first(STRANGER)
    return Refused("agency_unknown", stranger.text) if stranger else None


def _mentioned(scene: Scene, directory: Directory) -> tuple[str, ...]:
    """中山大学做什么: bodies that no task is assigned to and that the texts of tasks name."""
    return tuple(iri for token in scene.of(OUTSIDER) for iri in token.keys if iri in directory.mentioned and "/grp_" not in iri)


def _agents(scene: Scene) -> tuple[tuple[Agent, ...], tuple[Agent, ...]]:
    """A和B, A但不是B, 除A外, 没有A参与, A牵头B不牵头: the bodies asked for, and those that must not be there."""
    wanted: dict[tuple[str, ...], Agent] = {}
    unwanted: dict[tuple[str, ...], Agent] = {}
    tokens = scene.of(AGENCY)
    for place, token in enumerate(tokens):
        following = tokens[place + 1].start if place + 1 < len(tokens) else len(scene.text)
        previous = tokens[place - 1].end if place else 0
        out = _is_out(scene, token, previous, following) or bool(place and _carries_on(scene, tokens[place - 1], token, unwanted))
        (unwanted if out else wanted)[token.keys] = Agent(token.text, token.keys)
    return tuple(wanted.values()), tuple(agent for agent in unwanted.values() if agent.iris not in wanted)


def _is_out(scene: Scene, token: Token, previous: int, following: int) -> bool:
    before = [other.sense for other in scene.tokens if previous <= other.start < token.start]
    after = [other for other in scene.tokens if token.end <= other.start < following]
    denied = "not" in before or "except" in before or "absent" in before
    beside = [other.sense for other in after if other.sense not in ("stop", "frill")][:2]
    zh = beside[:1] == ["not"] and len(beside) == 2 and beside[1] in ROLES and scene.language == "zh"
    gone = any(other.sense == "absent" for other in after)
    return denied or zh or gone


def _carries_on(scene: Scene, last: Token, token: Token, unwanted: dict[tuple[str, ...], Agent]) -> bool:
    """不算A、B、C: the list goes on; 和, 、 and brackets alone stand between."""
    between = [other for other in scene.tokens if last.end <= other.start < token.start]
    return last.keys in unwanted and all(other.sense in ("and", "break", "stop", "or") for other in between)


def _is_shared(scene: Scene, asks: Asks, agents: Sequence[Agent], topic: bool) -> bool:
    """和市农业局共同承担任务的单位 / who shares tasks with X: bodies that stand beside one body in the same tasks."""
    asked = asks in ("agencies", "agency_count") and len(agents) == 1 and not scene.has("most", "least")
    return asked and scene.has("share", "joint", *(() if topic else ("and",)))


def _claimed(scene: Scene, asks: Asks, role_words: Sequence[Token]) -> list[Token]:
    """The tokens that the grammar has used and that say nothing about the topic."""
    senses = {
        "task",
        AGENCY,
        *(() if _month_in_topic(scene, asks) else ("month",)),
        *(() if asks in _ABOUT_TASKS else (OUTSIDER,)),
        *(("most", "least", "earliest", "latest") if extreme_of(scene) else ()),
        "exact",
        "share",
        *(() if asks in _ABOUT_TASKS else ("elsewhere",)),
        BOUND,
        TASK_BOUND,
    }
    if asks in _FOLDED:
        senses -= {AGENCY, "month", BOUND, TASK_BOUND}
    claimed = [token for token in scene.tokens if token.sense in senses]
    return [*claimed, *role_words]


def _places(scene: Scene, asks: Asks) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """涉及白云区的任务: regions, programmes and sections restrict by name where little else is said; else they are words of the topic."""
    names = [token for token in scene.of(*_CLAIMS) if not _is_address(scene, token)]
    rest = topic_of(scene, [*_claimed(scene, asks, ()), *scene.of(*ROLES), *scene.of(*_CLAIMS)])[1]
    if not names or rest or asks in _FOLDED:
        return (), (), ()
    return (_merged(names, "region"), _merged(names, "programme"), _merged(names, "section"))


def _month_in_topic(scene: Scene, asks: Asks) -> bool:
    """10月1日前通航由谁负责: a month among the words of a task, and not when tasks are due."""
    return asks in _ABOUT_TASKS and any(
        other is not None and other.sense == "topic"
        for month in scene.of("month")
        for other in (scene.beside(month, -1), scene.beside(month, 1))
    )


def _is_address(scene: Scene, token: Token) -> bool:
    """the Guangzhou Finance Bureau: a place that only says whose body it is."""
    place = scene.tokens.index(token) + 1
    following = [other for other in scene.tokens[place : place + 2] if other.sense != "break"]
    return token.sense == "region" and bool(following) and following[0].sense in (AGENCY, OUTSIDER)


def _merged(names: Sequence[Token], sense: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iri for token in names if token.sense == sense for iri in token.keys))


def _plans(scene: Scene, directory: Directory) -> tuple[str, ...]:
    """2018年…: the plans of a year that is named, where there are plans of several years."""
    years = {str(year) for year in directory.years if f"{year}年" in scene.text or f" {year}" in f" {scene.text}"}
    return tuple(iri for iri, plan in directory.plans.items() if str(plan.year) in years)


def _due(scene: Scene, asks: Asks) -> Due | None:
    """8月前完成的任务 is everything due by then; 完成时间为8月前 and "due in August" are that month alone."""
    token = scene.first("month")
    if token is None or asks in _FOLDED or _month_in_topic(scene, asks):
        return None
    month, year = token.keys
    alone = scene.has("exact") or (scene.has("when") and asks != "dates")
    relation = "in" if alone or token.value == "in" else "by" if token.value == BY else "after"
    return Due(month, year, relation)  # type: ignore[arg-type]


def _bound(scene: Scene, asks: Asks) -> Bound | None:
    """只有一个牵头单位的任务: exactly one; 牵头单位超过5个, five or more lead agencies: at least so many.

    只牵头一项任务的单位, agencies that lead at least three tasks: so many tasks of a body.
    """
    if asks in ("agencies", "agency_count"):
        stated = scene.first(TASK_BOUND)
        return Bound(int(stated.keys[0]), int(stated.keys[1])) if stated else None
    if asks not in ("tasks", "task_count", "boolean"):
        return None
    if scene.has("only") and scene.has(*ROLES) and not (scene.has("collective") or _excludes(scene)):
        return Bound(1, 1)
    if _excludes(scene) and scene.has("only"):
        return Bound(1, 1)
    stated = scene.first(BOUND)
    return Bound(int(stated.keys[0]), int(stated.keys[1])) if stated else None


def _excludes(scene: Scene) -> bool:
    return scene.has("except")


def _head(scene: Scene, asks: Asks) -> str:
    """哪些班: the noun asked for, by which names that end in it are chosen; 项目 ends no name in particular."""
    if asks not in ("programmes", "regions", "organisations"):
        return ""
    for which in scene.of("which"):
        token = scene.beside(which, 1)
        if token is not None and token.sense == "noun" and token.text in naming_nouns():
            return token.text
    return ""


def _unit(scene: Scene) -> str:
    """多少名, 几个, 多少元: the character or word right after the question for a number."""
    for many in scene.of("many"):
        rest = scene.text[many.end :].lstrip()
        counter = many.text[-1] if many.text[-1] in "个家" else ""
        found = next((unit for unit in _units() if f"{counter}{rest}".startswith(unit)), "")
        if found or counter:
            return found or counter
    return ""


@cache
def _units() -> tuple[str, ...]:
    with resource("data", "registry", "units.csv").open(encoding="utf-8", newline="") as file:
        units = {row["unit"] for row in csv.DictReader(file)}
    return tuple(sorted(units, key=lambda unit: (-len(unit), unit)))


def _stored(scene: Scene) -> str:
    """Words that together ask a query of the catalogue: only, collective → tasks-led-by-groups-alone."""
    marks = scene.marks | {f"not+{mark}" for token in scene.of("not") for mark in _marks(scene.beside(token, 1))}
    rows = (row for row in _stored_rows() if all(marks & sense for sense in row.senses) and not marks & row.unless)
    return next((row.query for row in rows), "")


def _marks(token: Token | None) -> frozenset[str]:
    return frozenset() if token is None else frozenset({token.sense, f"noun:{token.value}" if token.sense == "noun" else token.sense})


@cache
def _stored_rows() -> tuple[Stored, ...]:
    return tuple(_read_stored())


def _read_stored() -> Iterator[Stored]:
    with resource("data", "questions", "stored.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            senses = tuple(frozenset(part.split("|")) for part in row["senses"].split())
            yield Stored(row["query"], row["answers"], senses, frozenset(row["unless"].split()), row["parameter"])


def stored_row(query: str) -> Stored:
    """The row of a query of the catalogue."""
    return next(row for row in _stored_rows() if row.query == query)
