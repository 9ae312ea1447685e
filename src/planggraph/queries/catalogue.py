"""The catalogue: every `.rq` file under queries/, one question a file, in folders that are its groups.

A query has two names: that of its file (`leads-of-task`) and the id in its header (`CQ01`). Loading reads all of them and fails on
the first file that cannot be used, with everything that is wrong in it: the header, the SPARQL, and whether the two agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rapidfuzz import process

from planggraph.errors import BadQueryHeader, BadSparql, Language, Said, UnknownQuery
from planggraph.queries.header import Column, Fault, Header, Parameter, read_header
from planggraph.resources import resource
from planggraph.store.guard import refusal

GROUPS: Final = ("responsibility", "sharing", "bottleneck", "time", "resources", "regions_programmes", "plan_quality", "cross_plan")
"""The groups, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the catalogue: what its header says and `text`, the whole file, which is valid SPARQL."""

    name: str
    group: str
    header: Header
    text: str

    @property
    def id(self) -> str:
        """The id in the header ("CQ01")."""
        return self.header.id

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its blanks, in the order of the header."""
        return self.header.parameters

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its answer, in the order of the header."""
        return self.header.columns

    def title(self, language: Language) -> str:
        """The question."""
        return self.header.words.zh if language == "zh" else self.header.words.en


class Catalogue:
    """All queries, in the order of their groups and ids."""

    def __init__(self, queries: Iterable[Query]) -> None:
        self._queries = tuple(sorted(queries, key=lambda query: (_place(query.group), query.id)))
        self._by_name = {key.casefold(): query for query in self._queries for key in (query.id, query.name)}

    @classmethod
    def load(cls, folder: Path | None = None) -> Catalogue:
        """The queries that come with planggraph, or those of another folder; raises `BadQueryHeader` or `BadSparql`."""
        return _shipped() if folder is None else cls(_read(folder))

    def get(self, name: str) -> Query:
        """The query with this file name or id, in capitals or not; raises `UnknownQuery` with the nearest names."""
        found = self._by_name.get(name.casefold())
        if found is None:
            raise UnknownQuery(name=name, near="、".join(self._near(name)))
        return found

    def __iter__(self) -> Iterator[Query]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def _near(self, name: str) -> list[str]:
        best = process.extract(name.casefold(), sorted(self._by_name), limit=3)
        return [self._by_name[key].name if key != self._by_name[key].id.casefold() else self._by_name[key].id for key, *_ in best]


@cache
def _shipped() -> Catalogue:
    return Catalogue(_read(resource("queries")))


def _read(folder: Path) -> list[Query]:
    queries = [read_query(path) for path in sorted(folder.glob("*/*.rq"))]
    seen: dict[str, str] = {}
    for query in queries:
        for key in (query.id.casefold(), query.name.casefold()):
            other = seen.setdefault(key, query.name)
            if other != query.name:
                detail = Said(f"编号或名称 {key} 已属于 {other}", f"the id or name {key} is that of {other} already")
                raise _refusal(folder / query.group / f"{query.name}.rq", Fault(1, detail, Said("换一个", "choose another")))
    return queries


def read_query(path: Path) -> Query:
    """The query in a file; raises `BadQueryHeader` with every fault of the header, `BadSparql` with line and column."""
    text = path.read_text(encoding="utf-8")
    header = read_header(text)
    if not isinstance(header, Header):
        raise _refusal(path, *header)
    faults = _disagreements(header, _variables(path, text))
    if faults:
        raise _refusal(path, *faults)
    return Query(path.stem, path.parent.name, header, text)


def _variables(path: Path, text: str) -> frozenset[str]:
    """The variables the SELECT projects. The text is run over no data at all."""
    try:
        answer = ox.Store().query(text)
    except SyntaxError as error:
        fault = refusal(text, str(error))
        raise BadSparql(**{**fault.fields, "detail": f"{path.name}: {fault.fields['detail']}"}) from error
    return frozenset(variable.value for variable in answer.variables) if isinstance(answer, ox.QuerySolutions) else frozenset()


def _disagreements(header: Header, variables: frozenset[str]) -> list[Fault]:
    names = [*(one.name for one in header.parameters), *(one.name for one in header.columns)]
    fix = Said("在 SELECT 中加上，或改文件头", "add it to the SELECT, or change the header")
    return [
        Fault(1, Said(f"SELECT 中没有 ?{name}", f"the SELECT has no ?{name}"), fix)
        for name in dict.fromkeys(names)
        if name not in variables
    ]


def _refusal(path: Path, first: Fault, *others: Fault) -> BadQueryHeader:
    """One error for all faults: the first in full, the others after it."""
    zh = "；".join([first.detail.zh, *(f"第 {fault.line} 行{fault.detail.zh}（{fault.fix.zh}）" for fault in others)])
    en = "; ".join([first.detail.en, *(f"line {fault.line}: {fault.detail.en} ({fault.fix.en})" for fault in others)])
    return BadQueryHeader(path=path, line=first.line, detail=Said(zh, en), fix=first.fix)


def _place(group: str) -> tuple[int, str]:
    return (GROUPS.index(group) if group in GROUPS else len(GROUPS), group)
