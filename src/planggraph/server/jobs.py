"""What a worker process is asked to do, as plain values that travel as JSON, and a body that travels beside it as bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

from planggraph.server.negotiation import Wanted

Kind = Literal["query", "graph", "thing", "statistics", "update", "put", "post", "create", "delete"]

WRITES: frozenset[Kind] = frozenset({"update", "put", "post", "create", "delete"})
"""The jobs that change the store."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs a request names: default-graph-uri and named-graph-uri, or using-graph-uri and using-named-graph-uri."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether the request names any."""
        return bool(self.default or self.named)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work.

    `text` is SPARQL or the IRI of a thing; `graph` names a graph, None the unnamed one; `base` is what relative IRIs are resolved
    against; `media` is the media type of `body`. `body` is left out of the JSON.
    """

    kind: Kind
    text: str = ""
    graph: str | None = None
    base: str = ""
    graphs: Graphs = field(default_factory=Graphs)
    wanted: Wanted = field(default_factory=Wanted)
    media: str = ""
    body: bytes = field(default=b"", repr=False)

    @property
    def writes(self) -> bool:
        """Whether it changes the store."""
        return self.kind in WRITES


def packed(job: Job) -> tuple[bytes, bytes]:
    """A job as JSON and its body."""
    return json.dumps(asdict(job) | {"body": None}).encode(), job.body


def unpacked(text: bytes, body: bytes) -> Job:
    """The job that `packed` was given."""
    stored = json.loads(text)
    graphs = Graphs(*(tuple(stored["graphs"][name]) for name in ("default", "named")))
    return Job(**(stored | {"graphs": graphs, "wanted": Wanted(**stored["wanted"]), "body": body}))
