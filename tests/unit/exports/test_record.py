"""The JSON object of `planggraph extract`, field by field, on a plan made by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from planggraph.exports.record import number, plan_record
from planggraph.model import (
    Assignment,
    Deadline,
    Evidence,
    Identity,
    Jurisdiction,
    Mention,
    Notice,
    Person,
    Plan,
    Source,
    Stated,
    StatedDate,
    Target,
    Task,
)

TEXT = "穗援〔2018〕140号\n1.安排财政资金3亿元支持黔南州。（完成时间：7月前。牵头单位：市协作办、财政局、海洋局。分管领导：王某）"


def found(quote: str, rule: str = "test.rule") -> Evidence:
    start = TEXT.index(quote)
    return Evidence(start, start + len(quote), quote, rule)


def assignment(surface: str, agency: str, position: int, identity: Identity) -> Assignment:
    return Assignment(surface, agency, "lead", "lead", "牵头单位", position, 1, False, False, "explicit", identity, found(surface))


TASK = Task(
    id="1",
    notation="1",
    number="1",
    path=("三、工作任务",),
    section=None,
    title="安排财政资金",
    text="安排财政资金3亿元支持黔南州。",
    evidence=found("安排财政资金3亿元支持黔南州。"),
    assignments=(
        assignment("市协作办", "市协作办", 1, Identity("resolved", "440100/coop_office", "广州市人民政府协作办公室")),
        assignment("财政局", "市财政局", 2, Identity("resolved", "440100/finance_bureau", "广州市财政局")),
        assignment("海洋局", "市海洋局", 3, Identity("ambiguous", candidates=("440100/ocean_a", "440100/ocean_b"))),
    ),
    people=(Person("王某", "分管领导", found("王某")),),
    deadlines=(Deadline("7月前", "2018-07", date(2018, 6, 30), date(2018, 7, 31), None, "by", "month", None, found("7月前")),),
    targets=(
        Target("财政资金3亿元", Decimal("3.0"), None, "亿元", "exact", None, None, None, False, False, False, found("财政资金3亿元")),
    ),
    mentions=(
        Mention("region", "黔南州", "黔南布依族苗族自治州", "522700", False, False, False, found("黔南州")),
        Mention("region", "黔南", "黔南布依族苗族自治州", "522700", True, False, False, found("黔南")),
    ),
)
PLAN = Plan(
    id="440100/穗援-2018-140",
    source=Source("plan.txt", "0" * 64, "text/plain", len(TEXT)),
    title=Stated("2018年度工作要点", found("穗援")),
    jurisdiction=Jurisdiction("广州市", "440100"),
    year=2018,
    notice=Notice(
        issuer=Stated("广州市对口支援办公室", found("穗援")),
        document_number=Stated("穗援〔2018〕140号", found("穗援〔2018〕140号")),
        date=StatedDate(date(2018, 7, 9), found("2018")),
    ),
    tasks=(TASK,),
)


def every_object(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in every_object(part))]
    return [inner for part in value for inner in every_object(part)] if isinstance(value, list) else []


def test_the_header_has_the_five_fields_of_the_contract() -> None:
    header = json.loads(json.dumps(plan_record([PLAN])))["plan"]
    assert {name: header[name] for name in ("title", "issuer", "document_number", "date", "jurisdiction")} == {
        "title": "2018年度工作要点",
        "issuer": "广州市对口支援办公室",
        "document_number": "穗援〔2018〕140号",
        "date": "2018-07-09",
        "jurisdiction": "广州市",
    }


def test_a_task_reads_as_the_contract_says() -> None:
    task = json.loads(json.dumps(plan_record([PLAN])))["tasks"][0]
    second = task["assignments"][1]
    assert (task["number"], task["path"], task["title"]) == ("1", ["三、工作任务"], "安排财政资金")
    assert {key: second[key] for key in ("surface", "agency", "role", "identity", "rule")} == {
        "surface": "财政局",
        "agency": "市财政局",
        "role": "lead",
        "identity": "https://w3id.org/planggraph/id/agency/440100/finance_bureau",
        "rule": "test.rule",
    }
    assert TEXT[second["start"] : second["end"]] == "财政局"
    assert task["people"][0]["role"] == "分管领导"
    assert {key: task["deadlines"][0][key] for key in ("surface", "by", "strict", "month_end")} == {
        "surface": "7月前",
        "by": "2018-07",
        "strict": "2018-06-30",
        "month_end": "2018-07-31",
    }
    assert {key: task["targets"][0][key] for key in ("surface", "value", "max", "unit", "bound", "per")} == {
        "surface": "财政资金3亿元",
        "value": 3,
        "max": None,
        "unit": "亿元",
        "bound": "exact",
        "per": None,
    }
    assert isinstance(task["targets"][0]["value"], int)
    assert [task[name] for name in ("programmes", "regions", "organisations", "beneficiaries")] == [[], ["黔南州"], [], []]


def test_every_fact_carries_its_quote_and_offsets() -> None:
    facts = [entry for entry in every_object(plan_record([PLAN])) if "quote" in entry]
    header, task = 4, 3 + 1 + 1 + 1 + 2
    assert len(facts) == 2 * header + task
    assert all(TEXT[entry["start"] : entry["end"]] == entry["quote"] for entry in facts)  # type: ignore[misc]
    assert all(entry["rule"] for entry in facts)


def test_what_the_registry_cannot_place_is_null_and_listed() -> None:
    record = plan_record([PLAN])
    tasks, unresolved = record["tasks"], record["unresolved"]
    assert isinstance(tasks, list)
    assert [entry["identity"] is None for entry in tasks[0]["assignments"]] == [False, False, True]  # type: ignore[call-overload,index,union-attr]
    assert unresolved == [
        {
            "surface": "海洋局",
            "agency": "市海洋局",
            "status": "ambiguous",
            "candidates": ["440100/ocean_a", "440100/ocean_b"],
            "task": "1",
            "plan": 0,
            "start": found("海洋局").start,
            "end": found("海洋局").end,
        }
    ]


def test_several_plans_keep_their_order_and_their_index() -> None:
    record = json.loads(json.dumps(plan_record([PLAN, PLAN])))
    assert record["plan"] == record["plans"][0]
    assert [task["plan"] for task in record["tasks"]] == [0, 1]


def test_a_document_without_a_plan_gives_nulls_and_no_task() -> None:
    assert plan_record([]) == {
        "plan": {"title": None, "issuer": None, "document_number": None, "date": None, "jurisdiction": None},
        "plans": [],
        "tasks": [],
        "unresolved": [],
    }


@pytest.mark.parametrize(
    ("value", "written"), [("3", "3"), ("3.0", "3"), ("0.95", "0.95"), ("1E+3", "1000"), ("-2.50", "-2.5"), ("300000000", "300000000")]
)
def test_numbers_are_written_as_short_as_they_can_be(value: str, written: str) -> None:
    assert json.dumps(number(Decimal(value))) == written
