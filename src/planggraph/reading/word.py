"""Word and WPS documents (.docx, ECMA-376 WordprocessingML): paragraphs with their automatic numbers, and tables.

What a reader on paper would see is read: insertions under change tracking are kept and deletions dropped, hidden text and field codes
are left out, text boxes stand before the paragraph they are anchored to. A table that goes over several pages is one table, and its
repeated header row stands in the file once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from planggraph.errors import EmptyFile, Said, ScannedFile
from planggraph.model import Document
from planggraph.reading.archive import Package
from planggraph.reading.draft import Draft, Drawn, tidy
from planggraph.reading.limits import CELL, CELLS, require
from planggraph.reading.numbering import Numbering, read_numbering
from planggraph.reading.part import attribute, child, children, local, tree, value

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNSEEN = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "txbxContent"}
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of a .docx file.

    Raises `DamagedFile`, `EncryptedFile`, `TooLarge`, `EmptyFile`, and `ScannedFile` where it holds pictures alone.
    """
    package = Package(name, data)
    package.check_xml()
    main = _main_part(package)
    numbering = read_numbering(_related(package, main, "numbering"), _related(package, main, "styles"))
    reading = _Reading(name, Draft(), numbering)
    for body in children(tree(package, main), "body"):
        reading.blocks(body)
    if reading.draft.is_empty:
        raise _nothing_in(package)
    return reading.draft.document(name, sha256, MEDIA_TYPE)


def _nothing_in(package: Package) -> EmptyFile | ScannedFile:
    pictures = sum(1 for member in package.names if "/media/" in member)
    if pictures:
        return ScannedFile(path=package.path, detail=Said(f"{pictures} 幅图片", f"{pictures} pictures"))
    return EmptyFile(path=package.path)


def _main_part(package: Package) -> str:
    return _target(package, "_rels/.rels", "", "officeDocument") or "word/document.xml"


def _related(package: Package, main: str, kind: str) -> etree._Element | None:
    folder, _, file = main.rpartition("/")
    name = _target(package, f"{folder}/_rels/{file}.rels", folder, kind)
    return tree(package, name) if name in package.names else None


def _target(package: Package, relations: str, folder: str, kind: str) -> str:
    """The path of the part that `relations` names as of a kind; "" for none."""
    root = tree(package, relations) if relations in package.names else None
    for relation in children(root, "Relationship"):
        if (attribute(relation, "Type") or "").endswith("/" + kind):
            target = attribute(relation, "Target") or ""
            return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
    return ""


@dataclass(slots=True)
class _Reading:
    """A .docx being read: what is set down so far, and how far it has counted."""

    path: str
    draft: Draft
    numbering: Numbering
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0

    def blocks(self, parent: etree._Element) -> None:
        """Set down the paragraphs and tables below `parent`, those in content controls and insertions included."""
        for element in parent:
            kind = local(element)
            if kind == "p":
                self._paragraph(element)
            elif kind == "tbl":
                self._table(element)
            elif kind not in _UNSEEN:
                self.blocks(element)

    def _paragraph(self, paragraph: etree._Element) -> None:
        for box in _boxes(paragraph):
            self.blocks(box)
        text = self._text(paragraph)
        if text.strip():
            self.paragraphs += 1
            self.draft.paragraph(text, f"第{self.paragraphs}段")

    def _text(self, paragraph: etree._Element) -> str:
        """The text of a paragraph behind its number; a paragraph deleted under change tracking is not numbered."""
        text = "".join(_runs(paragraph))
        properties = child(child(paragraph, "pPr"), "rPr")
        if not text and child(properties, "del") is not None:
            return ""
        return self.numbering.label(paragraph) + text

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        rows: list[list[Drawn | None]] = []
        for row in _rows(table):
            rows.append(self._row(row, rows[-1] if rows else [], len(rows) + 1))
        self.draft.table(rows, f"表{self.tables}")

    def _row(self, row: etree._Element, above: list[Drawn | None], number: int) -> list[Drawn | None]:
        """The cells of a row on the grid of the table: merged ones in every column and row they cover."""
        properties = child(row, "trPr")
        drawn: list[Drawn | None] = [None] * self._columns(value(child(properties, "gridBefore")), 0)
        for cell in _cells(row):
            wide = self._columns(value(child(child(cell, "tcPr"), "gridSpan")), 1)
            over = above[len(drawn)] if _is_continued(cell) and len(drawn) < len(above) else None
            drawn += [over or Drawn(self._cell_text(cell), f"表{self.tables} 第{number}行第{len(drawn) + 1}列")] * wide
        return drawn

    def _columns(self, text: str | None, default: int) -> int:
        count = int(text) if text and text.isdecimal() and len(text) < 10 else default
        self.cells += count
        require(self.cells, CELLS, self.path, CELL)
        return count

    def _cell_text(self, parent: etree._Element) -> str:
        """The lines of a cell, those of tables within it included."""
        lines: list[str] = []
        for element in parent:
            kind = local(element)
            if kind == "p":
                lines += [self._cell_text(box) for box in _boxes(element)]
                lines.append(self._text(element))
            elif kind not in _UNSEEN:
                lines.append(self._cell_text(element))
        return tidy("\n".join(lines))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        kind = local(element)
        if kind == "tr":
            if child(child(element, "trPr"), "del") is None:
                yield element
        elif kind not in _UNSEEN:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        kind = local(element)
        if kind == "tc":
            yield element
        elif kind not in _UNSEEN:
            yield from _cells(element)


def _is_continued(cell: etree._Element) -> bool:
    merged = child(child(cell, "tcPr"), "vMerge")
    return merged is not None and value(merged) != "restart"


def _runs(parent: etree._Element) -> Iterator[str]:
    for element in parent:
        kind = local(element)
        if kind == "t" or kind in _WRITTEN:
            yield _WRITTEN.get(kind) or element.text or ""
        elif kind == "AlternateContent":
            yield from _runs(_choice(element))
        elif kind not in _UNSEEN and not (kind == "r" and _is_hidden(element)):
            yield from _runs(element)


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(child(run, "rPr"), "vanish")
    return hidden is not None and value(hidden) not in {"0", "false"}


def _choice(alternatives: etree._Element) -> etree._Element:
    """One of the two ways in which the same content is written for newer and older programs."""
    for name in ("Choice", "Fallback"):
        found = child(alternatives, name)
        if found is not None:
            return found
    return alternatives


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph."""
    for element in parent:
        kind = local(element)
        if kind == "txbxContent":
            yield element
        elif kind == "AlternateContent":
            yield from _boxes(_choice(element))
        elif kind not in _UNSEEN:
            yield from _boxes(element)
