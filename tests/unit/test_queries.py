"""The catalogue: headers that are read whole or refused whole, names that are found, parameters that mean one thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planggraph.errors import BadParameter, BadQueryHeader, BadSparql, UnknownQuery
from planggraph.queries import GROUPS, Catalogue, bind, run
from planggraph.queries.header import Fault, Header, read_header
from planggraph.registry import Registry
from planggraph.store import EmbeddedStore, build, open_store
from seed import build_seed, next_year_plan, seed_plan
from small_plans import EmptyRegistry, small_plan

GOOD = """#+ id: CQ99
#+ title: {zh: 有哪些任务, en: Which tasks are there}
#+ parameters:
#+   least: {type: integer, also: k, zh: 至少, en: At least, default: 1, example: 2}
#+   plan: {type: plan, zh: 方案, en: Plan, optional: yes}
#+ columns:
#+   notation: {zh: 编号, en: No.}
#+ seed: 一1
PREFIX pg: <https://w3id.org/planggraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX p-plan: <http://purl.org/net/p-plan#>
SELECT ?least ?plan ?notation
WHERE { ?task skos:notation ?notation ; pg:ordinal ?n ; p-plan:isStepOfPlan ?plan FILTER (?n >= ?least) }
ORDER BY ?notation
"""


def folder_of(tmp_path: Path, text: str, name: str = "tasks", group: str = "time") -> Path:
    (tmp_path / group).mkdir(exist_ok=True)
    (tmp_path / group / f"{name}.rq").write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def refused(tmp_path: Path, text: str) -> BadQueryHeader:
    with pytest.raises(BadQueryHeader) as caught:
        Catalogue.load(folder_of(tmp_path, text))
    return caught.value


def test_a_good_file(tmp_path: Path) -> None:
    (query,) = Catalogue.load(folder_of(tmp_path, GOOD))
    assert (query.id, query.name, query.group, query.text) == ("CQ99", "tasks", "time", GOOD)
    assert (query.title("zh"), query.title("en")) == ("有哪些任务", "Which tasks are there")
    least, plan = query.parameters
    assert (least.name, least.also, least.type, least.default, least.example) == ("least", "k", "integer", "1", "2")
    assert (plan.optional, plan.title("zh")) == (True, "方案")
    assert [column.title("en") for column in query.columns] == ["No."]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("#+ id: CQ99\n", "", 1, "id is missing"),
        ("#+ id: CQ99", "#+id: CQ99", 1, "no blank after #+"),
        ("#+ id: CQ99", "#+ id:\tCQ99", 1, "there is a tab"),
        ("#+ id: CQ99", "#+ id CQ99", 2, "not YAML"),
        ("#+ id: CQ99", "#+ id:", 1, "text is wanted here"),
        ("#+ seed: 一1", "#+ seeds: 一1", 1, "line 8: unknown key seeds"),
        ("#+ seed: 一1", "#+ seed: 一1\n#+ seed: 一2", 9, "seed stands twice"),
        ("#+ seed: 一1", "#+ seed: 答案: 一1", 8, "not YAML"),
        (", en: Which tasks are there", "", 2, "en is missing"),
        ("{zh: 有哪些任务, en: Which tasks are there}", "有哪些任务？", 2, "key: value pairs"),
        ("type: integer", "type: number", 4, "unknown parameter type"),
        ("also: k", "alias: k", 4, "unknown key alias"),
        ("#+   notation: {zh", "#+   nothing: {zh", 1, "the SELECT has no ?nothing"),
        ("SELECT ?least ", "SELECT ", 1, "the SELECT has no ?least"),
        ("#+ columns:\n", "#+ columns:\n\n", 8, "interrupted"),
        ("#+ ", "# ", 1, "there is no header"),
    ],
)
def test_a_bad_header_stops_with_file_line_and_fix(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    error = refused(tmp_path, GOOD.replace(old, new, 1) if old != "#+ " else GOOD.replace(old, new))
    assert (error.fields["path"].name, error.fields["line"]) == ("tasks.rq", line)
    assert words in str(error)
    assert error.fields["fix"].zh


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("type: integer", "type: number").replace("#+ seed: 一1", "#+ seed: 一1\n#+ colour: red").replace(", en: No.", "")
    error = refused(tmp_path, text)
    assert error.fields["line"] == 4
    assert "line 7: en is missing" in str(error)
    assert "line 9: unknown key colour" in str(error)


def test_a_body_that_is_no_sparql_stops_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(BadSparql) as caught:
        Catalogue.load(folder_of(tmp_path, GOOD.replace("WHERE {", "WHERE [")))
    assert (caught.value.fields["line"], caught.value.fields["column"]) == (13, 7)
    assert "tasks.rq" in str(caught.value)


@pytest.mark.parametrize("other", [GOOD, GOOD.replace("CQ99", "TASKS")])
def test_two_files_may_not_share_a_name(tmp_path: Path, other: str) -> None:
    folder_of(tmp_path, GOOD)
    folder_of(tmp_path, other, name="others", group="sharing")
    with pytest.raises(BadQueryHeader):
        Catalogue.load(tmp_path)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), st.booleans())
def test_any_header_is_read_or_refused(text: str, marked: bool) -> None:
    body = "\n".join(f"#+ {line}" for line in text.splitlines()) if marked else text
    found = read_header(body)
    assert isinstance(found, Header) or all(isinstance(fault, Fault) and fault.line >= 1 for fault in found)
    assert found


def test_the_shipped_catalogue_is_in_order() -> None:
    catalogue = list(Catalogue.load())
    assert [query.group for query in catalogue] == sorted((query.group for query in catalogue), key=GROUPS.index)
    assert len({query.id for query in catalogue}) == len(catalogue)


@pytest.mark.parametrize("name", ["CQ01", "cq01", "leads-of-task", "Leads-of-Task"])
def test_found_by_file_name_and_id(name: str) -> None:
    assert Catalogue.load().get(name).id == "CQ01"


@pytest.mark.parametrize(("name", "near"), [("CQ1", "CQ01"), ("leads-of-tasks", "leads-of-task"), ("led", "led-tasks-due-by-month")])
def test_an_unknown_name_brings_near_ones(name: str, near: str) -> None:
    with pytest.raises(UnknownQuery) as caught:
        Catalogue.load().get(name)
    assert near in str(caught.value)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("queries") / "s"
    build_seed(folder)
    with open_store(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("queries-two") / "s"
    build([seed_plan(), next_year_plan()], Registry.load(), folder)
    with open_store(folder) as opened:
        yield opened


def bound(store: EmbeddedStore, name: str, **given: str) -> dict[str, str]:
    return {key: term.value for key, term in bind(store, Catalogue.load().get(name), given).items()}


TASK = "https://w3id.org/planggraph/id/plan/440100/穗援-2018-140/task/3-4-7"
COOP = "https://w3id.org/planggraph/id/agency/440100/coop_office"


@pytest.mark.parametrize(
    "text",
    ["四7", "四.7", "四、7", " 四7 ", "3-4-7", "推进特色产业帮扶", "推进特色", TASK, "plan/440100/穗援-2018-140/task/3-4-7"],
)
def test_names_of_a_task(store: EmbeddedStore, text: str) -> None:
    assert bound(store, "CQ01", task=text) == {"task": TASK}


@pytest.mark.parametrize(
    "text", ["coop_office", "440100/coop_office", "协作办", "市协作办", "广州市协作办公室", COOP, "agency/440100/coop_office"]
)
def test_names_of_an_agency(store: EmbeddedStore, text: str) -> None:
    assert bound(store, "CQ02", agency=text) == {"agency": COOP}


def test_names_of_a_group(store: EmbeddedStore) -> None:
    found = {bound(store, "CQ02", a=text)["agency"] for text in ("各区政府", "各区人民政府", "grp_all_district_gov")}
    assert len(found) == 1


@pytest.mark.parametrize("text", ["南沙区", "440115", "南沙", "region/440115"])
def test_names_of_a_region(store: EmbeddedStore, text: str) -> None:
    assert bound(store, "CQ07", d=text) == {"region": "https://w3id.org/planggraph/id/region/440115"}


@pytest.mark.parametrize(
    "text", ["穗援〔2018〕140号", "440100/穗援-2018-140", "2018", "广州市东西部扶贫协作对口帮扶黔南州2018年度工作要点"]
)
def test_names_of_a_plan(two_plans: EmbeddedStore, text: str) -> None:
    assert bound(two_plans, "CQ05", plan=text) == {"plan": "https://w3id.org/planggraph/id/plan/440100/穗援-2018-140"}


def test_a_list_of_agencies(store: EmbeddedStore) -> None:
    both = bound(store, "CQ19", X="协作办、各区政府")["absent"]
    assert both == f" {COOP} https://w3id.org/planggraph/id/agency/440100/grp_all_district_gov "
    assert both == bound(store, "CQ19", absent="{coop_office, grp_all_district_gov}")["absent"]


@pytest.mark.parametrize("name", ["t", "T", "task", "TASK"])
def test_a_parameter_answers_to_both_its_names(store: EmbeddedStore, name: str) -> None:
    assert bound(store, "CQ01", **{name: "四7"}) == {"task": TASK}


def test_a_name_that_means_several_things_is_refused_with_them(two_plans: EmbeddedStore) -> None:
    with pytest.raises(BadParameter) as caught:
        bound(two_plans, "CQ01", t="四5")
    assert "may mean 2 things" in str(caught.value)
    assert "穗援-2018-140/task/3-4-5" in str(caught.value)
    assert "穗援-2019-37/task/3-4-5" in str(caught.value)


def test_the_plan_tells_tasks_apart(two_plans: EmbeddedStore) -> None:
    assert bound(two_plans, "CQ01", t="四5", plan="2018")["task"] == TASK.replace("3-4-7", "3-4-5")


@pytest.mark.parametrize(
    ("query", "given", "words"),
    [
        ("CQ01", {}, "needs it"),
        ("CQ01", {"t": "九9"}, "nothing here is named"),
        ("CQ02", {"a": "市公安局"}, "nothing here is named"),
        ("CQ02", {"a": "市协作办", "b": "x"}, "no such parameter"),
        ("CQ12", {"k": "many"}, "cannot be read"),
        ("CQ12", {"k": "٣"}, "cannot be read"),
        ("CQ12", {"k": "-1"}, "cannot be read"),
        ("CQ26", {"m": "2018-13"}, "cannot be read"),
        ("CQ26", {"m": "8月"}, "cannot be read"),
        ("CQ27", {"d": "2018-02-30"}, "cannot be read"),
        ("CQ25", {"r": "loose"}, "cannot be read"),
        ("CQ05", {"plan": "没有的方案"}, "nothing here is named"),
    ],
)
def test_what_cannot_be_understood_is_refused(store: EmbeddedStore, query: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(BadParameter) as caught:
        bound(store, query, **given)
    assert words in str(caught.value)
    assert caught.value.say("zh")


def test_near_names_are_suggested(store: EmbeddedStore) -> None:
    with pytest.raises(BadParameter) as caught:
        bound(store, "CQ02", a="市协作办公")
    assert "市协作办" in str(caught.value)


@pytest.mark.parametrize(("text", "month"), [("2018-08", "2018-08"), ("2018-8", "2018-08"), ("2018年8月", "2018-08")])
def test_months(store: EmbeddedStore, text: str, month: str) -> None:
    assert bound(store, "CQ26", m=text)["month"] == month


@pytest.mark.parametrize("text", ['四7" } #', "四7 } UNION { ?task ?p ?o", "<http://x>", "", "\\", "?task"])
def test_no_parameter_is_read_as_sparql(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(BadParameter):
        bound(store, "CQ01", t=text)


def test_columns_are_those_of_the_header(store: EmbeddedStore) -> None:
    query = Catalogue.load().get("CQ12")
    assert run(store, query).columns == tuple(column.name for column in query.columns)


def test_counts_hold_for_plans_that_name_unknown_bodies(tmp_path: Path) -> None:
    build([small_plan(1, tasks=3), small_plan(2, tasks=1)], EmptyRegistry(), tmp_path)
    with open_store(tmp_path) as opened:
        rows = run(opened, Catalogue.load().get("CQ05")).records()
    assert [(row["agency_name"], row["tasks"]) for row in rows] == [("甲局", 3), ("甲局", 1)]
