"""`resources` finds the three folders in a wheel and in a checkout. That a real wheel holds them is tests/contract/test_wheel.py's."""

from __future__ import annotations

from pathlib import Path

import pytest

from planggraph import resources
from planggraph.errors import MissingFile


@pytest.mark.parametrize("folder", ["ontology", "queries", "data"])
def test_a_checkout_reads_its_own_folders(folder: resources.Folder, root: Path) -> None:
    assert resources.resource(folder) == root / folder


def test_parts_name_a_file_below_the_folder(seed: Path) -> None:
    assert resources.resource("data", "plans", seed.name) == seed


def test_a_file_that_does_not_ship_is_an_error_that_names_it(root: Path) -> None:
    with pytest.raises(MissingFile) as raised:
        resources.resource("data", "registry", "nowhere.csv")
    assert raised.value.fields["path"] == root / "data" / "registry" / "nowhere.csv"
    assert "nowhere.csv" in raised.value.say("zh")


def test_an_installed_package_reads_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "planggraph"
    table = package / "_bundle" / "data" / "roles.csv"
    table.parent.mkdir(parents=True)
    table.write_text("role\n", encoding="utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.resource("data", "roles.csv") == table


def test_the_bundle_alone_counts_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "planggraph"
    (package / "_bundle" / "data").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    with pytest.raises(MissingFile):
        resources.resource("data", "registry", "roles.csv")
