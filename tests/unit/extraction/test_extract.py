"""Extraction as a whole: the seed plan to the letter of its gold, and what holds for every document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.evaluation import compare, match
from planggraph.extraction import extract
from planggraph.model import Evidence, Plan
from planggraph.reading import read, read_bytes
from planggraph.registry import Registry
from planggraph.text.folding import squeeze

GOLDEN = Path(__file__).parents[2] / "golden"
PAGE_MARK = re.compile(r"—\d+—")
"""A page number that a copy left inside a word is no part of the name around it."""

SEED = GOLDEN / "guangzhou-qiannan-2018"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="module")
def seed(registry: Registry) -> Plan:
    (plan,) = extract(read(SEED / "plan.txt"), registry)
    return plan


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    return loaded


def evidences(value: object) -> Iterator[Evidence]:
    """Every evidence in a plan, wherever it hangs."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from evidences(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from evidences(getattr(value, each.name))


def test_header_of_the_seed(seed: Plan, gold: dict[str, Any]) -> None:
    notice, expected = seed.notice, gold["plan"]
    assert seed.title is not None
    assert squeeze(seed.title.value) == expected["title"]
    assert notice.title is not None
    assert squeeze(notice.title.value) == expected["notice_title"]
    assert notice.issuer is not None
    assert notice.issuer.value == expected["issuer"]
    assert notice.document_number is not None
    assert notice.document_number.value == expected["document_number"]
    assert notice.date is not None
    assert notice.date.value == date.fromisoformat(expected["date"])
    assert seed.jurisdiction is not None
    assert seed.jurisdiction.name == expected["jurisdiction"]
    assert [each.value for each in notice.addressees] == expected["addressees"]
    assert notice.disclosure is not None
    assert notice.disclosure.value == expected["disclosure"]
    assert seed.id == "440100/穗援-2018-140"


def test_tasks_assignments_deadlines_and_paths_of_the_seed(seed: Plan, gold: dict[str, Any]) -> None:
    result = compare("seed", [seed], gold["tasks"])
    assert result.misses == []
    assert {measure: score.found for measure, score in result.scores.items()} == {
        "tasks": 32, "assignments": 111, "agencies": 111, "deadlines": 32, "paths": 32,
    }  # fmt: skip  # counts of the gold file


def test_every_surface_of_the_seed_resolves(seed: Plan) -> None:
    statuses = {(each.agency, each.identity.status) for task in seed.tasks for each in task.assignments}
    assert {status for _, status in statuses} == {"resolved", "group"}
    keys = {each.agency: each.identity.key for task in seed.tasks for each in task.assignments}
    assert keys["市工信委"] == keys["市工业信息化委"]
    assert keys["市金融局"] == keys["市金融工作局"]
    assert keys["各区政府"] == keys["各区人民政府"] != keys["各帮扶区"]


def test_deadlines_keep_both_readings(seed: Plan) -> None:
    (deadline,) = next(task for task in seed.tasks if task.notation == "二1").deadlines
    assert (deadline.surface, deadline.by) == ("7月前", "2018-07")
    assert (deadline.strict, deadline.month_end) == (date(2018, 6, 30), date(2018, 7, 31))


def test_targets_of_the_seed(seed: Plan, gold: dict[str, Any]) -> None:
    """35 of 35 by value, unit and bound (gold), and none besides."""
    pairs, _ = match(seed.tasks, gold["tasks"])
    for expected, task in pairs:
        assert task is not None
        found = [(float(each.value), each.unit, each.bound) for each in task.targets]
        for target in expected["targets"]:
            bounds = {target["bound"], *target.get("bound_also_ok", ())}
            hit = next(each for each in found if each[:2] == (target["value"], target["unit"]) and each[2] in bounds)
            found.remove(hit)
        assert found == [], expected["id"]


MENTIONS = {
    "programme": ("programmes", ("programmes_optional",)),
    "region": ("regions", ("regions_nested", "regions_optional")),
    "organisation": ("organisations", ("organisations_generic",)),
    "beneficiary": ("beneficiaries", ("beneficiaries_optional", "areas")),
}


@pytest.mark.parametrize("kind", MENTIONS)
def test_mentions_of_the_seed(seed: Plan, gold: dict[str, Any], kind: str) -> None:
    """Every strict item of the gold, and nothing outside its strict and optional lists."""
    strict_key, optional_keys = MENTIONS[kind]
    pairs, _ = match(seed.tasks, gold["tasks"])
    for expected, task in pairs:
        assert task is not None
        found = {each.surface for each in task.mentions if each.kind == kind and not each.nested and not each.generic}
        allowed = {surface for key in optional_keys for surface in expected.get(key, ())}
        assert set(expected[strict_key]) <= found <= set(expected[strict_key]) | allowed, expected["id"]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*/plan.txt")), ids=lambda path: path.parent.name)
def test_every_fact_stands_where_it_says(path: Path, registry: Registry) -> None:
    document = read(path)
    for plan in extract(document, registry):
        found = list(evidences(plan))
        assert found or not plan.tasks
        for each in found:
            assert document.text[each.start : each.end] == each.quote
            assert each.rule
        for task in plan.tasks:
            for each in (*task.assignments, *task.deadlines, *task.body_deadlines, *task.mentions, *task.people):
                assert PAGE_MARK.sub("", squeeze(each.evidence.quote)) == squeeze(each.surface)


def test_contact_persons_of_a_notice_go_nowhere(seed: Plan) -> None:
    """The seed's 附注 names a contact and a phone number."""
    assert not any("卿劲松" in each.quote or "81269842" in each.quote for each in evidences(seed))


@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "1.",
                "（1）",
                "①",
                "责任单位：",
                "牵头单位：市教委",
                "（市教委牵头）",
                "。",
                "，",
                "、",
                "\n",
                "关于印发",
                "附件",
                "2018年",
                "11月前",
                "|",
                "\t",
                "序号",
                "任务",
                "（",
                "）",
                "各区政府",
                "同上",
                "以上两项均由市教委牵头。",
                "专栏1",
                "具体措施：",
            ]
        ),
        max_size=40,
    )
)
def test_any_arrangement_is_read(pieces: list[str]) -> None:
    document = read_bytes("any.txt", ("甲" + "".join(pieces)).encode())
    for plan in extract(document, Registry.load()):
        for each in evidences(plan):
            assert document.text[each.start : each.end] == each.quote
        assert len({task.id for task in plan.tasks}) == len(plan.tasks)
        assert len({task.notation for task in plan.tasks}) == len(plan.tasks)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200))
def test_any_text_is_read(text: str) -> None:
    document = read_bytes("any.txt", ("甲" + text).encode("utf-8", "ignore"))
    assert extract(document, Registry.load())
