"""The command `network`, on the real plan and the next, as a person runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Protocol

import pytest

from planggraph.cli import networking, run
from seed import SEED, next_year_plan, seed_plan


class Printed(Protocol):
    """Runs the command on the plan; gives what it prints, or what it says where it fails."""

    def __call__(self, *words: str, code: int = 0) -> str: ...


@pytest.fixture
def printed(capsysbinary: pytest.CaptureFixture[bytes]) -> Printed:
    def call(*words: str, code: int = 0) -> str:
        assert run(["network", str(SEED), *words]) == code
        out, err = capsysbinary.readouterr()
        return (err if code else out).decode("utf-8")

    return call


def test_the_study_in_both_languages(printed: Printed) -> None:
    english = printed("--draws", "499", "--top", "3", "--lang", "en")
    assert english.startswith("View: as written (a group counts as one body); roles: lead; plans: 1, tasks: 32, agencies: 37.")
    assert "None of the 167 pairs named together" in english
    chinese = printed("--draws", "499", "--top", "3", "--lang", "zh")
    assert "三4：完成时间：12月前。牵头单位：市工信委、科创委" in chinese
    assert "与 499 次随机重排比较" in chinese


def test_a_ranking_gives_load_and_says_what_explains_it(printed: Printed) -> None:
    page = printed("--draws", "0", "--top", "2", "--lang", "en")
    heading = next(line for line in page.splitlines() if "betweenness" in line)
    assert heading.index("tasks naming it") < heading.index("betweenness") < heading.index("explained by size")
    assert page.count("not tested") > 2
    assert "Not tested against shuffles" in page


def test_the_same_run_gives_the_same_bytes(printed: Printed) -> None:
    assert printed("--draws", "50", "--format", "json") == printed("--draws", "50", "--format", "json")


def test_everything_as_json(printed: Printed) -> None:
    found = json.loads(printed("--draws", "0", "--format", "json"))
    assert (found["scope"]["tasks"], found["scope"]["agencies"], len(found["standings"]), len(found["pairs"])) == (32, 37, 37, 167)
    assert {one["explained_by_size"] for one in found["standings"]} == {"not tested"}
    text = SEED.read_text(encoding="utf-8")
    quotes = [quote for one in found["findings"] for quote in one["quotes"]]
    assert quotes
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)


def test_what_ifs(printed: Printed) -> None:
    assert "再无其他单位列为牵头单位的任务（1 项）：三6" in printed("--absent", "黔南组", "--lang", "zh")
    assert "单位：原 37 个，现 36 个。" in printed("--on", "2019-04-09", "--lang", "zh")
    assert "4 → 4" in printed("--move", "三4=市农业局", "--lang", "zh")
    for words in (("--absent", "黔南组"), ("--on", "2019-04-09"), ("--move", "三4=市农业局")):
        assert json.loads(printed(*words, "--format", "json"))


def test_views_and_roles(printed: Printed) -> None:
    assert "agencies: 34" in printed("--view", "without-groups", "--draws", "0", "--lang", "en")
    assert "agencies: 39" in printed("--roles", "lead,support", "--draws", "0", "--lang", "en")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--roles", "boss"], "boss"),
        (["--on", "2019"], "2019"),
        (["--move", "三4"], "TASK=AGENCY"),
        (["--earlier", "2018"], "--later"),
        (["--view", "other"], "other"),
    ],
)
def test_mistakes_are_one_message(printed: Printed, words: list[str], said: str) -> None:
    assert said in printed(*words, "--lang", "en", code=2)


def test_a_name_that_fits_nobody_is_refused_with_near_ones(printed: Printed) -> None:
    assert "广州市协作办公室" in printed("--absent", "火星局", "--lang", "zh", code=4)


def test_into_a_file(printed: Printed, tmp_path: Path) -> None:
    assert printed("--absent", "黔南组", "--output", str(tmp_path / "out.txt"), "--lang", "zh") == ""
    assert "三6" in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_two_plans(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr(networking, "plans_from", lambda *_: [seed_plan(), next_year_plan()])
    assert run(["network", "--earlier", "穗援-2018", "--later", next_year_plan().id, "--lang", "zh"]) == 0
    page = capsysbinary.readouterr().out.decode("utf-8")
    assert "更名：" in page
    assert "不再列名：广州港务局" in page
    assert run(["network", "--earlier", "穗援-2018", "--later", next_year_plan().id, "--format", "json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert len(found["continued"]) + len(found["dropped"]) == 32


def test_the_plans_of_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build", str(SEED)]) == 0
    capsysbinary.readouterr()
    assert run(["network", "--absent", "黔南组", "--lang", "zh"]) == 0
    assert "三6" in capsysbinary.readouterr().out.decode("utf-8")


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setitem(sys.modules, "planggraph.cli.network_pages", None)
    assert run(["network", str(SEED), "--lang", "en"]) == 2
    assert b"pip install 'planggraph[network]'" in capsysbinary.readouterr().err
