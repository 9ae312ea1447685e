"""Which store a command means: a folder here, or a SPARQL endpoint elsewhere with a login from the environment."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from planggraph.model import Plan
from planggraph.registry import Registry
from planggraph.store import Endpoint, Login, OpenStore, build, build_remote, open_remote, open_store
from planggraph.store.snapshot import MARKER

__all__ = ["build_into", "is_store", "opened"]

USER: Final = "PLANGGRAPH_ENDPOINT_USER"
PASSWORD: Final = "PLANGGRAPH_ENDPOINT_PASSWORD"  # noqa: S105 - the name of a variable


def opened(folder: Path, endpoint: str | None) -> OpenStore:
    """The store at the endpoint where one is given, else in the folder."""
    return open_remote(at(endpoint)) if endpoint else open_store(folder)


def build_into(plans: Sequence[Plan], registry: Registry, folder: Path, endpoint: str | None, update: str | None) -> None:
    """Puts the graph of the plans in force, at the endpoint where one is given, else in the folder."""
    if endpoint:
        build_remote(plans, registry, at(endpoint), at(update) if update else None)
    else:
        build(plans, registry, folder)


def is_store(path: Path) -> bool:
    """Whether the path is the folder of a store."""
    return (path / MARKER).exists()


def at(url: str) -> Endpoint:
    """The endpoint at an address, with the login the environment gives."""
    user = os.environ.get(USER)
    return Endpoint(url, Login(user, os.environ.get(PASSWORD, "")) if user else None)
