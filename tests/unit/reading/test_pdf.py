"""PDF: lines to paragraphs, page furniture dropped, ruled tables, tables over pages."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from planggraph.errors import EncryptedFile, ScannedFile
from planggraph.reading import read_bytes
from planggraph.reading.draft import Drawn
from planggraph.reading.lines import Glyph, lines_of, modern
from planggraph.reading.page_tables import PageTable, continues, join
from reading_files import ABOVE, LEFT, pdf_of
from reading_view import assert_sound, places, view

LONG = "1.建设科创园二期。标准厂房竣工8万平方米，" + "加快完善基础设施，" * 9 + "力争年底前投入使用。（牵头单位：市科技局）"
PLAN = ["黔江市2023年工作要点", "为贯彻落实市委部署，" + "推动各项重点任务按期完成，" * 6 + "制定本要点。", "一、产业发展", LONG]


def canvas_pdf(*, encrypt: pdfencrypt.StandardEncryption | None = None, pages: tuple[tuple[str, ...], ...] = (("甲乙丙",),)) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    for lines in pages:
        canvas.setFont("STSong-Light", 16)
        canvas.rect(50, 50, 5, 5)
        for number, line in enumerate(lines):
            canvas.drawString(80, 700 - 28 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_lines_are_joined_and_furniture_dropped() -> None:
    document = read_bytes("a.pdf", pdf_of(PLAN * 3, header="黔江市人民政府文件"))
    assert view(document) == PLAN * 3
    assert_sound(document)
    assert places(document)[0] == "第1页"
    assert places(document)[-1] == "第2页"


def test_a_table_over_two_pages_is_one_table() -> None:
    body = [
        [f"类{i // 8}" if i % 8 == 0 else ABOVE, str(i + 1), f"推进第{i + 1}项重点工程建设并完成竣工验收", "市教育局、市财政局"]
        for i in range(30)
    ]
    rows = [["类别", "序号", "工作任务", "牵头单位"], *body, ["合计", LEFT, "三十项", "略"]]
    document = read_bytes("a.pdf", pdf_of(["任务分解表", rows, "注：以上任务年底前完成。"], widths=(60, 50, 200, 130)))
    expected = [rows[0]] + [[f"类{i // 8}", *row[1:]] for i, row in enumerate(body)] + [["合计", "合计", "三十项", "略"]]
    assert view(document) == ["任务分解表", expected, "注：以上任务年底前完成。"]
    assert document.blocks[1].place == "第1页 表1"
    assert_sound(document)


def test_short_lines_are_not_joined() -> None:
    lines = ("一、交通", "1.修路", "牵头单位：交通局")
    assert view(read_bytes("a.pdf", canvas_pdf(pages=(lines,)))) == list(lines)


def test_block_style_paragraphs_part_at_item_numbers() -> None:
    full = "建设重点工程项目推进各项工作按期完成加快完善基础"
    pages = ((f"1.{full}设", "施并投用。", f"2.{full}。", f"3.{full}设", "施。", "4.尾。"),)
    assert view(read_bytes("a.pdf", canvas_pdf(pages=pages))) == [f"1.{full}设施并投用。", f"2.{full}。", f"3.{full}设施。", "4.尾。"]


def test_passwords() -> None:
    with pytest.raises(EncryptedFile):
        read_bytes("a.pdf", canvas_pdf(encrypt=pdfencrypt.StandardEncryption("secret")))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner"))
    canvas.drawString(80, 700, "No password to open")
    canvas.save()
    assert view(read_bytes("a.pdf", buffer.getvalue())) == ["No password to open"]


def test_pages_without_words() -> None:
    with pytest.raises(ScannedFile, match="2 pages"):
        read_bytes("a.pdf", canvas_pdf(pages=((), ())))


def test_radicals_are_hanzi() -> None:
    assert modern("⼀、⼯作") == "一、工作"


def test_characters_at_one_height_are_one_line() -> None:
    glyphs = [Glyph("乙", 20, 30, 0, 10), Glyph("甲", 0, 10, 1, 11), Glyph("丙", 0, 10, 20, 30)]
    assert [line.text for line in lines_of(glyphs, 1, 100, 100)] == ["甲 乙", "丙"]


def table(page: int, *rows: str) -> PageTable:
    """A table with a header; a cell "^" is the one above it, merged."""
    grid: list[list[Drawn | None]] = []
    for row in rows:
        grid.append([grid[-1][c] if text == "^" else Drawn(text, f"第{page}页") for c, text in enumerate(row.split("/"))])
    return PageTable("表1", page, 0, 0, tuple(float(50 * c) for c in range(len(rows[0].split("/")) + 1)), grid)


def texts(joined: PageTable) -> list[str]:
    return ["/".join(cell.text if cell else "" for cell in row) for row in joined.rows]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (("号/事/谁", "1/修路/甲"), ("号/事/谁", "2/建校/乙"), ["号/事/谁", "1/修路/甲", "2/建校/乙"]),
        (("号/事/谁", "1/修路/甲"), ("2/建校/乙",), ["号/事/谁", "1/修路/甲", "2/建校/乙"]),
        (("号/事/谁", "1/修路和/甲局、"), ("号/事/谁", "/桥/乙局", "2/建校/丙"), ["号/事/谁", "1/修路和桥/甲局、乙局", "2/建校/丙"]),
        (("类/号/谁", "城/1/甲", "^/2/乙"), ("/3/丙", "^/4/丁"), ["类/号/谁", "城/1/甲", "城/2/乙", "城/3/丙", "城/4/丁"]),
        (("类/号/谁", "城/1/甲", "乡/2/乙"), ("/3/丙", "^/4/丁"), ["类/号/谁", "城/1/甲", "乡/2/乙", "乡/3/丙", "乡/4/丁"]),
        (("号/事/谁", "1/修路/甲"), ("号/事/谁",), ["号/事/谁", "1/修路/甲"]),
    ],
)
def test_tables_join(first: tuple[str, ...], second: tuple[str, ...], whole: list[str]) -> None:
    assert continues(table(1, *first), table(2, *second))
    assert texts(join(table(1, *first), table(2, *second))) == whole


def test_other_columns_or_pages_are_other_tables() -> None:
    assert not continues(table(1, "甲/乙"), table(2, "甲/乙/丙"))
    assert not continues(table(1, "甲/乙"), table(3, "甲/乙"))
