"""An HTTP server on loopback that does what a test tells it to do with each request, right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """A request: its headers and form, and the raw connection to write an answer to."""

    headers: dict[str, str]
    form: dict[str, list[str]]
    connection: BaseHTTPRequestHandler

    def answer(self, status: int, body: bytes, *, announced: int | None = None, kind: str = "application/sparql-results+json") -> None:
        """Writes an answer; `announced` is the length to claim where it is not that of the body."""
        self.connection.send_response(status)
        self.connection.send_header("Content-Type", kind)
        self.connection.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.connection.end_headers()
        self.connection.wfile.write(body)


@contextmanager
def stub(act: Callable[[Asked], None]) -> Iterator[str]:
    """The address of a server that gives every POST to `act`."""

    class Connection(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            act(Asked(dict(self.headers), parse_qs(body.decode()), self))
            self.close_connection = True

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Connection)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
