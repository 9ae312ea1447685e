"""Which body a name means, one case a line in tests/cases/identity.txt, and on the seed plan."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.model import Identity, Jurisdiction
from planggraph.registry import Registry

CASES = Path(__file__).resolve().parents[2] / "cases" / "identity.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
GUANGZHOU = Jurisdiction("广州市", "440100")
SEED_DAY = date(2018, 7, 9)


def place_of(cell: str) -> Jurisdiction | None:
    name, _, code = cell.partition(" ")
    return None if name == "-" else Jurisdiction(name, code or None)


def resolve(name: str, place: Jurisdiction | None = GUANGZHOU, when: date | None = SEED_DAY) -> Identity:
    return Registry.load().resolve(name, place=place, when=when)


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    name, place, day, status, keys = (cell.strip() for cell in line.split("|"))
    found = resolve(name, place_of(place), None if day == "-" else date.fromisoformat(day))
    expected = () if keys == "-" else tuple(keys.split())
    assert found.status == status
    if status in ("resolved", "group"):
        assert (found.key, found.candidates) == (expected[0], ())
    elif status == "ambiguous":
        assert (found.key, found.candidates) == (None, expected)
    else:
        assert found.key is None
        assert found.candidates[: len(expected)] == expected
        assert expected or not found.candidates


def test_the_seed_plan(shared: Path) -> None:
    """Every surface of the annotated plan has one body, the same for all its forms, under the annotated full name where it is certain."""
    gold = json.loads((shared / "plans" / "guangzhou-qiannan-2018.gold.json").read_text(encoding="utf-8"))
    keys: dict[str, str] = {}
    for agency in gold["agencies"]:
        found = {resolve(form) for form in agency["forms"]}
        (key,) = {identity.key for identity in found}
        assert {identity.status for identity in found} == {"group" if agency["collective"] else "resolved"}
        if agency["full_name_certain"]:
            assert {identity.label for identity in found} == {agency["full_name"]}
        assert key is not None
        keys[agency["agency"]] = key
    assert len(set(keys.values())) == len(gold["agencies"]), "no two bodies of the plan are merged"
    mentions = {assignment["agency"] for task in gold["tasks"] for assignment in task["assignments"]}
    assert {name for name in mentions if resolve(name).key is None} == set()


def test_the_function_ids_that_the_competency_questions_name() -> None:
    named = {
        "市协作办": "coop_office",
        "广东省第一扶贫协作工作组黔南组": "wg_gd1_qiannan",
        "市国资委": "sasac_local",
        "市农业局": "agriculture_bureau",
        "市商务委": "commerce_commission",
        "各区政府": "grp_all_district_gov",
        "市委办公厅": "party_office_ct",
        "市政府办公厅": "gov_office_ct",
        "市金融局": "financial_work_bureau",
    }
    assert {name: (resolve(name).key or "").partition("/")[2] for name in named} == named


def test_two_plates_of_one_body_are_linked_and_not_merged() -> None:
    office, support = resolve("市协作办").key, resolve("市对口支援办").key
    assert office is not None
    assert support is not None
    assert office != support
    registry = Registry.load()
    assert registry.agency(office).same_body_as == (support,)
    assert registry.agency(support).same_body_as == (office,)
    assert registry.agency(support).successor is None
    assert registry.agency("520100/counterpart_support_office").same_body_as == ()


def test_white_space_and_half_width_brackets_change_nothing() -> None:
    assert resolve("市 财政局") == resolve("市财政局")
    assert resolve("各县(市、区)政府") == resolve("各县（市、区）政府")


@pytest.mark.parametrize("name", ["市财局", "市卫生建康委", "市工信和商务局", "市发展与改革委"])
def test_a_near_name_is_listed_and_never_taken(name: str) -> None:
    found = resolve(name, when=date(2020, 1, 1))
    assert found.status == "unknown"
    assert found.key is None
    assert found.candidates


def full_names(place: str, when: date) -> list[tuple[str, str]]:
    registry = Registry.load()
    functions, region = registry._functions, registry.region(place)
    return [
        (key, registry.agency(key).label_zh)
        for function in functions.by_id.values()
        if not function.absolute and "{topic}" not in function.pattern and function.fits(region) and function.id != "discipline_supervision"
        if functions.in_scope(place, function.id) and functions.in_force(place, function.id, when)
        if (key := f"{place}/{function.id}")
    ]


@pytest.mark.parametrize(
    ("place", "day"),
    [("440100", "2018-07-09"), ("440100", "2023-01-01"), ("110000", "2021-03-31"), ("520000", "2020-01-01"), ("522722", "2022-01-01")],
)
def test_every_full_name_leads_back_to_its_body(place: str, day: str) -> None:
    """But for 纪委监委, whose full name holds the place twice."""
    when = date.fromisoformat(day)
    names = full_names(place, when)
    assert len(names) > 100
    assert [(key, label) for key, label in names if resolve(label, Jurisdiction("", place), when).key != key] == []


@given(
    st.text(alphabet="市区县省各委局办政府财教广州黔南部门（）、 团中共a1", max_size=14),
    st.sampled_from(["440100", "522701", "000000", None]),
)
def test_any_name_is_answered_consistently(name: str, code: str | None) -> None:
    found = resolve(name, Jurisdiction("某地", code))
    assert (found.key is not None) == (found.status in ("resolved", "group"))
    assert (found.label is not None) == (found.key is not None)
    if found.key:
        assert Registry.load().agency(found.key).key == found.key
