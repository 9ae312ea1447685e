"""Web pages saved from government sites (.html, .htm, .mht), read as the document in them without what the site puts around it.

Nothing a page refers to is fetched and no script is run. Which part of a page is the document is decided in `html_main`, how elements
become lines and tables in `html_text`.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import EmailMessage

from lxml import etree

from planggraph.errors import DamagedFile, EmptyFile, Said, ScannedFile
from planggraph.model import Document
from planggraph.reading.draft import Draft
from planggraph.reading.encoding import decode, usual_share
from planggraph.reading.html_main import Page
from planggraph.reading.html_text import data_rows, text_of
from planggraph.reading.limits import ELEMENT, MARKUP_BYTES, MARKUP_TAGS, require

MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of a web page.

    Raises `EmptyFile`, `ScannedFile` for a page of pictures, `BinaryFile`, `DamagedFile`, `TooLarge`.
    """
    require(len(data), MARKUP_BYTES, name)
    require(data.count(b"<"), MARKUP_TAGS, name, ELEMENT)
    text, encoding = _decoded(name, data)
    root = _tree(name, text)
    draft = Draft()
    if root is not None:
        _set_down(draft, Page(root), name)
    if draft.is_empty:
        raise _nothing_in(name, root)
    return draft.document(name, sha256, MEDIA_TYPE, encoding)


def read_archive(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of a web page archive (RFC 2557): that of its first page."""
    require(len(data), 4 * MARKUP_BYTES, name)
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return read(name, content if isinstance(content, bytes) else b"", sha256)
    raise DamagedFile(path=name, detail=Said("网页存档中没有网页", "the archive holds no page"))


def _nothing_in(path: str, root: etree._Element | None) -> EmptyFile | ScannedFile:
    pictures = sum(1 for _ in root.iter("img")) if root is not None else 0
    if pictures:
        return ScannedFile(path=path, detail=Said(f"{pictures} 幅图片", f"{pictures} pictures"))
    return EmptyFile(path=path)


def _decoded(path: str, data: bytes) -> tuple[str, str]:
    """The characters of a page and their encoding; what the page says of its encoding is believed after UTF-8 was tried.

    A few broken bytes, as content systems leave them, become U+FFFD, as in a browser.
    """
    stated = _stated_encoding(data)
    if stated and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not _is_utf8(data):
        text = data.decode(stated, errors="replace")
        if text.count("\ufffd") * 100 <= len(text) and usual_share(text) > 0.8:
            return text, stated
    return decode(data, path)


def _stated_encoding(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    stated = match.group(1).decode("ascii").lower() if match else ""
    try:
        return _WIDER.get(stated) or codecs.lookup(stated).name
    except LookupError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _tree(path: str, text: str) -> etree._Element | None:
    """The tree of a page, None for a page without any element; raises `DamagedFile` where libxml2 gives up."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if len(parser.error_log.filter_from_fatals()):
        raise DamagedFile(path=path, detail=Said("网页嵌套过深或文字过长", "its elements nest too deeply or its text is too long"))
    return root


def _set_down(draft: Draft, page: Page, path: str) -> None:
    tables = paragraphs = 0
    for piece in page.pieces():
        if isinstance(piece, str):
            paragraphs += not piece.isspace() and piece != ""
            draft.paragraph(piece, f"第{paragraphs}段")
            continue
        tables += 1
        caption = piece.find("caption")
        if caption is not None:
            draft.paragraph(text_of(caption), f"表{tables}")
        draft.table(data_rows(piece, f"表{tables}", path), f"表{tables}")
