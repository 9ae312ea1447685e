"""How often a planted bottleneck is found, and how often a body that is none is flagged, over made corpora of 300 plans.

    python benchmarks/null_models.py [SEEDS]

Each seed makes two corpora of one invented city (tests/made_plans.py): one in which a body of middling size is the only one ever named
with eight others, and one in which bodies are drawn by size alone. The test is that of planggraph.network, 999 shuffles at the 5 % level.
About nine CPU seconds a seed; five seeds unless told otherwise.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from made_plans import PLANTED, SATELLITES, Strangers, corpus
from planggraph.network import centrality, null_models, views

DRAWS = 999
STEPS = 5


def flagged(seed: int, *, planted: bool) -> set[str]:
    """The keys of the bodies that stand between others beyond what size gives."""
    view = views.from_plans(corpus(seed, planted=planted), registry=Strangers())
    tests = null_models.agency_tests(view, "between_agencies", centrality.between_agencies, draws_made=DRAWS, seed=seed, steps=STEPS)
    return {one.agency.key for one in tests.beyond}


def main() -> None:
    """Print the counts over all seeds."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    found = others = corpora = false = 0
    for seed in range(seeds):
        with_plant = flagged(seed, planted=True)
        without = flagged(seed, planted=False)
        found += PLANTED in with_plant
        others += len(with_plant - {PLANTED})
        corpora += bool(without)
        false += len(without)
    print(f"{seeds} seeds, 300 plans each, {DRAWS} shuffles")
    print(f"  planted body found                        {found} of {seeds}")
    print(f"  other bodies flagged beside it            {others} of {seeds * (40 + len(SATELLITES))}")
    print(f"  corpora without a plant, something flagged {corpora} of {seeds} ({false} bodies of {seeds * 40})")


if __name__ == "__main__":
    main()
