"""The limits on what goes in and out: bytes of a request body, rows of an answer.

Rows of a SELECT are counted in the engine's own bytes, so that they can be passed on as they are: each format has a mark that stands
once for each row and that its escaping keeps out of the values. A CSV line break inside a value counts as a row, and rows of JSON
that bind nothing count as none.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Final, Protocol, TypeVar

from planggraph.server.problems import Fault, fault

T = TypeVar("T")

_MARKS: Final[Mapping[str, tuple[bytes, int]]] = {"json": (b'}},{"', 1), "xml": (b"<result>", 0), "csv": (b"\n", -1), "tsv": (b"\n", -1)}
"""The mark of each format, and how many more rows there are than marks: JSON marks what lies between rows, CSV and TSV have a head."""


class Outlet(Protocol):
    """Where the bytes of an answer go."""

    def write(self, data: bytes) -> int:
        """Takes some bytes; returns how many."""
        ...


class RowCount:
    """Passes bytes on and raises `Fault` 403 once they hold more rows than the limit (0: none)."""

    def __init__(self, outlet: Outlet, format_name: str, limit: int) -> None:
        self._outlet = outlet
        self._mark, self._rows = _MARKS[format_name]
        self._limit = limit
        self._tail = b""

    def write(self, data: bytes) -> int:
        """Takes some bytes; returns how many."""
        if self._limit:
            seen = self._tail + data
            self._rows += seen.count(self._mark)
            kept = len(self._mark) - 1
            self._tail = seen[-kept:] if kept else b""
            if self._rows > self._limit:
                raise too_many_rows(self._limit)
        return self._outlet.write(data)

    def flush(self) -> None:
        """Does nothing; the engine asks for it at the end."""


def counted(triples: Iterator[T], limit: int) -> Iterator[T]:
    """The triples; raises `Fault` 403 after `limit` of them (0: no limit)."""
    for number, triple in enumerate(triples, start=1):
        if limit and number > limit:
            raise too_many_rows(limit)
        yield triple


def too_many_rows(limit: int) -> Fault:
    """The refusal of an answer that is too long."""
    return fault(403, f"答案超过 {limit} 行。请加 LIMIT 或缩小范围。", f"The answer has more than {limit} rows. Add LIMIT or ask for less.")


async def body_of(stream: AsyncIterator[bytes], stated: str | None, limit: int) -> bytes:
    """The body of a request; raises `Fault` 413 before reading where its stated length is above the limit, else as soon as it is."""
    if limit and stated is not None and stated.isdecimal() and int(stated) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in stream:
        body += chunk
        if limit and len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> Fault:
    return fault(413, f"正文不能超过 {limit} 字节。", f"A body may have {limit} bytes at most.", Connection="close")
