"""Sentences that one plan says twice, in different tasks.

Two sentences are alike by the Jaccard index of their character pairs (punctuation and white space left out). From `ALIKE` on they
count as one said twice. On the plans this was set with, the one pair that a careful reader calls a repetition stands at 0.65 and the
likeliest pair that is none at 0.48; the threshold lies between and rests on no more than that. Short sentences are left out: two
headings of ten characters are alike by chance.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from planggraph.checks.finding import Finding, Severity, about_task, listed
from planggraph.checks.responsibility import answering
from planggraph.model import Evidence, Plan, Task

ALIKE: Final = 0.55
"""Likeness from which two sentences count as one said twice."""

SHORTEST: Final = 16
"""Letters and digits below which a sentence is not compared."""

COMMON: Final = 60
"""A pair of characters that stands in more sentences than this tells none of them apart and finds no candidates."""

FEWEST: Final = 4
"""Telling pairs that two sentences must share before they are compared."""

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
        severity: Severity = "warning" if differ else "info"
        yield about_task(kind, severity, plan, tasks[0], evidence, others=others, likeness=f"{least:.0%}")


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


def alike(sentences: Sequence[Sentence]) -> list[tuple[list[int], float]]:
    """Groups of like sentences of different tasks, as places in the list, with the least likeness that joins a group."""
    first_with: dict[frozenset[str], int] = {}
    group = [first_with.setdefault(sentence.pairs, n) for n, sentence in enumerate(sentences)]
    least = dict.fromkeys(group, 1.0)
    for first, second in _candidates(sentences, sorted(least)):
        likeness = jaccard(sentences[first].pairs, sentences[second].pairs)
        if likeness >= ALIKE:
            joined = {group[first], group[second]}
            least[min(joined)] = min(likeness, *(least[one] for one in joined))
            group = [min(joined) if one in joined else one for one in group]
    members = _members(group)
    return [(places, least[keep]) for keep, places in members.items() if len({sentences[n].task for n in places}) > 1]


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """What two sets share, as a part of all they hold.

    >>> jaccard(pairs_of("资金支持"), pairs_of("资金保障"))
    0.2
    """
    return len(first & second) / len(first | second)


def _candidates(sentences: Sequence[Sentence], places: Sequence[int]) -> list[tuple[int, int]]:
    """Which of the sentences at `places` share enough telling pairs of characters to be worth a comparison."""
    holders: Mapping[str, list[int]] = defaultdict(list)
    for n in places:
        for pair in sentences[n].pairs:
            holders[pair].append(n)
    shared = Counter(both for holding in holders.values() if len(holding) <= COMMON for both in combinations(holding, 2))
    return sorted(both for both, count in shared.items() if count >= FEWEST)


def _members(group: Sequence[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for place, keep in enumerate(group):
        members[keep].append(place)
    return members


def _terms(task: Task) -> tuple[object, ...]:
    """What a task says of when and who: deadlines and the bodies that answer for it."""
    return (frozenset(one.by for one in task.deadlines), frozenset(one.identity.key or one.agency for one in answering(task)))
