"""A job travels to a worker and comes out as it went in."""

from __future__ import annotations

import pytest

from planggraph.server.jobs import Graphs, Job, packed, unpacked
from planggraph.server.negotiation import Wanted

JOBS = [
    Job("query", "ASK { ?s ?p '牵头' }", base="http://a/", graphs=Graphs(("x:1", "x:2"), ("x:3",)), wanted=Wanted("*/*", None)),
    Job("put", graph="x:g", media="text/turtle", body=b"\x00\xff"),
    Job("statistics"),
]


@pytest.mark.parametrize("job", JOBS)
def test_there_and_back(job: Job) -> None:
    assert unpacked(*packed(job)) == job


def test_what_writes() -> None:
    assert [job.writes for job in JOBS] == [False, True, False]
