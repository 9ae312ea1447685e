"""Questions near one that was declined: with the names most like the words that were not found, each a question that can be answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

from planggraph.errors import Language
from planggraph.questions.directory import Directory
from planggraph.questions.frame import Refused
from planggraph.questions.normal import plain
from planggraph.questions.sentences import say

LIMIT: Final = 3
_ALIKE: Final = 55
_MISTYPED: Final = 65
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def suggestions(refused: Refused, question: str, directory: Directory, language: Language) -> tuple[str, ...]:
    """Up to three questions the plans can answer."""
    if refused.reason in ("agency_unknown", "agency_not_in_plan"):
        return _agencies(refused.about, question, directory, language)
    if refused.reason == "topic_not_found" and _HAN.search(refused.about) and agencies_like(refused.about, directory, _MISTYPED):
        return _agencies(refused.about, question, directory, language)
    titles = refused.near or _titles(refused.about or question, directory)
    found = [say("near.lead", language, about=_quoted(title, language)) for title in titles]
    general = [say(key, language) for key in ("near.all", "near.tasks")]
    return tuple(dict.fromkeys([*found, *general]))[:LIMIT]


def agencies_like(name: str, directory: Directory, least: int = _ALIKE) -> tuple[str, ...]:
    """The names in the plans most like a name, as the plans write them."""
    shown = sorted(set(directory.shown.values()))
    best = process.extract(plain(name), shown, scorer=fuzz.ratio, limit=LIMIT, score_cutoff=least)
    return tuple(found for found, *_ in best)


def _agencies(name: str, question: str, directory: Directory, language: Language) -> tuple[str, ...]:
    """The question with a name of the plans put for the unknown one."""
    near = agencies_like(name, directory)
    swapped = [question.replace(name, other) for other in near if name in question]
    asked = [say("near.agency", language, about=other) for other in near]
    return tuple(dict.fromkeys([*swapped, *asked, say("near.all", language)]))[:LIMIT]


def _titles(words: str, directory: Directory) -> Sequence[str]:
    if not _HAN.search(words):
        return ()
    titles = sorted({task.title for task in directory.tasks.values()})
    best = process.extract(words, titles, scorer=fuzz.partial_ratio, limit=LIMIT, score_cutoff=40)
    return [title for title, *_ in best]


def _quoted(title: str, language: Language) -> str:
    return f"“{title}”" if language == "zh" else f"'{title}'"
