"""Workbooks and separated values."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
import xlwt
from openpyxl import Workbook

from planggraph.errors import DamagedFile, EmptyFile
from planggraph.model import Table
from planggraph.reading import read_bytes
from planggraph.reading.sheet import shown
from reading_files import ABOVE, LEFT, ole_of, xlsx_of
from reading_view import assert_sound, places, view

ROWS = [["类别", "任务", "单位"], ["教育", "建校", "教育局"], [ABOVE, "修操场", "体育局"], ["合计", LEFT, "2"]]
FILLED = [["类别", "任务", "单位"], ["教育", "建校", "教育局"], ["教育", "修操场", "体育局"], ["合计", "合计", "2"]]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_title_table_and_note() -> None:
    document = read_bytes("a.xlsx", xlsx_of(["2022年任务表", "单位：市政府", ROWS, "注：略"], "任务"))
    assert view(document) == ["2022年任务表", "单位：市政府", FILLED, "注：略"]
    assert places(document) == ["任务!A1", "任务!A2", "任务", "任务!A7"]
    table = document.blocks[2]
    assert isinstance(table, Table)
    assert table.rows[2][0].span == table.rows[1][0].span
    assert (table.rows[2][0].place, table.rows[2][1].place) == ("任务!A4", "任务!B5")
    assert_sound(document)


def test_values_as_a_person_sees_them() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "时限", "比例", "金额", "是"])
    sheet.append([1.0, datetime(2018, 11, 30), 0.95, 1234.5, True])
    sheet["C2"].number_format = "0%"
    assert view(read_bytes("a.xlsx", saved(book))) == [[["序号", "时限", "比例", "金额", "是"], ["1", "2018-11-30", "95%", "1234.5", "是"]]]


def test_hidden_sheets_and_several_sheets() -> None:
    book = Workbook()
    for name, state in [("甲", "visible"), ("乙", "hidden"), ("丙", "visible")]:
        sheet = book.create_sheet(name)
        sheet.append(["任务", name])
        sheet.append(["修路", name])
        sheet.sheet_state = state
    assert places(read_bytes("a.xlsx", saved(book))) == ["甲", "丙"]


def test_old_workbook() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("任务")
    sheet.write_merge(0, 0, 0, 2, "2022年任务表")
    for column, text in enumerate(["类别", "任务", "时限"]):
        sheet.write(1, column, text)
    sheet.write_merge(2, 3, 0, 0, "教育")
    sheet.write(2, 1, "建校")
    sheet.write(3, 1, "修操场")
    sheet.write(2, 2, date(2018, 11, 30), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    sheet.write(3, 2, 12)
    buffer = io.BytesIO()
    book.save(buffer)
    for name in ("a.xls", "a.et", "renamed.doc"):
        document = read_bytes(name, buffer.getvalue())
        assert view(document) == ["2022年任务表", [["类别", "任务", "时限"], ["教育", "建校", "2018-11-30"], ["教育", "修操场", "12"]]]
        assert document.blocks[1].place == "任务"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_separated_values(encoding: str, sign: str) -> None:
    text = sign.join(["任务", "单位"]) + "\r\n" + sign.join(['"修路,\n架桥; 好"', "交通局"]) + "\r\n"
    document = read_bytes("a.csv", text.encode(encoding))
    assert view(document) == [[["任务", "单位"], ["修路,\n架桥; 好", "交通局"]]]
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[1][1].place == "第2行第2列"


def test_shown() -> None:
    assert [shown(value) for value in (3.0, 0.1 + 0.2, datetime(2018, 7, 9, 8, 30), None, "甲", 10**20)] == [
        "3", "0.3", "2018-07-09 08:30", "", "甲", "1" + "0" * 20,
    ]  # fmt: skip


def test_nothing_or_damage() -> None:
    with pytest.raises(EmptyFile):
        read_bytes("a.xlsx", saved(Workbook()))
    with pytest.raises(DamagedFile):
        read_bytes("a.xls", ole_of({"Workbook": b"\1\2\3"}))
    with pytest.raises(EmptyFile):
        read_bytes("a.csv", b",,,\n,,")
