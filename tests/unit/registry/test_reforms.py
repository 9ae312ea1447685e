"""Bodies over time: successors, versions, terms, labels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.registry import Registry
from planggraph.registry.terms import covers, faults


@pytest.mark.parametrize(
    ("key", "day", "successor"),
    [
        ("440100/health_fp_commission", "2018-07-09", "440100/health_fp_commission"),
        ("440100/health_fp_commission", "2019-05-01", "440100/health_commission"),
        ("440100/econ_trade_commission", "2020-01-01", "440100/industry_it_bureau"),
        ("440100/land_planning_commission", "2019-06-01", "440100/planning_natural_resources"),
        ("440100/tourism_bureau", "2019-06-01", "440100/culture_tourism_bureau"),
        ("440100/culture_press_bureau", "2019-06-01", "440100/culture_tourism_bureau"),
        ("000000/cbrc", "2024-01-01", "000000/nfra"),
        ("000000/moa", "2019-01-01", "000000/mara"),
        ("440100/health_commission", "2010-01-01", None),
        ("440100/no_such_function", "2010-01-01", None),
    ],
)
def test_successor(key: str, day: str, successor: str | None) -> None:
    """Reforms of 2015 and 2019 in Guangzhou, of 2018 and 2023 in the country."""
    assert Registry.load().successor(key, date.fromisoformat(day)) == successor


def test_versions_of_a_domain() -> None:
    versions = Registry.load().versions("industry_it", "440100")
    assert [agency.label_zh for agency in versions] == ["广州市经济贸易委员会", "广州市工业和信息化委员会", "广州市工业和信息化局"]
    health = Registry.load().versions("health", "440100")
    assert [agency.function for agency in health][-2:] == ["health_fp_commission", "health_commission"]


def test_both_sides_of_the_reform_share_their_domain() -> None:
    registry = Registry.load()
    before, after = registry.agency("440100/health_fp_commission"), registry.agency("440100/health_commission")
    assert before.domain == after.domain == "health"
    assert (before.successor, before.change_type, before.valid_to) == (after.key, "restructured", "2019-01")
    assert after.valid_from == "2019-01"


def test_a_term_of_one_place_does_not_hold_in_another() -> None:
    registry = Registry.load()
    assert registry.agency("440100/housing_construction_commission").valid_to == "2019-01"
    assert registry.agency("110000/housing_construction_commission").valid_to == ""


@pytest.mark.parametrize(
    ("key", "label_zh", "label_en"),
    [
        ("440100/finance_bureau", "广州市财政局", "Guangzhou Finance Bureau"),
        ("440000/finance_bureau", "广东省财政厅", "Guangdong Finance Bureau"),
        ("450000/finance_bureau", "广西壮族自治区财政厅", "Guangxi Finance Bureau"),
        ("110000/finance_bureau", "北京市财政局", "Beijing Finance Bureau"),
        ("440115/finance_bureau", "广州市南沙区财政局", "Nansha Finance Bureau"),
        ("522722/party_office_ct", "中共荔波县委办公室", "Libo General Office of the Party Committee"),
        ("440100/party_office_ct", "中共广州市委办公厅", "Guangzhou General Office of the Party Committee"),
        ("110000/gov_office_ct", "北京市人民政府办公厅", "Beijing General Office of the People's Government"),
        ("310000/financial_regulator", "国家金融监督管理总局上海监管局", "Shanghai Financial Regulatory Bureau"),
        ("000000/mof", "财政部", "Ministry of Finance"),
        ("云岭区/finance_bureau", "云岭区财政局", "云岭区 Finance Bureau"),
        ("440100/leading_group_office-东西部扶贫协作", "广州市东西部扶贫协作领导小组办公室", "Guangzhou Leading Group Office"),
    ],
)
def test_labels(key: str, label_zh: str, label_en: str) -> None:
    agency = Registry.load().agency(key)
    assert (agency.label_zh, agency.label_en) == (label_zh, label_en)


def test_chains_of_successors_end() -> None:
    """From every function, in Guangzhou and in the country, the successors lead to a last one without coming back."""
    registry = Registry.load()
    for place in ("440100", "000000"):
        for function in registry._functions.by_id:
            seen, key = set[str](), f"{place}/{function}"
            while (following := registry.agency(key).successor) is not None:
                assert key not in seen
                seen.add(key)
                key = following


DAYS = st.dates(date(1980, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]))
def test_a_term_begins_with_the_first_day_of_its_bound_and_ends_before_it(day: date, bound: date, precision: int) -> None:
    text = bound.isoformat()[:precision]
    first = date.fromisoformat((text + "-01-01")[:10])
    assert covers(text, "", day) == (day >= first)
    assert covers("", text, day) == (day < first)
    assert list(faults(text, "")) == []


@pytest.mark.parametrize(("start", "end"), [("18", ""), ("2018-13", ""), ("", "2018-7"), ("2019", "2018-12"), ("2018", "2018")])
def test_bad_terms(start: str, end: str) -> None:
    assert list(faults(start, end))
