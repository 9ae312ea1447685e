"""What a person gives for the blanks of a question, as RDF terms.

Each type of parameter has one way from text to term. What names nothing, or more than one thing, is refused with near or possible
names: a question about the wrong agency is worse than none. A list of agencies is one literal that holds their IRIs, each between
blanks, since SPARQL binds one term to one variable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import pyoxigraph as ox
from rapidfuzz import process

from planggraph.errors import BadParameter, Said
from planggraph.queries.catalogue import Query
from planggraph.queries.header import Parameter, Type
from planggraph.queries.naming import Thing, meant, near
from planggraph.store import OpenStore, Term

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LIST_MARKS: Final = re.compile(r"[{},，、;；]+")
_MONTH: Final = re.compile(r"(\d{4})(?:-|年)(\d{1,2})月?")
_THINGS: Final[Mapping[Type, Thing]] = {
    "task": "task",
    "assignment": "assignment",
    "agency": "agency",
    "agencies": "agency",
    "region": "region",
    "section": "section",
    "programme": "programme",
    "plan": "plan",
}


def bind(store: OpenStore, query: Query, given: Mapping[str, str]) -> dict[str, Term]:
    """The terms for a query's variables. Raises `BadParameter` for one that is unknown, missing or cannot be understood."""
    values = _named(query, given)
    plan = _plan(store, query, values)
    bound: dict[str, Term] = {}
    for parameter in query.parameters:
        text = values.get(parameter.name, parameter.default)
        if text is not None:
            bound[parameter.name] = _term(store, parameter, text.strip(), plan)
        elif not parameter.optional:
            raise _missing(query, parameter)
    return bound


def _named(query: Query, given: Mapping[str, str]) -> dict[str, str]:
    """What was given, by variable; parameters answer to their short name, and to either in capitals or not."""
    names = {name.casefold(): parameter.name for parameter in query.parameters for name in (parameter.name, parameter.also) if name}
    values: dict[str, str] = {}
    for name, text in given.items():
        variable = names.get(name.casefold())
        if variable is None:
            raise _unknown(query, name)
        values[variable] = text
    return values


def _plan(store: OpenStore, query: Query, values: Mapping[str, str]) -> ox.NamedNode | None:
    """The plan asked for; the names of tasks and agencies are looked for in it alone."""
    for parameter in query.parameters:
        if parameter.type == "plan" and parameter.name in values:
            return _node(store, parameter, values[parameter.name], None)
    return None


def _term(store: OpenStore, parameter: Parameter, text: str, plan: ox.NamedNode | None) -> Term:
    if parameter.type == "agencies":
        names = [name.strip() for name in _LIST_MARKS.split(text) if name.strip()]
        nodes = [_node(store, parameter, name, plan).value for name in names]
        return ox.Literal(f" {' '.join(nodes)} ")
    if parameter.type in _THINGS:
        return _node(store, parameter, text, plan)
    return _LITERALS[parameter.type](parameter, text)


def _node(store: OpenStore, parameter: Parameter, text: str, plan: ox.NamedNode | None) -> ox.NamedNode:
    thing = _THINGS[parameter.type]
    found = meant(store, thing, text, plan)
    if len(found) == 1:
        return found[0].node
    if found:
        names = "、".join(candidate.label for candidate in found[:10])
        detail = Said(f"“{text}”可指 {len(found)} 个", f"{text!r} may mean {len(found)} things")
        raise _bad(parameter, detail, Said(f"请写明是哪一个：{names}。", f"Say which: {names}."))
    names = "、".join(near(store, thing, text))
    detail = Said(f"找不到“{text}”", f"nothing here is named {text!r}")
    raise _bad(parameter, detail, Said(f"相近的有：{names}。", f"Near names: {names}.") if names else Said("", ""))


def _integer(parameter: Parameter, text: str) -> ox.Literal:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise _form(parameter, text, "5")
    return ox.Literal(int(text))


def _month(parameter: Parameter, text: str) -> ox.Literal:
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise _form(parameter, text, "2018-08")
    return ox.Literal(f"{found[1]}-{int(found[2]):02}")


def _day(parameter: Parameter, text: str) -> ox.Literal:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _form(parameter, text, "2018-09-01") from error
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(_XSD + "date"))


def _choice(parameter: Parameter, text: str) -> ox.Literal:
    if text not in parameter.choices:
        raise _form(parameter, text, " | ".join(parameter.choices))
    return ox.Literal(text)


def _string(parameter: Parameter, text: str) -> ox.Literal:
    del parameter
    return ox.Literal(text)


_LITERALS: Final[Mapping[Type, Callable[[Parameter, str], ox.Literal]]] = {
    "integer": _integer,
    "month": _month,
    "date": _day,
    "choice": _choice,
    "string": _string,
}


def _form(parameter: Parameter, text: str, example: str) -> BadParameter:
    return _bad(parameter, Said(f"不能写成“{text}”", f"{text!r} cannot be read"), Said(f"写法：{example}。", f"Write it as: {example}."))


def _missing(query: Query, parameter: Parameter) -> BadParameter:
    detail = Said(f"{query.id} 需要它（{parameter.words.zh}）", f"{query.id} needs it ({parameter.words.en})")
    return _bad(parameter, detail, Said(f"例如：{parameter.example}。", f"For example: {parameter.example}.") if parameter.example else "")


def _unknown(query: Query, name: str) -> BadParameter:
    known = [parameter.name for parameter in query.parameters]
    best = [found for found, *_ in process.extract(name, known, limit=len(known))]
    hint = Said(f"可用的参数：{'、'.join(best)}。", f"Its parameters: {', '.join(best)}.") if best else Said("它没有参数。", "It has none.")
    return BadParameter(name=name, detail=Said(f"{query.id} 没有这个参数", f"{query.id} has no such parameter"), hint=hint)


def _bad(parameter: Parameter, detail: Said, hint: Said | str) -> BadParameter:
    return BadParameter(name=parameter.name, detail=detail, hint=hint)
