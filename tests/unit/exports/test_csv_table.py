from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.exports.csv_table import csv_for_people, csv_text, guarded

CELLS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_cells_come_back_to_the_letter(rows: list[list[str]]) -> None:
    page = csv_text(["任务", "牵头"], rows)
    assert list(csv.reader(io.StringIO(page, newline=""))) == [["任务", "牵头"], *rows]


def test_lines_end_as_rfc_4180_has_them() -> None:
    assert csv_text(["a"], [["1"]]) == "a\r\n1\r\n"


def test_a_file_for_people_opens_in_chinese_excel() -> None:
    assert csv_for_people(["任务"], [["四7"]]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.5", "各区政府", "", "2018-12-31", "a=b"])
def test_numbers_and_words_are_left_alone(cell: str) -> None:
    assert guarded(cell) == cell
