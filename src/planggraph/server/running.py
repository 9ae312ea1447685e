"""Runs the endpoint with uvicorn until it is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from planggraph.errors import CannotListen, Said
from planggraph.server.app import create_app
from planggraph.server.protocol import Rights
from planggraph.server.settings import Settings

GRACE = 5
"""Seconds that open requests have to end when the endpoint is stopped."""


class Server(uvicorn.Server):
    """A server that tells its address once it listens."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # uvicorn's own sockets
        """Starts to listen and tells where."""
        await super().startup()
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._tell(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def run(store: Path, host: str, port: int, settings: Settings, token: str, tell: Callable[[str], None]) -> None:
    """Serves the store; `tell` is called with the address once requests are taken. Writing is on where there is a token.

    Raises `CannotListen`, and what `Workers.start` raises.
    """
    app = create_app(store, settings, Rights(bool(token), token))
    config = uvicorn.Config(app, host, port, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE)
    server = Server(config, tell)
    with suppress(SystemExit):
        server.run()
    if not server.started:
        detail = Said("已被占用或不可用", "it is taken, or not to be had")
        raise getattr(app.state, "trouble", None) or CannotListen(host=host, port=port, detail=detail)
