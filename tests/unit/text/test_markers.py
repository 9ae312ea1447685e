"""Markers: every kind is found at its first character, which the look-ahead of the pattern must let through."""

from __future__ import annotations

import pytest

from planggraph.text.markers import find_markers

WRITTEN = [
    ("第一章总则", "part"),
    ("表二、重点任务", "part"),
    ("第三条本市", "article"),
    ("十二、推进", "hanzi"),
    ("〇、推进", None),
    ("（三）开展", "hanzi_bracket"),
    ("㈣开展", "hanzi_bracket"),
    ("5.建立", "digit"),
    ("⒍建立", "digit"),
    ("7建立", "digit"),
    ("（8）建立", "digit_bracket"),
    ("9）建立", "digit_bracket"),
    ("⑴建立", "digit_bracket"),
    ("①建立", "circled"),
    ("㉑建立", "circled"),
    ("㊱建立", "circled"),
    *((sign + "建立", "bullet") for sign in "●•◆■○▪★☆◇□►▶"),
]


@pytest.mark.parametrize(("text", "kind"), WRITTEN)
def test_every_kind_is_found_at_its_first_character(text: str, kind: str | None) -> None:
    found = next(find_markers(text), None)
    assert (found.kind if found else None, found.start if found else 0) == (kind, 0)
