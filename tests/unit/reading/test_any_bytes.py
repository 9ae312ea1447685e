"""Any bytes at all give a sound document or an InputError, for every reader; so do good files with bytes altered."""

from __future__ import annotations

import io
from functools import cache

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planggraph.errors import InputError
from planggraph.reading import read_bytes
from reading_files import ABOVE, docx_of, html_of, ofd_of, ole_of, pdf_of, text_of, xlsx_of
from reading_view import assert_sound

PLAN = ["工作要点", "一、任务", "1.修路。（牵头单位：市交通局）", [["序号", "任务"], ["1", "建校"], [ABOVE, "修路"]]]
HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\3\4",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html><p>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"MIME-Version: 1.0\n",
]
NAMES = ["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.xls", "a.csv", "a.ofd", "a.doc", "a.mht", "a"]


@cache
def good(kind: str) -> bytes:
    if kind == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("甲")
        sheet.write_merge(0, 1, 0, 0, "任务")
        sheet.write(1, 1, 2.5)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()
    if kind == "ole":
        return ole_of({"Workbook": b"\x09\x08\x10\0" + b"\0" * 60, "Other": b"x"})
    if kind == "txt":
        return text_of(PLAN).encode()
    return {"docx": docx_of, "html": html_of, "ofd": ofd_of, "pdf": pdf_of, "xlsx": xlsx_of}[kind](PLAN)


def reads_or_refuses(name: str, data: bytes) -> None:
    try:
        document = read_bytes(name, data)
    except InputError as error:
        assert error.say("zh") != error.say("en")  # noqa: PT017 both outcomes are right
        return
    assert_sound(document)


@given(st.sampled_from(NAMES), st.sampled_from(HEADS), st.binary(max_size=400))
def test_any_bytes(name: str, head: bytes, tail: bytes) -> None:
    reads_or_refuses(name, head + tail)


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "pdf", "xlsx", "ofd", "xls", "ole"])
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(data=st.data())
def test_altered_files(kind: str, data: st.DataObject) -> None:
    whole = bytearray(good(kind))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(f"a.{kind}", bytes(whole))


PARTS = st.recursive(
    st.sampled_from(["甲", "", "一、任务", "|", " "]),
    lambda inner: st.builds(
        lambda name, mark, parts: f"<w:{name} w:val='{mark}' w:ilvl='{mark}'>{''.join(parts)}</w:{name}>",
        st.sampled_from("p r t tbl tr tc tcPr gridSpan vMerge sdt ins del pPr numPr numId ilvl txbxContent br tab rPr vanish".split()),
        st.sampled_from(["1", "0", "-1", "x", "99999999999", "", "restart"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(PARTS)
def test_any_word_markup(part: str) -> None:
    from reading_files import docx_from, docx_numbering

    reads_or_refuses("a.docx", docx_from(part, docx_numbering([("decimal", "%1.%9", "tab")])))
