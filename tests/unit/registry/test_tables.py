"""The shipped tables, and what a faulty one says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planggraph.errors import BadTable
from planggraph.registry import Registry
from planggraph.resources import resource


def faulty(folder: Path, table: str, old: str, new: str) -> Path:
    """A copy of the shipped tables with one place changed."""
    copy = folder / "registry"
    shutil.copytree(resource("data", "registry"), copy)
    text = (copy / table).read_text(encoding="utf-8")
    assert old in text
    (copy / table).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("agencies.csv", "education_bureau,", "finance_bureau,", "'finance_bureau' is empty or stands twice"),
        ("agencies.csv", "hr_social_security,merged", "nowhere,merged", "the successor nowhere"),
        ("agencies.csv", ",cooperation,,广州,", ",cooperation,,广城,", "the scope 广城"),
        ("local_agencies.csv", "440100,justice_bureau", "440199,justice_bureau", "'440199'"),
        ("local_agencies.csv", "440100,justice_bureau", "440100,justice", "'justice'"),
        ("groups.csv", ",districts,government,", ",quarters,government,", "the members rule 'quarters'"),
        ("groups.csv", ",districts,party_org_dept,", ",districts,party,", "the member function party"),
        ("groups.csv", ",counties,government,n,", ",counties,government,y,", "must be open if, and only if"),
        ("regions.csv", "440115,南沙区", "44011,南沙区", "44011 must have six digits"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, table: str, old: str, new: str, words: str) -> None:
    with pytest.raises(BadTable) as error:
        Registry(faulty(tmp_path, table, old, new))
    assert table in str(error.value.fields["path"])
    assert words in str(error.value)
    text = (tmp_path / "registry" / table).read_text(encoding="utf-8").splitlines()
    line = error.value.fields["line"]
    assert isinstance(line, int)
    assert new in text[line - 1] or "stands twice" in words


def test_the_shipped_registry_is_loaded_once() -> None:
    assert Registry.load() is Registry.load()


def test_no_name_stands_twice_for_one_function() -> None:
    for function in Registry.load()._functions.by_id.values():
        assert len(set(function.short_names)) == len(function.short_names), function.id


def test_names_that_need_a_day_are_few() -> None:
    """Forms shared by several functions that the same place may have are listed here, so that a new clash is seen."""
    functions = Registry.load()._functions
    general = [function for function in functions.by_id.values() if not function.scope and not function.suffixes]
    shared = {form for form, ids in functions.forms.items() if sum(function.id in ids for function in general) > 1}
    assert {form.removeprefix("{}") for form in shared} == SHARED


SHARED = {"委", "中共{}委员会", "督查室", "药监局", "金融局", "金融监管局"}
