"""The W3C tests of the SPARQL 1.1 Protocol, all 34, with writes on. None is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from endpoints import BEARER, client
from planggraph.store import build
from small_plans import EmptyRegistry
from w3c_manifests import FOLDER, Case, cases, run

CASES = cases("protocol/manifest.ttl")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("protocol") / "s"
    build([], EmptyRegistry(), folder)
    with client(folder, writable=True) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES)
def test_protocol(case: Case, endpoint: TestClient) -> None:
    assert endpoint.post("/sparql", data={"update": "CLEAR ALL"}, headers=BEARER).status_code == 204
    for name, file in case.graphs:
        sent = endpoint.put(
            "/graphs", params={"graph": name}, content=file.read_bytes(), headers=BEARER | {"content-type": "application/n-triples"}
        )
        assert sent.status_code == 201
    run(case, endpoint, "/sparql/", "/sparql", BEARER)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no W3C test suites here")
def test_all_are_run() -> None:
    assert len(CASES) == 34
