"""The words of the plan behind an answer: of the assignment, deadline or number found; of a task, the clause that says who and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from planggraph.questions.answer import Quote
from planggraph.questions.directory import Directory
from planggraph.store import OpenStore
from planggraph.store.terms import value

LIMIT: Final = 20
"""How many pieces of evidence an answer shows."""

_FACT: Final = """SELECT ?fact ?start ?end ?quote ?rule WHERE {
  ?fact pg:evidence ?said . ?said oa:start ?start ; oa:end ?end ; oa:exact ?quote ; pg:rule ?rule } LIMIT 1"""
_CLAUSE: Final = """SELECT ?task ?start ?end ?quote ?rule WHERE {
  ?task pg:clause ?said . ?said oa:start ?start ; oa:end ?end ; oa:exact ?quote ; pg:rule ?rule } ORDER BY ?start"""
_ASSIGNMENTS: Final = """SELECT ?task ?start ?end ?quote ?rule WHERE {
  ?assignment pg:assignsTask ?task ; pg:evidence ?said . ?said oa:start ?start ; oa:end ?end ; oa:exact ?quote ; pg:rule ?rule
} ORDER BY ?start"""


def quotes(store: OpenStore, directory: Directory, facts: Sequence[tuple[str, str]]) -> tuple[Quote, ...]:
    """The evidence of facts, given as pairs of a task and the node that states something of it, "" for the task's clauses."""
    found: dict[tuple[str, int, int], Quote] = {}
    for task, fact in dict.fromkeys(facts):
        for quote in _of(store, directory, task, fact):
            found.setdefault((quote.source, quote.start, quote.end), quote)
        if len(found) > LIMIT:
            break
    return tuple(found.values())


def _of(store: OpenStore, directory: Directory, task: str, fact: str) -> Iterator[Quote]:
    if fact:
        yield from _rows(store, directory, task, _FACT, {"fact": ox.NamedNode(fact)})
        return
    node = {"task": ox.NamedNode(task)}
    clauses = list(_rows(store, directory, task, _CLAUSE, node)) or list(_rows(store, directory, task, _ASSIGNMENTS, node))
    yield from clauses or _rows(store, directory, task, _FACT, {"fact": ox.NamedNode(task)})


def _rows(store: OpenStore, directory: Directory, task: str, text: str, bindings: dict[str, ox.NamedNode]) -> Iterator[Quote]:
    entry = directory.tasks[task]
    plan = directory.plans[entry.plan]
    for row in store.look_up(text, dict(bindings)):
        _, start, end, quote, rule = map(value, row)
        yield Quote(plan.title, entry.notation, plan.source, int(str(start)), int(str(end)), str(quote), str(rule))
