"""Rows are counted in the engine's own bytes, whatever stands in the values and however the bytes are cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.server.limits import RowCount, body_of, counted
from planggraph.server.negotiation import ALL
from planggraph.server.problems import Fault

NASTY = ['}},{"', "<result>", "</result><result>", '"},{"x":{', "a\tb", "\\", '\\"}},{\\"', "牵头"]


class Sink:
    def __init__(self) -> None:
        self.bytes = b""

    def write(self, data: bytes) -> int:
        self.bytes += data
        return len(data)


def answer(values: list[str], form: str) -> bytes:
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"x:{n}"), ox.NamedNode("x:p"), ox.Literal(value)) for n, value in enumerate(values))
    found = store.query("SELECT ?s ?v { ?s <x:p> ?v }").serialize(None, ALL[form].engine)  # type: ignore[call-overload,arg-type,union-attr]
    assert isinstance(found, bytes)
    return found


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@given(
    values=st.lists(st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=1, max_size=6),
    cut=st.integers(1, 50),
)
def test_rows_at_the_limit_pass_and_one_more_does_not(form: str, values: list[str], cut: int) -> None:
    data = answer(values, form)
    parts = [data[start : start + cut] for start in range(0, len(data), cut)]
    sink = Sink()
    counting = RowCount(sink, form, len(values))
    for part in parts:
        counting.write(part)
    assert sink.bytes == data
    if len(values) > 1:
        short = RowCount(Sink(), form, len(values) - 1)
        with pytest.raises(Fault):
            list(map(short.write, parts))


def test_no_limit() -> None:
    counting = RowCount(sink := Sink(), "csv", 0)
    counting.write(b"\n" * 1000)
    assert len(sink.bytes) == 1000
    assert list(counted(iter(range(5)), 0)) == list(range(5))


def test_triples() -> None:
    assert list(counted(iter("abc"), 3)) == ["a", "b", "c"]
    with pytest.raises(Fault):
        list(counted(iter("abcd"), 3))


def read(parts: list[bytes], stated: str | None, limit: int) -> tuple[bytes, int]:
    """The body, and how many of its parts were asked for."""
    taken = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal taken
        for part in parts:
            taken += 1
            yield part

    try:
        return asyncio.run(body_of(stream(), stated, limit)), taken
    except Fault as refused:
        return str(refused.status).encode(), taken


def test_bodies() -> None:
    assert read([b"ab", b"c"], "3", 3) == (b"abc", 2)
    assert read([b"ab", b"c"], "100000000", 3) == (b"413", 0)
    assert read([b"ab", b"cd", b"ef"], None, 3) == (b"413", 2)
    assert read([b"ab", b"cd"], "nonsense", 4) == (b"abcd", 2)
    assert read([b"ab", b"cd"], None, 0) == (b"abcd", 2)
