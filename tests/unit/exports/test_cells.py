from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from planggraph.exports.cells import json_records, plain, shown, shown_rows, text_rows
from planggraph.store import Rows, Value

BASE = "https://w3id.org/planggraph/id/"


@pytest.mark.parametrize(
    ("value", "chinese"),
    [
        (f"{BASE}agency/440100/finance_bureau", "agency/440100/finance_bureau"),
        ("https://w3id.org/planggraph/ns#Task", "pg:Task"),
        ("http://www.w3.org/2004/02/skos/core#Concept", "skos:Concept"),
        ("http://example.org/x", "http://example.org/x"),
        ("四7", "四7"),
        (True, "是"),
        (False, "否"),
        (None, ""),
        (date(2018, 12, 31), "2018-12-31"),
        (Decimal("118.0"), "118"),
    ],
)
def test_a_cell_is_short_for_a_person(value: Value, chinese: str) -> None:
    assert shown(value, "zh") == chinese


def test_a_cell_for_a_program_is_whole() -> None:
    assert [plain(value) for value in (f"{BASE}x", False, Decimal("0.50"), 7)] == [f"{BASE}x", "false", "0.5", "7"]


def test_rows_keep_their_columns() -> None:
    rows = Rows.of(("task", "n"), iter([(ox.Literal("四7"), ox.Literal(4)), (ox.Literal("三6"), None)]))
    assert json_records(rows) == [{"task": "四7", "n": 4}, {"task": "三6", "n": None}]
    assert shown_rows(rows, "en") == text_rows(rows.rows) == [["四7", "4"], ["三6", ""]]
