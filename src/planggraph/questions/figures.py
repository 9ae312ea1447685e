"""Numbers that a plan states: 至少完成多少名贫困人口转移就业？ is looked up among the quantified targets of the tasks.

A target fits by how much of the question its own clause, its sentence and its task hold, and only if its unit may answer the question
(data/questions/unit_classes.csv): a question for 元 is never answered in 名.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

import pyoxigraph as ox

from planggraph.questions.answer import Answer
from planggraph.questions.directory import Directory
from planggraph.questions.evidence import quotes
from planggraph.questions.frame import Frame
from planggraph.questions.planning import Inquiry
from planggraph.questions.sentences import say
from planggraph.questions.topics import grams, reading_form
from planggraph.registry import tables
from planggraph.resources import resource
from planggraph.store import OpenStore
from planggraph.store.terms import value

THRESHOLD: Final = 0.6
"""The share of the question a sentence and its task must hold."""

TASKS: Final = 12
_TARGETS: Final = """SELECT ?task ?target ?surface ?value ?maximum ?unit ?bound ?per ?bearer ?start ?origin WHERE {
  ?task pg:hasTarget ?target ; pg:evidence ?whole .
  ?whole oa:start ?origin . ?target pg:evidence ?evidence . ?evidence oa:start ?start .
  ?target pg:surface ?surface ; schema:value ?value ; schema:unitText ?unit ; pg:bound ?bound .
  OPTIONAL { ?target pg:maximum ?maximum } OPTIONAL { ?target pg:per ?per } OPTIONAL { ?target pg:bearer ?bearer }
} ORDER BY ?start"""
_SHOWN: Final = """SELECT ?target ?task ?notation ?title ?surface ?value ?maximum ?unit ?bound
WHERE {
  ?task pg:hasTarget ?target ; dcterms:title ?title . OPTIONAL { ?task skos:notation ?notation }
  ?target pg:surface ?surface ; schema:value ?value ; schema:unitText ?unit ; pg:bound ?bound .
  OPTIONAL { ?target pg:maximum ?maximum }
}"""
_SENTENCES: Final = re.compile("[^。；;！？]+[。；;！？]?")
_CLAUSES: Final = re.compile("[^，,。；;：、]+[，,。；;：、]?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as it answers a question."""

    target: str
    task: str
    surface: str
    value: Decimal
    maximum: Decimal | None
    unit: str
    bound: str
    per: str
    bearer: str
    sentence: str
    clause: str


def figure_for(store: OpenStore, directory: Directory, frame: Frame) -> Figure | None:
    """The target that answers the question, or None where none fits well enough."""
    hits = directory.topics.find(frame.topic, TASKS)
    tasks = frame.tasks or tuple(hit.task for hit in hits)
    figures = [figure for task in tasks for figure in _figures(store, directory, task) if _fits(frame.unit, figure.unit, frame.words)]
    scored = [(_score(directory, frame, figure), -number, figure) for number, figure in enumerate(figures)]
    best = max(scored, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= THRESHOLD else None


def inquiry_for(figure: Figure) -> Inquiry:
    """The query that shows a target."""
    return Inquiry(_SHOWN, {"target": ox.NamedNode(figure.target)})


def _figures(store: OpenStore, directory: Directory, task: str) -> Iterator[Figure]:
    text = directory.tasks[task].text
    for row in store.look_up(_TARGETS, {"task": ox.NamedNode(task)}):
        _, target, surface, number, maximum, unit, bound, per, bearer, _, _ = map(value, row)
        if isinstance(number, Decimal | int):
            sentence = _around(_SENTENCES, text, str(surface))
            yield Figure(
                target=str(target),
                task=task,
                surface=str(surface),
                value=Decimal(number),
                maximum=Decimal(maximum) if isinstance(maximum, Decimal | int) else None,
                unit=str(unit),
                bound=str(bound),
                per=str(per or ""),
                bearer=str(bearer or ""),
                sentence=sentence,
                clause=_around(_CLAUSES, sentence, str(surface)),
            )


def _around(parts: re.Pattern[str], text: str, surface: str) -> str:
    """The part of the text that holds the words of a target, blanks aside."""
    wanted = reading_form(surface)
    return next((match[0] for match in parts.finditer(text) if wanted in reading_form(match[0])), text)


def _score(directory: Directory, frame: Frame, figure: Figure) -> float:
    """Half what sentence and task hold of the question, half what the clause of the target holds, and what else agrees."""
    topics = directory.topics
    task = directory.tasks[figure.task]
    sentence = grams(reading_form(figure.sentence)) | grams(reading_form(task.title))
    wide = topics.covered(frame.topic, sentence)
    near = topics.covered(frame.topic, grams(reading_form(figure.clause)))
    if wide < THRESHOLD:
        return 0.0
    per = bool(figure.per) and ("每" in frame.words or "each" in frame.words or "per " in frame.words)
    agree = 0.1 if per == bool(figure.per) else -0.1
    bearer = 0.15 if figure.bearer and figure.bearer in frame.words else 0.0
    unit = 0.1 if frame.unit and figure.unit == frame.unit else 0.0
    return wide + 0.5 * near + agree + bearer + unit


def _fits(asked: str, unit: str, words: str) -> bool:
    """Whether a unit may answer a question for another; where none is asked for, money and shares must be asked for by name."""
    money = any(word in words for word in ("钱", "资金", "经费", "money", "fund", "yuan", "元"))
    share = any(word in words for word in ("比例", "百分", "share", "percent", "proportion", "%"))
    if unit in _classes()["share"] and not share:
        return False
    if share and not asked and unit not in _classes()["share"]:
        return False
    if not asked:
        return money or unit not in _classes()["money"] or "how much" in words
    return asked == unit or any(asked in units and unit in units for units in _classes().values())


@cache
def _classes() -> Mapping[str, Sequence[str]]:
    rows = tables.read(resource("data", "questions", "unit_classes.csv"), ("class", "units"))
    return {row["class"]: row.items("units") for row in rows}


def tell(store: OpenStore, directory: Directory, frame: Frame, figure: Figure) -> Answer:
    """The figure as an answer: its value, or both ends of a range, as written; unit and bound beside it."""
    task = directory.tasks[figure.task]
    numbers = (figure.value,) if figure.maximum is None else (figure.value, figure.maximum)
    title = " ".join(filter(None, (task.notation, task.title)))
    return Answer(
        question="",
        language=frame.language,
        sentence=say("number.figure", frame.language, where="", tasks=title, list=figure.surface),
        understood="",
        answer_type="number",
        answers=numbers,
        sparql=inquiry_for(figure).shown(),
        evidence=quotes(store, directory, [(figure.task, figure.target)]),
        unit=figure.unit,
        bound=figure.bound,
        tasks=(figure.task,),
    )
