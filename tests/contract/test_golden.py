"""How well extraction reads documents whose right reading is known: ours always, other people's where they stand beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from planggraph.evaluation import Evaluation, evaluate
from planggraph.registry import Registry

GOLDEN = Path(__file__).parents[1] / "golden"
BAR = 0.97
"""The F1 that tasks, assignments, deadlines and paths must reach over a set (issue of the readers)."""


def assert_above_the_bar(evaluation: Evaluation) -> None:
    scores = evaluation.total.scores
    low = {measure: round(scores[measure].f1, 4) for measure in ("tasks", "assignments", "deadlines", "paths") if scores[measure].f1 < BAR}
    assert not low, [miss for document in evaluation.documents for miss in document.misses]


def test_our_own_gold() -> None:
    assert_above_the_bar(evaluate(GOLDEN, Registry.load()))


@pytest.mark.parametrize("folder", ["real", "modelled"])
def test_shared_corpus(shared: Path, folder: str) -> None:
    evaluation = evaluate(shared / "corpus" / folder, Registry.load())
    assert_above_the_bar(evaluation)
    for document in evaluation.documents:
        if document.name.startswith("neg-"):
            assert document.scores["assignments"].wrong == 0
