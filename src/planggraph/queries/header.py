"""The header of a query file: its first lines, each begun by `#+ `, which together are YAML.

A `.rq` file stays valid SPARQL, since `#` begins a comment there. The convention is that of grlc; unlike grlc, a header that cannot
be read is an error with file, line and fix, and never an empty header. All faults of a file are found at once. Every value is
text, taken as it is written: YAML's guesses at dates, numbers and truth values are not made.

    #+ id: CQ01
    #+ title:
    #+   zh: 某项任务由谁牵头？
    #+   en: Who leads a task?
    #+ parameters:
    #+   task: {type: task, also: t, zh: 任务, en: Task, example: 四7}
    #+ columns:
    #+   agency: {zh: 单位, en: Agency}
    #+ seed: 广州港务局; 市工信委; 市国资委; 南沙区政府

`parameters` and `columns` are named as the variables of the SELECT; `also` is a shorter name a parameter answers to; `default` is the
value of a parameter that is not given, `optional: yes` lets it stay open, `choices` lists the values of a `choice`. `seed` is the
answer on the plan that comes with planggraph, for `example`. A `description` like the title may follow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, cast, get_args

import yaml
from rapidfuzz import process

from planggraph.errors import Language, Said

Type = Literal[
    "task", "assignment", "agency", "agencies", "region", "section", "programme", "plan", "integer", "month", "date", "string", "choice"
]
"""What a parameter names or holds; `queries.parameters` reads each."""

_MARK: Final = "#+"
_KEYS: Final = {"id", "title", "description", "parameters", "columns", "seed"}
_WANTED: Final = _KEYS - {"parameters", "description"}
_PARAMETER: Final = {"type", "also", "zh", "en", "example", "default", "optional", "choices"}
_TYPES: Final = frozenset(get_args(Type))


class Fault(NamedTuple):
    """What is wrong in which line of the file, and how to put it right."""

    line: int
    detail: Said
    fix: Said


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank in a question. `name` is the variable it fills, without the question mark; `also` a shorter name for it."""

    name: str
    type: Type
    words: Said
    also: str | None = None
    example: str | None = None
    default: str | None = None
    optional: bool = False
    choices: tuple[str, ...] = ()

    def title(self, language: Language) -> str:
        """What it is called, for a form."""
        return self.words.zh if language == "zh" else self.words.en


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; `name` is its variable. Names that end in `_iri` are for programs to follow, not to be read."""

    name: str
    words: Said

    def title(self, language: Language) -> str:
        """What stands above it."""
        return self.words.zh if language == "zh" else self.words.en


@dataclass(frozen=True, slots=True)
class Header:
    """Everything the header says."""

    id: str
    words: Said
    description: Said | None
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    seed: str


def read_header(text: str) -> Header | tuple[Fault, ...]:
    """The header of a query file, or all that is wrong with it in the order of its lines."""
    faults: list[Fault] = []
    lines = _header_lines(text, faults)
    root = _compose("\n".join(lines), faults) if not faults else None
    header = _Reader(faults).header(root) if root is not None else None
    return header if header is not None and not faults else tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))


def _header_lines(text: str, faults: list[Fault]) -> list[str]:
    """The YAML of the header, line for line as in the file."""
    lines = text.splitlines()
    length = next((number for number, line in enumerate(lines) if not line.startswith(_MARK)), len(lines))
    if not length:
        faults.append(Fault(1, Said("没有文件头", "there is no header"), Said("第一行写 #+ id: 编号", "begin line 1 with #+ id: ID")))
    for number, line in enumerate(lines, start=1):
        if number > length and line.lstrip().startswith(_MARK):
            faults.append(Fault(number, Said("文件头中断", "the header is interrupted"), Said("移到文件开头", "move this line to the top")))
        elif number <= length and "\t" in line:
            faults.append(Fault(number, Said("有制表符", "there is a tab"), Said("改用空格", "use blanks")))
        elif number <= length and line[2:3] not in ("", " "):
            faults.append(Fault(number, Said("#+ 后没有空格", "no blank after #+"), Said("加一个空格", "add a blank")))
    return [line[3:] for line in lines[:length]]


def _compose(header: str, faults: list[Fault]) -> yaml.Node | None:
    fix = Said("检查冒号后的空格、缩进和引号", "check the blank after each colon, the indentation and the quotes")
    try:
        root = yaml.compose(header, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None)
        faults.append(Fault(mark.line + 1 if mark else 1, Said(f"不是 YAML：{reason}", f"not YAML: {reason}"), fix))
        return None
    if root is None:
        faults.append(Fault(1, Said("文件头是空的", "the header is empty"), Said("写上 id、title 等", "write id, title and the rest")))
    return root


class _Reader:
    """Reads the parts of a composed header; what is wrong is added to `faults` and reading goes on."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def header(self, root: yaml.Node) -> Header | None:
        entries = self.entries(root, _KEYS)
        missing = sorted(_WANTED - entries.keys())
        for key in missing:
            self.fault(root, Said(f"缺少 {key}", f"{key} is missing"), Said(f"加一行 #+ {key}: …", f"add a line #+ {key}: …"))
        if missing:
            return None
        return Header(
            id=self.text(entries["id"]),
            words=self.words(entries["title"]),
            description=self.words(entries["description"]) if "description" in entries else None,
            parameters=tuple(self.parameters(entries["parameters"])) if "parameters" in entries else (),
            columns=tuple(Column(name, self.words(node)) for name, node in self.entries(entries["columns"]).items()),
            seed=self.text(entries["seed"]),
        )

    def parameters(self, node: yaml.Node) -> Iterator[Parameter]:
        for name, part in self.entries(node).items():
            entries = self.entries(part, _PARAMETER)
            yield Parameter(
                name=name,
                type=self.type(part, entries),
                words=self.words(part, _PARAMETER),
                also=self.maybe(entries, "also"),
                example=self.maybe(entries, "example"),
                default=self.maybe(entries, "default"),
                optional=self.maybe(entries, "optional") == "yes",
                choices=self.listed(entries["choices"]) if "choices" in entries else (),
            )

    def type(self, node: yaml.Node, entries: Mapping[str, yaml.Node]) -> Type:
        given = self.maybe(entries, "type") or ""
        if given not in _TYPES:
            known = ", ".join(sorted(_TYPES))
            self.fault(
                entries.get("type", node),
                Said(f"不认识的参数类型 {given!r}", f"unknown parameter type {given!r}"),
                Said(f"可用：{known}", f"one of {known}"),
            )
            return "string"
        return cast("Type", given)

    def words(self, node: yaml.Node, known: set[str] | None = None) -> Said:
        entries = self.entries(node, known or {"zh", "en"})
        for language in ("zh", "en"):
            if language not in entries:
                self.fault(node, Said(f"缺少 {language}", f"{language} is missing"), Said(f"加上 {language}: …", f"add {language}: …"))
        return Said(self.maybe(entries, "zh") or "", self.maybe(entries, "en") or "")

    def entries(self, node: yaml.Node, known: set[str] | None = None) -> dict[str, yaml.Node]:
        """The entries of a mapping by key, after remarks on keys that are unknown or stand twice."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(
                node, Said("这里要写 键: 值", "key: value pairs are wanted here"), Said("写成 {zh: …, en: …}", "write {zh: …, en: …}")
            )
            return {}
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self.text(key_node)
            if known is not None and key not in known:
                self.fault(key_node, Said(f"不认识的键 {key}", f"unknown key {key}"), _near(key, known))
            elif key in found:
                self.fault(key_node, Said(f"{key} 写了两次", f"{key} stands twice"), Said("删去一个", "remove one"))
            found[key] = value
        return found

    def maybe(self, entries: Mapping[str, yaml.Node], key: str) -> str | None:
        return self.text(entries[key]) if key in entries else None

    def listed(self, node: yaml.Node) -> tuple[str, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.text(part) for part in node.value)
        self.fault(node, Said("这里要写列表", "a list is wanted here"), Said("写成 [甲, 乙]", "write [one, other]"))
        return ()

    def text(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self.fault(node, Said("这里要写文字", "text is wanted here"), Said("在冒号后写上内容", "write it after the colon"))
        return ""

    def fault(self, node: yaml.Node, detail: Said, fix: Said) -> None:
        self.faults.append(Fault(node.start_mark.line + 1, detail, fix))


def _near(key: str, known: set[str]) -> Said:
    best = process.extractOne(key, sorted(known))
    return Said(f"改成 {best[0]}", f"write {best[0]}")
