"""One plan saved in every format gives the same Plan, positions aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from planggraph.extraction import extract
from planggraph.model import Evidence, Plan, Source
from planggraph.reading import read_bytes
from planggraph.registry import Registry
from planggraph.text.folding import squeeze
from reading_files import ABOVE, Block, docx_of, html_of, ofd_of, pdf_of, text_of, xlsx_of

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/plan.txt"))
MAKERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "docx": lambda plan: docx_of(plan, numbered=False),
    "html": html_of,
    "ofd": lambda plan: ofd_of(plan, titled=False),
    "pdf": lambda plan: pdf_of(plan, titled=False),
    "xlsx": xlsx_of,
}
TABLED: list[Block] = [
    "黔江市人民政府办公室关于印发《黔江市2023年度重点工作任务分工方案》的通知",
    "黔江政办发〔2023〕7号",
    "各区县人民政府，市政府各部门：",
    "《黔江市2023年度重点工作任务分工方案》已经市政府同意，现印发给你们，请认真贯彻执行。",
    "黔江市人民政府办公室",
    "2023年3月1日",
    "黔江市2023年度重点工作任务分工方案",
    "一、产业发展",
    "1.建设科创园二期。标准厂房竣工8万平方米，入驻企业20家以上。（牵头单位：市科技局；配合单位：市财政局、自然资源和规划局；完成时限：11月底前）",
    "2.提升教育质量。新建幼儿园3所。（责任单位：市教育局）",
    "二、任务分解",
    [
        ["类别", "序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
        *[
            [
                "民生保障" if number % 4 == 3 else ABOVE,
                str(number),
                f"推进第{number}项重点工程建设并完成竣工验收",
                "市住建局",
                "市财政局、市水务局，各区县政府" if number % 2 else "无",
                f"{number % 12 + 1}月底前",
            ]
            for number in range(3, 43)
        ],
    ],
]  # fmt: skip


def without_positions(value: Any) -> Any:  # noqa: ANN401 - any value a plan holds
    """The value with evidence reduced to quote and rule (to the rule for whole items, whose quotes hold the marks between cells)."""
    if isinstance(value, Evidence):
        return Evidence(0, 0, "" if value.rule.startswith("structure.") else squeeze(value.quote), value.rule)
    if isinstance(value, Source):
        return Source("", "", "", 0)
    if isinstance(value, tuple):
        return tuple(without_positions(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: without_positions(getattr(value, each.name)) for each in fields(value)})
    return value


def plans(name: str, data: bytes) -> tuple[Plan, ...]:
    return tuple(without_positions(plan) for plan in extract(read_bytes(name, data), Registry.load()))


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_plan_with_a_table_over_pages(suffix: str) -> None:
    expected = plans("plan.txt", text_of(TABLED).encode())
    assert len(expected[0].tasks) == 42
    assert plans(f"plan.{suffix}", MAKERS[suffix](TABLED)) == expected


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_golden_plans(path: Path, suffix: str) -> None:
    text = path.read_text(encoding="utf-8").replace("·", "和")  # the test font has no middle dot
    lines: list[Block] = [line.strip() for line in text.splitlines() if line.strip()]
    expected = plans("plan.txt", "\n".join(map(str, lines)).encode())
    assert plans(f"plan.{suffix}", MAKERS[suffix](lines)) == expected
