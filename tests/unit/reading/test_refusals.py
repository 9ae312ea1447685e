"""What is refused, and that refusing takes little memory: bombs, entities, absurd sizes, wrong names, missing libraries."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from planggraph import reading
from planggraph.errors import (
    BinaryFile,
    DamagedFile,
    EmptyFile,
    InputError,
    MissingExtra,
    MissingFile,
    ScannedFile,
    TooLarge,
    UnknownFormat,
)
from planggraph.reading import FORMATS, read, read_bytes
from reading_files import docx_from, docx_of, ofd_of, pdf_of, xlsx_of, zipped

MEGABYTE = 1024 * 1024
MEMORY = 500 * MEGABYTE
"""The promise: no refusal takes more resident memory than this."""

DOCTYPES = {
    "a thousand million words": "<!DOCTYPE a [<!ENTITY x0 'lol'>"
    + "".join(f"<!ENTITY x{i} '{f'&x{i - 1};' * 10}'>" for i in range(1, 10))
    + "]>",
    "a file of the machine": "<!DOCTYPE a [<!ENTITY x9 SYSTEM 'file:///etc/passwd'>]>",
    "another machine": "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'>",
}


def members(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def altered(data: bytes, name: str, content: str | bytes) -> bytes:
    return zipped({**members(data), name: content})


def bomb(data: bytes, name: str) -> bytes:
    """`data` with a member that unpacks to 1.1 GB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for other, content in members(data).items():
            if other != name:
                package.writestr(other, content)
        with package.open(name, "w", force_zip64=True) as member:
            for _ in range(1100):
                member.write(b"<" * MEGABYTE)
    return buffer.getvalue()


def pdf_with(content: bytes, filters: bytes, *, pages: int = 1) -> bytes:
    """A PDF file with pages that all draw `content`."""
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def flate_bomb(*, twice: bool) -> bytes:
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(1100)) + packer.flush()
    return pdf_with(zlib.compress(data, 9), b"/Filter[/FlateDecode/FlateDecode]") if twice else pdf_with(data, b"/Filter/FlateDecode")


def sheet(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return altered(xlsx_of(["甲"]), "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{space}">{inner}</worksheet>')


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a.docx": lambda: bomb(docx_of(["甲"]), "word/document.xml"),
    "a.xlsx": lambda: bomb(xlsx_of(["甲"]), "xl/worksheets/sheet1.xml"),
    "a.ofd": lambda: bomb(ofd_of(["甲"]), "Doc_0/Document.xml"),
    "flate.pdf": lambda: flate_bomb(twice=False),
    "flate-twice.pdf": lambda: flate_bomb(twice=True),
    "marks.pdf": lambda: pdf_with(zlib.compress(b"BT /F 12 Tf (" + b"a" * MEGABYTE + b") Tj ET"), b"/Filter/FlateDecode"),
    "pages.pdf": lambda: pdf_with(b"", b"", pages=2100),
    "merged.xlsx": lambda: sheet('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "span.html": lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x</td><td>y</td></tr>" * 300 + b"</table>",
    "wide.docx": lambda: docx_from('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'),
    "tags.html": lambda: b"<b>" * 400_000,
    "members.docx": lambda: zipped({f"word/{i}": "" for i in range(21_000)}),
    "a.txt": lambda: b"a" * (41 * MEGABYTE),
    "b.csv": lambda: b"a," * 300_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_absurd_sizes(name: str, tmp_path: Path) -> None:
    """Read in a process of its own, whose peak of resident memory (VmHWM of the kernel) is then known."""
    file = tmp_path / name
    file.write_bytes(BOMBS[name]())
    code = (
        "import sys, pathlib, planggraph.reading as r\nfrom planggraph.errors import TooLarge\n"
        "try:\n r.read(pathlib.Path(sys.argv[1])); print('read')\n"
        "except TooLarge as error:\n print(error)\n"
        "try:\n print([l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0])\nexcept OSError:\n print(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    message, kilobytes = done.stdout.splitlines()
    assert "limit" in message
    assert int(kilobytes) * 1024 < MEMORY


def test_a_file_of_300_megabytes_is_not_opened(tmp_path: Path) -> None:
    for name in ("a.txt", "a.docx", "a.pdf"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(300 * MEGABYTE)
        with pytest.raises(TooLarge, match="300 MB, limit 100 MB"):
            read(tmp_path / name)


@pytest.mark.parametrize("kind", DOCTYPES)
@pytest.mark.parametrize(
    ("name", "make", "part"),
    [
        ("a.docx", docx_of, "word/document.xml"),
        ("a.docx", docx_of, "word/numbering.xml"),
        ("a.xlsx", xlsx_of, "xl/workbook.xml"),
        ("a.xlsx", xlsx_of, "xl/sharedStrings.xml"),
        ("a.ofd", ofd_of, "Doc_0/Pages/Page_0/Content.xml"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(kind: str, name: str, make: Callable[[list[str]], bytes], part: str, encoding: str) -> None:
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        read_bytes(name, altered(make(["甲"]), part, f"{DOCTYPES[kind]}<a>&x9;</a>".encode(encoding)))


def test_cells_a_billion_apart_are_only_two_cells() -> None:
    row = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'
    document = read_bytes("a.xlsx", sheet(f"<sheetData>{row.format(1, 'A', '甲')}{row.format(1048576, 'XFD', '乙')}</sheetData>"))
    assert document.text == "甲\n乙\n"


def test_old_cells_far_apart() -> None:
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("甲")
    page.write(0, 0, "甲")
    page.write(65535, 255, "乙")
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(TooLarge, match="cells"):
        read_bytes("a.xls", buffer.getvalue())


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xlsx", "a.ofd", "a.doc", "a.xls"])
def test_bytes_that_are_nothing(name: str) -> None:
    with pytest.raises(DamagedFile):
        read_bytes(name, bytes(range(256)) * 4)


@pytest.mark.parametrize("make", [docx_of, xlsx_of, ofd_of, pdf_of])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file(make: Callable[[list[str]], bytes], share: float) -> None:
    data = make(["一、总体要求"])
    with pytest.raises((DamagedFile, ScannedFile)):
        read_bytes("a.bin", data[: int(len(data) * share)])


def test_names_that_lie() -> None:
    text = "一、总体要求"
    for make in (docx_of, xlsx_of, ofd_of, pdf_of):
        for name in ("a.txt", "a.doc", "a", "a.pdf"):
            assert text in read_bytes(name, make([text])).text
    assert read_bytes("a.docx", text.encode()).media_type == "text/plain"
    assert read_bytes("a.unknown", text.encode("gb18030")).encoding == "gb18030"


def test_words_for_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read(tmp_path / "none.txt")
    with pytest.raises(MissingFile):
        read(tmp_path)
    with pytest.raises(EmptyFile):
        read_bytes("a.docx", b"")
    with pytest.raises(BinaryFile):
        read_bytes("a.txt", b"\x7fELF\0\1\2")
    with pytest.raises(UnknownFormat, match=r"\.docx"):
        read_bytes("a.exe", b"MZ\0\1\2")
    with pytest.raises(UnknownFormat):
        read_bytes("a.zip", zipped({"a.txt": "甲"}))
    with pytest.raises(ScannedFile):
        read_bytes("a.png", b"\x89PNG\r\n\x1a\n\0\0")


def test_a_library_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [
        name for name in sys.modules if name.startswith("planggraph.reading.") and name.rpartition(".")[2] in {"pdf", "container"}
    ]:
        monkeypatch.delitem(sys.modules, module)
        monkeypatch.delattr(reading, module.rpartition(".")[2], raising=False)
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.setitem(sys.modules, "olefile", None)
    for name, data in (("a.pdf", b"%PDF-1.4"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        with pytest.raises(MissingExtra, match=r"planggraph\[documents\]"):
            read_bytes(name, data)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_messages_are_in_one_language(language: str) -> None:
    """An English message has no hanzi beyond the file's name, a Chinese one says what is wrong in Chinese."""
    for name, data in (("a.docx", b"PK\3\4"), ("a.pdf", b"%PDF-1.4"), ("a.csv", b"a," * 300_000), ("a.html", b"<img><b>")):
        with pytest.raises(InputError) as caught:
            read_bytes(name, data)
        said = caught.value.say("zh" if language == "zh" else "en")
        assert any("一" <= sign <= "龥" for sign in said) is (language == "zh")


def test_formats_name_every_suffix() -> None:
    assert set(FORMATS) >= {".txt", ".md", ".html", ".docx", ".pdf", ".xlsx", ".xls", ".ofd", ".csv", ".doc", ".wps"}
