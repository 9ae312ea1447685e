"""PDF with a text layer (ISO 32000): paragraphs, ruled tables and tables over pages, through pdfplumber.

Nothing is recognised in pictures: a file without text is refused, and so is one whose fonts do not tell which characters they draw.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from planggraph.errors import DamagedFile, EncryptedFile, Said, ScannedFile, TooLarge
from planggraph.model import Document
from planggraph.reading.draft import Draft
from planggraph.reading.failures import FAILURES
from planggraph.reading.layout import PageContent, set_down
from planggraph.reading.limits import OBJECT, OBJECTS, PAGE, PAGES, require
from planggraph.reading.lines import Glyph, lines_of
from planggraph.reading.page_tables import Rule, ruled_tables
from planggraph.reading.pdf_budget import CountedPage, unpacking_within_limits

MEDIA_TYPE = "application/pdf"
_FAILURES: tuple[type[Exception], ...] = (*FAILURES, PSException, PdfminerException)
_CODELESS = "(cid:"


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read from one page."""

    content: PageContent
    characters: int
    codeless: int
    pictures: int


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of a PDF file.

    Raises `EncryptedFile` where a password is needed to open it, `ScannedFile`, `DamagedFile`, `TooLarge`.
    """
    require(data.count(b" obj") + data.count(b" 00000 n"), OBJECTS, name, OBJECT)
    with unpacking_within_limits(name), _refusals(name), pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, _ in enumerate(PDFPage.create_pages(pdf.doc), 1):
            require(number, PAGES, name, PAGE)
        pages = [_page(page, name) for page in pdf.pages]
    _refuse_wordless(name, pages)
    draft = Draft()
    set_down(draft, [page.content for page in pages])
    if draft.is_empty:
        raise ScannedFile(path=name, detail=Said(f"{len(pages)} 页", f"{len(pages)} pages"))
    return draft.document(name, sha256, MEDIA_TYPE)


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """What pdfminer and pdfplumber raise, as the error a person can act on; their warnings are not shown."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    except _FAILURES as error:
        raise _named(path, error) from error
    finally:
        logger.setLevel(level)


def _named(path: str, error: BaseException) -> EncryptedFile | DamagedFile | TooLarge:
    """pdfplumber wraps what pdfminer raises, our own errors included."""
    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(inner, TooLarge):
        return inner
    if isinstance(inner, PDFPasswordIncorrect):
        return EncryptedFile(path=path)
    return DamagedFile(path=path, detail=Said("PDF 结构不完整", "its PDF structure is incomplete"))


def _page(page: Page, path: str) -> _Read:
    device = CountedPage(page.pdf.rsrcmgr, page.page_number, path)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    upright = page.filter(lambda drawn: drawn["object_type"] != "char" or drawn["upright"]).dedupe_chars()
    texts = [Glyph(c["text"], float(c["x0"]), float(c["x1"]), float(c["top"]), float(c["bottom"])) for c in upright.chars]
    written = [glyph for glyph in texts if not glyph.text.startswith(_CODELESS)]
    rules = [Rule(float(e["x0"]), float(e["top"]), float(e["x1"]), float(e["bottom"])) for e in page.edges]
    tables, outside = ruled_tables(rules, written, page.page_number)
    lines = lines_of(outside, page.page_number, float(page.width), float(page.height))
    read = _Read(PageContent(lines, tables), len(written), len(texts) - len(written), len(page.images))
    page.close()
    return read


def _refuse_wordless(path: str, pages: Sequence[_Read]) -> None:
    """Raise where the pages hold no words, mostly pictures, or characters that cannot be told."""
    written = sum(page.characters for page in pages)
    bare = sum(1 for page in pages if not page.characters and page.pictures)
    if (not written and not any(page.codeless for page in pages)) or bare * 2 > len(pages):
        raise ScannedFile(path=path, detail=Said(f"{len(pages)} 页", f"{len(pages)} pages"))
    if sum(page.codeless for page in pages) * 5 > written:
        raise DamagedFile(path=path, detail=Said("字体没有文字编码表，抽不出文字", "its fonts do not tell which characters they draw"))
