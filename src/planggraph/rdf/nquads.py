"""Quads as canonical N-Quads lines (RDF 1.1 N-Quads; the canonical form of RDF Dataset Canonicalization §A).

Sorted, these lines are the same bytes for the same plan; they are also the quickest way into a store's bulk loader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from planggraph.rdf.literals import Node
from planggraph.rdf.plan_to_rdf import Quad

_CONTROLS = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPES = _CONTROLS | {ord(plain): escape for plain, escape in _SHORT.items()}


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """One line, ending in a line feed, for each quad, in the order given.

    >>> from rdflib import Literal
    >>> a = URIRef("urn:a")
    >>> print(*nquads([(a, a, Literal("广州市", lang="zh"), a)]), end="")
    <urn:a> <urn:a> "广州市"@zh <urn:a> .
    """
    for subject, predicate, value, graph in quads:
        yield f"<{subject}> <{predicate}> {_term(value)} <{graph}> .\n"


def _term(value: Node) -> str:
    if isinstance(value, URIRef):
        return f"<{value}>"
    quoted = f'"{value.translate(_ESCAPES)}"'
    if value.language:
        return f"{quoted}@{value.language}"
    return f"{quoted}^^<{value.datatype}>" if value.datatype else quoted
