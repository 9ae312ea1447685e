"""Follow-up questions: 那它什么时候完成？ after an answer speaks of the tasks of that answer, "and who supports it?" as well."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from planggraph.questions.answer import Answer
from planggraph.questions.frame import Asks, Frame, Refused
from planggraph.questions.scene import Scene
from planggraph.questions.wanted import ROLES

_OF_TASKS: Final[frozenset[Asks]] = frozenset(
    {
        "agencies",
        "dates",
        "figure",
        "programmes",
        "regions",
        "organisations",
        "beneficiaries",
        "documents",
        "agency_count",
        "boolean",
        "sections",
    }
)
_LIKEWISE: Final = re.compile(r"^那|呢\s*？?$|^and\b")
_ENGLISH_LIKEWISE: Final = re.compile(r"(?:and )?(?:what|how) about\b")
KEPT: Final = 50
"""How many answers a conversation keeps."""


@dataclass(slots=True)
class Conversation:
    """The answers given so far, the last one last."""

    answers: list[Answer] = field(default_factory=list)

    @property
    def last(self) -> Answer | None:
        """The last answer that was not a refusal."""
        return next((answer for answer in reversed(self.answers) if not answer.declined), None)

    def remember(self, answer: Answer) -> None:
        """Add an answer."""
        self.answers.append(answer)
        del self.answers[:-KEPT]


def carried(scene: Scene, frame: Frame | Refused, last: Answer | None) -> Frame | Refused:
    """The meaning with what a pronoun, or a question without any object, takes from the last answer.

    它什么时候完成 takes its tasks; 市教育局牵头哪些任务？ followed by 那配合的呢 takes its body. Without an earlier answer a question that
    has nothing but a pronoun is refused. 那市财政局呢？ asks of another body what was asked of the last.
    """
    if isinstance(frame, Refused):
        return frame
    if last is not None and last.frame is not None and _is_likewise(scene):
        return _likewise(frame, last.frame)
    if _has_object(frame):
        return frame
    if last is None or last.frame is None:
        return Refused("no_reference") if scene.has("pronoun") and frame.asks in _OF_TASKS else frame
    if frame.asks in _OF_TASKS and last.tasks:
        return replace(frame, tasks=last.tasks)
    if frame.asks in ("tasks", "task_count") and last.frame.agents and (scene.has("pronoun") or frame.role != "any"):
        return replace(frame, agents=last.frame.agents)
    return frame


def _is_likewise(scene: Scene) -> bool:
    """那市财政局呢, what about the finance bureau: no question of its own."""
    if _ENGLISH_LIKEWISE.match(scene.text):
        return True
    return bool(_LIKEWISE.search(scene.text)) and not scene.has("who", "which", "which_task", "when", "many", "many_task", *ROLES)


def _likewise(frame: Frame, last: Frame) -> Frame:
    """The last question with what this one names in the place of what it named."""
    return replace(
        last,
        agents=frame.agents or (() if frame.topic or frame.tasks else last.agents),
        topic=frame.topic,
        said=frame.said,
        tasks=frame.tasks,
        regions=frame.regions,
        programmes=frame.programmes,
        sections=frame.sections,
        due=frame.due or last.due,
        words=frame.words,
    )


def _has_object(frame: Frame) -> bool:
    """Whether the question itself says what it is about."""
    return bool(
        frame.agents
        or frame.without
        or frame.topic
        or frame.tasks
        or frame.regions
        or frame.programmes
        or frame.sections
        or frame.due
        or frame.extreme
        or frame.bound
        or frame.stored
        or frame.plans
    )
