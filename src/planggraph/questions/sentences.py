"""The sentences of answers, in Chinese and English (data/questions/sentences.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from planggraph.errors import Language
from planggraph.registry import tables
from planggraph.resources import resource

_SEPARATORS: Final[Mapping[Language, str]] = {"zh": "、", "en": ", "}


@cache
def sentences() -> Mapping[str, Mapping[Language, str]]:
    """Every sentence by its key and language, its fields in braces."""
    rows = tables.read(resource("data", "questions", "sentences.csv"), ("key", "zh", "en"))
    return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in rows}


def say(key: str, language: Language, **fields: object) -> str:
    """The sentence `key`; raises KeyError where there is none.

    >>> say("refused.place_not_named", "zh", about="深圳市")
    '方案没有提到深圳市。'
    """
    return sentences()[key][language].format(**fields)


def listed(names: list[str], language: Language) -> str:
    """Names one after another."""
    return _SEPARATORS[language].join(names)
