"""Numbers of bodies that a question sets: 牵头单位超过5个, 5个以上牵头单位, at least five lead agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planggraph.questions.words import Token
from planggraph.text.numerals import integer

BOUND: Final = "bound"
TASK_BOUND: Final = "task_bound"
NO_LIMIT: Final = 10_000

_ENGLISH: Final = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBER: Final = r"(\d{1,3}|[一二两三四五六七八九十]{1,3}|" + "|".join(_ENGLISH) + ")"
_UNIT: Final = r"\s*(?:个|家)"
_ITEMS: Final = r"\s*(?:项|件|个任务)"
_TASKS: Final = r"\s*(?:tasks?|items?)"
_BODY: Final = r"(?=\s*(?:lead |responsible |supporting |different )?(?:agencies|bodies|leads|units|departments))"
_HEAD: Final = "(?=牵头|责任|配合|协助|单位|部门)"
_FORMS: Final = (
    ("most", rf"(?:不超过|至多|最多有){_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:及|或)?以下"),
    ("most", rf"at most {_NUMBER}{_BODY}|no more than {_NUMBER}{_BODY}"),
    ("above", rf"(?:超过|多于|大于){_NUMBER}{_UNIT}|(?:more than|over) {_NUMBER}{_BODY}"),
    ("least", rf"(?:不少于|至少有?|不低于){_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:及|或)?以上"),
    ("least", rf"at least {_NUMBER}{_BODY}|{_NUMBER} or more{_BODY}"),
    ("below", rf"(?:少于|不到|不足){_NUMBER}{_UNIT}|(?:fewer|less) than {_NUMBER}{_BODY}"),
    ("same", rf"(?:有|为|是|正好|恰好){_NUMBER}{_UNIT}{_HEAD}|exactly {_NUMBER}{_BODY}"),
)
_TASK_FORMS: Final = (
    ("above", rf"(?:超过|多于|大于){_NUMBER}{_ITEMS}|(?:more than|over) {_NUMBER}{_TASKS}"),
    ("least", rf"(?:不少于|至少(?:牵头|负责)?|不低于){_NUMBER}{_ITEMS}|{_NUMBER}{_ITEMS}(?:及|或)?以上"),
    ("least", rf"at least {_NUMBER}{_TASKS}|{_NUMBER} or more{_TASKS}"),
    ("below", rf"(?:少于|不到|不足){_NUMBER}{_ITEMS}|(?:fewer|less) than {_NUMBER}{_TASKS}"),
    ("same", rf"(?:只|仅)(?:是|由)?(?=\S{{0,8}}{_NUMBER}{_ITEMS})|(?<=牵头|负责|配合){_NUMBER}项(?=任务)"),
    ("same", rf"(?:exactly|only|just) {_NUMBER}{_TASKS}"),
)
_PATTERNS: Final = tuple(
    (sense, form, re.compile(pattern)) for sense, forms in ((BOUND, _FORMS), (TASK_BOUND, _TASK_FORMS)) for form, pattern in forms
)


def find_bounds(text: str) -> Iterator[Token]:
    """The numbers of bodies a question sets; `keys` are the least and the most that fit.

    >>> [token.keys for token in find_bounds("牵头单位超过5个的任务有哪些")]
    [('6', '10000')]
    """
    for sense, form, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            number = _value(next(filter(None, match.groups())))
            if number is not None:
                least, most = _range(form, number)
                yield Token(match.start(), match.end(), match[0], sense, form, "zh", (str(least), str(most)))


def _range(form: str, number: int) -> tuple[int, int]:
    match form:
        case "most":
            return 1, number
        case "above":
            return number + 1, NO_LIMIT
        case "least":
            return number, NO_LIMIT
        case "below":
            return 1, number - 1
    return number, number


def _value(text: str) -> int | None:
    return _ENGLISH.get(text) or integer(text)
