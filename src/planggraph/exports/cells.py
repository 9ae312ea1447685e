"""Query results as the text of table cells and as JSON values.

In a table an IRI is shortened to prefix:name where planggraph knows the prefix, and to the part after the instance base for plans,
tasks and agencies; CSV and JSON hold it whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from planggraph.errors import Language
from planggraph.messages import say
from planggraph.rdf.vocabulary import BASE, PREFIXES
from planggraph.store import Rows, Value

__all__ = ["json_records", "shown_rows", "text_rows"]


def shown_rows(rows: Rows, language: Language) -> list[list[str]]:
    """Every row as cells for a person: short IRIs, 是/否 for booleans, nothing where nothing is bound."""
    return [[shown(value, language) for value in row] for row in rows.rows]


def text_rows(rows: Iterable[Iterable[Value]]) -> list[list[str]]:
    """Every row as cells to the letter, for CSV."""
    return [[plain(value) for value in row] for row in rows]


def json_records(rows: Rows) -> list[dict[str, str | int | float | bool | None]]:
    """Every row as an object of JSON values: numbers as numbers, dates as YYYY-MM-DD, null where nothing is bound."""
    return [{name: json_value(value) for name, value in record.items()} for record in rows]


def shown(value: Value, language: Language) -> str:
    """One cell for a person.

    >>> shown("https://w3id.org/planggraph/ns#Task", "en"), shown(True, "zh")
    ('pg:Task', '是')
    """
    if isinstance(value, bool):
        return say("table.yes" if value else "table.no", language)
    return short(plain(value))


def short(text: str) -> str:
    """An IRI shortened where it can be; other text as it is."""
    if text.startswith(BASE):
        return text.removeprefix(BASE)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace) and text != namespace:
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def plain(value: Value) -> str:
    """One cell to the letter: no trailing zeros, dates as YYYY-MM-DD, true and false as SPARQL writes them.

    >>> plain(Decimal("3.50")), plain(None), plain(True)
    ('3.5', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{json_value(value)}"


def json_value(value: Value) -> str | int | float | bool | None:
    """One JSON value."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
