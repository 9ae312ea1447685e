"""Old formats (.doc, .wps, .rtf, Word 2003 XML, .odt) through LibreOffice, where it is installed: converted to .docx, then read as one.

LibreOffice runs in a folder of its own with a profile of its own, so that no window or setting of the user is touched, and is ended with
all its children when it takes too long.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from planggraph.errors import DamagedFile, NeedsLibreOffice, Said
from planggraph.model import Document
from planggraph.reading import word
from planggraph.reading.limits import LIBREOFFICE_SECONDS
from planggraph.reading.sniff import suffix

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_MEDIA_TYPES = {".rtf": "application/rtf", ".odt": "application/vnd.oasis.opendocument.text"}


def read(name: str, data: bytes, sha256: str) -> Document:
    """The document in the bytes of an old file; its numbering becomes automatic numbering of the .docx.

    Raises `NeedsLibreOffice`, `DamagedFile` where LibreOffice cannot convert it, and what reading a .docx raises.
    """
    program = _program()
    ending = suffix(name) or ".doc"
    if program is None:
        raise NeedsLibreOffice(path=name, suffix=ending)
    converted = _converted(program, name, ending, data)
    document = word.read(name, converted, sha256)
    return replace(document, media_type=_MEDIA_TYPES.get(ending, "application/msword"))


def _program() -> str | None:
    found = next((path for path in map(shutil.which, _PROGRAMS) if path), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(program: str, path: str, ending: str, data: bytes) -> bytes:
    """The bytes of the .docx that LibreOffice makes of `data`."""
    with tempfile.TemporaryDirectory(prefix="planggraph-") as folder:
        source, target = Path(folder, "source" + ending), Path(folder, "out", "source.docx")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
        ]
        _run([*command, "--outdir", str(target.parent), str(source)], path)
        if not target.is_file():
            raise DamagedFile(path=path, detail=Said("LibreOffice 无法转换", "LibreOffice cannot convert it"))
        return target.read_bytes()


def _run(command: Sequence[str], path: str) -> None:
    process = subprocess.Popen(  # noqa: S603 the program is LibreOffice as found on this machine, the arguments are paths made here
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(LIBREOFFICE_SECONDS)
    except subprocess.TimeoutExpired as error:
        detail = Said(
            f"LibreOffice {LIBREOFFICE_SECONDS} 秒内没有转换完", f"LibreOffice did not finish within {LIBREOFFICE_SECONDS} seconds"
        )
        raise DamagedFile(path=path, detail=detail) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
