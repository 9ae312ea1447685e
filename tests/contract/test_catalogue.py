"""The catalogue as a whole, and the questions that compare two plans.

The second plan is invented (`seed.next_year_plan`): the seed's tasks a year later, with two bodies renamed as in the reform of 2019.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from planggraph.queries import Catalogue, Query, run
from planggraph.registry import Registry
from planggraph.store import EmbeddedStore, Rows, build, open_store
from planggraph.store.guard import uses_not_exists
from seed import next_year_plan, seed_plan

QUESTIONS = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "competency.csv").read_text(encoding="utf-8").splitlines()))
FIRST = ["CQ01", "CQ02", "CQ05", "CQ07", "CQ10", "CQ12", "CQ14", "CQ18", "CQ19", "CQ22", "CQ25", "CQ31", "CQ42", "CQ47"]
NOT_YET = {"CQ39", "CQ44", "CQ45"}
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


def test_all_questions_are_asked_but_those_named() -> None:
    assert {query.id for query in CATALOGUE} == {row["id"] for row in QUESTIONS} - NOT_YET
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


def test_cq48(two_years: EmbeddedStore) -> None:
    rows = ask(two_years, "CQ48", p1="2018", p2="2019").records()
    assert len({row["notation"] for row in rows}) == 32
    (changed,) = [row for row in rows if row["notation"] == "四7"]
    assert changed["led_by"] == "广州港务局、市工信委、市国资委、南沙区政府"
    assert changed["now_led_by"] == "广州港务局、市工信局、市国资委、南沙区政府"
    assert (changed["by"], changed["now_by"]) == ("2018-12", "2019-12")


def test_cq49(two_years: EmbeddedStore) -> None:
    found = {(function(row["agency"]), function(row["partner"])) for row in ask(two_years, "CQ49", p1="2018", p2="2019")}
    assert {("industry_it_commission", "industry_it_bureau"), ("agriculture_bureau", "agriculture_rural_bureau")} <= found


def test_cq50(two_years: EmbeddedStore) -> None:
    found = {(row["domain"], row["year"]): row["tasks"] for row in ask(two_years, "CQ50")}
    assert found["agriculture", 2018] == found["agriculture", 2019] == 4


def test_cq51(two_years: EmbeddedStore) -> None:
    found = {frozenset((function(row["agency"]), function(row["partner"]))): row for row in ask(two_years, "CQ51")}
    stable = found[frozenset(("coop_office", "wg_gd1_qiannan"))]
    assert (stable["years"], stable["tasks"], stable["every_year"]) == (2, 12, True)
    assert found[frozenset(("agriculture_bureau", "commerce_commission"))]["every_year"] is False
