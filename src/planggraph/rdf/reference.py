"""What the registry knows of the bodies and regions that plans name, for the graph of reference data.

Bodies follow W3C ORG: org:FormalOrganization through pg:Agency, org:classification for the kind, org:ChangeEvent for what became of a
body in a reform (机构改革). Regions carry their GB/T 2260 code as skos:notation. Dates are as exact as they are known: a year, a month
or a day (xsd:gYear, xsd:gYearMonth, xsd:date). rdfs:label is the Chinese name once more, without a tag: one name, here alone, for
queries that show it. The concepts of roles, kinds and aspects are those of the ontology; the role words of
data/registry/roles.csv join them as alternative labels.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Final, Protocol, TypeVar

from rdflib import DCTERMS, ORG, RDF, RDFS, SDO, SKOS, XSD, Literal, URIRef

from planggraph.errors import NotInRegistry
from planggraph.rdf.derive import ontology
from planggraph.rdf.iris import agency_iri, change_iri, key_of, reference_graph, region_iri
from planggraph.rdf.literals import Node, chinese, role_concept, text
from planggraph.rdf.plan_to_rdf import Quad
from planggraph.rdf.vocabulary import BASE, KIND, PG
from planggraph.registry.agencies import Agency
from planggraph.registry.regions import Region
from planggraph.resources import resource

_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_NATION: Final = "000000"
_DATATYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_CONCEPT_PROPERTIES = (RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.notation, SKOS.broader, SKOS.inScheme, SKOS.topConceptOf, RDFS.label)

Fact = tuple[URIRef, URIRef, Node]
K = TypeVar("K")


class Directory(Protocol):
    """What the mapping needs of a registry: who is who."""

    def agency(self, key: str) -> Agency:
        """The body or group with that key; raises NotInRegistry."""

    def region(self, code: str) -> Region:
        """The region with that code; raises NotInRegistry."""


def used(quads: Iterable[Quad], *, base: str = BASE) -> tuple[set[str], set[str]]:
    """The agency keys and the region codes that `quads` speak of."""
    agencies: set[str] = set()
    regions: set[str] = set()
    for quad in quads:
        for term in (quad[0], quad[2]):
            key = key_of(term, base) if isinstance(term, URIRef) else None
            if key is not None:
                (regions if term.startswith(f"{base}region/") else agencies).add(key)
    return agencies, regions


def reference_quads(registry: Directory, agencies: Iterable[str], regions: Iterable[str], *, base: str = BASE) -> Iterator[Quad]:
    """The quads of the reference graph for agencies by key and regions by code, in a fixed order and each once.

    What they lead to comes with them: successors and other plates of a body, the place of a body, the places around a place. Keys and
    codes that the registry does not know are passed over.
    """
    graph = reference_graph(base)
    bodies = _closure(agencies, registry.agency, _relatives)
    places = _closure({*regions, *(agency.place for agency in bodies.values())}, registry.region, _parents)
    parts = (
        *(_agency(agency, base, located=agency.place in places) for agency in bodies.values()),
        *(_region(region, base) for region in places.values()),
        _concepts(),
        _role_words(),
    )
    for fact in dict.fromkeys(fact for part in parts for fact in part):
        yield (*fact, graph)


def _closure(keys: Iterable[str], get: Callable[[str], K], further: Callable[[K], Iterable[str]]) -> dict[str, K]:
    """What `get` knows of `keys` and of all that `further` leads to from there, sorted by key."""
    found: dict[str, K] = {}
    waiting = set(keys)
    asked: set[str] = set()
    while waiting:
        key = waiting.pop()
        asked.add(key)
        with suppress(NotInRegistry):
            found[key] = get(key)
            waiting |= {*further(found[key])} - asked
    return dict(sorted(found.items()))


def _relatives(agency: Agency) -> tuple[str, ...]:
    return (*agency.same_body_as, agency.successor) if agency.successor else agency.same_body_as


def _parents(region: Region) -> tuple[str, ...]:
    return () if region.parent in ("", _NATION) else (region.parent,)


def _agency(agency: Agency, base: str, *, located: bool) -> Iterator[Fact]:
    node = agency_iri(agency.key, base)
    collective = agency.kind in ("collective", "collective_open")
    yield node, RDF.type, PG.AgencyGroup if collective else PG.Agency
    yield node, ORG.classification, URIRef(KIND + agency.kind)
    yield node, SKOS.prefLabel, chinese(agency.label_zh)
    yield node, RDFS.label, text(agency.label_zh)
    if agency.label_en:
        yield node, SKOS.prefLabel, Literal(agency.label_en, lang="en")
    for name in agency.alt_names:
        yield node, SKOS.altLabel, chinese(name)
    if located:
        yield node, DCTERMS.spatial, region_iri(agency.place, base)
    yield from _group(node, agency) if collective else _function(node, agency, base)


def _group(node: URIRef, agency: Agency) -> Iterator[Fact]:
    yield node, PG.groupRule, text(agency.function)
    yield node, PG.open, Literal(agency.kind == "collective_open")


def _function(node: URIRef, agency: Agency, base: str) -> Iterator[Fact]:
    yield node, PG.function, text(agency.function)
    if agency.domain:
        yield node, PG.domain, text(agency.domain)
    for predicate, moment in ((SDO.foundingDate, agency.valid_from), (SDO.dissolutionDate, agency.valid_to)):
        if moment:
            yield node, predicate, _moment(moment)
    for key in agency.same_body_as:
        yield node, PG.sameBodyAs, agency_iri(key, base)
    if agency.successor is not None:
        yield from _change(node, agency, agency.successor, base)


def _change(node: URIRef, agency: Agency, successor: str, base: str) -> Iterator[Fact]:
    event = change_iri(agency.place, agency.function, successor.rpartition("/")[2], base)
    yield event, RDF.type, ORG.ChangeEvent
    yield event, ORG.originalOrganization, node
    yield event, ORG.resultingOrganization, agency_iri(successor, base)
    if agency.change_type:
        yield event, PG.changeType, text(agency.change_type)
    if agency.valid_to:
        yield event, DCTERMS.date, _moment(agency.valid_to)


def _moment(written: str) -> Literal:
    return Literal(written, datatype=_DATATYPES[len(written)], normalize=False)


def _region(region: Region, base: str) -> Iterator[Fact]:
    node = region_iri(region.code, base)
    yield node, RDF.type, PG.Region
    yield node, SKOS.prefLabel, chinese(region.name)
    yield node, RDFS.label, text(region.name)
    if region.name_en:
        yield node, SKOS.prefLabel, Literal(region.name_en, lang="en")
    for name in (*region.short_names, *region.abbreviations):
        yield node, SKOS.altLabel, chinese(name)
    if region.kind == "admin":
        yield node, SKOS.notation, Literal(region.code, datatype=PG.GB2260)
    for parent in _parents(region):
        yield node, SDO.containedInPlace, region_iri(parent, base)
    if region.wikidata:
        yield node, SKOS.exactMatch, URIRef(_WIKIDATA + region.wikidata)


def _concepts() -> Iterator[Fact]:
    """The concepts and schemes of the ontology, without their explanations."""
    shipped = ontology()
    nodes = {URIRef(str(node)) for kind in (SKOS.Concept, SKOS.ConceptScheme) for node in shipped.subjects(RDF.type, kind)}
    for node in sorted(nodes):
        for predicate in _CONCEPT_PROPERTIES:
            for value in sorted(shipped.objects(node, predicate), key=repr):
                if isinstance(value, URIRef | Literal):
                    yield node, predicate, value


def _role_words() -> Iterator[Fact]:
    with resource("data", "registry", "roles.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            concept = role_concept(row["concept"])
            if (concept, SKOS.inScheme, PG.RoleScheme) in ontology():
                yield concept, SKOS.altLabel, chinese(row["word"])
