"""The plan that comes with planggraph, read and stored as a user would, for tests of everything behind extraction.

Expected answers come from the table of competency questions (column seed_answer), which was computed from the plan's hand-made gold
or read in the plan by eye, never from this program. This is the one place that says how tests get at the plan.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planggraph.extraction import extract
from planggraph.model import Plan
from planggraph.reading import read
from planggraph.registry import Registry
from planggraph.store import build

SEED = Path(__file__).resolve().parents[1] / "data" / "plans" / "guangzhou-qiannan-2018.txt"
GOLDEN = Path(__file__).resolve().parent / "golden"
THIS_YEAR, NEXT_YEAR = (GOLDEN / f"guangzhou-qiannan-{year}" for year in (2018, 2019))
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
    """The plan of 2019 that follows the seed (tests/golden, written for planggraph): 28 tasks, after the reform of agencies in 2019-01."""
    (plan,) = extract(read(NEXT_YEAR / "plan.txt"), Registry.load())
    return plan
