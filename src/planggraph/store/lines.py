"""The N-Quads lines of plans, of what follows from them, and of what the registry knows of everything they name.

A derived graph is made by the CONSTRUCTs under ontology/derived/, each run over the text facts of its plan alone, and by what the
registry adds (members of groups at the plan's date); which tasks continue those of an earlier year is found when all plans are known.
The reference graph holds only the bodies and regions that the plans name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from planggraph.model import Plan
from planggraph.rdf.derive import constructs, derived_quads
from planggraph.rdf.iris import derived_graph, plan_iri
from planggraph.rdf.likeness import Outline, continuations, outline
from planggraph.rdf.nquads import nquads
from planggraph.rdf.plan_to_rdf import plan_quads
from planggraph.rdf.reference import reference_quads, used
from planggraph.registry import Registry


def graph_lines(plans: Iterable[Plan], registry: Registry) -> Iterator[str]:
    """The lines of every plan's three graphs (text facts, people, derived) and of the reference graph, each ended by a line feed.

    They come in no order that matters; a line may come more than once.
    """
    agencies: set[str] = set()
    regions: set[str] = set()
    outlines: list[Outline | None] = []
    for plan in plans:
        outlines.append(outline(plan))
        stated, inferred = list(plan_quads(plan, registry)), list(derived_quads(plan, registry))
        for named, all_named in zip(used([*stated, *inferred]), (agencies, regions), strict=True):
            all_named |= named
        lines = list(nquads(stated))
        yield from lines
        yield from nquads(inferred)
        yield from _constructed(plan, "".join(lines))
    yield from nquads(continuations(each for each in outlines if each is not None))
    yield from nquads(reference_quads(registry, agencies, regions))


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
