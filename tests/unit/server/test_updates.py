"""What updates may do, and USING put into them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from planggraph import errors
from planggraph.server.jobs import Graphs
from planggraph.server.problems import Fault
from planggraph.server.updates import checked

CASES = Path(__file__).parents[2] / "cases" / "updates_using.txt"
LINES = [line.split(" | ") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_using(text: str, expected: str) -> None:
    graphs = Graphs(("u:a",), ("u:b",))
    error = Fault if expected == "Fault" else getattr(errors, expected, None)
    if error is not None:
        with pytest.raises(error):
            checked(text, graphs)
        return
    written = checked(text, graphs)
    assert " ".join(written.split()) == " ".join(expected.split())
    ox.Store().update(written)


@pytest.mark.parametrize(
    "text", ["WITH <x:g> INSERT { ?s ?p 1 } WHERE { }", "INSERT DATA { <x:a> <x:b> 1 }", "", "PREFIX x: <x:> CLEAR ALL"]
)
def test_without_graphs_the_text_stays(text: str) -> None:
    assert checked(text, Graphs()) == text
