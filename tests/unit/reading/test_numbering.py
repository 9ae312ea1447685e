"""Automatic numbers of Word and WPS: number formats, levels, restarts, styles, overrides."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.reading import read_bytes
from planggraph.reading.ordinals import written
from reading_files import docx_from, docx_item, docx_numbering, docx_plain
from reading_view import view

LINES = (Path(__file__).parents[2] / "cases" / "numbering.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.replace("→", "|").split("|") for line in LINES if line and not line.startswith("#")]
OFFICIAL = docx_numbering(
    [
        ("chineseCountingThousand", "%1、", "nothing"),
        ("japaneseCounting", "（%2）", "nothing"),
        ("decimal", "%3.", "tab"),
        ("decimalEnclosedCircleChinese", "%4", "space"),
    ]
)


def shown(body: str, numbering: str = OFFICIAL, styles: str = "") -> list[object]:
    return list(view(read_bytes("a.docx", docx_from(body, numbering, styles))))


@pytest.mark.parametrize(("form", "number", "text"), [tuple(part.strip() for part in case) for case in CASES])
def test_formats(form: str, number: str, text: str) -> None:
    assert written(int(number), form) == text


@given(st.integers(), st.text())
def test_any_number_in_any_format(number: int, form: str) -> None:
    assert isinstance(written(number, form), str)


def test_levels_count_and_start_afresh() -> None:
    items = [("总体要求", 0), ("任务", 0), ("产业", 1), ("甲", 2), ("乙", 2), ("子", 3), ("民生", 1), ("丙", 2), ("保障", 0), ("组织", 1)]
    assert shown("".join(docx_item(text, level) for text, level in items)) == [
        "一、总体要求", "二、任务", "（一）产业", "1.甲", "2.乙", "① 子", "（二）民生", "1.丙", "三、保障", "（一）组织",
    ]  # fmt: skip


def test_a_level_that_never_restarts() -> None:
    numbering = docx_numbering([("chineseCounting", "%1、", "nothing"), ("decimal", "%2.", "nothing")], more='<w:lvlRestart w:val="0"/>')
    body = docx_item("甲") + docx_item("a", 1) + docx_item("乙") + docx_item("b", 1)
    assert shown(body, numbering) == ["一、甲", "1.a", "二、乙", "2.b"]


def test_legal_numbering_shows_digits() -> None:
    levels = [("chineseCountingThousand", "第%1章", "space"), ("decimal", "%1.%2", "space")]
    numbering = docx_numbering(levels).replace('w:ilvl="1">', 'w:ilvl="1"><w:isLgl/>')
    assert shown(docx_item("总则") + docx_item("目的", 1), numbering) == ["第一章 总则", "1.1 目的"]


def test_lists_over_one_abstract_list_count_on_unless_overridden() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = docx_item("甲") + docx_item("乙", 0, 2) + docx_item("丙", 0, 3) + docx_item("丁", 0, 3)
    assert shown(body, OFFICIAL + more) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_numbers_from_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, own, text in [
            ("H1", "", "甲"),
            ("H2", "", "乙"),
            ("H1", '<w:numPr><w:numId w:val="0"/></w:numPr>', "丙"),
            ("H1", "", "丁"),
        ]
    )
    assert shown(body, styles=styles) == ["一、甲", "（一）乙", "丙", "二、丁"]


def test_a_style_tied_to_a_level_and_a_list_style() -> None:
    numbering = (
        docx_numbering([("decimal", "%1.", "nothing"), ("decimal", "（%2）", "nothing")]).replace(
            'w:ilvl="1">', 'w:ilvl="1"><w:pStyle w:val="Deep"/>'
        )
        + '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Deep"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = docx_item("甲", 0, 8) + '<w:p><w:pPr><w:pStyle w:val="Deep"/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>'
    assert shown(body, numbering, styles) == ["1.甲", "（1）乙"]


def test_bullets_and_missing_lists() -> None:
    numbering = docx_numbering([("bullet", "\uf06c", "tab"), ("bullet", "■", "nothing")])
    assert shown(docx_item("甲") + docx_item("乙", 1) + docx_item("丙", 0, 99) + docx_plain("丁"), numbering) == ["•甲", "■乙", "丙", "丁"]


def test_wps_level_text_in_alternate_content() -> None:
    wrapped = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        '<w:numFmt w:val="chineseCountingThousand"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    numbering = docx_numbering([("X", "%1、", "nothing")]).replace('<w:numFmt w:val="X"/>', wrapped)
    assert shown(docx_item("甲"), numbering) == ["一、甲"]
