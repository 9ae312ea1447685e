"""What `pip install planggraph` gives: the wheel, in an empty environment outside the checkout, beside its core dependencies alone.

The environment sees the core dependencies as links into the one that runs the tests, so that no package index is needed and no extra is
there by accident. The counts of the seed plan, 32 tasks and 111 assignments, were counted by hand in its printed text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement

import planggraph

FOLDERS = ("data", "ontology", "queries")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of this environment but PATH and HOME; its output is part of the failure."""
    env = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, root, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and the core dependencies, and nothing else; not even pip."""
    place = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", place / "venv", cwd=place)
    python = place / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=place)
    packages = installed_package(place / "venv").parent
    for entry in core_entries():
        (packages / entry.name).symlink_to(entry)
    return place / "venv"


def installed_package(environment: Path) -> Path:
    (package,) = environment.glob("lib/python*/site-packages/planggraph")
    return package


def core_entries() -> set[Path]:
    """Every file and folder in site-packages that belongs to a core dependency, direct or not."""
    tops = {(found, file.parts[0]) for found in core_distributions() for file in found.files or ()}
    return {Path(str(found.locate_file(top))) for found, top in tops if top not in {"..", "__pycache__"}}


def core_distributions() -> Iterator[Distribution]:
    waiting, seen = ["planggraph"], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            found = distribution(name)
            waiting += [needed.name for needed in map(Requirement, found.requires or ()) if applies(needed)]
            if name != "planggraph":
                yield found


def applies(needed: Requirement) -> bool:
    return needed.marker is None or needed.marker.evaluate({"extra": ""})


def shipped(root: Path) -> set[str]:
    """The files of the three folders, as a wheel should name them."""
    files = (file.relative_to(root) for folder in FOLDERS for file in (root / folder).rglob("*") if file.is_file())
    return {str(PurePosixPath("planggraph/_bundle", *file.parts)) for file in files if not any(part.startswith(".") for part in file.parts)}


def test_the_wheel_carries_the_three_folders_and_the_types(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert shipped(root) <= names
    assert {name.split("/")[2] for name in names if name.startswith("planggraph/_bundle/")} == set(FOLDERS)
    assert "planggraph/py.typed" in names


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"planggraph", f"planggraph-{planggraph.__version__}.dist-info"}


def test_an_extra_is_not_there_by_accident(environment: Path) -> None:
    entries = {entry.name for entry in installed_package(environment).parent.iterdir()}
    assert {"rdflib", "networkx", "typer"} <= entries
    assert not entries & {"fastapi", "docx", "pdfplumber", "pyvis", "scipy", "pyarrow", "pytest"}


@pytest.mark.parametrize("parts", [("data", "registry", "roles.csv"), ("ontology", "planggraph.ttl"), ("queries",)])
def test_resources_resolve_inside_the_environment(environment: Path, tmp_path: Path, parts: tuple[str, ...]) -> None:
    code = "import sys; from planggraph.resources import resource; print(resource(*sys.argv[1:]))"
    found = Path(run(environment / "bin" / "python", "-I", "-c", code, *parts, cwd=tmp_path).stdout.strip())
    assert found == installed_package(environment).resolve() / "_bundle" / Path(*parts)


def test_the_module_tells_its_version(environment: Path, tmp_path: Path) -> None:
    assert planggraph.__version__ in run(environment / "bin" / "python", "-I", "-m", "planggraph", "--version", cwd=tmp_path).stdout


def test_the_command_extracts_a_plan(environment: Path, tmp_path: Path, seed: Path) -> None:
    copy = tmp_path / "plan.txt"
    copy.write_bytes(seed.read_bytes())
    tasks = json.loads(run(environment / "bin" / "planggraph", "extract", copy.name, cwd=tmp_path).stdout)["tasks"]
    assert (len(tasks), sum(len(task["assignments"]) for task in tasks)) == (32, 111)


def test_the_demo_runs_from_the_bundle(environment: Path, tmp_path: Path) -> None:
    printed = run(environment / "bin" / "planggraph", "demo", cwd=tmp_path).stdout
    assert "32" in printed
    assert "111" in printed
