"""What the endpoint says of itself: SPARQL 1.1 Service Description, VoID, and worked queries as `sh:SPARQLExecutable`.

The description is one RDF document: the service (`#service`), its data set with every named graph, classes and properties with their
counts, and each query of the catalogue as an example in the form that editors read (https://github.com/sib-swiss/sparql-examples).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

import pyoxigraph as ox

from planggraph.queries import Catalogue, Query
from planggraph.rdf.vocabulary import BASE, ONTOLOGY, PREFIXES
from planggraph.server.negotiation import FORMATS, Chosen

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
SH: Final = "http://www.w3.org/ns/shacl#"
FORMAT_IRIS: Final = "http://www.w3.org/ns/formats/"

PREFIXES_HERE: Final[Mapping[str, str]] = {**PREFIXES, "sd": SD, "void": VOID, "sh": SH, "formats": FORMAT_IRIS}

_FORMATS: Final[Mapping[str, str]] = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nquads": "N-Quads",
}
"""The IRIs of https://www.w3.org/ns/formats/ by format name."""

_TITLE: Final = ("政府工作计划责任分工图谱", "Who leads what in government work plans")


@dataclass(frozen=True, slots=True)
class Counts:
    """Triples of each graph, members of each class, triples of each property, and how many subjects, objects and typed things."""

    graphs: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    subjects: int = 0
    objects: int = 0
    entities: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """The addresses of an endpoint and whether it takes writes; `root` has no slash at its end."""

    root: str
    writable: bool

    @property
    def endpoint(self) -> str:
        """Where queries are sent."""
        return f"{self.root}/sparql"

    @property
    def graphs(self) -> str:
        """The graph store."""
        return f"{self.root}/graphs"


def description(service: Service, counts: Counts, chosen: Chosen) -> bytes:
    """The whole description in an RDF format."""
    triples = [*_service(service), *_data(service, counts), *_examples(service, Catalogue.load())]
    written = ox.serialize(triples, format=cast(ox.RdfFormat, chosen.format.engine), prefixes=dict(PREFIXES_HERE))
    return written or b""


def _service(service: Service) -> Iterator[ox.Triple]:
    one = f"{service.endpoint}#service"
    yield _link(one, PREFIXES["rdf"] + "type", SD + "Service")
    yield _link(one, SD + "endpoint", service.endpoint)
    yield _link(one, SD + "supportedLanguage", SD + "SPARQL11Query")
    if service.writable:
        yield _link(one, SD + "supportedLanguage", SD + "SPARQL11Update")
    yield _link(one, SD + "feature", SD + "UnionDefaultGraph")
    yield _link(one, SD + "defaultDataset", f"{service.endpoint}#dataset")
    for name in sorted({form.name for forms in FORMATS.values() for form in forms}):
        yield _link(one, SD + "resultFormat", FORMAT_IRIS + _FORMATS[name])
    for form in FORMATS["graph"]:
        if service.writable:
            yield _link(one, SD + "inputFormat", FORMAT_IRIS + _FORMATS[form.name])


def _data(service: Service, counts: Counts) -> Iterator[ox.Triple]:
    one, default = f"{service.endpoint}#dataset", f"{service.endpoint}#default"
    for kind in (SD + "Dataset", VOID + "Dataset"):
        yield _link(one, PREFIXES["rdf"] + "type", kind)
    yield from _named(one, PREFIXES["dcterms"] + "title", *_TITLE)
    yield _link(one, VOID + "sparqlEndpoint", service.endpoint)
    yield _link(one, VOID + "dataDump", f"{service.root}/dump.nq")
    yield _link(one, VOID + "vocabulary", str(ONTOLOGY))
    yield _fact(one, VOID + "uriSpace", BASE)
    yield _link(one, SD + "defaultGraph", default)
    yield _link(default, PREFIXES["rdf"] + "type", SD + "Graph")
    yield from _totals(one, counts)
    yield from _partitions(one, counts)
    for name in sorted(counts.graphs):
        yield from _graph(one, name, counts.graphs[name])


def _totals(one: str, counts: Counts) -> Iterator[ox.Triple]:
    totals = {
        "triples": sum(counts.properties.values()),
        "entities": counts.entities,
        "distinctSubjects": counts.subjects,
        "distinctObjects": counts.objects,
        "classes": len(counts.classes),
        "properties": len(counts.properties),
    }
    for name, number in totals.items():
        yield _fact(one, VOID + name, number)


def _partitions(one: str, counts: Counts) -> Iterator[ox.Triple]:
    for kind, count, members in (("class", "entities", counts.classes), ("property", "triples", counts.properties)):
        for number, iri in enumerate(sorted(members), start=1):
            part = f"{one}-{kind}-{number}"
            yield _link(one, f"{VOID}{kind}Partition", part)
            yield _link(part, VOID + kind, iri)
            yield _fact(part, VOID + count, members[iri])


def _graph(one: str, name: str, triples: int) -> Iterator[ox.Triple]:
    """A named graph; its node is its own IRI with a mark, since the graph's IRI is that of the plan."""
    graph = f"{name}#graph"
    yield _link(one, SD + "namedGraph", f"{name}#named")
    yield _link(f"{name}#named", PREFIXES["rdf"] + "type", SD + "NamedGraph")
    yield _link(f"{name}#named", SD + "name", name)
    yield _link(f"{name}#named", SD + "graph", graph)
    yield _link(graph, PREFIXES["rdf"] + "type", SD + "Graph")
    yield _fact(graph, VOID + "triples", triples)


def _examples(service: Service, queries: Iterable[Query]) -> Iterator[ox.Triple]:
    prefixes = f"{service.endpoint}#prefixes"
    yield _link(prefixes, PREFIXES["rdf"] + "type", PREFIXES["owl"] + "Ontology")
    for prefix, namespace in PREFIXES.items():
        one = f"{prefixes}-{prefix}"
        yield _link(prefixes, SH + "declare", one)
        yield _fact(one, SH + "prefix", prefix)
        yield ox.Triple(_node(one), _node(SH + "namespace"), ox.Literal(namespace, datatype=_node(PREFIXES["xsd"] + "anyURI")))
    for query in queries:
        one = f"{service.endpoint}#{query.id}"
        for kind in ("SPARQLExecutable", "SPARQLSelectExecutable"):
            yield _link(one, PREFIXES["rdf"] + "type", SH + kind)
        yield from _named(one, PREFIXES["rdfs"] + "comment", query.title("zh"), query.title("en"))
        yield _link(one, SH + "prefixes", prefixes)
        yield _fact(one, SH + "select", query.text)
        yield _fact(one, PREFIXES["schema"] + "keywords", query.group)
        yield _link(one, PREFIXES["schema"] + "target", service.endpoint)


def _named(subject: str, predicate: str, zh: str, en: str) -> Iterator[ox.Triple]:
    for text, language in ((zh, "zh"), (en, "en")):
        yield ox.Triple(_node(subject), _node(predicate), ox.Literal(text, language=language))


def _link(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(_node(subject), _node(predicate), _node(target))


def _fact(subject: str, predicate: str, value: str | int) -> ox.Triple:
    return ox.Triple(_node(subject), _node(predicate), ox.Literal(value))


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
