"""Asks every question of a file and counts the answers that are exactly right: `python tools/score_questions.py QUESTIONS PLAN...`.

QUESTIONS is a JSON list of objects with `question`, `answer` and `answer_type`: agencies by the name their plan gives them, tasks as
section and number (四.7), dates as in `by`, plain numbers, true or false; `none` is a question that must be declined. Answers are compared
as sets. Prints each miss, then the score by type.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planggraph import extraction, reading
from planggraph.questions import AgencyItem, Answer, TaskItem, ask
from planggraph.registry import Registry
from planggraph.store import EmbeddedStore, build, open_store

Question = Mapping[str, Any]


def store_of(plans: Sequence[Path], folder: Path) -> EmbeddedStore:
    """A store of some plans."""
    registry = Registry.load()
    build([plan for path in plans for plan in extraction.extract(reading.read(path), registry)], registry, folder)
    return open_store(folder)


def given(answer: Answer) -> set[str]:
    """The answers as text."""
    return {
        item.label if isinstance(item, AgencyItem) else item.notation.replace(".", "") if isinstance(item, TaskItem) else str(item)
        for item in answer.answers
    }


def wanted(question: Question) -> set[str]:
    """The right answers as text."""
    tasks = question["answer_type"] == "tasks"
    return {str(item).replace(".", "") if tasks else str(item) for item in question["answer"]}


def is_right(question: Question, answer: Answer) -> bool:
    """Whether an answer is exactly the one wanted; a question without an answer must be declined."""
    if question["answer_type"] == "none":
        return answer.declined
    return not answer.declined and answer.answer_type == question["answer_type"] and given(answer) == wanted(question)


def main(arguments: Sequence[str]) -> int:
    """Print the misses and the score; 1 where there is a miss."""
    questions: list[Question] = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, store_of([Path(name) for name in arguments[1:]], Path(folder) / "store") as store:
        for question in questions:
            answer = ask(store, Registry.load(), question["question"])
            if is_right(question, answer):
                right[question["answer_type"]] += 1
            else:
                print(f"{question.get('id', '')} {question['question']}\n  wanted {sorted(wanted(question))}")
                print(f"  given {sorted(given(answer))} {answer.reason or ''}\n  {answer.understood}")
    of = Counter(question["answer_type"] for question in questions)
    print(", ".join(f"{kind} {right[kind]}/{count}" for kind, count in sorted(of.items())))
    print(f"{right.total()} of {len(questions)} right")
    return int(right.total() < len(questions))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
