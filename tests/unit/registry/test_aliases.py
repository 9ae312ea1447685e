"""Names a person states: honoured first, with their author; every fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planggraph.errors import BadTable, MissingFile
from planggraph.model import Jurisdiction
from planggraph.registry import Registry

GUANGZHOU = Jurisdiction("广州市", "440100")
HEADER = "alias,key,valid_from,valid_to,stated_by\n"


def load(folder: Path, rows: str, encoding: str = "utf-8") -> Registry:
    path = folder / "aliases.csv"
    path.write_bytes((HEADER + rows).encode(encoding))
    return Registry.load(path)


def test_a_stated_name_comes_first_and_carries_its_author(tmp_path: Path) -> None:
    registry = load(tmp_path, "市对口支援办,440100/coop_office,,,督查室 王\n市帮扶办,广州市协作办公室,2018,2021,督查室\n")
    found = registry.resolve("市对口支援办", place=GUANGZHOU, when=date(2018, 7, 9))
    assert (found.status, found.key, found.label, found.stated_by) == ("resolved", "440100/coop_office", "广州市协作办公室", "督查室 王")
    assert registry.resolve("市帮扶办", place=GUANGZHOU, when=date(2018, 7, 9)).key == "440100/coop_office"
    assert registry.resolve("市帮扶办", place=GUANGZHOU, when=date(2022, 7, 9)).status == "unknown"
    assert registry.resolve("市财政局", place=GUANGZHOU, when=date(2018, 7, 9)).stated_by == "registry"


def test_one_name_may_mean_two_bodies_at_different_times(tmp_path: Path) -> None:
    registry = load(tmp_path, "老卫生委,440100/health_fp_commission,,2019-01,甲\n老卫生委,440100/health_commission,2019-01,,甲\n")
    for day, key in ((date(2018, 7, 9), "440100/health_fp_commission"), (date(2019, 7, 9), "440100/health_commission")):
        assert registry.resolve("老卫生委", place=None, when=day).key == key
    assert registry.resolve("老卫生委", place=None, when=None).status == "unknown"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_files_saved_by_spreadsheet_programs(tmp_path: Path, encoding: str) -> None:
    registry = load(tmp_path, "市帮扶办,440100/coop_office,,,督查室\n", encoding)
    assert registry.resolve("市帮扶办", place=None, when=None).stated_by == "督查室"


def test_every_fault_has_its_line(tmp_path: Path) -> None:
    rows = "市帮扶办,440100/nothing,,,甲\n,440100/coop_office,,,甲\n甲办,不存在的局,,,甲\n乙办,440100/coop_office,2018-13,,\n"
    with pytest.raises(BadTable) as error:
        load(tmp_path, rows)
    message = str(error.value)
    assert "aliases.csv, line 2" in message
    for words in ("'440100/nothing'", "line 3: the alias is empty", "line 4: '不存在的局'", "line 5: stated_by is empty", "'2018-13'"):
        assert words in message


def test_one_name_for_two_bodies_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"line 3.*means 440100/coop_office in line 2 at the same time"):
        load(tmp_path, "市帮扶办,440100/coop_office,2018,,甲\n市帮扶办,440100/finance_bureau,2020,,甲\n")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"alias,key\n", 1, "no column valid_from"),
        (b"", 1, "no column alias"),
        (HEADER.encode() + b"a,b\n", 2, "2 cells"),
        (HEADER.encode() + b"\xff\xff,,,,\n", 2, "neither UTF-8 nor GB18030"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(content)
    with pytest.raises(BadTable, match=words) as error:
        Registry.load(path)
    assert error.value.fields["line"] == line


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        Registry.load(tmp_path / "aliases.csv")
