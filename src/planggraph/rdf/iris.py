"""The IRIs of instances: one place for how names become IRIs and back (RFC 3987).

IRIs keep Chinese characters. A segment holds the characters that RFC 3987 allows in one path segment (unreserved, sub-delims, ":"
and "@", and `ucschar`); every other one is percent-encoded from its UTF-8 bytes, and so are "%" itself, white space of any kind and
the bidirectional marks that RFC 3987 §4.1 forbids. The encoding is reversible and touches no normal form: two names are one IRI
only if they are the same characters.

    {base}plan/440100/穗援-2018-140                       a plan, which also names the graph of its facts
    {plan}/people, {plan}/derived                          the graphs of its persons and of what is derived from it
    {plan}/notice, {plan}/source                           the notice that carries it, the file it was read from
    {plan}/section/3-4, {plan}/task/3-4-7                  its sections and tasks by id
    {task}/a/1, /d/1, /bd/1, /t/1, /r/1, /m/1, /p/1, /c/1  assignment, deadline, body deadline, target, resource, mention, person, citation
    {task}/clause/1, {anything}/evidence                   where the source states it
    {task}/repeats/1, {task}/continues/1                   a finding that the task is like an earlier one
    {plan}/agency/市直单位, {plan}/programme/黔电送粤         a body the registry cannot tell; a programme
    {base}agency/440100/finance_bureau                     a body or a group
    {base}region/440100                                    a region by its GB/T 2260 code
    {base}change/440100/old-new                            a change of bodies
    {base}reference                                        the graph of the registry's facts
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote

from rdflib import URIRef

from planggraph.rdf.vocabulary import BASE

_PLAIN = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_NOT_IN_SEGMENT = re.compile(
    "[^A-Za-z0-9\\-._~!$&'()*+,;=:@"
    "\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd]"
    "|\u061c"
)
_DOTS = re.compile(r"\.{1,2}")


@lru_cache(maxsize=65536)
def segment(name: str) -> str:
    """`name` as one path segment of an IRI; `name_of` gives it back.

    >>> segment("穗援-2018-140"), segment("各县（市、区） 政府/A")
    ('穗援-2018-140', '各县（市、区）%20政府%2FA')
    """
    if _PLAIN.fullmatch(name):
        return name
    if _DOTS.fullmatch(name):
        return name.replace(".", "%2E")
    return _NOT_IN_SEGMENT.sub(lambda match: quote(match[0], safe=""), name)


def name_of(segment: str) -> str:
    """The name that `segment` stands for.

    >>> name_of("%2E%2E"), name_of("a%2Fb")
    ('..', 'a/b')
    """
    return unquote(segment)


def path(name: str) -> str:
    """`name` as path segments, its slashes kept: "440100/finance_bureau"."""
    return "/".join(map(segment, name.split("/")))


def plan_iri(plan_id: str, base: str = BASE) -> URIRef:
    """The IRI of a plan and of the graph that holds its facts.

    >>> str(plan_iri("440100/穗援-2018-140"))
    'https://w3id.org/planggraph/id/plan/440100/穗援-2018-140'
    """
    return URIRef(f"{base}plan/{path(plan_id)}")


def section_iri(plan: URIRef, section_id: str | None) -> URIRef:
    """The IRI of a section of `plan` by its id; the plan itself for None, which is what stands above the outermost sections."""
    return plan if section_id is None else URIRef(f"{plan}/section/{segment(section_id)}")


def task_iri(plan: URIRef, task_id: str) -> URIRef:
    """The IRI of a task of `plan` by its id."""
    return URIRef(f"{plan}/task/{segment(task_id)}")


def people_graph(plan: URIRef) -> URIRef:
    """The graph of the persons a plan names, kept out of public exports."""
    return URIRef(f"{plan}/people")


def derived_graph(plan: URIRef) -> URIRef:
    """The graph of what is derived from a plan; it can be dropped and made again."""
    return URIRef(f"{plan}/derived")


def reference_graph(base: str = BASE) -> URIRef:
    """The graph of the registry's facts: bodies, regions, groups, changes, roles."""
    return URIRef(f"{base}reference")


def agency_iri(key: str, base: str = BASE) -> URIRef:
    """The IRI of a body or group by its registry key "{place}/{function}"."""
    return URIRef(f"{base}agency/{path(key)}")


def region_iri(code: str, base: str = BASE) -> URIRef:
    """The IRI of a region by its GB/T 2260 code."""
    return URIRef(f"{base}region/{path(code)}")


def change_iri(place: str, before: str, after: str, base: str = BASE) -> URIRef:
    """The IRI of the change by which the function `before` became `after` in a place."""
    return URIRef(f"{base}change/{segment(place)}/{segment(before)}-{segment(after)}")


def key_of(iri: str, base: str = BASE) -> str | None:
    """The registry key or region code that an agency or region IRI stands for; None for any other IRI.

    >>> key_of("https://w3id.org/planggraph/id/agency/440100/finance_bureau")
    '440100/finance_bureau'
    """
    for start in (f"{base}agency/", f"{base}region/"):
        if iri.startswith(start):
            return name_of(iri[len(start) :])
    return None
