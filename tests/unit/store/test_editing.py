"""A changed store becomes its next snapshot, or stays as it was."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from planggraph.errors import ForbiddenQuery, StoreBusy
from planggraph.store import build, open_store
from planggraph.store.editing import keep
from planggraph.store.snapshot import GRAPH, PEOPLE, check_sums, current
from small_plans import EmptyRegistry, small_plan

ADDED = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.BlankNode(), ox.NamedNode("x:g"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build([small_plan(1, person="某人"), small_plan(2)], EmptyRegistry(), tmp_path)
    return tmp_path


def test_what_was_not_changed_stays_to_the_byte(folder: Path) -> None:
    before = current(folder)
    lines, people = (before.folder / GRAPH).read_bytes(), (before.folder / PEOPLE).read_bytes()
    with open_store(folder) as store:
        store.engine.add(ADDED)
        after = keep(store, folder)
    assert after.folder != before.folder
    check_sums(folder, after, GRAPH, PEOPLE)
    new = set((after.folder / GRAPH).read_bytes().splitlines()) - set(lines.splitlines())
    assert len(new) == 1
    assert (after.folder / PEOPLE).read_bytes() == people
    assert after.manifest.quads == before.manifest.quads + 1


def test_tasks_are_counted_anew(folder: Path) -> None:
    assert current(folder).manifest.tasks == 4
    with open_store(folder) as store:
        store.engine.remove_graph(ox.NamedNode(current(folder).plans[0]))
        assert keep(store, folder).manifest.tasks == 2


def test_nothing_changed_gives_the_same_bytes(folder: Path) -> None:
    before = current(folder).manifest
    with open_store(folder) as store:
        assert keep(store, folder).manifest == before


def test_a_build_in_between_wins(folder: Path) -> None:
    with open_store(folder) as store:
        built = build([small_plan(3)], EmptyRegistry(), folder)
        store.engine.add(ADDED)
        with pytest.raises(StoreBusy):
            keep(store, folder)
    assert current(folder) == built


def test_graphs_of_people_are_not_written(folder: Path) -> None:
    before = current(folder)
    with open_store(folder) as store:
        store.engine.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("某人"), ox.NamedNode("x:g/people")))
        with pytest.raises(ForbiddenQuery):
            keep(store, folder)
    assert current(folder) == before


def test_a_database_is_not_changed(tmp_path: Path) -> None:
    build([small_plan(1)], EmptyRegistry(), tmp_path, memory_limit=1)
    with open_store(tmp_path) as store, pytest.raises(ForbiddenQuery):
        keep(store, tmp_path)
