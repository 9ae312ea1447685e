"""Word documents: what a reader on paper sees, in order, with tables on their grid."""

from __future__ import annotations

import pytest

from planggraph.errors import DamagedFile, EmptyFile, ScannedFile
from planggraph.model import Table
from planggraph.reading import read_bytes
from reading_files import ABOVE, LEFT, docx_from, docx_item, docx_numbering, docx_of, docx_plain, zipped
from reading_view import assert_sound, places, view


def shown(body: str) -> list[object]:
    document = read_bytes("a.docx", docx_from(body))
    assert_sound(document)
    return list(view(document))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_changes_fields_and_hidden_text() -> None:
    body = (
        f"<w:p>{run('市')}<w:ins>{run('财政')}</w:ins><w:del><w:r><w:delText>教育</w:delText></w:r></w:del><w:hyperlink>{run('局')}</w:hyperlink>"
        f"<w:moveFrom>{run('移走')}</w:moveFrom>{run('隐藏', '<w:vanish/>')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><w:t>牵头</w:t><w:br/><w:t>次行</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删去的段</w:delText></w:r></w:del></w:p>"
    )
    assert shown(body) == ["市财政局牵头", "次行\t-"]


def test_deleted_paragraphs_are_not_counted() -> None:
    deleted = docx_item("").replace("</w:numPr>", "</w:numPr><w:rPr><w:del/></w:rPr>")
    numbering = docx_numbering([("decimal", "%1.", "nothing")])
    body = docx_item("甲") + deleted + docx_item("乙")
    assert view(read_bytes("a.docx", docx_from(body, numbering))) == ["1.甲", "2.乙"]


def test_content_controls_and_text_boxes() -> None:
    box = f"<w:txbxContent>{docx_plain('穗府〔2018〕1号')}</w:txbxContent>"
    drawn = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{docx_plain('甲')}</w:sdtContent></w:sdt><w:p><w:r>{drawn}</w:r>{run('标题')}</w:p>"
    assert shown(body) == ["甲", "穗府〔2018〕1号", "标题"]


def test_merged_cells_share_one_span() -> None:
    rows = [["类别", "任务", "单位"], ["教育", "建校", "教育局"], [ABOVE, "修操场", "体育局"], ["合计", LEFT, "2"]]
    document = read_bytes("a.docx", docx_of(["题", rows, "尾"]))
    assert view(document) == [
        "题",
        [["类别", "任务", "单位"], ["教育", "建校", "教育局"], ["教育", "修操场", "体育局"], ["合计", "合计", "2"]],
        "尾",
    ]
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.rows[1][0].span == table.rows[2][0].span
    assert table.rows[2][1].place == "表1 第3行第2列"
    assert places(document) == ["第1段", "表1", "第2段"]


def test_cells_with_lines_numbers_and_tables_within() -> None:
    numbering = docx_numbering([("decimal", "%1", "nothing")])
    inner = f"<w:tbl><w:tr><w:tc>{docx_plain('内')}</w:tc><w:tc>{docx_plain('表')}</w:tc></w:tr></w:tbl>"
    body = "".join(
        f"<w:tr><w:tc>{docx_item('')}</w:tc><w:tc>{docx_plain('甲局')}{docx_plain('乙局')}{inner}</w:tc></w:tr>" for _ in range(2)
    )
    document = read_bytes("a.docx", docx_from(f"<w:tbl>{body}</w:tbl>", numbering))
    assert view(document) == [[["1", "甲局\n乙局\n内\n表"], ["2", "甲局\n乙局\n内\n表"]]]


def test_rows_that_begin_late_or_were_deleted() -> None:
    row = "<w:tr><w:trPr>{0}</w:trPr>{1}</w:tr>"
    cells = [f"<w:tc>{docx_plain(text)}</w:tc>" for text in "甲乙丙"]
    late = row.format('<w:gridBefore w:val="1"/>', cells[2])
    gone = row.format("<w:del/>", cells[0])
    assert shown(f"<w:tbl>{row.format('', cells[0] + cells[1])}{late}{gone}</w:tbl>") == [[["甲", "乙"], ["", "丙"]]]


def test_nothing_but_pictures() -> None:
    import io
    import zipfile

    members = {}
    with zipfile.ZipFile(io.BytesIO(docx_of([]))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with pytest.raises(EmptyFile):
        read_bytes("a.docx", zipped(members))
    with pytest.raises(ScannedFile, match="1 pictures"):
        read_bytes("a.docx", zipped({**members, "word/media/image1.png": b"\x89PNG"}))


def test_missing_and_broken_parts() -> None:
    with pytest.raises(DamagedFile, match=r"word/document\.xml"):
        read_bytes("a.docx", zipped({"word/other.xml": "<a/>"}))
    with pytest.raises(DamagedFile, match=r"word/document\.xml"):
        read_bytes("a.docx", zipped({"word/document.xml": "<a>"}))
