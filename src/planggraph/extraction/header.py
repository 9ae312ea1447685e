"""The head of an official document: issuer, document number, date, addressees, titles (GB/T 9704-2012, parts of 版头, 主体, 版记).

Conventions: a plan printed by a notice (关于印发《…》的通知) follows the notice's date, with its own title repeated; the issuer signs
above the date; 代字〔年〕号 stands on a line of its own; 主送机关 ends with a colon; a contact person in the 附注 is passed over. Lines
that a web page adds (发布日期：…, 发布机构：…) are not the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from planggraph.extraction.agencies import is_agency_like
from planggraph.extraction.layout import Layout, Line
from planggraph.model import Notice, Stated, StatedDate
from planggraph.text.numerals import integer

NUMBER = re.compile(r"(?:(?:发文字号|文号|发文文号)：)?([^\W\d_]{2,14}(?:〔|（)(?:19|20)\d\d(?:〕|）)第?\d{1,4}号)")
DATE = re.compile(
    r"(?P<year>\d{4}|[一二][零〇○一二三四五六七八九]{3})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
CLOSING_DATE = re.compile(rf"{DATE.pattern}(?:）)?$")
NOTICE = re.compile(
    r"(?P<issuer>[^，。：《》]{2,60}?)?(?:关于)?(?:印发|转发|公布|下发|发布)(?P<inner>《.{3,120}》|.{6,90}?)(?:等文件)?(?:的通知|的函|的通告|$)"
)
ADDRESSEES = re.compile(r"(?=.{3,400}$)[^。：；]*(?:单位|部门|机构|政府|委员会|办公室|办|局|委|企业|镇街|街道)[^。：；]*：")
DISCLOSURE = re.compile(
    r"(?:公开方式|公开属性|信息公开选项|公开类别|公开范围)：(?P<value>[^，。；）]{2,12})|（?(?P<note>此件(?:主动|公开)[^，。；）]{0,6}|此件不予?公开|此件依申请公开)）?"
)
SEAL = re.compile(r"（[^（）]*代章）")
TITLE_END = re.compile(
    r"(?:要点|方案|计划|意见|分工|任务|清单|报告|台账|安排|措施|分解|细则|通知|办法|规划|行动|分工表|分解表|任务表|一览表|责任表|任务书|实事|事项"
    r"|规定|决定|纲要|工程|目标|部署|条例|指引|责任|项目|政策|汇总表|进度表|推进表)(?:（[^（）]{1,20}）|\d{4}(?:—|-|~)\d{4}年)*$"
)
ANNEX = re.compile(r"附件?[一二三四五六七八九十\d]*：?")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|—|-|~|$)|([一二][零〇○一二三四五六七八九]{3})(?=年)")
NO_TITLE = re.compile(rf"。|^(?:{ANNEX.pattern}|{NUMBER.pattern})$|^(?:[一二三四五六七八九十\d]+[、.]|（)")
HEAD_LINES = 60
SHORTEST_TITLE = 6
LONGEST_TITLE = 90
PAGE_LINE = re.compile(
    r"^(?:发布日期|发布机构|发布时间|原文链接|检索|来源|信息来源|索引号|主题分类|成文日期|浏览次数|字体|打印|分享|字号|关闭|作者)"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a document states. `year` is that of title, date, number or first table head, in this order."""

    title: Stated | None
    notice: Notice
    year: int | None


def read_header(layout: Layout, body_start: int) -> Header:
    """The header of a document whose first numbered item stands at `body_start` of the flow."""
    lines = [unit for unit in layout.units if isinstance(unit, Line)]
    head = [replace(line, end=min(line.end, body_start)) for line in lines if line.start < body_start][:HEAD_LINES]
    reader = _HeadReader(layout, head, lines)
    notice_title, inner = reader.notice_title()
    title = reader.plan_title(inner, notice_title)
    signed = reader.signed_date()
    issuer = reader.signature(signed) or reader.issuer(notice_title, title)
    notice = Notice(
        title=_stated(layout, notice_title, "header.notice_title"),
        issuer=_stated(layout, issuer, "header.issuer"),
        document_number=reader.number(),
        date=reader.date(signed),
        addressees=reader.addressees(),
        disclosure=reader.disclosure(),
    )
    stated = _stated(layout, title, "header.title")
    return Header(stated, notice, _year(stated, notice, layout))


Range = tuple[int, int]


def _stated(layout: Layout, found: Range | None, rule: str) -> Stated | None:
    if found is None:
        return None
    evidence = layout.flow.evidence(*found, rule)
    return Stated(tidy(evidence.quote), evidence)


def tidy(quote: str) -> str:
    """A quote as one line: line breaks and the spaces that typists set around digits are gone, a space between words stays.

    >>> tidy("对口帮扶黔南州 2018 年度\\n工作要点")
    '对口帮扶黔南州2018年度工作要点'
    """
    text = re.sub(r"\s*[\r\n]+\s*", "", quote.replace("**", "").strip())
    text = re.sub(r"(?<=\d)\s+(?=\D)|(?<=\D)\s+(?=\d)", "", text)
    return re.sub(r"\s+", " ", text)


class _HeadReader:
    """Looks for each part among the lines of the head; positions are ranges of the flow."""

    def __init__(self, layout: Layout, head: list[Line], lines: list[Line]) -> None:
        self.layout, self.head, self.lines = layout, head, lines
        self.text = layout.folded

    def _line(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def _runs(self, most: int) -> Iterator[Range]:
        """One to `most` neighbouring lines of the head, fewest first: titles are broken by layout."""
        for count in range(1, most + 1):
            for number in range(len(self.head)):
                run = self.head[number : number + count]
                if len(run) == count and all(not self._is_prose(line) for line in run):
                    yield run[0].start, run[-1].end

    def _is_prose(self, line: Line) -> bool:
        text = self._line(line)
        return text.endswith(("。", "：", "；", "，")) or len(text) > LONGEST_TITLE + 60 or bool(PAGE_LINE.match(text))

    def notice_title(self) -> tuple[Range | None, Range | None]:
        """The title of a notice that prints a plan, and the plan's title inside it."""
        for start, end in self._runs(4):
            match = NOTICE.fullmatch(self.text, start, end)
            if match and (match["inner"].startswith("《") or self.text[start:end].endswith(("的通知", "的函", "的通告"))):
                inner_start, inner_end = match.span("inner")
                if match["inner"].startswith("《"):
                    inner_start, inner_end = inner_start + 1, inner_end - 1
                return (start, end), (inner_start, inner_end)
        return None, None

    def plan_title(self, inner: Range | None, notice: Range | None) -> Range | None:
        """The plan's own title line; where it is not repeated, the title inside the notice's."""
        if inner:
            words = self.text[slice(*inner)]
            repeated = [run for run in self._runs(4) if self.text[slice(*run)] == words and notice and run[0] >= notice[1]]
            if repeated:
                return repeated[0]
            similar = [run for run in self._titles() if notice and run[0] >= notice[1] and words[-6:] == self.text[run[1] - 6 : run[1]]]
            return similar[0] if similar else inner
        return next(self._titles(), None)

    def _titles(self) -> Iterator[Range]:
        """Runs of lines that read as a title."""
        for start, end in self._runs(3):
            words = self.text[start:end]
            if SHORTEST_TITLE <= len(words) <= LONGEST_TITLE and TITLE_END.search(words) and not NO_TITLE.search(words):
                yield self._widened(start, end)

    def _widened(self, start: int, end: int) -> Range:
        """A title with the first half that stands on the line before it: …机械化和 | 农机装备产业转型升级的指导意见."""
        before = next((line for line in self.head if line.end == start), None)
        if before is None or self._is_prose(before):
            return start, end
        words = self._line(before)
        issuer_alone = (
            ("关于" not in words and is_agency_like(words)) or NUMBER.fullmatch(words) or ANNEX.fullmatch(words) or DATE.search(words)
        )
        half = re.search(r"(?:关于.*[^》]|[和与及、的])$", words)
        return (before.start, end) if half and not issuer_alone else (start, end)

    def number(self) -> Stated | None:
        """The document number, on a line of its own or under its label."""
        for line in self.head:
            match = NUMBER.fullmatch(self.text, line.start, line.end)
            if match:
                evidence = self.layout.flow.evidence(*match.span(1), "header.document_number")
                return Stated(match[1].replace("（", "〔").replace("）", "〕"), evidence)
        return None

    def signed_date(self) -> tuple[Line, re.Match[str]] | None:
        """The date of signing: the first date that ends a short line by itself or after the signature."""
        for line in self.lines:
            if line.end - line.start <= 60 and not PAGE_LINE.match(self._line(line)):
                match = CLOSING_DATE.search(self._line(line))
                if match and not re.search(r"[，。：]", self._line(line)):
                    return line, match
        return None

    def date(self, signed: tuple[Line, re.Match[str]] | None) -> StatedDate | None:
        """The date of signing as a date; None where the digits are no date."""
        if signed is None:
            return None
        line, match = signed
        year, month, day = (integer(match[part]) for part in ("year", "month", "day"))
        try:
            value = date(year or 0, month or 0, day or 0)
        except ValueError:
            return None
        end = line.start + match.end("day") + 1
        return StatedDate(value, self.layout.flow.evidence(line.start + match.start("year"), end, "header.date"))

    def signature(self, signed: tuple[Line, re.Match[str]] | None) -> Range | None:
        """The issuer as it signs: before the date on its line, or on the line above (a 代章 note aside)."""
        if signed is None:
            return None
        line, match = signed
        if match.start() > 2 and is_agency_like(self._line(line)[: match.start()]):
            return line.start, line.start + match.start()
        place = self.lines.index(line)
        for before in reversed(self.lines[max(0, place - 2) : place]):
            words = self._line(before)
            bare = SEAL.sub("", words)
            if bare and len(bare) <= 40 and is_agency_like(bare) and not re.search(r"[，。：]", bare):
                return before.start, before.start + len(bare)
        return None

    def issuer(self, notice: Range | None, title: Range | None) -> Range | None:
        """The issuer named at the head of a title (国务院关于…), or on the masthead (…文件)."""
        for found in (notice, title):
            if found:
                match = re.match(r"([^，。：《》]{2,40}?)(?:关于|印发|转发)", self.text[slice(*found)])
                if match and is_agency_like(match[1]):
                    return found[0], found[0] + match.end(1)
        for line in self.head[:3]:
            words = self._line(line).removesuffix("文件")
            if is_agency_like(words) and len(words) <= 40:
                return line.start, line.start + len(words)
        return None

    def addressees(self) -> tuple[Stated, ...]:
        """主送机关: 各有关单位、各区对口支援办："""
        for line in self.head:
            if ADDRESSEES.fullmatch(self.text, line.start, line.end):
                ends = [
                    *(m.start() for m in re.finditer("[，；]|(?<=单位)、|(?<=办)、|(?<=部门)、|(?<=政府)、", self._line(line))),
                    line.end - line.start - 1,
                ]
                starts = [0, *(end + 1 for end in ends[:-1])]
                ranges = [(line.start + a, line.start + b) for a, b in zip(starts, ends, strict=True) if b > a]
                return tuple(stated for each in ranges if (stated := _stated(self.layout, each, "header.addressee")))
        return ()

    def disclosure(self) -> Stated | None:
        """公开方式：主动公开, or （此件公开发布）."""
        for line in [*self.head, *self.lines[-8:]]:
            if self.text.find("公开", line.start, line.end) < 0:
                continue
            match = DISCLOSURE.search(self.text, line.start, line.end)
            if match:
                name = "value" if match["value"] else "note"
                return _stated(self.layout, match.span(name), "header.disclosure")
        return None


def _year(title: Stated | None, notice: Notice, layout: Layout) -> int | None:
    """The year a bare 11月前 belongs to: of the title, the date, the number, else of the first table head or heading that has one."""
    for stated in (title, notice.title):
        if stated and (match := YEAR.search(stated.value)):
            return integer(match.group())
    if notice.date:
        return notice.date.value.year
    if notice.document_number and (match := re.search(r"20\d\d", notice.document_number.value)):
        return int(match.group())
    for unit in layout.units:
        cells = () if isinstance(unit, Line) else unit.rows[0] if unit.rows else ()
        for cell in cells:
            if match := YEAR.search(layout.folded[cell.start : cell.end]):
                return integer(match.group())
    return None
