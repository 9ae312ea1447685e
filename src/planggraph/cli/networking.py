"""`network`: who is named with whom, what a change of names would do, and what changed between two plans.

The libraries of the measures are an extra of the package, so the pages that need them are loaded when the command runs.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, cast, get_args

import typer
from rdflib import URIRef

from planggraph.cli.options import STORE, Aliases, Corrections, Endpoint, Output, Store
from planggraph.cli.screen import Misuse, Screen, screen_of
from planggraph.cli.sources import plans_in, registry, source_files
from planggraph.cli.stores import opened
from planggraph.errors import NeedsNetwork, NoPlan
from planggraph.model import Plan, Role
from planggraph.rdf.rdf_to_plan import plan_from

__all__ = ["network"]

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="help.network_paths", show_default=False)]
Roles = Annotated[str | None, typer.Option("--roles", metavar="ROLE,...", help="help.roles", show_default=False)]
ViewName = Annotated[Literal["as-written", "without-groups", "expanded"], typer.Option("--view", help="help.view")]
Draws = Annotated[int | None, typer.Option("--draws", min=0, metavar="N", help="help.draws", show_default=False)]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="help.seed")]
Top = Annotated[int, typer.Option("--top", min=1, metavar="N", help="help.top")]
Absent = Annotated[list[str] | None, typer.Option("--absent", metavar="NAME", help="help.absent", show_default=False)]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="help.on", show_default=False)]
Move = Annotated[str | None, typer.Option("--move", metavar="TASK=AGENCY", help="help.move", show_default=False)]
Earlier = Annotated[str | None, typer.Option("--earlier", metavar="PLAN", help="help.earlier", show_default=False)]
Later = Annotated[str | None, typer.Option("--later", metavar="PLAN", help="help.later", show_default=False)]
Form = Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="help.network_format")]

VIEWS: dict[str, Literal["as_written", "without", "expanded"]] = {
    "as-written": "as_written",
    "without-groups": "without",
    "expanded": "expanded",
}
"""How groups are treated, by the words of --view."""


def network(
    context: typer.Context,
    paths: Paths = None,
    store: Store = STORE,
    endpoint: Endpoint = None,
    aliases: Aliases = None,
    corrections: Corrections = None,
    roles: Roles = None,
    view: ViewName = "as-written",
    draws: Draws = None,
    seed: Seed = 0,
    top: Top = 10,
    absent: Absent = None,
    on: On = None,
    move: Move = None,
    earlier: Earlier = None,
    later: Later = None,
    form: Form = "table",
    output: Output = None,
) -> None:
    """Print the study of the plans, or one what-if, or the comparison of two of them."""
    screen = screen_of(context)
    chosen, day = roles_of(roles, screen), day_of(on, screen)
    if bool(earlier) != bool(later):
        raise Misuse(screen.say("network.no_plan_pair"))
    try:
        from planggraph.cli.network_pages import Pages
    except ModuleNotFoundError as error:
        raise NeedsNetwork(library=error.name) from error
    plans = plans_from(paths or [], store, endpoint, aliases, corrections)
    pages = Pages(plans, registry(aliases), chosen, VIEWS[view], screen, top=top, json=form == "json")
    if earlier and later:
        text = pages.comparison(earlier, later)
    elif absent:
        text = pages.absence(absent)
    elif day:
        text = pages.reform(day)
    elif move:
        task, _, agency = move.partition("=")
        if not agency:
            raise Misuse(screen.say("network.bad_move"))
        text = pages.move(task, agency)
    else:
        text = pages.study(draws, seed)
    if output:
        screen.save(output, f"{text}\n".encode())
    else:
        screen.put(text)


def plans_from(paths: list[Path], store: Path, endpoint: str | None, aliases: Path | None, corrections: Path | None) -> list[Plan]:
    """The plans of the files, or of the store where no file is named; raises `NoPlan` where none names a task."""
    if paths:
        read = (plan for file in source_files(paths) for plan in plans_in(file, aliases, corrections))
        plans = list({plan.id: plan for plan in read if plan.tasks}.values())
    else:
        with opened(store, endpoint) as graph:
            names = sorted(set(graph.query("SELECT DISTINCT ?plan WHERE { ?plan a pg:Plan }").column("plan")), key=str)
            plans = [plan_from(graph.triples, URIRef(str(name))) for name in names]
    if not plans:
        raise NoPlan
    return plans


def roles_of(text: str | None, screen: Screen) -> tuple[Role, ...] | None:
    """The roles of a list by comma; None where none was given."""
    if text is None:
        return None
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in get_args(Role):
            raise Misuse(screen.say("network.bad_role", given=word))
    return tuple(cast(Role, word) for word in dict.fromkeys(words)) or None


def day_of(text: str | None, screen: Screen) -> date | None:
    """The date of a text such as 2019-03-31; None where none was given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misuse(screen.say("network.bad_date", given=text)) from error
