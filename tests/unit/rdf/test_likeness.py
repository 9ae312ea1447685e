"""Tasks that repeat or continue others, over the sample plan with texts of known likeness."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import URIRef

from planggraph.model import Plan
from planggraph.rdf.iris import derived_graph, plan_iri, task_iri
from planggraph.rdf.likeness import RULE, Outline, continuations, outline, repetitions
from planggraph.rdf.literals import decimal, text
from planggraph.rdf.vocabulary import PG
from planggraph.text.likeness import THRESHOLD
from unit.rdf.sample import PLAN

WORDS = (
    "落实财政资金，集中力量解决贫困人口住房、饮水、教育等方面的突出困难。",
    "组织志愿者赴深度贫困乡镇开展卫生、农技、支教等志愿服务活动。",
)


def plan(name: str, year: int | None, *texts: str) -> Plan:
    tasks = tuple(replace(PLAN.tasks[0], id=f"1-{n}", text=each) for n, each in enumerate(texts, 1))
    return replace(PLAN, id=f"440100/{name}", year=year, tasks=tasks)


def outlines(*plans: Plan) -> list[Outline]:
    return [each for each in map(outline, plans) if each is not None]


def node(name: str, number: int) -> URIRef:
    return task_iri(plan_iri(f"440100/{name}"), f"1-{number}")


def test_a_repeated_task_is_stated_with_measure_threshold_and_rule() -> None:
    quads = list(repetitions(plan("a", 2018, WORDS[0], WORDS[1], WORDS[0])))
    task, earlier = node("a", 3), node("a", 1)
    finding = URIRef(f"{task}/repeats/1")
    facts = {quad[:3] for quad in quads}
    assert {(task, PG.repeats, earlier), (task, PG.hasLikeness, finding), (finding, PG.likeTo, earlier)} <= facts
    assert {(finding, PG.threshold, decimal(THRESHOLD)), (finding, PG.rule, text(RULE))} <= facts
    assert {graph for *_, graph in quads} == {derived_graph(plan_iri("440100/a"))}
    assert len(quads) == 7


def test_a_plan_without_repetition_gives_nothing() -> None:
    assert list(repetitions(plan("a", 2018, *WORDS))) == []


@pytest.mark.parametrize("turn", [1, -1])
def test_the_later_year_continues_the_earlier_whatever_the_order(turn: int) -> None:
    years = outlines(plan("a", 2018, *WORDS), plan("b", 2019, WORDS[1]))[::turn]
    found = {(s, o, graph) for s, p, o, graph in continuations(years) if p == PG.continues}
    assert found == {(node("b", 1), node("a", 2), derived_graph(plan_iri("440100/b")))}


def test_plans_of_one_year_or_of_two_places_do_not_follow_each_other() -> None:
    elsewhere = replace(plan("c", 2019, *WORDS), jurisdiction=replace(PLAN.jurisdiction, code="520100"))  # type: ignore[type-var]
    assert list(continuations(outlines(plan("a", 2018, *WORDS), plan("b", 2018, *WORDS), elsewhere))) == []


def test_a_plan_of_unknown_place_or_year_follows_none() -> None:
    assert outline(plan("a", None, *WORDS)) is None
    assert outline(replace(plan("a", 2018, *WORDS), jurisdiction=None)) is None
