"""The page of the endpoint: a form for a query and the questions of the catalogue, plain HTML that works without scripts."""

from __future__ import annotations

from functools import cache
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from planggraph.errors import Language
from planggraph.messages import say
from planggraph.queries import Catalogue, Query
from planggraph.server.negotiation import ALL
from planggraph.server.things import document

SAMPLE = "SELECT ?number ?title WHERE {\n  ?task a pg:Task ; skos:notation ?number ; dcterms:title ?title\n} LIMIT 10"
"""What the form starts with."""


@cache
def query_page(language: Language) -> str:
    """The page, complete."""
    formats = "".join(f"<option>{name}</option>" for name in sorted(ALL, key=list(ALL).index))
    body = [
        f"<h1>{escape(say('server.heading', language))}</h1>",
        f"<p>{escape(say('server.lead', language))}</p>",
        '<form action="/sparql" method="get">',
        f'<p><label for="query">SPARQL</label><br><textarea id="query" name="query" rows="12">{escape(SAMPLE)}</textarea></p>',
        f'<p><label for="format">{escape(say("server.format", language))}</label> <select id="format" name="format">{formats}</select>',
        f'<button type="submit">{escape(say("server.ask", language))}</button></p></form>',
        f"<h2>{escape(say('server.questions', language))}</h2>",
        f"<p>{escape(say('server.blanks', language))}</p>",
        *_questions(language),
    ]
    return document("SPARQL", body, language)


def _questions(language: Language) -> list[str]:
    parts = []
    for group, queries in groupby(Catalogue.load(), key=lambda query: query.group):
        parts.append(f"<h3>{escape(say(f'group.{group}', language))}</h3><ul>")
        parts += [_question(query, language) for query in queries]
        parts.append("</ul>")
    return parts


def _question(query: Query, language: Language) -> str:
    link = escape("/sparql?" + urlencode({"query": query.text, "format": "csv"}))
    return f'<li>{query.id} <a href="{link}">{escape(query.title(language))}</a></li>'
