"""Builds: whole or not at all, the same bytes twice, and nothing touched that is not a store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import URIRef

from planggraph.errors import DamagedStore, MissingStore, NotAStore, PlanggraphError, StoreBusy, UnwritableOutput
from planggraph.model import Plan
from planggraph.rdf import plan_from
from planggraph.store import Snapshot, build, current, open_store
from planggraph.store import snapshot as layout
from planggraph.store.locks import exclusive, shared
from small_plans import EmptyRegistry, small_plan

REGISTRY = EmptyRegistry()


def built(folder: Path, *plans: Plan, **options: int) -> Snapshot:
    return build(plans or (small_plan(1),), REGISTRY, folder, **options)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    plans = [small_plan(n, person="张三") for n in range(5)]
    first, second = built(tmp_path / "a", *plans), built(tmp_path / "b", *plans)
    assert files_of(first.folder) == files_of(second.folder)
    assert first.manifest.quads > 0
    assert first.manifest.people_quads > 0


def test_the_order_of_plans_changes_the_manifest_alone(tmp_path: Path) -> None:
    plans = [small_plan(n) for n in range(5)]
    first, second = built(tmp_path / "a", *plans), built(tmp_path / "b", *reversed(plans))
    assert (first.folder / layout.GRAPH).read_bytes() == (second.folder / layout.GRAPH).read_bytes()
    assert first.plans == tuple(reversed(second.plans))


def test_lines_are_sorted_and_stand_once(tmp_path: Path) -> None:
    lines = (built(tmp_path / "s", small_plan(1), small_plan(2)).folder / layout.GRAPH).read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert lines == sorted(set(lines))


def test_counts_of_the_manifest(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "s", small_plan(1, tasks=3), small_plan(2, tasks=4))
    assert (snapshot.manifest.tasks, snapshot.manifest.assignments) == (7, 14)
    assert [item.name for item in snapshot.manifest.inputs] == ["plan-1.txt", "plan-2.txt"]
    assert snapshot.manifest.quads == len((snapshot.folder / layout.GRAPH).read_text(encoding="utf-8").splitlines())


def test_a_plan_given_twice_is_kept_once_and_listed(tmp_path: Path) -> None:
    again = small_plan(1, title="另一份同号的工作要点")
    snapshot = built(tmp_path / "s", small_plan(1), again)
    assert [item.plan for item in snapshot.manifest.left_out] == list(snapshot.plans)
    with open_store(tmp_path / "s") as store:
        assert store.query("SELECT ?t WHERE { ?p a pg:Plan ; dcterms:title ?t }").column("t") == ["某县工作要点"]


def test_people_stand_apart(tmp_path: Path) -> None:
    plan = small_plan(1, person="张三")
    built(tmp_path / "s", plan)
    find = "SELECT ?s WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), '张三')) }"
    with open_store(tmp_path / "s") as store:
        assert len(store.query(find)) == 0
        assert not any("张三" in line for line in store.nquads())
        assert plan_from(store.triples, URIRef(store.snapshot.plans[0])) != plan
    with open_store(tmp_path / "s", people=True) as store:
        assert len(store.query(find)) > 0
        assert plan_from(store.triples, URIRef(store.snapshot.plans[0])) == plan


def test_a_second_build_replaces_the_first_and_removes_it(tmp_path: Path) -> None:
    built(tmp_path / "s", small_plan(1))
    snapshot = built(tmp_path / "s", small_plan(2))
    assert [path.name for path in layout.snapshots_of(tmp_path / "s").iterdir()] == [snapshot.folder.name]
    assert current(tmp_path / "s") == snapshot


def test_a_snapshot_that_is_read_is_left_to_a_later_build(tmp_path: Path) -> None:
    first = built(tmp_path / "s", small_plan(1))
    held = shared(first.folder / layout.IN_USE)
    built(tmp_path / "s", small_plan(2))
    assert (first.folder / layout.GRAPH).exists()
    held.close()
    built(tmp_path / "s", small_plan(3))
    assert not first.folder.exists()


def test_plans_that_fail_leave_the_store_as_it_was(tmp_path: Path) -> None:
    def plans() -> Iterator[Plan]:
        yield small_plan(2)
        raise DamagedStore(path="x", detail="for the test")

    built(tmp_path / "s", small_plan(1))
    before = files_of(tmp_path / "s")
    with pytest.raises(DamagedStore):
        build(plans(), REGISTRY, tmp_path / "s")
    assert files_of(tmp_path / "s") == before


def test_a_first_build_that_fails_leaves_no_graph(tmp_path: Path) -> None:
    def plans() -> Iterator[Plan]:
        raise PlanggraphError(detail="for the test")
        yield

    with pytest.raises(PlanggraphError):
        build(plans(), REGISTRY, tmp_path / "s")
    with pytest.raises(MissingStore):
        open_store(tmp_path / "s")
    assert built(tmp_path / "s").manifest.tasks == 2


def test_one_build_at_a_time(tmp_path: Path) -> None:
    built(tmp_path / "s")
    lock = exclusive(tmp_path / "s" / layout.LOCK)
    with pytest.raises(StoreBusy):
        built(tmp_path / "s", small_plan(2))
    lock.close()
    assert built(tmp_path / "s", small_plan(2)).plans != ()


@pytest.mark.parametrize("use", [built, open_store], ids=["build", "open"])
def test_a_folder_of_other_things_is_not_touched(tmp_path: Path, use: Callable[[Path], object]) -> None:
    (tmp_path / "letter.txt").write_text("私人信件", encoding="utf-8")
    with pytest.raises(NotAStore):
        use(tmp_path)
    assert files_of(tmp_path) == {"letter.txt": "私人信件".encode()}


@pytest.mark.parametrize("use", [built, open_store], ids=["build", "open"])
def test_a_file_is_not_a_store(tmp_path: Path, use: Callable[[Path], object]) -> None:
    file = tmp_path / "store"
    file.write_text("x")
    with pytest.raises(NotAStore):
        use(file)
    assert file.read_text() == "x"


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with pytest.raises(MissingStore):
        open_store(tmp_path)
    built(tmp_path)
    assert len(open_store(tmp_path).graphs()) == 3


def test_no_store_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingStore):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_place_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises((UnwritableOutput, NotAStore)):
        built(tmp_path / "file" / "store")


@pytest.mark.parametrize("name", [layout.GRAPH, layout.PEOPLE])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_damage_is_found_when_opened(tmp_path: Path, name: str, harm: str) -> None:
    file = built(tmp_path / "s", small_plan(1, person="张三")).folder / name
    data = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(data[: len(data) // 2] if harm == "cut" else data.replace(b"1", b"2", 1))
    with pytest.raises(DamagedStore):
        open_store(tmp_path / "s", people=True)
    assert built(tmp_path / "s").manifest.tasks == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', json.dumps({"format": 99})])
def test_a_manifest_that_cannot_be_read_is_damage(tmp_path: Path, text: str) -> None:
    (built(tmp_path / "s").folder / "manifest.json").write_text(text)
    with pytest.raises(DamagedStore):
        open_store(tmp_path / "s")


@pytest.mark.parametrize("text", ["", "000009", "../.."])
def test_a_pointer_to_nothing_is_damage(tmp_path: Path, text: str) -> None:
    built(tmp_path / "s")
    (tmp_path / "s" / "CURRENT").write_text(text)
    with pytest.raises(DamagedStore):
        open_store(tmp_path / "s")


def test_a_large_graph_gets_a_database_and_answers_the_same(tmp_path: Path) -> None:
    plans = [small_plan(n) for n in range(3)]
    built(tmp_path / "memory", *plans)
    built(tmp_path / "disk", *plans, memory_limit=10)
    count = "SELECT ?a (COUNT(?t) AS ?n) WHERE { ?a pg:leads ?t } GROUP BY ?a ORDER BY ?a"
    with open_store(tmp_path / "memory") as memory, open_store(tmp_path / "disk") as disk:
        assert memory.snapshot.database is None
        assert disk.snapshot.database is not None
        assert memory.query(count) == disk.query(count)
        assert list(memory.nquads()) == list(disk.nquads())


def test_a_database_in_use_outlives_the_next_build(tmp_path: Path) -> None:
    built(tmp_path / "s", small_plan(1), memory_limit=0)
    with open_store(tmp_path / "s") as store:
        built(tmp_path / "s", small_plan(2), memory_limit=0)
        assert len(store.query("SELECT ?t WHERE { ?t a pg:Task }")) == 2
    built(tmp_path / "s", small_plan(3), memory_limit=0)
    assert len(list(layout.snapshots_of(tmp_path / "s").iterdir())) == 1
