"""Which tasks the words of a question are about, if any are close enough.

A question for one task (who leads it, when is it due) takes the task that holds most of its words; where several hold as much and their
titles do not tell them apart, it is declined. A question for tasks takes all that hold as much as the best one. With several plans
each gives its own best task, if that is nearly as close as the best of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from planggraph.questions.directory import Directory
from planggraph.questions.frame import Asks, Frame, Refused
from planggraph.questions.topics import CLOSE, THRESHOLD, Hit

MANY: Final = 400
"""How many tasks are compared."""

_SAME: Final = 0.01
_TOGETHER: Final = 2
_OTHER_PLAN: Final = 0.1
_LISTS: Final[frozenset[Asks]] = frozenset({"tasks", "task_count"})


class Chosen(NamedTuple):
    """The tasks a topic was found in, the likest first, and the share of the words they hold."""

    tasks: tuple[str, ...]
    score: float


def choose(frame: Frame, directory: Directory) -> Chosen | Refused:
    """The tasks of a frame's topic."""
    hits = [hit for hit in directory.topics.find(frame.topic, MANY) if _is_in(hit, frame, directory)]
    good = [hit for hit in hits if hit.is_close]
    if not good:
        return Refused(
            "topic_not_found", frame.said, tuple(directory.tasks[hit.task].title for hit in hits[:3] if hit.score > THRESHOLD / 2)
        )
    best = max(hit.score for hit in good)
    every = Chosen(tuple(hit.task for hit in good if hit.score >= best - CLOSE), best)
    if frame.asks in _LISTS:
        return every
    one = _one(good, frame, directory)
    return every if isinstance(one, Refused) and frame.agents else one


def _is_in(hit: Hit, frame: Frame, directory: Directory) -> bool:
    return not frame.plans or directory.tasks[hit.task].plan in frame.plans


def _one(good: Sequence[Hit], frame: Frame, directory: Directory) -> Chosen | Refused:
    """The best task of each plan that comes near the best of all."""
    first = good[0]
    tasks: list[str] = []
    for plan in dict.fromkeys(directory.tasks[hit.task].plan for hit in good):
        own = [hit for hit in good if directory.tasks[hit.task].plan == plan]
        if own[0].rank < first.rank - _OTHER_PLAN:
            continue
        equal = [hit.task for hit in own if hit.rank >= own[0].rank - _SAME]
        if len(equal) > _TOGETHER:
            return Refused("topic_ambiguous", frame.said, tuple(directory.tasks[task].title for task in equal[:5]))
        tasks += equal
    return Chosen(tuple(tasks), first.score)
