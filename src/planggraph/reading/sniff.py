"""What kind of file the bytes are: their own marks first, the suffix only where they have none.

Offices rename files freely: a .doc may be a web page, a .docx an old binary file, an encrypted .docx is an OLE container.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from planggraph.errors import BinaryFile, DamagedFile, EncryptedFile, MissingExtra, Said, ScannedFile, UnknownFormat
from planggraph.reading.archive import Package

Kind = Literal["plain", "html", "mhtml", "word", "pdf", "workbook", "old_workbook", "csv", "ofd", "legacy"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be read. `needs_extra`: the libraries come with `planggraph[documents]`."""

    kind: Kind
    name_zh: str
    name_en: str
    needs_extra: bool = False


_PLAIN = Format("plain", "纯文本", "plain text")
_HTML = Format("html", "网页", "web page", True)
_MHTML = Format("mhtml", "网页存档", "web page archive", True)
_OFD = Format("ofd", "OFD 版式文件", "OFD", True)
_OLD_SHEET = Format("old_workbook", "Excel 97 工作簿", "Excel 97 workbook", True)
_LEGACY = Format("legacy", "旧格式（需 LibreOffice）", "old format (needs LibreOffice)", True)

FORMATS: Mapping[str, Format] = {
    ".txt": _PLAIN,
    ".md": _PLAIN,
    ".csv": Format("csv", "逗号分隔表", "comma-separated table"),
    ".tsv": Format("csv", "制表符分隔表", "tab-separated table"),
    ".html": _HTML,
    ".htm": _HTML,
    ".shtml": _HTML,
    ".mht": _MHTML,
    ".mhtml": _MHTML,
    ".docx": Format("word", "Word 文档", "Word document", True),
    ".pdf": Format("pdf", "PDF 文件", "PDF", True),
    ".xlsx": Format("workbook", "Excel 工作簿", "Excel workbook"),
    ".xls": _OLD_SHEET,
    ".et": _OLD_SHEET,
    ".ofd": _OFD,
    ".doc": _LEGACY,
    ".wps": _LEGACY,
    ".rtf": _LEGACY,
    ".odt": _LEGACY,
}
"""Every suffix that can be read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|title)[\s>/]", re.IGNORECASE)
_WORD_2003 = re.compile(rb'progid="(?:Word|Excel)\.')
_MAIL = re.compile(rb"\A\s*(?:MIME-Version:|From:|Content-Type:\s*multipart/related)", re.IGNORECASE)
_BINARY_SUFFIXES = {".docx", ".pdf", ".xlsx", ".xls", ".et", ".ofd", ".doc", ".wps", ".odt"}


def suffix(name: str) -> str:
    """The suffix of a file's name in lower case: ".docx"."""
    return PurePath(name).suffix.lower()


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of the file called `name` with the bytes `data`.

    Raises `EncryptedFile`, `ScannedFile` (a picture), `UnknownFormat`, and what opening a zip package raises.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_package(name, Package(name, data).names)
    if data.startswith(_OLE):
        return _in_container(name, data)
    if data.startswith(_PICTURES) and b"\0" in data:
        raise ScannedFile(path=name, detail=Said("图片文件", "a picture"))
    return _in_text(name, data)


def _in_package(name: str, members: frozenset[str]) -> Kind:
    if "OFD.xml" in members:
        return "ofd"
    if "content.xml" in members and "mimetype" in members:
        return "legacy"
    for folder, kind in _OFFICE_FOLDERS.items():
        if any(member.startswith(folder) for member in members):
            return kind
    raise unknown(name, Said("压缩包", "a zip package"))


_OFFICE_FOLDERS: Mapping[str, Kind] = {"word/": "word", "xl/": "workbook"}


def _in_container(name: str, data: bytes) -> Kind:
    try:
        from planggraph.reading.container import content_of
    except ModuleNotFoundError as error:
        raise MissingExtra(path=name, library=error.name, extra="documents") from error
    content = content_of(name, data)
    if content == "encrypted":
        raise EncryptedFile(path=name)
    if content == "text" or (content == "other" and suffix(name) in {".wps", ".doc"}):
        return "legacy"
    if content == "book":
        return "old_workbook"
    raise unknown(name, Said("OLE 容器", "an OLE container"))


def _in_text(name: str, data: bytes) -> Kind:
    head = data[:4096].replace(b"\0", b"")
    if head.lstrip().startswith(b"{\\rtf") or _WORD_2003.search(head):
        return "legacy"
    if _MAIL.search(head) and b"multipart/related" in head.lower():
        return "mhtml"
    known = FORMATS.get(suffix(name))
    if known and known.kind in {"html", "csv"}:
        return known.kind
    return "html" if suffix(name) not in {".txt", ".md"} and _MARKUP.search(head) else "plain"


def not_text(name: str, error: BinaryFile) -> BinaryFile | DamagedFile | UnknownFormat:
    """The error for bytes that bear no known mark and are not text, in the light of the suffix."""
    if suffix(name) in _BINARY_SUFFIXES:
        return DamagedFile(path=name, detail=Said("内容与扩展名不符", "its bytes are not what its name says"))
    return error if suffix(name) in FORMATS else unknown(name, Said("二进制内容", "binary content"))


def unknown(name: str, found: Said) -> UnknownFormat:
    """The error for a file of a kind that cannot be read."""
    return UnknownFormat(path=name, found=found, known=" ".join(FORMATS))
