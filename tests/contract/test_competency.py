"""The questions of the catalogue, asked of the real plan, give the answers worked out from the plan beforehand.

Every expected answer is the `seed_answer` of the competency questions (tests/cases/competency.csv, which keeps them as they were
drawn up: computed from the hand-made gold of the plan, or read in it by eye). Where the text was counted again, the test says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from planggraph.queries import Catalogue, run
from planggraph.store import EmbeddedStore, Rows, Value, open_store
from seed import SEED, build_seed

CATALOGUE = Catalogue.load()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("competency") / "s"
    build_seed(folder)
    with open_store(folder) as opened:
        yield opened


def function(agency: str) -> str:
    """coop_office, of the IRI of an agency."""
    return agency.rpartition("/")[2]


def ask(store: EmbeddedStore, name: str, **parameters: str) -> Rows:
    return run(store, CATALOGUE.get(name), parameters)


def tasks(store: EmbeddedStore, name: str, **parameters: str) -> list[Value]:
    return ask(store, name, **parameters).column("notation")


def counts(rows: Rows, key: str = "agency", value: str = "tasks") -> list[tuple[str, Value]]:
    return [(function(row[key]), row[value]) for row in rows]


def test_cq01(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ01", t="四7")
    assert rows.column("agency_name") == ["广州港务局", "市工信委", "市国资委", "南沙区政府"]
    assert rows.column("position") == [1, 2, 3, 4]
    assert set(rows.column("role_word")) == {"牵头单位"}


def test_cq02(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ02", a="coop_office")
    assert rows.column("notation") == "一1 一2 二1 三4 三5 四1 四3 六1 六8 六9".split()
    assert rows.records()[2]["section"] == "资金支持"
    assert (rows.records()[2]["deadline"], rows.records()[2]["by"]) == ("7月前", "2018-07")


def test_cq03(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ03", a="coop_office") == "一1 一2 二1 六1".split()


def test_cq04(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ04", a="party_office_ct") == ["一1", "一2"]


def test_cq05(store: EmbeddedStore) -> None:
    found = counts(ask(store, "CQ05"))
    top = {"grp_all_district_gov": 18, "coop_office": 10, "wg_gd1_qiannan": 10, "sasac_local": 6}
    assert dict(found[:4]) == top
    assert [number for _, number in found[4:8]] == [4, 4, 4, 4]
    assert found[8][1] < 4
    assert (len(found), sum(number for _, number in found)) == (37, 107)


def test_cq06(store: EmbeddedStore) -> None:
    assert set(map(function, ask(store, "CQ06").column("agency"))) == {"party_office_ct", "gov_office_ct"}


def test_cq07(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ07", d="南沙区").records()
    assert [row["notation"] for row in rows if row["through"] is None] == ["四7"]
    through = Counter(row["through"] for row in rows if row["through"])
    assert through["各区政府"] + through["各区人民政府"] == 18
    assert through["各帮扶区"] == 0  # its members are not stated
    assert through["各区委组织部"] == 1  # 三1, counted again: the seed answer speaks of governments


def test_cq08(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ08")
    assert set(zip(rows.column("notation"), rows.column("surface"), strict=True)) == {
        ("五2", "市人力资源市场服务中心"),
        ("三3", "广州市血液中心"),
        ("三5", "中山大学"),
    }


def test_cq09(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ09").records()
    assert list(dict.fromkeys(row["section"] for row in rows)) == "组织领导 资金支持 人才支援 产业合作 劳务协作 携手奔小康".split()
    assert sum(row["named"] for row in rows) == 107


def test_cq10(store: EmbeddedStore) -> None:
    found = dict(counts(ask(store, "CQ10", a="agriculture_bureau"), "partner"))
    assert (found["commerce_commission"], found["coop_office"]) == (4, 3)


def test_cq11(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ11", k="2").records()
    pairs = {frozenset((function(row["agency"]), function(row["partner"]))): row["tasks"] for row in rows}
    assert len(pairs) == 43
    assert len([pair for pair in pairs if "grp_all_district_gov" not in pair]) == 27
    assert pairs[frozenset(("coop_office", "wg_gd1_qiannan"))] == max(pairs.values()) == 6
    assert pairs[frozenset(("agriculture_bureau", "commerce_commission"))] == 4


def test_cq12(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ12", k="5")
    found = dict(zip(rows.column("notation"), rows.column("leads"), strict=True))
    assert found == {"三4": 14, "四3": 8, "四5": 6, "六6": 6, "四4": 5, "六1": 5, "六9": 5}


def test_cq13(store: EmbeddedStore) -> None:
    assert len(tasks(store, "CQ13")) == 17


def test_cq14(store: EmbeddedStore) -> None:
    found = tasks(store, "CQ14")
    assert len(found) == 30
    assert not {"一1", "一2"} & set(found)


def test_cq15(store: EmbeddedStore) -> None:
    assert counts(ask(store, "CQ15", k="3"), value="sections") == [
        ("wg_gd1_qiannan", 6),
        ("grp_all_district_gov", 5),
        ("coop_office", 5),
        ("sasac_local", 3),
        ("trade_unions", 3),
    ]


def test_cq16(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ16", a="wg_gd1_qiannan") == "一1 一2 二1 四2 四5 五1 六1 六8 六9".split()


def test_cq17(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ17", t="四1")
    found = dict(zip(rows.column("notation"), rows.column("shared"), strict=True))
    assert found == {"三4": 4, "四3": 4, "四5": 3, "六1": 2, "六9": 2}


def test_cq18(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ18")
    found = dict(zip(rows.column("notation"), map(function, rows.column("agency")), strict=True))
    assert found == {
        "三6": "wg_gd1_qiannan",
        "四6": "financial_work_bureau",
        "二2": "grp_all_district_gov",
        "六2": "grp_all_district_gov",
        "六4": "grp_all_district_gov",
        "六3": "grp_helping_districts",
    }


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        ("wg_gd1_qiannan", ["三6"]),
        ("{wg_gd1_qiannan}", ["三6"]),
        ("各区政府", ["二2", "六2", "六4"]),  # domain notes, orphan set of {各区政府}
        ("coop_office", []),
        ("市教育局、各区政府", ["二2", "三2", "六2", "六4"]),  # 三2 is led by these two alone
    ],
)
def test_cq19(store: EmbeddedStore, absent: str, expected: list[str]) -> None:
    assert tasks(store, "CQ19", X=absent) == expected


def test_cq20(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ20").records()[:5]
    expected = [
        ("grp_all_district_gov", 7.30),
        ("wg_gd1_qiannan", 3.98),
        ("coop_office", 2.93),
        ("hr_social_security", 1.83),
        ("sasac_local", 1.54),
    ]
    assert [(function(row["agency"]), round(float(row["load"]), 2)) for row in rows] == expected


def test_cq21(store: EmbeddedStore) -> None:
    (row,) = ask(store, "CQ21", n="3").records()
    assert (row["of_top"], row["all"]) == (38, 107)


def test_cq22(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ22") == ["二2", "六2", "六3", "六4"]


def test_cq23(store: EmbeddedStore) -> None:
    (row,) = ask(store, "CQ23").records()
    assert (row["tasks"], row["with_group"], row["with_open_list"]) == (32, 20, 1)


def test_cq24(store: EmbeddedStore) -> None:
    assert list(map(function, ask(store, "CQ24", s1="组织领导", s2="劳务协作").column("agency"))) == ["wg_gd1_qiannan"]


def test_cq25(store: EmbeddedStore) -> None:
    found = {(function(row["agency"]), row["month"]): row["tasks"] for row in ask(store, "CQ25")}
    assert found["grp_all_district_gov", "2018-12"] == 14
    assert found["grp_all_district_gov", "2018-11"] == 4
    assert {found[agency, "2018-12"] for agency in ("coop_office", "wg_gd1_qiannan", "sasac_local")} == {6}


def test_cq25_read_strictly_is_a_month_earlier(store: EmbeddedStore) -> None:
    found = {(function(row["agency"]), row["month"]): row["tasks"] for row in ask(store, "CQ25", r="strict")}
    assert found["grp_all_district_gov", "2018-11"] == 14


@pytest.mark.parametrize(("reading", "second"), [("month_end", date(2018, 8, 31)), ("strict", date(2018, 7, 31))])
def test_cq26(store: EmbeddedStore, reading: str, second: date) -> None:
    rows = ask(store, "CQ26", m="2018-08", r=reading)
    first = {"strict": date(2018, 6, 30), "month_end": date(2018, 7, 31)}[reading]
    assert dict(zip(rows.column("notation"), rows.column("due"), strict=True)) == {"二1": first, "五1": second, "六3": second}


@pytest.mark.parametrize(("reading", "days"), [("month_end", [32, 1, 1]), ("strict", [63, 32, 32])])
def test_cq27(store: EmbeddedStore, reading: str, days: list[int]) -> None:
    rows = ask(store, "CQ27", d="2018-09-01", r=reading)
    assert rows.column("notation") == ["二1", "五1", "六3"]
    assert rows.column("days") == days  # counted by hand from 30 June, 31 July and 31 August


def test_cq28(store: EmbeddedStore) -> None:
    (row,) = ask(store, "CQ28", r="strict").records()
    assert (row["notation"], row["due"], row["issued"]) == ("二1", date(2018, 6, 30), date(2018, 7, 9))
    assert tasks(store, "CQ28", r="month_end") == []


def test_cq29(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ29") == []


def test_cq30(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ30") == ["三4", "三5", "三6"]


def test_cq31(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ31", t="五2").records()
    assert [(row["bound"], row["value"], row["unit"]) for row in rows] == [
        ("min", 118, "名"),
        ("min", 1180, "名"),
        ("min", 2500, "个"),
        ("min", 2000, "个"),
    ]
    assert [bool(row["per"]) for row in rows] == [True, False, False, True]


def test_cq32(store: EmbeddedStore) -> None:
    rows = {row["notation"]: row for row in ask(store, "CQ32")}
    assert (rows["二1"]["amount"], rows["二1"]["share"], rows["二1"]["earmark"]) == (300_000_000, 95, "深度贫困地区")
    assert (rows["六1"]["amount"], rows["六1"]["share"]) == (None, 95)
    assert (rows["二2"]["amount"], rows["二2"]["led_by"]) == (None, "各区政府")


def test_cq33(store: EmbeddedStore) -> None:
    found = {(row["notation"], row["people"]) for row in ask(store, "CQ33")}
    assert {("三1", 18), ("三2", 15), ("三4", 10)} <= found


def test_cq34(store: EmbeddedStore) -> None:
    implied = {(row["notation"], row["each"]): row["units_implied"] for row in ask(store, "CQ34")}
    assert implied["五2", 118] == 10
    assert (implied["五4", 2], implied["五4", 150]) == (10, 20)


def test_cq35(store: EmbeddedStore) -> None:
    assert tasks(store, "CQ35") == "一2 二2 三7 四2 四6 四7 五1 五3 五5 六3 六4 六6 六7 六8 六9".split()


def test_cq36(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ36", r="522700").records()
    places = {(row["notation"], row["place"][:2]) for row in rows}
    assert {("三2", "罗甸"), ("四7", "贵定"), ("四7", "荔波"), ("四7", "都匀"), ("四2", "都匀")} <= places
    assert len({row["notation"] for row in rows}) > 20
    assert ("四2", "都匀经济开发区") in {(row["notation"], row["place"]) for row in rows}


def test_cq37(store: EmbeddedStore) -> None:
    found = {(row["programme_name"], row["notation"]) for row in ask(store, "CQ37")}
    assert {
        ("黔电送粤", "四7"),
        ("百企千团百万老广游贵州", "四4"),
        ("健康直通车", "六7"),
        ("罗甸越秀班", "三2"),
        ("黄埔班", "三2"),
    } <= found
    assert any("万企帮万村" in name and notation == "六5" for name, notation in found)


@pytest.mark.parametrize("name", ["黔电送粤", "黔电送"])
def test_cq38(store: EmbeddedStore, name: str) -> None:
    assert ask(store, "CQ38", p=name).column("agency_name") == ["广州港务局", "市工信委", "市国资委", "南沙区政府"]


def test_cq39(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ39", r="522700")
    assert [name[:2] for name in rows.column("place")] == "福泉 瓮安 独山 平塘 长顺 龙里 惠水 三都".split()


def test_cq40(store: EmbeddedStore) -> None:
    assert {"二1", "六1"} <= set(tasks(store, "CQ40", c="深度贫困地区"))


def test_cq41(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ41")
    assert len(rows) == 26
    assert min(rows.column("leads")) > 1


def test_cq42(store: EmbeddedStore) -> None:
    found = {function(row["agency"]): set(row["names"].split("、")) for row in ask(store, "CQ42")}
    assert found["industry_it_commission"] == {"市工信委", "市工业信息化委"}
    assert found["financial_work_bureau"] == {"市金融局", "市金融工作局"}
    assert found["grp_all_district_gov"] == {"各区政府", "各区人民政府"}  # 各帮扶区 is a part of the districts: kept apart
    assert {"市协作办", "市对口支援办"} <= found["coop_office"]
    assert len(found) == 4


def test_cq43(store: EmbeddedStore) -> None:
    (row,) = ask(store, "CQ43").records()
    assert (row["notation"], row["surface"], row["resolution"]) == ("四3", "协作办", "resolved")


def test_cq44(store: EmbeddedStore) -> None:
    assert len(tasks(store, "CQ44")) == 32


def test_cq45(store: EmbeddedStore) -> None:
    (row,) = ask(store, "CQ45").records()
    assert (row["notation"], row["other_notation"]) == ("二1", "六1")
    assert (row["deadline"], row["other_deadline"], row["leads"], row["other_leads"]) == ("7月前", "12月前", 3, 5)
    assert row["similarity"] >= row["threshold"]


def test_cq46(store: EmbeddedStore) -> None:
    found = {(row["number"] or row["cited"], row["notation"]) for row in ask(store, "CQ46")}
    assert found == {
        ("组通字〔2018〕15号", "三1"),
        ("广州·黔南东西部扶贫协作三年行动方案（2018-2020）", None),
        ("东西部扶贫协作考核办法（试行）", None),
    }


def test_cq47(store: EmbeddedStore) -> None:
    rows = ask(store, "CQ47").records()
    text = SEED.read_bytes().decode("utf-8")
    assert len(rows) == 111
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_cq47_of_one_assignment(store: EmbeddedStore) -> None:
    every = ask(store, "CQ47", t="四7").records()
    (row,) = ask(store, "CQ47", assignment=every[0]["assignment"]).records()
    assert (len(every), row["quote"]) == (4, "广州港务局")
