"""A file's bytes to a `Document`: its text, its paragraphs and tables, and where each stands in the source.

One module per format; the format is known by the bytes first and by the suffix where they do not tell. Plain text, CSV and .xlsx need
no library beyond the core; the others come with `planggraph[documents]`, and .doc, .wps and .rtf need LibreOffice on the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from planggraph.errors import BinaryFile, EmptyFile, MissingExtra, MissingFile
from planggraph.model import Document
from planggraph.reading.limits import FILE_BYTES, require
from planggraph.reading.sniff import FORMATS, Format, Kind, kind_of, not_text

__all__ = ["FORMATS", "Format", "read", "read_bytes"]

Reader = Callable[[str, bytes, str], Document]
"""Takes the file's name, its bytes and their SHA-256."""

_READERS: Mapping[Kind, tuple[str, str]] = {
    "plain": ("plain", "read"),
    "html": ("html", "read"),
    "mhtml": ("html", "read_archive"),
    "word": ("word", "read"),
    "pdf": ("pdf", "read"),
    "workbook": ("workbook", "read"),
    "old_workbook": ("old_workbook", "read"),
    "csv": ("sheet", "read"),
    "ofd": ("ofd", "read"),
    "legacy": ("legacy", "read"),
}


def read(path: Path) -> Document:
    """The document in a file; `Document.name` is the file's name without its folder.

    Raises an `InputError` that says what to do: `MissingFile`, `EmptyFile`, `UnknownFormat`, `BinaryFile`, `DamagedFile`,
    `EncryptedFile`, `ScannedFile`, `TooLarge`, `NeedsLibreOffice`, `MissingExtra`.
    """
    if not path.is_file():
        raise MissingFile(path=path)
    require(path.stat().st_size, FILE_BYTES, path.name)
    return read_bytes(path.name, path.read_bytes())


def read_bytes(name: str, data: bytes) -> Document:
    """The document in the bytes of a file called `name`; raises what `read` does.

    >>> read_bytes("a.txt", "一、总体要求".encode()).blocks[0].place
    '第1行'
    """
    require(len(data), FILE_BYTES, name)
    if not data.strip():
        raise EmptyFile(path=name)
    reader = _reader(kind_of(name, data), name)
    try:
        return reader(name, data, hashlib.sha256(data).hexdigest())
    except BinaryFile as error:
        raise not_text(name, error) from error


def _reader(kind: Kind, path: str) -> Reader:
    """The reader for a kind of file, imported only now, since its library may not be installed."""
    module, function = _READERS[kind]
    try:
        return cast(Reader, getattr(import_module(f"planggraph.reading.{module}"), function))
    except ModuleNotFoundError as error:
        raise MissingExtra(path=path, library=error.name, extra="documents") from error
