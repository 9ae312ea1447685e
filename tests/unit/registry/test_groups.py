"""Collective bodies: which names are collective, and who belongs to them on a day."""

from __future__ import annotations

from datetime import date

import pytest

from planggraph.errors import NotInRegistry
from planggraph.registry import Registry

SEED_DAY = date(2018, 7, 9)
DISTRICTS_2018 = "440103 440104 440105 440106 440111 440112 440113 440114 440115 440117 440118".split()
DISTRICTS_2012 = "440103 440104 440105 440106 440111 440112 440113 440114 440115 440116".split()


@pytest.mark.parametrize(
    "name",
    "各区政府 各区 各帮扶区 "
    " 各区委组织部 各县（市、区）人民政府 各镇(街道) 各镇街 各街办(园区) 市直各单位 市直各有關單位 市政府各部门 各部门 "
    "市级各有关部门 有关部门 相关单位 相关街道 国务院相关部门 各地区 各省级人民政府 县级市 各责任单位 各园区管委会 各商业银行 区有关部门 "
    "区重点项目指挥部成员单位 各县区市场监管局 州直有关部门 全市各有关单位 市属国有企业".split(),
)
def test_collective(name: str) -> None:
    assert Registry.load().is_collective(name)


@pytest.mark.parametrize(
    "name",
    "市财政局 南沙区政府 广东省第一扶贫协作工作组黔南组 广州开发区 广州大学 团市委 市委组织部 中关村管委会 东门街道办 供电公司 "
    "市市场监管局 财政部".split(),
)
def test_not_collective(name: str) -> None:
    assert not Registry.load().is_collective(name)


@pytest.mark.parametrize(("day", "districts"), [(SEED_DAY, DISTRICTS_2018), (date(2012, 1, 1), DISTRICTS_2012)])
def test_the_districts_of_guangzhou(day: date, districts: list[str]) -> None:
    """Eleven since 2014-02, with 从化 and 增城 and without 萝岗; ten before (GB/T 2260)."""
    members = Registry.load().members("440100/grp_all_district_gov", when=day)
    assert members == tuple(f"{code}/district_government" for code in districts)


def test_members_by_rule() -> None:
    """Qiannan has 12 county-level units; Guangdong 21 cities; the country 34 units of province level (GB/T 2260)."""
    members = Registry.load().members
    counties = members("522700/grp_counties", when=SEED_DAY)
    assert len(counties) == 12
    assert set(counties) >= {"522701/county_government", "522732/county_government"}
    assert len(members("440000/grp_cities", when=SEED_DAY)) == 21
    assert len(members("000000/grp_provinces", when=SEED_DAY)) == 34
    assert "522700/prefecture_government" in members("520000/grp_cities", when=SEED_DAY)
    assert members("440100/grp_county_cities", when=date(2012, 1, 1)) == ("440183/county_government", "440184/county_government")
    assert members("440100/grp_party_and_gov", when=SEED_DAY) == ("440100/party_committee", "440100/city_government")
    assert members("522722/grp_party_and_gov", when=SEED_DAY) == ("522722/district_party_committee", "522722/county_government")


def test_the_department_of_each_district_in_force() -> None:
    members = Registry.load().members
    assert members("440100/grp_district_org_depts", when=SEED_DAY) == tuple(f"{code}/party_org_dept" for code in DISTRICTS_2018)
    each = members("440100/grp_each_districts-justice_bureau", when=date(2020, 1, 1))
    assert each == tuple(f"{code}/justice_bureau" for code in DISTRICTS_2018)


@pytest.mark.parametrize(
    "key",
    ["440100/grp_helping_districts", "440100/grp_depts_concerned", "440100/grp_towns", "云岭区/grp_counties", "440100/各商业银行", "x"],
)
def test_open_groups_and_unknown_places_have_no_members(key: str) -> None:
    assert Registry.load().members(key, when=SEED_DAY) == ()


def test_groups_as_agencies() -> None:
    agency = Registry.load().agency
    assert (agency("440100/grp_all_district_gov").kind, agency("440100/grp_all_district_gov").label_zh) == ("collective", "各区人民政府")
    assert agency("440100/grp_helping_districts").kind == "collective_open"
    assert agency("440100/grp_each_counties-market_regulation").label_zh == "各县区市场监督管理局"
    assert agency("440100/各商业银行").label_zh == "各商业银行"
    with pytest.raises(NotInRegistry):
        agency("440100/no_such_function")


def test_every_member_is_known_to_the_registry() -> None:
    registry = Registry.load()
    for key in ("440100/grp_all_district_gov", "000000/grp_provinces", "440000/grp_cities_counties", "440100/grp_district_support_offices"):
        members = registry.members(key, when=SEED_DAY)
        assert members
        assert {registry.agency(member).key for member in members} == set(members)
