"""`query` and `sparql`: questions to the graph, stored ones by name and any other in SPARQL."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import typer

from planggraph.cli.options import STORE, Endpoint, Output, Store
from planggraph.cli.screen import Misuse, Screen, screen_of
from planggraph.cli.stores import opened
from planggraph.errors import BadParameter, Said
from planggraph.exports.cells import json_records, shown_rows, text_rows
from planggraph.exports.csv_table import csv_for_people, csv_text
from planggraph.exports.text_table import text_table
from planggraph.messages import messages, say
from planggraph.queries import Catalogue, Query
from planggraph.queries import run as run_query
from planggraph.rdf.vocabulary import PREFIXES
from planggraph.store import Answer, Rows, rows_of

__all__ = ["query", "sparql"]

Words = Annotated[list[str] | None, typer.Argument(metavar="[NAME] [--PARAMETER VALUE]...", help="help.words", show_default=False)]
Text = Annotated[str, typer.Argument(metavar="QUERY", help="help.sparql_text", show_default=False)]
TableFormat = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="help.table_format")]
GraphFormat = Annotated[str | None, typer.Option("--format", "-f", metavar="FORMAT", help="help.graph_format", show_default=False)]
List = Annotated[bool, typer.Option("--list", help="help.list")]
Show = Annotated[str | None, typer.Option("--show", metavar="NAME", help="help.show")]

RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""SPARQL 1.1 result formats, for the rows of SELECT and the truth of ASK."""

GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""RDF formats, for the triples of CONSTRUCT and DESCRIBE."""


def query(
    context: typer.Context,
    words: Words = None,
    form: TableFormat = "table",
    store: Store = STORE,
    endpoint: Endpoint = None,
    output: Output = None,
    listed: List = False,
    show: Show = None,
) -> None:
    """Run a query of the catalogue, or list the catalogue, or print one of its files."""
    screen = screen_of(context)
    catalogue = Catalogue.load()
    if listed:
        screen.put(listing(catalogue, screen))
    elif show:
        screen.put(catalogue.get(show).text)
    else:
        name, parameters = named(words or [], screen)
        chosen = catalogue.get(name)
        check_format(form, TABLES, screen)
        with opened(store, endpoint) as graph:
            rows = run_query(graph, chosen, parameters)
        write_rows(for_people(rows, chosen, screen) if form == "table" else rows, form, output, screen)


def sparql(
    context: typer.Context,
    text: Text,
    form: GraphFormat = None,
    store: Store = STORE,
    endpoint: Endpoint = None,
    output: Output = None,
) -> None:
    """Run a SPARQL query; rows are shown as a table and triples as Turtle unless another format is asked for."""
    screen = screen_of(context)
    with opened(store, endpoint) as graph:
        write_answer(graph.answer(standard_input(screen) if text == "-" else text), form, output, screen)


def standard_input(screen: Screen) -> str:
    """The text on standard input; raises `Misuse` where it is not UTF-8, the encoding of SPARQL."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misuse(screen.say("usage.not_utf_8")) from error


def named(words: Iterable[str], screen: Screen) -> tuple[str, dict[str, str]]:
    """The query named and its parameters, from words such as CQ01 --t 四7 or --t=四7 CQ01."""
    rest = iter(words)
    names: list[str] = []
    parameters: dict[str, str] = {}
    for word in rest:
        if not word.startswith("--"):
            names.append(word)
            continue
        name, given, value = word.removeprefix("--").partition("=")
        if name in parameters:
            raise mistake(name, "query.twice", "query.twice_hint")
        parameters[name] = value if given else next_value(rest, name)
    if not names:
        raise Misuse(screen.say("query.which"))
    if len(names) > 1:
        raise mistake(names[1], "query.option_wanted", "query.option_hint", word=names[1])
    return names[0], parameters


def next_value(rest: Iterable[str], name: str) -> str:
    """The word after --name; raises `BadParameter` where there is none."""
    value = next(iter(rest), None)
    if value is None:
        raise mistake(name, "query.value_wanted", "query.value_hint", name=name)
    return value


def mistake(parameter: str, detail: str, hint: str, **fields: object) -> BadParameter:
    """The error for a parameter, from two messages."""
    said = [Said(say(key, "zh", **fields), say(key, "en", **fields)) for key in (detail, hint)]
    return BadParameter(name=parameter, detail=said[0], hint=said[1])


def listing(catalogue: Catalogue, screen: Screen) -> str:
    """All queries under their groups: id, name, parameters, question."""
    columns = [screen.say(f"query.{key}") for key in ("id", "name", "parameters", "title")]
    parts = []
    for group, members in groupby(catalogue, key=lambda one: one.group):
        rows = [[one.id, one.name, parameters_of(one), one.title(screen.language)] for one in members]
        parts.append(f"{group_title(group, screen)}\n\n{text_table(columns, rows, width=screen.width())}")
    return "\n\n".join(parts)


def group_title(group: str, screen: Screen) -> str:
    """What a group is called; the name of its folder where it has no title."""
    return messages(screen.language).get(f"group.{group}", group)


def parameters_of(one: Query) -> str:
    """The parameters of a query as they are typed, with an example; those that may be left out in brackets."""
    return " ".join(
        f"[--{parameter.name}]" if parameter.optional or parameter.default else f"--{parameter.name} {parameter.example or ''}".strip()
        for parameter in one.parameters
    )


def write_rows(rows: Rows, form: str, output: Path | None, screen: Screen) -> None:
    """The rows in a format, to standard output or to a file."""
    if output and form == "csv":
        screen.save(output, csv_for_people(rows.columns, text_rows(rows.rows)))
    elif output:
        screen.save(output, TABLES[form](rows, screen).encode("utf-8"))
    else:
        screen.put(TABLES[form](rows, screen))


def for_people(rows: Rows, chosen: Query, screen: Screen) -> Rows:
    """The rows under headings in words, without the columns that hold IRIs alone, which are for programs."""
    headings = {column.name: column.title(screen.language) for column in chosen.columns}
    kept = rows.only(tuple(name for place, name in enumerate(rows.columns) if not all_iris(rows, place)) or rows.columns)
    return replace(kept, columns=tuple(headings.get(name, name) for name in kept.columns))


def all_iris(rows: Rows, place: int) -> bool:
    """Whether a column holds IRIs in every row there is."""
    return bool(len(rows)) and all(isinstance(row[place], ox.NamedNode) for row in rows.terms)


def as_table(rows: Rows, screen: Screen) -> str:
    """Rows lined up for a person."""
    return screen.table(rows.columns, shown_rows(rows, screen.language))


def as_csv(rows: Rows, screen: Screen) -> str:
    """Rows as CSV for programs."""
    return csv_text(rows.columns, text_rows(rows.rows))


def as_json(rows: Rows, screen: Screen) -> str:
    """Rows as a JSON array of objects."""
    return json.dumps(json_records(rows), ensure_ascii=False, indent=2)


TABLES: Mapping[str, Callable[[Rows, Screen], str]] = {"table": as_table, "csv": as_csv, "json": as_json}
"""The formats of `query`."""


def write_answer(answer: Answer, form: str | None, output: Path | None, screen: Screen) -> None:
    """The engine's answer in a format that fits its kind, to standard output or to a file."""
    triples = isinstance(answer, ox.QueryTriples)
    check_format(form, {"table", *(GRAPHS if triples else RESULTS)}, screen)
    if (form or "turtle" if triples else form or "table") == "table" or (form == "csv" and output):
        write_rows(rows_of(answer), form or "table", output, screen)
    elif isinstance(answer, ox.QueryTriples):
        write_bytes(ox.serialize(answer, format=GRAPHS[form or "turtle"], prefixes=dict(PREFIXES)), output, screen)
    else:
        write_bytes(answer.serialize(format=RESULTS[form or "json"]), output, screen)


def write_bytes(data: bytes | None, output: Path | None, screen: Screen) -> None:
    """Bytes to a file, or to standard output."""
    if output:
        screen.save(output, data or b"")
    else:
        screen.put((data or b"").decode("utf-8"))


def check_format(form: str | None, known: Iterable[str], screen: Screen) -> None:
    """Raises a usage error for a format that is not among those `known`."""
    if form is not None and form not in known:
        raise Misuse(screen.say("usage.bad_format", given=form, known=" ".join(sorted(known))))
