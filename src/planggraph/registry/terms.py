"""When a body or a place was what it was: terms with a first day and an end, known to the year, the month or the day.

Convention: `valid_from` is inclusive, `valid_to` exclusive, and a bound known only to the year or month stands for its first day
("2019-01" ends a term with 31 December 2018). ISO dates of any precision compare as text, so "2018-07" <= "2018-07-09" < "2019-01".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

BOUND = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def covers(valid_from: str, valid_to: str, when: date | None) -> bool:
    """Whether the term covers the day; an empty bound is open, and no day asks for nothing.

    >>> covers("2015", "2019-01", date(2018, 7, 9)), covers("2015", "2019-01", date(2019, 1, 1))
    (True, False)
    """
    if when is None:
        return True
    day = when.isoformat()
    return valid_from <= day and (not valid_to or day < valid_to)


def first_day(bound: str) -> date:
    """The day a bound stands for.

    >>> first_day("2018"), first_day("2019-01")
    (datetime.date(2018, 1, 1), datetime.date(2019, 1, 1))
    """
    return date.fromisoformat(bound + "-01" * (2 - bound.count("-")))


def faults(valid_from: str, valid_to: str) -> Iterator[str]:
    """What is wrong with a term, in words; nothing for a good one."""
    for name, bound in (("valid_from", valid_from), ("valid_to", valid_to)):
        if bound and not BOUND.fullmatch(bound):
            yield f"{name} {bound!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    if valid_from and valid_to and valid_from >= valid_to:
        yield f"valid_from {valid_from} is not before valid_to {valid_to}"
