"""The words by which a plan says who leads, who is responsible and who supports.

Words and their roles are rows of data/registry/roles.csv; this module only joins them into the patterns the clause grammar uses.
Convention: a label is built from role words and a head (牵头 + 责任 + 单位：), a verb phrase from a manner and role verbs
(按职责分工 + 负责 + 落实). Where several words meet, the first row of the table that occurs decides: 牵头责任单位 is lead.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from planggraph.model import Role
from planggraph.resources import resource

LONGEST_LABEL = 24
LabelKind = Literal["role", "person", "deadline", "task", "number", "other"]
MANNER = (
    r"(?:按照?|依据?|依照|根据|结合|各)(?:照)?(?:各自|本|部门|自身|有关)*(?:的)?(?:职责|职能|分工|实际|任务|权限|要求|进度)+"
    r"(?:和|与)?(?:职责|分工|权限)?|分别|共同|具体|联合|各自|密切|积极|做好|认真|抓好|全面|组织|协同|分工|相互|配套"
)
MANNER_OPENINGS = "按依根结各分共具联密积做认抓全组协相配"
"""The characters that `MANNER` can begin with."""
EXTRA_VERB = "组织实施|组织|实施|推进|办理|办|考核|做好|抓好|工作|推动|开展|实行|完成|执行|协调|统筹|组织落实"


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A row of roles.csv."""

    word: str
    role: str
    concept: str
    form: str


@dataclass(frozen=True, slots=True)
class RoleReading:
    """The role a word or phrase stands for."""

    role: Role
    concept: str
    word: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a label (牵头单位) announces; `role` is set for kind "role"."""

    kind: LabelKind
    word: str
    role: RoleReading | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RoleGrammar:
    """The compiled patterns; all are for folded text.

    `label_text` is a label of roles (牵头责任单位), `task_head` a column head that announces tasks (攻坚任务, 重点举措), `anchor` any
    word that makes a bracket worth reading, `verb` a verb phrase that ends a list.
    """

    words: tuple[RoleWord, ...]
    names: Mapping[str, LabelKind]
    label_text: re.Pattern[str]
    task_head: re.Pattern[str]
    anchor: re.Pattern[str]
    verb: re.Pattern[str]

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one grammar, and it lives as long as the process
    def reading(self, phrase: str, forms: tuple[str, ...] = ("stem",)) -> RoleReading | None:
        """The role of a phrase, by the first row of the table whose word occurs in it."""
        for each in self.words:
            if each.form in forms and each.word in phrase:
                return RoleReading(each.role, each.concept, phrase)  # type: ignore[arg-type]
        return None

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def read_label(self, text: str) -> Label | None:
        """What a label or a column heading announces; None when it is not one of ours.

        >>> grammar().read_label("牵头责任单位").role.role
        'lead'
        """
        if not text or len(text) > LONGEST_LABEL:
            return None
        if kind := self.names.get(text):
            return Label(kind, text)
        if any(each.form == "person" and text.endswith(each.word) for each in self.words):
            return Label("person", text)
        if self.label_text.fullmatch(text):
            return Label("role", text, self.reading(text, ("stem", "label")))
        return Label("task", text) if self.task_head.fullmatch(text) else None


@cache
def grammar() -> RoleGrammar:
    """The grammar of the shipped table."""
    with resource("data", "registry", "roles.csv").open(encoding="utf-8", newline="") as file:
        words = tuple(RoleWord(**row) for row in csv.DictReader(file))
    stems, heads = _any(words, "stem"), _any(words, "head")
    bare, times = _any(words, "label"), _any(words, "deadline")
    level = r"(?:市级|县级|区级|省级|国家|市|县|区|省|州|主要|具体|第一|直接|拟|本级|项目|任务|工作|组织)*"
    role_label = rf"{level}(?:(?:{stems}|考核|组织|推进)+(?:及|和|与|、|/|或)?)+(?:{heads})(?:（{heads}）|及{heads}|和{heads})?|{bare}"
    return RoleGrammar(
        words=words,
        names={each.word: cast("LabelKind", each.form) for each in words if each.form in ("deadline", "number", "task")},
        label_text=re.compile(rf"(?:{role_label})(?:名称)?"),
        task_head=re.compile(rf"[^，。；：（）、]{{0,6}}(?:{_any(words, 'task_head')})(?:名称|内容|描述|分解|清单)?"),
        anchor=re.compile(f"{stems}|{times}|{_any(words, 'verb')}"),
        verb=re.compile(_verb(words)),
    )


def _any(words: tuple[RoleWord, ...], form: str) -> str:
    """An alternation of the words of one form, longest first."""
    return "|".join(sorted((re.escape(each.word) for each in words if each.form == form), key=len, reverse=True))


def _verb(words: tuple[RoleWord, ...]) -> str:
    """A verb phrase that closes a list: …按职责分工负责, …牵头落实, …分别负责落实. It stands before a separator or the end."""
    verbs = _any(words, "verb")
    openings = "".join(sorted({each.word[0] for each in words if each.form == "verb"}))
    phrase = rf"(?:{MANNER})*(?:{verbs})(?:{MANNER}|{verbs}|{EXTRA_VERB})*"
    return rf"(?=[{MANNER_OPENINGS}{openings}]){phrase}(?=[，；。、）〕]|$|会同|(?:和|及|与)[各市省县区])"
