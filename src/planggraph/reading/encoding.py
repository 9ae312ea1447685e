"""Bytes to characters for plain text, CSV and web pages: byte order mark, UTF-8, GB 18030, then what charset-normalizer finds.

GB 18030 gives nearly every byte a meaning, so a strict decoding proves little; it is believed only when most of what it yields are
characters that Chinese documents use. Nothing is decoded with replacement characters: a file with broken bytes is said to be damaged.
"""

from __future__ import annotations

import codecs
import re

from planggraph.errors import BinaryFile, DamagedFile, Said

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_USUAL = re.compile(
    r"[\t\n\r\x0c\x20-\x7e\u00b7\u2014\u2018-\u201d\u2026\u2160-\u216b\u2460-\u249b\u3000-\u3017\u3220-\u3243\u4e00-\u9fa5\uff00-\uffe5]"
)
_SAMPLE = 200_000
_OTHERS = ["big5", "big5hkscs", "euc_jp", "shift_jis", "euc_kr", "hz"]


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The characters of `data` and the name of the encoding they were in; line ends stay as they are.

    Raises `BinaryFile` for what is not text and `DamagedFile` for text with broken bytes.

    >>> decode("工作要点".encode("gb18030"), "a.txt")
    ('工作要点', 'gb18030')
    """
    encoding = _marked(data) or _unmarked(data, path)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = error.start + 1
        raise DamagedFile(path=path, detail=Said(f"第 {byte} 字节不合 {encoding} 编码", f"byte {byte} is not {encoding}")) from error
    if _is_control_heavy(text):
        raise BinaryFile(path=path)
    return text, encoding


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _unmarked(data: bytes, path: str) -> str:
    if b"\0" in data:
        return _wide(data, path)
    for encoding in ("utf-8", "gb18030"):
        if _fits(data, encoding):
            return encoding
    return _nearly(data) or _guessed(data, path)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return encoding == "utf-8" or usual_share(text) > 0.95


def usual_share(text: str) -> float:
    """The share of `text` that are characters Chinese documents use, from 0 to 1; 1 for an empty text."""
    sample = text[:_SAMPLE]
    return sum(map(len, _USUAL.findall(sample))) / len(sample) if sample else 1.0


def _wide(data: bytes, path: str) -> str:
    """UTF-16 without a byte order mark, as some systems export it: believed when all of it is usual Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and usual_share(text) > 0.95:
            return encoding
    raise BinaryFile(path=path)


def _nearly(data: bytes) -> str | None:
    """The encoding that all but a few bytes are in: the file is damaged, and `decode` will say where."""
    for encoding in ("utf-8", "gb18030"):
        text = data[:_SAMPLE].decode(encoding, errors="replace")
        if len(data) > 8 and text.count("\ufffd") * 50 < len(text) and usual_share(text) > 0.9 and not text.isascii():
            return encoding
    return None


def _guessed(data: bytes, path: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS, threshold=0.3).best()
    if best is None:
        raise BinaryFile(path=path)
    return best.encoding


def _is_control_heavy(text: str) -> bool:
    sample = text[:_SAMPLE]
    return "\0" in text or len(_CONTROL.findall(sample)) * 100 > len(sample)
