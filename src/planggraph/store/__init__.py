"""Where the graph lives: built as whole snapshots in a folder, opened for SPARQL 1.1, guarded against queries that reach outside.

`build` writes and switches, `open_store` reads; the layout of the folder is drawn in `planggraph.store.snapshot`.
"""

from __future__ import annotations

from planggraph.store.building import MEMORY_LIMIT, build
from planggraph.store.embedded import Answer, EmbeddedStore, open_store
from planggraph.store.rows import Rows, rows_of
from planggraph.store.snapshot import Input, Manifest, Snapshot, current
from planggraph.store.terms import Term, Value

__all__ = [
    "MEMORY_LIMIT",
    "Answer",
    "EmbeddedStore",
    "Input",
    "Manifest",
    "Rows",
    "Snapshot",
    "Term",
    "Value",
    "build",
    "current",
    "open_store",
    "rows_of",
]
