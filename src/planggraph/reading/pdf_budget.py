"""What reading a PDF may cost: bytes unpacked from its streams and marks drawn on its pages are counted, and refused beyond a limit.

pdfminer unpacks a stream in one go, whatever it grows to (the format allows a thousand times its size), and draws every mark a page
repeats. The name `zlib` in the module where it unpacks therefore stands for `_CountedZlib`, which is zlib itself wherever no budget is
in force. It also keeps what a stream gives before it breaks off, where pdfminer would start again one byte at a time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import pdfminer.pdftypes
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.utils import Matrix, Rect
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from planggraph.reading.limits import MARK, PAGE_MARKS, STREAM_BYTES, require

_CHUNK = 1024 * 1024


@dataclass(slots=True)
class _Budget:
    path: str
    unpacked: int = 0

    def spend(self, amount: int) -> None:
        self.unpacked += amount
        require(self.unpacked, STREAM_BYTES, self.path)


_BUDGET: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def unpacking_within_limits(path: str) -> Iterator[None]:
    """Within this, unpacking more than `STREAM_BYTES` from PDF streams raises `TooLarge` for the file called `path`."""
    token = _BUDGET.set(_Budget(path))
    try:
        yield
    finally:
        _BUDGET.reset(token)


class _CountedZlib:
    """The part of the zlib module that pdfminer uses, counting what is unpacked."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        budget = _BUDGET.get()
        return zlib.decompress(data) if budget is None else _unpacked(data, budget)


def _unpacked(data: bytes, budget: _Budget) -> bytes:
    stream, parts = zlib.decompressobj(), list[bytes]()
    try:
        while part := stream.decompress(data, _CHUNK):
            budget.spend(len(part))
            parts.append(part)
            data = stream.unconsumed_tail
    except zlib.error:
        if not parts:
            raise
    return b"".join(parts)


vars(pdfminer.pdftypes)["zlib"] = _CountedZlib


class CountedPage(PDFPageAggregatorWithMarkedContent):
    """Where the marks of one page are gathered; more than `PAGE_MARKS` raise `TooLarge`."""

    def __init__(self, resources: PDFResourceManager, page: int, path: str) -> None:
        super().__init__(resources, pageno=page, laparams=None)
        self._path = path
        self._marks = 0

    def tag_cur_item(self) -> None:
        """Called for every character, shape and picture that was drawn."""
        self._count()
        super().tag_cur_item()

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Called for every form that a page or another form repeats."""
        self._count()
        super().begin_figure(name, bbox, matrix)

    def _count(self) -> None:
        self._marks += 1
        require(self._marks, PAGE_MARKS, self._path, MARK)
