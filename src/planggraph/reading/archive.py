"""Zip packages of XML (Office Open XML, OFD), opened so that neither the package nor its XML can exhaust memory.

What is refused: packages that unpack to too much, members packed hundreds of times smaller than they are, document type declarations
(the formats forbid them, and entity bombs and external entities need them), XML parts of absurd size, and encrypted members. Parts are
looked at by a streaming parser before any reader builds a tree of them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from planggraph.errors import DamagedFile, EncryptedFile, Said, TooLarge
from planggraph.reading.failures import FAILURES
from planggraph.reading.limits import (
    ELEMENT,
    ELEMENTS,
    FILE_BYTES,
    MEGABYTE,
    MEMBER,
    MEMBER_RATIO,
    MEMBERS,
    UNPACKED_BYTES,
    XML_BYTES,
    require,
)

_DIRECTORY_ENTRY = b"PK\x01\x02"
_CHUNK = 64 * 1024

Seen = Callable[[str, Mapping[str, str]], None]
"""Told the name (with its prefix) and the attributes of each element as it opens."""


class Package:
    """A zip package whose members are within the limits. `names` are the paths of its members."""

    def __init__(self, path: str, data: bytes) -> None:
        """Open `data`, the bytes of the file called `path`; raises `DamagedFile`, `EncryptedFile`, `TooLarge`."""
        require(data.count(_DIRECTORY_ENTRY), MEMBERS, path, MEMBER)
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except FAILURES as error:
            raise damaged_package(path) from error
        self._check_sizes()
        self._elements = 0
        self._checked: set[str] = set()
        self.names = frozenset(self._zip.namelist())

    def _check_sizes(self) -> None:
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise EncryptedFile(path=self.path)
        require(sum(member.file_size for member in members), UNPACKED_BYTES, self.path)
        for member in members:
            if member.file_size > max(MEGABYTE, member.compress_size * MEMBER_RATIO):
                size = f"{member.file_size / MEGABYTE:.0f} MB"
                detail = Said(f"{member.filename} 由 {member.compress_size} 字节解压为 {size}", f"{member.filename} unpacks to {size}")
                raise TooLarge(path=self.path, detail=detail, limit=Said(f"{MEMBER_RATIO} 倍", f"{MEMBER_RATIO} times"))

    def read(self, name: str) -> bytes:
        """The bytes of one member, at most `FILE_BYTES`; raises `DamagedFile` where it is missing or broken."""
        try:
            require(self._zip.getinfo(name).file_size, FILE_BYTES, self.path)
            return self._zip.read(name)
        except FAILURES as error:
            raise damaged_member(self.path, name) from error

    def check_xml(self, seen: Seen | None = None) -> None:
        """Look through every XML part; raises `DamagedFile` for a document type declaration and `TooLarge` for absurd parts."""
        for name in sorted(self.names):
            if name.lower().endswith((".xml", ".rels")):
                self.check_part(name, seen)

    def check_part(self, name: str, seen: Seen | None = None) -> None:
        """Look through one XML part, as `check_xml`; a part that is not well formed is left to the reader that wants it."""
        if name in self._checked:
            return
        self._checked.add(name)
        try:
            require(self._zip.getinfo(name).file_size, XML_BYTES, self.path)
            with self._zip.open(name) as stream:
                self._look_through(stream, seen)
        except expat.ExpatError:
            return
        except FAILURES as error:
            raise damaged_member(self.path, name) from error

    def _look_through(self, stream: IO[bytes], seen: Seen | None) -> None:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            require(self._elements, ELEMENTS, self.path, ELEMENT)
            if seen:
                seen(name, attributes)

        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = start
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _refuse_doctype(self, *_: object) -> None:
        detail = Said("XML 中有不应出现的 DOCTYPE", "its XML holds a DOCTYPE, which the format forbids")
        raise DamagedFile(path=self.path, detail=detail)


def damaged_package(path: str) -> DamagedFile:
    """The error for a package that zipfile cannot open."""
    return DamagedFile(path=path, detail=Said("压缩包结构不完整", "its zip package is incomplete"))


def damaged_member(path: str, name: str) -> DamagedFile:
    """The error for a member that is missing or cannot be unpacked or parsed."""
    return DamagedFile(path=path, detail=Said(f"部件 {name} 无法读取", f"its part {name} cannot be read"))
