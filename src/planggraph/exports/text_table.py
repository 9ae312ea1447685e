"""Tables for a terminal whose columns line up when cells hold Chinese.

A Han character takes two columns of a terminal, a Latin letter one (Unicode UAX #11, East Asian Width); rich measures cells so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["bar", "text_grid", "text_table"]

NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
GAP = 2


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> str:
    """The rows under their headings, a rule between; no line is longer than `width` columns (None: as wide as the cells need).

    Columns that hold only numbers stand to the right. Long cells are folded inside their column, never cut.
    """
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP, 0, 0))
    return drawn(table, columns, rows, width or natural_width((columns, *rows)))


def text_grid(rows: Sequence[Sequence[str]], *, width: int | None = None, indent: int = 2) -> str:
    """The rows without headings, each line set in by `indent` columns; otherwise as `text_table`. No rows give an empty text."""
    if not rows:
        return ""
    page = drawn(Table.grid(padding=(0, GAP, 0, 0)), [""] * len(rows[0]), rows, (width - indent) if width else natural_width(rows))
    return "\n".join(" " * indent + line for line in page.splitlines())


def drawn(table: Table, columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """The text of a table once its columns and rows are in it."""
    for index, heading in enumerate(columns):
        table.add_column(Text(heading), justify="right" if all_numbers(rows, index) else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    page = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with page.capture() as captured:
        page.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def natural_width(rows: Sequence[Sequence[str]]) -> int:
    """The terminal columns needed to show every cell unfolded."""
    widths = [[max(map(cell_len, cell.splitlines()), default=0) for cell in row] for row in rows]
    return 1 + sum(GAP + 1 + max(row[index] for row in widths) for index in range(len(rows[0])))


def all_numbers(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether column `index` holds numbers (and blanks) alone."""
    cells = [row[index] for row in rows if row[index]]
    return bool(cells) and all(NUMBER.fullmatch(cell) for cell in cells)


def bar(value: int, largest: int, width: int = 24) -> str:
    """A bar of at most `width` blocks in proportion to `value`; a value above nought shows at least one block.

    >>> bar(9, 18, width=10)
    '█████'
    """
    return "█" * (max(1, round(width * value / largest)) if value else 0)
