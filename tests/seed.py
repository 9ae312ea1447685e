"""The plan that comes with planggraph as a `Plan`, for tests of everything behind extraction.

It is made from tests/golden/guangzhou-qiannan-2018 (gold.json, read by eye, and plan.txt), not by extraction, so that a fault there
shows there alone. Surfaces are found in the text by white-space-free search; who an agency is comes from the registry. This is the
one place to change when tests are to run on the plan as extracted.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from planggraph.model import (
    Assignment,
    Citation,
    Deadline,
    Evidence,
    Jurisdiction,
    Mention,
    Notice,
    Person,
    Plan,
    Section,
    Source,
    Span,
    Stated,
    StatedDate,
    Target,
    Task,
)
from planggraph.registry import Registry
from planggraph.text.spans import Flow

GOLDEN = Path(__file__).parent / "golden" / "guangzhou-qiannan-2018"
ISSUED = date(2018, 7, 9)
GUANGZHOU = Jurisdiction("广州市", "440100")
PLAN_ID = "440100/穗援-2018-140"

RULE = "gold.by_eye"
_ORDINALS = "一二三四五六七八九十"
_KINDS = {"programmes": "programme", "regions": "region", "organisations": "organisation", "beneficiaries": "beneficiary"}
_MONTH_ENDS = {"7月前": (6, 30, 31), "8月前": (7, 31, 31), "11月前": (10, 31, 30), "12月前": (11, 30, 31)}


@cache
def registry() -> Registry:
    """The registry that ships."""
    return Registry.load()


@cache
def seed_plan() -> Plan:
    """The seed: 32 tasks, 111 assignments, 32 deadlines, 35 targets (counts of gold.json)."""
    gold = json.loads((GOLDEN / "gold.json").read_text(encoding="utf-8"))
    data = (GOLDEN / "plan.txt").read_bytes()
    text = data.decode("utf-8")
    reader = _Reader(text)
    sections = tuple(reader.sections(gold["tasks"]))
    return Plan(
        id=PLAN_ID,
        source=Source("guangzhou-qiannan-2018.txt", hashlib.sha256(data).hexdigest(), "text/plain", len(text)),
        title=reader.stated(gold["plan"]["title"]),
        jurisdiction=GUANGZHOU,
        year=2018,
        notice=reader.notice(gold["plan"]),
        citations=tuple(Citation(title, None, reader.evidence(title)) for title in gold["plan"]["based_on"]),
        sections=sections,
        tasks=tuple(reader.task(task, sections) for task in gold["tasks"]),
    )


class _Reader:
    """Finds the surfaces of the gold in the text, from `at` on in the text without white space."""

    def __init__(self, text: str) -> None:
        self.flow = Flow.of(text, [Span(0, len(text))])
        self.at = 0
        self.end = len(self.flow.text)

    def evidence(self, surface: str, *, start: int | None = None) -> Evidence:
        found = self.flow.text.index("".join(surface.split()), self.at if start is None else start, self.end)
        return self.flow.evidence(found, found + len("".join(surface.split())), RULE)

    def stated(self, value: str) -> Stated:
        return Stated(value, self.evidence(value))

    def notice(self, plan: dict[str, Any]) -> Notice:
        return Notice(
            title=self.stated(plan["notice_title"]),
            issuer=self.stated(plan["issuer"]),
            document_number=self.stated(plan["document_number"]),
            date=StatedDate(ISSUED, self.evidence("2018年7月9日")),
            addressees=tuple(map(self.stated, plan["addressees"])),
            disclosure=Stated(plan["disclosure"], self.evidence("公开方式：主动公开")),
        )

    def sections(self, tasks: list[dict[str, Any]]) -> list[Section]:
        headings = dict.fromkeys(task["path"][1] for task in tasks)
        top = tasks[0]["path"][0]
        under = [Section(f"3-{n}", h[:3], h[3:], h, "3", self.evidence(h)) for n, h in enumerate(headings, 1)]
        return [Section("3", "三", top[2:], top, None, self.evidence(top)), *under]

    def task(self, gold: dict[str, Any], sections: tuple[Section, ...]) -> Task:
        group, number = gold["id"].split(".")
        self.end = len(self.flow.text)
        clause = self.flow.text.index(gold["clause"].replace("）", ""), self.at) if self.at else self._clause(gold)
        start = self.flow.text.rindex(f"{number}.{gold['title']}", 0, clause)
        end = clause + len(gold["clause"])
        self.at, self.end = start, end
        place = _ORDINALS.index(group) + 1
        return Task(
            id=f"3-{place}-{number}",
            notation=f"{group}{number}",
            number=number,
            path=tuple(gold["path"]),
            section=sections[place].id,
            title=gold["title"],
            text=self.flow.text[start:clause].removeprefix(f"{number}."),
            evidence=self.flow.evidence(start, end, RULE),
            clauses=(self.flow.evidence(clause, end, RULE),),
            assignments=tuple(self.assignments(gold["assignments"], clause)),
            deadlines=tuple(self.deadline(one, clause) for one in gold["deadlines"]),
            targets=tuple(self.target(one) for one in gold["targets"]),
            mentions=tuple(self.mentions(gold, clause)),
        )

    def _clause(self, gold: dict[str, Any]) -> int:
        return self.flow.text.index(gold["clause"].replace("）", ""))

    def assignments(self, gold: list[dict[str, Any]], clause: int) -> list[Assignment]:
        found: list[Assignment] = []
        at, block = clause, 1
        positions = {"lead": 0, "support": 0, "responsible": 0}
        for one in gold:
            start = self.flow.text.index(one["surface"], at)
            block += self.flow.text[at:start].count("，") if found else 0
            at = start + len(one["surface"])
            positions[one["role"]] += 1
            identity = registry().resolve(one["agency"], place=GUANGZHOU, when=ISSUED)
            found.append(
                Assignment(
                    surface=one["surface"],
                    agency=one["agency"],
                    role=one["role"],
                    concept=one["role"],
                    role_word="牵头单位" if one["role"] == "lead" else "协助单位",
                    position=positions[one["role"]],
                    block=block,
                    collective=one["surface"].startswith("各"),
                    open_list=self.flow.text.startswith("等部门", at),
                    basis="explicit",
                    identity=identity,
                    evidence=self.flow.evidence(start, at, RULE),
                )
            )
        return found

    def deadline(self, gold: dict[str, Any], clause: int) -> Deadline:
        before, day, last = _MONTH_ENDS[gold["surface"]]
        return Deadline(
            surface=gold["surface"],
            by=gold["by"],
            strict=date(2018, before, day),
            month_end=date(2018, before + 1, last),
            start=None,
            kind="by",
            precision="month",
            recurrence=None,
            evidence=self.evidence(gold["surface"], start=clause),
        )

    def target(self, gold: dict[str, Any]) -> Target:
        maximum = gold["max"]
        return Target(
            surface=gold["surface"],
            value=Decimal(str(gold["value"])),
            maximum=None if maximum is None else Decimal(str(maximum)),
            unit=gold["unit"],
            bound=gold["bound"],
            per=gold["per"],
            period=gold.get("period"),
            bearer=gold.get("by_whom"),
            exclusive=False,
            approximate=False,
            aim=False,
            evidence=self.evidence(gold["surface"]),
        )

    def mentions(self, gold: dict[str, Any], clause: int) -> list[Mention]:
        found = []
        for field, kind in _KINDS.items():
            for surface in gold[field]:
                at = self.flow.text.find(surface, self.at, clause)
                if at >= 0:
                    evidence = self.flow.evidence(at, at + len(surface), RULE)
                    found.append(Mention(kind, surface, surface, None, False, False, False, evidence))  # type: ignore[arg-type]
        return found


def person(surface: str, role: str = "分管领导") -> Person:
    """A person named at the beginning of the text, for tests of the people graph."""
    return Person(surface, role, Evidence(0, len(surface), surface, RULE))
