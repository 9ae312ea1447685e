"""Units that are multiples (万, 亿) reduced to their base unit.

Only 万 and 亿, with 十, 百 or 千 before them, are read as multiples: a bare 千 or 百 belongs to the unit (千瓦, 千克, 百分点).
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

_MULTIPLE = re.compile(r"([十百千]*)(万亿|亿万|万|亿)(?!分)")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def in_base_unit(value: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """`value` in the unit without its multiple, and that unit; None where the unit is no multiple.

    >>> in_base_unit(Decimal("3"), "亿元")
    (Decimal('3E+8'), '元')
    >>> in_base_unit(Decimal("0.5"), "万千瓦")
    (Decimal('5E+3'), '千瓦')
    >>> in_base_unit(Decimal("2"), "千瓦") is None
    True
    """
    multiple = _MULTIPLE.match(unit)
    if multiple is None:
        return None
    return value.scaleb(sum(map(_POWERS.__getitem__, multiple[0])), context=_EXACT), unit[multiple.end() :]
