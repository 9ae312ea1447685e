"""One plan saved in every format has the same paragraphs and the same tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from planggraph.reading import read_bytes
from reading_files import ABOVE, LEFT, Block, docx_of, html_of, ofd_of, pdf_of, text_of, xlsx_of
from reading_view import assert_sound, view

MAKERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "docx": docx_of,
    "html": html_of,
    "ofd": ofd_of,
    "pdf": pdf_of,
    "txt": lambda plan: text_of(plan).encode(),
    "xlsx": xlsx_of,
}
PLAN: list[Block] = [
    "黔江市2023年度重点工作任务分工方案",
    "为贯彻落实市委、市政府决策部署，推动各项重点任务按期完成，结合我市实际，制定本方案，请各有关单位认真组织实施，确保取得实效。",
    "一、总体要求",
    "坚持稳中求进。",
    "二、重点任务",
    "（一）产业发展",
    "1.建设科创园二期。标准厂房竣工8万平方米，入驻企业20家以上。（牵头单位：市科技局；配合单位：市财政局、市自然资源和规划局；完成时限：11月底前）",
    "2.提升教育质量。新建幼儿园3所。（责任单位：市教育局）",
    "（二）民生保障",
    "1.推进河道整治。（责任单位：市水利局）",
    "附件：任务分解表",
    [
        ["类别", "序号", "工作任务", "牵头单位", "完成时限"],
        *[
            ["教育类" if i % 4 == 1 else ABOVE, str(i), f"推进第{i}项重点工程建设并且完成竣工验收", "市教育局、市财政局", f"{i}月底前"]
            for i in range(1, 13)
        ],
        ["合计", LEFT, "十二项", "略", "略"],
    ],
    "三、保障措施",
    "加强领导。",
]


@pytest.mark.parametrize("kind", MAKERS)
def test_same_blocks(kind: str) -> None:
    document = read_bytes(f"a.{kind}", MAKERS[kind](PLAN))
    assert_sound(document)
    assert view(document) == view(read_bytes("a.txt", text_of(PLAN).encode()))


UNTITLED: dict[str, Callable[[Sequence[Block]], bytes]] = {
    **MAKERS,
    "docx": partial(docx_of, numbered=False),
    "ofd": partial(ofd_of, titled=False),
    "pdf": partial(pdf_of, titled=False),
}


@pytest.mark.parametrize("kind", UNTITLED)
@pytest.mark.parametrize("folder", ["modelled", "real"])
def test_documents_pasted_line_by_line(kind: str, folder: str, shared: Path) -> None:
    for path in sorted((shared / "corpus" / folder).glob("*.txt")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        other = read_bytes(f"a.{kind}", UNTITLED[kind](lines))
        assert_sound(other)
        assert _closed(view(other)) == _closed(view(read_bytes(path.name, "\n".join(lines).encode()))), path.name


def _closed(blocks: list[str | list[list[str]]]) -> list[str | list[list[str]]]:
    """The blocks without white space."""
    return [_letters(block) if isinstance(block, str) else [[_letters(cell) for cell in row] for row in block] for block in blocks]


def _letters(text: str) -> str:
    return "".join(text.split())
