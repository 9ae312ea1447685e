"""Writes the tables of queries and of formats into README.md and README.zh.md, between their markers.

Run it after a query or a format was added: .venv/bin/python tools/make_readme_tables.py
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

from planggraph.cli.asking import parameters_of
from planggraph.errors import Language
from planggraph.queries import Catalogue
from planggraph.reading import FORMATS
from planggraph.server.settings import table as settings_table

ROOT = Path(__file__).resolve().parents[1]
READMES: Mapping[str, Language] = {"README.md": "en", "README.zh.md": "zh"}


def queries(language: Language) -> str:
    """One row a query: id, file name, parameters as typed, question."""
    head = "| 编号 | 名称 | 参数 | 问题 |" if language == "zh" else "| id | name | parameters | question |"
    rows = [f"| {one.id} | `{one.name}` | `{parameters_of(one)}` | {one.title(language)} |" for one in Catalogue.load()]
    return "\n".join([head, "|---|---|---|---|", *rows])


def formats(language: Language) -> str:
    """One row a format: its suffixes, its name, what it needs beyond the core."""
    head = "| 扩展名 | 格式 | 需要另装 |" if language == "zh" else "| files | format | needs |"
    nothing = "无" if language == "zh" else "nothing more"
    rows = []
    for form, members in groupby(FORMATS, key=FORMATS.__getitem__):
        needs = "LibreOffice" if form.kind == "legacy" else "`planggraph[documents]`" if form.needs_extra else nothing
        name = form.name_zh if language == "zh" else form.name_en
        rows.append(f"| {' '.join(f'`{suffix}`' for suffix in members)} | {name} | {needs} |")
    return "\n".join([head, "|---|---|---|", *rows])


def settings(language: Language) -> str:
    """One row a setting of `serve --set`: its name, its default, what it limits."""
    head = "| 名称 | 默认值 | 含义 |" if language == "zh" else "| name | default | meaning |"
    rows = [f"| `{name}` | {f'`{default}`' if default else ''} | {text} |" for name, default, text in settings_table(language)]
    return "\n".join([head, "|---|---|---|", *rows])


TABLES: Mapping[str, Callable[[Language], str]] = {"queries": queries, "formats": formats, "settings": settings}


def filled(text: str, language: Language) -> str:
    """The text of a README with every table made anew."""
    for name, table in TABLES.items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = between.sub(lambda found, table=table: f"{found[1]}\n{table(language)}\n\n{found[2]}", text)
    return text


if __name__ == "__main__":
    for name, language in READMES.items():
        path = ROOT / name
        path.write_text(filled(path.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")
