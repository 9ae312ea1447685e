"""Documents cited by title. The first case is the one citation of the seed's task 三1; the others are shapes seen in official writing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planggraph.extraction import citations
from planggraph.model import Span
from planggraph.text.spans import Flow


def read(text: str) -> list[tuple[str, str | None]]:
    return [(each.title, each.number) for each in citations.read(Flow.of(text, [Span(0, len(text))]))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照《关于选派挂职干部的通知》（组通字〔2018〕15号）要求", [("关于选派挂职干部的通知", "组通字〔2018〕15号")]),
        ("《意见》(国发[2019]21号)", [("意见", "国发[2019]21号")]),
        ("《意见》（国发【2019】21 号）", [("意见", "国发【2019】21号")]),
        ("《意见》（以下简称《意见》）", [("意见", None), ("意见", None)]),
        ("《意见》国办发〔2020〕6号", [("意见", "国办发〔2020〕6号")]),
        ("《要点》的通知国办发〔2020〕6号", [("要点", None)]),
        ("《行动方案（2018-2020）》、《办法（试行）》", [("行动方案（2018-2020）", None), ("办法（试行）", None)]),
        ("《关于印发〈规划〉的通知》", [("关于印发〈规划〉的通知", None)]),
        ("《关于印发《规划》的通知》和《办法》", [("关于印发《规划》的通知", None), ("办法", None)]),
        ("《没有合上，另见《条例》", [("条例", None)]),
        ("只有右边》，《办法》", [("办法", None)]),
        ("《》《 》", []),
        ("《" + "长" * 200 + "》", []),
        ("东西部\n扶贫《考核\n办法》", [("考核办法", None)]),
    ],
)
def test_titles_and_numbers(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


def test_evidence_covers_title_number_and_brackets() -> None:
    text = "按照《关于选派的通知》（组通字〔2018〕15号）要求"
    (found,) = citations.read(Flow.of(text, [Span(0, len(text))]))
    assert found.evidence.quote == "《关于选派的通知》（组通字〔2018〕15号）"
    assert text[found.evidence.start : found.evidence.end] == found.evidence.quote


@given(st.text(alphabet="《》〈〉（）〔〕()[]组通字20185号的，。 \n", max_size=80))
@example("《》》《《")
def test_any_marks_are_read_and_titles_stand_where_they_say(text: str) -> None:
    for each in citations.read(Flow.of(text, [Span(0, len(text))])):
        assert f"《{each.title}》" in "".join(each.evidence.quote.split())
        assert each.evidence.quote == text[each.evidence.start : each.evidence.end]
