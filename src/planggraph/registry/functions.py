"""Functions of agencies: what a body does, under which name, between which dates, and what became of it.

Conventions of agencies.csv: `function_id` is one version of a body, `domain` joins its versions over reforms (经贸委 → 工信委 → 工信局).
In names, {place} stands for the place and {topic} for what an ad hoc body is for; a short name without {} may follow a place or a
level (市财政局, 广州市财政局) or stand alone (财政局); {} shows another position (团{}委). `place_scope` names the only places that
have the body. local_agencies.csv holds what differs in one place: its dates, its name, its successor, a second plate of one body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from planggraph.registry import tables
from planggraph.registry.regions import NATION, Region, Regions
from planggraph.registry.tables import Row
from planggraph.registry.terms import covers, faults
from planggraph.text.folding import fold

COLUMNS = (
    "function_id full_name_pattern short_names kind valid_from valid_to successor_function change_type domain level place_scope "
    "label_en in_seed source note province_pattern county_pattern place_suffix"
).split()
LOCAL_COLUMNS = "place_code function_id full_name_pattern valid_from valid_to successor_function change_type source note".split()
LEVELS = {"province": "province", "city": "city", "county": "district", "township": "township", "nation": "national"}
SAME_BODY = "same_body"
SLOT, PLACE, SHORT, TOPIC = "{}", "{place}", "{short}", "{topic}"


@dataclass(frozen=True, slots=True)
class Change:
    """The term of a function, what it became, and how: renamed, merged, split, restructured; in general or in one place."""

    valid_from: str
    valid_to: str
    successor: str
    change_type: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """A row of agencies.csv. `scope` holds region codes, none for a body that any place may have."""

    id: str
    pattern: str
    province_pattern: str
    county_pattern: str
    short_names: tuple[str, ...]
    kind: str
    change: Change
    domain: str
    levels: tuple[str, ...]
    suffixes: tuple[str, ...]
    scope: tuple[str, ...]
    label_en: str

    @property
    def absolute(self) -> bool:
        """Whether the body has one place by itself (财政部, 广州港务局)."""
        return bool(self.scope) and PLACE not in self.pattern and SHORT not in self.pattern

    def forms(self) -> Iterator[str]:
        """Every way the name may be written, with {} where a place or a level stands, {topic} where a purpose stands."""
        for pattern in (self.pattern, self.province_pattern, self.county_pattern):
            if pattern:
                yield pattern.replace(PLACE, SLOT).replace(SHORT, SLOT)
        for name in self.short_names:
            yield name if SLOT in name else SLOT + name

    def fits(self, region: Region) -> bool:
        """Whether a place of that level and kind has such a body; a municipality counts as province and as city."""
        level = LEVELS.get(region.level, "")
        if self.suffixes:
            return level in self.levels and region.name.endswith(self.suffixes)
        municipal = region.level == "province" and region.name.endswith("市") and "city" in self.levels
        return not self.levels or level in self.levels or municipal


class Functions:
    """The functions by id, and what differs in single places."""

    def __init__(self, functions: Mapping[str, Function], local: Mapping[tuple[str, str], Change], regions: Regions) -> None:
        self.by_id = functions
        self.local = local
        self._regions = regions

    @classmethod
    def read(cls, path: Path, local_path: Path, regions: Regions) -> Functions:
        """The functions of both tables; raises `BadTable` with all faults of the first that has any."""
        rows = tables.read(path, COLUMNS)
        ids = [row["function_id"] for row in rows]
        tables.check(path, ((row.line, fault) for row in rows for fault in _faults(row, ids, regions)))
        local = tables.read(local_path, LOCAL_COLUMNS)
        tables.check(local_path, ((row.line, fault) for row in local for fault in _local_faults(row, set(ids), regions)))
        functions = {row["function_id"]: _function(row, regions) for row in rows}
        return cls(functions, {(row["place_code"], row["function_id"]): _change(row) for row in local}, regions)

    def change(self, place: str, function: str) -> Change:
        """The term and successor of a function in a place."""
        return self.local.get((place, function)) or self.by_id[function].change

    def in_force(self, place: str, function: str, when: date | None) -> bool:
        """Whether the place had the body on the day."""
        change = self.change(place, function)
        return covers(change.valid_from, change.valid_to, when)

    def in_scope(self, place: str, function: str) -> bool:
        """Whether a place can have the body at all."""
        scope = self.by_id[function].scope
        if place == NATION or not scope:
            return (place == NATION) == (NATION in scope)
        return any(code != NATION and self._regions.inside(place, code) for code in scope)

    def plates(self, place: str, function: str) -> tuple[str, ...]:
        """The functions whose body is the same in that place: 市协作办 and 市对口支援办 in 广州."""
        pairs = [(key[1], change.successor) for key, change in self.local.items() if key[0] == place and change.change_type == SAME_BODY]
        return tuple(sorted(other for pair in pairs if function in pair for other in pair if other != function))

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Name forms with {} → the functions so named; forms with a topic are in `topics`."""
        found: dict[str, dict[str, None]] = {}
        for function in self.by_id.values():
            for form in map(_reading, function.forms()):
                if TOPIC not in form and SLOT in form:
                    found.setdefault(form, {})[function.id] = None
        return {form: tuple(ids) for form, ids in found.items()}

    @cached_property
    def topics(self) -> Sequence[tuple[str, str]]:
        """Endings of ad hoc bodies with their functions, longest first: 领导小组办公室 before 办公室."""
        found = [(form.split(TOPIC)[1], function.id) for function in self.by_id.values() for form in function.forms() if TOPIC in form]
        return sorted(dict.fromkeys(found), key=lambda pair: (-len(pair[0]), pair))

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """What may stand before the place in a name (中共, 共青团, 国家税务总局), longest first, the empty one last."""
        return tuple(sorted({form.split(SLOT)[0] for form in self.forms}, key=lambda prefix: (-len(prefix), prefix)))

    @cached_property
    def absolute(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Names that need no place → (place, function): 财政部, 广州港务局, 广东省第一扶贫协作工作组黔南组."""
        found: dict[str, list[tuple[str, str]]] = {}
        for function in self.by_id.values():
            if function.absolute:
                for name in dict.fromkeys(map(_reading, (function.pattern, *function.short_names))):
                    found.setdefault(name, []).append((function.scope[0], function.id))
        return {name: tuple(bodies) for name, bodies in found.items()}


def _reading(name: str) -> str:
    return "".join(fold(name).split())


def _function(row: Row, regions: Regions) -> Function:
    scope = tuple(region.code for name in row.items("place_scope", ";") if (region := regions.find(name, None, None)))
    return Function(
        row["function_id"],
        row["full_name_pattern"],
        row["province_pattern"],
        row["county_pattern"],
        row.items("short_names"),
        row["kind"],
        _change(row, ""),
        row["domain"],
        row.items("level", ";"),
        row.items("place_suffix", ";"),
        scope,
        row["label_en"],
    )


def _change(row: Row, pattern: str | None = None) -> Change:
    name = row["full_name_pattern"] if pattern is None else pattern
    return Change(row["valid_from"], row["valid_to"], row["successor_function"], row["change_type"], name)


def _faults(row: Row, ids: list[str], regions: Regions) -> Iterator[str]:
    if not row["function_id"] or ids.count(row["function_id"]) > 1:
        yield f"the function id {row['function_id']!r} is empty or stands twice"
    if not row["full_name_pattern"] or not row["kind"] or not row["domain"]:
        yield f"{row['function_id']} needs a full name, a kind and a domain"
    if row["successor_function"] and row["successor_function"] not in ids:
        yield f"the successor {row['successor_function']} of {row['function_id']} is not in the table"
    for name in row.items("place_scope", ";"):
        if name != "generic" and regions.find(name, None, None) is None:
            yield f"the scope {name} of {row['function_id']} is no known place"
    yield from faults(row["valid_from"], row["valid_to"])


def _local_faults(row: Row, ids: set[str], regions: Regions) -> Iterator[str]:
    if regions.get(row["place_code"]) is None:
        yield f"no region has the code {row['place_code']!r}"
    for column in ("function_id", "successor_function"):
        if row[column] not in ids and (row[column] or column == "function_id"):
            yield f"{column} {row[column]!r} is not in agencies.csv"
    yield from faults(row["valid_from"], row["valid_to"])
