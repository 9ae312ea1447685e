"""Questions typed in Pinyin without tones: qian dian song yue you shui qian tou is read as 黔电送粤由谁牵头.

A run of letters that can be cut into syllables (data/questions/pinyin.csv) is turned into Chinese where phrases of the grammar and names
of the plans sound like it, the longest first. Letters that are English words of the grammar, or that sound like nothing known, stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

from planggraph.questions.directory import Directory
from planggraph.questions.glossary import glossary
from planggraph.questions.normal import plain
from planggraph.questions.words import phrases
from planggraph.registry import tables
from planggraph.resources import resource
from planggraph.text.folding import squeeze

LEAST: Final = 2
"""Syllables below which letters are not taken for Pinyin."""

ENGLISH: Final = 4
"""One word in so many may be an English one too (you)."""

_LETTERS: Final = re.compile(r"[a-z]+(?:['’ ]+[a-z]+)*")
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_LEVELS: Final = "国省市州区县"
_LONGEST: Final = 6
_LONGEST_NAME: Final = 24

Sound = tuple[str, ...]


def in_chinese(text: str, directory: Directory) -> str:
    """The text with its Pinyin as Chinese, as far as it sounds like something known."""
    return _LETTERS.sub(lambda match: _run(match[0], directory), text)


def _run(letters: str, directory: Directory) -> str:
    words = letters.replace("’", "'").replace("'", " ").split()
    english = sum(word in _english() for word in words if len(word) > LEAST)
    if english and english * ENGLISH > len(words):
        return letters
    sounds = [sound for word in words for sound in (syllables(word) or ("",))]
    if len(sounds) < LEAST or "" in sounds:
        return letters
    found = list(_spelt(sounds, _sounds_of(directory)))
    known = sum(len(text) for text in found if _HAN.fullmatch(text) and len(text) > 1)
    return "".join(found) if known * 2 > len(sounds) else letters


def _spelt(sounds: Sequence[str], known: Mapping[Sound, str]) -> Iterator[str]:
    """Chinese for the longest stretches that sound like something known, the syllables for the rest."""
    place = 0
    while place < len(sounds):
        for length in range(min(_LONGEST_NAME, len(sounds) - place), 0, -1):
            text = known.get(tuple(sounds[place : place + length]))
            if text is not None:
                yield text
                place += length
                break
        else:
            yield sounds[place]
            place += 1


@cache
def syllables(word: str) -> Sound | None:
    """A word of letters as syllables, longer ones first; None where it cannot be cut whole.

    >>> syllables("gongxinwei"), syllables("which")
    (('gong', 'xin', 'wei'), None)
    """
    if not word:
        return ()
    if len(word) > 8 * _LONGEST:
        return None
    for length in range(min(_LONGEST, len(word)), 0, -1):
        if word[:length] in _table():
            rest = syllables(word[length:])
            if rest is not None:
                return (word[:length], *rest)
    return None


_known: WeakKeyDictionary[Directory, Mapping[Sound, str]] = WeakKeyDictionary()


def _sounds_of(directory: Directory) -> Mapping[Sound, str]:
    """How phrases, names and titles sound, with every stretch of a title of two to eight characters; the first to sound so is meant."""
    if directory not in _known:
        sounds: dict[Sound, str] = {}
        for text in _vocabulary(directory):
            if len(text) <= _LONGEST_NAME and (sound := _sound(text)):
                sounds.setdefault(sound, text)
        _known[directory] = sounds
    return _known[directory]


def _vocabulary(directory: Directory) -> Iterator[str]:
    yield from (text for text, phrase in phrases().items() if phrase.language == "zh" and len(text) > 1)
    for names in directory.names.values():
        yield from names
        yield from (name[1:] for name in names if name[0] in _LEVELS and len(name) > LEAST)
    yield from (text for text, phrase in phrases().items() if phrase.language == "zh" and len(text) == 1)
    for task in directory.tasks.values():
        for run in _HAN.findall(squeeze(plain(task.title))):
            yield from (run[start : start + size] for size in range(2, 9) for start in range(len(run) - size + 1))


def _sound(text: str) -> Sound | None:
    """The usual reading of each character; None where one has none."""
    found = [_readings().get(sign) for sign in text]
    return None if None in found else tuple(str(sound) for sound in found)


@cache
def _table() -> Mapping[str, str]:
    rows = tables.read(resource("data", "questions", "pinyin.csv"), ("syllable", "characters"))
    return {row["syllable"]: row["characters"] for row in rows}


@cache
def _readings() -> Mapping[str, str]:
    return {sign: syllable for syllable, signs in _table().items() for sign in signs}


@cache
def _english() -> frozenset[str]:
    """Words of English that a question may hold."""
    known = (text for text, phrase in phrases().items() if phrase.language == "en")
    return frozenset(word for text in (*known, *glossary()) for word in text.split())
