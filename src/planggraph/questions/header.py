"""Questions about the head of a plan: who issued it, when, under which document number."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from planggraph.questions.answer import AgencyItem, Answer, AnswerType, Item
from planggraph.questions.directory import Directory
from planggraph.questions.frame import Frame, Refused
from planggraph.questions.planning import Inquiry
from planggraph.questions.sentences import listed, say
from planggraph.store import OpenStore

_TEXT: Final = """SELECT ?plan ?issuer ?body ?issued ?number
WHERE {
  ?plan a pg:Plan ; dcterms:isPartOf ?notice .
  OPTIONAL { ?notice pg:issuerName ?issuer } OPTIONAL { ?notice dcterms:publisher ?body }
  OPTIONAL { ?notice dcterms:issued ?issued } OPTIONAL { ?notice dcterms:identifier ?number }
} ORDER BY ?plan"""
_COLUMNS: Final = {"issuer": "issuer", "issued": "issued", "docnumber": "number"}


def answer(store: OpenStore, directory: Directory, frame: Frame) -> Answer | Refused:
    """What the head of the plan, or of each plan, says."""
    bindings = {"plan": ox.NamedNode(frame.plans[0])} if len(frame.plans) == 1 else {}
    inquiry = Inquiry(_TEXT, bindings)
    column = _COLUMNS[frame.asks]
    rows = [row for row in store.query(inquiry.shown()) if row[column] is not None]
    several = len(rows) > 1
    items: list[Item] = []
    for row in rows:
        title = directory.plans[str(row["plan"])].title if several else ""
        items.append(AgencyItem(str(row["issuer"]), str(row["body"] or ""), title) if column == "issuer" else str(row[column]))
    if not items:
        return Refused("not_stated")
    kind: AnswerType = "agencies" if column == "issuer" else "dates" if column == "issued" else "documents"
    names = [item.label if isinstance(item, AgencyItem) else str(item) for item in items]
    sentence = say("header.some", frame.language, where="", list=listed(names, frame.language))
    return Answer("", frame.language, sentence, "", kind, tuple(items), sparql=inquiry.shown())
