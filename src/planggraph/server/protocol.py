"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) as pure functions: a request in, what is to be done out.

    GET   query=…                                   §2.1.1   a query
    POST  application/x-www-form-urlencoded          §2.1.2   a query, or §2.2.1 an update
    POST  application/sparql-query                   §2.1.3   a query
    POST  application/sparql-update                  §2.2.2   an update
    GET   without query                              §2.1     the service description, or a page for people

Graphs named in a request replace those of the text (§2.1.4) and are graphs of the store: nothing is ever fetched. One that the store
does not hold is an empty graph, as in the W3C tests of the protocol, while FROM in the text of a query must name a graph that is there.
"""

from __future__ import annotations

import codecs
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import parse_qsl

from planggraph.server.jobs import Graphs, Job
from planggraph.server.negotiation import Wanted, prefers_page
from planggraph.server.problems import fault

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

Parameters = Sequence[tuple[str, str]]
Shown = Literal["page", "description"]

_USING: Final = ("using-graph-uri", "using-named-graph-uri")
_FROM: Final = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Call:
    """A request as values: `query` is the undecoded query string, `headers` have names in small letters, `url` is the endpoint's."""

    method: str
    url: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media(self) -> str:
        """The media type of the body, without parameters, in small letters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def parameters(self) -> Parameters:
        """The parameters of the query string, decoded once; raises `Fault` 400 where they are not UTF-8."""
        return decoded(self.query)


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may write: nobody unless `writable`, then whoever shows the token."""

    writable: bool = False
    token: str = ""

    def check(self, call: Call) -> None:
        """Raises `Fault` 403 where nobody may write, 401 where the token is not shown (RFC 6750)."""
        if not self.writable:
            raise fault(
                403,
                "本端点只读。启动时加 --writable 才能写入。",
                "This endpoint is read-only. It takes writes when started with --writable.",
            )
        kind, _, token = call.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), self.token.encode()):
            raise fault(
                401, "请在 Authorization: Bearer 中给出口令。", "Give the token in Authorization: Bearer.", WWW_Authenticate="Bearer"
            )


def decide(call: Call, rights: Rights) -> Job | Shown:
    """The job a request to the endpoint asks for, or what to show where it asks for none.

    Raises `Fault`: 400 for what the protocol calls malformed, 415 for another media type, 401 and 403 for writing, 405 for a method.
    """
    if call.method in ("GET", "HEAD"):
        return _by_get(call)
    if call.method != "POST":
        raise fault(405, "请用 GET 或 POST。", "Use GET or POST.", Allow="GET, HEAD, POST")
    if call.media not in (FORM, QUERY, UPDATE):
        known = f"{FORM}, {QUERY}, {UPDATE}"
        raise fault(415, f"正文类型应为：{known}。", f"The body is to be one of: {known}.", Accept_Post=known)
    charset = _charset(call.headers.get("content-type", ""))
    if charset not in ("utf-8", None):
        raise fault(400, f"正文须为 UTF-8，不能是 {charset}。", f"The body must be UTF-8, not {charset}.")
    text = _utf_8(call.body)
    if call.media == FORM:
        return _by_form(call, decoded(text), rights)
    if call.media == QUERY:
        _absent(call.parameters, "query", "update")
        return _query(call, text, call.parameters)
    _absent(call.parameters, "query", "update")
    rights.check(call)
    return _update(call, text, call.parameters)


def decoded(text: str) -> Parameters:
    """The pairs of a form or query string (WHATWG URL §5.1), decoded once; raises `Fault` 400 where they are not UTF-8.

    >>> decoded("query=%E7%89%B5%E5%A4%B4&x=100%2525")
    [('query', '牵头'), ('x', '100%25')]
    """
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise fault(400, "参数不是 UTF-8，或过多。", "The parameters are not UTF-8, or too many.") from error


def wanted_of(call: Call, parameters: Parameters) -> Wanted:
    """The format the request wants; of several `format` parameters, which SPARQLWrapper sends, the first counts."""
    return Wanted(call.headers.get("accept"), next((value for name, value in parameters if name == "format"), None))


def _by_get(call: Call) -> Job | Shown:
    if any(name == "update" for name, _ in call.parameters):
        raise fault(400, "更新须用 POST。", "An update must be sent by POST.")
    text = _one(call.parameters, "query")
    if text is None:
        return "page" if prefers_page(wanted_of(call, call.parameters), "graph") else "description"
    return _query(call, text, call.parameters)


def _by_form(call: Call, form: Parameters, rights: Rights) -> Job:
    parameters = [*call.parameters, *form]
    query, update = _one(parameters, "query"), _one(parameters, "update")
    if query is not None and update is not None:
        raise fault(400, "query 与 update 只能给一个。", "Give query or update, not both.")
    if query is not None:
        return _query(call, query, parameters)
    if update is None:
        raise fault(400, "没有 query 或 update 参数。", "There is no query or update parameter.")
    if any(name == "update" for name, _ in call.parameters):
        raise fault(400, "update 须写在正文中。", "The update belongs into the body.")
    rights.check(call)
    return _update(call, update, parameters)


def _query(call: Call, text: str, parameters: Parameters) -> Job:
    _absent(parameters, *_USING)
    return Job("query", text, base=call.url, graphs=_graphs(parameters, *_FROM), wanted=wanted_of(call, parameters))


def _update(call: Call, text: str, parameters: Parameters) -> Job:
    _absent(parameters, *_FROM)
    return Job("update", text, base=call.url, graphs=_graphs(parameters, *_USING))


def _graphs(parameters: Parameters, default: str, named: str) -> Graphs:
    return Graphs(*(tuple(value for name, value in parameters if name == wanted) for wanted in (default, named)))


def _one(parameters: Parameters, name: str) -> str | None:
    values = [value for key, value in parameters if key == name]
    if len(values) > 1:
        raise fault(
            400, f"参数 {name} 给了 {len(values)} 次，只能给一次。", f"The parameter {name} is given {len(values)} times; give it once."
        )
    return values[0] if values else None


def _absent(parameters: Parameters, *names: str) -> None:
    for name, _ in parameters:
        if name in names:
            raise fault(400, f"这里不能有参数 {name}。", f"The parameter {name} has no place here.")


def _charset(content_type: str) -> str | None:
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "charset":
            try:
                return codecs.lookup(value.strip("\"' ")).name
            except LookupError:
                return value
    return None


def _utf_8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(400, "正文不是 UTF-8。", "The body is not UTF-8.") from error
