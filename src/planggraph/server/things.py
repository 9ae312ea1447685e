"""The page of a thing: what the graph says of it and with it, as plain HTML that loads nothing and runs nothing.

Every word comes from plans, which anyone may have written, and is escaped. Links lead to pages of this endpoint alone; the IRIs of
others are shown as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final
from urllib.parse import quote, unquote

import pyoxigraph as ox

from planggraph.errors import Language
from planggraph.rdf.iris import segment
from planggraph.rdf.vocabulary import BASE, PREFIXES

LINKS: Final = 1000
"""How many statements of others that point to a thing are shown with it."""

PATH: Final = "/id/"
"""Where things live on the endpoint."""

STYLE: Final = (
    "body{font:16px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #ccc;"
    "overflow-wrap:anywhere}th{width:30%;font-weight:normal}small{color:#555}"
    "textarea,select,button{font:inherit}textarea{width:100%;font-family:monospace}"
)

_LABELS: Final = tuple(
    ox.NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        ("skos", "prefLabel"),
        ("dcterms", "title"),
        ("pg", "heading"),
        ("rdfs", "label"),
        ("pg", "surface"),
        ("oa", "exact"),
    )
)


def iri_of(path: str) -> str:
    """The IRI of the thing at a path below /id/, as it stands in the request: percent-encoded once more or not, it is one IRI.

    >>> iri_of("plan/440100/%E7%A9%97%E6%8F%B4-2018-140")
    'https://w3id.org/planggraph/id/plan/440100/穗援-2018-140'
    """
    return BASE + "/".join(segment(unquote(part)) for part in path.split("/"))


def local(iri: str) -> str | None:
    """The path at which an IRI is found here; None for those of others.

    >>> local("https://w3id.org/planggraph/id/plan/440100/穗援-2018-140")
    '/id/plan/440100/%E7%A9%97%E6%8F%B4-2018-140'
    """
    return PATH + quote(iri.removeprefix(BASE), safe="/%:@!$&'()*+,;=~") if iri.startswith(BASE) else None


def page(engine: ox.Store, thing: ox.NamedNode, said: Sequence[ox.Triple], pointing: Sequence[ox.Triple]) -> str:
    """The page of a thing, complete."""
    name = label(engine, thing) or thing.value.removeprefix(BASE)
    rows = [_row(engine, triple.predicate, triple.object, "") for triple in said]
    back = [_row(engine, triple.predicate, triple.subject, "← ") for triple in pointing]
    more = f"<p><small>… {LINKS}</small></p>" if len(pointing) >= LINKS else ""
    formats = " · ".join(f'<a href="?format={one}">{one}</a>' for one in ("turtle", "jsonld", "ntriples", "rdfxml"))
    body = [
        f"<h1>{escape(name)}</h1>",
        f"<p><code>{escape(thing.value)}</code><br><small>{formats}</small></p>",
        *_table(rows),
        *_table(back),
        more,
    ]
    return document(name, body)


def document(title: str, body: Iterable[str], language: Language = "zh") -> str:
    """A whole HTML page around a body that is HTML already."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)} · planggraph</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>\n<body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def label(engine: ox.Store, thing: ox.NamedNode | ox.BlankNode) -> str:
    """What a thing is called, in Chinese where it has a Chinese name; empty where it has none."""
    for predicate in _LABELS:
        literals = [quad.object for quad in engine.quads_for_pattern(thing, predicate, None) if isinstance(quad.object, ox.Literal)]
        if literals:
            return min(literals, key=lambda one: (one.language != "zh", one.value)).value
    return ""


def _table(rows: Sequence[str]) -> list[str]:
    return ["<table>", *rows, "</table>"] if rows else []


def _row(engine: ox.Store, predicate: ox.NamedNode, value: object, arrow: str) -> str:
    return f"<tr><th>{arrow}<code>{escape(short(predicate.value))}</code></th><td>{_cell(engine, value)}</td></tr>"


def _cell(engine: ox.Store, value: object) -> str:
    if isinstance(value, ox.Literal):
        mark = f" <small>@{escape(value.language)}</small>" if value.language else ""
        return escape(value.value) + mark
    if isinstance(value, ox.NamedNode):
        name = label(engine, value) or short(value.value)
        place = local(value.value)
        return f'<a href="{escape(place)}">{escape(name)}</a>' if place else f"<code>{escape(name)}</code>"
    return escape(str(value))


def short(iri: str) -> str:
    """An IRI as people write it, with a prefix where one is known.

    >>> short("https://w3id.org/planggraph/ns#Task")
    'pg:Task'
    """
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and "/" not in rest:
            return f"{prefix}:{rest}"
    return iri
