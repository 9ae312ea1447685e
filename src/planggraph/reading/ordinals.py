"""Numbers in the formats of Office Open XML (ECMA-376 part 1, 17.18.59 ST_NumberFormat) that Chinese documents are numbered with.

`chineseCounting` counts 一, 十, 二十一 and spells 一○○ from a hundred on; `chineseCountingThousand` and WPS's `japaneseCounting` go on
with 一百零一. Enclosed forms exist up to fifty (circles) and twenty (others); beyond that the plain number stands, as in Word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import cn2an

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9999


def written(number: int, form: str) -> str:
    """`number` as the number format `form` writes it; a plain number where the format has none for it.

    >>> [written(n, "chineseCountingThousand") for n in (1, 10, 11, 110)]
    ['一', '十', '十一', '一百一十']
    >>> written(2, "decimalEnclosedCircleChinese"), written(4, "upperRoman"), written(3, "none")
    ('②', 'IV', '')
    """
    write = _FORMS.get(form)
    return write(number) if write and 0 < number <= _LARGEST else _plain(number, form)


def _plain(number: int, form: str) -> str:
    return "" if form in {"none", "bullet"} else str(number)


def _counted(number: int) -> str:
    text = str(cn2an.an2cn(number, "low"))
    return text[1:] if text.startswith("一十") else text


def _counted_to_hundred(number: int) -> str:
    return _counted(number) if number < 100 else _spelt(number).replace("〇", "○")


def _spelt(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    return str(cn2an.an2cn(number, "up"))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _from(first: int, last: int) -> Callable[[int], str]:
    """The characters from code point `first` on, for 1 to `last`."""
    return lambda number: chr(first + number - 1) if number <= last else str(number)


def _circled(number: int) -> str:
    for below, base in ((21, 0x2460), (36, 0x3251 - 20), (51, 0x32B1 - 35)):
        if number < below:
            return chr(base + number - 1)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN + _ROMAN_UNITS:
        text += sign * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    """a … z, then aa, bb …, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _counted_to_hundred,
    "taiwaneseCounting": _counted_to_hundred,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _spelt,
    "japaneseDigitalTenThousand": _spelt,
    "taiwaneseDigital": _spelt,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}
