"""OFD (GB/T 33190-2016), the national layout format: its text layer, page by page and line by line.

Text stands in TextObject elements at a place on the page (Boundary, in millimetres), whose TextCode gives the first character's
position and the steps to the next ones. Ruled tables are found from the lines that PathObject elements draw. Templates and annotations
are not read, pictures cannot be.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from planggraph.errors import EncryptedFile, Said, ScannedFile
from planggraph.model import Document
from planggraph.reading.archive import Package
from planggraph.reading.draft import Draft
from planggraph.reading.layout import PageContent, set_down
from planggraph.reading.limits import MARK, PAGE, PAGE_MARKS, PAGES, require
from planggraph.reading.lines import Glyph, lines_of
from planggraph.reading.page_tables import Rule, ruled_tables
from planggraph.reading.part import attribute, child, children, local, tree

MEDIA_TYPE = "application/ofd"
_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_STRAIGHT = 0.3
_STROKE = re.compile(r"([MSLC])(?:\s*(-?[\d.]+)[\s,]+(-?[\d.]+))?")
_REPEATED = re.compile(r"g\s+(\d+)\s+(\S+)|(\S+)")


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of an OFD file; raises `DamagedFile`, `EncryptedFile`, `ScannedFile`, `TooLarge`."""
    package = Package(name, data)
    if any(member.lower().endswith("encryptions.xml") for member in package.names):
        raise EncryptedFile(path=name)
    package.check_xml()
    draft = Draft()
    for root in _documents(package):
        set_down(draft, _pages(package, root))
    if draft.is_empty:
        raise ScannedFile(path=name, detail=Said("没有文字层", "no text layer"))
    return draft.document(name, sha256, MEDIA_TYPE)


def _documents(package: Package) -> Iterator[str]:
    """The paths of the document roots that OFD.xml names."""
    for body in children(tree(package, "OFD.xml"), "DocBody"):
        yield posixpath.normpath(_said(child(body, "DocRoot")).lstrip("/"))


def _pages(package: Package, path: str) -> list[PageContent]:
    root = tree(package, path)
    folder = posixpath.dirname(path)
    area = _box(_said(child(child(child(root, "CommonData"), "PageArea"), "PhysicalBox"))) or _A4
    pages = list(children(child(root, "Pages"), "Page"))
    require(len(pages), PAGES, package.path, PAGE)
    places = [attribute(page, "BaseLoc") or "" for page in pages]
    paths = [posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place)) for place in places]
    return [_page(package, page, number, area) for number, page in enumerate(paths, 1)]


def _page(package: Package, path: str, number: int, area: Sequence[float]) -> PageContent:
    root = tree(package, path)
    _, _, wide, high = _box(_said(child(child(root, "Area"), "PhysicalBox"))) or area
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    for element in root.iter():
        if local(element) == "TextObject":
            glyphs += _glyphs(element)
        elif local(element) == "PathObject":
            rules += _rules(element)
        require(len(glyphs) + len(rules), PAGE_MARKS, package.path, MARK)
    tables, outside = ruled_tables(rules, glyphs, number)
    return PageContent(lines_of(outside, number, wide * _POINTS, high * _POINTS), tables)


def _rules(path: etree._Element) -> Iterator[Rule]:
    """The straight level and upright lines that a PathObject draws, in points."""
    left, top, _, _ = _box(attribute(path, "Boundary") or "") or _A4
    matrix = [_number(n, 0.0) for n in (attribute(path, "CTM") or "").split()]
    a, d, e, f = (matrix[0], matrix[3], matrix[4], matrix[5]) if len(matrix) == 6 else (1.0, 1.0, 0.0, 0.0)
    at = begun = (0.0, 0.0)
    for sign, x, y in _STROKE.findall(_said(child(path, "AbbreviatedData"))):
        to = begun if sign == "C" else (_number(x, 0.0), _number(y, 0.0))
        if sign in "MS":
            begun = to
        elif abs(at[0] - to[0]) < _STRAIGHT or abs(at[1] - to[1]) < _STRAIGHT:
            xs, ys = sorted((left + a * at[0] + e, left + a * to[0] + e)), sorted((top + d * at[1] + f, top + d * to[1] + f))
            yield Rule(xs[0] * _POINTS, ys[0] * _POINTS, xs[1] * _POINTS, ys[1] * _POINTS)
        at = to


def _glyphs(text: etree._Element) -> Iterator[Glyph]:
    """The characters of a TextObject at their places on the page, in points."""
    left, top, _, _ = _box(attribute(text, "Boundary") or "") or _A4
    size = _number(attribute(text, "Size"), 4.0)
    matrix = [_number(n, 0.0) for n in (attribute(text, "CTM") or "").split()]
    a, d, e, f = (matrix[0], matrix[3], matrix[4], matrix[5]) if len(matrix) == 6 else (1.0, 1.0, 0.0, 0.0)
    x = y = 0.0
    for code in children(text, "TextCode"):
        x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
        written = code.text or ""
        across, down = _steps(attribute(code, "DeltaX"), len(written)), _steps(attribute(code, "DeltaY"), len(written))
        at_x, at_y = x, y
        for index, sign in enumerate(written):
            baseline, start, high = top + d * at_y + f, left + a * at_x + e, abs(d) * size
            if sign.isprintable():
                yield _glyph(sign, start, baseline, abs(a) * size, high)
            at_x += across[index] if index < len(across) else 0.0
            at_y += down[index] if index < len(down) else 0.0


def _glyph(sign: str, x: float, baseline: float, em: float, high: float) -> Glyph:
    wide = em * (0.5 if sign.isascii() else 1.0)
    top = (baseline - 0.85 * high) * _POINTS
    return Glyph(sign, x * _POINTS, (x + wide) * _POINTS, top, top + high * _POINTS)


def _steps(text: str | None, most: int) -> list[float]:
    """The steps "5 5 g 3 5" as five numbers: g repeats."""
    steps: list[float] = []
    for match in _REPEATED.finditer(text or ""):
        if len(steps) >= most:
            break
        times, step, single = match.groups()
        steps += [_number(step or single, 0.0)] * min(int(times or 1), most)
    return steps


def _box(text: str) -> tuple[float, float, float, float] | None:
    numbers = [_number(n, 0.0) for n in text.split()]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _number(text: str | None, default: float) -> float:
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return number if abs(number) < 1e6 else default


def _said(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
