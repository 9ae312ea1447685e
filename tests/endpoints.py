"""Endpoints for tests: in-process with a test client, or as a real server on a loopback port."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from starlette.testclient import TestClient

from planggraph.server.app import create_app
from planggraph.server.protocol import Rights
from planggraph.server.settings import read

TOKEN = "open sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
"""The header that lets a client write."""


@contextmanager
def client(
    folder: Path, *settings: str, writable: bool = False, forking: bool = True, url: str = "http://www.example"
) -> Iterator[TestClient]:
    """A client of an endpoint in this process, over the store at `folder`."""
    app = create_app(folder, read(settings), Rights(writable, TOKEN), forking=forking)
    with TestClient(app, base_url=url, raise_server_exceptions=False) as opened:
        yield opened


@contextmanager
def server(folder: Path, *arguments: str) -> Iterator[str]:
    """The address of `planggraph serve` on a free loopback port, ended when the block ends."""
    command = [sys.executable, "-m", "planggraph", "serve", "--lang", "en", "--store", str(folder), "--port", "0", *arguments]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            yield address(process, log)
        finally:
            process.terminate()


def address(process: subprocess.Popen[bytes], log: IO[str]) -> str:
    """The address the server tells once it listens."""
    while True:
        log.seek(0)
        told = log.read()
        found = re.search(r"at (http://\S+)/ ", told)
        if found:
            return found[1]
        assert process.poll() is None, told
        threading.Event().wait(0.05)
