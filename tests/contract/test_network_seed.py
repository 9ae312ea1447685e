"""The figures of the plan of Guangzhou for Qiannan, computed by the program from the printed text.

Where they come from: the table of competency questions (tests/cases/competency.csv, CQnn below) and the notes on the field, both
computed beforehand from a hand-made reading of the plan with networkx 3.6.1 and bicm 3.4.0, never with this program. Two figures stand
apart because the registry has since learned more: see `test_view_c_with_groups_taken_as_the_notes_took_them`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms import bipartite

from planggraph.extraction import extract
from planggraph.model import Plan
from planggraph.network import (
    brokerage,
    centrality,
    compare,
    expected_degrees,
    loads,
    null_models,
    sharing,
    structure,
    timing,
    whatif,
)
from planggraph.network.findings import findings
from planggraph.network.study import Study, study
from planggraph.network.views import Collectives, Floats, TaskNode, View, from_plans, main_roles
from planggraph.reading import read
from planggraph.registry import Registry

PLAN = Path(__file__).resolve().parents[1] / "golden" / "guangzhou-qiannan-2018" / "plan.txt"
GROUP, OFFICE, TEAM = "440100/grp_all_district_gov", "440100/coop_office", "440000/wg_gd1_qiannan"


@pytest.fixture(scope="module")
def plan() -> Plan:
    (found,) = extract(read(PLAN), Registry.load())
    return found


@pytest.fixture(scope="module")
def view(plan: Plan) -> View:
    return from_plans([plan], registry=Registry.load())


@pytest.fixture(scope="module")
def whole(plan: Plan) -> Study:
    return study([plan], registry=Registry.load())


def function(key: str) -> str:
    return key.rpartition("/")[2]


def notations(tasks: Iterable[TaskNode]) -> list[str]:
    return [task.notation for task in tasks]


def test_the_view_says_what_it_speaks_of(view: View) -> None:
    scope = view.scope
    assert (scope.collectives, scope.roles, scope.plans) == ("as_written", ("lead",), 1)
    assert (scope.tasks, scope.agencies, scope.ties) == (32, 37, 107)  # CQ05


def test_led_tasks(view: View) -> None:  # CQ05
    found = loads.loads(view)
    assert {function(one.agency.key): one.tasks for one in found[:4]} == {
        "grp_all_district_gov": 18,
        "coop_office": 10,
        "wg_gd1_qiannan": 10,
        "sasac_local": 6,
    }
    assert [one.tasks for one in found[4:8]] == [4, 4, 4, 4]


def test_fractional_load(view: View) -> None:  # CQ20
    found = sorted(loads.loads(view), key=lambda one: -one.fractional)[:5]
    assert [(function(one.agency.key), round(one.fractional, 2)) for one in found] == [
        ("grp_all_district_gov", 7.30),
        ("wg_gd1_qiannan", 3.98),
        ("coop_office", 2.93),
        ("hr_social_security", 1.83),
        ("sasac_local", 1.54),
    ]


def test_concentration(view: View) -> None:  # CQ21; notes: HHI 0.0625 (fractional 0.0906) against 1/37, Gini 0.46, top three 35.5 %
    found = loads.concentration(view)
    assert (round(found.hhi, 4), round(found.hhi_fractional, 4), round(found.even, 3)) == (0.0625, 0.0906, 0.027)
    assert (round(found.gini, 2), found.top, round(found.top_share, 3)) == (0.46, 38, 0.355)


def test_how_many_lead_a_task(view: View) -> None:  # notes: mean 3.34, 26 with two or more, 7 with five or more, most 14; CQ12
    found = loads.multiplicity(view)
    assert (round(found.mean, 2), found.shared, found.many, found.most) == (3.34, 26, 7, 14)
    assert {task.notation: count for task, count in loads.tasks_named_for(view, 5)} == {
        "三4": 14,
        "四3": 8,
        "四5": 6,
        "六6": 6,
        "四4": 5,
        "六1": 5,
        "六9": 5,
    }


def test_sole_leads(view: View) -> None:  # CQ18
    assert {task.notation: function(agency.key) for task, agency in loads.sole_leads(view)} == {
        "三6": "wg_gd1_qiannan",
        "四6": "financial_work_bureau",
        "二2": "grp_all_district_gov",
        "六2": "grp_all_district_gov",
        "六4": "grp_all_district_gov",
        "六3": "grp_helping_districts",
    }


def test_orphans(view: View) -> None:  # CQ19 and notes
    assert notations(loads.orphans(view, (TEAM,))) == ["三6"]
    assert notations(loads.orphans(view, (GROUP,))) == ["二2", "六2", "六4"]
    assert loads.orphans(view, (OFFICE,)) == ()


def test_catch_all(view: View) -> None:  # CQ22, CQ23
    found = loads.catch_all(view)
    assert len(found.with_group) == 20
    assert notations(found.only_groups) == ["二2", "六2", "六3", "六4"]
    assert notations(found.open_lists) == ["四3"]


def test_what_tasks_state_beside_their_leads(view: View) -> None:  # CQ14, CQ44, CQ29
    found = loads.coverage(view)
    assert (found.tasks, found.with_support, found.with_person, found.with_deadline) == (32, 2, 0, 32)


def test_pairs(view: View) -> None:  # CQ11
    pairs = sharing.pairs(view, 2)
    assert len(pairs) == 43
    assert len([one for one in pairs if GROUP not in (one.first.key, one.second.key)]) == 27
    assert ({pairs[0].first.key, pairs[0].second.key}, len(pairs[0].tasks)) == ({OFFICE, TEAM}, 6)


def test_partners(view: View) -> None:  # CQ10
    found = {function(one.second.key): len(one.tasks) for one in sharing.partners(view, "440100/agriculture_bureau")}
    assert (found["commerce_commission"], found["coop_office"]) == (4, 3)


def test_how_much_is_shared(view: View) -> None:  # notes: density 0.251, 167 pairs, 三4 alone gives 91 of 230 ties
    found = sharing.sharing(view)
    assert (found.pairs, round(found.density, 3), found.longest, found.ties) == (167, 0.251, 91, 230)
    assert found.longest_task.notation == "三4"


def test_tasks_across_kinds(plan: Plan) -> None:  # CQ13: 17, groups not counted as a kind, over all roles
    view = from_plans([plan], registry=Registry.load(), roles=("lead", "responsible", "support"))
    assert len(sharing.tasks_across_kinds(view)) == 17


def test_tasks_with_the_same_leads(view: View) -> None:  # CQ17
    own = notations(view.tasks).index("四1")
    assert {task.notation: count for task, count in sharing.overlaps(view, own)} == {"三4": 4, "四3": 4, "四5": 3, "六1": 2, "六9": 2}


def test_sections(view: View) -> None:  # CQ15
    reach = {function(one.agency.key): one.sections for one in loads.loads(view) if one.sections >= 3}
    assert reach == {"wg_gd1_qiannan": 6, "grp_all_district_gov": 5, "coop_office": 5, "sasac_local": 3, "trade_unions": 3}


def test_only_link_between_sections(view: View) -> None:  # CQ24
    (link,) = structure.section_links(view)
    assert (link.agency.key, link.first, link.second) == (TEAM, "组织领导", "劳务协作")


def test_deadlines(view: View) -> None:  # CQ25
    found = {(function(one.agency.key), one.month): len(one.tasks) for one in timing.due(view)}
    assert (found["grp_all_district_gov", "2018-12"], found["grp_all_district_gov", "2018-11"]) == (14, 4)
    assert {found[agency, "2018-12"] for agency in ("coop_office", "wg_gd1_qiannan", "sasac_local")} == {6}
    strict = {(function(one.agency.key), one.month): len(one.tasks) for one in timing.due(view, "strict")}
    assert strict["grp_all_district_gov", "2018-11"] == 14  # read strictly, the same a month earlier
    assert (timing.peaks(view)[0].month, timing.peaks(view)[0].count) == ("2018-12", 14)


@pytest.mark.parametrize(
    ("collectives", "agency", "value", "cuts", "density"),
    [("as_written", GROUP, 0.487, 5, 0.251), ("without", OFFICE, 0.370, 8, 0.246)],
)
def test_the_view_changes_the_answer(
    plan: Plan, collectives: Collectives, agency: str, value: float, cuts: int, density: float
) -> None:  # notes, views A and B
    view = from_plans([plan], registry=Registry.load(), collectives=collectives)
    values = centrality.betweenness(view.incidence)
    assert view.agencies[int(np.argmax(values))].key == agency
    assert round(float(values.max()), 3) == value
    assert len(structure.cut_agencies(view)) == cuts
    assert round(sharing.sharing(view).density, 3) == density


class AsTheNotesTookThem:
    """The registry, with the groups of the notes: 各帮扶区 are all districts, 各区委组织部 is left whole."""

    def __init__(self) -> None:
        self.registry = Registry.load()
        self.agency = self.registry.agency

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        whole = group_key.endswith("grp_district_org_depts")
        return () if whole else self.registry.members(GROUP, when=when)


def test_view_c_with_groups_taken_as_the_notes_took_them(plan: Plan) -> None:  # notes: 0.198, 4, 0.505
    view = from_plans([plan], registry=AsTheNotesTookThem(), collectives="expanded")
    assert round(float(centrality.betweenness(view.incidence).max()), 3) == 0.198
    assert (len(structure.cut_agencies(view)), round(sharing.sharing(view).density, 3)) == (4, 0.505)


def test_view_c_as_the_registry_has_it(plan: Plan) -> None:
    """各帮扶区 is open and stays one node; 各区委组织部 is a department of each of the eleven districts: 34 + 1 + 11 + 10 agencies.

    Of the eleven district governments 南沙区政府 is named by itself too. Betweenness was computed with plain networkx beforehand.
    """
    view = from_plans([plan], registry=Registry.load(), collectives="expanded")
    assert len(view.agencies) == 56
    assert round(float(centrality.betweenness(view.incidence).max()), 3) == 0.343


def test_against_plain_networkx(view: View) -> None:
    graph, keys = view.to_networkx(), [agency.key for agency in view.agencies]
    assert centrality.betweenness(view.incidence) == pytest.approx(values(bipartite.betweenness_centrality(graph, keys), keys), abs=1e-9)
    assert centrality.closeness(view.incidence) == pytest.approx(values(bipartite.closeness_centrality(graph, keys), keys), abs=1e-9)
    assert centrality.degree(view) == pytest.approx(values(bipartite.degree_centrality(graph, keys), keys), abs=1e-9)
    ties, shared = sharing.to_networkx(view), sharing.shared_tasks(view)
    assert centrality.constraint(shared) == pytest.approx(values(nx.constraint(ties, weight="weight"), keys), abs=1e-9, nan_ok=True)
    assert centrality.effective_size(shared) == pytest.approx(values(nx.effective_size(ties), keys), abs=1e-9, nan_ok=True)
    assert {cut.agency.key for cut in structure.cut_agencies(view)} == set(nx.articulation_points(graph)) & set(keys)


def values(found: Mapping[str, float], keys: list[str]) -> Floats:
    return np.array([found[key] for key in keys])


def test_betweenness_follows_load(view: View) -> None:  # notes: correlates 0.95 with degree
    assert round(float(np.corrcoef(centrality.betweenness(view.incidence), view.tasks_per_agency())[0, 1]), 2) == 0.95


def test_nestedness(view: View) -> None:  # notes: NODF 20.94, null 20.88, p 0.5
    assert round(structure.nodf(view.incidence), 2) == 20.94
    found = null_models.network_test(view, "nodf", structure.nodf, draws_made=400)
    assert found.mean == pytest.approx(20.88, abs=0.3)
    assert found.p == pytest.approx(0.5, abs=0.1)


def test_no_agency_stands_between_others_beyond_size(whole: Study) -> None:
    """Notes, 400 shuffles: 各区政府 z 1.2, p 0.10; 市协作办 z 2.2, p 0.03; 市委组织部 z 2.8, p 0.035; nothing survives at 5 %.

    Other shuffles give other last digits; spreads of bodies with two tasks are skewed, so z is compared loosely.
    """
    tests = {function(one.agency.key): one for one in whole.between.agencies}
    assert (whole.between.draws, whole.between.seed, whole.between.statistic) == (999, 0, "betweenness")
    assert whole.between.beyond == ()
    assert all(one.explained == "yes" for one in tests.values() if one.tasks > 1)
    assert all(one.explained == "not tested" for one in tests.values() if one.tasks == 1)
    for name, z, p in (("grp_all_district_gov", 1.2, 0.10), ("coop_office", 2.2, 0.03), ("party_org_dept", 2.8, 0.035)):
        assert tests[name].z == pytest.approx(z, abs=0.8)
        assert tests[name].p == pytest.approx(p, abs=0.03)


def test_no_pair_shares_beyond_load_and_length(view: View) -> None:  # notes: 0 of 167 pairs; best 农业局–商务委, 4 tasks, p 0.006
    found = expected_degrees.pair_tests(view)
    assert (found.beyond, len(found.pairs), found.family) == (0, 167, 666)
    best = found.pairs[0]
    assert {function(best.first.key), function(best.second.key)} == {"agriculture_bureau", "commerce_commission"}
    assert (best.shared, round(best.p, 3)) == (4, 0.006)


def test_as_many_cut_agencies_as_chance_gives(whole: Study) -> None:  # notes: 5 observed, 5.4 expected by chance
    assert whole.cut_test.observed == 5
    assert whole.cut_test.mean == pytest.approx(5.4, abs=0.4)


def test_the_report_says_so_plainly(whole: Study) -> None:
    kinds = [one.kind for one in findings(whole)]
    assert {"pairs_none", "between_none"} <= set(kinds)
    assert not {"pairs_beyond", "between_beyond"} & set(kinds)


def test_without_the_team(view: View) -> None:  # CQ19 and CQ24
    found = whatif.absence(view, [TEAM])
    assert (notations(found.orphaned), found.sections) == (["三6"], (("组织领导", "劳务协作"),))
    assert (found.takers[0].agency.key, found.takers[0].shared) == (OFFICE, 6)  # CQ11: the pair named together most


def test_after_the_reform_of_2019(view: View) -> None:
    """文广新局 and 旅游局 became one body, so 三4 and 四4, which name both, name one fewer: 105 of 107 ties, 36 of 37 agencies."""
    found = whatif.reform(view, Registry.load(), date(2019, 4, 9))
    assert (found.after.agencies, found.after.ties) == (36, 105)
    assert notations(found.fewer) == ["三4", "四4"]
    into = {function(was.key): function(now.key) for was, now in found.became}
    assert (into["tourism_bureau"], into["industry_it_commission"]) == (into["culture_press_bureau"], "industry_it_bureau")


def test_stated_ties_are_those_of_the_two_tasks_with_support(plan: Plan) -> None:
    """Two tasks name two leads and two supporting bodies each, the same four: 4 directed ties, and no two-path among them."""
    view = from_plans([plan], registry=Registry.load(), roles=("lead", "support"))
    assert len(brokerage.directed_ties(view, "stated")) == 4
    assert brokerage.gould_fernandez(view, "stated") == ()


def test_a_plan_is_itself(plan: Plan) -> None:
    found = compare.compare(plan, plan, registry=Registry.load())
    assert (len(found.continued), found.appeared, found.dropped) == (32, (), ())
    assert all(one.unchanged and one.due == "same" and one.similarity == 100 for one in found.continued)


def test_the_role_that_answers(plan: Plan) -> None:
    assert main_roles([plan]) == ("lead",)
