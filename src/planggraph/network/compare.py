"""Two plans: which tasks stayed, which changed lead, deadline or target, which appeared, which were dropped.

A task continues another under the same title (years and white space left out), or else in near-equal words: the pairs of highest
similarity first, each task once, and the similarity is given so that a person can judge. Agencies are followed through reforms: 市工信委
of 2018 and 市工信局 of 2019 are no change of lead. A deadline that only moved with the plan's year (2018-12, 2019-12) is not counted as
changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz, process

from planggraph.errors import NotInRegistry
from planggraph.model import Plan, Role, Target, Task
from planggraph.network.views import main_roles
from planggraph.network.whatif import Successors

__all__ = ["Comparison", "Continued", "Named", "compare"]

Basis = Literal["same title", "similar words"]
DueChange = Literal["same", "moved with the year", "changed", "none"]

YEARS = re.compile(r"\s|(?:19|20)\d\d\s*年?度?")
ALIKE = 50.0
"""Least similarity (0 to 100) of two texts for one to continue the other."""

LOOSE, TITLES = 35.0, 65.0
"""Where the titles are this much alike (the second), the texts need only be as alike as the first."""


@dataclass(frozen=True, slots=True)
class Named:
    """An agency as a plan names it: its name there and its key (None for a name the registry cannot place)."""

    name: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Continued:
    """A task of the earlier plan and the one that continues it.

    `similarity` is that of the texts, 0 to 100. `followed` are agencies under the name of their successor; `left` and `joined` are
    changes of lead. Targets are compared as written: value, unit, bound, per what.
    """

    before: Task
    after: Task
    basis: Basis
    similarity: float
    kept: tuple[Named, ...]
    followed: tuple[tuple[Named, Named], ...]
    left: tuple[Named, ...]
    joined: tuple[Named, ...]
    due: DueChange
    targets_left: tuple[Target, ...]
    targets_new: tuple[Target, ...]

    @property
    def unchanged(self) -> bool:
        """Whether leads, deadline and targets are those of the earlier plan."""
        return not (self.left or self.joined or self.due == "changed" or self.targets_left or self.targets_new)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side, each part in document order; `roles` are those whose agencies were compared."""

    earlier: Plan
    later: Plan
    roles: tuple[Role, ...]
    continued: tuple[Continued, ...]
    appeared: tuple[Task, ...]
    dropped: tuple[Task, ...]


def compare(earlier: Plan, later: Plan, *, registry: Successors, roles: tuple[Role, ...] | None = None) -> Comparison:
    """Compares two plans; roles are by default those that say who answers for a task in either."""
    chosen = roles or main_roles((earlier, later))
    when = later.notice.date.value if later.notice.date else date(later.year, 12, 31) if later.year else None
    matches = {a: (b, basis) for a, b, basis in _matches(earlier.tasks, later.tasks)}
    continued = tuple(
        _continued(task, later.tasks[matches[a][0]], matches[a][1], (earlier.year, later.year), chosen, registry, when)
        for a, task in enumerate(earlier.tasks)
        if a in matches
    )
    taken = {b for b, _ in matches.values()}
    appeared = tuple(task for b, task in enumerate(later.tasks) if b not in taken)
    return Comparison(earlier, later, chosen, continued, appeared, tuple(task for a, task in enumerate(earlier.tasks) if a not in matches))


def _matches(earlier: tuple[Task, ...], later: tuple[Task, ...]) -> Iterator[tuple[int, int, Basis]]:
    """Indices of tasks that continue each other: same titles first, then near-equal texts, most alike first."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for b, task in enumerate(later):
        waiting[YEARS.sub("", task.title)].append(b)
    free_a, free_b = [], set(range(len(later)))
    for a, task in enumerate(earlier):
        same = waiting.get(YEARS.sub("", task.title), [])
        if same:
            best = max(same, key=lambda b: (fuzz.ratio(task.text, later[b].text), -b))
            same.remove(best)
            free_b.discard(best)
            yield a, best, "same title"
        else:
            free_a.append(a)
    yield from ((a, b, "similar words") for a, b in _alike(earlier, later, free_a, sorted(free_b)))


def _alike(earlier: tuple[Task, ...], later: tuple[Task, ...], rows: list[int], columns: list[int]) -> Iterator[tuple[int, int]]:
    texts = [[YEARS.sub("", side[one].text) for one in chosen] for side, chosen in ((earlier, rows), (later, columns))]
    scores = [
        (-score, rows[a], columns[b])
        for a, text in enumerate(texts[0])
        for _, score, b in process.extract(text, texts[1], scorer=fuzz.ratio, score_cutoff=LOOSE, limit=None)
        if score >= ALIKE or fuzz.ratio(earlier[rows[a]].title, later[columns[b]].title) >= TITLES
    ]
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, a, b in sorted(scores):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            yield a, b


def _continued(
    before: Task,
    after: Task,
    basis: Basis,
    years: tuple[int | None, int | None],
    roles: tuple[Role, ...],
    registry: Successors,
    when: date | None,
) -> Continued:
    then, now = _named(before, roles), _named(after, roles)
    kept, followed, left, joined = _follow(then, now, registry, when)
    gone, new = _targets(before.targets, after.targets), _targets(after.targets, before.targets)
    similarity = float(fuzz.ratio(before.text, after.text))
    return Continued(before, after, basis, similarity, kept, followed, left, joined, _due_change(before, after, years), gone, new)


def _named(task: Task, roles: tuple[Role, ...]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(Named(one.agency, one.identity.key) for one in task.assignments if one.role in roles))


def _follow(
    then: Iterable[Named], now: tuple[Named, ...], registry: Successors, when: date | None
) -> tuple[tuple[Named, ...], tuple[tuple[Named, Named], ...], tuple[Named, ...], tuple[Named, ...]]:
    """Who is named again, under which new name, who no longer, who newly."""
    by_word = {named.key or named.name: named for named in now}
    kept: list[Named] = []
    followed: list[tuple[Named, Named]] = []
    left: list[Named] = []
    met: set[str] = set()
    for named in then:
        word = named.key or named.name
        heir = word if word in by_word else _heir(named, registry, when)
        if heir not in by_word:
            left.append(named)
            continue
        met.add(heir)
        if heir == word:
            kept.append(named)
        else:
            followed.append((named, by_word[heir]))
    return tuple(kept), tuple(followed), tuple(left), tuple(named for word, named in by_word.items() if word not in met)


def _heir(named: Named, registry: Successors, when: date | None) -> str:
    if named.key is None or when is None:
        return ""
    try:
        return registry.successor(named.key, when) or ""
    except NotInRegistry:
        return ""


def _due_change(before: Task, after: Task, years: tuple[int | None, int | None]) -> DueChange:
    then, now = ([one.by or one.surface for one in task.deadlines] for task in (before, after))
    if not then and not now:
        return "none"
    if then == now:
        return "same"
    relative = [[_relative(by, year) for by in side] for side, year in ((then, years[0]), (now, years[1]))]
    return "moved with the year" if relative[0] == relative[1] else "changed"


def _relative(by: str, year: int | None) -> str:
    """2019-12 in a plan of 2018 is "+1-12"."""
    head = by[:4]
    return f"{int(head) - year:+d}{by[4:]}" if year is not None and head.isdecimal() and len(head) == 4 else by


def _targets(own: tuple[Target, ...], other: tuple[Target, ...]) -> tuple[Target, ...]:
    """The targets of one task that the other does not state."""
    stated = {_content(target) for target in other}
    return tuple(target for target in own if _content(target) not in stated)


def _content(target: Target) -> tuple[object, ...]:
    return target.value, target.maximum, target.unit, target.bound, target.per
