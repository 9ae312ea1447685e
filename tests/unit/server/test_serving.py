"""`planggraph serve` says what is wrong before it serves anything."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from planggraph.cli import run
from planggraph.store import build
from small_plans import EmptyRegistry, small_plan


@pytest.fixture
def store(tmp_path: Path) -> str:
    build([small_plan(1)], EmptyRegistry(), tmp_path / "s")
    return str(tmp_path / "s")


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--set", "speed=9"], 2, "time_limit"),
        (["--set", "time_limit=soon"], 2, "time_limit"),
        (["--writable"], 2, "PLANGGRAPH_TOKEN"),
        (["--port", "70000"], 2, "--port"),
    ],
)
def test_wrong_arguments(
    arguments: list[str], code: int, word: str, store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PLANGGRAPH_TOKEN", raising=False)
    assert run(["serve", "--lang", "en", "--store", store, *arguments]) == code
    assert word in capsys.readouterr().err


def test_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--lang", "en", "--store", str(tmp_path / "none")]) == 3
    assert "planggraph build" in capsys.readouterr().err


def test_a_port_that_is_taken(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", "--lang", "en", "--store", store, "--port", port]) == 2
    assert port in capsys.readouterr().err


def test_without_its_libraries(store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "planggraph.server.running", raising=False)
    assert run(["serve", "--lang", "en", "--store", store]) == 2
    assert "pip install 'planggraph[server]'" in capsys.readouterr().err


def test_a_damaged_store(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    (graph,) = Path(store).glob("snapshots/*/graph.nq")
    graph.write_text("", encoding="utf-8")
    assert run(["serve", "--lang", "en", "--store", store, "--port", "0"]) == 3
    assert "graph.nq" in capsys.readouterr().err
