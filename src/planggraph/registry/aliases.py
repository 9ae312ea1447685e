"""Names a person states: a CSV file with the columns alias, key, valid_from, valid_to, stated_by.

`alias` is the name as plans write it, level restored (市协作办); `key` the key of an agency ("440100/coop_office") or its full name
(广州市协作办公室); the dates are as in the registry tables, or empty; `stated_by` says who stands for it. What is stated is honoured
before any rule and goes into the graph with its author. One alias may mean different bodies at different times, never at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from planggraph.registry import tables
from planggraph.registry.tables import Row
from planggraph.registry.terms import covers, faults
from planggraph.text.folding import fold

COLUMNS = ("alias", "key", "valid_from", "valid_to", "stated_by")


@dataclass(frozen=True, slots=True)
class Alias:
    """A stated name: the agency it means, between which dates, and who says so."""

    name: str
    key: str
    valid_from: str
    valid_to: str
    stated_by: str


class Aliases:
    """The stated names, by name."""

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        self._by_name: dict[str, list[Alias]] = {}
        for alias in aliases:
            self._by_name.setdefault(alias.name, []).append(alias)

    @classmethod
    def read(cls, path: Path, key_of: Callable[[str], str | None]) -> Aliases:
        """The aliases of a file; `key_of` gives the key for a key or a full name, None for neither.

        Raises `MissingFile`, or `BadTable` with the line of every fault: an empty alias, an agency the registry does not know, dates
        that cannot be read, an alias without an author, one alias for two bodies at the same time.
        """
        rows = tables.read(path, COLUMNS)
        tables.check(path, ((row.line, fault) for row in rows for fault in _faults(row, key_of)))
        stated = [(row.line, _alias(row, key_of(row["key"]) or "")) for row in rows]
        tables.check(path, _clashes(stated))
        return cls(alias for _, alias in stated)

    def find(self, name: str, when: date | None) -> Alias | None:
        """The alias of a name on the day; without a day only where the name was stated once."""
        found = [alias for alias in self._by_name.get(name, ()) if covers(alias.valid_from, alias.valid_to, when)]
        return found[0] if len({alias.key for alias in found}) == 1 else None


def _alias(row: Row, key: str) -> Alias:
    return Alias("".join(fold(row["alias"]).split()), key, row["valid_from"], row["valid_to"], row["stated_by"])


def _faults(row: Row, key_of: Callable[[str], str | None]) -> Iterator[str]:
    if not row["alias"]:
        yield "the alias is empty"
    if key_of(row["key"]) is None:
        yield f"{row['key']!r} is neither the key nor the full name of an agency the registry knows"
    if not row["stated_by"]:
        yield f"stated_by is empty: say who states that {row['alias']} is {row['key']}"
    yield from faults(row["valid_from"], row["valid_to"])


def _clashes(stated: list[tuple[int, Alias]]) -> Iterator[tables.Fault]:
    for (first, one), (line, other) in combinations(stated, 2):
        together = (not one.valid_to or other.valid_from < one.valid_to) and (not other.valid_to or one.valid_from < other.valid_to)
        if one.name == other.name and one.key != other.key and together:
            yield line, f"{other.name} means {one.key} in line {first} at the same time"
