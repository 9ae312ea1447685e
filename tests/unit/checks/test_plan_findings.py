"""Each kind of finding on a small plan written to have it, and none on one written to have none."""

from __future__ import annotations

import pytest

from planggraph.checks import Finding, Place, place_of, plan_findings
from planggraph.extraction import extract
from planggraph.model import Document, Plan
from planggraph.reading import read_bytes
from planggraph.registry import Registry

HEAD = "广州市2020年工作要点\n\n穗府〔2020〕9号\n\n一、重点工作\n\n"
CLAUSE = "（责任领导：王某。完成时间：11月前。牵头单位：市财政局）"
REGISTRY = Registry.load()


def document(*items: str, foot: str = "") -> Document:
    text = HEAD + "\n\n".join(f"{n}.{item}" for n, item in enumerate(items, 1)) + f"\n\n{foot}"
    return read_bytes("plan.txt", text.encode())


def plan(*items: str, foot: str = "") -> Plan:
    (found,) = extract(document(*items, foot=foot), REGISTRY)
    assert len(found.tasks) == len(items)
    return found


def kinds(*items: str, foot: str = "") -> list[tuple[str, str | None]]:
    return [
        (finding.kind, finding.task)
        for finding in plan_findings(plan(*items, foot=foot), REGISTRY)
        if not finding.kind.startswith("no_person")
    ]


def only(kind: str, *items: str, foot: str = "") -> list[Finding]:
    return [finding for finding in plan_findings(plan(*items, foot=foot), REGISTRY) if finding.kind == kind]


GOOD = f"修建学校。全年修建学校3所{CLAUSE[:-1]}）"


def test_a_plan_with_nothing_to_ask() -> None:
    assert kinds(GOOD) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("修建学校。修建学校3所。（完成时间：11月前。配合单位：市财政局）", "no_lead"),
        ("修建学校。修建学校3所。（完成时间：11月前。牵头单位：各区政府）", "groups_only"),
        ("修建学校。修建学校3所。（完成时间：11月前。牵头单位：市财政局、审计局）", "several_leads"),
        ("修建学校。修建学校3所。（完成时间：11月前。责任单位：市财政局、审计局）", "several_responsible"),
        ("修建学校。修建学校3所。（牵头单位：市财政局）", "no_deadline"),
        ("修建学校。修好学校。（完成时间：11月前。牵头单位：市财政局）", "no_target"),
        ("修建学校。修建学校3所。（完成时间：11月前。牵头单位：市财政局等部门）", "list_open"),
        ("修建学校。修建学校3所。（完成时间：11月前。牵头单位：市某某某某办）", "name_unplaced"),
    ],
)
def test_one_thing_to_ask(item: str, expected: str) -> None:
    assert kinds(item) == [(expected, "1")]


def test_a_rule_that_ranks_the_leads_settles_it() -> None:
    task = "修建学校。修建学校3所。（完成时间：11月前。牵头单位：市财政局、审计局，列第一位者为牵头单位，下同）"
    assert [kind for kind, _ in kinds(task)] == []


def test_a_deadline_before_the_notice() -> None:
    foot = "广州市人民政府\n\n2020年6月15日\n"
    item = "修建学校。修建学校3所。（完成时间：{}。牵头单位：市财政局）"
    assert kinds(item.format("5月前"), foot=foot) == [("deadline_past", "1")]
    assert kinds(item.format("6月前"), foot=foot) == [("deadline_past_strictly", "1")]
    assert kinds(item.format("7月前"), foot=foot) == []


TOTALS = "培训。{}（完成时间：11月前。牵头单位：市财政局）"


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("每县至少培训农村教师12名，全市至少培训农村教师120名。", "total_implies", "10"),
        ("每县至少培训农村教师12名，全市至少培训农村教师125名。", "total_uneven", "10.42"),
        ("全年组织培训农村教师5次，每次至少培训农村教师20人，全年至少培训农村教师100人。", "total_agrees", "5"),
        ("全年组织培训农村教师5次，每次至少培训农村教师20人，全年至少培训农村教师120人。", "total_disagrees", "5"),
    ],
)
def test_parts_and_totals(text: str, kind: str, units: str) -> None:
    found = [finding for finding in plan_findings(plan(TOTALS.format(text)), REGISTRY) if finding.kind.startswith("total")]
    assert [(finding.kind, finding.fields["units"]) for finding in found] == [(kind, units)]
    assert len(found[0].evidence) == (3 if kind in ("total_agrees", "total_disagrees") else 2)


def test_pairs_that_imply_different_numbers_of_units() -> None:
    found = only(
        "total_conflicts",
        TOTALS.format("每县至少培训农村教师12名，全市至少培训农村教师120名。"),
        TOTALS.format("每县至少修建乡村公路3公里，全市至少修建乡村公路36公里。"),
    )
    assert [(finding.task, finding.fields["units"], finding.fields["others"]) for finding in found] == [
        ("1", "10", "2 12"),
        ("2", "12", "1 10"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "每县至少培训农村教师12名，市血液中心新购设备120台。",
        "每县至少培训农村教师12名，招收公务员120名。",
        "每县至少培训农村教师12名，全市至少培训农村教师10名。",
    ],
)
def test_numbers_that_belong_to_different_things_are_no_pair(text: str) -> None:
    assert not [kind for kind, _ in kinds(TOTALS.format(text)) if kind.startswith("total")]


SAME = "加大资金投入力度，集中解决农村住房和饮水方面的突出困难，提高公共服务水平"


def test_a_sentence_said_twice() -> None:
    again = f"资金保障。{SAME}。全年投入资金3亿元{CLAUSE}"
    assert kinds(again, GOOD, again) == [("repeated", "1")]


def test_a_sentence_said_twice_with_another_deadline() -> None:
    first, second = f"资金保障。{SAME}。投入3亿元{CLAUSE}", f"投入监督。{SAME}。投入3亿元{CLAUSE.replace('11', '12')}"
    (found,) = only("repeated_differently", first, second)
    assert [SAME in evidence.quote for evidence in found.evidence] == [True, True]
    assert found.fields["likeness"] == "100%"


def test_a_sentence_that_all_tasks_share_is_one_finding() -> None:
    tasks = [f"第{n}项修建。{SAME}。修建学校{n}所{CLAUSE}" for n in range(1, 81)]
    found = only("repeated", *tasks)
    assert [len(finding.evidence) for finding in found] == [80]


def test_sentences_on_other_matters_are_not_alike() -> None:
    other = "推动文化旅游合作，组织企业参加旅游推介活动，开发特色旅游线路和产品"
    assert kinds(f"资金。{SAME}。投入3亿元{CLAUSE}", f"文旅。{other}。推介会3次{CLAUSE}") == []


def test_one_finding_where_no_task_has_a_deadline() -> None:
    item = "修建学校。修建学校3所。（牵头单位：市财政局）"
    assert kinds(item, item.replace("学校", "道路").replace("所", "条")) == [("no_deadline_at_all", None)]


def test_one_body_under_several_names() -> None:
    item = "修建学校。修建学校3所。（完成时间：11月前。牵头单位：{}）"
    (found,) = only("several_names", item.format("市财政局"), item.format("广州市财政局"), item.format("财政局"))
    assert len(found.evidence) == 2  # 市财政局 and 财政局 differ in their level alone


def test_places_of_plain_text() -> None:
    found = document(GOOD)
    (of_plan,) = extract(found, REGISTRY)
    evidence = of_plan.tasks[0].deadlines[0].evidence
    place = place_of(evidence, found)
    lines = found.text.split("\n")
    assert place.line is not None
    assert place.column is not None
    assert lines[place.line - 1][place.column - 1 :].startswith("11月前")
    assert place_of(evidence, None) == Place()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_end_anywhere(ending: str) -> None:
    found = read_bytes("plan.txt", (HEAD + f"1.{GOOD}\n").replace("\n", ending).encode())
    (of_plan,) = extract(found, REGISTRY)
    assert place_of(of_plan.tasks[0].evidence, found).line == HEAD.count("\n") + 1
