"""Groups of people and kinds of areas. Sentences follow the conventions named in the module; what they name was judged by eye."""

from __future__ import annotations

import pytest

from planggraph.extraction import beneficiaries
from planggraph.extraction.edges import Scene


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("向贫困村贫困人口倾斜", ["贫困人口"]),
        ("组织贫困村创业致富带头人培训", ["贫困村创业致富带头人"]),
        ("接受建档立卡贫困户劳动力就业", ["建档立卡贫困户"]),
        ("帮助当地贫困劳动力就业", ["贫困劳动力"]),
        ("推动青少年事务社工服务", []),
        ("派送18名党政干部挂职", []),
        ("培训70名各级党政干部", ["党政干部"]),
        ("为党政干部、帮扶干部培训", ["党政干部", "帮扶干部"]),
        ("借鉴外地开展致富带头人培训做法", []),
        ("服务残疾人、空巢老人和进城务工人员", ["残疾人", "空巢老人", "进城务工人员"]),
        ("支持青年人才和企业家", []),
    ],
)
def test_groups(text: str, expected: list[str]) -> None:
    assert [text[name.start : name.end] for name in beneficiaries.find(Scene(text, ())) if not name.generic] == expected


def test_a_bare_head_specified_elsewhere_is_generic() -> None:
    text = "维护农民工权益，免费接受驻穗农民工申请"
    found = {text[name.start : name.end]: name.generic for name in beneficiaries.find(Scene(text, ()))}
    assert found == {"农民工": True, "驻穗农民工": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("向深度贫困地区倾斜", ["深度贫困地区"]),
        ("每个结对帮扶县、各结对县", ["结对帮扶县", "各结对县"]),
        ("深度贫困乡镇村和革命老区", ["深度贫困乡镇村", "革命老区"]),
        ("各区县", []),
    ],
)
def test_areas(text: str, expected: list[str]) -> None:
    assert [text[name.start : name.end] for name in beneficiaries.areas(Scene(text, ()))] == expected
