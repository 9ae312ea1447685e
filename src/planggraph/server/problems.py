"""Why a request is refused, as RFC 9457 problem details (`application/problem+json`), in Chinese or English.

`Fault` is the one way a request fails on purpose; what else goes wrong is planggraph's own mistake and a 500.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planggraph.errors import BadSparql, ForbiddenQuery, Language, PlanggraphError, Said

MEDIA: Final = "application/problem+json"

_KIND: Final = "https://w3id.org/planggraph/problem/"

TITLES: Final[Mapping[int, tuple[str, str, str]]] = {
    400: ("malformed", "请求有误", "Malformed request"),
    401: ("unauthorised", "需要口令", "A token is needed"),
    403: ("refused", "不允许", "Refused"),
    404: ("not-found", "没有找到", "Not found"),
    405: ("method", "不支持这种方法", "Method not allowed"),
    406: ("not-acceptable", "没有可接受的格式", "No acceptable format"),
    409: ("conflict", "图谱已被改动", "The graph was changed meanwhile"),
    413: ("too-large", "请求正文过大", "The request body is too large"),
    415: ("media-type", "不支持这种正文类型", "Unsupported media type"),
    500: ("mistake", "程序出错", "A mistake of planggraph"),
    503: ("unavailable", "暂时无法回答", "Cannot answer now"),
}
"""Status to the last part of the problem's type and its title in Chinese and English."""


@dataclass(eq=False)
class Fault(Exception):
    """A request that is refused: the status, the reason, and further members of the problem (line, column)."""

    status: int
    detail: Said
    members: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def fault(status: int, zh: str, en: str, **headers: str) -> Fault:
    """A fault without further members; header names are written with underscores."""
    return Fault(status, Said(zh, en), {}, {name.replace("_", "-"): value for name, value in headers.items()})


def fault_of(error: PlanggraphError) -> Fault:
    """The fault for an error of the core: 400 with line and column for `BadSparql`, 403 for `ForbiddenQuery`, else 400."""
    status = 403 if isinstance(error, ForbiddenQuery) else 400
    members: dict[str, int] = {}
    if isinstance(error, BadSparql):
        members = {name: value for name in ("line", "column") if isinstance(value := error.fields.get(name), int)}
    return Fault(status, Said(error.say("zh"), error.say("en")), members)


def problem(refused: Fault, language: Language) -> bytes:
    """The problem document."""
    name, zh, en = TITLES[refused.status]
    members = {
        "type": _KIND + name,
        "title": zh if language == "zh" else en,
        "status": refused.status,
        "detail": getattr(refused.detail, language),
        **refused.members,
    }
    return json.dumps(members, ensure_ascii=False).encode("utf-8")


def reader_language(accept_language: str) -> Language:
    """zh where an Accept-Language header (RFC 9110 §12.5.4) puts Chinese before English, else en.

    >>> reader_language("zh-CN,zh;q=0.9,en;q=0.8"), reader_language("fr, en;q=0.5, zh;q=0.4")
    ('zh', 'en')
    """
    wanted: list[tuple[float, int, Language]] = []
    for place, part in enumerate(accept_language.lower().split(",")):
        tag, _, weight = part.strip().partition(";q=")
        known: Language | None = "zh" if tag.startswith("zh") else "en" if tag.startswith("en") else None
        if known:
            try:
                wanted.append((-float(weight or 1), place, known))
            except ValueError:
                continue
    return min(wanted)[2] if wanted else "en"
