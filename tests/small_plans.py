"""Small invented plans and a registry that knows nothing, for tests of the store and the catalogue that need no real plan."""

from __future__ import annotations

from datetime import date

from planggraph.model import Assignment, Evidence, Identity, Jurisdiction, Person, Plan, Source, Stated, Task
from planggraph.registry.regions import Region


class EmptyRegistry:
    """Knows no name, no group, no body and no place."""

    def resolve(self, agency: str, *, place: Jurisdiction | None, when: date | None) -> Identity:
        return Identity("unknown")

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        return ()

    def units(self, code: str, *, when: date | None) -> tuple[Region, ...]:
        return ()

    def region_path(self, code: str, when: date | None = None) -> tuple[Region, ...]:
        return ()

    def agency(self, key: str) -> None:
        return None

    def region(self, code: str) -> None:
        return None


def small_plan(number: int, tasks: int = 2, *, person: str | None = None, title: str = "某县工作要点") -> Plan:
    """Plan 000000/某-2020-{number} with tasks 一1, 一2 …, each led by 甲局 and supported by 乙局."""
    people = (Person(person, "分管领导", _evidence(person)),) if person else ()
    return Plan(
        id=f"000000/某-2020-{number}",
        source=Source(f"plan-{number}.txt", f"{number:064x}", "text/plain", 1000),
        title=Stated(title, _evidence(title)),
        jurisdiction=None,
        year=2020,
        tasks=tuple(_task(n, people) for n in range(1, tasks + 1)),
    )


def _task(number: int, people: tuple[Person, ...]) -> Task:
    text = f"做第{number}件事。"
    assignments = (_assignment("甲局", "lead"), _assignment("乙局", "support"))
    return Task(f"1-{number}", f"一{number}", str(number), (), None, text, text, _evidence(text), (), assignments, people)


def _assignment(name: str, role: str) -> Assignment:
    return Assignment(
        surface=name,
        agency=name,
        role=role,
        concept=role,
        role_word="牵头单位" if role == "lead" else "配合单位",
        position=1,
        block=1,
        collective=False,
        open_list=False,
        basis="explicit",
        identity=Identity("unknown"),
        evidence=_evidence(name),
    )


def _evidence(quote: str) -> Evidence:
    return Evidence(0, len(quote), quote, "test.rule")
