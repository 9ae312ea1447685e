"""A small plan made up for these tests, in the manner of a city's yearly work plan, that uses every part of the model once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planggraph.model import (
    Assignment,
    Basis,
    Citation,
    Correction,
    Deadline,
    Evidence,
    Identity,
    Jurisdiction,
    Mention,
    Notice,
    Person,
    Plan,
    Resource,
    Role,
    RoleRule,
    Section,
    Source,
    Stated,
    StatedDate,
    Target,
    Task,
)


def at(start: int, quote: str, rule: str = "test.rule") -> Evidence:
    return Evidence(start, start + len(quote), quote, rule)


OFFICE = Identity("resolved", "440100/coop_office", "广州市协作办公室")
FINANCE = Identity("resolved", "440100/finance_bureau", "广州市财政局")
DISTRICTS = Identity("group", "440100/grp_all_district_gov", "各区人民政府")
NOBODY = Identity("unknown", candidates=("440100/finance_bureau", "440100/coop_office"))


def named(
    surface: str, identity: Identity, role: Role = "lead", position: int = 1, *, basis: Basis = "explicit", open_list: bool = False
) -> Assignment:
    return Assignment(
        surface=surface,
        agency=surface,
        role=role,
        concept=role,
        role_word={"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位"}[role],
        position=position,
        block=1,
        collective=identity.status == "group",
        open_list=open_list,
        basis=basis,
        identity=identity,
        evidence=at(300 + position, surface, "clause.bracket"),
    )


def due(by: str, strict: date | None, month_end: date | None) -> Deadline:
    return Deadline("11月前", by, strict, month_end, None, "by", "month", None, at(400, "11月前", "deadline.month_before"))


NOVEMBER = due("2018-11", date(2018, 10, 31), date(2018, 11, 30))
QUARTERLY = Deadline("今年起每季度", None, None, None, date(2018, 1, 1), "recurring", "quarter", "每季度", at(410, "今年起每季度"))

FUNDS = Task(
    id="1-1",
    notation="一1",
    number="1",
    path=("一、重点任务", "（一）资金支持"),
    section="1-1",
    title="落实帮扶资金",
    text="落实财政资金3亿元，95%用于深度贫困地区，都匀市参加黔电送粤。",
    evidence=at(100, "1.落实财政资金3亿元"),
    clauses=(at(290, "（牵头单位：市协作办、财政局等，各区政府）", "clause.bracket"),),
    assignments=(
        named("市协作办", OFFICE),
        named("市财政局", FINANCE, position=2, open_list=True),
        named("各区政府", DISTRICTS, position=3),
        named("市直有关单位", NOBODY, "support"),
    ),
    people=(Person("王某", "分管领导", at(350, "王某")),),
    deadlines=(NOVEMBER,),
    body_deadlines=(QUARTERLY,),
    targets=(
        Target("3亿元", Decimal(3), None, "亿元", "exact", None, None, None, False, False, False, at(110, "3亿元")),
        Target("3-5所", Decimal(3), Decimal(5), "所", "range", "每个县", "每年", "市教育局", True, True, True, at(120, "3-5所")),
    ),
    resources=(
        Resource("money", "财政资金3亿元", Decimal(300000000), Decimal(95), "深度贫困地区", "广州", "黔南州", at(105, "财政资金3亿元")),
        Resource("people", "18名党政干部", Decimal(18), None, None, None, None, at(130, "18名党政干部")),
        Resource("posts", "岗位", None, None, None, None, None, at(140, "岗位")),
    ),
    mentions=(
        Mention("region", "都匀市", "贵州省黔南州都匀市", "522701", False, False, False, at(150, "都匀市")),
        Mention("programme", "黔电送粤", "黔电送粤", None, True, False, False, at(160, "黔电送粤")),
        Mention("organisation", "市委宣传部", "中共广州市委宣传部", "440100/publicity_dept", False, True, True, at(170, "市委宣传部")),
        Mention("beneficiary", "贫困户", "贫困户", None, False, True, False, at(180, "贫困户")),
    ),
    citations=(Citation("关于挂职干部的通知", "组通字〔2018〕15号", at(190, "《关于挂职干部的通知》")),),
)
ALONE = Task(
    id="1-2",
    notation="一2",
    number="2",
    path=("一、重点任务", "（一）资金支持"),
    section="1-1",
    title="组织招聘",
    text="组织招聘。",
    evidence=at(500, "2.组织招聘。"),
    assignments=(named("市财政局", FINANCE),),
    deadlines=(NOVEMBER,),
)
RULED = Task(
    id="2",
    notation="2",
    number=None,
    path=(),
    section=None,
    title="统筹宣传",
    text="统筹宣传。",
    evidence=at(600, "统筹宣传。"),
    assignments=(
        named("市协作办", OFFICE, basis="first_listed_rule"),
        named("市财政局", FINANCE, "responsible", basis="first_listed_rule"),
    ),
)

PLAN = Plan(
    id="440100/穗援-2018-140",
    source=Source("plan.txt", "a" * 64, "text/plain", 900),
    title=Stated("广州市2018年度工作要点", at(60, "广州市2018年度工作要点")),
    jurisdiction=Jurisdiction("广州市", "440100"),
    year=2018,
    notice=Notice(
        title=Stated("关于印发工作要点的通知", at(20, "关于印发工作要点的通知")),
        issuer=Stated("广州市对口支援办公室", at(0, "广州市对口支援办公室")),
        document_number=Stated("穗援〔2018〕140号", at(10, "穗援〔2018〕140号")),
        date=StatedDate(date(2018, 7, 9), at(50, "2018年7月9日")),
        addressees=(Stated("各有关单位", at(35, "各有关单位")), Stated("各区对口支援办", at(41, "各区对口支援办"))),
        disclosure=Stated("主动公开", at(890, "主动公开")),
    ),
    role_rules=(RoleRule("first_is_lead", at(80, "列第一位者为牵头单位，下同")),),
    citations=(Citation("三年行动方案", None, at(85, "《三年行动方案》")),),
    sections=(
        Section("1", "一、", "重点任务", "一、重点任务", None, at(90, "一、重点任务")),
        Section("1-1", "（一）", "资金支持", "（一）资金支持", "1", at(95, "（一）资金支持")),
    ),
    tasks=(FUNDS, ALONE, RULED),
    corrections=(Correction("agency", "市发改局", "市发展改革委", "审核人甲", at(700, "市发改局")),),
)
