"""The namespaces of the graph, and the prefixes every query may use.

`pg:` is planggraph's own vocabulary (ontology/planggraph.ttl declares and explains each term). The rest are the vocabularies it
reuses: W3C ORG, PROV-O, SKOS, OWL-Time and Web Annotation, Dublin Core terms, schema.org, P-Plan 1.3 and CPOV 2.1. Only the IRIs
of P-Plan are used: its licence does not allow its file to be copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, Namespace, URIRef

PG: Final = Namespace("https://w3id.org/planggraph/ns#")
"""Classes and properties of planggraph."""

ROLE: Final = Namespace("https://w3id.org/planggraph/role/")
"""Role concepts: `role:lead`, `role:responsible`, `role:support` and the finer ones below them."""

KIND: Final = Namespace("https://w3id.org/planggraph/kind/")
"""Kinds of body, the values of org:classification: `kind:government`, `kind:party`, `kind:mass_org` …"""

ASPECT: Final = Namespace("https://w3id.org/planggraph/aspect/")
"""The six aspects on which east-west cooperation is assessed each year (组织领导 … 携手奔小康)."""

OA: Final = Namespace("http://www.w3.org/ns/oa#")
P_PLAN: Final = Namespace("http://purl.org/net/p-plan#")
CPOV: Final = Namespace("http://data.europa.eu/m8g/")

ONTOLOGY: Final = URIRef("https://w3id.org/planggraph/ns")
"""The IRI of the ontology itself."""

BASE: Final = "https://w3id.org/planggraph/id/"
"""Where instances live unless another base is given."""

PREFIXES: Final[Mapping[str, str]] = {
    "pg": str(PG),
    "role": str(ROLE),
    "kind": str(KIND),
    "aspect": str(ASPECT),
    "org": str(ORG),
    "prov": str(PROV),
    "p-plan": str(P_PLAN),
    "dcterms": str(DCTERMS),
    "skos": str(SKOS),
    "schema": str(SDO),
    "time": str(TIME),
    "oa": str(OA),
    "cpov": str(CPOV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
}
"""Prefix to namespace, in the order a query states them."""


def prefix_header() -> str:
    """The PREFIX lines for all of `PREFIXES`, to stand before a query that leaves them out.

    >>> prefix_header().splitlines()[0]
    'PREFIX pg: <https://w3id.org/planggraph/ns#>'
    """
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
