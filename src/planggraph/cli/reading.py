"""`extract` and `evaluate`: what is read in a plan, and how much of it is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from planggraph import evaluation
from planggraph.cli.options import Aliases, Corrections
from planggraph.cli.screen import Screen, screen_of
from planggraph.cli.sources import note_left_over, plans_in, registry
from planggraph.exports.record import plan_record
from planggraph.exports.scores import document_rows, miss_rows, scores_record, total_rows
from planggraph.exports.text_table import text_table

__all__ = ["evaluate", "extract"]

File = Annotated[Path, typer.Argument(metavar="FILE", help="help.file", show_default=False)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="help.folder", show_default=False)]


def extract(context: typer.Context, file: File, aliases: Aliases = None, corrections: Corrections = None) -> None:
    """Print the record of one document; a remark on standard error where it holds no task or names that could not be placed."""
    screen = screen_of(context)
    plans = plans_in(file, aliases, corrections)
    record = plan_record(plans)
    screen.put(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False))
    note_left_over(corrections, [file], screen)
    if not record["tasks"]:
        screen.note(screen.say("extract.no_tasks", file=file))
    unresolved = record["unresolved"]
    if isinstance(unresolved, list) and unresolved:
        screen.note(screen.say("extract.unresolved", count=len(unresolved)))


def evaluate(
    context: typer.Context,
    folder: Folder,
    show_errors: Annotated[bool, typer.Option("--show-errors", help="help.show_errors")] = False,
    report: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="help.report_format")] = "text",
) -> None:
    """Print how much of a folder with gold is read right."""
    screen = screen_of(context)
    found = evaluation.evaluate(folder, registry(None))
    if report == "json":
        screen.put(json.dumps(scores_record(found, errors=show_errors), ensure_ascii=False, indent=2))
    else:
        screen.put(report_page(found, show_errors, screen))


def report_page(found: evaluation.Evaluation, show_errors: bool, screen: Screen) -> str:
    """The scores of all documents together, the F1 of each, and every difference where asked for."""
    measures = [screen.say(f"measure.{measure}") for measure in evaluation.MEASURES]
    totals = [[name, *row[1:]] for name, row in zip(measures, total_rows(found.total), strict=True)]
    headings = [screen.say(f"evaluate.{key}") for key in ("measure", "gold", "read", "right", "precision", "recall", "f1")]
    parts = [text_table(headings, totals, width=screen.width())]
    parts.append(text_table([screen.say("evaluate.document"), *measures], document_rows(found), width=screen.width()))
    if show_errors:
        rows = [[name, screen.say(f"measure.{measure}"), *rest] for name, measure, *rest in miss_rows(found)]
        headings = [screen.say(f"evaluate.{key}") for key in ("document", "measure", "task", "missed", "extra")]
        parts.append(screen.table(headings, rows))
    return "\n\n".join(parts)
