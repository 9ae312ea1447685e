"""The answer to a question: a sentence, the list, the evidence, what was understood and how surely; or why there is none.

`Answer.record` is the JSON object that `planggraph ask --json` prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from planggraph.errors import Language
from planggraph.questions.frame import Frame

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
"""A value of JSON."""

AnswerType = Literal["agencies", "tasks", "dates", "number", "boolean", "programmes", "regions", "organisations", "documents", "none"]

ECHOED: Final = 500
"""Characters of the question that an answer repeats."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a plan an answer rests on: of which task and plan, where in which file, read by which rule."""

    plan: str
    task: str
    source: str
    start: int
    end: int
    quote: str
    rule: str

    def record(self) -> dict[str, JSON]:
        """The quote as JSON."""
        return {
            "plan": self.plan,
            "task": self.task,
            "source": self.source,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "rule": self.rule,
        }


@dataclass(frozen=True, slots=True)
class AgencyItem:
    """A body in an answer, under the name its plan gives it."""

    label: str
    iri: str
    plan: str = ""

    def record(self) -> JSON:
        """The body as JSON."""
        return {"label": self.label, "iri": self.iri, **({"plan": self.plan} if self.plan else {})}


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task in an answer: the headings above it, its own number, its short form, its title."""

    path: tuple[str, ...]
    number: str | None
    notation: str
    title: str
    iri: str
    plan: str = ""

    @property
    def label(self) -> str:
        """The short form and the title."""
        return " ".join(filter(None, (self.notation, self.title)))

    def record(self) -> JSON:
        """The task as JSON."""
        path: list[JSON] = list(self.path)
        plain: dict[str, JSON] = {"path": path, "number": self.number, "notation": self.notation, "title": self.title, "iri": self.iri}
        return {**plain, **({"plan": self.plan} if self.plan else {})}


Item = AgencyItem | TaskItem | str | int | bool | Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal (`declined`, with `reason`). `unit` and `bound` belong to a number that the plan states.

    `frame` and `tasks` are what a follow-up question may refer to.
    """

    question: str
    language: Language
    sentence: str
    understood: str
    answer_type: AnswerType = "none"
    answers: tuple[Item, ...] = ()
    declined: bool = False
    reason: str | None = None
    sparql: str = ""
    confidence: str = ""
    evidence: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    unit: str | None = None
    bound: str | None = None
    frame: Frame | None = field(default=None, compare=False)
    tasks: tuple[str, ...] = field(default=(), compare=False)

    def record(self) -> dict[str, JSON]:
        """The answer as JSON."""
        stated: Mapping[str, JSON] = {"unit": self.unit, "bound": self.bound} if self.unit is not None else {}
        return {
            "question": self.question,
            "understood": self.understood,
            "declined": self.declined,
            "reason": self.reason,
            "answer_type": self.answer_type,
            "answers": [_plain(item) for item in self.answers],
            **stated,
            "sentence": self.sentence,
            "confidence": self.confidence,
            "sparql": self.sparql,
            "evidence": [quote.record() for quote in self.evidence],
            "notes": _texts(self.notes),
            "suggestions": _texts(self.suggestions),
        }


def _plain(item: Item) -> JSON:
    if isinstance(item, AgencyItem | TaskItem):
        return item.record()
    if isinstance(item, Decimal):
        return int(item) if item == item.to_integral_value() else float(item)
    return item


def _texts(texts: Sequence[str]) -> list[JSON]:
    return list(texts)
