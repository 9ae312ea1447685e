"""The N-Quads lines of a plan and of what follows from it.

The derived graph is made by the CONSTRUCTs under ontology/derived/, each run over the text facts of its plan alone, and by what the
registry adds (members of groups at the plan's date).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from planggraph.model import Plan
from planggraph.rdf.derive import constructs, derived_quads
from planggraph.rdf.iris import derived_graph, plan_iri
from planggraph.rdf.nquads import nquads
from planggraph.rdf.plan_to_rdf import plan_quads

if TYPE_CHECKING:
    from planggraph.registry import Registry


def plan_lines(plan: Plan, registry: Registry) -> Iterator[str]:
    """The lines of the plan's three graphs (text facts, people, derived), each ended by a line feed, in no order that matters."""
    stated = list(nquads(plan_quads(plan, registry)))
    yield from stated
    yield from _constructed(plan, "".join(stated))
    yield from nquads(derived_quads(plan, registry))


def _constructed(plan: Plan, stated: str) -> Iterator[str]:
    graph = plan_iri(plan.id)
    derived = ox.NamedNode(derived_graph(graph))
    engine = ox.Store()
    engine.load(input=stated, format=ox.RdfFormat.N_QUADS)
    for text in constructs().values():
        answer = engine.query(text, default_graph=ox.NamedNode(graph))
        if not isinstance(answer, ox.QueryTriples):
            raise TypeError("ontology/derived holds CONSTRUCT queries alone")
        for triple in answer:
            yield f"{triple.subject} {triple.predicate} {triple.object} {derived} .\n"
