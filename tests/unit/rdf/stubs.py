"""A registry of few words, so that the mapping is tested without the real one."""

from __future__ import annotations

from datetime import date

from planggraph.model import Identity, Jurisdiction
from planggraph.registry.regions import Region

UNIT = Region("522701001", "某街道", (), (), "township", "admin", "522701", "", "", "", "")


class SmallRegistry:
    """Knows one issuer, one group and one place in 522701, and nothing else."""

    def resolve(self, agency: str, *, place: Jurisdiction | None, when: date | None) -> Identity:
        if agency == "广州市对口支援办公室" and place is not None:
            return Identity("resolved", f"{place.code}/coop_office", agency)
        return Identity("unknown")

    def members(self, group_key: str, *, when: date | None) -> tuple[str, ...]:
        return ("440103/government", "440115/government") if group_key == "440100/grp_all_district_gov" else ()

    def units(self, code: str, *, when: date | None) -> tuple[Region, ...]:
        return (UNIT,) if code == UNIT.parent else ()

    def region_path(self, code: str, when: date | None = None) -> tuple[Region, ...]:
        return (UNIT,) if code == UNIT.code else ()
