"""`check`: what is wrong with the graph of a plan, and what a careful reader would ask its author."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer
from rdflib import URIRef

from planggraph import extraction, reading
from planggraph.checks import graph_findings, graph_of, plan_findings, plan_triples
from planggraph.cli.options import STORE, Aliases, Corrections, Endpoint, Output
from planggraph.cli.screen import Screen, screen_of
from planggraph.cli.sources import corrections_in, registry, source_files
from planggraph.cli.stores import is_store, opened
from planggraph.errors import NothingToCheck
from planggraph.exports.findings import Checked, counts, findings_page, findings_record
from planggraph.exports.sarif import sarif_log
from planggraph.model import Document, Plan
from planggraph.rdf.iris import derived_graph, plan_iri, reference_graph
from planggraph.rdf.rdf_to_plan import Triple, plan_from
from planggraph.store import OpenStore

__all__ = ["check"]

Path_ = Annotated[Path | None, typer.Argument(metavar="PLAN|STORE", help="help.check_path", show_default=False)]
Strict = Annotated[bool, typer.Option("--strict", help="help.strict")]
NoShapes = Annotated[bool, typer.Option("--no-shapes", help="help.no_shapes")]
Form = Annotated[Literal["text", "json", "sarif"], typer.Option("--format", "-f", help="help.check_format")]


def check(
    context: typer.Context,
    path: Path_ = None,
    endpoint: Endpoint = None,
    aliases: Aliases = None,
    corrections: Corrections = None,
    form: Form = "text",
    output: Output = None,
    strict: Strict = False,
    no_shapes: NoShapes = False,
) -> None:
    """Print what was found; exit code 1 where the graph is wrong, and with --strict for a warning too."""
    screen = screen_of(context)
    if endpoint or path is None or is_store(path):
        found = in_store(path or STORE, endpoint, aliases, shapes=not no_shapes)
    else:
        found = in_files(path, aliases, corrections, shapes=not no_shapes)
    checked = [one for one in found if one.plan.tasks]
    if not checked:
        raise NothingToCheck(path=endpoint or path or STORE)
    write(page_of(checked, form, screen), output, screen)
    number = counts(checked)
    raise typer.Exit(1 if number["violation"] or (strict and number["warning"]) else 0)


def in_files(path: Path, aliases: Path | None, corrections: Path | None, *, shapes: bool) -> Iterator[Checked]:
    """The plans of a file, or of the files of a folder, checked."""
    for file in source_files([path]):
        document = reading.read(file)
        for plan in extraction.extract(document, registry(aliases), corrections_in(corrections)):
            yield checked(plan, document, plan_triples(plan, registry(aliases)), aliases, shapes=shapes)


def in_store(folder: Path, endpoint: str | None, aliases: Path | None, *, shapes: bool) -> Iterator[Checked]:
    """The plans of a store, checked."""
    with opened(folder, endpoint) as store:
        for name in sorted(set(store.query("SELECT DISTINCT ?plan WHERE { ?plan a pg:Plan }").column("plan")), key=str):
            node = URIRef(str(name))
            plan = plan_from(store.triples, node)
            yield checked(plan, None, triples_about(store, plan), aliases, shapes=shapes)


def triples_about(store: OpenStore, plan: Plan) -> Iterator[Triple]:
    """The facts of a plan, what is derived from it, and the reference data of the store."""
    node = plan_iri(plan.id)
    for graph in (node, derived_graph(node), reference_graph()):
        yield from store.triples(graph)


def checked(plan: Plan, document: Document | None, triples: Iterator[Triple], aliases: Path | None, *, shapes: bool) -> Checked:
    """A plan with what is wrong with its graph, then what is to be asked about it."""
    wrong = graph_findings(graph_of(triples)) if shapes else ()
    return Checked(plan, document, (*wrong, *plan_findings(plan, registry(aliases))))


def page_of(checked: list[Checked], form: str, screen: Screen) -> str:
    """The findings in a format."""
    if form == "text":
        return "\n\n".join([*(findings_page(one, screen.language) for one in checked), screen.say("check.caution")])
    record = sarif_log(checked, screen.language) if form == "sarif" else findings_record(checked, screen.language)
    return json.dumps(record, ensure_ascii=False, indent=2)


def write(text: str, output: Path | None, screen: Screen) -> None:
    """The text to a file, or to standard output."""
    if output:
        screen.save(output, f"{text}\n".encode())
    else:
        screen.put(text)
