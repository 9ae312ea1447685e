"""planggraph reads Chinese government work plans into a graph of who leads what, by when and with which resources.

This module is the public face and nothing else: what `__all__` names is what other programs may rely on.
"""

from __future__ import annotations

from planggraph.errors import InputError, PlanggraphError, QueryError, StoreError
from planggraph.model import Document, Evidence, Plan, Span, Task

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Evidence",
    "InputError",
    "Plan",
    "PlanggraphError",
    "QueryError",
    "Span",
    "StoreError",
    "Task",
    "__version__",
]
