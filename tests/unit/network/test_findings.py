"""The wording rules, over every sentence of every finding in both languages, and odd plans."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from made_plans import PLANTED, Strangers, assignment, corpus, plan, simple, task
from planggraph.messages import messages
from planggraph.model import Plan
from planggraph.network.findings import Finding, findings, tell
from planggraph.network.study import Settings, Study, study
from seed import seed_plan

LANGUAGES = ("zh", "en")
PLACES = {"between_top", "between_beyond", "cuts", "cuts_untested", "link", "absent", "peak"}
"""Findings that speak of a body's place: the load must stand beside it."""

CLAIMS = {
    "en": re.compile(
        r"\b(does|do|did|works?|cooperat\w+|collaborat\w+|control\w*|power\w*|influen\w+|important|overload\w*|fails?|bottlenecks?"
        r"|responsible for)\b"
    ),
    "zh": re.compile(r"实际|承担|协作|合作|掌控|控制|权力|影响|重要|关键|瓶颈|负担|负责完成|拖延"),
}
"""What a plan cannot show. A caution may say so of what is not meant; a finding may not."""

NAMED = {"en": re.compile(r"(?i)nam(ed|es?|ing|ings)\b|lists?\b"), "zh": re.compile(r"列|名单")}


def studied(*plans: Plan, draws: int | None = None) -> Study:
    return study(plans, registry=Strangers(), settings=Settings(draws=draws))


@pytest.fixture(scope="module")
def seed() -> tuple[Finding, ...]:
    return findings(studied(seed_plan()))


@pytest.fixture(scope="module")
def pooled() -> tuple[Finding, ...]:
    return findings(studied(*corpus(0, planted=True)[:60], draws=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_claims_what_a_plan_cannot_show(language: str) -> None:
    words = {key: text for key, text in messages(language).items() if key.startswith("network_finding.")}  # type: ignore[arg-type]
    assert len(words) > 20
    assert [key for key, text in words.items() if CLAIMS[language].search(fixed(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_speaks_of_names(language: str) -> None:
    """Rule 1: named as, never does. (A month in which tasks fall due names no body.)"""
    words = {key: text for key, text in messages(language).items() if key.startswith("network_finding.")}  # type: ignore[arg-type]
    assert [key for key, text in words.items() if not NAMED[language].search(fixed(text))] == ["network_finding.month"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_speaks_of_a_place_gives_the_load(language: str) -> None:
    """Rule 4, in the sentences themselves: cuts carry the load in their list."""
    words = messages(language)  # type: ignore[arg-type]
    for kind in PLACES - {"cuts", "cuts_untested"}:
        assert "load" in fields(words[f"network_finding.{kind}"]), kind


def test_every_finding_has_its_caution() -> None:
    kinds = {key.partition(".")[2] for key in messages("en") if key.startswith("network_finding.")}
    assert kinds == {key.partition(".")[2] for key in messages("en") if key.startswith("network_caution.")}


def test_every_finding_gives_scope_p_and_quotes(seed: tuple[Finding, ...]) -> None:
    """Rules 2, 3 and 5."""
    assert len(seed) >= 18
    for one in seed:
        for language in LANGUAGES:
            told = tell(one, language)  # type: ignore[arg-type]
            assert all(number in told.scope for number in ("32", "37"))
            assert re.search(r"p [=<] ?[01]\.\d{3}|未检验|not tested", told.size)
            assert told.not_meant
            assert told.quotes
            assert all(quote.text and quote.start < quote.end for quote in told.quotes)
        assert (one.p is None) == (one.size == "not tested")


def test_quotes_stand_in_the_source(seed: tuple[Finding, ...]) -> None:
    known = {clause.quote for one in seed_plan().tasks for clause in one.clauses}
    assert {quote.text for one in seed for quote in tell(one, "zh").quotes} <= known


def test_a_cut_shows_the_load_of_each(seed: tuple[Finding, ...]) -> None:
    (cut,) = [one for one in seed if one.kind == "cuts"]
    assert "广州市协作办公室（10 项）" in tell(cut, "zh").sentence
    assert "10.03" not in tell(cut, "en").sentence


def test_no_english_sentence_is_left_unfilled(seed: tuple[Finding, ...], pooled: tuple[Finding, ...]) -> None:
    for one in (*seed, *pooled):
        for language in LANGUAGES:
            assert not re.search(r"[{}]|\bNone\b(?! of)|Said\(", tell(one, language).sentence)  # type: ignore[arg-type]


def test_too_few_shuffles_are_told_as_not_tested(pooled: tuple[Finding, ...]) -> None:
    sizes = {one.kind: one.size for one in pooled}
    assert sizes["between_top"] == "not tested"
    assert not {"between_none", "between_beyond"} & set(sizes)


def test_a_found_bottleneck_is_told_with_its_load() -> None:
    found = findings(studied(*corpus(0, planted=True)[:150]))
    (told,) = [told for one in found if one.kind == "between_beyond" and PLANTED in (told := tell(one, "en")).sentence]
    assert re.search(r"named as lead for \d+ of 600 tasks", told.sentence)
    assert told.size.startswith("Explained by size: no (p = 0.0")


@pytest.mark.parametrize(
    "made",
    [
        [],
        [plan([])],
        [plan([task("1-1", [])])],
        [simple("甲")],
        [simple("甲 乙")],
        [simple("甲", "甲", "甲")],
        [simple("各区政府", "各有关部门")],
        [simple("甲 乙", "丙 丁", "戊")],
        [simple("?某局", "?某局 甲")],
        [plan([task("1-1", [], ["乙"])])],
        [simple("甲 乙", number="1"), simple("甲 丙", number="2")],
    ],
    ids=[
        "no plan",
        "no task",
        "nobody",
        "one of each",
        "one task",
        "one agency",
        "groups alone",
        "apart",
        "unplaced",
        "support alone",
        "two plans",
    ],
)
@pytest.mark.parametrize("collectives", ["as_written", "without", "expanded"])
def test_odd_plans_are_told_sensibly(made: list[Plan], collectives: str) -> None:
    found = study(made, registry=Strangers(), collectives=collectives, settings=Settings(draws=30))  # type: ignore[arg-type]
    told = [tell(one, language) for one in findings(found) for language in LANGUAGES]  # type: ignore[arg-type]
    assert told
    assert len(found.standings) == found.view.scope.agencies


def test_a_view_that_names_nobody_says_so() -> None:
    (one,) = findings(study([simple("各区政府")], registry=Strangers(), collectives="without"))
    assert one.kind == "nobody"


def test_responsible_bodies_are_called_so() -> None:
    made = task("1-1", [])
    object.__setattr__(made, "assignments", (assignment("甲", "responsible"), assignment("乙", "responsible")))
    words = [tell(one, "zh").sentence for one in findings(studied(plan([made]), draws=30))]
    assert any("责任单位" in sentence for sentence in words)
    assert not any("牵头单位" in sentence for sentence in words)


def fixed(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
