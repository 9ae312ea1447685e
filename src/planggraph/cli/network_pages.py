"""What `network` prints: the study, the what-ifs and the comparison, as tables and sentences or as JSON.

A ranking never stands without the load beside it and without saying whether size explains it.
"""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planggraph.cli.screen import Screen
from planggraph.exports.text_table import text_table
from planggraph.model import Plan, Role, Task
from planggraph.network import compare, naming, records, sharing, whatif
from planggraph.network.findings import LIST_MARKS, Told, findings, scope_line, tell
from planggraph.network.sharing import Pair
from planggraph.network.study import Settings, Standing, Study
from planggraph.network.study import study as study_of
from planggraph.network.views import AgencyNode, Collectives, TaskNode, View, from_plans, main_roles
from planggraph.registry import Registry

__all__ = ["Pages"]

QUOTED = 2
"""Quotes shown below a finding."""


@dataclass(frozen=True)
class Pages:
    """The pages on one set of plans, in the language of a screen."""

    plans: Sequence[Plan]
    registry: Registry
    roles: tuple[Role, ...] | None
    collectives: Collectives
    screen: Screen
    top: int = field(kw_only=True)
    json: bool = field(kw_only=True)

    @cached_property
    def view(self) -> View:
        """The view that the what-ifs speak of."""
        return from_plans(self.plans, registry=self.registry, roles=self.roles or main_roles(self.plans), collectives=self.collectives)

    def study(self, draws: int | None, seed: int) -> str:
        """Rankings, pairs and findings."""
        settings = Settings(draws=draws, seed=seed)
        found = study_of(
            self.plans,
            registry=self.registry,
            roles=self.roles,
            collectives=self.collectives,
            settings=settings,
            watched=lambda shuffles, total: self.screen.watched(shuffles, total, self.screen.say("network.shuffling")),
        )
        pairs = sharing.pairs(found.view)
        if self.json:
            return dumped(records.study_record(found, pairs))
        told = [self.finding(tell(one, self.screen.language)) for one in findings(found)]
        parts = [
            scope_line(found.view.scope, self.screen.language),
            self.section("network.ranking_heading", self.ranking(found.standings[: self.top])),
            self.tested(found),
            self.section("network.pairs_heading", self.pairs(found, pairs[: self.top])) if pairs else "",
            self.section("network.findings_heading", "\n\n".join(told)),
            self.screen.say("demo.caution"),
        ]
        return "\n\n".join(part for part in parts if part)

    def section(self, heading: str, body: str) -> str:
        """A heading with what stands below it."""
        return f"{self.screen.say(heading)}\n\n{body}"

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """Rows under headings given by message."""
        return text_table([self.screen.say(f"network.{column}") for column in columns], rows, width=self.screen.width())

    def ranking(self, standings: Iterable[Standing]) -> str:
        """Agencies by load."""
        columns = ("agency", "tasks", "shared_load", "sole", "sections", "betweenness", "constraint", "p", "explained")
        return self.table(columns, [self.standing(one) for one in standings])

    def standing(self, one: Standing) -> list[str]:
        """A row of the ranking."""
        load = [self.name(one.agency), str(one.tasks), f"{one.fractional:.2f}", str(one.sole), str(one.sections)]
        return [*load, number(one.betweenness), number(one.constraint), number(one.adjusted), self.explained(one.explained)]

    def explained(self, word: str) -> str:
        """Whether size explains a place, in words."""
        return self.screen.say(f"network.explained_{word.replace(' ', '_')}")

    def tested(self, found: Study) -> str:
        """How the ranking was tested, or that it was not."""
        tests = found.between
        if not tests.family:
            return self.screen.say("network.untested")
        fields = {"draws": tests.draws, "seed": tests.seed, "level": f"{tests.level:.0%}", "family": tests.family}
        return self.screen.say("network.tested", **fields)

    def pairs(self, found: Study, pairs: Sequence[Pair]) -> str:
        """Pairs by the tasks that name both."""
        rows = records.pair_records(found, pairs)
        cells = []
        for pair, row in zip(pairs, rows, strict=True):
            known = row if isinstance(row, dict) else {}
            size, expected, adjusted = (known.get(key) for key in ("explained_by_size", "expected", "adjusted"))
            tasks = self.tasks(pair.tasks)
            line = [self.name(pair.first), self.name(pair.second), f"{len(pair.tasks)}", tasks, number(expected), number(adjusted)]
            cells.append([*line, self.explained(str(size))])
        return self.table(("first", "second", "together", "together_list", "expected", "p", "explained"), cells)

    def finding(self, told: Told) -> str:
        """A finding with what it does not mean and its first quotes."""
        lines = [f"- {told.sentence}", f"  {told.size} {self.screen.say('network.not_meant', text=told.not_meant)}"]
        quoted = [self.screen.say("network.quoted", task=one.task, quote="".join(one.text.split())) for one in told.quotes[:QUOTED]]
        more = len(told.quotes) - QUOTED
        quoted += [self.screen.say("network.more_tasks", count=more)] if more > 0 else []
        return "\n".join([*lines, *(f"    {line}" for line in quoted)])

    def absence(self, names: Sequence[str]) -> str:
        """The plan without some agencies."""
        keys = [naming.agency_named(self.view, name, "absent").key for name in names]
        found = whatif.absence(self.view, keys)
        if self.json:
            return dumped(records.absence_record(found))
        cut = tuple(node for part in found.parts for node in part)
        fields = {"role": self.joined(self.screen.say(f"network.role_{role}") for role in self.view.roles)}
        sections = self.joined(f"{first}–{second}" for first, second in found.sections)
        takers = [[self.name(one.agency), str(one.shared), str(one.tasks)] for one in found.takers[: self.top]]
        lines = [
            self.screen.say("network.absent_heading", agency=self.joined(self.name(agency) for agency in found.absent)),
            self.counted("absent_orphaned", found.orphaned, **fields),
            self.counted("absent_group_only", found.group_only),
            self.counted("absent_parts", cut),
            self.screen.say("network.absent_sections", count=len(found.sections), list=sections),
        ]
        body = self.section("network.absent_takers", self.table(("agency", "beside", "tasks"), takers))
        return self.page([*lines[:1], "\n".join(lines[1:]), body])

    def reform(self, when: date) -> str:
        """The plan under the bodies of a day."""
        found = whatif.reform(self.view, self.registry, when)
        if self.json:
            return dumped(records.reform_record(found))
        rows = [[self.name(was), self.name(now)] for was, now in found.became]
        ended = self.joined(self.name(agency) for agency in found.ended)
        lines = [
            self.screen.say("network.reform_scope", before=found.before.agencies, after=found.after.agencies),
            self.screen.say("network.reform_ended", list=ended),
            self.counted("reform_fewer", found.fewer),
            self.counted("reform_alone", found.alone),
        ]
        became = f"{self.screen.say('network.reform_became', count=len(rows))}\n\n{self.table(('was', 'becomes'), rows)}"
        return self.page([self.screen.say("network.reform_heading", date=when.isoformat()), "\n".join(lines), became])

    def move(self, task: str, agency: str) -> str:
        """A task named for one agency alone."""
        node, to = naming.task_named(self.view, task, "move"), naming.agency_named(self.view, agency, "move")
        found = whatif.move(self.view, node.key, to.key)
        if self.json:
            return dumped(records.move_record(found))
        before = self.joined(self.name(one) for one in found.before)
        heading = self.screen.say("network.move_heading", task=f"{node.notation} {node.task.title}", agency=self.name(to), before=before)
        return self.page([heading, self.changes(found.changes)])

    def changes(self, changes: Sequence[whatif.Change]) -> str:
        """Loads before and after."""
        rows = [
            [
                self.name(one.agency),
                self.arrow(*map(str, one.tasks)),
                self.arrow(*(f"{share:.2f}" for share in one.fractional)),
                self.arrow(*map(str, one.fullest_month)),
            ]
            for one in changes
        ]
        return self.table(("agency", "tasks", "shared_load", "fullest"), rows)

    def comparison(self, earlier: str, later: str) -> str:
        """Two plans side by side."""
        plans = [naming.plan_named(self.plans, name, option) for name, option in ((earlier, "earlier"), (later, "later"))]
        found = compare.compare(plans[0], plans[1], registry=self.registry, roles=self.roles)
        if self.json:
            return dumped(records.comparison_record(found))
        unchanged = sum(one.unchanged for one in found.continued)
        fields = {"continued": len(found.continued), "unchanged": unchanged}
        fields |= {"appeared": len(found.appeared), "dropped": len(found.dropped)}
        rows = [[titled(one.before), titled(one.after), self.basis(one), self.changed(one)] for one in found.continued]
        parts = [
            self.screen.say("network.compare_heading", earlier=title_of(plans[0]), later=title_of(plans[1])),
            self.screen.say("network.compare_counts", **fields),
            self.table(("before", "after", "basis", "changes"), rows),
            *(self.titles(key, tasks) for key, tasks in (("appeared", found.appeared), ("dropped", found.dropped)) if tasks),
            self.screen.say("network.compare_basis"),
        ]
        return "\n\n".join(parts)

    def basis(self, one: compare.Continued) -> str:
        """Why a task continues another."""
        key = "same_title" if one.basis == "same title" else "similar_words"
        return self.screen.say(f"network.{key}", similarity=f"{one.similarity:.0f}")

    def changed(self, one: compare.Continued) -> str:
        """What changed, in a few words."""
        parts = [
            self.named("lead_left", (named.name for named in one.left)),
            self.named("lead_joined", (named.name for named in one.joined)),
            self.named("lead_followed", (self.arrow(was.name, now.name) for was, now in one.followed)),
        ]
        if one.due == "changed":
            before, after = (self.joined(each.surface for each in task.deadlines) for task in (one.before, one.after))
            parts.append(self.screen.say("network.due_changed", before=before, after=after))
        if one.targets_left or one.targets_new:
            parts.append(self.screen.say("network.targets_changed", left=len(one.targets_left), new=len(one.targets_new)))
        return "\n".join(part for part in parts if part) or self.screen.say("network.unchanged")

    def named(self, key: str, names: Iterable[str]) -> str:
        """A message over names, nothing where there are none."""
        listed = list(names)
        return self.screen.say(f"network.{key}", list=self.joined(listed)) if listed else ""

    def titles(self, key: str, tasks: Sequence[Task]) -> str:
        """Tasks under a heading."""
        return self.screen.say(f"network.{key}_heading") + "\n" + "\n".join(f"  {titled(task)}" for task in tasks)

    def page(self, parts: Sequence[str]) -> str:
        """A what-if, with its scope and what it does not mean."""
        return "\n\n".join([scope_line(self.view.scope, self.screen.language), *parts, self.screen.say("network.on_paper")])

    def counted(self, key: str, tasks: Sequence[TaskNode], **fields: str) -> str:
        """A message over a list of tasks."""
        return self.screen.say(f"network.{key}", count=len(tasks), list=self.tasks(tasks), **fields)

    def tasks(self, tasks: Iterable[TaskNode]) -> str:
        """The short forms of tasks."""
        return self.joined(node.notation for node in tasks)

    def joined(self, words: Iterable[str]) -> str:
        """Words as a list; "none" for an empty one."""
        return LIST_MARKS[self.screen.language].join(words) or self.screen.say("network.none")

    def arrow(self, before: str, after: str) -> str:
        """before → after."""
        return self.screen.say("network.before_after", before=before, after=after)

    def name(self, agency: AgencyNode) -> str:
        """The name of an agency, marked where it is a group."""
        name = agency.label_zh if self.screen.language == "zh" else agency.label_en
        return f"{name} [{self.screen.say('demo.group_mark')}]" if agency.collective else name


def number(value: object) -> str:
    """A measure to three places; a dash where there is none."""
    return f"{value:.3f}" if isinstance(value, float) else "–"


def titled(task: Task) -> str:
    """A task by its short form and title."""
    return f"{task.notation} {task.title}"


def title_of(plan: Plan) -> str:
    """The title of a plan, its id where none is stated."""
    return plan.title.value if plan.title else plan.id


def dumped(record: object) -> str:
    """A record as JSON."""
    return jsonlib.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
