"""What-ifs on small plans counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from made_plans import Strangers, plan, simple, task
from planggraph.errors import BadParameter, NotInRegistry
from planggraph.network import naming, whatif
from planggraph.network.views import View, from_plans


class Reforms(Strangers):
    """甲 and 乙 become 新 in 2019, 丙 ends without a successor, everyone else stays."""

    def successor(self, key: str, when: date) -> str | None:
        if key == "000000/丁":
            raise NotInRegistry(key=key)
        changed = {"000000/甲": "000000/新", "000000/乙": "000000/新", "000000/丙": None}
        return changed.get(key, key) if when >= date(2019, 1, 1) else key


def view_of(*texts: str) -> View:
    return from_plans([simple(*texts)], registry=Strangers())


def keys(*names: str) -> list[str]:
    return [f"000000/{name}" for name in names]


def notations(tasks: object) -> list[str]:
    return [one.notation for one in tasks]  # type: ignore[attr-defined]


def test_tasks_left_without_a_name_and_with_groups_alone() -> None:
    found = whatif.absence(view_of("甲", "甲 各区政府", "甲 乙"), keys("甲"))
    assert notations(found.orphaned) == ["1-1"]
    assert notations(found.group_only) == ["1-2"]
    assert [(one.agency.label_zh, one.shared, one.tasks) for one in found.takers] == [("乙", 1, 1)]


def test_several_absent_together() -> None:
    found = whatif.absence(view_of("甲 乙", "乙 丙"), keys("甲", "乙"))
    assert notations(found.orphaned) == ["1-1"]
    assert [one.agency.label_zh for one in found.takers] == ["丙"]


def test_parts_cut_off() -> None:
    found = whatif.absence(view_of("甲 乙", "甲 丙", "丙 丁", "丙 丁"), keys("甲"))
    assert [notations(part) for part in found.parts] == [["1-1"]]


def test_sections_no_longer_joined() -> None:
    view = from_plans([plan([task("1-1", ["甲", "乙"]), task("2-1", ["甲"]), task("2-2", ["丙"])])], registry=Strangers())
    assert whatif.absence(view, keys("甲")).sections == (("板块1", "板块2"),)


def test_an_agency_that_is_not_named_is_no_absence() -> None:
    with pytest.raises(KeyError):
        whatif.absence(view_of("甲"), keys("乙"))


def test_two_bodies_become_one() -> None:
    found = whatif.reform(view_of("甲 乙", "甲 丙", "乙 丁"), Reforms(), date(2019, 6, 1))
    assert [(was.label_zh, now.key) for was, now in found.became] == [("甲", "000000/新"), ("乙", "000000/新")]
    assert [agency.label_zh for agency in found.ended] == ["丙"]
    assert (notations(found.fewer), notations(found.alone)) == (["1-1"], ["1-1"])
    assert (found.before.agencies, found.after.agencies) == (4, 3)
    loads = {one.agency.key: one.tasks for one in found.changes}
    assert loads == {"000000/甲": (2, 0), "000000/乙": (2, 0), "000000/新": (0, 3)}


def test_before_the_reform_nothing_changes() -> None:
    found = whatif.reform(view_of("甲 乙"), Reforms(), date(2018, 6, 1))
    assert (found.became, found.ended, found.changes, found.fewer) == ((), (), (), ())


def test_a_task_for_one_alone() -> None:
    view = view_of("甲 乙", "丙", "丙")
    found = whatif.move(view, view.tasks[0].key, "000000/丙")
    assert {one.agency.label_zh: one.tasks for one in found.changes} == {"甲": (1, 0), "乙": (1, 0), "丙": (2, 3)}
    assert [agency.label_zh for agency in found.before] == ["甲", "乙"]


@pytest.mark.parametrize("name", ["甲局", "000000/甲局"])
def test_an_agency_by_its_names(name: str) -> None:
    assert naming.agency_named(view_of("甲局 甲局办"), name, "absent").key == "000000/甲局"


def test_an_agency_by_a_part_that_only_one_has() -> None:
    view = view_of("财政局 农业局")
    assert naming.agency_named(view, "财政", "absent").label_zh == "财政局"
    with pytest.raises(BadParameter, match="more than one"):
        naming.agency_named(view, "局", "absent")
    with pytest.raises(BadParameter, match="财政局"):
        naming.agency_named(view, "水务", "absent")


def test_a_task_and_a_plan_by_name() -> None:
    view = view_of("甲", "乙")
    assert naming.task_named(view, "1-2", "move").notation == "1-2"
    with pytest.raises(BadParameter):
        naming.task_named(view, "9-9", "move")
    plans = [simple("甲", number="甲计划"), simple("甲", number="乙计划")]
    assert naming.plan_named(plans, "乙计划", "later") is plans[1]
    with pytest.raises(BadParameter, match="more than one"):
        naming.plan_named(plans, "计划", "later")
