"""A plan read back from a store on disk equals the plan that was written, whatever is in it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from rdflib import URIRef

from planggraph.model import Plan
from planggraph.rdf import plan_from
from planggraph.registry import Registry
from planggraph.store import build, open_store
from planggraph.store import snapshot as layout
from seed import build_seed, seed_plan
from unit.strategies import plans


def test_the_seed_comes_back(tmp_path: Path) -> None:
    build_seed(tmp_path)
    with open_store(tmp_path, people=True) as store:
        assert plan_from(store.triples, URIRef(store.snapshot.plans[0])) == seed_plan()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_comes_back(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = build([plan], Registry.load(), Path(folder))
        with open_store(Path(folder), people=True) as store:
            assert plan_from(store.triples, URIRef(snapshot.plans[0])) == plan
        with open_store(Path(folder)) as store:
            assert "".join(f"{line}\n" for line in store.nquads()).encode() == (snapshot.folder / layout.GRAPH).read_bytes()
