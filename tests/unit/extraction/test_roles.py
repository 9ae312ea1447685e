"""The verb phrases of clauses: the look-ahead must let through every manner that can open one."""

from __future__ import annotations

import pytest

from planggraph.extraction.roles import grammar

MANNERS = [
    *("按职责", "按照职责分工", "依职责", "依据职能", "依照任务", "根据职责", "结合实际", "各职责", "各自", "分别", "共同", "具体", "联合"),
    *("密切", "积极", "做好", "认真", "抓好", "全面", "组织", "协同", "分工", "相互", "配套"),
]


@pytest.mark.parametrize("manner", MANNERS)
def test_a_verb_phrase_begins_with_its_manner(manner: str) -> None:
    found = grammar().verb.search(f"市教委{manner}负责，")
    assert found is not None
    assert found.group() == f"{manner}负责"
