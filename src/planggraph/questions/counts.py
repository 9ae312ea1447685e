"""Numbers of bodies that a question sets: 牵头单位超过5个, 5个以上牵头单位, at least five lead agencies."""

from __future__ import annotations

import re
from typing import Final

from planggraph.questions.frame import Bound
from planggraph.text.numerals import integer

NO_LIMIT: Final = 10_000
_ENGLISH: Final = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBER: Final = r"(\d{1,3}|[一二两三四五六七八九十]{1,3}|" + "|".join(_ENGLISH) + ")"
_UNIT: Final = r"\s*(?:个|家)"
_BODY: Final = r"\s*(?:lead |responsible |supporting )?(?:agencies|bodies|leads|units|departments)"
_ABOVE: Final = re.compile(rf"(?:超过|多于|大于){_NUMBER}{_UNIT}|more than {_NUMBER}{_BODY}|over {_NUMBER}{_BODY}")
_LEAST: Final = re.compile(
    rf"(?:不少于|至少|不低于){_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:及|或)?以上|at least {_NUMBER}{_BODY}|{_NUMBER} or more{_BODY}"
)
_BELOW: Final = re.compile(rf"(?:少于|不到|不足){_NUMBER}{_UNIT}|(?:fewer|less) than {_NUMBER}{_BODY}")
_MOST: Final = re.compile(rf"(?:不超过|至多|最多){_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:及|或)?以下|at most {_NUMBER}{_BODY}")
_SAME: Final = re.compile(rf"(?:有|为|是|正好|恰好){_NUMBER}{_UNIT}(?:牵头|责任|配合|协助)|exactly {_NUMBER}{_BODY}")


def stated_bound(text: str) -> Bound | None:
    """The number of bodies a question sets, or None.

    >>> stated_bound("牵头单位超过5个的任务有哪些"), stated_bound("tasks with at least five lead agencies")
    (Bound(least=6, most=10000), Bound(least=5, most=10000))
    """
    for pattern, low, high in ((_MOST, 0, 0), (_ABOVE, 1, None), (_LEAST, 0, None), (_BELOW, None, -1), (_SAME, 0, 0)):
        match = pattern.search(text)
        number = _value(next(filter(None, match.groups()))) if match else None
        if number is not None:
            least = 1 if low is None or pattern is _MOST else number + low
            return Bound(least, NO_LIMIT if high is None else number + high)
    return None


def _value(text: str) -> int | None:
    return _ENGLISH.get(text) or integer(text)
