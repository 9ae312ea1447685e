"""The offline-checkable part of FOOPS! and of the TIB metadata guide, and that ontology, mapping and context agree."""

from __future__ import annotations

import csv
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from planggraph.rdf import continuations, derived_quads, outline, plan_quads
from planggraph.rdf.derive import constructs, ontology
from planggraph.rdf.records import ASSIGNMENT, DEADLINE, IDENTITY, MENTION, RESOURCE, ROLE_RULE, TARGET, TASK, Record
from planggraph.rdf.reference import reference_quads
from planggraph.rdf.vocabulary import KIND, ONTOLOGY, PG, PREFIXES, ROLE
from planggraph.resources import resource
from unit.rdf.sample import PLAN
from unit.rdf.stubs import SmallRegistry
from unit.rdf.test_reference import Directory

OURS = (
    "https://w3id.org/planggraph/ns#",
    "https://w3id.org/planggraph/role/",
    "https://w3id.org/planggraph/kind/",
    "https://w3id.org/planggraph/aspect/",
)
SHIPPED = ontology()
TWICE = replace(
    PLAN,
    tasks=tuple(replace(task, text="落实财政资金，集中力量解决贫困人口住房、村道、饮水、教育、医疗等方面的困难。") for task in PLAN.tasks),
)
TERMS = sorted({node for node in SHIPPED.subjects(RDF.type) if isinstance(node, URIRef) and str(node).startswith(OURS)})


def written() -> set[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Every triple that the mapping makes of the sample plan and its reference data."""
    quads = [
        *plan_quads(PLAN, SmallRegistry()),
        *derived_quads(PLAN, SmallRegistry()),
        *derived_quads(TWICE, SmallRegistry()),
        *continuations(filter(None, [outline(TWICE), outline(replace(TWICE, id="440100/next", year=2019))])),
        *reference_quads(Directory(), ["440100/old_bureau", "440100/grp_all"], ["440103"]),
    ]
    return {quad[:3] for quad in quads}


def languages(node: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(value.language) for value in SHIPPED.objects(node, predicate) if isinstance(value, Literal))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix("https://w3id.org/planggraph/"))
def test_a_term_is_explained_in_both_languages(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        assert languages(term, predicate) == ["en", "zh"], predicate
    assert set(languages(term, SKOS.scopeNote)) in (set(), {"en", "zh"})
    assert (term, RDFS.isDefinedBy, ONTOLOGY) in SHIPPED


HEADER = (
    *(OWL.versionIRI, OWL.versionInfo, DCTERMS.title, DCTERMS.abstract, DCTERMS.creator, DCTERMS.publisher, DCTERMS.license),
    *(DCTERMS.created, DCTERMS.issued, DCTERMS.modified, DCTERMS.bibliographicCitation, SDO.creativeWorkStatus),
    *(VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri),
)


@pytest.mark.parametrize("predicate", HEADER)
def test_the_header_is_complete(predicate: URIRef) -> None:
    assert list(SHIPPED.objects(ONTOLOGY, predicate))


def test_the_header_agrees_with_itself() -> None:
    version = SHIPPED.value(ONTOLOGY, OWL.versionInfo)
    assert SHIPPED.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert languages(ONTOLOGY, DCTERMS.title) == languages(ONTOLOGY, DCTERMS.abstract) == ["en", "zh"]
    assert str(SHIPPED.value(ONTOLOGY, VANN.preferredNamespaceUri)) == PREFIXES["pg"]
    assert isinstance(SHIPPED.value(ONTOLOGY, DCTERMS.license), URIRef)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_classes_share_a_label(language: str) -> None:
    labels = [
        str(label)
        for term in SHIPPED.subjects(RDF.type, OWL.Class)
        for label in SHIPPED.objects(term, RDFS.label)
        if isinstance(label, Literal) and label.language == language
    ]
    assert len(labels) > 20
    assert len(labels) == len(set(labels))


def test_every_subject_of_the_ontology_is_its_own() -> None:
    """Nothing is said here about the terms of others: their files stay theirs."""
    assert {node for node in SHIPPED.subjects() if isinstance(node, URIRef)} == {ONTOLOGY, *TERMS}


def test_every_term_of_the_mapping_is_declared() -> None:
    used = {term for triple in written() for term in triple if isinstance(term, URIRef) and str(term).startswith(OURS)}
    assert used <= set(TERMS)


def test_every_declared_property_and_class_is_used_by_the_mapping() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    declared = {term for term in TERMS if any((term, RDF.type, kind) in SHIPPED for kind in kinds)}
    used = {term for triple in written() for term in triple}
    constructed = {
        term for term in declared for text in constructs().values() if f"pg:{term.removeprefix(str(PG))}" in text.replace(")", " ").split()
    }
    assert declared - used - constructed == {PG.involvedIn, PG.involvedThroughGroup, PG.isResponsibleThroughGroup, PG.supportsThroughGroup}


def test_domain_and_range_hold_for_what_the_mapping_writes() -> None:
    triples = written()
    types: dict[object, set[object]] = {}
    for subject, predicate, value in triples:
        if predicate == RDF.type:
            types.setdefault(subject, set()).add(value)
    for subject, predicate, value in triples:
        domain, extent = SHIPPED.value(predicate, RDFS.domain), SHIPPED.value(predicate, RDFS.range)
        if domain is not None and subject in types:
            assert domain in types[subject], (subject, predicate)
        if extent is not None and isinstance(value, URIRef) and extent in TERMS and value in types:
            assert extent in types[value], (subject, predicate, value)
        if extent is not None and isinstance(value, Literal):
            assert (value.datatype or rdflib.XSD.string) == extent, (predicate, value)


CODES = (
    *((DEADLINE, "kind", "kind"), (MENTION, "kind", "kind"), (RESOURCE, "kind", "kind"), (ROLE_RULE, "kind", "kind")),
    *(
        (DEADLINE, "precision", "precision"),
        (TARGET, "bound", "bound"),
        (ASSIGNMENT, "basis", "roleBasis"),
        (IDENTITY, "status", "resolution"),
    ),
)


@pytest.mark.parametrize(("record", "field", "term"), CODES)
def test_every_code_of_a_closed_list_stands_in_its_definition(record: Record[object], field: str, term: str) -> None:
    codes = get_args(get_type_hints(record.make)[field])
    for definition in SHIPPED.objects(PG[term], SKOS.definition):
        assert all(code in str(definition) for code in codes)


def test_each_record_covers_its_dataclass() -> None:
    """Evidence and identity are written by hand; every other field has a column."""
    by_hand = {"evidence", "identity", "key"}
    for record in (DEADLINE, TARGET, ASSIGNMENT, MENTION):
        assert {field.name for field in fields(record.make)} - {column.name for column in record.columns} <= by_hand  # type: ignore[arg-type]
    assert {column.name for column in TASK.columns} == {"notation", "number", "path", "title", "text"}


def test_the_role_concepts_are_those_of_the_table_of_roles() -> None:
    with resource("data", "registry", "roles.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["role"] in ("lead", "responsible", "support")]
    for row in rows:
        concept = URIRef(ROLE + row["concept"])
        assert (concept, SKOS.inScheme, PG.RoleScheme) in SHIPPED, row
        broader = SHIPPED.value(concept, SKOS.broader) or concept
        assert broader == URIRef(ROLE + row["role"]), row


def test_every_kind_of_the_registry_is_a_concept() -> None:
    with resource("data", "registry", "agencies.csv").open(encoding="utf-8", newline="") as table:
        kinds = {row["kind"] for row in csv.DictReader(table)} | {"collective", "collective_open"}
    assert {kind for kind in kinds if (URIRef(KIND + kind), SKOS.inScheme, PG.KindScheme) not in SHIPPED} == set()


def context() -> dict[str, object]:
    shipped = json.loads(resource("ontology", "context.jsonld").read_text(encoding="utf-8"))
    return dict(shipped["@context"])


def expanded(name: str) -> str:
    entry = context()[name]
    compact = str(entry["@id"] if isinstance(entry, dict) else entry)
    prefix, _, local = compact.partition(":")
    return f"{context()[prefix]}{local}" if prefix in context() else compact


def test_the_context_has_a_word_for_every_term_written() -> None:
    named = {expanded(name) for name in context() if not name.startswith("@")}
    predicates = {predicate for _, predicate, _ in written()} - {RDF.type}
    classes = {value for _, predicate, value in written() if predicate == RDF.type}
    declared = {
        term for term in TERMS if (term, RDF.type, OWL.ObjectProperty) in SHIPPED or (term, RDF.type, OWL.DatatypeProperty) in SHIPPED
    }
    assert {str(term) for term in predicates | classes | declared} - named == set()


def test_json_ld_with_the_context_gives_the_same_triples() -> None:
    graph = Graph()
    for triple in written():
        graph.add(triple)
    text = graph.serialize(format="json-ld", context=context(), auto_compact=False)
    again = Graph().parse(data=text, format="json-ld")
    assert isomorphic(graph, again)
    assert '"surface": "市协作办"' in text


def test_alignments_speak_of_declared_terms_and_say_which_version() -> None:
    alignments = Graph().parse(resource("ontology", "alignments.ttl"), format="turtle")
    about = {node for node in alignments.subjects() if isinstance(node, URIRef) and node.startswith(str(PG))}
    assert about <= set(TERMS)
    vocabularies = ("org#", "prov#", "p-plan#", "dc/terms", "skos", "schema.org", "2006/time", "ns/oa", "eli/ontology", "europa.eu/m8g")
    objects = "\n".join(str(value) for value in alignments.objects())
    assert [each for each in vocabularies if each not in objects] == []


def test_no_plan_is_called_legislation() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(Path(resource("ontology")).glob("*.ttl")))
    assert "subClassOf eli:LegalResource" not in text
    assert not any("eli/ontology" in str(term) for triple in written() for term in triple)


def test_prices_and_dates_are_named_by_schema_org_over_https() -> None:
    assert str(SDO) == "https://schema.org/"
    assert PREFIXES["schema"] == str(SDO)
