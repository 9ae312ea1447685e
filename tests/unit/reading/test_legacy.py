"""Old formats: LibreOffice is asked where it is, and a clear word said where it is not. A script stands in for LibreOffice here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planggraph.errors import DamagedFile, EncryptedFile, NeedsLibreOffice
from planggraph.reading import legacy, read_bytes
from reading_files import docx_of, ole_of
from reading_view import view

DOC = ole_of({"WordDocument": b"\xec\xa5" + b"\0" * 20})
posix_only = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "soffice"
    program.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_without_libreoffice(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_program", lambda: None)
    with pytest.raises(NeedsLibreOffice, match="LibreOffice"):
        read_bytes(name, b"{\\rtf1 x}" if name.endswith("rtf") else DOC)


@posix_only
def test_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.docx").write_bytes(docx_of(["标题", "一、任务"]))
    office(tmp_path, monkeypatch, f'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; cp {tmp_path}/good.docx "$2/source.docx"\n')
    document = read_bytes("a.wps", DOC)
    assert view(document) == ["标题", "一、任务"]
    assert (document.name, document.media_type) == ("a.wps", "application/msword")


@posix_only
@pytest.mark.parametrize("script", ["exit 1\n", "sleep 600\n"])
def test_conversion_that_fails_or_hangs(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "LIBREOFFICE_SECONDS", 0.2)
    office(tmp_path, monkeypatch, script)
    with pytest.raises(DamagedFile, match="LibreOffice"):
        read_bytes("a.doc", DOC)


def test_encrypted() -> None:
    with pytest.raises(EncryptedFile):
        read_bytes("a.doc", ole_of({"WordDocument": b"\xec\xa5" + b"\0" * 9 + b"\1"}))
    with pytest.raises(EncryptedFile):
        read_bytes("a.docx", ole_of({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))
