"""`kill -9` in the middle of a build leaves the earlier graph whole, and the next build succeeds.

A child process builds over an earlier store and stops for good at a chosen point, telling by a line on its output that it is there;
then it is killed. No point is hit by chance.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planggraph.errors import MissingStore
from planggraph.store import build, open_store
from planggraph.store import snapshot as layout
from small_plans import EmptyRegistry, small_plan

TESTS = Path(__file__).parents[1]

CHILD = """
import pathlib, sys, threading
sys.path.insert(0, sys.argv[3])
from small_plans import EmptyRegistry, small_plan
from planggraph.store import building

point, folder = sys.argv[1], pathlib.Path(sys.argv[2])

def stop(*arguments, **named):
    print("there", flush=True)
    threading.Event().wait()

def plans():
    for number in range(100, 300):
        yield small_plan(number)
        if point == "while plans are read" and number == 200:
            stop()

if point == "while lines are sorted":
    writes = building.sorted_lines
    def half(lines, folder):
        for number, line in enumerate(writes(lines, folder)):
            stop() if number == 500 else None
            yield line
    building.sorted_lines = half
elif point == "before the manifest":
    building.layout.write_manifest = stop
elif point == "before the flush":
    building.layout.flush = stop
elif point == "before the switch":
    building.layout.switch = stop
elif point == "before the pointer is renamed":
    pathlib.Path.replace = stop
elif point == "while the old snapshot is removed":
    building.shutil.rmtree = stop
building.build(plans(), EmptyRegistry(), folder, memory_limit=100)
"""

BEFORE_THE_SWITCH = [
    "while plans are read",
    "while lines are sorted",
    "before the manifest",
    "before the flush",
    "before the switch",
    "before the pointer is renamed",
]


def killed_build(point: str, folder: Path) -> None:
    """Builds in a child process up to the point, and kills it there."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, point, folder, TESTS], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "there\n"
        child.kill()
    assert child.returncode != 0


def answer(folder: Path) -> tuple[list[object], list[str]]:
    with open_store(folder) as store:
        return store.query("SELECT ?p WHERE { ?p a pg:Plan } ORDER BY ?p").column("p"), list(store.nquads())


def snapshots(folder: Path) -> list[str]:
    return [path.name for path in layout.snapshots_of(folder).iterdir()]


@pytest.mark.parametrize("point", BEFORE_THE_SWITCH)
def test_the_earlier_graph_answers_and_the_next_build_succeeds(tmp_path: Path, point: str) -> None:
    build([small_plan(1), small_plan(2)], EmptyRegistry(), tmp_path)
    before = answer(tmp_path)
    killed_build(point, tmp_path)
    assert answer(tmp_path) == before
    snapshot = build([small_plan(3)], EmptyRegistry(), tmp_path)
    assert answer(tmp_path)[0] == ["https://w3id.org/planggraph/id/plan/000000/某-2020-3"]
    assert snapshots(tmp_path) == [snapshot.folder.name]


@pytest.mark.parametrize("point", BEFORE_THE_SWITCH)
def test_a_killed_first_build_is_no_graph_and_no_obstacle(tmp_path: Path, point: str) -> None:
    killed_build(point, tmp_path / "s")
    with pytest.raises(MissingStore):
        open_store(tmp_path / "s")
    assert build([small_plan(3)], EmptyRegistry(), tmp_path / "s").manifest.tasks == 2
    assert len(snapshots(tmp_path / "s")) == 1


def test_killed_after_the_switch_the_new_graph_answers(tmp_path: Path) -> None:
    build([small_plan(1)], EmptyRegistry(), tmp_path)
    killed_build("while the old snapshot is removed", tmp_path)
    assert len(answer(tmp_path)[0]) == 200
    assert len(snapshots(tmp_path)) == 2
    build([small_plan(3)], EmptyRegistry(), tmp_path)
    assert len(snapshots(tmp_path)) == 1
