"""OFD: the text layer by places on the page, ruled tables by their lines."""

from __future__ import annotations

import pytest

from planggraph.errors import DamagedFile, EncryptedFile, ScannedFile
from planggraph.reading import read_bytes
from reading_files import ABOVE, LEFT, OFD, ofd_from, ofd_of, zipped
from reading_view import assert_sound, places, view

LONG = "1.建设科创园二期。标准厂房竣工8万平方米，" + "加快完善基础设施，" * 9 + "力争年底前投入使用。（牵头单位：市科技局）"


def test_lines_joined_page_numbers_dropped() -> None:
    plan = ["黔江市2023年工作要点", LONG, "二、保障措施", LONG] * 3
    document = read_bytes("a.ofd", ofd_of(plan[:1] + plan[1:4] * 3))
    assert view(document) == plan[:1] + plan[1:4] * 3
    assert places(document)[-1] == "第2页"
    assert_sound(document)


def test_a_table_over_pages() -> None:
    rows = (
        [["类别", "序号", "任务"]]
        + [["教育类" if i % 4 == 0 else ABOVE, str(i), f"推进第{i}项工程" * 4] for i in range(14)]
        + [["合计", LEFT, "略"]]
    )
    expected = [["类别", "序号", "任务"]] + [["教育类", str(i), f"推进第{i}项工程" * 4] for i in range(14)] + [["合计", "合计", "略"]]
    assert view(read_bytes("a.ofd", ofd_of(["任务表", rows, "尾"]))) == ["任务表", expected, "尾"]


def text_object(inner: str, more: str) -> str:
    return f'<ofd:TextObject Boundary="20 30 100 10" {more}>{inner}</ofd:TextObject>'


@pytest.mark.parametrize(
    ("inner", "more"),
    [
        ('<ofd:TextCode X="0" Y="4" DeltaX="g 3 5">牵头单位</ofd:TextCode>', 'Size="5"'),
        ('<ofd:TextCode X="0" Y="4" DeltaX="5 5 5">牵头单位</ofd:TextCode>', 'Size="5"'),
        ('<ofd:TextCode X="0" Y="4" DeltaX="5">牵头</ofd:TextCode><ofd:TextCode X="10" Y="4" DeltaX="5">单位</ofd:TextCode>', 'Size="5"'),
        ('<ofd:TextCode X="0" Y="40" DeltaX="g 3 50">牵头单位</ofd:TextCode>', 'Size="50" CTM="0.1 0 0 0.1 0 0"'),
    ],
)
def test_places_of_characters(inner: str, more: str) -> None:
    assert view(read_bytes("a.ofd", ofd_from([text_object(inner, more)]))) == ["牵头单位"]


def test_refusals() -> None:
    with pytest.raises(ScannedFile):
        read_bytes("a.ofd", ofd_from([""]))
    with pytest.raises(DamagedFile):
        read_bytes("a.ofd", zipped({"OFD.xml": f'<OFD xmlns="{OFD}"><DocBody><DocRoot>../../x.xml</DocRoot></DocBody></OFD>'}))
    with pytest.raises(EncryptedFile):
        read_bytes("a.ofd", zipped({"OFD.xml": "<a/>", "Doc_0/Encryptions.xml": "<a/>"}))
