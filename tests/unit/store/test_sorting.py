"""Sorting in chunks gives what sorting at once gives."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planggraph.store.sorting import sorted_lines

LINES = st.lists(st.text(alphabet="ab市\x01 ", max_size=4).map(lambda text: text + "\n"), max_size=40)


@given(LINES, st.integers(1, 7))
def test_any_chunk_size_gives_the_same(lines: list[str], chunk: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert list(sorted_lines(lines, Path(folder), chunk)) == sorted(set(lines))
        assert not list(Path(folder).iterdir())
