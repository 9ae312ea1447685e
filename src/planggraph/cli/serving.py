"""`serve`: the graph over HTTP, on this machine alone unless another address is given."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from planggraph.cli.options import STORE, Store
from planggraph.cli.screen import Misuse, Screen, screen_of
from planggraph.errors import NeedsServer
from planggraph.server.settings import Settings, read
from planggraph.store import current

__all__ = ["TOKEN", "serve"]

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="help.host")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="help.port")]
Writable = Annotated[bool, typer.Option("--writable", help="help.writable")]
Setting = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="help.setting", show_default=False)]

TOKEN = "PLANGGRAPH_TOKEN"  # noqa: S105  # the name of the environment variable, not a token
"""Where the token is that a client shows before it may write."""


def serve(
    context: typer.Context,
    store: Store = STORE,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    writable: Writable = False,
    setting: Setting = None,
) -> None:
    """Serve the graph until interrupted."""
    screen = screen_of(context)
    settings = read(setting or [])
    token = os.environ.get(TOKEN, "")
    if writable and not token:
        raise Misuse(screen.say("server.no_token"))
    current(store)
    run_server(store, host, port, settings, token if writable else "", screen)


def run_server(store: Path, host: str, port: int, settings: Settings, token: str, screen: Screen) -> None:
    """Run the endpoint, which takes writes where there is a token; raises `NeedsServer` where its libraries are not installed."""
    try:
        from planggraph.server.running import run
    except ModuleNotFoundError as error:
        raise NeedsServer(library=error.name) from error
    rights = screen.say("server.writable" if token else "server.readable")
    run(store, host, port, settings, token, lambda url: screen.note(screen.say("server.serving", store=store, url=url, rights=rights)))
