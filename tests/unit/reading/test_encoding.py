"""Encodings: what Chinese offices save is known without being told, and broken or binary bytes are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.errors import BinaryFile, DamagedFile
from planggraph.reading.encoding import decode

PLAIN = "一、总体要求\n1.加大投入3亿元。（牵头单位：市财政局）①“十四五”"
TRADITIONAL = "一、工作要點\n由財政局負責，於年底前完成。"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_simplified(encoding: str, name: str) -> None:
    assert decode(PLAIN.encode(encoding), "a.txt") == (PLAIN, name)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "a.txt") == (TRADITIONAL, encoding)


def test_one_broken_byte_is_named() -> None:
    data = PLAIN.encode()
    with pytest.raises(DamagedFile, match="byte 4 is not utf-8"):
        decode(data[:3] + b"\xff" + data[3:] * 20, "a.txt")


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01\0\0", bytes(range(1, 32)) * 9, b"a\0b"])
def test_binary(data: bytes) -> None:
    with pytest.raises(BinaryFile):
        decode(data, "a.txt")


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_hanzi_in_gb18030_come_back(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.txt")[0] in {text, _as_utf8(text)}


def _as_utf8(text: str) -> str:
    """A few short GB 18030 strings are valid UTF-8 too; no rule can tell."""
    return text.encode("gb18030").decode("utf-8", "replace")
