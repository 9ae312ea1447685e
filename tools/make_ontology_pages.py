"""Writes docs/ontology.zh.html and docs/ontology.en.html from ontology/*.ttl: one language a page, complete, loading nothing.

Run it after the ontology was changed: .venv/bin/python tools/make_ontology_pages.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from planggraph.errors import Language
from planggraph.rdf.vocabulary import ASPECT, KIND, ONTOLOGY, PG, PREFIXES, ROLE

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[Language, Path] = {"zh": ROOT / "docs" / "ontology.zh.html", "en": ROOT / "docs" / "ontology.en.html"}

WORDS: dict[str, tuple[str, str]] = {
    "contents": ("目录", "Contents"),
    "version": ("版本", "Version"),
    "issued": ("发布日期", "Issued"),
    "license": ("许可", "Licence"),
    "cite": ("引用", "Cite as"),
    "namespace": ("命名空间", "Namespace"),
    "prefixes": ("前缀", "Prefixes"),
    "other": ("English", "中文"),
    "classes": ("类", "Classes"),
    "objects": ("对象属性", "Object properties"),
    "values": ("数据属性", "Datatype properties"),
    "types": ("数据类型", "Datatypes"),
    "schemes": ("概念体系", "Concept schemes"),
    "concepts": ("概念", "Concepts"),
    "shapes": ("SHACL 形状", "SHACL shapes"),
    "alignments": ("与其他词汇的关系", "Relations to other vocabularies"),
    "definition": ("定义", "Definition"),
    "scope": ("使用说明", "Scope note"),
    "example": ("示例", "Example"),
    "above": ("上位", "Narrower than"),
    "domain": ("定义域", "Domain"),
    "range": ("值域", "Range"),
    "see": ("参见", "See also"),
    "code": ("代码", "Code"),
    "scheme": ("所属体系", "Scheme"),
    "also": ("又作", "Also"),
    "violation": ("违规", "Violation"),
    "warning": ("警告", "Warning"),
    "info": ("提示", "Info"),
    "targets": ("适用于", "Applies to"),
}
"""What the pages themselves say, in Chinese and English."""

SECTIONS = (
    ("classes", OWL.Class),
    ("objects", OWL.ObjectProperty),
    ("values", OWL.DatatypeProperty),
    ("types", RDFS.Datatype),
    ("schemes", SKOS.ConceptScheme),
    ("concepts", SKOS.Concept),
)

LINKS = (
    ("above", (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader)),
    ("domain", (RDFS.domain,)),
    ("range", (RDFS.range,)),
    ("scheme", (SKOS.inScheme,)),
    ("see", (RDFS.seeAlso,)),
)

STYLE = """
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; color: #222; background: #fff }
h1, h2 { line-height: 1.25 } h2 { border-bottom: 1px solid #bbb; margin-top: 3rem } h3 { margin: 2rem 0 .25rem }
h3 code { font-weight: normal; color: #555; margin-left: .5rem } code { font-size: .9em }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .2rem 1rem; margin: .25rem 0 } dt { color: #555 } dd { margin: 0 }
nav ul { columns: 3; padding-left: 1rem }
table { border-collapse: collapse } td, th { border: 1px solid #bbb; padding: .2rem .6rem; text-align: left }
@media (max-width: 40rem) { dl { display: block } dd { margin: 0 0 .5rem 1rem } nav ul { columns: 1 } }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } a { color: #8bf } dt, h3 code { color: #aaa } }
""".strip()


class Page:
    """One page in the making, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.graph = Graph().parse(ROOT / "ontology" / "planggraph.ttl", format="turtle")
        self.shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
        self.alignments = Graph().parse(ROOT / "ontology" / "alignments.ttl", format="turtle")

    def say(self, key: str) -> str:
        """A word of the page itself."""
        return WORDS[key][self.language == "en"]

    def texts(self, node: Node, predicate: URIRef, graph: Graph | None = None) -> list[str]:
        """The values of a property in this language, or in none."""
        values = (self.graph if graph is None else graph).objects(node, predicate)
        return sorted(str(value) for value in values if isinstance(value, Literal) and value.language in (self.language, None))

    def label(self, node: Node) -> str:
        """What a term is called."""
        return next(iter(self.texts(node, RDFS.label)), short(node))

    def terms(self, kind: URIRef) -> list[URIRef]:
        """Our terms of a kind, by their short name."""
        return sorted((node for node in self.graph.subjects(RDF.type, kind) if anchor(node)), key=short)  # type: ignore[arg-type]

    def html(self) -> str:
        """The whole page."""
        title = escape(self.texts(ONTOLOGY, DCTERMS.title)[0])
        parts = [
            f'<!doctype html>\n<html lang="{"zh-CN" if self.language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">',
            f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>',
            f"<h1>{title}</h1>",
            *self.header(),
            *self.contents(),
            *(part for key, kind in SECTIONS for part in self.section(key, kind)),
            *self.shapes_section(),
            *self.alignments_section(),
            "</body>\n</html>\n",
        ]
        return "\n".join(parts)

    def header(self) -> Iterator[str]:
        """What the ontology says of itself."""
        other: Language = "en" if self.language == "zh" else "zh"
        yield f'<p><a href="{PAGES[other].name}" hreflang="{other}">{self.say("other")}</a></p>'
        for predicate in (DCTERMS.abstract, DCTERMS.description):
            yield from (f"<p>{escape(text)}</p>" for text in self.texts(ONTOLOGY, predicate))
        version = self.graph.value(ONTOLOGY, OWL.versionInfo)
        rows = [
            ("namespace", f"<code>{PG}</code>"),
            ("version", f"{escape(str(version))} <code>{self.graph.value(ONTOLOGY, OWL.versionIRI)}</code>"),
            ("issued", str(self.graph.value(ONTOLOGY, DCTERMS.issued))),
            ("license", link(self.graph.value(ONTOLOGY, DCTERMS.license))),
            ("cite", escape(str(self.graph.value(ONTOLOGY, DCTERMS.bibliographicCitation)))),
        ]
        yield definitions((self.say(key), text) for key, text in rows)
        prefixes = "".join(f"<tr><td><code>{name}:</code></td><td><code>{iri}</code></td></tr>" for name, iri in PREFIXES.items())
        yield f"<h2>{self.say('prefixes')}</h2>\n<table>{prefixes}</table>"

    def contents(self) -> Iterator[str]:
        """The list of all terms."""
        yield f"<h2>{self.say('contents')}</h2>\n<nav>"
        for key, kind in SECTIONS:
            terms = "".join(f'<li><a href="#{anchor(term)}">{escape(self.label(term))}</a></li>' for term in self.terms(kind))
            yield f'<p><a href="#{key}">{self.say(key)}</a></p>\n<ul>{terms}</ul>'
        yield f'<p><a href="#shapes">{self.say("shapes")}</a></p>\n<p><a href="#alignments">{self.say("alignments")}</a></p>\n</nav>'

    def section(self, key: str, kind: URIRef) -> Iterator[str]:
        """All terms of a kind."""
        yield f'<h2 id="{key}">{self.say(key)}</h2>'
        for term in self.terms(kind):
            yield f'<h3 id="{anchor(term)}">{escape(self.label(term))}<code>{short(term)}</code></h3>'
            yield definitions(self.rows(term))

    def rows(self, term: URIRef) -> Iterator[tuple[str, str]]:
        """What is said of a term."""
        for key, predicate in (("definition", SKOS.definition), ("scope", SKOS.scopeNote), ("example", SKOS.example)):
            yield from ((self.say(key), escape(text)) for text in self.texts(term, predicate))
        for key, predicates in LINKS:
            nodes = sorted((node for one in predicates for node in self.graph.objects(term, one)), key=short)
            if nodes:
                yield self.say(key), ", ".join(map(link, nodes))
        for key, predicate in (("code", SKOS.notation), ("also", SKOS.altLabel)):
            texts = self.texts(term, predicate)
            if texts:
                yield self.say(key), escape("、".join(texts) if self.language == "zh" else ", ".join(texts))

    def shapes_section(self) -> Iterator[str]:
        """Every shape with what it applies to and what it says when it is broken."""
        yield f'<h2 id="shapes">{self.say("shapes")}</h2>'
        for shape in sorted(self.shapes.subjects(RDF.type, SH.NodeShape), key=str):
            targets = sorted((node for one in (SH.targetClass, SH.targetSubjectsOf) for node in self.shapes.objects(shape, one)), key=short)
            yield f'<h3 id="{anchor(shape)}">{escape(str(shape).rpartition("#")[2])}</h3>'
            yield definitions([(self.say("targets"), ", ".join(map(link, targets))), *self.messages(shape)])

    def messages(self, shape: Node) -> list[tuple[str, str]]:
        """Severity and message of each constraint of a shape."""
        constraints = [node for one in (SH.property, SH.sparql) for node in self.shapes.objects(shape, one)]
        rows = [
            (str(self.shapes.value(node, SH.severity) or self.shapes.value(shape, SH.severity) or SH.Violation), text)
            for node in (shape, *constraints)
            for text in self.texts(node, SH.message, self.shapes)
        ]
        order = [str(SH.Violation), str(SH.Warning), str(SH.Info)]
        rows.sort(key=lambda row: (order.index(row[0]), row[1]))
        return [(self.say(severity.removeprefix(str(SH)).lower()), escape(text)) for severity, text in rows]

    def alignments_section(self) -> Iterator[str]:
        """How our terms stand to those of others."""
        yield f'<h2 id="alignments">{self.say("alignments")}</h2>'
        triples = sorted(row for row in self.alignments if anchor(row[0]) and isinstance(row[2], URIRef))
        cells = "".join(
            f"<tr><td>{link(one)}</td><td><code>{short(two)}</code></td><td>{link(three)}</td></tr>" for one, two, three in triples
        )
        yield f"<table>{cells}</table>"


def anchor(node: Node) -> str:
    """Where a term of ours stands on the page, so that …/ns#Task leads there; empty for a term of others."""
    text = str(node)
    if text.startswith(str(PG)):
        return text.removeprefix(str(PG))
    for name, namespace in (("role", ROLE), ("kind", KIND), ("aspect", ASPECT)):
        if text.startswith(str(namespace)):
            return f"{name}-{text.removeprefix(str(namespace))}"
    return ""


def short(node: Node) -> str:
    """prefix:name where the prefix is known, else the whole IRI."""
    known = PREFIXES | {"sh": str(SH), "eli": "http://data.europa.eu/eli/ontology#", "sdo": str(SDO)}
    for prefix, namespace in known.items():
        if str(node).startswith(namespace):
            return f"{prefix}:{str(node).removeprefix(namespace)}"
    return str(node)


def link(node: Node | None) -> str:
    """A term as a link: within the page for one of ours, to its IRI for another's, its kind alone where it has no IRI."""
    if not isinstance(node, URIRef):
        return "<code>[ ]</code>"
    place = f"#{anchor(node)}" if anchor(node) else str(node)
    return f'<a href="{escape(place)}"><code>{escape(short(node))}</code></a>'


def definitions(rows: Iterable[tuple[str, str]]) -> str:
    """A list of names and values."""
    return "<dl>" + "".join(f"\n<dt>{name}</dt><dd>{value}</dd>" for name, value in rows) + "\n</dl>"


def page(language: Language) -> str:
    """The page in a language, without trailing blanks."""
    return re.sub(r"[ \t]+$", "", Page(language).html(), flags=re.MULTILINE)


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(language), encoding="utf-8", newline="\n")
