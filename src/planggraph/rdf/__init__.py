"""Plans as RDF triples and back, under the ontology in ontology/planggraph.ttl.

`plan_quads` writes what a plan says, `derived_quads` and the queries of `constructs` what follows from it, `reference_quads` what the
registry knows of the bodies and regions it names; `plan_from` reads an equal plan back.
"""

from __future__ import annotations

from planggraph.rdf.derive import constructs, derived_quads
from planggraph.rdf.likeness import Outline, continuations, outline
from planggraph.rdf.nquads import nquads
from planggraph.rdf.plan_to_rdf import Quad, plan_quads
from planggraph.rdf.rdf_to_plan import plan_from, triples_by, triples_in
from planggraph.rdf.reference import reference_quads, used
from planggraph.rdf.vocabulary import BASE, PG, PREFIXES

__all__ = [
    "BASE",
    "PG",
    "PREFIXES",
    "Outline",
    "Quad",
    "constructs",
    "continuations",
    "derived_quads",
    "nquads",
    "outline",
    "plan_from",
    "plan_quads",
    "reference_quads",
    "triples_by",
    "triples_in",
    "used",
]
