"""Hypothesis strategies for any plan the model allows: every field, odd characters, quotes, line breaks, nothing, and the empty text.

What they leave out, the model leaves out: ids are unique in their plan and not empty, numbers are finite, an identity has a key
exactly when it is resolved or a group, and text holds no lone surrogates (no decoder yields them).
"""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from planggraph import model
from planggraph.model import (
    Assignment,
    Citation,
    Correction,
    Deadline,
    Evidence,
    Identity,
    Jurisdiction,
    Mention,
    Notice,
    Person,
    Plan,
    Resource,
    RoleRule,
    Section,
    Source,
    Stated,
    StatedDate,
    Target,
    Task,
)

ODD = (
    "",
    " ",
    " 市 发 改 局\u3000",
    "第一行\n第二行\r\n\t第三行\r",
    '“引号”和"quotes"\'\\\\n',
    "\x00\x01\x0b\x1f\x7f\x85\u2028\u2029\ufeff",
    "e\u0301 é ｶﾞ が か\u3099",
    "<a href='x'>{}|^`%20%2F</a>",
    "一›二\\›三 › 四\\",
    "甲|乙 | 丙",
    "..",
    "/",
    "#?&=+@:",
    "市X局（党组）、各县（市、区）",
    "\U00020bb7野家 \U0001f600",
    "\u202e反\u202c",
    "穗援〔2018〕140号",
)

texts = st.one_of(
    st.sampled_from(ODD),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8),
    st.text(alphabet="市区局委、，（） \n", max_size=8),
)
names = texts.filter(bool)
maybe = st.none() | texts
counts = st.integers(min_value=0, max_value=10**7)
ordinals = st.integers(min_value=1, max_value=50)
numbers = st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=4) | st.integers(0, 10**12).map(Decimal)
few = 3


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    start = draw(counts)
    return Evidence(start, start + draw(st.integers(0, 500)), draw(texts), draw(texts))


evidence = evidences()
stated = st.builds(Stated, texts, evidence)
dates = st.builds(StatedDate, st.dates(), evidence)


def _some(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=few).map(tuple)


def one_of_literal(literal: object) -> st.SearchStrategy[str]:
    """A value of a `Literal` type of the model."""
    return st.sampled_from(get_args(literal))


keys = st.one_of(
    st.sampled_from(["440100/finance_bureau", "440100/grp_all_district_gov", "522700/各县 市"]), st.tuples(texts, texts).map("/".join)
)
identities = st.one_of(
    st.builds(Identity, st.sampled_from(["resolved", "group"]), keys, maybe, _some(keys), st.just("registry") | texts),
    st.builds(Identity, st.sampled_from(["ambiguous", "unknown"]), st.none(), maybe, _some(keys), st.just("registry") | texts),
)
assignments = st.builds(
    Assignment,
    surface=texts,
    agency=texts,
    role=one_of_literal(model.Role),
    concept=st.sampled_from(["lead", "responsible", "support", "coordinate", "guide"]) | texts,
    role_word=texts,
    position=ordinals,
    block=ordinals,
    collective=st.booleans(),
    open_list=st.booleans(),
    basis=one_of_literal(model.Basis),
    identity=identities,
    evidence=evidence,
)
people = st.builds(Person, texts, texts, evidence)
deadlines = st.builds(
    Deadline,
    surface=texts,
    by=maybe,
    strict=st.none() | st.dates(),
    month_end=st.none() | st.dates(),
    start=st.none() | st.dates(),
    kind=one_of_literal(model.DeadlineKind),
    precision=one_of_literal(model.Precision),
    recurrence=maybe,
    evidence=evidence,
)
targets = st.builds(
    Target,
    surface=texts,
    value=numbers,
    maximum=st.none() | numbers,
    unit=st.sampled_from(["名", "亿元", "万人", "千瓦", "%"]) | texts,
    bound=one_of_literal(model.Bound),
    per=maybe,
    period=maybe,
    bearer=maybe,
    exclusive=st.booleans(),
    approximate=st.booleans(),
    aim=st.booleans(),
    evidence=evidence,
)
resources = st.builds(
    Resource,
    kind=one_of_literal(model.ResourceKind),
    surface=texts,
    value=st.none() | numbers,
    earmark_share=st.none() | numbers,
    earmark_for=maybe,
    origin=maybe,
    destination=maybe,
    evidence=evidence,
)
mentions = st.builds(
    Mention,
    kind=one_of_literal(model.MentionKind),
    surface=texts,
    label=texts,
    key=st.none() | keys,
    nested=st.booleans(),
    generic=st.booleans(),
    bears_duty=st.booleans(),
    evidence=evidence,
)
citations = st.builds(Citation, texts, maybe, evidence)
notices = st.builds(
    Notice,
    title=st.none() | stated,
    issuer=st.none() | stated,
    document_number=st.none() | stated,
    date=st.none() | dates,
    addressees=_some(stated),
    disclosure=st.none() | stated,
)
sources = st.builds(Source, texts, st.text(alphabet="0123456789abcdef", min_size=64, max_size=64), texts, counts)
corrections = st.builds(Correction, texts, texts, texts, texts, evidence)


def _sections(ids: list[str]) -> st.SearchStrategy[tuple[Section, ...]]:
    parents = st.sampled_from([None, *ids])
    return st.tuples(*(st.builds(Section, st.just(each), maybe, texts, texts, parents, evidence) for each in ids))


def _tasks(ids: list[str], section_ids: list[str]) -> st.SearchStrategy[tuple[Task, ...]]:
    return st.tuples(
        *(
            st.builds(
                Task,
                id=st.just(each),
                notation=texts,
                number=maybe,
                path=_some(texts),
                section=st.sampled_from([None, *section_ids]),
                title=texts,
                text=texts,
                evidence=evidence,
                clauses=_some(evidence),
                assignments=_some(assignments),
                people=_some(people),
                deadlines=_some(deadlines),
                body_deadlines=_some(deadlines),
                targets=_some(targets),
                resources=_some(resources),
                mentions=_some(mentions),
                citations=_some(citations),
            )
            for each in ids
        )
    )


ids = st.lists(st.sampled_from(["1", "1-2", "3-4-7"]) | names, max_size=few, unique=True)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan the model allows."""
    section_ids, task_ids = draw(ids), draw(ids)
    return Plan(
        id=draw(st.sampled_from(["440100/穗援-2018-140", "000000/2018-07-09-0a1b2c3d"]) | names),
        source=draw(sources),
        title=draw(st.none() | stated),
        jurisdiction=draw(st.none() | st.builds(Jurisdiction, texts, maybe)),
        year=draw(st.none() | st.integers(1, 9999)),
        notice=draw(notices),
        role_rules=draw(st.lists(st.builds(RoleRule, one_of_literal(model.RuleKind), evidence), max_size=few).map(tuple)),
        citations=draw(_some(citations)),
        sections=draw(_sections(section_ids)),
        tasks=draw(_tasks(task_ids, section_ids)),
        corrections=draw(_some(corrections)),
    )
