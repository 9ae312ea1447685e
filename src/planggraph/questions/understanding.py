"""What was understood of a question, and how surely, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planggraph.questions.counts import NO_LIMIT
from planggraph.questions.directory import Directory
from planggraph.questions.frame import Agent, Due, Frame
from planggraph.questions.sentences import listed, say

SURE: Final = 0.98
LIKELY: Final = 0.75


def understood(frame: Frame, directory: Directory, tasks: tuple[str, ...], score: float) -> str:
    """The parts of the meaning in one line: what is asked, the role, bodies, times, and the task found with what words."""
    separator = "；" if frame.language == "zh" else "; "
    return separator.join(_parts(frame, directory, tasks, score))


def confidence(frame: Frame, score: float) -> str:
    """certain where everything was found by its name, else by how much of the words the task found holds."""
    if not frame.topic:
        return say("sure", frame.language)
    return say("sure" if score >= SURE else "likely" if score >= LIKELY else "guess", frame.language)


def _parts(frame: Frame, directory: Directory, tasks: tuple[str, ...], score: float) -> Iterator[str]:
    language = frame.language
    yield say(f"ask.{frame.asks}", language)
    if frame.role != "any":
        yield say(f"role.{frame.role}", language)
    yield from _bodies(frame, directory)
    for kind, iris in (("region", frame.regions), ("programme", frame.programmes), ("section", frame.sections)):
        if iris:
            names = [name for name, nodes in directory.names[kind].items() if set(nodes) & set(iris)]
            spoken = [name for name in names if name.isascii() == (language == "en")] or names
            yield say(f"part.{kind}", language, about=max(spoken, key=len, default=""))
    if frame.due:
        yield say(f"part.due.{frame.due.relation}", language, about=month(frame.due))
    if frame.bound:
        most = frame.bound.most
        about = str(most) if most == frame.bound.least else f"≥{frame.bound.least}" if most >= NO_LIMIT else f"{frame.bound.least}–{most}"
        yield say("part.bound", language, about=about)
    if frame.stored:
        yield say("part.query", language, about=frame.stored)
    for plan in frame.plans:
        yield say("part.plan", language, about=directory.plans[plan].title)
    yield from _found(frame, directory, tasks, score)


def _bodies(frame: Frame, directory: Directory) -> Iterator[str]:
    language = frame.language
    if frame.agents:
        key = "part.together" if frame.together and len(frame.agents) > 1 else "part.agents"
        yield say(key, language, about=listed([_named(agent, directory) for agent in frame.agents], language))
    if frame.without:
        key = "part.absent" if frame.stored else "part.without"
        yield say(key, language, about=listed([_named(agent, directory) for agent in frame.without], language))


def _named(agent: Agent, directory: Directory) -> str:
    """The body as asked for and, where the plans call it otherwise, as they call it."""
    names = dict.fromkeys(directory.name_of(iri) for iri in agent.iris)
    return agent.text if agent.text in names else f"{agent.text} → {'/'.join(names)}"


def _found(frame: Frame, directory: Directory, tasks: tuple[str, ...], score: float) -> Iterator[str]:
    nodes = [node for node in (*frame.tasks, *tasks) if node in directory.tasks]
    names = [" ".join(filter(None, (directory.tasks[node].notation, directory.tasks[node].title))) for node in nodes[:5]]
    if names and frame.topic:
        why = say("topic.why", frame.language, about=frame.said, percent=round(100 * score))
        yield say("part.topic", frame.language, about=f"{listed(names, frame.language)}（{why}）")
    elif names:
        yield say("part.topic", frame.language, about=listed(names, frame.language))


def month(due: Due) -> str:
    """A month as it is said back."""
    return "ongoing" if due.month == "00" else "-".join(filter(None, (due.year, due.month)))
