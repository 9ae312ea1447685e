"""What is wrong with a graph, and what a careful reader would ask about a plan, each with the sentence it is about.

`plan_findings` reads a plan as values: who answers for each task, by when, how many, under which names, said how often.
`graph_findings` holds its graph against ontology/shapes.ttl (SHACL). Neither judges whether a plan is good; a finding of the first
kind is a question to its author, and only a violation of the graph is an error.
"""

from __future__ import annotations

from planggraph.checks.finding import SEVERITIES, Finding, Severity
from planggraph.checks.places import Place, place_of
from planggraph.checks.quality import plan_findings
from planggraph.checks.shapes import graph_findings, graph_of, plan_triples

__all__ = ["SEVERITIES", "Finding", "Place", "Severity", "graph_findings", "graph_of", "place_of", "plan_findings", "plan_triples"]
