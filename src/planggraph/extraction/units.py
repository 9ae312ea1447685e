"""Units and the words around numbers, from data/registry/units.csv and target_words.csv, joined into patterns over folded text.

Convention: a multiple (万, 亿) before a thing that is counted belongs to the value (2万个 is 20000 个), before a unit of measure or money
it stays with the unit as written (3亿元 is 3 亿元, 8万平方米 is 8 万平方米).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from planggraph.resources import resource

UnitKind = Literal["count", "people", "occasion", "money", "measure", "percent", "duration", "ratio"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table; `keeps_multiple` as in the module's convention."""

    name: str
    kind: UnitKind
    keeps_multiple: bool


@dataclass(frozen=True, slots=True)
class Words:
    """`units` by name, `unit` the pattern text that finds one, `senses` the words of each sense, longest first."""

    units: dict[str, Unit]
    unit: str
    senses: dict[str, tuple[str, ...]]

    def pattern(self, *senses: str) -> str:
        """Pattern text for any word of the senses, longest first."""
        words = (word for sense in senses for word in self.senses[sense])
        return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def words() -> Words:
    """The tables; read once."""
    units = _rows("units.csv")
    names = sorted(units, key=lambda row: (-len(row["unit"]), row["unit"]))
    return Words(
        units={row["unit"]: Unit(row["unit"], cast(UnitKind, row["kind"]), row["multiple"] == "kept") for row in units},
        unit="|".join(_unit(row) for row in names),
        senses=_senses(_rows("target_words.csv")),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with resource("data", "registry", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _unit(row: dict[str, str]) -> str:
    """100人 but not the 人 of 人才: a unit that may begin a word is none where that word follows."""
    return re.escape(row["unit"]) + (f"(?!{row['not_before']})" if row["not_before"] else "")


def _senses(rows: Iterable[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    senses: dict[str, tuple[str, ...]] = {}
    for row in rows:
        sense = f"{row['sense']}_after" if row["place"] == "after" else row["sense"]
        senses[sense] = (*senses.get(sense, ()), row["word"])
    return senses
