"""One SPARQL 1.1 endpoint over HTTP, through SPARQLWrapper: queries and updates out, bytes or a clear error back.

Requests follow the SPARQL 1.1 Protocol (POST, form-encoded). A whole answer must come within the time limit, also from a server that
keeps sending a little at a time. Names and passwords come from the caller, never from the address, and stand in no message.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit

from SPARQLWrapper import BASIC, CONSTRUCT, INSERT, JSON, POST, SELECT, TURTLE, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from planggraph import __version__
from planggraph.errors import EndpointError, EndpointFailed, EndpointRefused, EndpointTooSlow, EndpointUnreachable, HalfAnswer, Said

TIME_LIMIT: Final = 60
"""Seconds in which an answer must be whole."""

_PIECE: Final = 65536
_REFUSALS: Final = (401, 403, 405)
_STATUS: Final = {"QueryBadFormed": 400, "Unauthorized": 401, "EndPointNotFound": 404, "URITooLong": 414, "EndPointInternalError": 500}
"""The HTTP status behind each exception of SPARQLWrapper, which keeps only the body."""


@dataclass(frozen=True, slots=True)
class Login:
    """A name and password for HTTP Basic authentication."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an endpoint is, how to log in, and how many seconds it may take."""

    url: str
    login: Login | None = None
    limit: int = TIME_LIMIT

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise EndpointUnreachable(url=self.url, detail=Said("不是 http 或 https 地址", "not an http or https address"))

    @property
    def shown(self) -> str:
        """The address as it may be shown: without a name or password in it."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    def rows(self, text: str, graphs: tuple[str, ...] = ()) -> bytes:
        """The answer of a SELECT or ASK in SPARQL 1.1 JSON.

        `graphs`, where any are given, are its named graphs and together its default graph.
        """
        return self._sent(text, SELECT, graphs)

    def turtle(self, text: str, graphs: tuple[str, ...] = ()) -> bytes:
        """The answer of a CONSTRUCT or DESCRIBE in Turtle."""
        return self._sent(text, CONSTRUCT, graphs)

    def update(self, text: str) -> None:
        """Carries out an update."""
        self._sent(text, INSERT, ())

    def _sent(self, text: str, kind: str, graphs: tuple[str, ...]) -> bytes:
        started = time.monotonic()
        request = self._request(TURTLE if kind == CONSTRUCT else JSON)
        for graph in graphs:
            request.addParameter("default-graph-uri", graph)
            request.addParameter("named-graph-uri", graph)
        request.setQuery(text)
        request.queryType = kind  # its own guess takes a word in a comment for the kind of query
        try:
            return self._read(request.query().response, started + self.limit)
        except (SPARQLWrapperException, HTTPError) as error:
            raise self._refusal(error) from error
        except IncompleteRead as error:
            raise HalfAnswer(url=self.shown, detail=Said("中途断开", "cut off")) from error
        except TimeoutError as error:
            raise EndpointTooSlow(url=self.shown, limit=self.limit) from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise self._unreachable(error) from error

    def _request(self, form: str) -> SPARQLWrapper:
        request = SPARQLWrapper(self.url, returnFormat=form, agent=f"planggraph/{__version__}")
        request.setMethod(POST)
        request.setRequestMethod(URLENCODED)
        request.setOnlyConneg(True)
        request.setTimeout(self.limit)
        if self.login is not None:
            request.setHTTPAuth(BASIC)
            request.setCredentials(self.login.user, self.login.password)
        return request

    def _read(self, response: HTTPResponse, until: float) -> bytes:
        """The whole body; raises `TimeoutError` once it is too late."""
        announced = response.headers.get("Content-Length")
        pieces: list[bytes] = []
        with response:
            while piece := response.read1(_PIECE):
                pieces.append(piece)
                if time.monotonic() > until:
                    raise TimeoutError
        body = b"".join(pieces)
        if announced is not None and len(body) < int(announced):
            raise IncompleteRead(body, int(announced) - len(body))
        return body

    def _refusal(self, error: SPARQLWrapperException | HTTPError) -> EndpointError:
        """The error for a status that is none of success."""
        fault = error if isinstance(error, HTTPError) else error.__context__
        if isinstance(fault, HTTPError):
            fault.close()
        status = error.code if isinstance(error, HTTPError) else _STATUS.get(type(error).__name__, 500)
        if status in _REFUSALS:
            return EndpointRefused(url=self.shown, status=status)
        if status in (408, 504):
            return EndpointTooSlow(url=self.shown, limit=self.limit)
        return self._failed(status, str(error))

    def _failed(self, status: int, text: str) -> EndpointFailed:
        body = re.sub(r"<[^>]*>|\s+", " ", text.partition("Response:")[2] or text)
        tidy = " ".join(body.replace("\\n", " ").split())
        return EndpointFailed(url=self.shown, status=status, detail=tidy[:300] or "-")

    def _unreachable(self, error: Exception) -> EndpointError:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return EndpointTooSlow(url=self.shown, limit=self.limit)
        detail = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
        return EndpointUnreachable(url=self.shown, detail=detail or type(reason).__name__)
