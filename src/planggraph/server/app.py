"""The HTTP layer: FastAPI routes that turn requests into values, and answers into responses. What they mean is decided elsewhere.

    /sparql             queries and updates; the service description; a page for people
    /graphs             the graph store
    /id/…               plans, tasks, agencies by their IRIs
    /.well-known/void   the description
    /dump.nq            the whole public graph

FastAPI's own documentation pages are off: they load scripts from elsewhere.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse, StreamingResponse
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect

from planggraph.errors import Language, PlanggraphError
from planggraph.server import graph_store, protocol
from planggraph.server.description import Counts, Service, description
from planggraph.server.jobs import Job
from planggraph.server.limits import body_of
from planggraph.server.negotiation import ALL, Wanted, choose
from planggraph.server.pages import query_page
from planggraph.server.problems import MEDIA, TITLES, Fault, fault, problem, reader_language
from planggraph.server.protocol import Call, Rights, wanted_of
from planggraph.server.settings import Settings
from planggraph.server.things import PATH, iri_of
from planggraph.server.workers import Answered, Workers
from planggraph.store.snapshot import GRAPH, current

T = TypeVar("T")

METHODS: Final = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
"""The methods that reach the protocols, which say themselves what they take."""

SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
"""Headers of every response: what is served runs nothing and loads nothing."""


@dataclass(slots=True)
class Endpoint:
    """What the routes share: the store, its processes, the settings, and the counts of the snapshot they were made for."""

    folder: Path
    settings: Settings
    rights: Rights
    workers: Workers
    counted: tuple[str, Counts] = ("", field(default_factory=Counts))

    def root(self, request: Request) -> str:
        """The address under which the endpoint is reached, without a slash at its end."""
        return (self.settings.public_url or str(request.base_url)).rstrip("/")

    def service(self, request: Request) -> Service:
        """The endpoint as its description names it."""
        return Service(self.root(request), self.rights.writable)

    async def call(self, request: Request, path: str) -> Call:
        """The request as values; raises `Fault` 413 for a body above the limit."""
        body = await body_of(request.stream(), request.headers.get("content-length"), self.settings.body_limit)
        return Call(request.method, self.root(request) + path, request.url.query, dict(request.headers), body)

    async def counts(self) -> Counts:
        """The counts of the snapshot in force."""
        snapshot = self.workers.snapshot
        if self.counted[0] != snapshot:
            answered = await self.workers.answer(Job("statistics"))
            parts = [answered.first]
            if answered.rest is not None:
                parts += [part async for part in answered.rest]
            self.counted = (snapshot, Counts(**json.loads(b"".join(parts))))
        return self.counted[1]

    async def run(self, job: Job, request: Request) -> Response:
        """The response to a job; the job is stopped when the client goes away."""
        return response(await unless_gone(request, self.workers.answer(job)), job)

    async def describe(self, request: Request, wanted: Wanted) -> Response:
        """The service description and VoID in the format wanted."""
        chosen = choose(wanted, "graph")
        written = description(self.service(request), await self.counts(), chosen)
        return Response(written, headers=_headers(chosen.content_type, wanted, "planggraph"))


def create_app(folder: Path, settings: Settings | None = None, rights: Rights | None = None, *, forking: bool = True) -> FastAPI:
    """The endpoint over the store at `folder`, as an ASGI application; its processes start and end with its lifespan.

    Without `forking`, each worker process opens the store itself, as it must where the system cannot fork.
    """
    given = settings or Settings()
    endpoint = Endpoint(folder, given, rights or Rights(), Workers(folder, given, forking=forking), ("", Counts()))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            await endpoint.workers.start()
        except PlanggraphError as error:
            app.state.trouble = error
            await endpoint.workers.close()
            raise
        try:
            yield
        finally:
            await endpoint.workers.close()

    app = FastAPI(title="planggraph", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.endpoint = endpoint
    _add_errors(app)
    if given.cors:
        origins = [origin.strip() for origin in given.cors.split(",")]
        exposed = ["Content-Disposition", "Location"]
        app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["*"], allow_headers=["*"], expose_headers=exposed)
    _add_sparql(app, endpoint)
    _add_graphs(app, endpoint)
    _add_things(app, endpoint)
    return app


def _add_sparql(app: FastAPI, endpoint: Endpoint) -> None:
    @app.api_route("/sparql", methods=METHODS)
    async def sparql(request: Request) -> Response:
        call = await endpoint.call(request, "/sparql")
        decided = protocol.decide(call, endpoint.rights)
        if isinstance(decided, Job):
            return await endpoint.run(decided, request)
        if decided == "page":
            return page(query_page(language_of(request)))
        return await endpoint.describe(request, wanted_of(call, call.parameters))

    @app.api_route("/.well-known/void", methods=["GET", "HEAD"])
    async def void(request: Request) -> Response:
        call = await endpoint.call(request, "/.well-known/void")
        return await endpoint.describe(request, wanted_of(call, call.parameters))

    @app.api_route("/", methods=["GET", "HEAD"])
    async def start() -> Response:
        return RedirectResponse("/sparql", headers=SAFE)


def _add_graphs(app: FastAPI, endpoint: Endpoint) -> None:
    @app.api_route("/graphs", methods=METHODS)
    @app.api_route("/graphs/{rest:path}", methods=METHODS)
    async def graphs(request: Request) -> Response:
        call = await endpoint.call(request, raw_path(request))
        job = graph_store.decide(call, endpoint.service(request).graphs, endpoint.rights)
        if job is None:
            return await endpoint.describe(request, wanted_of(call, call.parameters))
        return await endpoint.run(job, request)

    @app.api_route("/dump.nq", methods=["GET", "HEAD"])
    async def dump() -> Response:
        return FileResponse(current(endpoint.folder).folder / GRAPH, media_type="application/n-quads", headers=SAFE)


def _add_things(app: FastAPI, endpoint: Endpoint) -> None:
    @app.api_route(PATH + "{rest:path}", methods=["GET", "HEAD"])
    async def thing(request: Request) -> Response:
        path = raw_path(request)
        call = await endpoint.call(request, path)
        iri = iri_of(path.removeprefix(PATH))
        return await endpoint.run(Job("thing", iri, base=iri, wanted=wanted_of(call, call.parameters)), request)


def _add_errors(app: FastAPI) -> None:
    async def refused(request: Request, error: Exception) -> Response:
        given = error if isinstance(error, Fault) else _fault_of(error)
        headers = {"Content-Type": MEDIA, **SAFE, **given.headers, "Vary": "Accept, Accept-Language"}
        return Response(problem(given, language_of(request)), given.status, headers)

    for kind in (Fault, HTTPException, Exception):
        app.add_exception_handler(kind, refused)


def _fault_of(error: Exception) -> Fault:
    if isinstance(error, HTTPException) and error.status_code in TITLES:
        headers = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        known = "/sparql, /graphs, /id/…, /.well-known/void, /dump.nq"
        given = fault(error.status_code, f"这里没有这个。可用的路径：{known}。", f"There is nothing here. Paths: {known}.")
        return Fault(given.status, given.detail, {}, headers)
    return fault(500, "程序出错，详情见服务端日志。", "A mistake of planggraph; the log of the server says more.")


def response(answered: Answered, job: Job) -> Response:
    """The answer of a worker as a response: at once where it is whole, else as it comes."""
    name = (job.text or job.graph or "").rstrip("/").rpartition("/")[2] if job.kind in ("thing", "graph") else "planggraph"
    headers = _headers(answered.head.content_type, job.wanted, name) | dict(answered.head.headers)
    if answered.rest is None:
        return Response(answered.first, answered.head.status, headers)
    return StreamingResponse(_stream(answered.first, answered.rest), answered.head.status, headers)


async def _stream(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for part in rest:
        yield part


def page(text: str) -> Response:
    """An HTML page."""
    return Response(text, headers={"Content-Type": "text/html; charset=utf-8", "Vary": "Accept, Accept-Language", **SAFE})


async def unless_gone(request: Request, work: Coroutine[None, None, T]) -> T:
    """The result of the work; the work is cancelled and `ClientDisconnect` raised where the client goes away before it is done."""
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientDisconnect
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def language_of(request: Request) -> Language:
    """The language of the reader."""
    return reader_language(request.headers.get("accept-language", ""))


def raw_path(request: Request) -> str:
    """The path as it stands in the request, percent-encoding and all."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode("ascii")
    return raw.partition(b"?")[0].decode("ascii")


def _headers(content_type: str, wanted: Wanted, name: str) -> dict[str, str]:
    headers = {"Vary": "Accept", **SAFE}
    if content_type:
        headers["Content-Type"] = content_type
    if wanted.format is not None and wanted.format in ALL:
        headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}.{ALL[wanted.format].suffix}"
    return headers
