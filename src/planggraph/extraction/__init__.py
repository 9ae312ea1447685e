"""A `Document` to its `Plan`s: header, structure, clauses, dates, numbers and names, each with the rule that read it."""

from planggraph.extraction.plans import extract

__all__ = ["extract"]
