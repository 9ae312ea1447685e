"""Layouts that offices use, one small document each in tests/cases/layouts.txt, with what a careful reader finds in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planggraph.extraction import extract
from planggraph.model import Task
from planggraph.reading import read_bytes
from planggraph.registry import Registry

LETTER = {"lead": "L", "responsible": "R", "support": "S"}
FILE = Path(__file__).parents[2] / "cases" / "layouts.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    """Name, text and expected lines of each document of the file."""
    found = []
    for part in FILE.read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = part.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        found.append((name, text, expected.splitlines()))
    return found


def line_of(task: Task) -> str:
    agencies = " ".join(f"{LETTER[each.role]}:{each.agency}" for each in task.assignments)
    times = " ".join(str(each.by) for each in task.deadlines)
    people = " ".join(each.surface for each in task.people)
    return " | ".join([task.number or "-", " > ".join(task.path), task.text[:12], agencies, times, people]).rstrip()


@pytest.mark.parametrize(("name", "text", "expected"), cases(), ids=[case[0] for case in cases()])
def test_layout(name: str, text: str, expected: list[str]) -> None:
    plans = extract(read_bytes(f"{name}.txt", text.encode()), Registry.load())
    assert [line_of(task) for plan in plans for task in plan.tasks] == expected
