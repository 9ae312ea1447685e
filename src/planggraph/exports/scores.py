"""An evaluation as tables and as JSON: precision, recall and F1, each from counts added over tasks and documents."""

from __future__ import annotations

from planggraph.evaluation import MEASURES, Evaluated, Evaluation, Score

__all__ = ["document_rows", "miss_rows", "scores_record", "total_rows"]

Measured = dict[str, int | float]


def total_rows(total: Evaluated) -> list[list[str]]:
    """One row a measure: its name, how many in gold, read and right, precision, recall, F1."""
    return [[measure, *map(str, counts(score)), *shares(score)] for measure, score in ordered(total)]


def document_rows(evaluation: Evaluation) -> list[list[str]]:
    """One row a document: its name, then its F1 for each measure."""
    return [[document.name, *(f"{score.f1:.3f}" for _, score in ordered(document))] for document in evaluation.documents]


def miss_rows(evaluation: Evaluation) -> list[list[str]]:
    """One row a difference: document, measure, task, what gold has and was not read, what was read and gold has not."""
    return [[doc.name, miss.measure, miss.task, miss.expected, miss.read] for doc in evaluation.documents for miss in doc.misses]


def scores_record(evaluation: Evaluation, *, errors: bool) -> dict[str, object]:
    """The evaluation as a JSON object: `documents` and `total`, each with counts and shares by measure; `errors` where asked for."""
    record: dict[str, object] = {
        "documents": [{"name": document.name, "measures": measured(document)} for document in evaluation.documents],
        "total": measured(evaluation.total),
    }
    names = ("document", "measure", "task", "missed", "extra")
    return record | {"errors": [dict(zip(names, row, strict=True)) for row in miss_rows(evaluation)]} if errors else record


def measured(document: Evaluated) -> dict[str, Measured]:
    """Counts and shares of each measure, shares to four places."""
    return {
        measure: {
            **dict(zip(("gold", "read", "right"), counts(score), strict=True)),
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
        }
        for measure, score in ordered(document)
    }


def ordered(document: Evaluated) -> list[tuple[str, Score]]:
    """The scores in the order of `MEASURES`."""
    return [(measure, document.scores[measure]) for measure in MEASURES]


def counts(score: Score) -> tuple[int, int, int]:
    """How many facts gold has, how many were read, how many are right."""
    return score.found + score.missed, score.found + score.wrong, score.found


def shares(score: Score) -> tuple[str, str, str]:
    """Precision, recall and F1 to three places."""
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"
