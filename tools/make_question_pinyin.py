"""Writes data/questions/pinyin.csv: how the characters of GB/T 2312 are read, without tones, for questions typed in Pinyin.

Needs pypinyin (the `tools` group). Run it again only when the set of characters changes: .venv/bin/python tools/make_question_pinyin.py
"""

from __future__ import annotations

import csv
from pathlib import Path

from pypinyin import Style, pinyin

TABLE = Path(__file__).resolve().parents[1] / "data" / "questions" / "pinyin.csv"


def characters() -> list[str]:
    """The 6763 characters of GB/T 2312 in its order."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    decoded = (code.decode("gb2312", errors="ignore") for code in rows)
    return [sign for sign in decoded if sign]


def reading(character: str) -> str:
    """Its usual reading: 长 is chang; "" where it has none."""
    found = pinyin(character, style=Style.NORMAL, errors="ignore")
    plain = found[0][0].replace("ü", "v") if found else ""
    return plain if plain.isascii() and plain.isalpha() else ""


def main() -> None:
    """Write the table, one syllable a row."""
    syllables: dict[str, list[str]] = {}
    for character in characters():
        if syllable := reading(character):
            syllables.setdefault(syllable, []).append(character)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("syllable", "characters"))
        table.writerows((syllable, "".join(found)) for syllable, found in sorted(syllables.items()))


if __name__ == "__main__":
    main()
