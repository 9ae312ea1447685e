"""Refusals as RFC 9457 problems, in the language of the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import planggraph.server
from planggraph.errors import BadSparql, ForbiddenQuery
from planggraph.server.problems import TITLES, fault, fault_of, problem, reader_language


def test_members() -> None:
    refused = fault_of(BadSparql(line=2, column=7, detail="expected }"))
    assert json.loads(problem(refused, "zh")) == {
        "type": "https://w3id.org/planggraph/problem/malformed",
        "title": "请求有误",
        "status": 400,
        "detail": "SPARQL 第 2 行第 7 列有误：expected }",
        "line": 2,
        "column": 7,
    }
    assert fault_of(ForbiddenQuery(detail="x")).status == 403
    assert fault(503, "忙", "busy", Retry_After="5").headers == {"Retry-After": "5"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en,zh", "en"),
        ("fr,zh;q=0.2", "zh"),
        ("en;q=0.1,zh;q=0.2", "zh"),
        ("zh;q=x", "en"),
        ("*", "en"),
    ],
)
def test_the_reader(header: str, language: str) -> None:
    assert reader_language(header) == language


def test_every_status_has_a_title() -> None:
    sources = Path(planggraph.server.__file__).parent.glob("*.py")
    used = {int(found) for path in sources for found in re.findall(r"(?:fault|Fault)\((\d{3})", path.read_text(encoding="utf-8"))}
    assert used
    assert used <= set(TITLES)
