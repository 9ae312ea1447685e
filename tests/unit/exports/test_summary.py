"""The summary against the catalogue: two ways to the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from planggraph.exports.summary import Summary, summarise
from planggraph.extraction import extract
from planggraph.queries import Catalogue, run
from planggraph.reading import read
from planggraph.registry import Registry
from planggraph.store import EmbeddedStore, build, open_store

UNKNOWN = """广州市2020年工作要点
一、重点任务
1.推进河道治理。（完成时间：6月底前。牵头单位：市水晶球局）
2.建立长效机制。（完成时间：长期坚持。牵头单位：市水晶球局）
"""


@pytest.fixture(scope="module")
def opened(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    registry, folder = Registry.load(), tmp_path_factory.mktemp("graph")
    build(extract(read(seed), registry), registry, folder)
    return open_store(folder)


@pytest.fixture(scope="module")
def summary(opened: EmbeddedStore) -> Summary:
    return summarise(opened)


def rows(store: EmbeddedStore, name: str) -> list[dict[str, object]]:
    return [dict(record) for record in run(store, Catalogue.load().get(name)).records()]


def test_the_head_of_the_plan(summary: Summary) -> None:
    """Header of the hand-made gold of the seed."""
    (head,) = summary.plans
    assert (head.title, head.issuer, head.document_number) == (
        "广州市东西部扶贫协作对口帮扶黔南州2018年度工作要点",
        "广州市对口支援办公室",
        "穗援〔2018〕140号",
    )
    assert str(head.date) == "2018-07-09"


def test_the_counts_are_those_of_the_gold(summary: Summary) -> None:
    """Counted by hand in the seed: 6 sections, 32 tasks, 111 assignments (107 of them leads), 32 deadlines, 35 targets."""
    counts = summary.counts
    assert (counts.sections, counts.tasks, counts.assignments, counts.deadlines, counts.targets) == (6, 32, 111, 32, 35)
    assert (summary.lead_mentions, len(summary.loads)) == (107, 37)
    assert (summary.ongoing, summary.undated, summary.unplaced) == (0, 0, ())


def test_loads_agree_with_the_ranking(summary: Summary, opened: EmbeddedStore) -> None:
    ranked = rows(opened, "CQ05")
    assert [load.tasks for load in summary.loads] == [row["tasks"] for row in ranked]
    assert {load.lead.iri for load in summary.loads} == {row["agency"] for row in ranked}


def test_sole_and_collective_leads_agree_with_their_queries(summary: Summary, opened: EmbeddedStore) -> None:
    assert [task.notation for task in summary.sole] == [row["notation"] for row in rows(opened, "CQ18")]
    assert [task.notation for task in summary.collective_only] == [row["notation"] for row in rows(opened, "CQ22")]


def test_months_count_each_task_once(summary: Summary) -> None:
    """From the deadlines of the seed: 7月前 once, 8月前 twice, 11月前 8 times, 12月前 21 times (domain notes, §0)."""
    assert summary.months == (("2018-07", 1), ("2018-08", 2), ("2018-11", 8), ("2018-12", 21))


def test_what_cannot_be_placed_or_dated_is_told(tmp_path: Path) -> None:
    path, registry = tmp_path / "plan.txt", Registry.load()
    path.write_text(UNKNOWN, encoding="utf-8")
    build(extract(read(path), registry), registry, tmp_path / "store")
    summary = summarise(open_store(tmp_path / "store"))
    assert [(one.agency, one.task[-1]) for one in summary.unplaced] == [("市水晶球局", "1"), ("市水晶球局", "2")]
    assert (summary.months, summary.ongoing) == ((("2020-06", 1),), 1)
    assert "市水晶球局" in {load.lead.zh for load in summary.loads}
