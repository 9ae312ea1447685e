"""Where the graph lives: built as whole snapshots in a folder, opened for SPARQL 1.1, guarded against queries that reach outside.

`build` writes and switches, `open_store` reads; the layout of the folder is drawn in `planggraph.store.snapshot`. `build_remote` and
`open_remote` do the same at a SPARQL endpoint elsewhere; both kinds of open store are an `OpenStore`.
"""

from __future__ import annotations

from planggraph.store.building import MEMORY_LIMIT, build
from planggraph.store.embedded import Answer, EmbeddedStore, open_store
from planggraph.store.endpoint import Endpoint, Login
from planggraph.store.opened import OpenStore
from planggraph.store.remote import RemoteStore, build_remote, open_remote
from planggraph.store.rows import Rows, rows_of
from planggraph.store.snapshot import Input, Manifest, Snapshot, current
from planggraph.store.terms import Term, Value

__all__ = [
    "MEMORY_LIMIT",
    "Answer",
    "EmbeddedStore",
    "Endpoint",
    "Input",
    "Login",
    "Manifest",
    "OpenStore",
    "RemoteStore",
    "Rows",
    "Snapshot",
    "Term",
    "Value",
    "build",
    "build_remote",
    "current",
    "open_remote",
    "open_store",
    "rows_of",
]
