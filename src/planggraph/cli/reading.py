"""`extract` and `evaluate`: what is read in a plan, and how much of it is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from planggraph.cli.options import Aliases, Corrections
from planggraph.cli.screen import screen_of
from planggraph.cli.sources import plans_in
from planggraph.exports.record import plan_record

__all__ = ["evaluate", "extract"]

File = Annotated[Path, typer.Argument(metavar="FILE", help="help.file", show_default=False)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="help.folder", show_default=False)]


def extract(context: typer.Context, file: File, aliases: Aliases = None, corrections: Corrections = None) -> None:
    """Print the record of one document; a remark on standard error where it holds no task or names that could not be placed."""
    screen = screen_of(context)
    plans = plans_in(file, aliases, corrections)
    record = plan_record(plans)
    screen.put(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False))
    if not record["tasks"]:
        screen.note(screen.say("extract.no_tasks", file=file))
    unresolved = record["unresolved"]
    if isinstance(unresolved, list) and unresolved:
        screen.note(screen.say("extract.unresolved", count=len(unresolved)))


def evaluate(
    context: typer.Context,
    folder: Folder,
    show_errors: Annotated[bool, typer.Option("--show-errors", help="help.show_errors")] = False,
    report: Annotated[Literal["text", "json"], typer.Option("--format", help="help.report_format")] = "text",
) -> None:
    """Print how much of a folder with gold is read right."""
