"""Sentences that one plan says twice, in different tasks.

Two sentences are alike by the Jaccard index of their character pairs (punctuation and white space left out). From `ALIKE` on they
count as one said twice. On the plans this was set with, the one pair that a careful reader calls a repetition stands at 0.65 and the
likeliest pair that is none at 0.48; the threshold lies between and rests on no more than that. Short sentences are left out: two
headings of ten characters are alike by chance.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from planggraph.checks.finding import Finding, about_task, listed
from planggraph.checks.responsibility import answering
from planggraph.model import Evidence, Plan, Task

ALIKE: Final = 0.55
"""Likeness from which two sentences count as one said twice."""

SHORTEST: Final = 16
"""Letters and digits below which a sentence is not compared."""

COMMON: Final = 60
"""A pair of characters that stands in more sentences than this tells none of them apart and finds no candidates."""

_SENTENCE: Final = re.compile(r"[^。；;！!？?]+")
_RULE: Final = "checks.sentence"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a task outside its clauses, and its character pairs."""

    task: int
    evidence: Evidence
    pairs: frozenset[str]


def repeat_findings(plan: Plan) -> Iterator[Finding]:
    """One finding for each sentence that several tasks share, about the first of them.

    It is a warning where those tasks have other deadlines or other bodies that answer for them: then the plan says two things about
    one piece of work. Otherwise it is a remark.
    """
    sentences = [sentence for place, task in enumerate(plan.tasks) for sentence in sentences_of(place, task)]
    for group, least in alike(sentences):
        tasks = [plan.tasks[place] for place in dict.fromkeys(sentences[n].task for n in group)]
        differ = len({_terms(task) for task in tasks}) > 1
        evidence = tuple(sentences[n].evidence for n in group)
        kind = "repeated_differently" if differ else "repeated"
        others = listed(tuple(task.notation for task in tasks[1:]))
        severity = "warning" if differ else "info"
        yield about_task(kind, severity, plan, tasks[0], evidence, others=others, likeness=f"{least:.0%}")  # type: ignore[arg-type]


def sentences_of(place: int, task: Task) -> Iterator[Sentence]:
    """The sentences of a task that are long enough to compare."""
    whole = task.evidence
    for found in _SENTENCE.finditer(whole.quote):
        start, end = whole.start + found.start(), whole.start + found.end()
        if any(start < clause.end and clause.start < end for clause in task.clauses):
            continue
        letters = "".join(filter(str.isalnum, found[0]))
        if len(letters) >= SHORTEST:
            quote = found[0].strip()
            start += len(found[0]) - len(found[0].lstrip())
            yield Sentence(place, Evidence(start, start + len(quote), quote, _RULE), pairs_of(letters))


def pairs_of(letters: str) -> frozenset[str]:
    """The neighbouring pairs of characters of a text."""
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def alike(sentences: list[Sentence]) -> list[tuple[list[int], float]]:
    """Groups of like sentences of different tasks, as places in the list, with the least likeness that joins a group."""
    group = list(range(len(sentences)))
    least: dict[int, float] = {}
    for (first, second), shared in sorted(_candidates(sentences).items()):
        likeness = shared_share(sentences[first], sentences[second], shared)
        if likeness >= ALIKE:
            joined = {group[first], group[second]}
            keep = min(joined)
            least[keep] = min(likeness, *(least.get(one, 1.0) for one in joined))
            group = [keep if one in joined else one for one in group]
    members = _members(group)
    return [(members[keep], least[keep]) for keep in sorted(members)]


def shared_share(first: Sentence, second: Sentence, shared: int) -> float:
    """The Jaccard index of two sentences; `shared` is at most the pairs they share, and is counted again where it may matter."""
    if 0 < shared < COMMON // 10:
        return 0.0
    both = len(first.pairs & second.pairs)
    return both / len(first.pairs | second.pairs)


def _candidates(sentences: list[Sentence]) -> Counter[tuple[int, int]]:
    """Pairs of sentences of different tasks that share pairs of characters, with how many telling ones they share."""
    holders: Mapping[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        for pair in sentence.pairs:
            holders[pair].append(n)
    return Counter(both for places in holders.values() if len(places) <= COMMON for both in _both(sentences, places))


def _both(sentences: list[Sentence], places: list[int]) -> Iterator[tuple[int, int]]:
    for n, first in enumerate(places):
        for second in places[n + 1 :]:
            if sentences[first].task != sentences[second].task:
                yield first, second


def _members(group: Iterable[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for place, keep in enumerate(group):
        members[keep].append(place)
    return {keep: places for keep, places in members.items() if len(places) > 1}


def _terms(task: Task) -> tuple[object, ...]:
    """What a task says of when and who: deadlines and the bodies that answer for it."""
    return (frozenset(one.by for one in task.deadlines), frozenset(one.identity.key or one.agency for one in answering(task)))
