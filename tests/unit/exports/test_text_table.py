from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planggraph.exports.text_table import bar, text_table

ROWS = [["四7", "广州港务局", "4"], ["三4", "市商务委、农业局", "14"]]


def test_columns_start_at_the_same_place_when_cells_hold_chinese() -> None:
    heading, _, first, second = text_table(["任务", "牵头", "n"], ROWS).splitlines()
    starts = {cell_len(line[: line.index(word)]) for line, word in ((heading, "牵头"), (first, "广州"), (second, "市商务委"))}
    assert len(starts) == 1


def test_numbers_stand_to_the_right() -> None:
    *_, first, second = text_table(["任务", "牵头", "n"], ROWS).splitlines()
    assert cell_len(first) == cell_len(second)
    assert first.endswith(" 4")


def test_a_long_cell_is_folded_not_cut() -> None:
    text = "加大财政资金帮扶力度" * 6
    page = text_table(["任务", "标题"], [["二1", text]], width=40)
    assert max(map(cell_len, page.splitlines())) <= 40
    assert "".join(page.split()).count("帮扶") == 6


def test_square_brackets_are_text() -> None:
    assert "[red]穗援[/red]" in text_table(["文号"], [["[red]穗援[/red]"]])


def test_no_rows_leave_the_heading() -> None:
    assert "任务" in text_table(["任务", "牵头"], [])


@given(st.lists(st.lists(st.text(alphabet="市局a1，", min_size=1, max_size=12), min_size=2, max_size=2), max_size=5))
def test_every_character_is_shown_on_one_line(rows: list[list[str]]) -> None:
    lines = text_table(["x", "y"], rows).splitlines()
    assert len(lines) == 2 + len(rows)
    for row, line in zip(rows, lines[2:], strict=True):
        assert line.split() == row


def test_bar_is_in_proportion_and_never_empty_for_a_count() -> None:
    assert [len(bar(value, 18, width=18)) for value in (18, 9, 1, 0)] == [18, 9, 1, 0]
    assert len(bar(1, 1000)) == 1
