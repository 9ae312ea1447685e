"""Names in the text of tasks. Expected values: the cases in tests/cases/mentions.txt (written and judged for planggraph) and the gold of
the seed plan (keys programmes, regions, organisations, beneficiaries; the optional, nested, generic and area lists are neither required
nor wrong)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planggraph.extraction import mentions
from planggraph.model import Jurisdiction, Mention, Span
from planggraph.registry import Registry
from planggraph.text.spans import Flow

ROOT = Path(__file__).resolve().parents[3]
KINDS = {"项目": "programme", "地区": "region", "单位": "organisation", "人群": "beneficiary"}
GUANGZHOU = Jurisdiction("广州市", "440100")
ISSUED = date(2018, 7, 9)
GOLD_LISTS = {"programme": "programmes", "region": "regions", "organisation": "organisations", "beneficiary": "beneficiaries"}


@cache
def registry() -> Registry:
    return Registry.load()


def read(text: str, place: Jurisdiction | None = GUANGZHOU, when: date | None = ISSUED) -> tuple[Mention, ...]:
    return mentions.read(Flow.of(text, [Span(0, len(text))]), registry(), place, when)


def plain(found: tuple[Mention, ...]) -> set[tuple[str, str]]:
    return {(each.kind, each.surface) for each in found if each.kind != "area" and not each.nested and not each.generic}


def cases() -> Iterator[tuple[str, str, set[tuple[str, str]]]]:
    for line in (ROOT / "tests" / "cases" / "mentions.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, rest = line.split(" | ")
            text, _, names = rest.partition(" =>")
            pairs = (name.split("=") for name in names.split())
            yield code, text, {(KINDS[kind], name) for kind, name in pairs}


@pytest.mark.parametrize(("code", "text", "expected"), list(cases()))
def test_names_of_a_sentence(code: str, text: str, expected: set[tuple[str, str]]) -> None:
    assert plain(read(text, Jurisdiction("", code), date(2019, 5, 1))) == expected


@cache
def gold() -> tuple[str, list[dict[str, Any]]]:
    folder = ROOT / "tests" / "golden" / "guangzhou-qiannan-2018"
    tasks = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["tasks"]
    return (ROOT / "data" / "plans" / "guangzhou-qiannan-2018.txt").read_text(encoding="utf-8"), tasks


def seed_tasks() -> Iterator[tuple[dict[str, Any], tuple[Mention, ...]]]:
    source, tasks = gold()
    whole = Flow.of(source, [Span(0, len(source))])
    at = whole.text.index("（一）组织领导")
    for task in tasks:
        start = whole.text.index(task["starts_with"], at)
        at = whole.text.index(task["clause"], start)
        yield task, mentions.read(whole.part(start, at), registry(), GUANGZHOU, ISSUED)


@pytest.mark.parametrize(("task", "found"), list(seed_tasks()), ids=[task["id"] for task in gold()[1]])
@pytest.mark.parametrize("kind", GOLD_LISTS)
def test_seed_names_are_all_found_and_nothing_else(task: dict[str, Any], found: tuple[Mention, ...], kind: str) -> None:
    name = GOLD_LISTS[kind]
    read_names = {surface for of_kind, surface in plain(found) if of_kind == kind} | (acting(task) if kind == "region" else set())
    passed = {each for key in (f"{name}_optional", f"{name}_nested", f"{name}_generic", "areas") for each in task.get(key, [])}
    assert read_names - passed == set(task[name]) - passed
    assert read_names >= set(task[name])


def acting(task: dict[str, Any]) -> set[str]:
    """The places that act through an agency of the responsibility clause."""
    surfaces = [each["surface"] for each in task["assignments"]]
    places = [(surface, mentions.in_agency(surface, registry(), GUANGZHOU, ISSUED)) for surface in surfaces]
    return {surface[: place.end] for surface, place in places if place}


def test_duties_outside_the_clause_are_those_of_the_seed() -> None:
    """domain.md CQ08 names the three bodies absent from their clauses; 六8 and 六9 name theirs in prose."""
    duties = {(task["id"], each.surface) for task, found in seed_tasks() for each in found if each.bears_duty}
    assert duties == {
        ("三.3", "广州市血液中心"),
        ("三.5", "中山大学"),
        ("五.2", "市人力资源市场服务中心"),
        ("六.8", "市委宣传部"),
        ("六.8", "市协作办"),
        ("六.8", "广州大学"),
        ("六.9", "市委政研室"),
        ("六.9", "市政府研究室"),
        ("六.9", "协作办"),
    }


def test_places_carry_their_code_and_full_name() -> None:
    found = {each.surface: (each.key, each.label) for each in read("赴黔南州、广西区上林县，白云区赴穗") if each.kind == "region"}
    assert found == {
        "黔南州": ("522700", "黔南布依族苗族自治州"),
        "广西区上林县": ("450125", "上林县"),
        "白云区": ("440111", "白云区"),
        "穗": ("440100", "广州市"),
    }


@pytest.mark.parametrize(("code", "expected"), [("440100", "440111"), ("520100", "520113"), (None, None)])
def test_a_name_of_several_places_is_the_one_at_home(code: str | None, expected: str | None) -> None:
    """白云区 lies in Guangzhou (440111) and in Guiyang (520113)."""
    (found,) = read("白云区", Jurisdiction("", code))
    assert found.key == expected


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("南沙区政府", "南沙区"),
        ("天河区人民政府", "天河区"),
        ("黔南州委", "黔南州"),
        ("广州港务局", None),
        ("广州大学", None),
        ("广州开发区", None),
        ("广州开发区管委会", None),
        ("各区政府", None),
        ("市政府", None),
        ("", None),
    ],
)
def test_the_place_that_acts_through_an_agency(agency: str, expected: str | None) -> None:
    place = mentions.in_agency(agency, registry(), GUANGZHOU, ISSUED)
    assert (agency[: place.end] if place else None) == expected


def test_a_place_inside_a_proper_name_is_nested_and_before_a_kind_is_not() -> None:
    places = {(each.surface, each.nested) for each in read("利用广州青联资源，支持黔南州科研机构") if each.kind == "region"}
    assert places == {("广州", True), ("黔南州", False)}


def test_names_in_a_cited_title_are_no_mentions_of_their_own() -> None:
    found = read("按照《关于广州市财政局实施“春雨计划”帮扶贫困人口的通知》")
    assert plain(found) == set()


def test_a_name_broken_by_a_clause_left_out_is_dropped() -> None:
    text = "赴黔（牵头单位：市协作办）南州调研"
    whole = Flow.of(text, [Span(0, len(text))])
    gap = text.index("（"), text.index("）") + 1
    assert mentions.read(Flow.join([whole.part(0, gap[0]), whole.part(gap[1], len(text))]), registry(), GUANGZHOU, ISSUED) == ()


PIECES = st.sampled_from(
    [
        "广州市",
        "黔南",
        "的",
        "、",
        "，",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "工程",
        "实施",
        "等龙头企业",
        "局",
        "市委",
        "各区",
        "\n",
        " ",
        "18名",
        "贫困",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@example("")
@example("长春")
@example("等龙头企业" * 3)
def test_any_text_is_read_and_every_name_stands_where_it_says(text: str) -> None:
    for each in read(text):
        assert "".join(text[each.evidence.start : each.evidence.end].split()) == each.surface
        assert each.evidence.quote == text[each.evidence.start : each.evidence.end]


def test_same_text_same_mentions() -> None:
    text = gold()[0]
    assert read(text) == read(text)


@pytest.mark.parametrize("unit", ["“", "《", "广州市", "等", "、广州", "实施一个", "黔南·", "局委办", "农民工", "建档立卡", "”、“"])
def test_long_runs_cost_no_more_than_their_length(unit: str, steps: StepCounter) -> None:
    """Four times the text takes at most about four times the calls."""
    short, long = (steps.of(partial(read, unit * n)) for n in (500, 2000))
    assert long <= 6 * short + 2000


class StepCounter:
    """Counts Python calls, so that growth is measured without a clock."""

    def of(self, run: Callable[[], object]) -> int:
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            run()
        finally:
            sys.setprofile(None)
        return calls


@pytest.fixture
def steps() -> StepCounter:
    read("先读一次")
    return StepCounter()
