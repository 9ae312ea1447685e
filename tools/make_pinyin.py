"""Builds data/registry/characters.csv: the Pinyin of every character that stands in the agency and group tables.

Run by hand when those tables change: `python tools/make_pinyin.py`. Needs `pypinyin`, which is not needed to run the registry. A
character with several readings gets the one it has most often in the names of the tables (行 in 银行 is hang, in 行政 xing).
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from pypinyin import lazy_pinyin

FOLDER = Path(__file__).resolve().parent.parent / "data" / "registry"


def names() -> list[str]:
    """All names of the tables."""
    found: list[str] = []
    for table, columns in (("agencies.csv", ("full_name_pattern", "short_names")), ("groups.csv", ("label_zh", "surfaces"))):
        with (FOLDER / table).open(encoding="utf-8", newline="") as file:
            found += [part for row in csv.DictReader(file) for column in columns for part in row[column].split("|")]
    return found


def readings() -> dict[str, str]:
    """Character → its most frequent reading; of equally frequent ones the first in the alphabet."""
    counts: dict[str, Counter[str]] = {}
    for name in names():
        han = "".join(sign for sign in name if "一" <= sign <= "龥")
        for sign, reading in zip(han, lazy_pinyin(han), strict=True):
            counts.setdefault(sign, Counter())[reading] += 1
    return {sign: min(found, key=lambda reading: (-found[reading], reading)) for sign, found in counts.items()}


if __name__ == "__main__":
    with (FOLDER / "characters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("character", "pinyin"), *sorted(readings().items())])
