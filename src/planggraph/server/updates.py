"""SPARQL 1.1 Update (https://www.w3.org/TR/sparql11-update/): what an update may do, and USING given by the protocol.

An update is refused by its parsed form where it would LOAD or ask another endpoint. Graphs named in the request stand in for USING
and USING NAMED (SPARQL 1.1 Protocol §2.2.3); the engine takes them from the text alone, so they are written before the WHERE of each
operation, and the result is parsed again to see that it says just that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from planggraph.errors import BadSparql, ForbiddenQuery, Said
from planggraph.server.jobs import Graphs
from planggraph.server.problems import fault

_TOKEN: Final = re.compile(
    r"""(?P<skip>\#[^\n\r]*
      |<[^<>"{}|^`\\\x00-\x20]*>
      |'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"{3}(?:(?:"|"")?(?:[^"\\]|\\.))*\"{3}
      |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"
      |[?$:@][\w\-.:]*)
      |(?P<brace>[{}])
      |(?P<word>[^\W\d][\w\-.:]*)""",
    re.VERBOSE | re.DOTALL,
)
"""What of SPARQL's tokens (§19.8 of the query language) tells keywords from the rest: comments, IRIs, strings, variables, names."""


def checked(text: str, graphs: Graphs) -> str:
    """The update to run, with the graphs of the request in it.

    Raises `BadSparql`, `ForbiddenQuery` for LOAD and SERVICE, and `Fault` 400 where
    both the text and the request say which graphs to use.
    """
    parts = _parsed(text)
    names = {part.name for part in parts}
    if "Load" in names:
        raise ForbiddenQuery(detail=Said("LOAD 会读取别处的文件", "LOAD would read from elsewhere"))
    if "ServiceGraphPattern" in names:
        raise ForbiddenQuery(detail=Said("SERVICE 会访问别处", "SERVICE would ask another endpoint"))
    if not graphs.stated:
        return text
    if any("using" in part or "withClause" in part for part in parts if part.name == "Modify"):
        raise fault(
            400, "更新中已有 USING 或 WITH，请求不能再指定图。", "The update has USING or WITH; the request cannot name graphs too."
        )
    return _with_using(text, graphs)


def _parsed(text: str) -> list[CompValue]:
    try:
        return list(_walk(parseUpdate(text)))
    except ParseException as error:
        raise BadSparql(line=error.lineno, column=error.column, detail=error.msg) from error
    except RecursionError as error:
        raise BadSparql(line=1, column=1, detail=Said("嵌套过深", "nested too deeply")) from error


def _with_using(text: str, graphs: Graphs) -> str:
    using = "".join([*(f"USING <{name}> " for name in graphs.default), *(f"USING NAMED <{name}> " for name in graphs.named)])
    places = list(_outer_wheres(text))
    for start, pattern in reversed(places):
        text = text[:start] + (f"{pattern} {using}" if pattern else using) + text[start:]
    operations = [part for part in _parsed(text) if part.name in ("Modify", "DeleteWhere")]
    if any(len(part.using or []) != len(graphs.default) + len(graphs.named) for part in operations):
        raise fault(400, "不能把图加进这个更新，请在文中写 USING。", "The graphs cannot be put into this update; write USING in it.")
    return text


def _outer_wheres(text: str) -> Iterator[tuple[int, str]]:
    """Where each WHERE outside braces stands; with the pattern to put before it where it is that of DELETE WHERE, its own template."""
    depth, before = 0, ""
    for token in _TOKEN.finditer(text):
        if token["brace"]:
            depth += 1 if token["brace"] == "{" else -1
            before = token["brace"]
        elif token["word"] and depth == 0:
            if token["word"].upper() == "WHERE":
                yield token.start(), _block(text, token.end()) if before == "DELETE" else ""
            before = token["word"].upper()


def _block(text: str, start: int) -> str:
    """The first block in braces from `start` on, braces and all."""
    depth, opened = 0, start
    for token in _TOKEN.finditer(text, start):
        if token["brace"] == "{":
            opened = token.start() if depth == 0 else opened
            depth += 1
        elif token["brace"] == "}":
            depth -= 1
            if depth == 0:
                return text[opened : token.end()]
    return "{}"


def _walk(part: object) -> Iterator[CompValue]:
    pending = [part]
    while pending:
        item = pending.pop()
        if isinstance(item, CompValue):
            yield item
            pending.extend(item.values())
        elif isinstance(item, list | tuple | ParseResults):
            pending.extend(item)
