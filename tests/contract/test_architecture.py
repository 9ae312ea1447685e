"""The shape of the house: layers, sizes, words, the public face, the locks.

The sizes are those the best codebases near this field keep: a median function of at most 10 lines, nine in ten under 40, none above 60, no
module above 400 lines, all counted with docstrings.
"""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import planggraph

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
QUERIES = sorted(path for folder in ("ontology", "queries") for path in (ROOT / folder).rglob("*.rq"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
DRAWER = re.compile(r"(?i)(manager|handler|helper|utils?)(?![a-z])")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_a_package_imports_only_from_those_below_it() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_says_what_it_implements_and_stays_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no module docstring"
    assert text.count("\n") <= 400, "above 400 lines"
    long = {function.name: length(function) for function in functions(module) if length(function) > 60}
    assert not long, "functions above 60 lines"


def test_most_functions_are_short() -> None:
    lengths = [length(function) for module in MODULES for function in functions(module)]
    assert statistics.median(lengths) <= 10
    assert statistics.quantiles(lengths, n=10)[-1] < 40


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_names_are_nouns_of_the_domain(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [node.name for node in ast.walk(tree) if isinstance(node, Function | ast.ClassDef)]
    assert [name for name in [module.stem, *names] if DRAWER.search(name)] == []


@pytest.mark.parametrize("query", QUERIES, ids=named)
def test_no_shipped_query_asks_filter_not_exists(query: Path) -> None:
    """Oxigraph answers it in quadratic time; MINUS or a count in a sub-select says the same."""
    assert not re.search(r"FILTER\s+NOT\s+EXISTS", query.read_text(encoding="utf-8"), re.IGNORECASE)


def test_the_public_face_is_what_it_says() -> None:
    modules = {path.stem for path in (ROOT / "src" / "planggraph").iterdir()}
    public = {name for name in vars(planggraph) if not name.startswith("_")} - modules - {"annotations"}
    assert public | {"__version__"} == set(planggraph.__all__)
    assert all(first < second for first, second in pairwise(planggraph.__all__))


@pytest.mark.parametrize("lock", LOCKS, ids=named)
def test_a_lock_pins_with_hashes_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    requirements = re.findall(r"^\w\S*.*$", text, re.MULTILINE)
    assert requirements
    assert all(re.match(r"[\w.-]+==\S+ (; .+ )?\\$", line) for line in requirements)
    assert text.count("==") >= len(requirements)
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"(?m)^\s+--hash=sha256:[0-9a-f]{64}( \\)?$", "", text), re.MULTILINE)


def test_the_locks_agree() -> None:
    pins = [set(re.findall(r"^([\w.-]+==[^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS]
    assert len(set().union(*pins)) == len({pin.split("==")[0] for pin in set().union(*pins)})
