"""Word tables of data/registry and the patterns built from them.

A table is a CSV with a header; its first column holds the word. `not_before` holds characters (or, in region tables, whole words) that
make another word of it when they follow: 和 joins two names, 和谐 does not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache

from planggraph.resources import resource

Row = Mapping[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of data/registry/`name`.csv in file order; raises `MissingFile` where the table is not there."""
    with resource("data", "registry", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(name: str, column: str = "", value: str = "") -> frozenset[str]:
    """The words of a table, or of those rows whose `column` holds `value`.

    >>> "实施" in words("programme_verbs", "group", "carry")
    True
    """
    return frozenset(next(iter(row.values())) for row in rows(name) if not column or row[column] == value)


def alternation(entries: Iterable[tuple[str, str]]) -> str:
    """A regular expression for (word, not_before) pairs, longest word first.

    Words are grouped by their first character, so that the engine rejects most positions by one look.

    >>> alternation([("和", "谐"), ("推动", ""), ("推进", "")])
    '(?:和(?![谐])|推(?:动|进))'
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for word, unless in sorted(set(entries), key=lambda entry: (-len(entry[0]), entry)):
        groups.setdefault(word[0], []).append((word[1:], unless))
    return f"(?:{'|'.join(_group(first, rest) for first, rest in sorted(groups.items()))})"


def _group(first: str, rest: list[tuple[str, str]]) -> str:
    tails = [re.escape(tail) + (f"(?![{re.escape(unless)}])" if unless else "") for tail, unless in rest]
    return re.escape(first) + (tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})")


def alternation_of(name: str, column: str = "", value: str = "") -> str:
    """`alternation` over a whole table, or over the rows whose `column` holds `value`."""
    chosen = [row for row in rows(name) if not column or row[column] == value]
    return alternation((next(iter(row.values())), row.get("not_before", "")) for row in chosen)
