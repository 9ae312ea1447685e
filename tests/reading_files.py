"""Makers of files in every format from one plan, as Word, Excel and the offices' PDF printers would write them.

A *plan* here is a list of blocks: a string is a paragraph, a list of rows a table. In a table, `ABOVE` marks a cell covered by the one
above it and `LEFT` one covered by the one to its left.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable, SimpleDocTemplate

ABOVE = "\0above"
LEFT = "\0left"

Rows = Sequence[Sequence[str]]
Block = str | Rows

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFD = "http://www.ofdspec.org/2016"
_LEVELS = (
    ("chineseCountingThousand", "%1、", "nothing"),
    ("chineseCountingThousand", "（%2）", "nothing"),
    ("decimal", "%3.", "nothing"),
    ("decimal", "（%4）", "nothing"),
    ("decimalEnclosedCircleChinese", "%5", "nothing"),
)
_MARKERS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"\d+\."),
    re.compile(r"（\d+）"),
    re.compile(r"[①-⑳]"),
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip package of the members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def spans_of(rows: Rows, row: int, column: int) -> tuple[int, int]:
    """How many rows down and columns across the cell at (row, column) covers."""
    across = 1
    while column + across < len(rows[row]) and rows[row][column + across] == LEFT:
        across += 1
    down = 1
    while row + down < len(rows) and rows[row + down][column] == ABOVE:
        down += 1
    return down, across


def text_of(plan: Sequence[Block]) -> str:
    """The plan as plain text; a table's rows are lines with `|`, in which covered cells say again what covers them."""
    lines: list[str] = []
    for block in plan:
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [" | ".join(row) for row in filled(block)]
    return "\n".join(lines) + "\n"


def filled(rows: Rows) -> list[list[str]]:
    """The rows with covered cells given the text that covers them."""
    full: list[list[str]] = []
    for row in rows:
        done: list[str] = []
        for column, cell in enumerate(row):
            done.append(full[-1][column] if cell == ABOVE else done[-1] if cell == LEFT else cell)
        full.append(done)
    return full


# Web page


def html_of(plan: Sequence[Block], title: str = "", charset: str = "utf-8") -> bytes:
    """A saved page of a government site: navigation, the article, related links, a footer."""
    body = "\n".join(f"<p>　　{escape(block)}</p>" if isinstance(block, str) else _html_table(block) for block in plan)
    page = f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{escape(title)}</title><script>var a = "<p>脚本</p>";</script>
<style>p {{ margin: 0 }}</style></head>
<body><div class="header"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/bsfw/">办事服务</a></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>
<div class="article"><div class="content">
{body}
</div></div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div>
<ul class="related"><li><a href="1.html">相关链接：去年的工作要点</a></li><li><a href="2.html">政策解读</a></li></ul>
<div class="footer">主办单位：某市人民政府办公室　版权所有　<a>网站地图</a></div></body></html>"""
    return page.encode(charset)


def _html_table(rows: Rows) -> str:
    lines = ["<table border='1'>"]
    for r, row in enumerate(rows):
        cells = []
        for c, cell in enumerate(row):
            if cell not in {ABOVE, LEFT}:
                down, across = spans_of(rows, r, c)
                cells.append(f'<td rowspan="{down}" colspan="{across}"><p>{escape(cell)}</p></td>')
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


# Word


def docx_of(plan: Sequence[Block], *, numbered: bool = True) -> bytes:
    """A .docx; with `numbered`, item numbers at the head of paragraphs are automatic and stand only in numbering.xml."""
    body = "".join(_docx_paragraph(block, numbered) if isinstance(block, str) else _docx_table(block) for block in plan)
    return docx_from(body, docx_numbering(_LEVELS))


def docx_from(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A .docx around the XML of its body, its numbering.xml and its styles.xml."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"document": "document.main", "numbering": "numbering", "styles": "styles"}
    overrides = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{types}.{kind}+xml"/>' for part, kind in parts.items())
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/numbering" Target="numbering.xml"/><Relationship Id="r2" Type="{relations}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        }
    )


def docx_numbering(levels: Sequence[tuple[str, str, str]], name: int = 1, more: str = "") -> str:
    """An abstract list with these levels (format, text, suffix) and one list that uses it; `more` stands in every level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{after}"/><w:lvlText w:val="{text}"/>'
        f"{more}</w:lvl>"
        for i, (form, text, after) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{name}">{inner}</w:abstractNum><w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'
    )


def docx_item(text: str, level: int = 0, listing: int = 1) -> str:
    """A paragraph numbered by Word."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listing}"/></w:numPr></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def docx_plain(text: str) -> str:
    """A paragraph without a number."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _docx_paragraph(text: str, numbered: bool) -> str:
    for level, marker in enumerate(_MARKERS):
        match = marker.match(text)
        if match and numbered:
            return docx_item(text[match.end() :], level)
    return docx_plain(text)


def _docx_table(rows: Rows) -> str:
    lines = []
    for r, row in enumerate(rows):
        cells = ""
        for c, cell in enumerate(row):
            if cell == LEFT:
                continue
            down, across = spans_of(rows, r, c) if cell != ABOVE else (1, 1)
            merge = "<w:vMerge/>" if cell == ABOVE else '<w:vMerge w:val="restart"/>' if down > 1 else ""
            text = "" if cell == ABOVE else cell
            cells += f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{docx_plain(text)}</w:tc>'
        lines.append(f"<w:tr>{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(lines)}</w:tbl>"


# Excel


def xlsx_of(plan: Sequence[Block], sheet: str = "Sheet1") -> bytes:
    """A workbook with the plan on one sheet: paragraphs in rows of one cell, tables with their cells merged."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = sheet
    at = 1
    for block in plan:
        rows: Rows = [[block]] if isinstance(block, str) else block
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell not in {ABOVE, LEFT}:
                    page.cell(at + r, c + 1, cell)
                    down, across = spans_of(rows, r, c)
                    if down * across > 1:
                        page.merge_cells(start_row=at + r, start_column=c + 1, end_row=at + r + down - 1, end_column=c + across)
        at += len(rows)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# PDF


def pdf_of(plan: Sequence[Block], *, header: str = "", widths: Sequence[float] = (), size: float = 16, titled: bool = True) -> bytes:
    """A PDF set as GB/T 9704 wants it: A4, paragraphs indented by two characters, — 1 — at the foot, ruled tables over pages."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=size, leading=size * 1.75, firstLineIndent=2 * size, wordWrap="CJK")
    title = ParagraphStyle("title", parent=body, fontSize=22, leading=35, firstLineIndent=0, alignment=1)
    story = []
    for number, block in enumerate(plan):
        if isinstance(block, str):
            story.append(Paragraph(escape(block), title if titled and number == 0 else body))
        else:
            story.append(_pdf_table(block, widths))
    buffer = io.BytesIO()

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("STSong-Light", 14)
        canvas.drawCentredString(A4[0] / 2, 50, f"— {document.page} —")
        canvas.drawString(80, A4[1] - 50, header)

    SimpleDocTemplate(buffer, pagesize=A4, topMargin=105, bottomMargin=99, leftMargin=79, rightMargin=74).build(
        story, onFirstPage=furniture, onLaterPages=furniture
    )
    return buffer.getvalue()


def _pdf_table(rows: Rows, widths: Sequence[float]) -> Flowable:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=12, leading=16, wordWrap="CJK")
    cells = [["" if cell in {ABOVE, LEFT} else Paragraph(escape(cell), style) for cell in row] for row in rows]
    merged = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            down, across = spans_of(rows, r, c) if cell not in {ABOVE, LEFT} else (1, 1)
            if down * across > 1:
                merged.append(("SPAN", (c, r), (c + across - 1, r + down - 1)))
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *merged]
    return Table(cells, colWidths=list(widths) or [440 / len(rows[0])] * len(rows[0]), repeatRows=1, style=look)


# OFD


def ofd_of(plan: Sequence[Block], *, per_line: int = 26, titled: bool = True) -> bytes:
    """An OFD file (GB/T 33190-2016): text line by line in TextCode elements, indented and broken at the right margin, ruled tables."""
    sheet = _OfdSheet()
    for number, block in enumerate(plan):
        if isinstance(block, str):
            sheet.paragraph(block, per_line, is_title=titled and number == 0)
        else:
            sheet.table(block)
    return ofd_from([page + _ofd_text(f"— {number} —", 100, 280) for number, page in enumerate(sheet.pages, 1)])


class _OfdSheet:
    """A4 pages filled from the top; distances in millimetres."""

    def __init__(self) -> None:
        self.pages = [""]
        self.y = 40.0

    def paragraph(self, text: str, per_line: int, *, is_title: bool) -> None:
        if is_title:
            self._line(105 - len(text) * 2.8, text)
            return
        first = per_line - 2
        self._line(28 + 11.2, text[:first])
        for i in range(first, len(text), per_line):
            self._line(28, text[i : i + per_line])

    def _line(self, x: float, text: str) -> None:
        self._room(10)
        self.pages[-1] += _ofd_text(text, x, self.y)
        self.y += 10

    def _room(self, height: float) -> bool:
        if self.y + height <= 262:
            return False
        self.pages.append("")
        self.y = 40.0
        return True

    def table(self, rows: Rows) -> None:
        """Rows with rules around each cell; on a new page the header row comes again and merged cells go on empty."""
        width = 154 / len(rows[0])
        room = int((width - 3) / 4.2)
        wrapped = [
            [[cell[i : i + room] for i in range(0, len(cell), room)] if cell not in {ABOVE, LEFT} else [] for cell in row] for row in rows
        ]
        heights = [max(1, *map(len, row)) * 5.5 + 3 for row in wrapped]
        start = 0
        for r in range(len(rows)):
            if r and self._room(heights[r]):
                start = r
                self._row(rows, wrapped, heights, 0, width, 0)
            self._row(rows, wrapped, heights, r, width, start)

    def _row(self, rows: Rows, wrapped: Sequence[Sequence[list[str]]], heights: Sequence[float], r: int, width: float, start: int) -> None:
        for c, cell in enumerate(rows[r]):
            if cell == LEFT:
                continue
            top = 0 if cell == ABOVE and r > start else heights[r]
            _, across = spans_of(rows, r, c) if cell != ABOVE else (1, 1)
            is_last = r + 1 == len(rows) or rows[r + 1][c] != ABOVE or self.y + heights[r] + heights[r + 1] > 262
            self.pages[-1] += _ofd_rules(28 + c * width, self.y, across * width, heights[r], top=bool(top), bottom=is_last)
            for i, line in enumerate(wrapped[r][c]):
                self.pages[-1] += _ofd_text(line, 28 + c * width + 1.5, self.y + 1.5 + i * 5.5, 4.2)
        self.y += heights[r]


def _ofd_rules(x: float, y: float, wide: float, high: float, *, top: bool, bottom: bool) -> str:
    data = f"M 0 0 L 0 {high} M {wide} 0 L {wide} {high}"
    data += f" M 0 0 L {wide} 0" if top else ""
    data += f" M 0 {high} L {wide} {high}" if bottom else ""
    return f'<ofd:PathObject ID="9" Boundary="{x} {y} {wide} {high}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def _ofd_text(text: str, x: float, y: float, size: float = 5.6) -> str:
    step = f"g {len(text) - 1} {size}" if len(text) > 3 else " ".join([str(size)] * (len(text) - 1))
    return (
        f'<ofd:TextObject ID="{int(x * 100 + y)}" Boundary="{x} {y} {len(text) * size} 6" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{step}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_from(pages: Sequence[str]) -> bytes:
    """An OFD file of pages given as the XML of their layers."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea>'
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for i, page in enumerate(pages):
        members[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return zipped(members)


# OLE


def ole_of(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB] version 3) with these streams in its root, each padded to 4,096 bytes or more."""
    padded = {name: content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0") for name, content in streams.items()}
    fat, body = [0xFFFFFFFD, 0xFFFFFFFE], b""
    entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if padded else 0xFFFFFFFF)]
    for number, (name, content) in enumerate(padded.items(), 1):
        start, count = len(fat), len(content) // 512
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        body += content
        entries.append(_ole_entry(name, 2, start, len(content), right=number + 1 if number < len(padded) else 0xFFFFFFFF))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        62,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
        0,
    )
    header += struct.pack("<108I", *([0xFFFFFFFF] * 108))
    return header + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))) + b"".join(entries).ljust(512, b"\0") + body


def _ole_entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", wide, len(wide), kind, 1, 0xFFFFFFFF, right, child, start, size)
