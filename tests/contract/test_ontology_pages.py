"""The pages of the ontology are those of today, whole, in one language each, and load nothing from anywhere."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from html import escape, unescape
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from planggraph.errors import Language

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = Graph().parse(ROOT / "ontology" / "planggraph.ttl", format="turtle")
SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
TERMS = sorted({str(node) for node in ONTOLOGY.subjects(SKOS.definition)})
LANGUAGES: tuple[Language, ...] = ("zh", "en")
HTACCESS = (ROOT / "ontology" / "w3id" / ".htaccess").read_text(encoding="utf-8")


def text_of(language: Language) -> str:
    return (ROOT / "docs" / f"ontology.{language}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_made_from_the_ontology_of_today(language: Language) -> None:
    """tools/make_ontology_pages.py writes them."""
    made = runpy.run_path(str(ROOT / "tools" / "make_ontology_pages.py"))["page"](language)
    assert text_of(language) == made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_definition_note_and_example_is_there(language: Language) -> None:
    page = text_of(language)
    assert len(TERMS) > 150
    for term in map(URIRef, TERMS):
        for predicate in (RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example):
            for value in ONTOLOGY.objects(term, predicate):
                if isinstance(value, Literal) and value.language == language:
                    assert escape(str(value)) in page
    for message in SHAPES.objects(None, SH.message):
        if isinstance(message, Literal) and message.language == language:
            assert escape(str(message)) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_definition_is_in_the_other_language(language: Language) -> None:
    page = text_of(language)
    other = [value for value in ONTOLOGY.objects(None, SKOS.definition) if isinstance(value, Literal) and value.language != language]
    assert len(other) == len(TERMS)
    assert [value for value in other if escape(str(value)) in page] == []
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_loaded(language: Language) -> None:
    assert re.findall(r"<(?:script|img|link|iframe|object|embed|source)\b|\ssrc=|@import|url\(", text_of(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_within_the_page_lead_somewhere(language: Language) -> None:
    page = text_of(language)
    places = Counter(map(unescape, re.findall(r'\bid="([^"]+)"', page)))
    assert [name for name, count in places.items() if count > 1] == []
    assert {unescape(name) for name in re.findall(r'href="#([^"]+)"', page)} <= set(places)
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        assert str(shape).rpartition("#")[2] in places


def test_the_redirects_lead_to_files_that_are_here() -> None:
    targets = re.findall(r"%\{ENV:HOME\}/((?:ontology|docs)/[^\s#]+)", HTACCESS)
    assert len(set(targets)) == 6
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_redirects_know_the_version_and_every_namespace() -> None:
    version = ONTOLOGY.value(URIRef("https://w3id.org/planggraph/ns"), URIRef("http://www.w3.org/2002/07/owl#versionInfo"))
    assert str(version).replace(".", r"\.") in HTACCESS
    rules = [re.compile(rule) for rule in re.findall(r"^RewriteRule (\^\S+)", HTACCESS, re.MULTILINE) if rule != "^"]
    spaces = {term.partition("#")[0].removeprefix("https://w3id.org/planggraph/") for term in TERMS}
    assert [space for space in spaces if not any(rule.search(space) for rule in rules)] == []
