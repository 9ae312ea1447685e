"""What can be set on the endpoint: one typed table with the name, default and one-line help of each setting.

The command line reads it (`serve --set time_limit=10`), and so do the READMEs, whose tables are printed from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, cast

from planggraph.errors import BadSetting, Language, Said

Value = int | float | str


def _words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one endpoint. A limit of 0 is no limit."""

    time_limit: float = field(
        default=30.0,
        metadata=_words("一次查询或更新最多用几秒，到时结束其进程", "seconds a query or update may take before its process is ended"),
    )
    row_limit: int = field(default=1_000_000, metadata=_words("一次回答最多几行（或几条三元组）", "rows (or triples) an answer may have"))
    body_limit: int = field(default=10_000_000, metadata=_words("请求正文最多几字节", "bytes a request body may have"))
    memory_limit: int = field(
        default=2_000,
        metadata=_words("一次查询在图谱之外最多用几 MB 内存（仅 Linux）", "MB of memory a query may use beside the graph (on Linux)"),
    )
    workers: int = field(
        default=4, metadata=_words("同时执行几个查询，各占一个进程", "queries answered at the same time, each in a process of its own")
    )
    waiting: int = field(default=32, metadata=_words("最多几个请求排队等候进程", "requests that may wait for a process"))
    patience: float = field(default=10.0, metadata=_words("排队最多等几秒", "seconds a request waits for a process"))
    cors: str = field(
        default="",
        metadata=_words(
            "允许哪些网站的页面访问：* 或以逗号分隔的来源；空则不允许", "origins whose pages may ask: * or a list; empty for none"
        ),
    )
    public_url: str = field(
        default="",
        metadata=_words(
            "对外地址（前面有反向代理时填写）；空则取自请求", "public address, behind a proxy; empty to take it from the request"
        ),
    )


def read(pairs: Iterable[str]) -> Settings:
    """The settings with some changed, each given as `name=value`; raises `BadSetting`.

    >>> read(["time_limit=5", "cors=*"]).time_limit
    5.0
    """
    changed: dict[str, Value] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        row = next((row for row in fields(Settings) if row.name == name.strip().replace("-", "_")), None)
        if row is None:
            known = ", ".join(row.name for row in fields(Settings))
            raise BadSetting(name=name, detail=Said(f"没有这一项，可设置的有：{known}", f"there is none; settings: {known}"))
        changed[row.name] = _value(row, text.strip())
    return replace(Settings(), **changed)  # type: ignore[arg-type]  # each value has the type of its default


def table(language: Language) -> tuple[tuple[str, str, str], ...]:
    """Name, default and help of every setting, for the documents."""
    return tuple((row.name, str(row.default), row.metadata[language]) for row in fields(Settings))


def _value(row: Field[Any], text: str) -> Value:
    kind = cast(type[Value], type(row.default))
    try:
        value: Value = kind(text)
    except ValueError:
        value = -1
    if not isinstance(value, str) and not _least(row.name) <= value < 1e12:
        raise BadSetting(name=row.name, detail=Said(f"不能是“{text}”", f"it cannot be {text!r}"))
    return value


def _least(name: str) -> int:
    return 1 if name == "workers" else 0
