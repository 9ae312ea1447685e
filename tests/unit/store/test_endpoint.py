"""What becomes of an endpoint that is down, slow, refusing or answering half: one clear error each, and no password in any."""

from __future__ import annotations

import base64
from collections.abc import Callable
from threading import Event

import pytest

from fuseki import free_port
from planggraph.errors import (
    EndpointError,
    EndpointFailed,
    EndpointRefused,
    EndpointTooSlow,
    EndpointUnreachable,
    HalfAnswer,
    NoUpdateEndpoint,
)
from planggraph.store import Endpoint, Login, build_remote, open_remote
from small_plans import EmptyRegistry, small_plan
from stub_endpoint import Asked, stub

NOTHING = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'
CUT = b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","val'


def test_a_question_is_a_form_with_the_query_and_a_login() -> None:
    seen: list[Asked] = []

    def act(asked: Asked) -> None:
        seen.append(asked)
        asked.answer(200, NOTHING)

    with stub(act) as url:
        assert open_remote(Endpoint(url, Login("王", "p:ss"))).graphs() == ()
    (asked,) = seen
    assert asked.form["query"][0].startswith("SELECT DISTINCT ?g")
    assert asked.headers["Authorization"] == "Basic " + base64.b64encode("王:p:ss".encode()).decode()
    assert "application/sparql-results+json" in asked.headers["Accept"]


def test_a_server_that_is_down() -> None:
    with pytest.raises(EndpointUnreachable):
        open_remote(Endpoint(f"http://127.0.0.1:{free_port()}/ds"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "localhost:3030/ds", ""])
def test_an_address_that_is_not_http_is_never_opened(url: str) -> None:
    with pytest.raises(EndpointUnreachable):
        Endpoint(url)


def test_a_server_that_does_not_answer_in_time() -> None:
    done = Event()

    def act(asked: Asked) -> None:
        done.wait(20)

    with stub(act) as url:
        try:
            with pytest.raises(EndpointTooSlow):
                open_remote(Endpoint(url, limit=1))
        finally:
            done.set()


def test_a_server_that_drips() -> None:
    done = Event()

    def act(asked: Asked) -> None:
        asked.answer(200, b"{", announced=10_000)
        while not done.wait(0.1):
            try:
                asked.connection.wfile.write(b" ")
            except OSError:
                return

    with stub(act) as url:
        try:
            with pytest.raises(EndpointTooSlow):
                open_remote(Endpoint(url, limit=1))
        finally:
            done.set()


def replying(status: int, body: bytes, announced: int | None = None) -> Callable[[Asked], None]:
    return lambda asked: asked.answer(status, body, announced=announced)


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (replying(401, b"who are you?"), EndpointRefused),
        (replying(403, b"not you"), EndpointRefused),
        (replying(400, b"Parse error: line 1"), EndpointFailed),
        (replying(404, b"no such dataset"), EndpointFailed),
        (replying(414, b""), EndpointFailed),
        (replying(500, b"java.lang.OutOfMemoryError"), EndpointFailed),
        (replying(503, b"busy"), EndpointFailed),
        (replying(504, b""), EndpointTooSlow),
        (replying(200, CUT), HalfAnswer),
        (replying(200, CUT, announced=5000), HalfAnswer),
        (replying(200, b""), HalfAnswer),
        (replying(200, b"<html>Welcome</html>"), HalfAnswer),
        (lambda asked: None, EndpointUnreachable),
    ],
)
def test_every_other_answer_is_an_error_of_its_own(act: Callable[[Asked], None], error: type[EndpointError]) -> None:
    with stub(act) as url, pytest.raises(error) as raised:
        open_remote(Endpoint(url, Login("ann", "secret")))
    for language in ("zh", "en"):
        assert url in raised.value.say(language)  # type: ignore[arg-type]
        assert "secret" not in raised.value.say(language)  # type: ignore[arg-type]


def test_a_fault_of_the_server_is_told_in_its_words() -> None:
    with (
        stub(replying(500, b"<p>java.lang.OutOfMemoryError</p>")) as url,
        pytest.raises(EndpointFailed, match=r"500\): .*OutOfMemoryError"),
    ):
        open_remote(Endpoint(url))


def test_a_password_in_the_address_is_not_shown() -> None:
    assert Endpoint("http://ann:secret@127.0.0.1/ds").shown == "http://127.0.0.1/ds"
    assert "secret" not in repr(Login("ann", "secret"))


def test_building_needs_an_address_for_updates() -> None:
    with pytest.raises(NoUpdateEndpoint):
        build_remote([small_plan(1)], EmptyRegistry(), Endpoint("http://127.0.0.1/ds"), None)  # type: ignore[arg-type]
