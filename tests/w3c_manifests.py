"""The W3C SPARQL 1.1 test suites, read where they stand: requests and expected answers of the protocol tests, data of the others.

They are looked for in the folder PLANGGRAPH_W3C_TESTS names, else in shared/w3c beside the checkout, and are no part of this project.
URLs in them are names of graphs; nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx2 import Response
from rdflib import Graph, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PLANGGRAPH_SHARED") or ROOT.parent / "shared")
FOLDER = Path(os.environ.get("PLANGGRAPH_W3C_TESTS") or SHARED / "w3c")

CNT = Namespace("http://www.w3.org/2011/content#")
HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")

STATUSES = {"OK": range(200, 201), "Created": range(201, 202), "NoContent": range(204, 205), "NotFound": range(404, 405)}


@dataclass(frozen=True)
class Case:
    """One entry of a manifest."""

    manifest: Graph
    node: Node

    @property
    def name(self) -> str:
        return str(self.node).rpartition("#")[2]

    def one(self, *path: URIRef) -> Node | None:
        node: Node | None = self.node
        for step in path:
            node = self.manifest.value(node, step)
        return node

    @property
    def requests(self) -> list[Node]:
        return list(Collection(self.manifest, self.one(MF.action, HT.requests)))

    @property
    def graphs(self) -> list[tuple[str, Path]]:
        """The graphs the test needs: name and file."""
        data = self.manifest.objects(self.node, UT.graphData)
        rows = [(str(self.manifest.value(one, RDFS_LABEL)), str(self.manifest.value(one, UT.graph))) for one in data]
        return sorted((name, Path(file.removeprefix("file://"))) for name, file in rows)


def cases(*manifests: str) -> list[object]:
    """The entries of manifests as pytest parameters; one that is skipped with a word where the suites are not here."""
    if not FOLDER.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(f"no W3C test suites at {FOLDER}; PLANGGRAPH_W3C_TESTS can name their place"))]
    return [pytest.param(case, id=case.name) for name in manifests for case in _entries(FOLDER / name)]


def _entries(path: Path) -> Iterator[Case]:
    """The entries in the order of the manifest, then tests that it describes and does not list (head_non_existing_direct)."""
    manifest = Graph().parse(path, publicID=path.as_uri())
    listed = [node for entries in manifest.objects(None, MF.entries) for node in Collection(manifest, entries)]
    described = sorted(node for node in manifest.subjects(MF.action, None) if node not in listed)
    yield from (Case(manifest, node) for node in [*listed, *described])


def run(case: Case, client: TestClient, path: str, ours: str, headers: dict[str, str]) -> None:
    """Sends the requests of a protocol test in turn, `path` replaced by `ours`, and checks each answer."""
    location = ""
    for request in case.requests:
        response = send(case.manifest, request, client, path, ours, headers, location)
        expected = case.manifest.value(request, HT.resp)
        check(case.manifest, expected, response)
        if case.manifest.value(expected, MF.expectedLocation):
            location = response.headers["location"]


def send(manifest: Graph, request: Node, client: TestClient, path: str, ours: str, headers: dict[str, str], location: str) -> Response:
    where = str(manifest.value(request, HT.absolutePath)).replace("$LOCATION$", location)
    assert where.startswith(path)
    return client.request(
        str(manifest.value(request, HT.methodName)),
        ours + where.removeprefix(path),
        content=content(manifest, request),
        headers=headers | fields(manifest, request),
        follow_redirects=False,
    )


def content(manifest: Graph, message: Node) -> bytes | None:
    body = manifest.value(message, HT.body)
    if body is None:
        return None
    return str(manifest.value(body, CNT.chars)).encode(str(manifest.value(body, CNT.characterEncoding)))


def fields(manifest: Graph, message: Node) -> dict[str, str]:
    headers = manifest.value(message, HT.headers)
    if headers is None:
        return {}
    return {str(manifest.value(one, HT.fieldName)): str(manifest.value(one, HT.fieldValue)) for one in Collection(manifest, headers)}


def check(manifest: Graph, expected: Node | None, response: Response) -> None:
    allowed = [str(one).rpartition("#")[2] for one in manifest.objects(expected, MF.expectedStatus)]
    assert allowed
    assert any(response.status_code in statuses(name) for name in allowed), (allowed, response.status_code, response.text)
    truth = manifest.value(expected, MF.expectedBoolean)
    if truth is not None:
        assert response.json()["boolean"] == truth.toPython()
    form = manifest.value(expected, MF.expectedFormat)
    if form is not None:
        assert is_of(str(form), response.headers["content-type"])
    for name, value in fields(manifest, expected).items():
        assert response.headers[name] == value
    body = content(manifest, expected)
    if body is not None:
        assert isomorphic(Graph().parse(data=response.content, format="turtle"), Graph().parse(data=body, format="turtle"))


def statuses(name: str) -> range:
    if name.startswith("StatusCode"):
        first = int(name.removeprefix("StatusCode")[0]) * 100
        return range(first, first + 100)
    return STATUSES[name]


def is_of(form: str, content_type: str) -> bool:
    media = content_type.partition(";")[0]
    return (
        media
        in {
            "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
            "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
            "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
        }[form]
    )


def file_of(case: Case, *path: URIRef) -> Path:
    return Path(str(case.one(*path)).removeprefix("file://"))
