"""Numbers as Chinese government documents write them (GB/T 15835-2011), read with cn2an behind guards.

Arabic digits (full-width too, with thousands separators), Chinese numerals (一百二十三, 二〇一八, 廿一), multiples (1.2万, 3亿), fractions
(三分之一, 百分之五) and the enclosed or Roman ordinals of item markers (①, ㈠, ⑴, Ⅳ). Nothing here raises: what is no number is None.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

import cn2an

ARABIC = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?"
"""Pattern text for an Arabic number of bounded length; needs `(?<![\\d.])` before and `(?!\\d)` after it."""

CHINESE = "[零〇一二两三四五六七八九十百千廿]{1,12}"
"""Pattern text for a Chinese integer below 万."""

MULTIPLES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_LONGEST = 32
_ARABIC = re.compile(rf"(-?(?:{ARABIC}))(百万|千万|十万|[千万亿])?")
_CHINESE = re.compile(r"[零〇○一二两三四五六七八九十百千万亿廿壹贰叁肆伍陆柒捌玖拾佰仟点]{1,32}")
_DIGITS = re.compile("[零〇○一二三四五六七八九]{2,32}")
_FRACTION = re.compile(r"(.{1,8})分之(.{1,8})")
_ROMAN = re.compile("(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_PLACES = Decimal("0.0001")


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """The value of a whole numeral, or None where `text` is not one.

    A fraction that does not end is rounded to four places.

    >>> number("1.2万"), number("一百二十三"), number("百分之五"), number("若干")
    (Decimal('12000'), Decimal('123'), Decimal('0.05'), None)
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text)
    fraction = _FRACTION.fullmatch(plain)
    return _fraction(fraction[1], fraction[2]) if fraction else _whole(plain)


def integer(text: str) -> int | None:
    """The value of a whole numeral where it is a whole number, else None.

    >>> integer("二〇一八"), integer("1.5")
    (2018, None)
    """
    value = number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def ordinal(text: str) -> int | None:
    """The number a list marker stands for, brackets and 第 aside, or None.

    >>> [ordinal(marker) for marker in ("十二", "①", "（三）", "⑴", "㈠", "Ⅳ", "第二", "a")]
    [12, 1, 3, 1, 1, 4, 2, None]
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip("()[]〔〕【】.、,．:： \t\n").removeprefix("第")
    roman = _ROMAN.fullmatch(plain)
    return _roman(roman[1].lower(), roman[2].lower()) if roman else integer(plain)


def _whole(text: str) -> Decimal | None:
    value = _arabic(text)
    return _chinese(text) if value is None else value


def _arabic(text: str) -> Decimal | None:
    match = _ARABIC.fullmatch(text)
    if not match:
        return None
    value = Decimal(match[1].replace(",", "")) * MULTIPLES.get(match[2] or "", 1)
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _chinese(text: str) -> Decimal | None:
    if not _CHINESE.fullmatch(text):
        return None
    if _DIGITS.fullmatch(text):
        return Decimal("".join(str("零一二三四五六七八九".index(digit)) for digit in re.sub("[〇○]", "零", text)))
    try:
        return Decimal(str(cn2an.cn2an(text, "normal")))
    except (ValueError, KeyError, IndexError, TypeError, ArithmeticError):
        return None


def _fraction(below: str, above: str) -> Decimal | None:
    bottom = Decimal(100) if below == "百" else Decimal(1000) if below == "千" else _whole(below)
    top = _whole(above)
    if not bottom or top is None:
        return None
    return (top / bottom).quantize(_PLACES).normalize()


def _roman(tens: str, ones: str) -> int:
    return 10 * len(tens) + {"ix": 9, "iv": 4}.get(ones, 5 * ones.count("v") + ones.count("i"))
