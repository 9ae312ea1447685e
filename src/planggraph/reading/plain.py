"""Plain text (.txt, .md): lines as paragraphs, and the tables that lines spell out.

The text is the decoded file to the letter, so that offsets count characters of the stored bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from planggraph.errors import EmptyFile
from planggraph.model import Document, Span
from planggraph.reading.encoding import decode
from planggraph.reading.limits import TEXT_BYTES, require
from planggraph.reading.line_tables import PlacedLine, blocks_of

MEDIA_TYPE = "text/plain"


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of a text file. Raises `EmptyFile`, `BinaryFile`, `DamagedFile`."""
    require(len(data), TEXT_BYTES, name)
    text, encoding = decode(data, name)
    blocks = tuple(blocks_of(text, _lines(text)))
    if not blocks:
        raise EmptyFile(path=name)
    return Document(name, sha256, MEDIA_TYPE, encoding, text, blocks)


def _lines(text: str) -> Iterator[PlacedLine]:
    """The lines with something on them."""
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if not line.isspace():
            yield Span(at, at + len(line)), f"第{number}行"
        at += len(line)
