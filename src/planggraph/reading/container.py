"""OLE containers (.doc, .xls, .wps, .et, and encrypted .docx and .xlsx): which streams they hold, read by olefile."""

from __future__ import annotations

import io
from typing import Literal

import olefile

from planggraph.errors import DamagedFile, Said
from planggraph.reading.failures import FAILURES
from planggraph.reading.limits import FILE_BYTES, require

Content = Literal["encrypted", "text", "book", "other"]

_BOOKS = ("Workbook", "Book")
_TEXT = "WordDocument"
_ENCRYPTED_AT = 0x0B


def content_of(path: str, data: bytes) -> Content:
    """What a container holds; "encrypted" for a package under a password and for a .doc whose header says so. Raises `DamagedFile`."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):
                return "encrypted"
            if container.exists(_TEXT):
                header = container.openstream(_TEXT).read(_ENCRYPTED_AT + 1)
                return "encrypted" if len(header) > _ENCRYPTED_AT and header[_ENCRYPTED_AT] & 1 else "text"
            return "book" if any(map(container.exists, _BOOKS)) else "other"
    except FAILURES as error:
        raise _damaged(path) from error


def book_stream(path: str, data: bytes) -> bytes:
    """The stream of BIFF records of a workbook; empty where there is none. Raises `DamagedFile`, `TooLarge`."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next(filter(container.exists, _BOOKS), None)
            if name is None:
                return b""
            require(container.get_size(name), FILE_BYTES, path)
            return container.openstream(name).read()
    except FAILURES as error:
        raise _damaged(path) from error


def _damaged(path: str) -> DamagedFile:
    return DamagedFile(path=path, detail=Said("OLE 容器结构不完整", "its OLE container is incomplete"))
