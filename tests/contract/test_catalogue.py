"""The catalogue as a whole, and the questions that compare two plans.

The second plan (`seed.next_year_plan`) was written for planggraph, after the reform of 2019; what its tasks continue stands in its gold.
Expected rows over two plans are counted from the gold of both.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planggraph.queries import Catalogue, Query, run
from planggraph.registry import Registry
from planggraph.store import EmbeddedStore, Rows, build, open_store
from planggraph.store.guard import uses_not_exists
from seed import NEXT_YEAR, THIS_YEAR, next_year_plan, seed_plan

Gold = dict[str, Any]

QUESTIONS = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "competency.csv").read_text(encoding="utf-8").splitlines()))
FIRST = ["CQ01", "CQ02", "CQ05", "CQ07", "CQ10", "CQ12", "CQ14", "CQ18", "CQ19", "CQ22", "CQ25", "CQ31", "CQ42", "CQ47"]
CATALOGUE = Catalogue.load()
EVERY = list(CATALOGUE)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("two-years") / "s"
    build([seed_plan(), next_year_plan()], Registry.load(), folder)
    with open_store(folder) as opened:
        yield opened


def function(agency: str) -> str:
    """coop_office, of the IRI of an agency."""
    return agency.rpartition("/")[2]


def ask(store: EmbeddedStore, name: str, **parameters: str) -> Rows:
    return run(store, CATALOGUE.get(name), parameters)


def test_all_questions_are_asked() -> None:
    assert {query.id for query in CATALOGUE} == {row["id"] for row in QUESTIONS}
    assert len(QUESTIONS) == 51
    assert set(FIRST) <= {query.id for query in CATALOGUE}


@pytest.mark.parametrize("query", EVERY, ids=lambda query: query.id)
def test_each_keeps_its_group_and_its_seed_answer(query: Query) -> None:
    (row,) = [row for row in QUESTIONS if row["id"] == query.id]
    assert (query.group, query.header.seed) == (row["group"], row["seed_answer"])


@pytest.mark.parametrize("query", EVERY, ids=lambda query: query.id)
def test_none_is_quadratic(query: Query) -> None:
    assert not uses_not_exists(query.text)


@pytest.mark.parametrize("query", EVERY, ids=lambda query: query.id)
def test_each_answers_its_own_example(two_years: EmbeddedStore, query: Query) -> None:
    given = {one.name: one.example for one in query.parameters if one.example and not one.optional}
    plan = {one.name: "穗援〔2018〕140号" for one in query.parameters if one.type == "plan" and one.optional}
    rows = run(two_years, query, given | plan)
    assert rows.columns == tuple(column.name for column in query.columns)
    assert len(rows) > 0 or query.id == "CQ29"  # CQ29: every task of the plan has a deadline


GOLD = {year: json.loads((folder / "gold.json").read_text(encoding="utf-8")) for year, folder in ((2018, THIS_YEAR), (2019, NEXT_YEAR))}


def notation(task: Gold) -> str:
    """四7, of a task of the gold: the numeral of its innermost heading, its number."""
    return task["path"][-1][1] + task["number"]


def leads(task: Gold) -> list[str]:
    return [each["agency"] for each in task["assignments"] if each["role"] == "lead"]


def test_cq48_finds_every_continued_task_of_the_gold_and_no_other(two_years: EmbeddedStore) -> None:
    rows = ask(two_years, "CQ48", p1="2018", p2="2019").records()
    expected = [(former, notation(task)) for task in GOLD[2019]["tasks"] for former in task["continues"]]
    assert [(row["notation"], row["new_notation"]) for row in rows] == expected
    assert len(expected) == 24


def test_cq48_says_what_changed(two_years: EmbeddedStore) -> None:
    tasks = {year: {notation(task): task for task in gold["tasks"]} for year, gold in GOLD.items()}
    for row in ask(two_years, "CQ48", p1="2018", p2="2019"):
        old, new = tasks[2018][row["notation"]], tasks[2019][row["new_notation"]]
        assert (row["led_by"], row["now_led_by"]) == ("、".join(leads(old)), "、".join(leads(new)))
        assert ([row["by"]], [row["now_by"]]) == ([each["by"] for each in old["deadlines"]], [each["by"] for each in new["deadlines"]])


@pytest.mark.parametrize(
    ("new", "old_number", "number"), [("二1", "3亿元", "4.2亿元"), ("三1", "18名", "24名"), ("五1", "1180名", "1500名")]
)
def test_cq48_shows_the_targets_of_both_years(two_years: EmbeddedStore, new: str, old_number: str, number: str) -> None:
    row = next(row for row in ask(two_years, "CQ48", p1="2018", p2="2019") if row["new_notation"] == new)
    assert old_number in row["targets"]
    assert number in row["now_targets"]


def test_tasks_new_in_2019_continue_nothing(two_years: EmbeddedStore) -> None:
    found = {row["new_notation"] for row in ask(two_years, "CQ48", p1="2018", p2="2019")}
    assert {notation(task) for task in GOLD[2019]["tasks"]} - found == {"一3", "二3", "四6", "五3", "六7"}  # read in the plan


SUCCESSORS = {
    ("agriculture_bureau", "agriculture_rural_bureau"): "三4 四1 四3",
    ("commerce_commission", "commerce_bureau"): "三4 四1 四3",
    ("culture_press_bureau", "culture_tourism_bureau"): "三4 四4",
    ("financial_work_bureau", "local_financial_regulation"): "三4",
    ("health_fp_commission", "health_commission"): "三3 六5",
    ("industry_it_commission", "industry_it_bureau"): "三4 四3 四5",
    ("justice_bureau_old", "justice_bureau"): "三4",
    ("land_planning_commission", "planning_natural_resources"): "三4",
    ("sci_innovation_commission", "science_bureau"): "三4",
    ("tourism_bureau", "culture_tourism_bureau"): "三4 四3 四4",
}
"""Old body, new body, tasks of 2019: read off the leads of both golds, task by continued task."""


def test_cq49(two_years: EmbeddedStore) -> None:
    rows = ask(two_years, "CQ49", p1="2018", p2="2019")
    assert {(function(row["agency"]), function(row["partner"])): row["notations"] for row in rows} == SUCCESSORS


@pytest.mark.parametrize(
    ("domain", "names"),
    [
        ("agriculture", {"市农业局", "市农业农村局"}),
        ("industry_it", {"市工信委", "市工业信息化委", "市工业和信息化局"}),
        ("culture_tourism", {"市文广新局", "市旅游局", "市文化广电旅游局"}),
        ("commerce", {"市商务委", "市商务局"}),
        ("audit", {"市审计局"}),
    ],
)
def test_cq50(two_years: EmbeddedStore, domain: str, names: set[str]) -> None:
    found = {row["year"]: row["tasks"] for row in ask(two_years, "CQ50") if row["domain"] == domain}
    assert found == {year: sum(bool(names & set(leads(task))) for task in gold["tasks"]) for year, gold in GOLD.items()}


@pytest.mark.parametrize(
    ("agency", "partner", "names"),
    [
        ("coop_office", "wg_gd1_qiannan", {"市协作办", "广东省第一扶贫协作工作组黔南组"}),
        ("industry_commerce_federation", "sasac_local", {"市工商联", "市国资委"}),
        ("agriculture_bureau", "commerce_commission", {"市农业局", "市商务委"}),
        ("disabled_federation", "civil_affairs", {"市残联", "市民政局"}),
    ],
)
def test_cq51(two_years: EmbeddedStore, agency: str, partner: str, names: set[str]) -> None:
    together = {year: sum(names <= set(leads(task)) for task in gold["tasks"]) for year, gold in GOLD.items()}
    found = {frozenset((function(row["agency"]), function(row["partner"]))): row for row in ask(two_years, "CQ51")}
    row = found[frozenset((agency, partner))]
    assert (row["years"], row["tasks"], row["every_year"]) == (
        sum(map(bool, together.values())),
        sum(together.values()),
        all(together.values()),
    )
