"""A question in one reading form: simplified, half-width digits, lower case, no control characters, as long as it was typed.

The form keeps the length of the text, so that what was understood can be quoted as the person wrote it (`text.folding.fold`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from planggraph.errors import Language
from planggraph.text.folding import fold

LONGEST: Final = 500
"""Characters of a question that is read; a longer one is declined."""

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_QUOTED: Final = re.compile(r"[“\"'‘「『《（(][^”\"'’」』》）)]*[”\"'’」』》）)]")
_ENOUGH_WORDS: Final = 3


def plain(question: str) -> str:
    """The question in reading form, of the same length.

    >>> plain("黔電送粵由誰牽頭？")
    '黔电送粤由谁牵头？'
    """
    return "".join(_one(sign) for sign in fold("".join(map(_narrow, question))))


def _narrow(sign: str) -> str:
    """Full-width letters and digits as ASCII; control and format characters as blanks."""
    if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Cn"):
        return " "
    plain_form = unicodedata.normalize("NFKC", sign)
    return plain_form if len(plain_form) == 1 and plain_form.isalnum() else sign


def _one(sign: str) -> str:
    low = sign.lower()
    return low if len(low) == 1 else sign


def language_of(question: str) -> Language:
    """The language the question is asked in: English where English words carry it and Chinese stands for names only.

    >>> language_of("Who is responsible for the 黔电送粤 project?"), language_of("黔电送粤 谁 lead？")
    ('en', 'zh')
    """
    words = len(_WORD.findall(question))
    if not _HAN.search(question):
        return "en" if words or question.isascii() else "zh"
    outside = len(_HAN.findall(_QUOTED.sub(" ", question)))
    return "en" if words >= _ENOUGH_WORDS and words * 2 > outside else "zh"
