"""An Apache Jena Fuseki on loopback for the tests, fetched once by Maven into the person's cache folder.

PLANGGRAPH_FUSEKI can name the jar of another version. Where Java or Maven is missing, or the jar cannot be fetched, the tests that
need it are skipped with the reason.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

ARTIFACT = "org.apache.jena:jena-fuseki-server:4.10.0"
"""The last line that runs on Java 11."""

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
START_LIMIT = 90
FETCH_LIMIT = 600


def jar() -> Path:
    """The jar; skips the test where there is none and none can be had."""
    named = os.environ.get("PLANGGRAPH_FUSEKI")
    if named:
        return Path(named)
    if shutil.which("java") is None:
        pytest.skip("no Java to run Fuseki with")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "planggraph"
    found = cache / f"{'-'.join(ARTIFACT.split(':')[1:])}.jar"
    if not found.exists():
        fetch(found)
    return found


def fetch(place: Path) -> None:
    """Has Maven copy the jar; skips the test where it cannot."""
    if shutil.which("mvn") is None:
        pytest.skip("no Maven to fetch Fuseki with")
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent) as folder:
        words = ["mvn", "-q", "-B", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(words, cwd=folder, capture_output=True, timeout=FETCH_LIMIT, check=False)
        copied = Path(folder) / place.name
        if done.returncode or not copied.exists():
            pytest.skip("Maven could not fetch Fuseki")
        copied.replace(place)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a dataset in memory at a Fuseki of its own, which ends with the block."""
    port = free_port()
    words = ["java", "-Xmx1g", "-jar", str(jar()), "--localhost", f"--port={port}", "--mem", "--update", "/ds"]
    with (folder / "fuseki.log").open("wb") as log:
        server = subprocess.Popen(words, cwd=folder, env=os.environ | {"FUSEKI_BASE": str(folder)}, stdout=log, stderr=log)
    try:
        await_start(server, port)
        yield f"http://127.0.0.1:{port}/ds"
    finally:
        server.terminate()
        server.wait(timeout=30)


def await_start(server: subprocess.Popen[bytes], port: int) -> None:
    """Waits until the server takes connections."""
    for _ in range(START_LIMIT * 4):
        if server.poll() is not None:
            pytest.skip("Fuseki does not start with this Java")
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    pytest.fail("Fuseki did not start")


def free_port() -> int:
    """A port of loopback that nothing uses."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def change(address: str, update: str) -> None:
    """Carries out an update at a dataset, past planggraph."""
    request = urllib.request.Request(f"{address}/update", data=urlencode({"update": update}).encode())
    with urllib.request.urlopen(request) as response:
        response.read()
