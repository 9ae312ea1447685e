"""What a question wants to know, and in which role: rules over its tokens, each with the form it reads.

The rules are tried in the order of `_RULES`; the first that fits decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from planggraph.questions.frame import Asks, Extreme, Wanted
from planggraph.questions.scene import Scene
from planggraph.questions.words import Token

ROLES: Final = ("lead", "charge", "support", "any")
_HEADS: Final = (
    "单位",
    "部门",
    "主体",
    "机关",
    "agency",
    "agencies",
    "unit",
    "units",
    "body",
    "bodies",
    "department",
    "departments",
    "bureau",
)
_WANTED: Final[Mapping[str, Wanted]] = {"lead": "lead", "charge": "charge", "support": "support"}
_INTERROGATIVES: Final = ("什么", "何", "几", "哪", "啥")
_JOINING: Final = frozenset({"or", "and", "stop", "break", "frill"})
_AUXILIARIES: Final = frozenset("is are was were does do did has have had can will would should must".split())
_NAMES: Final = ("programmes", "regions", "organisations", "beneficiaries", "documents", "sections")


def asks_of(scene: Scene, extreme: Extreme | None) -> Asks | None:
    """What is wanted, or None where nothing in the question says so."""
    return next((asks for rule in _RULES if (asks := rule(scene, extreme))), None)


def extreme_of(scene: Scene) -> Extreme | None:
    """[noun] 最多 / most [noun]: the most of what. 牵头单位最多的任务 counts leads, 牵头任务最多的单位 counts tasks.

    最早、最晚 and earliest, latest speak of deadlines.
    """
    if token := scene.first("earliest", "latest"):
        return Extreme(token.sense == "earliest", "dates")
    token = next((token for token in scene.of("most", "least") if _counts(scene, token)), None)
    if token is None:
        return None
    near = scene.beside(token, -1) if token.language == "zh" else scene.beside(token, 1)
    counts_leads = near is not None and (is_head(near) or (near.sense, near.value) == ("noun", "agencies") or near.sense == "many_agency")
    after = scene.beside(near, 1) if near is not None and token.language == "en" else None
    led = near is not None and near.sense in ROLES and after is not None and (after.sense, after.value) == ("noun", "agencies")
    return Extreme(token.sense == "least", "leads" if counts_leads or led else "tasks")


def _counts(scene: Scene, token: Token) -> bool:
    """Whether 最多 stands beside something that is counted; 最多跑一次 does not."""
    counted = (*ROLES, "noun", "many_agency", "many_task", "who", "which_task", "agency")
    return scene.next_to(token, *counted) or scene.language == "en"


def role_of(scene: Scene, asks: Asks) -> tuple[Wanted, tuple[Token, ...]]:
    """The role asked about: the role word beside an agency, a question word or a task, before one that only stands in a title.

    支持建设产业园由谁牵头 asks who leads; 市教育局配合哪些任务 asks what it supports. Without a role word, a question for bodies asks
    who answers for the task, one for tasks takes any role. 牵头单位和配合单位 asks for all that are named.
    """
    words = scene.of(*ROLES)
    if not words:
        return ("charge" if asks in ("agencies", "agency_count") else "any"), ()
    heads = tuple(filter(is_head, words))
    if asks == "agencies" and len({head.value for head in heads}) > 1:
        return "any", heads
    if joined := _joined_roles(scene, words):
        return joined
    best = max(words, key=lambda word: (_closeness(scene, word), word.start))
    return _WANTED.get(best.value, "any"), (best,)


def _joined_roles(scene: Scene, words: Sequence[Token]) -> tuple[Wanted, tuple[Token, ...]] | None:
    """牵头或负责, leads or supports: two role words side by side, and what both together ask for."""
    for left, right in pairwise(words):
        between = [token.sense for token in scene.tokens if left.end <= token.start < right.start]
        if {"or", "and"} & set(between) and set(between) <= _JOINING:
            charge = {left.value, right.value} <= {"lead", "charge"}
            return ("charge" if charge else "any"), (left, right)
    return None


def _closeness(scene: Scene, word: Token) -> int:
    beside = scene.next_to(word, "agency", "who", "which_task", "many_task", "many_agency", "outsider", "stranger", "which", "when", "most")
    tasks = any(other and (other.sense, other.value) == ("noun", "tasks") for other in (scene.beside(word, 1), scene.beside(word, -1)))
    return 2 * beside + tasks + is_head(word)


def is_head(token: Token) -> bool:
    """Whether a role word names who has the role (牵头单位, lead agency)."""
    return token.sense in ROLES and token.text.endswith(_HEADS)


def _header(scene: Scene, extreme: Extreme | None) -> Asks | None:
    """这份方案是谁印发的 / when was the plan issued / 文号: what the head of the document states."""
    token = scene.first("issuer", "issued", "docnumber")
    if token is None or extreme is not None:
        return None
    return "issuer" if token.sense == "issuer" else "issued" if token.sense == "issued" else "docnumber"


def _extreme(scene: Scene, extreme: Extreme | None) -> Asks | None:
    """牵头单位最多的任务是哪一项 asks for tasks; 哪家牵头的任务最多 asks for bodies; 最早到期的任务 asks for tasks."""
    if extreme is None:
        return None
    if extreme.of == "dates":
        return "dates" if scene.has("when") and not scene.has("which_task") else "tasks"
    return "tasks" if extreme.of == "leads" else "agencies"


def _counted(scene: Scene, _: Extreme | None) -> Asks | None:
    """市协作办牵头多少项任务 / how many tasks: tasks are counted; 有几个牵头单位: bodies are; 引进多少项技术 is no count of tasks."""
    if token := scene.first("many_task"):
        after = scene.beside(token, 1)
        stated = token.text[-1] in "项件条" and after is not None and after.sense == "topic" and not scene.has("agency", *ROLES)
        return None if stated else "task_count"
    if scene.has("many_agency"):
        return "agency_count"
    many = scene.first("many")
    noun = scene.beside(many, 1) if many else None
    if many and noun and (is_head(noun) or (noun.sense in ROLES and many.text.endswith("家"))):
        return "agency_count"
    while many and noun and noun.sense in ROLES:
        noun = scene.beside(noun, 1)
    if noun and noun.sense == "noun" and noun.value in ("tasks", "agencies"):
        return "task_count" if noun.value == "tasks" else "agency_count"
    before = scene.beside(many, -1) if many else None
    if many and before and (before.sense, before.value) == ("noun", "tasks") and noun is None:
        return "task_count"
    return None


def _bodies(scene: Scene, _: Extreme | None) -> Asks | None:
    """由谁牵头 / which agencies …: bodies are wanted; 提到哪些机构 asks for those the text names."""
    who = scene.first("who")
    before = scene.beside(who, -1) if who else None
    if who and before and before.sense == "mention" and who.text.endswith(("机构", "institutions", "organisations", "organizations")):
        return "organisations"
    return "agencies" if who else None


def _whether(scene: Scene, _: Extreme | None) -> Asks | None:
    """Is X one of the leads …? / X 有共同牵头的任务吗: yes or no, where no other question word asks for more."""
    if scene.has("which_task", "which", "when", "many") and scene.language == "zh":
        return "boolean" if scene.has("yesno") and not scene.has("which_task", "when", "many") and not _noun_asked(scene) else None
    words = [word for token in scene.tokens if token.sense != "frill" for word in token.text.split()]
    aux = scene.language == "en" and bool(words) and words[0] in _AUXILIARIES
    return "boolean" if scene.has("yesno") or aux else None


def _figure(scene: Scene, _: Extreme | None) -> Asks | None:
    """至少完成多少名贫困人口转移就业 / how many technicians: a number the plan states."""
    return "figure" if scene.has("many", "many_task") else None


def _names(scene: Scene, _: Extreme | None) -> Asks | None:
    """推广哪些班的做法 / which programmes: names of one kind in the text; 哪些地区, 哪些学校 likewise."""
    noun = _noun_asked(scene)
    for kind in _NAMES:
        if noun is not None and noun.value == kind:
            return kind
    if noun is not None and noun.value == "agencies":
        return "agencies"
    if noun is not None and noun.value in ("targets", "money"):
        return "figure"
    return "tasks" if noun is not None and noun.value == "tasks" else None


def _noun_asked(scene: Scene) -> Token | None:
    """The noun that 哪些, 什么 or which asks about: 哪些班, 任务有哪些."""
    for which in scene.of("which"):
        for token in (scene.beside(which, 1), scene.beside(which, -1)):
            if token is not None and token.sense == "noun":
                return token
    return None


def _time(scene: Scene, _: Extreme | None) -> Asks | None:
    """什么时候完成 / deadline: dates are wanted, unless the question gives a month itself (完成时间写明8月前的任务)."""
    asked = any(word in token.text for token in scene.of("when") for word in _INTERROGATIVES)
    return "dates" if asked or (scene.has("when") and not scene.has("month", "which_task")) else None


def _role_heads(scene: Scene, _: Extreme | None) -> Asks | None:
    """黔电送粤 牵头单位 / job fairs: lead agency: the role stands for the question, unless bodies are counted (只有一个牵头单位的)."""
    counted = scene.has("only", "bound", "which_task")
    return "agencies" if any(map(is_head, scene.of(*ROLES))) and not counted else None


def _tasks(scene: Scene, _: Extreme | None) -> Asks | None:
    """哪些任务… / which tasks … / 市教育局牵头什么: tasks are wanted; so they are where only a body and a role are given."""
    if scene.has("which_task"):
        return "tasks"
    named = scene.has("agency", "outsider", "stranger", "region", "programme", "section", "month", "task", "elsewhere")
    return "tasks" if named or scene.has("which", "topic", "noun:tasks", *ROLES) else None


_RULES: Final[tuple[Callable[[Scene, Extreme | None], Asks | None], ...]] = (
    _header, _extreme, _counted, _bodies, _figure, _time, _whether, _names, _role_heads, _tasks,
)  # fmt: skip
