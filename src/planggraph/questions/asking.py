"""Asks a store a question in Chinese or English: read, understand, look up, answer, or decline with what was understood.

No part of a question becomes part of a query: its values are bound as RDF terms (`questions.planning`). A question is read in time that
its length bounds; nothing depends on the day or on the order of hashing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from planggraph.errors import Language
from planggraph.queries import Catalogue, bind
from planggraph.questions import figures, header, near
from planggraph.questions.answer import ECHOED, Answer
from planggraph.questions.choosing import Chosen, choose
from planggraph.questions.directory import Directory, directory_of
from planggraph.questions.followup import Conversation, carried
from planggraph.questions.frame import Frame, Refused
from planggraph.questions.grammar import interpret, stored_row
from planggraph.questions.normal import LONGEST, language_of, plain
from planggraph.questions.pinyin import in_chinese
from planggraph.questions.planning import Inquiry, plan
from planggraph.questions.scene import scene_of
from planggraph.questions.sentences import say
from planggraph.questions.telling import tell
from planggraph.questions.understanding import confidence, month, understood
from planggraph.registry import Registry
from planggraph.store import OpenStore

_NO_TOPIC: Final = Chosen((), 1.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with all that is needed to answer it."""

    store: OpenStore
    directory: Directory
    question: str
    language: Language


def ask(
    store: OpenStore, registry: Registry, question: str, *, language: Language | None = None, conversation: Conversation | None = None
) -> Answer:
    """The answer to a question, or a refusal with its reason and near questions; any text gives one or the other.

    `language` is that of the answer, without it the question's own. With a `conversation`, words such as 它 or "that task" refer to its
    last answer, and this answer is added to it.
    """
    directory = directory_of(store)
    text = in_chinese(plain(question), directory) if len(question) <= LONGEST else ""
    spoken = language or language_of(text or question[:LONGEST])
    answer = _answered(_Asked(store, directory, question[:ECHOED], spoken), registry, question, text, conversation)
    if conversation is not None:
        conversation.remember(answer)
    return answer


def _answered(asked: _Asked, registry: Registry, question: str, text: str, conversation: Conversation | None) -> Answer:
    if not question.strip():
        return _declined(asked, Refused("empty"))
    if len(question) > LONGEST:
        return _declined(asked, Refused("too_long", str(LONGEST)))
    if not asked.directory.tasks:
        return _declined(asked, Refused("nothing_stored"))
    scene = scene_of(text, asked.language, asked.directory, registry)
    frame = interpret(scene, asked.directory)
    meant = carried(scene, frame, conversation.last if conversation else None)
    if isinstance(meant, Refused):
        return _declined(asked, meant)
    return _looked_up(asked, meant)


def _looked_up(asked: _Asked, frame: Frame) -> Answer:
    if frame.asks in ("issuer", "issued", "docnumber"):
        return _finished(asked, frame, _NO_TOPIC, header.answer(asked.store, asked.directory, frame))
    if frame.asks == "figure":
        return _figure(asked, frame)
    if frame.stored:
        return _stored(asked, frame)
    chosen = choose(frame, asked.directory) if frame.topic else _NO_TOPIC
    if isinstance(chosen, Refused):
        return _declined(asked, chosen, frame)
    return _composed(asked, frame, chosen)


def _composed(asked: _Asked, frame: Frame, chosen: Chosen) -> Answer:
    """The answer of a query put together; where a text that never says 牵头 is asked who leads, of who is responsible."""
    for meant in (frame, replace(frame, role="charge")) if frame.role == "lead" else (frame,):
        inquiry = plan(meant, chosen.tasks, asked.directory)
        rows = asked.store.query(inquiry.shown())
        if len(rows) or meant.role != "lead":
            break
    told = tell(asked.store, asked.directory, meant, inquiry, rows, chosen.tasks)
    notes = _notes(frame, meant)
    if isinstance(told, Answer) and not len(rows) and meant is not frame:
        notes = ()
    return _finished(asked, frame, chosen, told, notes)


def _notes(frame: Frame, meant: Frame) -> tuple[str, ...]:
    notes = [say("note.no_lead_word", frame.language)] if meant.role != frame.role else []
    if frame.due and frame.due.relation == "by":
        notes.append(say("note.by", frame.language, about=month(frame.due)))
    return tuple(notes)


def _figure(asked: _Asked, frame: Frame) -> Answer:
    """A number the plan states, under the words of its task."""
    figure = figures.figure_for(asked.store, asked.directory, frame) if frame.topic or frame.tasks else None
    if figure is None:
        return _declined(asked, Refused("figure_not_found", frame.said), frame)
    told = figures.tell(asked.store, asked.directory, frame, figure)
    return _finished(asked, replace(frame, topic=()), Chosen((figure.task,), 1.0), told)


def _stored(asked: _Asked, frame: Frame) -> Answer:
    """The answer of a query of the catalogue."""
    row = stored_row(frame.stored)
    query = Catalogue.load().get(frame.stored)
    agents = (*frame.agents, *frame.without)
    given = {"absent": "、".join(iri for agent in agents for iri in agent.iris)} if row.parameter == "absent" else {}
    inquiry = Inquiry(query.text, bind(asked.store, query, given), query.name)
    rows = asked.store.query(inquiry.shown())
    asks = replace(frame, asks="agencies" if row.answers == "agencies" else "tasks", extreme=None)
    told = tell(asked.store, asked.directory, asks, inquiry, rows, ())
    return _finished(asked, frame, _NO_TOPIC, told)


def _finished(asked: _Asked, frame: Frame, chosen: Chosen, told: Answer | Refused, notes: tuple[str, ...] = ()) -> Answer:
    """The answer with the question, what was understood and how surely."""
    if isinstance(told, Refused):
        return _declined(asked, told, frame, chosen)
    return replace(
        told,
        question=asked.question,
        understood=understood(frame, asked.directory, chosen.tasks, chosen.score),
        confidence=confidence(frame, chosen.score),
        notes=(*notes, *told.notes),
        frame=frame,
    )


def _declined(asked: _Asked, refused: Refused, frame: Frame | None = None, chosen: Chosen = _NO_TOPIC) -> Answer:
    """The refusal: the reason, what was understood all the same, and near questions."""
    reason = say(f"refused.{refused.reason}", asked.language, about=refused.about)
    return Answer(
        question=asked.question,
        language=asked.language,
        sentence=say("declined", asked.language, reason=reason),
        understood=understood(frame, asked.directory, chosen.tasks, chosen.score) if frame else "",
        declined=True,
        reason=reason,
        suggestions=near.suggestions(refused, asked.question, asked.directory, asked.language),
        frame=frame,
        tasks=chosen.tasks,
    )
