"""What a question asks, as values: the meaning between the grammar, which fills it, and the planner, which makes a query of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planggraph.errors import Language
from planggraph.questions.topics import Piece

Asks = Literal[
    "agencies", "tasks", "dates", "task_count", "agency_count", "figure", "boolean", "programmes", "regions", "organisations",
    "beneficiaries", "documents", "sections", "issuer", "issued", "docnumber",
]  # fmt: skip
"""What is wanted: names of bodies, tasks, dates, a number counted, a number the plan states, yes or no, names in the text, the head."""

Wanted = Literal["lead", "charge", "support", "any"]
"""The role asked about. `charge` is leading or being responsible: who answers for it."""

Relation = Literal["in", "by", "after"]


@dataclass(frozen=True, slots=True)
class Agent:
    """A body named in the question, under the IRIs that may be meant; `absent` where no task is assigned to it."""

    text: str
    iris: tuple[str, ...]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A month ("08", or "00" for open-ended) with its year or "", and how the deadline must stand to it."""

    month: str
    year: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Extreme:
    """The most or the fewest, of tasks (by body), of bodies (by task), or the earliest or latest of dates."""

    least: bool
    of: Literal["tasks", "leads", "dates"]


@dataclass(frozen=True, slots=True)
class Bound:
    """How many bodies a task must have in the role: `least` to `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A question understood. `topic` are the words that say what the tasks are about; `said` how they were written."""

    asks: Asks
    language: Language
    role: Wanted = "any"
    agents: tuple[Agent, ...] = ()
    without: tuple[Agent, ...] = ()
    together: bool = True
    shared: bool = False
    topic: tuple[Piece, ...] = ()
    said: str = ""
    tasks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    due: Due | None = None
    extreme: Extreme | None = None
    bound: Bound | None = None
    collective: bool = False
    head: str = ""
    stored: str = ""
    literal: bool = False
    unit: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that is not answered: why (a key of data/questions/sentences.csv), about what, and near names."""

    reason: str
    about: str = ""
    near: tuple[str, ...] = ()
