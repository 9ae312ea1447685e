"""The grammar of a responsibility clause: who leads, who is responsible, who supports.

Three ways of writing it, for clauses already found in the text (`planggraph.extraction.anchors`):

- labels: 完成时间：11月前。牵头单位：市协作办，协助单位：市委办公厅、市政府办公厅
- verbs: 市市场监管局负责，市公安局、市税务局配合
- a mix: 责任单位：市科委、市教委牵头，各区政府

Positions are those of the layout's flow; texts are folded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from planggraph.extraction.agencies import Name, is_agency_like, is_collective, read_names
from planggraph.extraction.roles import LONGEST_LABEL, Label, RoleReading, grammar
from planggraph.model import Basis

LABEL_MARKS = frozenset("，。；、：（）〔〕！|”-—")
NAME_MARKS = re.compile("[、，；]")
RESPONSIBLE = RoleReading("responsible", "responsible", "")
PEER = re.compile("会同")
ALL_OF_THEM = re.compile(
    r"(?:以上|上述)(?P<count>[一二两三四五六七八九十\d]+)?(?:各)?(?:项|条|个)?(?:工作|任务|措施|事项)?(?:均|都)?(?=由)"
)
LEAD_IN = re.compile(r"(?:，|。|；|\d+(?:\.\d+)?分|）|（)*")
SENTENCE = re.compile(r"[。；！]")
PERSON_NAME = re.compile(r"[^、，；。：（）〔〕\d]{2,12}")


@dataclass(frozen=True, slots=True)
class Part:
    """One list of agencies with the role that its words give it."""

    role: RoleReading
    basis: Basis
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person or post named at `start` to `end` under a label such as 分管领导."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """What a clause says. `times` are ranges that a label announces as a completion time; `repeats` is set for 同上."""

    parts: tuple[Part, ...] = ()
    people: tuple[PersonName, ...] = ()
    times: tuple[tuple[int, int], ...] = ()
    repeats: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the words name anybody or repeat a clause that does."""
        return bool(self.parts or self.repeats)


@dataclass(frozen=True, slots=True)
class Passage:
    """The folded text and the text as written, of equal length; `offsets`, where given, say where each character stands in the source."""

    folded: str
    written: str
    offsets: Sequence[int] = ()

    def after_space(self, position: int) -> bool:
        """Whether the source has white space before the character at `position`."""
        return bool(self.offsets) and self.offsets[position] - self.offsets[position - 1] > 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label at `start` whose content begins at `content`."""

    start: int
    content: int
    label: Label


def read_clause(passage: Passage, start: int, end: int) -> ClauseReading:
    """What the clause at `start` to `end` (without its brackets) says; an empty reading where it is no clause.

    >>> text = "市教委牵头，市财政局配合"
    >>> [(p.role.role, [n.agency for n in p.names]) for p in read_clause(Passage(text, text), 0, len(text)).parts]
    [('lead', ['市教委']), ('support', ['市财政局'])]
    """
    labels = find_labels(passage, start, end)
    if not labels:
        return ClauseReading(parts=read_verbs(passage, start, end))
    parts: list[Part] = list(read_verbs(passage, start, labels[0].start))
    people: list[PersonName] = []
    times: list[tuple[int, int]] = []
    repeats = False
    for number, (at, label) in enumerate((each.content, each.label) for each in labels):
        until = labels[number + 1].start if number + 1 < len(labels) else end
        if label.kind == "role":
            repeats = repeats or passage.folded[at:until].strip("，；。、") in ("同上", "同前")
            parts += read_labelled(passage, label, at, until)
        elif label.kind == "person":
            people += read_people(passage.folded, label.word, at, until)
        elif label.kind == "deadline":
            times.append((at, until))
    return ClauseReading(tuple(parts), tuple(people), tuple(times), repeats)


def find_labels(passage: Passage, start: int, end: int) -> list[Labelled]:
    """The labels (牵头单位：, 完成时限：, 责任领导：) in a stretch of text, each after a mark, after white space, or at the start."""
    found: list[Labelled] = []
    colon = passage.folded.find("：", start, end)
    while colon >= 0:
        hit = _label_before(passage, found[-1].content if found else start, colon)
        if hit:
            found.append(hit)
        colon = passage.folded.find("：", colon + 1, end)
    return found


def _label_before(passage: Passage, floor: int, colon: int) -> Labelled | None:
    """The label that ends at a colon, the shortest that begins where a label can; `floor` is as far back as it may begin."""
    text = passage.folded
    for begin in range(colon - 2, max(floor, colon - LONGEST_LABEL) - 1, -1):
        starts = begin == floor or text[begin - 1] in LABEL_MARKS or passage.after_space(begin)
        label = grammar().read_label(text[begin:colon].removesuffix("为")) if starts else None
        if label and label.kind in ("role", "person", "deadline"):
            return Labelled(begin, colon + 1, label)
        if text[begin] in "，。；：！":
            return None
    return None


def read_labelled(passage: Passage, label: Label, start: int, end: int) -> list[Part]:
    """The lists after a role label, up to the full stop: 责任单位：A、B牵头，C、D gives A, B lead and C, D responsible."""
    return read_role_list(passage, label.role or RESPONSIBLE, ((start, end),))


def read_role_list(passage: Passage, role: RoleReading, ranges: tuple[tuple[int, int], ...]) -> list[Part]:
    """The agencies of a list that a label or a column announces as `role`; verbs inside it decide for their own members."""
    parts: list[Part] = []
    open_ranges: list[tuple[int, int]] = []
    for start, end in (part for each in ranges for part in _spaced(passage, *each)):
        end = _first_stop(passage.folded, start, end)
        at = start
        for verb in grammar().verb.finditer(passage.folded, start, end):
            if passage.folded[verb.start() - 1] == "（":
                continue
            if verb.start() > at:
                parts += _verb_part(passage, at, verb, strict=False)
            at = verb.end()
        open_ranges.append((at, end))
    names = read_names(passage.folded, passage.written, tuple(open_ranges), strict=False)
    return parts + _by_note(names, role)


def _spaced(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    """A list cut at the white space in it where that parts whole names (市科技局 市教育局); else whole: a line may break anywhere."""
    if not passage.offsets or end <= start or passage.offsets[end - 1] - passage.offsets[start] == end - 1 - start:
        return [(start, end)]
    cuts = [
        start,
        *(place for place in range(start + 1, end) if passage.after_space(place) and passage.folded[place - 1] not in "、，；"),
        end,
    ]
    words = [passage.folded[a:b].strip("、，；。") for a, b in pairwise(cuts)]
    whole = all(is_agency_like(name) for word in words for name in NAME_MARKS.split(word))
    return list(pairwise(cuts)) if whole else [(start, end)]


def _by_note(names: tuple[Name, ...], role: RoleReading) -> list[Part]:
    """The list as parts: a member whose bracket states a role (市住建局（牵头）) makes a part of its own."""
    return [Part(own, "explicit", tuple(members)) for own, members in groupby(names, key=lambda name: name.role or role)]


def _first_stop(text: str, start: int, end: int) -> int:
    """The end of a labelled list: its first full stop outside brackets."""
    stop = text.find("。", start, end)
    while stop >= 0 and text.count("（", start, stop) > text.count("）", start, stop):
        stop = text.find("。", stop + 1, end)
    return stop if stop >= 0 else end


def read_verbs(passage: Passage, start: int, end: int) -> tuple[Part, ...]:
    """Lists that a verb closes: 财政部牵头，国务院相关部门及各地区按职责分工负责."""
    parts: list[Part] = []
    at = start
    for match in [*SENTENCE.finditer(passage.folded, start, end), None]:
        stop = match.start() if match else end
        if stop > at:
            parts += _read_sentence(passage, at, stop)
        at = match.end() if match else end
    return tuple(parts)


def _read_sentence(passage: Passage, start: int, end: int) -> list[Part]:
    parts: list[Part] = []
    at = start
    for verb in grammar().verb.finditer(passage.folded, start, end):
        if verb.start() == at:
            at = verb.end()
            continue
        found = _verb_part(passage, at, verb, strict=True)
        if not found and not parts:
            return []
        parts += found
        at = verb.end()
    if parts and at < end:
        rest = LEAD_IN.match(passage.folded, at, end)
        names = read_names(passage.folded, passage.written, ((rest.end() if rest else at, end),), strict=True)
        parts += [Part(RESPONSIBLE, "explicit", names)] if names else []
    return parts


def _verb_part(passage: Passage, start: int, verb: re.Match[str], *, strict: bool) -> list[Part]:
    """The list before a verb. In A会同B牵头 the peer B is responsible; in A会同B负责 both are."""
    role = grammar().reading(verb.group(), ("verb",)) or RESPONSIBLE
    lead_in = LEAD_IN.match(passage.folded, start, verb.start())
    start = lead_in.end() if lead_in else start
    peer = PEER.search(passage.folded, start + 1, verb.start())
    ranges = [(start, peer.start()), (peer.end(), verb.start())] if peer else [(start, verb.start())]
    parts = []
    for number, each in enumerate(ranges):
        names = read_names(passage.folded, passage.written, (each,), strict=strict)
        if strict and not names:
            return []
        if names:
            parts.append(Part(RESPONSIBLE if number and role.role == "lead" else role, "explicit", names))
    return parts


def read_bare_list(passage: Passage, start: int, end: int) -> tuple[Part, ...]:
    """A closing bracket that only names bodies, no role word: （各有关单位）. They count as responsible."""
    names = read_names(passage.folded, passage.written, ((start, end),), strict=True)
    whole = names and all(is_collective(name.plain) or is_agency_like(name.plain) for name in names)
    return (Part(RESPONSIBLE, "explicit", names),) if whole else ()


def read_people(text: str, role: str, start: int, end: int) -> list[PersonName]:
    """The people under a label such as 责任领导：周文、李敏."""
    stop = _first_stop(text, start, end)
    found = (PersonName(match.start(), match.end(), role) for match in PERSON_NAME.finditer(text, start, stop))
    return [person for person in found if text[person.start : person.end] not in ("无", "待定")]
