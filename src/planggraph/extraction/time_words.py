"""The words around dates, from data/registry/time_words.csv and feasts.csv, joined into patterns over folded text.

Convention: 长期坚持, 全年, 持续推进, 常态化 leave a deadline open; 立行立改 asks for it at once; 起, 以来 make a date a beginning; 截至,
较 look back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from planggraph.resources import resource

EDGES = "[，、；：。（）〔〕并且及和|]"


@dataclass(frozen=True, slots=True)
class Feast:
    """A named day or season. `month` and `day` are None where it moves with the lunar calendar or a decision; `written` asks for a
    year in the text, because the document's own year would be a guess (元旦).
    """

    month: int | None
    day: int | None
    written: bool


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Patterns: `ongoing`, `immediate` (open-ended words), `completion`, `beginning`, `start_of_work` (what follows a date), `past`
    (what stands before it), `feast` (feast before which something is due). `openings`: the characters that open-ended words begin with.
    """

    openings: str
    ongoing: re.Pattern[str]
    immediate: re.Pattern[str]
    completion: re.Pattern[str]
    beginning: re.Pattern[str]
    start_of_work: re.Pattern[str]
    past: re.Pattern[str]
    feast: re.Pattern[str]
    feasts: dict[str, Feast]


@cache
def time_words() -> TimeWords:
    """The tables as patterns; read once."""
    with resource("data", "registry", "time_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    feasts = _feasts()
    return TimeWords(
        openings=_openings(rows, "ongoing", "immediate"),
        ongoing=_open(rows, "ongoing"),
        immediate=_open(rows, "immediate"),
        completion=_any(rows, "completion"),
        beginning=_any(rows, "beginning"),
        start_of_work=_any(rows, "start_of_work"),
        past=re.compile(f"(?:{_any(rows, 'past').pattern})(?:止)?$"),
        feast=re.compile(
            rf"(?:(?P<year>(?:19|20)\d\d)年)?[“\"]?(?<![\d二三])(?P<feast>{_alternatives(feasts)})[”\"]?节?(?:来临|召开|到来)?(?:之前|以前|前)"
        ),
        feasts=feasts,
    )


def _feasts() -> dict[str, Feast]:
    with resource("data", "registry", "feasts.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: _feast(row) for row in csv.DictReader(file)}


def _feast(row: dict[str, str]) -> Feast:
    month, day = (int(row[part]) if row[part] else None for part in ("month", "day"))
    return Feast(month, day, bool(row["year"]))


def _any(rows: list[dict[str, str]], sense: str) -> re.Pattern[str]:
    return re.compile(_alternatives(row["word"] for row in rows if row["sense"] == sense))


def _open(rows: list[dict[str, str]], sense: str) -> re.Pattern[str]:
    """Words that count anywhere, and words that count only where they are all that stands between two marks."""
    anywhere = _alternatives(row["word"] for row in rows if row["sense"] == sense and row["place"] == "anywhere")
    alone = _alternatives(row["word"] for row in rows if row["sense"] == sense and row["place"] == "alone")
    return re.compile(f"(?=[{_openings(rows, sense)}])(?:{anywhere}|(?:^|(?<={EDGES}))(?:{alone})(?=$|{EDGES}))")


def _openings(rows: list[dict[str, str]], *senses: str) -> str:
    """The first characters of the words of some senses."""
    return "".join(sorted({row["word"][0] for row in rows if row["sense"] in senses}))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
