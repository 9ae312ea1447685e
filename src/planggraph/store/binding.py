"""Parameters bound in the text of a query, for endpoints that take none: the SPARQL 1.1 Protocol sends a query and nothing beside it.

Each parameter becomes `VALUES ?name { term }` at the head of every group that uses it, so that a FILTER deep inside sees it as it does
where the engine itself binds it. As with `EmbeddedStore`, a sub-select sees only the parameters it projects. Terms are written by
their N-Triples form; nothing a person typed is ever put into the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from planggraph.store.terms import Term

_TOKEN: Final = re.compile(
    r"(?P<blank>\s+|\#[^\n]*)"
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')'
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<word>[^\W\d][\w.:%-]*|:[\w.:%-]*)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
"""The tokens of SPARQL 1.1 as far as telling groups, variables and words apart needs."""


@dataclass(slots=True)
class Group:
    """Something between braces: where its inside begins, what is in it, and what it is."""

    start: int
    opens: str
    variables: set[str] = field(default_factory=set)
    projected: set[str] | None = None
    groups: list[Group] = field(default_factory=list)

    def select(self, word: str) -> None:
        """Notes that this is a sub-select, at the word SELECT."""
        if word == "SELECT":
            self.projected = set()


def bound_text(text: str, bindings: Mapping[str, Term]) -> str:
    """The query with its parameters in it.

    >>> import pyoxigraph as ox
    >>> bound_text("SELECT ?a WHERE { ?a ?b ?c }", {"a": ox.NamedNode("urn:x")})
    'SELECT ?a WHERE { VALUES ?a { <urn:x> } ?a ?b ?c }'
    """
    if not bindings:
        return text
    places = sorted(_places(_groups(text), frozenset(bindings), top=True))
    parts, done = [], 0
    for start, names in places:
        values = "".join(f" VALUES ?{name} {{ {bindings[name]} }}" for name in sorted(names))
        parts += [text[done:start], values]
        done = start
    return "".join([*parts, text[done:]])


def _places(groups: list[Group], seen: frozenset[str], *, top: bool) -> Iterator[tuple[int, frozenset[str]]]:
    """Where values go, and whose. The outermost group takes all, so that what is projected is bound even where it is not used."""
    for group in groups:
        if group.opens == "data":
            continue
        if group.projected is not None:
            inner = seen if "*" in group.projected else seen & group.projected
            yield from _places(group.groups, inner, top=True)
            continue
        names = seen if top else seen & group.variables
        if names:
            yield group.start, names
        yield from _places(group.groups, seen, top=False)


def _groups(text: str) -> list[Group]:
    """The outermost groups of a query, each with the groups inside it."""
    outermost = Group(0, "query", projected=set())
    open_groups = [outermost]
    before: list[str] = []
    for found in _TOKEN.finditer(text):
        lexeme, kind = found[0], found.lastgroup
        if kind == "blank":
            continue
        group = open_groups[-1]
        if lexeme == "{":
            group = Group(found.end(), _opening(before))
            open_groups[-1].groups.append(group)
            open_groups.append(group)
            before = []
            continue
        if lexeme == "}" and len(open_groups) > 1:
            open_groups.pop()
            before = ["}"]
            continue
        _note(group, lexeme, kind, before)
        before.append(lexeme.upper() if kind == "word" else lexeme)
    return outermost.groups


def _note(group: Group, lexeme: str, kind: str | None, before: list[str]) -> None:
    """Notes a variable, or a star or word that matters, in the group it stands in."""
    if kind == "variable":
        group.variables.add(lexeme[1:])
        in_expression = before.count("(") > before.count(")")
        if group.projected is not None and not group.groups and not in_expression:
            group.projected.add(lexeme[1:])
    elif kind == "word" and not before and not group.groups:
        group.select(lexeme.upper())
    elif lexeme == "*" and group.projected is not None and before[-1:] in (["SELECT"], ["DISTINCT"], ["REDUCED"]):
        group.projected.add("*")


def _opening(before: list[str]) -> str:
    """What a brace opens, by the words before it: data of VALUES, the template of CONSTRUCT, or a group."""
    if before[-1:] == ["CONSTRUCT"]:
        return "data"
    if "VALUES" in before:
        after = before[len(before) - before[::-1].index("VALUES") :]
        if all(lexeme in "()" or lexeme[0] in "?$" for lexeme in after):
            return "data"
    return "group"
