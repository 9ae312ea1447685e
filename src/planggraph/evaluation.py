"""How well extraction reads documents whose right reading is known.

Gold files stand beside their documents as NAME.gold.json (or gold.json in a folder of its own). Scores are micro-averaged: counts are
added over tasks and documents before precision, recall and F1 are taken. White space is left out of every comparison. Fields a gold
task lists under `skip` are passed over for that task.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planggraph.errors import BadTable, MissingFile
from planggraph.extraction import extract
from planggraph.model import Plan, Task
from planggraph.reading import read
from planggraph.registry import Registry
from planggraph.text.folding import squeeze

MEASURES = ("tasks", "assignments", "agencies", "deadlines", "paths")
GoldTask = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one measure: `found` right, `wrong` extra, `missed`."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1.0 where nothing was read."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was read; 1.0 where nothing is there."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: the measure, the task (its number and first words), what the gold says and what was read."""

    measure: str
    task: str
    expected: str
    read: str


@dataclass(slots=True)
class Evaluated:
    """The scores of one document, or of all."""

    name: str
    scores: dict[str, Score] = field(default_factory=lambda: {measure: Score() for measure in MEASURES})
    misses: list[Miss] = field(default_factory=list)

    def add(self, measure: str, task: str, expected: Counter[str], found: Counter[str]) -> None:
        """Count one comparison of two bags of values."""
        both, extra, missing = expected & found, found - expected, expected - found
        self.scores[measure] += Score(both.total(), extra.total(), missing.total())
        if extra or missing:
            self.misses.append(Miss(measure, task, "; ".join(missing.elements()), "; ".join(extra.elements())))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The documents of a folder and their sum."""

    documents: tuple[Evaluated, ...]
    total: Evaluated


def evaluate(folder: Path, registry: Registry) -> Evaluation:
    """Read every document of a folder that has a gold file and compare.

    Raises MissingFile where the folder holds no gold file, BadTable where one is not the JSON it should be.
    """
    pairs = sorted(gold_files(folder))
    if not pairs:
        raise MissingFile(path=folder / "*.gold.json")
    documents = tuple(evaluate_document(name, source, gold, registry) for name, source, gold in pairs)
    total = Evaluated("total")
    for document in documents:
        for measure in MEASURES:
            total.scores[measure] += document.scores[measure]
    return Evaluation(documents, total)


def gold_files(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """Name, document and gold file of every pair: NAME.gold.json beside NAME.*, or gold.json beside the only other file."""
    for gold in folder.rglob("*gold.json"):
        stem = gold.name.removesuffix(".gold.json")
        own_folder = gold.name == "gold.json"
        beside = [path for path in gold.parent.iterdir() if path.is_file() and not path.name.endswith(".json")]
        sources = sorted(path for path in beside if own_folder or path.stem == stem)
        for source in sources:
            yield (f"{gold.parent.name}/{source.name}" if own_folder else source.name), source, gold


def evaluate_document(name: str, source: Path, gold_path: Path, registry: Registry) -> Evaluated:
    """The scores of one document."""
    gold = _load(gold_path)
    return compare(name, extract(read(source), registry), gold["tasks"])


def _load(path: Path) -> dict[str, Any]:
    try:
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadTable(path=path, line=error.lineno, detail=error.msg) from error
    return gold


def compare(name: str, plans: Sequence[Plan], gold: Sequence[GoldTask]) -> Evaluated:
    """Plans against the tasks of a gold file."""
    result = Evaluated(name)
    tasks = [task for plan in plans for task in plan.tasks]
    matched, unmatched = match(tasks, gold)
    for expected, task in matched:
        _compare_task(result, expected, task)
    for task in unmatched:
        label = _name(task.number, task.text)
        result.add("tasks", label, Counter(), Counter([label]))
        result.add("assignments", label, Counter(), Counter(f"{each.agency}/{each.role}" for each in task.assignments))
        result.add("deadlines", label, Counter(), Counter(str(each.by) for each in task.deadlines))
    return result


def match(tasks: Sequence[Task], gold: Sequence[GoldTask]) -> tuple[list[tuple[GoldTask, Task | None]], list[Task]]:
    """Each gold task with the task read for it (None: missed), in order; and the tasks that answer to none."""
    left = list(tasks)
    pairs: list[tuple[GoldTask, Task | None]] = []
    for expected in gold:
        words = squeeze(expected["starts_with"])
        same = [task for task in left if squeeze(task.text).startswith(words)]
        best = next((task for task in same if task.number == expected["number"]), same[0] if same else None)
        pairs.append((expected, best))
        if best:
            left.remove(best)
    return pairs, left


def _compare_task(result: Evaluated, expected: GoldTask, task: Task | None) -> None:
    skip = set(expected.get("skip", ()))
    label = _name(expected["number"], expected["starts_with"])
    same_number = task is not None and (task.number == expected["number"] or "number" in skip)
    result.add("tasks", label, Counter([label]), Counter([label] if same_number else [_name(task.number, task.text)] if task else []))
    if "assignments" not in skip:
        key = _assignment_key(skip)
        found = task.assignments if task else ()
        read_pairs = [{"surface": each.surface, "agency": each.agency, "role": each.role} for each in found]
        result.add("assignments", label, Counter(map(key, expected["assignments"])), Counter(map(key, read_pairs)))
        by_name = _assignment_key(skip | {"role"})
        result.add("agencies", label, Counter(set(map(by_name, expected["assignments"]))), Counter(set(map(by_name, read_pairs))))
    if "deadlines" not in skip:
        read_dates = Counter(each.by for each in task.deadlines if each.by) if task else Counter()
        result.add("deadlines", label, Counter(each["by"] for each in expected["deadlines"]), Counter(read_dates))
    if "path" not in skip:
        path = Counter([" > ".join(map(squeeze, task.path))]) if task else Counter()
        result.add("paths", label, Counter([" > ".join(map(squeeze, expected["path"]))]), Counter(path))


def _assignment_key(skip: set[str]) -> Callable[[dict[str, Any]], str]:
    """How assignments are compared: agency and role, less what is skipped."""
    name = "surface" if "agency" in skip else "agency"
    if "role" in skip:
        return lambda each: squeeze(each[name])
    return lambda each: f"{squeeze(each[name])}/{each['role']}"


def _name(number: str | None, words: str) -> str:
    return f"{number or '-'} {squeeze(words)[:12]}"
