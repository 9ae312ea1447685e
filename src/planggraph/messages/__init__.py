"""The words planggraph says to people, in Chinese and English, and which of the two to use.

Each language is one TOML file beside this module, with the same keys. The language is the one asked for, else the one of the
locale: LC_ALL, LC_MESSAGES, LANG in that order (POSIX.1-2017 §8.2), and on Windows the one Python reads from the system.
Errors carry their own sentences (planggraph.errors); everything else that is said stands here.
"""

from __future__ import annotations

import locale
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from planggraph.errors import Language

__all__ = ["language_of", "messages", "say", "system_locale"]


@cache
def messages(language: Language) -> Mapping[str, str]:
    """All messages of a language, by dotted key ("demo.read"), with fields in braces."""
    with (Path(__file__).parent / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {f"{group}.{name}": text.strip() for group, entries in tables.items() for name, text in entries.items()}


def say(key: str, language: Language, **fields: object) -> str:
    """The message `key` in `language`, its fields filled in; a key that is not there raises KeyError.

    >>> say("table.rows", "zh", count=4)
    '共 4 行'
    """
    return messages(language)[key].format(**fields)


def language_of(environment: Mapping[str, str], system: str | None = None) -> Language:
    """zh where the environment, or failing that the `system` locale name, names Chinese; en otherwise.

    >>> language_of({"LANG": "zh_CN.UTF-8"})
    'zh'
    """
    set_by_person = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, set_by_person), system or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def system_locale() -> str | None:
    """The locale name the operating system gives ("zh_CN", on Windows "Chinese (Simplified)_China"), None where it gives none."""
    return locale.getlocale()[0]
