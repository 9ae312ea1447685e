"""Two plans side by side, each change made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from made_plans import Strangers, evidence, plan, task
from planggraph.model import Deadline, Plan, Target
from planggraph.network.compare import Comparison, compare
from planggraph.registry import Registry
from seed import next_year_plan, seed_plan


class Reforms(Strangers):
    """旧 is 新 from 2019."""

    def successor(self, key: str, when: date) -> str | None:
        return "000000/新" if key == "000000/旧" and when.year >= 2019 else key


def due(by: str) -> Deadline:
    return Deadline(by, by, None, None, None, "by", "month", None, evidence(by))


def target(value: int) -> Target:
    return Target(f"{value}人", Decimal(value), None, "人", "min", None, None, None, False, False, False, evidence(f"{value}人"))


def compared(before: Plan, after: Plan) -> Comparison:
    return compare(before, after, registry=Reforms())


def year(number: int, *tasks: object) -> Plan:
    return plan(tasks, str(number), number)  # type: ignore[arg-type]


def test_the_same_title_continues_whatever_its_number() -> None:
    found = compared(year(2018, task("1-1", ["甲"], title="修路")), year(2019, task("2-3", ["甲"], title="修路")))
    (one,) = found.continued
    assert (one.basis, one.unchanged, found.appeared, found.dropped) == ("same title", True, (), ())


def test_years_in_titles_do_not_count() -> None:
    found = compared(year(2018, task("1-1", ["甲"], title="编制2018年度计划")), year(2019, task("1-1", ["甲"], title="编制 2019 年度计划")))
    assert found.continued[0].basis == "same title"


def test_near_equal_words_continue_and_others_do_not() -> None:
    before = year(2018, task("1-1", ["甲"], title="细化镇街村街结对工作"), task("1-2", ["甲"], title="开展慰问演出"))
    after = year(2019, task("1-1", ["甲"], title="深化镇街村街结对工作"), task("1-2", ["甲"], title="建设蔬菜基地"))
    found = compared(before, after)
    assert [(one.before.id, one.after.id, one.basis) for one in found.continued] == [("1-1", "1-1", "similar words")]
    assert ([one.id for one in found.appeared], [one.id for one in found.dropped]) == (["1-2"], ["1-2"])


def test_leads_that_left_joined_and_stayed() -> None:
    (one,) = compared(year(2018, task("1-1", ["甲", "乙"], title="修路")), year(2019, task("1-1", ["甲", "丙"], title="修路"))).continued
    assert [[named.name for named in part] for part in (one.kept, one.left, one.joined)] == [["甲"], ["乙"], ["丙"]]
    assert not one.unchanged


def test_a_body_under_its_new_name_is_no_change_of_lead() -> None:
    (one,) = compared(year(2018, task("1-1", ["旧"], title="修路")), year(2019, task("1-1", ["新"], title="修路"))).continued
    assert [(was.name, now.name) for was, now in one.followed] == [("旧", "新")]
    assert (one.left, one.joined, one.unchanged) == ((), (), True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2018-12", "2019-12", "moved with the year"),
        ("2018-12", "2019-11", "changed"),
        ("2018-12", "2018-12", "same"),
        ("2019-03", "2020-03", "moved with the year"),
        ("ongoing", "ongoing", "same"),
        ("2018-12", "ongoing", "changed"),
    ],
)
def test_deadlines(before: str, after: str, expected: str) -> None:
    then, now = (task("1-1", ["甲"], title="修路", due=due(by)) for by in (before, after))
    (one,) = compared(year(2018, then), year(2019, now)).continued
    assert (one.due, one.unchanged) == (expected, expected != "changed")


def test_targets_as_written() -> None:
    then, now = (replace(task("1-1", ["甲"], title="修路"), targets=tuple(map(target, values))) for values in ((10, 20), (20, 30)))
    (one,) = compared(year(2018, then), year(2019, now)).continued
    assert ([float(each.value) for each in one.targets_left], [float(each.value) for each in one.targets_new]) == ([10], [30])


def test_empty_plans() -> None:
    found = compared(year(2018), year(2019, task("1-1", ["甲"])))
    assert (found.continued, len(found.appeared), found.dropped) == ((), 1, ())


def test_a_real_plan_and_the_next() -> None:
    """旅游局 and 文广新局 became one body; 港务局 of 四7 is gone from its task; both read in the two texts by eye."""
    found = compare(seed_plan(), next_year_plan(), registry=Registry.load())
    assert len(found.continued) + len(found.dropped) == 32
    by_number = {one.before.notation: one for one in found.continued}
    assert by_number["四4"].left == ()
    assert {now.name for _, now in by_number["四4"].followed} == {"市文化广电旅游局"}
    assert [named.name for named in by_number["四7"].left] == ["广州港务局"]
