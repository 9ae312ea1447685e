"""Builds a store: plans in, one whole snapshot out, put in force in one step.

Each plan's text facts and reference data are written as quads, its derived graph is made by the ontology's CONSTRUCTs over them
(Oxigraph, one plan at a time), and all lines are sorted. Nothing that is written depends on the clock or on hash order, so two
builds of the same files give the same bytes.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from planggraph import __version__
from planggraph.errors import StoreBusy, UnwritableOutput
from planggraph.model import Plan
from planggraph.rdf.iris import plan_iri
from planggraph.registry import Registry
from planggraph.store import snapshot as layout
from planggraph.store.lines import graph_lines
from planggraph.store.locks import exclusive
from planggraph.store.snapshot import Input, Manifest, Snapshot
from planggraph.store.sorting import sorted_lines

MEMORY_LIMIT: Final = 2_000_000
"""Quads up to which a graph is held in memory when it is opened (about 3,000 plans, seven seconds, 0.8 GB); above it, a database is
written too, which opens at once and answers three to eleven times slower."""

_BUILDING: Final = "building"


@dataclass(slots=True)
class _Tally:
    """What the build has met so far."""

    inputs: list[Input] = field(default_factory=list)
    left_out: list[Input] = field(default_factory=list)
    tasks: int = 0
    assignments: int = 0


def build(plans: Iterable[Plan], registry: Registry, folder: Path, *, memory_limit: int = MEMORY_LIMIT) -> Snapshot:
    """Builds a snapshot of the plans in the store at `folder` and puts it in force; returns it.

    Of several plans with one IRI the first is kept and the rest are listed in `manifest.left_out`. An error, from the plans or from
    here, leaves the snapshot in force as it was. Raises `NotAStore` (nothing is touched), `StoreBusy`, `UnwritableOutput`.
    """
    with renewed(folder) as building:
        _write(plans, registry, building, memory_limit)
    return layout.current(folder)


@contextmanager
def renewed(folder: Path) -> Iterator[Path]:
    """An empty folder for the next snapshot of a store, which is in force once the block ends without an error.

    No other program builds into the store meanwhile. Raises `NotAStore`, `StoreBusy`, `UnwritableOutput`.
    """
    try:
        layout.prepare_folder(folder)
        lock = exclusive(folder / layout.LOCK)
        if lock is None:
            raise StoreBusy(path=folder)
        with closing(lock):
            yield from _renewed_under_lock(folder)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR):
            raise
        raise UnwritableOutput(path=folder, detail=error.strerror) from error


def _renewed_under_lock(folder: Path) -> Iterator[Path]:
    _sweep(folder)
    building = layout.snapshots_of(folder) / _BUILDING
    building.mkdir()
    try:
        yield building
        (building / layout.IN_USE).touch()
        for path in sorted(building.rglob("*")):
            layout.flush(path)
        name = _next_name(folder)
        building.rename(building.with_name(name))
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    layout.flush(layout.snapshots_of(folder))
    layout.switch(folder, name)
    _sweep(folder)


def _write(plans: Iterable[Plan], registry: Registry, building: Path, memory_limit: int) -> None:
    tally = _Tally()
    graph, people = building / layout.GRAPH, building / layout.PEOPLE
    quads, people_quads = _write_graphs(graph_lines(_counted(plans, tally), registry), graph, people)
    if quads > memory_limit:
        _write_database(graph, building / layout.DATABASE)
    manifest = Manifest(
        format=layout.FORMAT,
        version=__version__,
        inputs=tuple(tally.inputs),
        left_out=tuple(tally.left_out),
        tasks=tally.tasks,
        assignments=tally.assignments,
        quads=quads,
        people_quads=people_quads,
        sha256=layout.checksum(graph),
        people_sha256=layout.checksum(people),
    )
    layout.write_manifest(building, manifest)


def _write_graphs(lines: Iterable[str], graph: Path, people: Path) -> tuple[int, int]:
    """Writes the sorted lines, those of the people graphs apart; returns how many stand in each file."""
    counts = {graph: 0, people: 0}
    with graph.open("w", encoding="utf-8", newline="\n") as public, people.open("w", encoding="utf-8", newline="\n") as aside:
        for line in sorted_lines(lines, graph.parent):
            if line.endswith(layout.PEOPLE_END):
                aside.write(line)
                counts[people] += 1
            else:
                public.write(line)
                counts[graph] += 1
    return counts[graph], counts[people]


def _write_database(graph: Path, database: Path) -> None:
    engine = ox.Store(str(database))
    engine.bulk_load(path=graph, format=ox.RdfFormat.N_QUADS)
    engine.flush()


def _sweep(folder: Path) -> None:
    """Removes what a killed build left, and snapshots that are not in force and that no program reads."""
    in_force = layout.current_name(folder)
    for path in layout.snapshots_of(folder).iterdir():
        if path.name != in_force:
            _remove(path)


def _remove(path: Path) -> None:
    """Removes a snapshot under its own lock; leaves it to a later build where a program reads from it."""
    if not (path / layout.IN_USE).exists():
        shutil.rmtree(path, ignore_errors=True)
        return
    lock = exclusive(path / layout.IN_USE)
    if lock is None:
        return
    with closing(lock):
        shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(path, ignore_errors=True)  # Windows keeps a locked file until it is closed


def _next_name(folder: Path) -> str:
    numbers = [int(path.name) for path in layout.snapshots_of(folder).iterdir() if path.name.isdecimal()]
    return f"{max(numbers, default=0) + 1:06}"


def _counted(plans: Iterable[Plan], tally: _Tally) -> Iterator[Plan]:
    """The plans, each IRI once, noted in the tally as they pass."""
    met: set[str] = set()
    for plan in plans:
        given = Input(plan.source.name, plan.source.sha256, str(plan_iri(plan.id)))
        if plan.id in met:
            tally.left_out.append(given)
            continue
        met.add(plan.id)
        tally.inputs.append(given)
        tally.tasks += len(plan.tasks)
        tally.assignments += sum(len(task.assignments) for task in plan.tasks)
        yield plan
