from __future__ import annotations

from planggraph.evaluation import MEASURES, Evaluated, Evaluation, Miss, Score
from planggraph.exports.scores import document_rows, miss_rows, scores_record, total_rows

SCORES = {measure: Score(found=3, wrong=1, missed=2) for measure in MEASURES}
DOCUMENT = Evaluated("a.txt", SCORES, [Miss("assignments", "1 推进", "市财政局/lead", "财政局/lead")])
EVALUATION = Evaluation((DOCUMENT,), Evaluated("total", SCORES))


def test_shares_come_from_counts() -> None:
    """By hand: precision 3/4, recall 3/5, F1 6/9."""
    assert total_rows(EVALUATION.total)[0] == ["tasks", "5", "4", "3", "0.750", "0.600", "0.667"]
    assert document_rows(EVALUATION) == [["a.txt", *["0.667"] * len(MEASURES)]]


def test_the_record_holds_differences_only_when_asked() -> None:
    assert "errors" not in scores_record(EVALUATION, errors=False)
    record = scores_record(EVALUATION, errors=True)
    assert record["errors"] == [
        {"document": "a.txt", "measure": "assignments", "task": "1 推进", "missed": "市财政局/lead", "extra": "财政局/lead"}
    ]
    assert record["total"] == {
        measure: {"gold": 5, "read": 4, "right": 3, "precision": 0.75, "recall": 0.6, "f1": 0.6667} for measure in MEASURES
    }
    assert len(miss_rows(EVALUATION)) == 1
