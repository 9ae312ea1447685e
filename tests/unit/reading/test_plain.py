"""Plain text: the text to the letter, lines as paragraphs, tables by bars and tabs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.errors import EmptyFile, InputError
from planggraph.model import Table
from planggraph.reading import read_bytes
from reading_view import assert_sound, places, view


def test_text_is_the_file_to_the_letter() -> None:
    text = "\r\n　　一、总体要求 \r\n\n第二行\rend"
    document = read_bytes("a.txt", text.encode())
    assert document.text == text
    assert view(document) == ["一、总体要求", "第二行", "end"]
    assert places(document) == ["第2行", "第4行", "第5行"]
    assert (document.media_type, document.encoding) == ("text/plain", "utf-8")


def test_seed_reads_whole(seed) -> None:  # noqa: ANN001 a path
    document = read_bytes(seed.name, seed.read_bytes())
    assert document.text == seed.read_bytes().decode()
    assert_sound(document)


def test_bars_with_a_merged_first_column() -> None:
    text = "类别 | 任务 | 单位 |\n---|---|---|\n一、教育 | 建校 | 教育局 |\n修操场 | 体育局 |\n二、交通 | 修路 | 交通局 |\n"
    document = read_bytes("a.txt", text.encode())
    assert view(document) == [
        [["类别", "任务", "单位"], ["一、教育", "建校", "教育局"], ["一、教育", "修操场", "体育局"], ["二、交通", "修路", "交通局"]]
    ]
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[1][0] is table.rows[2][0]
    assert table.rows[2][0].place == "第3行"


def test_bars_at_both_ends_and_a_row_across() -> None:
    text = "说明\n| 序号 | 任务 | 单位 |\n|:--|---|--:|\n| 一、教育 |\n| 1 | 建校 | |\n\n| 2 | 修路 | 交通局 |\n"
    assert view(read_bytes("a.md", text.encode())) == [
        "说明",
        [["序号", "任务", "单位"], ["一、教育"] * 3, ["1", "建校", ""], ["2", "修路", "交通局"]],
    ]


def test_keys_and_values() -> None:
    text = "重点工作: | 修路。 |\n牵头单位: | 交通局 |\n配合单位: | |\n"
    assert view(read_bytes("a.txt", text.encode())) == [[["重点工作:", "修路。"], ["牵头单位:", "交通局"], ["配合单位:", ""]]]


def test_tabs_after_an_indented_line() -> None:
    text = "\t说明\n任务\t单位\t时间\n一、教育\t\t\n建校\t教育局\t5月\n\t体育局\t6月\n\t注：略\n"
    assert view(read_bytes("a.txt", text.encode())) == [
        "说明",
        [["任务", "单位", "时间"], ["一、教育"] * 3, ["建校", "教育局", "5月"], ["建校", "体育局", "6月"]],
        "注：略",
    ]


@pytest.mark.parametrize("text", ["首页 | 要闻\n正文。", "\t一、总则\n\t二、任务", "甲|乙"])
def test_one_row_is_no_table(text: str) -> None:
    assert all(isinstance(block, str) for block in view(read_bytes("a.txt", text.encode())))


@pytest.mark.parametrize("data", [b"", b" \n\t ", "\ufeff".encode(), "\u3000\n".encode()])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_bytes("a.txt", data)


@given(st.text(alphabet=st.sampled_from("甲乙一、1.|｜\t \n\r-:　\u2028\x0c")))
def test_any_lines_make_sound_blocks(text: str) -> None:
    try:
        document = read_bytes("a.txt", text.encode())
    except InputError:
        return
    assert document.text == text
    assert_sound(document)


def test_absurdly_many_cells_stay_paragraphs() -> None:
    assert len(read_bytes("a.txt", ("|" * 300_000 + "x\n").encode() * 2).blocks) == 2
