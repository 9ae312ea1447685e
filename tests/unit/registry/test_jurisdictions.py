"""The place at the head of an issuer or a title."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.model import Jurisdiction
from planggraph.registry import Registry

DAY = date(2018, 7, 9)


def found(text: str, when: date | None = DAY) -> tuple[str, str | None] | None:
    place = Registry.load().jurisdiction(text, when)
    return (place.name, place.code) if place else None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("广州市对口支援办公室", "广州市", "440100"),
        ("广州市东西部扶贫协作对口帮扶黔南州2018年度工作要点", "广州市", "440100"),
        ("关于印发广州市东西部扶贫协作工作要点的通知", "广州市", "440100"),
        ("北京市政务公开领导小组办公室", "北京市", "110000"),
        ("北京市政务服务管理局", "北京市", "110000"),
        ("2024年北京市政务公开工作要点", "北京市", "110000"),
        ("上海市人民政府办公厅", "上海市", "310000"),
        ("广西壮族自治区人民政府", "广西壮族自治区", "450000"),
        ("恩施州2021年工作要点", "恩施州", "422800"),
        ("深圳2019年工作要点", "深圳", "440300"),
        ("2018-2020年贵州省行动计划", "贵州省", "520000"),
        ("广州市白云区人民政府", "广州市白云区", "440111"),
        ("贵州省黔南州荔波县2019年工作要点", "贵州省黔南州荔波县", "522722"),
        ("浦东新区人民政府", "浦东新区", "310115"),
        ("资源县人民政府", "资源县", "450329"),
        ("中共广州市委办公厅", "广州市", "440100"),
        ("国家税务总局广州市税务局", "广州市", "440100"),
        ("国务院", "全国", "000000"),
        ("国务院办公厅", "全国", "000000"),
        ("中共中央办公厅", "全国", "000000"),
        ("教育部办公厅", "全国", "000000"),
    ],
)
def test_known_places(text: str, name: str, code: str) -> None:
    assert found(text) == (name, code)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云岭区人民政府办公室", "云岭区"),
        ("云岭区2023年重点工作责任分解方案", "云岭区"),
        ("2024年青溪区政府工作报告重点任务责任分解", "青溪区"),
        ("2022年南坪区重点工作任务分解表", "南坪区"),
        ("臨江市2022年政務服務改革工作要點", "臨江市"),
        ("清源自治州2020年水利改革工作计划", "清源自治州"),
        ("白云区人民政府", "白云区"),
        ("鼓楼区人民政府", "鼓楼区"),
        ("广州开发区管委会", "广州开发区"),
        ("北京经济技术开发区管委会", "北京经济技术开发区"),
        ("河北雄安新区管理委员会", "河北雄安新区"),
        ("从化市人民政府", "从化市"),
    ],
)
def test_places_without_a_code(text: str, name: str) -> None:
    """Made up, borne by several places, a functional zone, or no longer in force (从化市 became a district in 2014)."""
    assert found(text) == (name, None)


@pytest.mark.parametrize(
    "text",
    [
        "某县 3 2023 年营商环境工作要点",
        "关于推进人才集聚工程的实施意见",
        "推进城市更新三年行动方案",
        "加快县域经济发展的意见",
        "2023年全市重点工作",
        "大力发展县级经济",
        "全面推进乡村振兴",
        "合作社发展方案",
        "西部大开发",
        "十四五规划",
        "",
    ],
)
def test_no_place(text: str) -> None:
    assert found(text) is None


def test_names_are_looked_up_at_their_day() -> None:
    """毕节市 was a county-level city until 2011 and is a prefecture-level city since (gb2260 revision 201110)."""
    assert found("毕节市人民政府", date(2010, 1, 1)) == ("毕节市", "522401")
    assert found("毕节市人民政府") == ("毕节市", "520500")
    assert found("毕节市人民政府", None) == ("毕节市", "520500")
    assert found("从化市人民政府", date(2012, 1, 1)) == ("从化市", "440184")


@given(st.text(alphabet="市区县省广州年2018关于印发的国务院中共某 ", max_size=20))
def test_any_text_is_answered(text: str) -> None:
    place = Registry.load().jurisdiction(text, DAY)
    assert place is None or place == Jurisdiction("全国", "000000") or place.name in text.replace(" ", "")
