"""The clause grammar, on one clause a line of tests/cases/clauses.txt (forms seen in real plans, PHENOMENA of the corpus)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.extraction.clauses import Passage, read_clause
from planggraph.text.folding import fold

LETTER = {"lead": "L", "responsible": "R", "support": "S"}
CASES = [
    line.partition("=>")
    for line in (Path(__file__).parents[2] / "cases" / "clauses.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def assignments(text: str) -> list[str]:
    reading = read_clause(Passage(fold(text), text), 0, len(text))
    return [f"{LETTER[part.role.role]}:{name.agency}" for part in reading.parts for name in part.names]


@pytest.mark.parametrize(("words", "_", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_case(words: str, _: str, expected: str) -> None:
    assert assignments(words.strip()) == expected.split()


def test_people_are_no_agencies() -> None:
    reading = read_clause(Passage(text := "责任领导：周文、李敏；牵头单位：区商务局", text), 0, len(text))
    assert [text[person.start : person.end] for person in reading.people] == ["周文", "李敏"]
    assert {person.role for person in reading.people} == {"责任领导"}


def test_same_as_above_repeats() -> None:
    assert read_clause(Passage(text := "责任单位：同上", text), 0, len(text)).repeats


@given(st.text(alphabet="市区县各政府局委办厅、，；。：（）牵头责任单位配合负责等和及会同由1年月前完成 ", max_size=60))
def test_any_text_is_read_and_names_stand_where_they_say(text: str) -> None:
    reading = read_clause(Passage(fold(text), text), 0, len(text))
    for part in reading.parts:
        for name in part.names:
            assert text[name.start : name.end] == name.surface
            assert name.surface
