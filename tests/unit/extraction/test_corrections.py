"""Corrections: honoured where they name a fact, refused with file and line where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from planggraph.errors import BadTable, MissingFile
from planggraph.extraction import extract
from planggraph.extraction.corrections import left_over, load_corrections
from planggraph.model import Document, Plan
from planggraph.reading import read_bytes
from planggraph.registry import Registry

TEXT = (
    "广州市2018年工作要点\n一、重点任务\n1.推进招商。引进企业3家。（完成时间：11月前。牵头单位：市商务委、农业局）\n"
    "2.做好宣传。由各部门宣传。（牵头单位：市委宣传部）\n"
)


@pytest.fixture
def document() -> Document:
    return read_bytes("plan.txt", TEXT.encode())


def corrected(tmp_path: Path, document: Document, *rows: str) -> Plan:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["document,span,field,value,stated_by", *rows, ""]), encoding="utf-8-sig")
    (plan,) = extract(document, Registry.load(), load_corrections(path))
    return plan


def span(words: str) -> str:
    start = TEXT.index(words)
    return f"{start}-{start + len(words)}"


def test_role_of_an_assignment(tmp_path: Path, document: Document) -> None:
    plan = corrected(tmp_path, document, f"plan.txt,{span('农业局')},role,support,李工")
    commerce, agriculture = plan.tasks[0].assignments
    assert (commerce.role, commerce.basis) == ("lead", "explicit")
    assert (agriculture.role, agriculture.basis, agriculture.position) == ("support", "correction", 1)
    (note,) = plan.corrections
    assert (note.field, note.before, note.value, note.stated_by) == ("role", "lead", "support", "李工")
    assert note.evidence.quote == "农业局"


def test_identity_by_key_and_by_name(tmp_path: Path, document: Document) -> None:
    plan = corrected(tmp_path, document, f"plan.txt,{span('农业局')},identity,440100/water_affairs,李工")
    identity = plan.tasks[0].assignments[1].identity
    assert (identity.status, identity.key, identity.stated_by) == ("resolved", "440100/water_affairs", "李工")


def test_a_new_assignment_and_one_that_is_none(tmp_path: Path, document: Document) -> None:
    plan = corrected(tmp_path, document, f"plan.txt,{span('各部门')},assign,support,", f"plan.txt,{span('市委宣传部')},delete,,")
    (made,) = plan.tasks[1].assignments
    assert (made.agency, made.role, made.collective) == ("各部门", "support", True)
    assert plan.corrections[0].stated_by == "corrections.csv"


def test_deadline_target_and_header(tmp_path: Path, document: Document) -> None:
    plan = corrected(
        tmp_path,
        document,
        f"plan.txt,{span('11月前')},by,2018-12,李工",
        "plan.txt,,document_number,穗府〔2018〕1号,李工",
        "plan.txt,,date,2018-02-01,李工",
        "other.txt,1-2,role,lead,李工",
    )
    assert plan.tasks[0].deadlines[0].by == "2018-12"
    assert plan.notice.document_number is not None
    assert plan.notice.document_number.value == "穗府〔2018〕1号"
    assert len(plan.corrections) == 3


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("plan.txt,0-2,role,lead,", "no task"),
        ("plan.txt,SPAN,by,2018,", "no fact"),
        ("plan.txt,SPAN,role,boss,", "role must be"),
        ("plan.txt,x,role,lead,", "START-END"),
        ("plan.txt,SPAN,colour,red,", "unknown field"),
        ("plan.txt,,date,yesterday,", "no date"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, document: Document, row: str, words: str) -> None:
    with pytest.raises(BadTable, match=words) as caught:
        corrected(tmp_path, document, row.replace("SPAN", span("农业局")))
    assert caught.value.fields["line"] == 2
    assert Path(str(caught.value.fields["path"])).name == "corrections.csv"


def test_missing_file_and_missing_columns(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        load_corrections(tmp_path / "none.csv")
    path = tmp_path / "columns.csv"
    path.write_text("document,value\n", encoding="utf-8")
    with pytest.raises(BadTable, match="span"):
        load_corrections(path)


TWO = (
    "某市2020年工作方案\n一、经济\n1.稳增长。（责任单位：市发改委）\n附件2\n"
    "某市2020年民生实事任务分解表\n一、教育\n1.建学校。（责任单位：市教育局）\n"
)


def test_a_row_is_for_the_plan_its_span_stands_in(tmp_path: Path) -> None:
    start = TWO.index("市教育局")
    path = tmp_path / "corrections.csv"
    rows = [f"plan.txt,{start}-{start + 4},role,lead", f"plan.txt,{start}-{start + 4},title,教育实事"]
    path.write_text("\n".join(["document,span,field,value", *rows]), encoding="utf-8")
    first, second = extract(read_bytes("plan.txt", TWO.encode()), Registry.load(), load_corrections(path))
    assert first.corrections == ()
    assert second.tasks[0].assignments[0].role == "lead"
    assert second.title is not None
    assert second.title.value == "教育实事"
    path.write_text("document,span,field,value\nplan.txt,,title,教育实事\n", encoding="utf-8")
    with pytest.raises(BadTable, match="several plans"):
        extract(read_bytes("plan.txt", TWO.encode()), Registry.load(), load_corrections(path))


def test_a_stated_deadline_has_its_dates(tmp_path: Path, document: Document) -> None:
    plan = corrected(tmp_path, document, f"plan.txt,{span('11月前')},by,2018-Q4,")
    deadline = plan.tasks[0].deadlines[0]
    assert (deadline.by, str(deadline.strict), str(deadline.month_end)) == ("2018-Q4", "2018-12-31", "2018-12-31")


@pytest.mark.parametrize(
    ("words", "field", "value", "message"),
    [
        ("11月前", "by", "banana", "no deadline"),
        ("11月前", "by", "2018-13", "no deadline"),
        ("农业局", "identity", "nonsense", "no body"),
        ("3家", "bound", "foo", "bound must be"),
    ],
)
def test_values_are_checked(tmp_path: Path, document: Document, words: str, field: str, value: str, message: str) -> None:
    where = span(words)
    if field == "bound":
        (plan,) = extract(document, Registry.load())
        evidence = plan.tasks[0].targets[0].evidence
        where = f"{evidence.start}-{evidence.end}"
    with pytest.raises(BadTable, match=message):
        corrected(tmp_path, document, f"plan.txt,{where},{field},{value},")


def test_rows_for_files_that_were_not_read(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("document,span,field,value\nplan.txt,1-2,role,lead\ntypo.txt,1-2,role,lead\n", encoding="utf-8")
    assert [row.line for row in left_over(load_corrections(path), ["plan.txt"])] == [3]
