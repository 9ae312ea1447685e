"""Made plans for tests of the network: who is named with whom is known, because it was made so.

`bodies("甲 乙/丙")` style short forms give one small plan; `corpus` gives 300 plans of one invented city, drawn with a seed, in which the
bodies of each task are drawn by size alone, and, where asked for, one body of middling size is the only one ever named with eight others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from planggraph.errors import NotInRegistry
from planggraph.model import Assignment, Deadline, Evidence, Identity, Plan, Role, Section, Source, Stated, Task

BODIES = 40
PLANS = 300
TASKS = 4
PLANTED = "000000/planted"
SATELLITES = tuple(f"000000/satellite_{n}" for n in range(8))


class Strangers:
    """A registry that knows no key and no group."""

    def agency(self, key: str) -> None:
        raise NotInRegistry(key=key)

    def members(self, group_key: str, *, when: object) -> tuple[str, ...]:
        return ()


def evidence(quote: str) -> Evidence:
    return Evidence(0, len(quote), quote, "test.rule")


def assignment(name: str, role: Role = "lead", position: int = 1, *, open_list: bool = False) -> Assignment:
    """The body `name`; a name that starts with 各 is a group, one that starts with ? has no place in the registry."""
    placed = not name.startswith("?")
    group = name.startswith("各")
    key = (name if "/" in name else f"000000/{name}") if placed else None
    status = ("group" if group else "resolved") if placed else "unknown"
    return Assignment(
        name, name, role, role, "牵头单位", position, 1, group, open_list, "explicit", Identity(status, key, name), evidence(name)
    )


def task(number: str, leads: Sequence[str], support: Sequence[str] = (), *, due: Deadline | None = None, title: str = "") -> Task:
    """Task "1-2" of section "1", led by `leads` and supported by `support`."""
    named = [assignment(name, "lead", n) for n, name in enumerate(leads, 1)]
    named += [assignment(name, "support", n) for n, name in enumerate(support, 1)]
    text = title or f"做第{number}件事"
    section = number.partition("-")[0]
    clause = evidence("牵头单位：" + "、".join(leads))
    deadlines = (due,) if due else ()
    place = (section,) if section else ()
    return Task(number, number, number, place, section, text, text, evidence(text), (clause,), tuple(named), (), deadlines)


def plan(tasks: Iterable[Task], number: str = "1", year: int = 2020) -> Plan:
    """A plan with these tasks and the sections their numbers begin with."""
    found = tuple(tasks)
    ids = dict.fromkeys(task.section for task in found if task.section)
    sections = tuple(Section(each, each, f"板块{each}", f"板块{each}", None, evidence(each)) for each in ids)
    source = Source(f"{number}.txt", "0" * 64, "text/plain", 100)
    title = Stated(f"计划{number}", evidence(f"计划{number}"))
    return Plan(f"000000/{number}", source, title, None, year, sections=sections, tasks=found)


def simple(*clauses: str, number: str = "1") -> Plan:
    """simple("甲 乙", "乙 丙"): one section, one task for each text, led by the bodies named in it."""
    return plan((task(f"1-{n}", names.split()) for n, names in enumerate(clauses, 1)), number)


def corpus(seed: int, *, planted: bool) -> list[Plan]:
    """300 plans of four tasks; 40 bodies drawn by size, and with `planted` one body that eight others depend on to be named at all.

    The planted body is named about as often as the others are on average: for 48 tasks with one of the eight, and for 24 by size.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    names = [f"000000/body_{n}" for n in range(BODIES)] + [PLANTED]
    weights = np.r_[1 / np.arange(3, BODIES + 3), 0.0]
    weights[-1] = weights[:-1].mean() / 2 if planted else 0.0
    weights /= weights.sum()
    return [plan(_tasks(random, names, weights, number if planted else None), str(number)) for number in range(PLANS)]


def _tasks(random: np.random.Generator, names: list[str], weights: np.ndarray, number: int | None) -> Iterable[Task]:
    for n in range(1, TASKS + 1):
        if number is not None and n == 1 and number % 6 == 0:
            yield task("1-1", [PLANTED, SATELLITES[number // 6 % len(SATELLITES)]])
        else:
            chosen = random.choice(len(names), size=int(random.integers(1, 5)), replace=False, p=weights)
            yield task(f"1-{n}", [names[one] for one in chosen])
