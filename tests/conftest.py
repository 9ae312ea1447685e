"""What every test may ask for.

Tests compare with values stated in the test and say where those come from; they need no network, no clock and no order. Texts that may
not be copied into this project are read in place from a folder `shared` beside the checkout (or the one PLANGGRAPH_SHARED names); where
it is absent, the tests that need it say so and are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("planggraph", derandomize=True, deadline=None, database=None)
settings.load_profile("planggraph")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seed() -> Path:
    """The Guangzhou–Qiannan plan of 2018: 32 tasks, 111 assignments."""
    return ROOT / "data" / "plans" / "guangzhou-qiannan-2018.txt"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared material beside the checkout: corpus/, plans/ with gold, registry/, w3c/."""
    folder = Path(os.environ.get("PLANGGRAPH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder}; PLANGGRAPH_SHARED can name its place")
    return folder
