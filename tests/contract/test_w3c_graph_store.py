"""The W3C tests of the Graph Store Protocol, all 14: five name the graph by the path, nine by a parameter. None is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from endpoints import BEARER, client
from planggraph.store import build
from small_plans import EmptyRegistry
from w3c_manifests import FOLDER, Case, cases, run

CASES = cases("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("graphs") / "s"
    build([], EmptyRegistry(), folder)
    with client(folder, writable=True) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES)
def test_graph_store(case: Case, endpoint: TestClient) -> None:
    assert endpoint.post("/sparql", data={"update": "CLEAR ALL"}, headers=BEARER).status_code == 204
    run(case, endpoint, "/gsp", "/graphs", BEARER)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no W3C test suites here")
def test_all_are_run() -> None:
    assert len(CASES) == 14
