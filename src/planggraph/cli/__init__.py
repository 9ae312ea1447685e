"""The command line: a thin skin over the library, which prints and does nothing else.

`main` is the program. Exit codes: 0 done, 1 a check found something, 2 a wrong file or argument, 3 the store, 4 the query, 130
interrupted (planggraph.errors); a mistake of the person is one message on standard error, a mistake of planggraph is a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, cast

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from planggraph import __version__
from planggraph.cli.asking import query, sparql
from planggraph.cli.building import build, demo
from planggraph.cli.checking import check
from planggraph.cli.networking import network
from planggraph.cli.reading import evaluate, extract
from planggraph.cli.screen import Screen, screen_of
from planggraph.cli.serving import serve
from planggraph.errors import Language, PlanggraphError
from planggraph.messages import language_of, messages, system_locale

__all__ = ["app", "command", "main", "run"]

FREE_OPTIONS = {"ignore_unknown_options": True, "allow_extra_args": True}

USAGE = {
    "Misuse": "usage.plain",
    "MissingParameter": "usage.missing",
    "NoSuchOption": "usage.unknown_option",
    "BadParameter": "usage.bad_value",
}
"""The sentence for each kind of mistake typer reports."""

app = typer.Typer(name="planggraph", help="help.app", add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def planggraph(
    context: typer.Context,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="help.lang")] = None,
    version: Annotated[bool, typer.Option("--version", help="help.version")] = False,
) -> None:
    """Set the language for the command that follows; print version or help when none does."""
    if lang:
        context.obj = Screen(lang)
    if version:
        screen_of(context).put(f"planggraph {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command(help="help.extract")(extract)
app.command(help="help.build")(build)
app.command(help="help.query", context_settings=FREE_OPTIONS)(query)
app.command(help="help.sparql")(sparql)
app.command(help="help.check")(check)
app.command(help="help.network")(network)
app.command(help="help.evaluate")(evaluate)
app.command(help="help.demo")(demo)
app.command(help="help.serve")(serve)


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code. Only a mistake of planggraph itself comes out as an exception."""
    asked, words = language_asked(expanded(arguments))
    screen = Screen(asked or language_of(os.environ, system_locale()))
    try:
        code = command(screen.language).main(args=words, prog_name="planggraph", standalone_mode=False, obj=screen)
    except PlanggraphError as error:
        screen.note(error.say(screen.language))
        return error.exit_code
    except typer.TyperException as error:
        screen.note(screen.say(USAGE.get(type(error).__name__, "usage.other"), message=error.format_message()))
        screen.note(screen.say("usage.more", command=" ".join(["planggraph", *command_named(words)])))
        return 2
    return code if isinstance(code, int) else 0


def language_asked(arguments: Sequence[str]) -> tuple[Language | None, list[str]]:
    """The language of a `--lang zh` or `--lang=zh` anywhere on the line, and the line without it.

    >>> language_asked(["query", "CQ01", "--lang", "zh"])
    ('zh', ['query', 'CQ01'])
    """
    words = list(arguments)
    for index, word in enumerate(words):
        given = word.partition("=")[2] if word.startswith("--lang=") else "".join(words[index + 1 : index + 2]) if word == "--lang" else ""
        if given in ("zh", "en"):
            del words[index : index + (1 if "=" in word else 2)]
            return cast(Language, given), words
    return None, words


def expanded(arguments: Sequence[str]) -> list[str]:
    """The words with file patterns filled in on Windows, whose shell leaves that to programs."""
    if os.name != "nt":
        return list(arguments)
    return [name for word in arguments for name in (matches(Path(word)) if "*" in word else []) or [word]]


def matches(pattern: Path) -> list[str]:
    """The files a pattern such as plans/*.docx names, sorted."""
    return sorted(map(str, pattern.parent.glob(pattern.name)))


def command_named(words: Sequence[str]) -> list[str]:
    """The name of the command on the line, or nothing where there is none."""
    names = {registered.callback.__name__ for registered in app.registered_commands if registered.callback}
    return [word for word in words if word in names][:1]


def command(language: Language) -> TyperGroup:
    """The whole command, its help in `language`."""
    group = cast(TyperGroup, typer.main.get_command(app))
    for one in (group, *group.commands.values()):
        translate(cast(TyperCommand, one), language)
    return group


def translate(one: TyperCommand, language: Language) -> None:
    """Put the help of a command and of its options, which are keys of planggraph.messages, into words."""
    words = messages(language)
    one.help = words.get(one.help or "", one.help)
    for parameter in one.params:
        if isinstance(parameter, TyperArgument | TyperOption):
            parameter.help = words.get(parameter.help or "", parameter.help)
