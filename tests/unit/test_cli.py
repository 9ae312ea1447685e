"""The command line as a person or a program meets it: what goes to which stream, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planggraph.cli import app, run, sources
from planggraph.cli.asking import named
from planggraph.cli.screen import Screen, program
from planggraph.cli.sources import source_files
from planggraph.errors import BadParameter, MissingFile, NothingToRead
from planggraph.resources import resource

SEED = resource("data", "plans", "guangzhou-qiannan-2018.txt")
NO_TASK = "关于开展调研的通知\n各有关单位：\n现将有关事项通知如下，请认真做好准备。\n某市办公室\n2018年7月9日\n"


class Said:
    """What one run left: its exit code and the two streams."""

    def __init__(self, code: int, out: bytes, err: str) -> None:
        self.code, self.raw, self.out, self.err = code, out, out.decode("utf-8"), err


Call = Callable[..., Said]


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    def said(*words: object) -> Said:
        capsysbinary.readouterr()
        code = run([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return Said(code, out, err.decode("utf-8"))

    return said


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "store"
    assert run(["build", str(SEED), "--store", str(folder)]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def mistakes(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "notastore").mkdir()
    (tmp_path / "notastore" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("extract missing.txt", 2),
        ("extract empty.txt", 2),
        ("extract binary.txt", 2),
        ("extract", 2),
        ("extract empty.txt --nonsense", 2),
        ("build missing.txt --store new", 2),
        ("build nothing --store new", 2),
        ("build empty.txt --store new", 2),
        ("build binary.txt empty.txt --skip-bad --store new", 2),
        ("build SEED --store notastore", 3),
        ("build SEED --store empty.txt", 3),
        ("query CQ01 --t 四7 --store new", 3),
        ("query CQ01 --t 四7 --store notastore", 3),
        ("query CQ01 --t", 4),
        ("query CQ01 t 四7", 4),
        ("query CQ01 --t 四7 --t 四6", 4),
        ("query no-such-question", 4),
        ("query --show no-such-question", 4),
        ("query", 2),
        ("query CQ01 --t 四7 --format xlsx", 2),
        ("demo --store notastore", 3),
        ("evaluate missing", 2),
        ("unheard-of", 2),
    ],
)
def test_a_mistake_is_one_message_and_an_exit_code(
    words: str, code: int, language: str, mistakes: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mistakes)
    before = contents(mistakes)
    said = call(*(SEED if word == "SEED" else word for word in words.split()), "--lang", language)
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert any("\u4e00" <= character <= "\u9fff" for character in said.err.replace("四7", "").replace("四6", "")) == (language == "zh")
    assert contents(mistakes) == before
    assert not (mistakes / "new").exists()


def test_extract_prints_one_object_and_nothing_else(call: Call) -> None:
    said = call("extract", SEED)
    record = json.loads(said.out)
    assert said.code == 0
    assert said.out.startswith('{\n  "plan": {\n    "title": "广州市东西部扶贫协作对口帮扶黔南州2018年度工作要点"')
    assert len(record["tasks"]) == 32


def test_offsets_of_extract_lead_to_the_surface(call: Call) -> None:
    text = SEED.read_bytes().decode("utf-8")
    tasks = json.loads(call("extract", SEED).out)["tasks"]
    facts = [fact for task in tasks for kind in ("assignments", "deadlines", "targets") for fact in task[kind]]
    assert facts
    assert [fact for fact in facts if "".join(text[fact["start"] : fact["end"]].split()) != fact["surface"]] == []


def test_a_gb18030_file_reads_like_the_same_text_in_utf_8(tmp_path: Path, call: Call) -> None:
    (tmp_path / SEED.name).write_bytes(SEED.read_bytes().decode("utf-8").encode("gb18030"))
    ours, theirs = (json.loads(call("extract", path).out) for path in (SEED, tmp_path / SEED.name))
    assert ours["tasks"] == theirs["tasks"]
    assert ours["plan"]["title"] == theirs["plan"]["title"]


def test_a_document_without_tasks_gives_an_empty_list_and_a_remark(tmp_path: Path, call: Call) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(NO_TASK, encoding="utf-8")
    said = call("extract", path, "--lang", "zh")
    assert (said.code, json.loads(said.out)["tasks"]) == (0, [])
    assert "没有找到" in said.err


def test_a_document_without_tasks_alone_builds_nothing(tmp_path: Path, call: Call) -> None:
    (tmp_path / "notice.txt").write_text(NO_TASK, encoding="utf-8")
    said = call("build", tmp_path / "notice.txt", "--store", tmp_path / "store")
    assert said.code == 2
    assert "notice.txt" in said.err
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_output_is_utf_8_whatever_the_console(encoding: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-m", "planggraph", "extract", str(SEED)], capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout.decode("utf-8"))["plan"]["jurisdiction"] == "广州市"


def test_messages_reach_a_console_that_cannot_show_them() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = [sys.executable, "-m", "planggraph", "--lang", "zh", "extract", "没有.txt"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes differ on Windows")
def test_a_reader_that_goes_away_is_no_error(store: Path) -> None:
    words = [sys.executable, "-m", "planggraph", "sparql", "SELECT * { ?s ?p ?o }", "--format", "csv", "--store", str(store)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_interrupt_ends_with_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planggraph.cli.reading.plans_in", interrupt)
    assert call("extract", SEED).code == 130


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planggraph.cli.reading.plans_in", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(["extract", str(SEED)])


def test_the_language_may_stand_anywhere(call: Call) -> None:
    assert {call(*words).out for words in (("--lang", "zh", "query", "--list"), ("query", "--list", "--lang=zh"))} == {
        call("query", "--list", "--lang", "zh").out
    }


def test_the_locale_decides_the_language(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "找不到" in call("extract", "missing.txt").err
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "No such file" in call("extract", "missing.txt").err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_and_version_are_results(language: str, call: Call) -> None:
    said = call("--help", "--lang", language)
    assert said.code == 0
    assert "help." not in said.out
    assert call("--lang", language).out == said.out
    assert call("--version").out.startswith("planggraph ")
    for name in ("extract", "build", "query", "sparql", "evaluate", "demo"):
        assert name in said.out
        assert "help." not in call(name, "--help", "--lang", language).out


def test_the_app_works_under_typers_own_runner() -> None:
    result = CliRunner().invoke(app, ["--lang", "zh", "query", "--list"])
    assert result.exit_code == 0
    assert "CQ01" in result.stdout


def test_a_folder_is_searched_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden/x.txt", "~$a.docx", "note.unknown"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = [str(path.relative_to(tmp_path)) for path in source_files([tmp_path, tmp_path / "a.txt"])]
    assert found == ["a.txt", str(Path("b/1.txt")), str(Path("b/2.txt"))]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        source_files([tmp_path / "missing"])
    with pytest.raises(NothingToRead):
        source_files([tmp_path])


def test_one_bad_file_leaves_the_graph_as_it_was(tmp_path: Path, call: Call) -> None:
    store, plans = tmp_path / "store", tmp_path / "plans"
    plans.mkdir()
    (plans / "good.txt").write_bytes(SEED.read_bytes())
    assert call("build", plans, "--store", store).code == 0
    before = contents(store)
    (plans / "bad.txt").write_bytes(b"")
    said = call("build", plans, "--store", store)
    assert said.code == 2
    assert "bad.txt" in said.err
    assert contents(store) == before
    skipped = call("build", plans, "--store", store, "--skip-bad", "--lang", "zh")
    assert (skipped.code, skipped.out) == (0, "计划 1 份，任务 32 项，责任分工 111 条，未识别的单位名称 0 处\n")
    assert "bad.txt" in skipped.err


def test_the_same_plan_twice_is_kept_once_and_said(tmp_path: Path, call: Call) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(SEED.read_bytes())
    said = call("build", tmp_path / "a.txt", tmp_path / "b.txt", "--store", tmp_path / "store", "--lang", "en")
    assert "Plans: 1" in said.out
    assert "b.txt gives the plan" in said.err


def test_several_processes_read_what_one_reads(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(SEED.read_bytes())
    files = source_files([tmp_path])
    assert list(sources.read_all(files, None, None, 2)) == list(sources.read_all(files, None, None, 1))


def test_words_of_a_query_are_read_in_any_order() -> None:
    screen = Screen("en")
    assert named(["CQ01", "--t", "四7"], screen) == ("CQ01", {"t": "四7"})
    assert named(["--t=四7", "CQ01"], screen) == ("CQ01", {"t": "四7"})
    assert named(["CQ12", "--k", "-1"], screen) == ("CQ12", {"k": "-1"})
    assert named(["CQ01", "--t="], screen) == ("CQ01", {"t": ""})
    with pytest.raises(BadParameter):
        named(["CQ01", "--t"], screen)


def test_a_query_prints_as_table_csv_and_json(store: Path, call: Call) -> None:
    table, page, data = (call("query", "CQ01", "--t", "四7", "--format", form, "--store", store, "--lang", "zh").out for form in FORMATS)
    assert table.splitlines()[-1] == "共 4 行"
    rows = list(csv.DictReader(io.StringIO(page)))
    assert len(rows) == 4
    assert list(json.loads(data)[0]) == list(rows[0])


FORMATS = ("table", "csv", "json")


def test_csv_for_a_file_opens_in_excel(store: Path, tmp_path: Path, call: Call) -> None:
    path = tmp_path / "四7.csv"
    said = call("query", "CQ01", "--t", "四7", "--format", "csv", "--output", path, "--store", store)
    assert (said.code, said.out) == (0, "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [item.name for item in tmp_path.iterdir()] == ["四7.csv"]


def test_a_place_that_cannot_be_written_is_said(store: Path, tmp_path: Path, call: Call) -> None:
    said = call("query", "CQ01", "--t", "四7", "--output", tmp_path / "missing" / "x.csv", "--format", "csv", "--store", store)
    assert said.code == 2
    assert "x.csv" in said.err


def test_show_prints_the_file(call: Call) -> None:
    files = [path.read_text(encoding="utf-8") for path in resource("queries").glob("*/*.rq")]
    assert [call("query", "--show", "cq01").out] == [text for text in files if text.startswith("#+ id: CQ01\n")]


SELECT = "SELECT (COUNT(?task) AS ?n) WHERE { ?task a pg:Task }"


@pytest.mark.parametrize(
    ("form", "expected"),
    [("csv", "n\r\n32\r\n"), ("tsv", "?n\n32\n"), ("table", " n\n──\n32\n\n1 row\n")],
)
def test_sparql_rows(form: str, expected: str, store: Path, call: Call) -> None:
    assert call("sparql", SELECT, "--format", form, "--store", store, "--lang", "en").out == expected


def test_sparql_results_json_and_xml(store: Path, call: Call) -> None:
    result = json.loads(call("sparql", SELECT, "--format", "json", "--store", store).out)
    assert result["results"]["bindings"][0]["n"]["value"] == "32"
    assert "<literal" in call("sparql", SELECT, "--format", "xml", "--store", store).out
    assert json.loads(call("sparql", "ASK { ?t a pg:Task }", "--format", "json", "--store", store).out)["boolean"] is True
    assert "是" in call("sparql", "ASK { ?t a pg:Task }", "--store", store, "--lang", "zh").out


CONSTRUCT = "CONSTRUCT { ?task dcterms:title ?title } WHERE { ?task a pg:Task ; dcterms:title ?title }"


@pytest.mark.parametrize(
    ("form", "sign"), [(None, "dcterms:title"), ("ntriples", "> <"), ("jsonld", "@id"), ("xml", "rdf:RDF"), ("trig", "dcterms:")]
)
def test_sparql_triples(form: str | None, sign: str, store: Path, call: Call) -> None:
    said = call("sparql", CONSTRUCT, *(["--format", form] if form else []), "--store", store)
    assert (said.code, said.err) == (0, "")
    assert sign in said.out


@pytest.mark.parametrize("text", ["SELECT WHERE", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "DELETE WHERE { ?s ?p ?o }"])
def test_sparql_that_cannot_run_is_said(text: str, store: Path, call: Call) -> None:
    said = call("sparql", text, "--store", store)
    assert (said.code, said.out) == (4, "")
    assert said.err.strip()


def test_sparql_from_standard_input(store: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SELECT.encode("utf-8"))))
    assert call("sparql", "-", "--format", "csv", "--store", store).out == "n\r\n32\r\n"


@pytest.mark.parametrize("form", ["turtle", "nonsense"])
def test_a_format_that_does_not_fit_is_said(form: str, store: Path, call: Call) -> None:
    said = call("sparql", SELECT, "--format", form, "--store", store)
    assert (said.code, said.out) == (2, "")
    assert form in said.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_summary_names_what_a_person_asks_for(language: str, tmp_path: Path, call: Call) -> None:
    """Figures from competency-questions.csv: CQ05, CQ18, CQ22, CQ25; counts of the hand-made gold."""
    page = call("demo", "--store", tmp_path / "store", "--lang", language).out
    for words in ("穗援〔2018〕140号", "2018-07-09", "111", "107", "37", "各区", "三6", "六3", "2018-12"):
        assert words in page
    sole = {"三6", "四6", "二2", "六2", "六4", "六3"}
    assert sole <= set(page.split())


def test_the_commands_it_offers_work_as_printed(tmp_path: Path, call: Call) -> None:
    page = call("demo", "--store", tmp_path / "store").out
    commands = [line.strip() for line in page.splitlines() if line.strip().startswith("planggraph ")]
    assert len(commands) >= 4
    for command in commands:
        said = call(*shlex.split(command)[1:])
        assert (said.code, said.err) == (0, "")
        assert said.out.strip()


def test_the_demonstration_leaves_other_plans_alone(tmp_path: Path, call: Call) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(SEED.read_bytes().replace("140号".encode(), "141号".encode()))
    assert call("build", other, "--store", tmp_path / "store").code == 0
    before = contents(tmp_path / "store")
    assert call("demo", "--store", tmp_path / "store").code == 3
    assert contents(tmp_path / "store") == before


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(-1.0, True), (1e9, False)])
def test_progress_shows_when_work_lasts(patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("planggraph.cli.screen.PATIENCE", patience)
    assert list(Screen("en").watched(iter("abc"), 3, "Reading plans")) == ["a", "b", "c"]
    assert bool(terminal.getvalue()) == shown


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an installed planggraph in .venv/bin, which is not on the path."""
    script = tmp_path / ".venv" / "bin" / "planggraph"
    script.parent.mkdir(parents=True)
    script.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    return script


def test_commands_are_shown_as_they_are_called(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", [str(office)])
    assert program() == str(Path(".venv") / "bin" / "planggraph")
    monkeypatch.setattr("sys.executable", str(office.parent / "python"))
    monkeypatch.setattr("sys.argv", ["/somewhere/planggraph/__main__.py"])
    assert program() == f"{Path('.venv') / 'bin' / 'python'} -m planggraph"


@pytest.mark.skipif(os.name == "nt", reason="Windows finds programs by suffix")
def test_a_command_on_the_path_is_shown_by_name(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(office.parent))
    monkeypatch.setattr("sys.argv", [str(office)])
    assert program() == "planggraph"


def test_corrections_and_aliases_are_honoured_and_named(tmp_path: Path, call: Call) -> None:
    """市协作办 stands at 889 to 893 as first lead of task 一1 (offsets of the hand-made gold)."""
    corrections, aliases = tmp_path / "corrections.csv", tmp_path / "aliases.csv"
    corrections.write_text(f"document,span,field,value,stated_by\n{SEED.name},889-893,role,support,办公室\n", encoding="utf-8")
    aliases.write_text("alias,key,valid_from,valid_to,stated_by\n市协作办,440100/finance_bureau,,,办公室\n", encoding="utf-8")
    record = json.loads(call("extract", SEED, "--corrections", corrections, "--aliases", aliases).out)
    first = record["tasks"][0]["assignments"][0]
    assert (first["role"], first["stated_by"]) == ("support", "办公室")
    assert first["identity"].endswith("440100/finance_bureau")
    assert [correction["stated_by"] for correction in record["plan"]["corrections"]] == ["办公室"]


@pytest.mark.parametrize("option", ["--corrections", "--aliases"])
@pytest.mark.parametrize("command", ["extract", "build"])
def test_a_table_that_cannot_be_used_is_said_once(option: str, command: str, tmp_path: Path, call: Call) -> None:
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for table in ("table.csv", "missing.csv"):
        said = call(command, SEED, option, tmp_path / table, *(["--store", tmp_path / "store"] if command == "build" else []))
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert table in said.err
        assert not (tmp_path / "store").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names as text")
def test_a_file_name_in_gbk_does_not_stop_anything(tmp_path: Path, call: Call) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "工作要点.txt".encode("gbk")))
    path.write_bytes(SEED.read_bytes())
    assert json.loads(call("extract", path).out)["plan"]["source"]["name"] == "工作要点.txt"
    assert call("build", tmp_path, "--store", tmp_path / "store").code == 0


def test_standard_input_that_is_not_utf_8_is_said(store: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO('ASK { ?t ?p "财政局" }'.encode("gbk"))))
    said = call("sparql", "-", "--store", store, "--lang", "zh")
    assert (said.code, said.out) == (2, "")
    assert "UTF-8" in said.err
