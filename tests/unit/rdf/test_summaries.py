"""Counts and names for whole-graph questions, over the sample plan and the seed."""

from __future__ import annotations

from datetime import date

from planggraph.rdf.iris import derived_graph, plan_iri, region_iri, task_iri
from planggraph.rdf.literals import integer
from planggraph.rdf.plan_to_rdf import plan_quads
from planggraph.rdf.summaries import task_summaries, unnamed_units
from planggraph.rdf.vocabulary import PG
from planggraph.registry import Registry
from seed import seed_plan
from unit.rdf.sample import PLAN
from unit.rdf.stubs import UNIT, SmallRegistry

NODE = plan_iri(PLAN.id)


def test_persons_are_counted_in_the_public_derived_graph_and_not_named() -> None:
    quads = list(task_summaries(PLAN))
    counts = {s: o for s, p, o, _ in quads if p == PG.personCount}
    named = {str(s) for s, p, _, _ in plan_quads(PLAN, SmallRegistry()) if p == PG.hasPerson}
    assert named
    assert {str(task) for task, count in counts.items() if count != integer(0)} == named
    assert len(counts) == len(PLAN.tasks)
    surfaces = {person.surface for task in PLAN.tasks for person in task.people}
    assert not any(surface in str(o) for _, _, o, _ in quads for surface in surfaces)
    assert {graph for *_, graph in quads} == {derived_graph(NODE)}


def test_the_leads_of_a_task_stand_in_one_line_in_their_order() -> None:
    names = {s: str(o) for s, p, o, _ in task_summaries(seed_plan()) if p == PG.leadNames}
    assert names[task_iri(plan_iri(seed_plan().id), "3-4-7")] == "广州港务局、市工信委、市国资委、南沙区政府"


def test_a_unit_of_a_named_region_that_is_never_named_is_listed() -> None:
    assert list(unnamed_units(PLAN, SmallRegistry())) == [(NODE, PG.leavesUnnamed, region_iri(UNIT.code), derived_graph(NODE))]


def test_bodies_and_places_inside_name_a_unit_too() -> None:
    """四7 is led by 南沙区政府 and 四1 names 花都区 and 白云区: three of the eleven districts of 2018 (read in the plan)."""
    registry = Registry.load()
    missing = {str(o).rpartition("/")[2] for _, _, o, _ in unnamed_units(seed_plan(), registry)}
    districts = {unit.code: unit.name for unit in registry.units("440100", when=date(2018, 7, 9))}
    named = {name for code, name in districts.items() if code not in missing}
    assert {"南沙区", "花都区", "白云区"} <= named
    assert "从化区" not in named
