"""How much of one text another one says again: shingles (Broder 1997), runs of four characters.

The measure is containment: the share of the shorter text's shingles that the longer one has too. Marks, white space and digits do
not count, so that the same sentence with another year or another sum stays the same sentence. On yearly plans of one office it tells
tasks carried over, reworded or merged from new ones; texts of fewer than twenty shingles are too short to be compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, Generic, NamedTuple, TypeVar

SIZE: Final = 4
"""Characters in a shingle."""

LEAST: Final = 20
"""Shingles below which a text is not compared."""

THRESHOLD: Final = Decimal("0.4")
"""Containment from which two texts count as alike."""

K = TypeVar("K")

_PASSED_OVER: Final = re.compile(r"[\W\d_]+")


class Likeness(NamedTuple, Generic[K]):
    """The text `key` is like the text `other`, which was added before it; `similarity` is from 0 to 1, in hundredths."""

    key: K
    other: K
    similarity: Decimal


def shingles(text: str) -> frozenset[str]:
    """The different runs of four characters in a text without its marks, blanks and digits.

    >>> sorted(shingles("资金3亿元，95%"))
    ['资金亿元']
    """
    plain = _PASSED_OVER.sub("", text)
    return frozenset(plain[start : start + SIZE] for start in range(len(plain) - SIZE + 1))


def similarity(shared: int, one: int, other: int) -> Decimal:
    """The containment of two texts by their numbers of shingles, rounded down to hundredths.

    >>> similarity(30, 60, 40)
    Decimal('0.75')
    """
    return Decimal(100 * shared // min(one, other)) / 100


def alike(texts: Iterable[tuple[K, str]]) -> Iterator[Likeness[K]]:
    """Every pair of texts that reach the threshold, the later of the two as `key`, in the order of the texts."""
    keys: list[tuple[K, int]] = []
    places: dict[str, list[int]] = {}
    for key, text in texts:
        own = shingles(text)
        if len(own) < LEAST:
            continue
        shared = Counter(place for shingle in own for place in places.get(shingle, ()))
        for place in sorted(shared):
            other, size = keys[place]
            found = similarity(shared[place], len(own), size)
            if found >= THRESHOLD:
                yield Likeness(key, other, found)
        for shingle in own:
            places.setdefault(shingle, []).append(len(keys))
        keys.append((key, len(own)))
