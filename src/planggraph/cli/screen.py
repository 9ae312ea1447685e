"""Where the command line speaks: results on standard output, everything said about them on standard error.

Results are written as UTF-8 whatever the console's own encoding, so that a pipe on a Chinese Windows (GBK) receives what the
contract promises.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from planggraph.errors import Language, UnwritableOutput
from planggraph.exports.text_table import text_table
from planggraph.messages import language_of, say, system_locale

__all__ = ["Misuse", "Screen", "program", "screen_of"]

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of work before progress is shown."""


class Misuse(typer.BadParameter):
    """A command line that cannot be carried out, in words that already are those of the person's language."""

    def format_message(self) -> str:
        """The words alone."""
        return self.message


@dataclass(frozen=True, slots=True)
class Screen:
    """The two streams of a run, in one language."""

    language: Language

    def say(self, key: str, **fields: object) -> str:
        """The message `key` in this language."""
        return say(key, self.language, **fields)

    def put(self, text: str) -> None:
        """Write a result to standard output, UTF-8, ended by a line break."""
        sys.stdout.flush()
        data = text if text.endswith("\n") else f"{text}\n"
        sys.stdout.buffer.write(data.encode("utf-8"))
        sys.stdout.buffer.flush()

    def note(self, text: str) -> None:
        """Write a remark to standard error."""
        print(text, file=sys.stderr)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """The rows as a table, folded to the terminal where there is one, with their count below."""
        count = self.say("table.none") if not rows else self.say("table.row" if len(rows) == 1 else "table.rows", count=len(rows))
        return f"{text_table(columns, rows, width=self.width())}\n\n{count}"

    def width(self) -> int | None:
        """Columns of the terminal; None where the output goes elsewhere and needs no folding."""
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def watched(self, work: Iterable[T], total: int, label: str) -> Iterator[T]:
        """`work` to the letter; a bar shows on a terminal's standard error once it has lasted longer than a second."""
        started = time.monotonic()
        with ExitStack() as stack:
            bar: Progress | None = None
            for done, item in enumerate(work, start=1):
                yield item
                if bar is None and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                    bar = stack.enter_context(progress_bar())
                    bar.add_task(label, total=total)
                if bar is not None:
                    bar.update(bar.task_ids[0], completed=done)

    def save(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all; raises `UnwritableOutput`."""
        draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            draft.write_bytes(data)
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise UnwritableOutput(path=path, detail=error.strerror or error) from error


def progress_bar() -> Progress:
    """A bar on standard error that is gone when the work is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def screen_of(context: typer.Context) -> Screen:
    """The screen of this run, in the language asked for, else the locale's."""
    found = context.find_object(Screen)
    return found or Screen(language_of(os.environ, system_locale()))


def program() -> str:
    """How this planggraph is called from where the person stands, so that a command shown can be copied as it is."""
    called, on_path = Path(sys.argv[0]), shutil.which("planggraph")
    if called.stem == "__main__" and not on_path:
        return f"{from_here(Path(sys.executable))} -m planggraph"
    if called.stem != "planggraph" or (on_path and Path(on_path).resolve() == called.resolve()):
        return "planggraph"
    return from_here(called)


def from_here(path: Path) -> str:
    """The path as it is written from the current folder."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
