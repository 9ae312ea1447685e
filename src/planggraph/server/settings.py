"""What can be set on the endpoint: one typed table with the name, default and one-line help of each setting.

The command line reads it (`serve --set time_limit=10`), and so do the READMEs, whose tables are printed from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, dataclass, field, fields, replace
from typing import cast

from planggraph.errors import BadSetting, Language, Said

Number = int | float | str


def _row(default: Number, zh: str, en: str) -> Number:
    return cast(Number, field(default=default, metadata={"zh": zh, "en": en}))


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one endpoint. A limit of 0 is no limit, except for `workers`."""

    time_limit: float = cast(float, _row(30.0, "一次查询或更新最多用几秒，到时结束其进程", "seconds a query or update may take before its process is ended"))
    row_limit: int = cast(int, _row(1_000_000, "一次回答最多几行（或几条三元组）", "rows (or triples) one answer may have"))
    body_limit: int = cast(int, _row(10_000_000, "请求正文最多几字节", "bytes a request body may have"))
    memory_limit: int = cast(
        int, _row(2_000, "一次查询在图谱之外最多用几 MB 内存（仅 Linux）", "MB of memory a query may use beside the graph (on Linux)")
    )
    workers: int = cast(int, _row(4, "同时执行几个查询，各占一个进程", "queries answered at the same time, each in a process of its own"))
    waiting: int = cast(int, _row(32, "最多几个请求排队等候进程", "requests that may wait for a process"))
    patience: float = cast(float, _row(10.0, "排队最多等几秒", "seconds a request waits for a process"))
    cors: str = cast(
        str, _row("", "允许哪些网站的页面访问：* 或以逗号分隔的来源；空则不允许", "origins whose pages may ask: * or a list with commas; empty for none")
    )
    public_url: str = cast(
        str, _row("", "对外地址（在反向代理之后时填写）；空则取自请求", "public address, where a proxy stands in front; empty to take it from the request")
    )


def read(pairs: Iterable[str]) -> Settings:
    """The settings with some changed, each given as `name=value`; raises `BadSetting`.

    >>> read(["time_limit=5", "cors=*"]).time_limit
    5.0
    """
    changed: dict[str, Number] = {}
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


def _value(row: Field[Number], text: str) -> Number:
    kind = type(row.default)
    try:
        value = cast(Number, kind(text))
    except ValueError:
        value = -1
    if not isinstance(value, str) and not _least(row.name) <= value < 1e12:
        raise BadSetting(name=row.name, detail=Said(f"不能是“{text}”", f"it cannot be {text!r}"))
    return value


def _least(name: str) -> int:
    return 1 if name == "workers" else 0
