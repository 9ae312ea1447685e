from __future__ import annotations

import re
from string import Formatter

import pytest

from planggraph.messages import language_of, messages, say

HAN = re.compile(r"[\u4e00-\u9fff]")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things() -> None:
    assert messages("zh").keys() == messages("en").keys()


@pytest.mark.parametrize("key", sorted(messages("en")))
def test_a_message_takes_the_same_fields_in_both_languages(key: str) -> None:
    assert fields(messages("zh")[key]) == fields(messages("en")[key])


def test_english_holds_no_chinese_but_examples() -> None:
    assert [key for key, text in messages("en").items() if HAN.search(text)] == ["help.query"]


def test_fields_are_filled() -> None:
    assert say("table.rows", "zh", count=4) == "共 4 行"


@pytest.mark.parametrize(
    ("environment", "system", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "zh_TW"}, None, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "zh_CN", "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, None, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.GB18030"}, None, "zh"),
        ({}, "Chinese (Simplified)_China", "zh"),
        ({}, "zh_CN", "zh"),
        ({"LANG": "C.UTF-8"}, None, "en"),
        ({}, None, "en"),
    ],
)
def test_the_locale_decides_the_language(environment: dict[str, str], system: str | None, language: str) -> None:
    assert language_of(environment, system) == language
