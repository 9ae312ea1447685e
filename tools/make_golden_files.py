"""Write the golden documents that are not plain text: one plan of tasks in paragraphs and in a table over pages, in every file format.

    python tools/make_golden_files.py

The plan is made from the rows below, and so is its gold: what the files say is known before anything reads them. The .docx has automatic
numbering, the .pdf and .ofd a table that runs over pages, the .xlsx merged cells. The files are made by the makers of the tests
(tests/reading_files.py) and are the same on every run but for the time stamps that .pdf and .xlsx carry.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "tests"))

from reading_files import ABOVE, Block, docx_of, html_of, ofd_of, pdf_of, text_of, xlsx_of  # noqa: E402

TITLE = "临川市2022年民生实事任务分工方案"
ITEMS = [
    ("推进老旧小区改造。改造老旧小区24个，惠及居民5200户。", ["市住建局"], ["市财政局", "市城管局"], "11月底前", "2022-11"),
    ("增加普惠性托位。新增托位900个。", ["市卫生健康委"], ["市教育局"], "第三季度", "2022-Q3"),
    ("改善农村供水。完成管网更新120公里。", ["市水利局"], [], "12月15日前", "2022-12-15"),
]
ROWS = [
    ("教育", "新建公办幼儿园", "市教育局", "市自然资源局、市住建局", "8月底前", "2022-08"),
    ("教育", "为中小学教室更新照明", "市教育局", "市财政局", "上半年", "2022-06"),
    ("教育", "开展课后服务", "市教育局", "各县（市、区）政府", "长期坚持", "ongoing"),
    ("健康", "建设中心血站新址", "市卫生健康委", "市发展改革委", "2022年12月", "2022-12"),
    ("健康", "为适龄女生接种疫苗", "市卫生健康委", "市教育局、市妇联", "10月底", "2022-10"),
    ("健康", "设置自动体外除颤器", "市红十字会", "市交通运输局", "9月底前", "2022-09"),
    ("养老", "建设嵌入式养老机构", "市民政局", "市财政局", "年底前", "2022-12"),
    ("养老", "改造困难老人家庭", "市民政局", "市残联", "11月15日前", "2022-11-15"),
    ("养老", "开办长者食堂", "市民政局", "各镇（街道）", "第四季度", "2022-Q4"),
    ("出行", "打通断头路", "市住建局", "市公安局", "12月底前", "2022-12"),
    ("出行", "新增公共停车位", "市城管局", "市国资委", "6月底前", "2022-06"),
    ("出行", "优化公交线路", "市交通运输局", "市公交集团", "持续推进", "ongoing"),
] * 3


def plan() -> list[Block]:
    """The plan as paragraphs and one table."""
    items: list[Block] = []
    for number, (text, leads, supports, time, _) in enumerate(ITEMS, 1):
        support = f"；配合单位：{'、'.join(supports)}" if supports else ""
        items.append(f"{number}.{text}（牵头单位：{'、'.join(leads)}{support}；完成时限：{time}）")
    rows: list[list[Any]] = [["类别", "序号", "工作任务", "牵头单位", "配合单位", "完成时限"]]
    for number, (kind, task, lead, support, time, _) in enumerate(ROWS):
        same = number and ROWS[number - 1][0] == kind
        rows.append([ABOVE if same else kind, str(number + 1), f"{task}（第{number // 12 + 1}批）", lead, support, time])
    preface = "为办好年度民生实事，经市政府同意，制定本方案，请各地各部门认真组织实施，确保各项任务按期完成。"
    return [TITLE, preface, "一、重点任务", *items, "二、任务清单", rows]


def gold() -> dict[str, Any]:
    """The right reading of the plan."""
    tasks = []
    for number, (text, leads, supports, time, by) in enumerate(ITEMS, 1):
        tasks.append(task(str(number), ["一、重点任务"], text[:8], leads, supports, time, by))
    for number, (kind, words, lead, support, time, by) in enumerate(ROWS):
        start = f"{words}（第{number // 12 + 1}批）"
        tasks.append(
            task(
                str(number + 1),
                ["二、任务清单", kind],
                start,
                [lead],
                support.split("、") if "（市、" not in support else [support],
                time,
                by,
            )
        )
    header = {"title": TITLE, "issuer": None, "document_number": None, "date": None, "jurisdiction": "临川市"}
    return {"source": "made by tools/make_golden_files.py", "synthetic": True, "excerpt": False, "plan": header, "tasks": tasks}


def task(number: str, path: list[str], start: str, leads: list[str], supports: list[str], time: str, by: str) -> dict[str, Any]:
    """One task of a gold file."""
    named = [{"surface": name, "agency": name, "role": role} for role, names in (("lead", leads), ("support", supports)) for name in names]
    return {"number": number, "path": path, "starts_with": start, "assignments": named, "deadlines": [{"surface": time, "by": by}]}


FILES = {
    "docx": docx_of(plan()),
    "html": html_of(plan()),
    "ofd": ofd_of(plan()),
    "pdf": pdf_of(plan()),
    "txt": text_of(plan()).encode(),
    "xlsx": xlsx_of(plan()),
}


def main() -> None:
    """Write a folder for each format."""
    for suffix, data in FILES.items():
        folder = CHECKOUT / "tests" / "golden" / f"linchuan-2022-{suffix}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"plan.{suffix}").write_bytes(data)
        (folder / "gold.json").write_text(json.dumps(gold(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
