"""`planggraph check` on the real plan: the findings that a careful reader wrote down about it, each with its sentence.

Expected counts and names are those of the domain notes on the plan (its hand-made gold, and reading by eye), never this program's.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from planggraph.checks import Finding, plan_findings
from planggraph.cli import run
from planggraph.registry import Registry
from seed import SEED, build_seed, seed_plan

TEXT = SEED.read_bytes().decode("utf-8")
WITHOUT_TARGET = "一2 二2 三7 四2 四6 四7 五1 五3 五5 六3 六4 六6 六7 六8 六9".split()


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return plan_findings(seed_plan(), Registry.load())


def of_kind(findings: tuple[Finding, ...], kind: str) -> list[Finding]:
    return [finding for finding in findings if finding.kind == kind]


def tasks(findings: tuple[Finding, ...], kind: str) -> list[str | None]:
    return [finding.task for finding in of_kind(findings, kind)]


def test_every_kind_as_often_as_the_notes_say(findings: tuple[Finding, ...]) -> None:
    assert Counter(finding.kind for finding in findings) == {
        "groups_only": 4,
        "several_leads": 26,
        "no_target": 15,
        "several_names": 4,
        "repeated_differently": 1,
        "deadline_past_strictly": 1,
        "list_open": 1,
        "no_person_at_all": 1,
        "total_agrees": 1,
        "total_implies": 2,
    }


def test_every_sentence_is_in_the_source(findings: tuple[Finding, ...]) -> None:
    assert all(finding.evidence for finding in findings)
    for evidence in (one for finding in findings for one in finding.evidence):
        assert TEXT[evidence.start : evidence.end] == evidence.quote


def test_tasks_with_only_collectives(findings: tuple[Finding, ...]) -> None:
    found = of_kind(findings, "groups_only")
    assert [finding.task for finding in found] == ["二2", "六2", "六3", "六4"]
    assert all("牵头单位：各" in finding.evidence[0].quote for finding in found)


def test_tasks_without_a_target(findings: tuple[Finding, ...]) -> None:
    assert tasks(findings, "no_target") == WITHOUT_TARGET


def test_the_task_with_fourteen_leads(findings: tuple[Finding, ...]) -> None:
    assert {finding.task: finding.fields["count"] for finding in of_kind(findings, "several_leads")}["三4"] == 14


def test_bodies_under_several_names(findings: tuple[Finding, ...]) -> None:
    found = [finding.fields["names"].zh for finding in of_kind(findings, "several_names")]  # type: ignore[attr-defined]
    assert {frozenset(names.split("、")) for names in found} == {
        frozenset(("市工信委", "市工业信息化委")),
        frozenset(("市金融局", "市金融工作局")),
        frozenset(("市协作办", "市对口支援办", "广州市对口支援办公室")),
        frozenset(("各区政府", "各区人民政府")),
    }


def test_the_repeated_sentence_on_the_funds(findings: tuple[Finding, ...]) -> None:
    (found,) = of_kind(findings, "repeated_differently")
    assert (found.task, found.fields["others"].zh) == ("二1", "六1")  # type: ignore[attr-defined]
    assert ["95%" in evidence.quote for evidence in found.evidence] == [True, True]


def test_the_deadline_that_is_past_if_read_strictly(findings: tuple[Finding, ...]) -> None:
    (found,) = of_kind(findings, "deadline_past_strictly")
    assert (found.task, [evidence.quote for evidence in found.evidence]) == ("二1", ["7月前", "2018 年 7 月 9 日"])


def test_parts_and_totals_that_agree(findings: tuple[Finding, ...]) -> None:
    found = [
        (finding.task, finding.fields["each"], finding.fields["units"], finding.fields["total"])
        for finding in findings
        if finding.kind.startswith("total")
    ]
    assert sorted(found, key=str) == [("五2", "118名", "10", "1180名"), ("五4", "150人", "20", "3000名"), ("五4", "2次", "10", "20次")]


def test_the_page_shows_lines_and_no_violation(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["check", str(SEED), "--lang", "zh"]) == 0
    page = capsysbinary.readouterr().out.decode("utf-8")
    assert "违规 0　" in page
    assert "图谱违规" not in page
    line = TEXT[: TEXT.index("（完成时间：11月前。牵头单位：各区政府）")].count("\n") + 1
    assert f"第{line}行" in page
    assert "118名 × 10 = 1180名" in page


def test_strict_makes_warnings_count() -> None:
    assert run(["check", str(SEED), "--strict", "--no-shapes"]) == 1


def test_a_store_is_checked_as_its_plan(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    build_seed(tmp_path / "s")
    assert run(["check", str(tmp_path / "s"), "--format", "json"]) == 0
    stored = json.loads(capsysbinary.readouterr().out)
    assert run(["check", str(SEED), "--format", "json", "--no-shapes"]) == 0
    read = json.loads(capsysbinary.readouterr().out)
    assert stored["counts"] == read["counts"] == {"violation": 0, "warning": 5, "info": 51}
    for one in (*stored["plans"], *read["plans"]):
        for finding in one["findings"]:
            for evidence in finding["evidence"]:
                evidence["line"] = evidence["column"] = evidence["place"] = None
    assert stored["plans"][0]["findings"] == read["plans"][0]["findings"]
