"""Views of small plans whose networks can be counted by hand."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest

from made_plans import Strangers, assignment, plan, simple, task
from planggraph.model import Plan
from planggraph.network.views import View, from_plans, main_roles


class Districts(Strangers):
    """Knows that 各区政府 are two districts."""

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        return ("000000/东区", "000000/西区") if group_key == "000000/各区政府" else ()


def seen(*plans: Plan, **options: object) -> View:
    return from_plans(plans, registry=Districts(), **options)  # type: ignore[arg-type]


def labels(view: View) -> list[str]:
    return [agency.label_zh for agency in view.agencies]


def test_tasks_by_agencies() -> None:
    view = seen(simple("甲 乙", "乙"))
    assert view.incidence.toarray().tolist() == [[1, 1], [0, 1]]
    assert (labels(view), [task.notation for task in view.tasks]) == (["甲", "乙"], ["1-1", "1-2"])


def test_an_agency_named_twice_counts_once() -> None:
    assert seen(simple("甲 甲")).scope.ties == 1


def test_a_group_is_one_node_as_written() -> None:
    view = seen(simple("甲 各区政府"))
    assert labels(view) == ["甲", "各区政府"]
    assert [agency.collective for agency in view.agencies] == [False, True]


def test_without_groups_a_task_may_name_nobody() -> None:
    view = seen(simple("甲 各区政府", "各区政府"), collectives="without")
    assert (view.scope.tasks, view.scope.named, view.scope.agencies) == (2, 1, 1)


def test_a_group_expanded_to_its_members() -> None:
    view = seen(simple("东区 各区政府"), collectives="expanded")
    assert [agency.key for agency in view.agencies] == ["000000/东区", "000000/西区"]


def test_a_group_without_known_members_stays_one_node() -> None:
    assert labels(seen(simple("各有关部门"), collectives="expanded")) == ["各有关部门"]


def test_a_name_without_a_place_stays_in_its_own_plan() -> None:
    view = seen(simple("?某局", number="1"), simple("?某局", number="2"))
    assert [agency.key for agency in view.agencies] == ["000000/1/agency/?某局", "000000/2/agency/?某局"]
    assert not any(agency.placed for agency in view.agencies)


def test_a_body_is_one_across_plans() -> None:
    view = seen(simple("甲", number="1"), simple("甲", number="2"))
    assert (view.scope.plans, view.scope.agencies, view.scope.tasks) == (2, 1, 2)
    assert view.blocks().tolist() == [0, 1]


def test_roles_are_chosen() -> None:
    made = plan([task("1-1", ["甲"], ["乙"])])
    assert labels(seen(made)) == ["甲"]
    assert labels(seen(made, roles=("support",))) == ["乙"]
    assert labels(seen(made, roles=("lead", "support"))) == ["甲", "乙"]


@pytest.mark.parametrize(("roles", "expected"), [(("lead", "support"), "lead"), (("responsible", "support"), "responsible"), ((), "lead")])
def test_the_role_that_answers_for_a_task(roles: tuple[str, ...], expected: str) -> None:
    made = task("1-1", [])
    named = tuple(assignment("甲", role) for role in roles)  # type: ignore[arg-type]
    object.__setattr__(made, "assignments", named)
    assert main_roles([plan([made])]) == (expected,)


def test_names_as_written_are_kept() -> None:
    assert seen(simple("甲")).agencies[0].names == ("甲",)


def test_as_a_networkx_graph() -> None:
    graph = seen(simple("甲 乙", "乙")).to_networkx()
    assert nx.is_bipartite(graph)
    assert sorted(degree for _, degree in graph.degree()) == [1, 1, 2, 2]
    assert graph.nodes["000000/乙"]["label"] == "乙"


def test_tasks_and_agencies_by_index() -> None:
    view = seen(simple("甲 乙", "乙"))
    assert [task.notation for task in view.tasks_of(1)] == ["1-1", "1-2"]
    assert [agency.label_zh for agency in view.agencies_of(0)] == ["甲", "乙"]
    with pytest.raises(KeyError):
        view.index("000000/丙")
