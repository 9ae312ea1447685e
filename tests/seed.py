"""The plan that comes with planggraph, read and stored as a user would, for tests of everything behind extraction.

Expected answers come from the table of competency questions (column seed_answer), which was computed from the plan's hand-made gold
or read in the plan by eye, never from this program. This is the one place that says how tests get at the plan.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planggraph.extraction import extract
from planggraph.model import Plan
from planggraph.reading import read, read_bytes
from planggraph.registry import Registry
from planggraph.store import build

SEED = Path(__file__).resolve().parents[1] / "data" / "plans" / "guangzhou-qiannan-2018.txt"
PLAN_ID = "440100/穗援-2018-140"


@cache
def seed_plan() -> Plan:
    """The one plan of the seed file: 32 tasks, 111 assignments."""
    (plan,) = extract(read(SEED), Registry.load())
    return plan


def build_seed(folder: Path) -> None:
    """Builds a store of the seed alone at `folder`."""
    build([seed_plan()], Registry.load(), folder)


def next_year_plan() -> Plan:
    """An invented plan for 2019 with the tasks of the seed, after the reform of 2019-01: 工信委 is 工信局, 农业局 is 农业农村局."""
    text = SEED.read_text(encoding="utf-8")
    for old, new in (("2018", "2019"), ("140号", "88号"), ("7 月 9 日", "4 月 9 日"), ("工信委", "工信局"), ("农业局", "农业农村局")):
        text = text.replace(old, new)
    (plan,) = extract(read_bytes("next-year.txt", text.encode()), Registry.load())
    return plan
