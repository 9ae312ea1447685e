"""What a person can type is named in both READMEs: commands, their long options, the queries, the formats."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

from planggraph.cli import command, run
from planggraph.queries import Catalogue, Query

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")
COMMANDS = command("en").commands
OPTIONS = sorted({option for one in COMMANDS.values() for parameter in one.params for option in parameter.opts if option.startswith("--")})


MADE_UP = ("plan1.docx", "计划1.docx")
"""Files the READMEs name to stand for a person's own."""

LASTING = "planggraph serve"
"""A command that runs until it is stopped; tests/contract/test_clients.py runs it."""


def examples(readme: str) -> list[str]:
    """The planggraph command lines of the shell blocks, without remarks."""
    blocks = re.findall(r"```sh\n(.*?)```", page(readme), re.DOTALL)
    lines = [line.split("     #")[0].rstrip() for block in blocks for line in block.splitlines()]
    lines = [line for line in lines if line.startswith("planggraph ") and not line.startswith(LASTING)]
    return [line for line in lines if not any(name in line for name in MADE_UP)]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_named(name: str, readme: str) -> None:
    assert f"`planggraph {name}`" in page(readme)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("option", [*OPTIONS, "--lang", "--version"])
def test_every_option_is_named(option: str, readme: str) -> None:
    assert re.search(rf"{option}\b", page(readme))


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("query", list(Catalogue.load()), ids=lambda query: query.id)
def test_every_query_is_named_with_its_file(query: Query, readme: str) -> None:
    assert f"| {query.id} | `{query.name}` |" in page(readme)


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_tables_of_queries_and_formats_are_those_of_today(readme: str, language: str) -> None:
    """tools/make_readme_tables.py writes them."""
    made = runpy.run_path(str(ROOT / "tools" / "make_readme_tables.py"))["filled"](page(readme), language)
    assert page(readme) == made


@pytest.mark.parametrize("readme", READMES)
def test_only_commands_that_exist_are_shown(readme: str) -> None:
    shown = set(re.findall(r"^(?:echo .*\| )?planggraph ([a-z]+)", page(readme), re.MULTILINE))
    assert shown
    assert shown <= set(COMMANDS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_has_help_in_both_languages(language: str) -> None:
    words = [command(language).help, *(one.help for one in command(language).commands.values())]  # type: ignore[arg-type]
    assert all(text and not text.startswith("help.") for text in words)


@pytest.mark.parametrize("readme", READMES)
def test_links_into_the_checkout_lead_somewhere(readme: str) -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", page(readme)) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_examples_run(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)
    assert run(["build", "data/plans"]) == 0
    lines = examples(readme)
    assert len(lines) >= 10
    for line in lines:
        capsysbinary.readouterr()
        assert (line, run(shlex.split(line)[1:])) == (line, 0)
        out, err = capsysbinary.readouterr()
        assert out.strip() or "--output" in line
        assert b"rror" not in err


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_summary_shown_is_the_one_printed(
    readme: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--lang", language]) == 0
    printed = capsysbinary.readouterr().out.decode("utf-8").splitlines()
    block = next(
        block for block in re.findall(r"```text\n(.*?)```", page(readme), re.DOTALL) if "穗援〔2018〕140号" in block and "█" in block
    )
    shown = [line.replace(".venv/bin/planggraph", "planggraph") for line in block.splitlines() if line.strip() != "…"]
    assert [line for line in shown if line not in printed] == []
