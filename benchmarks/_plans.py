"""Believable invented plans in any number: yearly plans of prefecture-level cities, 2014 to 2023, with bodies named by Zipf's law.

A plan has six sections and some thirty tasks, each with one to eight leads (市直 bodies of the registry at the plan's date, resolved as
extraction would, and the counties as a group), now and then a supporting unit, a deadline, targets, money, places and a programme.
Six tasks in ten are carried on from year to year with another deadline. The same numbers give the same plans.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from planggraph.model import (
    Assignment,
    Deadline,
    Evidence,
    Identity,
    Jurisdiction,
    Mention,
    Notice,
    Plan,
    Resource,
    Section,
    Source,
    Stated,
    StatedDate,
    Target,
    Task,
)
from planggraph.registry import Registry

YEARS = range(2014, 2024)
SECTIONS = ("组织领导", "资金支持", "人才支援", "产业合作", "劳务协作", "民生保障")
NUMERALS = "一二三四五六"
REFORM = 2019
BODIES = tuple(
    name.split("|")
    for name in (
        "市发展改革委 市财政局 市农业局|市农业农村局 市教育局 市人力资源社会保障局 市工信委|市工业和信息化局 "
        "市商务委|市商务局 市民政局 市国土资源局|市自然资源局 市卫生计生委|市卫生健康委 市水务局 市交通运输局 "
        "市审计局 市委组织部 市委宣传部 市公安局 市环保局|市生态环境局 市科技局 市文广新局|市文化广电旅游局 "
        "市林业局 市国资委 市统计局 市住房城乡建设局 市总工会 团市委 市妇联 市残联 市工商联 市司法局 市体育局 "
        "市政府办公室 市委政法委 市委统战部 市应急局 市市场监管局 市医保局 市税务局 市供销社 市科协 市文联"
    ).split()
)
GROUPS = ("各县（市、区）政府", "各县（市、区）", "市直有关部门")
VERBS = "推进 加强 完善 深化 落实 提升 实施 健全 优化 加快".split()
OBJECTS = (
    "高标准农田建设 义务教育均衡发展 基层医疗卫生服务 职业技能培训 城乡居民养老保险 农村饮水安全 "
    "国省干线公路养护 污染防治攻坚 中小企业融资服务 招商引资 乡村旅游品牌 政务服务事项办理 安全生产专项整治 "
    "老旧小区改造 农产品冷链物流 人才引进培养 公共文化场馆开放 防汛抗旱准备 食品药品监管 法律援助服务 "
    "残疾人康复服务 困难群众救助 生态公益林保护 数字政府平台 园区基础设施 科技成果转化 电商进农村 社会信用体系 "
    "学前教育资源 河湖长制"
).split()
PHRASES = (
    "建立台账逐项销号 强化部门联动和信息共享 每季度通报一次进展 引导社会资本参与 完善考核评价办法 "
    "开展专题培训和业务指导 组织第三方评估 将任务分解到季度到人 推广先进典型经验 加大宣传力度 规范项目审批流程 "
    "严格资金使用管理 开展常态化督查 压实属地责任 建立联席会议制度 畅通群众反映渠道"
).split()
PROGRAMMES = "万企帮万村 春风行动 雨露计划 健康直通车 百名专家下基层 技能提升行动 阳光工程".split()
MONTHS = (3, 6, 9, 10, 11, 12, 12, 12, 12)


@dataclass(frozen=True, slots=True)
class Town:
    """A prefecture-level city by code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a task is about, in every year that carries it on."""

    title: str
    body: str
    money: int | None
    number: int | None
    programme: str | None


class Plans:
    """Plans by number: ten years of one city, then the next city."""

    def __init__(self, registry: Registry, tasks: int = 30) -> None:
        self.registry = registry
        self.tasks = tasks
        self.towns = _towns(registry)
        self.identity = lru_cache(maxsize=None)(self._identity)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(BODIES) + 1)))

    def first(self, count: int) -> Iterator[Plan]:
        """The first `count` plans, at most ten for each city."""
        for number in range(min(count, len(self.towns) * len(YEARS))):
            town, year = divmod(number, len(YEARS))
            yield self.plan(self.towns[town], YEARS[year])

    def plan(self, town: Town, year: int) -> Plan:
        """The plan of a city for a year."""
        when = date(year, 3, 15)
        title = f"{town.name}{year}年度重点工作任务分工方案"
        notice = Notice(
            title=_stated(f"关于印发{title}的通知"),
            issuer=_stated(f"{town.name}人民政府办公室"),
            document_number=_stated(f"{town.name[0]}府办〔{year}〕{town.code[2:4]}号"),
            date=StatedDate(when, _evidence(f"{year}年3月15日")),
        )
        heads = zip(NUMERALS, SECTIONS, strict=True)
        sections = tuple(Section(f"{n}", mark, name, f"{mark}、{name}", None, _evidence(name)) for n, (mark, name) in enumerate(heads, 1))
        tasks = tuple(self._task(town, year, number, when) for number in range(self.tasks))
        source = Source(f"{town.code}-{year}.txt", f"{int(town.code) * 10000 + year:064x}", "text/plain", 12000)
        place = Jurisdiction(town.name, town.code)
        return Plan(f"{town.code}/府办-{year}-{town.code[2:4]}", source, _stated(title), place, year, notice, (), (), sections, tasks)

    def _task(self, town: Town, year: int, number: int, when: date) -> Task:
        work = _work(town.code, number, year if number % 10 >= 6 else 0)
        chance = random.Random(f"{town.code}-{year}-{number}")
        section = number % len(SECTIONS) + 1
        item = str(number // len(SECTIONS) + 1)
        month = chance.choice(MONTHS)
        text = f"{work.title}。{work.body}"
        return Task(
            id=f"{section}-{item}", notation=f"{NUMERALS[section - 1]}{item}", number=item,
            path=(f"{NUMERALS[section - 1]}、{SECTIONS[section - 1]}",), section=str(section), title=work.title, text=text,
            evidence=_evidence(text), clauses=(_evidence("（牵头单位：市财政局等）"),),
            assignments=tuple(self._assignments(chance, town, when)), deadlines=(_deadline(year, month),),
            targets=_targets(work), resources=_resources(work), mentions=tuple(_mentions(chance, self.registry, town, work)),
        )  # fmt: skip

    def _assignments(self, chance: random.Random, town: Town, when: date) -> Iterator[Assignment]:
        leads = self._names(chance, chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 8)), when.year)
        if chance.random() < 0.5:
            leads.append(chance.choice(GROUPS))
        for position, name in enumerate(leads, 1):
            yield self._assignment(name, "lead", position, town, when)
        if chance.random() < 0.3:
            for position, name in enumerate(self._names(chance, 2, when.year), 1):
                yield self._assignment(name, "support", position, town, when)

    def _names(self, chance: random.Random, count: int, year: int) -> list[str]:
        chosen = chance.choices(BODIES, cum_weights=self._weights, k=count)
        return list(dict.fromkeys(names[-1] if year >= REFORM else names[0] for names in chosen))

    def _assignment(self, name: str, role: str, position: int, town: Town, when: date) -> Assignment:
        word = "牵头单位" if role == "lead" else "配合单位"
        identity = self.identity(name, town, when)
        group = name in GROUPS
        return Assignment(name, name, role, role, word, position, 1, group, False, "explicit", identity, _evidence(name))  # type: ignore[arg-type]

    def _identity(self, name: str, town: Town, when: date) -> Identity:
        return self.registry.resolve(name, place=Jurisdiction(town.name, town.code), when=when)


def _towns(registry: Registry) -> list[Town]:
    provinces = registry.units("000000", when=date(2018, 1, 1))
    units = [unit for province in provinces for unit in registry.units(province.code, when=date(2018, 1, 1))]
    return [Town(unit.code, unit.name) for unit in units if unit.code.endswith("00")]


@lru_cache(maxsize=200_000)
def _work(code: str, number: int, year: int) -> Work:
    chance = random.Random(f"{code}/{number}/{year}")
    topic = chance.choice(OBJECTS)
    body = "；".join(f"{chance.choice(VERBS)}{chance.choice(OBJECTS)}，{chance.choice(PHRASES)}" for _ in range(chance.randint(2, 5)))
    return Work(
        title=chance.choice(VERBS) + topic,
        body=f"{body}。",
        money=chance.choice((None, None, None, None, 500, 2000, 8000)),
        number=chance.choice((None, 5, 20, 100, 300)),
        programme=chance.choice(PROGRAMMES) if chance.random() < 0.15 else None,
    )


def _deadline(year: int, month: int) -> Deadline:
    first, last = date(year, month, 1), date(year, month, 31 if month in (3, 10, 12) else 30)
    surface = f"{month}月前"
    return Deadline(surface, f"{year}-{month:02}", first - timedelta(days=1), last, None, "by", "month", None, _evidence(surface))


def _targets(work: Work) -> tuple[Target, ...]:
    if work.number is None:
        return ()
    surface = f"不少于{work.number}个"
    return (Target(surface, Decimal(work.number), None, "个", "min", None, None, None, False, False, False, _evidence(surface)),)


def _resources(work: Work) -> tuple[Resource, ...]:
    if work.money is None:
        return ()
    surface = f"安排资金{work.money}万元"
    return (Resource("money", surface, Decimal(work.money * 10_000), None, None, None, None, _evidence(surface)),)


def _mentions(chance: random.Random, registry: Registry, town: Town, work: Work) -> Iterator[Mention]:
    yield Mention("region", town.name, town.name, town.code, False, False, False, _evidence(town.name))
    units = registry.units(town.code, when=date(2018, 1, 1))
    if units and chance.random() < 0.2:
        unit = chance.choice(units)
        yield Mention("region", unit.name, unit.name, unit.code, False, False, False, _evidence(unit.name))
    if work.programme:
        yield Mention("programme", work.programme, work.programme, None, False, False, False, _evidence(work.programme))


def _stated(value: str) -> Stated:
    return Stated(value, _evidence(value))


def _evidence(quote: str) -> Evidence:
    return Evidence(100, 100 + len(quote), quote, "benchmark.invented")
