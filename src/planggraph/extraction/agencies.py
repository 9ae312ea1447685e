"""Lists of agencies: where one name ends and the next begins, and the level each leaves out.

Conventions: 、 separates members, ， separates blocks; 和, 及, 与 separate members only where both sides are whole names
(工业和信息化局 is one name, 市财政局和市审计局 two). The level is written once and left out after it: 市商务委、农业局 → 市农业局.
A bracket after a name holds its other plate (省市场监管局（省知识产权局）) or its role (市住建局（牵头）).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from planggraph.extraction.roles import RoleReading, grammar
from planggraph.resources import resource

COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|所有|全体|本市各|全市各|全省各|全区各|全县各)|(?:各|有关|相关)(?:[^局委办厅]{0,6})(?:部门|单位|地区|政府|街道|乡镇|镇街|企业|机构|区|县|市|方面)$|成员单位$|责任单位$"
)
OPEN_TAIL = re.compile(
    r"等(?:(?:国务院|市级|省级|区级|县级|市直|省直|区直|县直|中央|市|省|区|县|州)?(?:各)?(?:有关|相关|职能|主管|成员)*(?:职能|主管)?(?:市级|省级)?(?:部门|单位|机构|方面|部委|委办局)?(?:和单位|及单位|、单位)?)$"
)
CONNECTIVE = re.compile(r"(?:以及|及其|并由|并|由|请|会同|及|和|与|或|其中|分别由|均由|都由|为|是|含|包括|联合|商)+")
TIME = re.compile(
    r"\d+月|\d{4}年|\d+日|季度|年底|年内|半年|全年|年末|年初|^每|前完成|月底|长期|持续|常态|立行立改|即知即改|适时|按进度|按时|序时|即行|随时|旬$"
)
NOTHING = re.compile(r"无|没有|[-—/\\*.…·]+|\d+|同上|同前|下同|待定|另行通知")
NOTE = re.compile(r"(?:以下简称|下同|列|排|第一|首位|排名|不含|按|含|注)")
LEVEL = re.compile(
    r"自治区|自治州|自治县|省(?![直属级])|市(?!场|直|属|级|域|容|辖|长|政(?![府协务法研])|民(?![政族宗委防营航]))|区(?![域直属级块])|县(?![域直属级])|州(?![直属级])"
)
OWN_PLACE = re.compile(
    r"^(?:国家|中国|全国|国务院|中央|中共|中华|驻|省|市直|区直|县直|市属|省属|区属|县属|市级|省级|区级|县级|本|辖|人民银行|人行|团[省市县区州]委|国网|南方电网|各|有关|相关|农发行)|电网|银行$"
)
SHAPED_PLACE = re.compile(r"[^市区县州省]{2,4}(?:市|区|县|州)(?![场政域])[^、]{2,}")
LEVEL_WORD = "(?:[市县区州镇乡旗盟]|街道)(?:（[市县区旗镇乡街道、]{1,6}）)?"
SHARED_HEAD = re.compile(
    rf"各{LEVEL_WORD}(?:、{LEVEL_WORD})*、{LEVEL_WORD}(?:人民)?(?:政府|党委|党工委|管委会)"
    r"|[^、，；。（）]{2,8}[省市区县州](?:、[^、，；。（）]{2,8}[省市区县州]){0,8}、[^、，；。（）]{1,8}[省市区县州](?:的)?(?:相关|有关)(?:部门|单位|地区)"
)
KINDS = frozenset(
    {"企业", "单位", "部门", "机构", "主体", "政府", "地方", "社区", "机关", "协会", "商会", "学校", "医院", "银行", "公司", "中心"}
)
"""Words for a kind of body: 企业牵头 assigns nothing to anybody."""

LONGEST_NAME = 40
LONGEST_WRITTEN = 100
"""The longest a name may be with its brackets: anything longer is a sentence."""
CLOSING_NOTE = re.compile(r"（([^（）]*)）$")
SIGN_OF_LIST = re.compile(r"[（〔）〕、，；。]")
JOINT = re.compile(r"以及|及(?!其)|和|与|会同")


class Name(NamedTuple):
    """One agency as it stands at `start` to `end`: `surface` as written, `agency` with its level restored.

    `plain` is `agency` folded (simplified, full-width), `role` is set when a bracket after the name states one (（牵头）).
    """

    start: int
    end: int
    surface: str
    agency: str
    plain: str
    block: int
    collective: bool
    open_list: bool
    role: RoleReading | None = None


@cache
def _endings() -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern for names that end as an agency does, and the endings that may leave out the level in a list."""
    with resource("data", "registry", "agency_endings.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: -len(row["ending"]))
    whole = "|".join(re.escape(row["ending"]) for row in rows)
    return re.compile(rf"(?:{whole})$"), frozenset(row["ending"] for row in rows if row["restores"] == "y")


def _leaves_out_level(name: str) -> bool:
    """Whether the longest known ending of a name is one of bodies that leave out their level: 农业局, 水务集团; not 供电公司, 街道办."""
    ending = _endings()[0].search(name)
    return ending is not None and ending.group() in _endings()[1]


def is_agency_like(name: str) -> bool:
    """Whether a name has the shape of an agency or a group of agencies.

    >>> is_agency_like("市人力资源社会保障局"), is_agency_like("各区政府"), is_agency_like("贫困人口")
    (True, True, False)
    """
    return len(name) <= LONGEST_WRITTEN and _is_agency_like(name)


@lru_cache(maxsize=8192)
def _is_agency_like(name: str) -> bool:
    bare = re.sub(r"（[^）]*）", "", name)
    if (
        not 1 < len(bare) <= LONGEST_NAME
        or re.search(r"[。！？“”\d%]", bare)
        or re.match(r"[一二三四五六七八九十多几数若]+个|[等的在对从将把以]", bare)
    ):
        return False
    if bare in KINDS:
        return False
    return bool(_endings()[0].search(bare)) or is_collective(bare)


def is_collective(name: str) -> bool:
    """Whether a name stands for several bodies (各区政府, 市直有关部门, 相关街道).

    >>> is_collective("市政府各部门"), is_collective("市审计局")
    (True, False)
    """
    return len(name) <= LONGEST_WRITTEN and _is_collective(name)


@lru_cache(maxsize=8192)
def _is_collective(name: str) -> bool:
    return bool(COLLECTIVE.search(re.sub(r"（[^）]*）", "", name)))


def read_names(text: str, source: str, ranges: tuple[tuple[int, int], ...], *, strict: bool) -> tuple[Name, ...]:
    """The agencies listed in one or more ranges of folded `text`, in order; `source` is the same text as written.

    With `strict`, the result is empty unless the list as a whole looks like agencies (used where no label announces a list).
    """
    names: list[Name] = []
    block = 1
    for start, end in ranges:
        for item_start, item_end, starts_block in _items(text, start, end):
            block += starts_block and bool(names)
            name = _read_name(text, source, item_start, item_end, block)
            if name:
                names.append(name)
            elif strict and not _negligible(text[item_start:item_end]):
                return ()
    if strict and not _plausible(names):
        return ()
    return tuple(_restored(names))


def _plausible(names: list[Name]) -> bool:
    """Most of the list has the shape of agencies, and all of it is short."""
    shaped = sum(is_agency_like(name.plain) for name in names)
    return bool(names) and shaped * 3 >= len(names) * 2 and is_agency_like(names[0].plain)


def _negligible(item: str) -> bool:
    return not item or bool(NOTHING.fullmatch(item) or NOTE.match(item) or OPEN_TAIL.fullmatch(item) or TIME.search(item))


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The members of a list as ranges, with whether a comma stands before each.

    Places that share one head are one member: 各市、县人民政府, 天津市、河北省相关部门.
    """
    depth, at, comma = 0, start, False
    for match in SIGN_OF_LIST.finditer(text, start, end):
        position, sign = match.start(), match[0]
        if sign in "（〔":
            depth += 1
        elif sign in "）〕":
            depth = max(0, depth - 1)
        elif not depth and not (sign == "、" and SHARED_HEAD.match(text, at, end)):
            yield from _parts(text, at, position, comma)
            at, comma = position + 1, sign != "、"
    yield from _parts(text, at, end, comma)


def _parts(text: str, start: int, end: int, comma: bool) -> Iterator[tuple[int, int, bool]]:
    """Members joined by 和, 及, 与 or 以及: split only between two whole names."""
    at = start
    for match in JOINT.finditer(text, start, end):
        left = OPEN_TAIL.sub("", text[at : match.start()])
        right = CONNECTIVE.sub("", text[match.end() : end])
        outside = text.count("（", at, match.start()) == text.count("）", at, match.start())
        both = (not left and match.start() > at) or is_agency_like(left)
        if outside and both and (match.group() == "以及" or is_agency_like(OPEN_TAIL.sub("", right)) or COLLECTIVE.search(right)):
            yield at, match.start(), comma
            at, comma = match.end(), False
    if end > at:
        yield at, end, comma


def _read_name(text: str, source: str, start: int, end: int, block: int) -> Name | None:
    """One member of a list, without connectives, 等部门 and notes; None where nothing that names a body is left."""
    item = text[start:end]
    member = _member(item) if len(item) <= LONGEST_WRITTEN else _read_member(item)
    if member is None:
        return None
    first, last = start + member.start, start + member.end
    agency = source[first : first + len(member.bare)]
    return Name(first, last, source[first:last], agency, member.bare, block, member.collective, member.open_list, member.role)


@dataclass(frozen=True, slots=True)
class _Member:
    """What a member of a list says, whatever stands around it: its name at `start` to `end` of the item; the rest as in `Name`."""

    start: int
    end: int
    bare: str
    collective: bool
    open_list: bool
    role: RoleReading | None


def _read_member(item: str) -> _Member | None:
    lead_in = CONNECTIVE.match(item)
    start = lead_in.end() if lead_in and not is_whole_word(item) else 0
    tail = OPEN_TAIL.search(item, start)
    end = tail.start() if tail else len(item)
    role = None
    note = CLOSING_NOTE.search(item, start, end)
    if note and (reading := _role_note(note[1]) or NOTE.match(note[1])):
        role = reading if isinstance(reading, RoleReading) else None
        end = note.start()
    name = item[start:end]
    if _negligible(name) or len(name) > LONGEST_NAME or "：" in name:
        return None
    bare = _without_other_plate(name)
    return _Member(start, end, bare, is_collective(bare), tail is not None, role)


_member = lru_cache(maxsize=8192)(_read_member)
"""The members of lists, which come again and again, read once."""


def is_whole_word(item: str) -> bool:
    """Whether what looks like a connective is the start of a name (与会单位, 并州市)."""
    return item.startswith(("与会", "和平", "和田", "和县", "商务", "商会", "联合", "会同县", "是非", "请示")) and not item.startswith(
        "联合市"
    )


def _role_note(note: str) -> RoleReading | None:
    return grammar().reading(note, ("verb", "stem")) if len(note) <= 8 and grammar().anchor.match(note) else None


def _without_other_plate(item: str) -> str:
    """省市场监管局（省知识产权局） → 省市场监管局, while 各街办（园区） and 各乡（镇）政府 stay whole."""
    bracket = CLOSING_NOTE.search(item)
    if bracket and not item.startswith("各") and _leaves_out_level(bracket.group(1)):
        return item[: bracket.start()]
    return item


def _restored(names: list[Name]) -> Iterator[Name]:
    """Names with the level that their list writes only once."""
    level = written = ""
    for name in names:
        own = LEVEL.match(name.plain)
        if own:
            level, written = own.group(), name.agency[: own.end()]
            yield name
        elif level and _may_leave_out_level(name):
            yield name._replace(agency=written + name.agency, plain=level + name.plain)
        else:
            yield name


def _may_leave_out_level(name: Name) -> bool:
    """Whether a name can belong to the level named before it: 农业局 can, 广州大学, 东门街道办 and 各区政府 cannot."""
    if name.collective or OWN_PLACE.search(name.plain):
        return False
    return _leaves_out_level(name.plain) and not _starts_with_place(name.plain)


@cache
def _place_names() -> frozenset[str]:
    """Names of provinces, cities and counties, in full, and of provinces and cities in short."""
    with resource("data", "registry", "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] in ("province", "city", "county")]
    short = {re.sub(r"(?:特别行政区|自治区|省|市)$", "", row["name"]) for row in rows if row["level"] != "county"}
    return frozenset(name for name in {row["name"] for row in rows} | short if len(name) > 1)


def _starts_with_place(name: str) -> bool:
    """广州港务局, 上海海关, 东城区市场监管局: names that carry their own place."""
    return any(name[:length] in _place_names() for length in range(2, min(len(name), 12))) or bool(SHAPED_PLACE.match(name))
