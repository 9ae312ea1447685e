"""`build` and `demo`: plans into a graph on disk, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from planggraph.cli.options import STORE, Aliases, Corrections, Endpoint, Store, UpdateEndpoint
from planggraph.cli.screen import Screen, program, screen_of
from planggraph.cli.sources import Outcome, note_left_over, read_all, registry, source_files
from planggraph.cli.stores import build_into
from planggraph.cli.telling import summary_page
from planggraph.errors import MissingStore, NoPlan, OccupiedStore, UnreadableInputs
from planggraph.exports.summary import summarise
from planggraph.model import Plan
from planggraph.resources import resource
from planggraph.store import Snapshot, current, open_store
from planggraph.store import build as build_store

__all__ = ["build", "demo"]

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="help.paths", show_default=False)]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, metavar="N", help="help.jobs")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="help.skip_bad")]


def build(
    context: typer.Context,
    paths: Paths,
    store: Store = STORE,
    endpoint: Endpoint = None,
    update_endpoint: UpdateEndpoint = None,
    aliases: Aliases = None,
    corrections: Corrections = None,
    jobs: Jobs = 0,
    skip_bad: SkipBad = False,
) -> None:
    """Read the plans and put the new graph in force; with a file refused and no --skip-bad, the graph stays as it was."""
    screen = screen_of(context)
    files = source_files(paths)
    plans = plans_of(read(files, aliases, corrections, jobs, screen), skip_bad, screen)
    note_left_over(corrections, files, screen)
    build_into(plans, registry(aliases), store, endpoint, update_endpoint)
    screen.put(totals(plans, screen))
    where = f" --endpoint {endpoint}" if endpoint else store_option(store)
    screen.note(screen.say("build.stored", store=endpoint or store, command=f"{program()} query --list{where}"))


def demo(context: typer.Context, store: Store = STORE) -> None:
    """Build the graph of the plans that come with planggraph and tell what is in it."""
    screen = screen_of(context)
    plans = plans_of(read(source_files([resource("data", "plans")]), None, None, 1, screen), False, screen)
    refuse_occupied(store, plans)
    build_store(plans, registry(None), store)
    summary = summarise(open_store(store))
    screen.put(summary_page(summary, screen, f"{program()} {{}}{store_option(store)}"))


def read(files: tuple[Path, ...], aliases: Path | None, corrections: Path | None, jobs: int, screen: Screen) -> list[Outcome]:
    """The outcome of every file, watched."""
    return list(screen.watched(read_all(files, aliases, corrections, jobs), len(files), screen.say("build.reading")))


def plans_of(outcomes: Sequence[Outcome], skip_bad: bool, screen: Screen) -> list[Plan]:
    """The plans to build from, after saying what is left out; raises `UnreadableInputs` unless `skip_bad`, `NoPlan` where none is left."""
    for one in outcomes:
        if one.refusal:
            screen.note(refused_line(one.file, one.refusal.say(screen.language), screen))
        elif not any(plan.tasks for plan in one.plans):
            screen.note(screen.say("build.no_tasks", file=one.file))
    refused = sum(one.refusal is not None for one in outcomes)
    if refused and not skip_bad:
        raise UnreadableInputs(count=refused)
    plans = list(first_of_each(outcomes, screen))
    if not plans:
        raise NoPlan
    return plans


def refused_line(file: Path, reason: str, screen: Screen) -> str:
    """The reason, with the whole path in front where it names the file alone."""
    return reason if str(file) in reason else screen.say("build.refused", file=file, reason=reason)


def first_of_each(outcomes: Iterable[Outcome], screen: Screen) -> Iterable[Plan]:
    """The plans that hold tasks, each id once; a plan met again is named on standard error."""
    seen: dict[str, Path] = {}
    for one in outcomes:
        for plan in one.plans:
            if plan.id in seen:
                screen.note(screen.say("build.same_plan", file=one.file, plan=plan.id, other=seen[plan.id]))
            elif plan.tasks:
                seen[plan.id] = one.file
                yield plan


def totals(plans: Sequence[Plan], screen: Screen) -> str:
    """One line: how many plans, tasks, assignments and unplaced names."""
    tasks = [task for plan in plans for task in plan.tasks]
    assignments = [assignment for task in tasks for assignment in task.assignments]
    unresolved = [one for one in assignments if one.identity.status in ("ambiguous", "unknown")]
    return screen.say("build.done", plans=len(plans), tasks=len(tasks), assignments=len(assignments), unresolved=len(unresolved))


def refuse_occupied(store: Path, plans: Sequence[Plan]) -> None:
    """Raises `OccupiedStore` where the store holds a plan the demonstration does not bring."""
    snapshot = snapshot_of(store)
    names = {source.sha256 for source in (plan.source for plan in plans)}
    if snapshot and any(item.sha256 not in names for item in snapshot.manifest.inputs):
        raise OccupiedStore(path=store)


def snapshot_of(store: Path) -> Snapshot | None:
    """The snapshot in force, None before the first build."""
    try:
        return current(store)
    except MissingStore:
        return None


def store_option(store: Path) -> str:
    """The --store option to add to a command shown, empty for the usual folder."""
    if store == STORE:
        return ""
    text = str(store)
    return f' --store "{text}"' if " " in text else f" --store {text}"
