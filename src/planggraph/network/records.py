"""Results of the network as plain records for JSON: the same names as in the code, agencies by key and name, tasks by key and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from planggraph.model import Task
from planggraph.network.compare import Comparison, Continued, Named
from planggraph.network.findings import Finding, findings, tell
from planggraph.network.sharing import Pair
from planggraph.network.study import Study
from planggraph.network.views import AgencyNode, Scope, TaskNode
from planggraph.network.whatif import Absence, Change, Move, Reform

__all__ = ["JSON", "absence_record", "comparison_record", "move_record", "reform_record", "study_record"]

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
Record = dict[str, JSON]


def study_record(study: Study, pairs: Sequence[Pair]) -> Record:
    """A study: its scope, every agency's standing, the pairs given, concentration, tests and findings in both languages."""
    found, tests = study.concentration, study.between
    return {
        "scope": scope_record(study.view.scope),
        "standings": [
            {
                "agency": agency_record(one.agency),
                "tasks": one.tasks,
                "fractional": one.fractional,
                "sole": one.sole,
                "sections": one.sections,
                "degree": one.degree,
                "betweenness": one.betweenness,
                "closeness": one.closeness,
                "constraint": one.constraint,
                "effective_size": one.effective_size,
                "redundancy": one.redundancy,
                "cut_parts": one.cut_parts,
                "p": one.p,
                "adjusted": one.adjusted,
                "explained_by_size": one.explained,
            }
            for one in study.standings
        ],
        "pairs": pair_records(study, pairs),
        "concentration": {name: value for name, value in asdict(found).items() if name != "scope"},
        "sharing": {"pairs": study.sharing.pairs, "density": study.sharing.density, "ties": study.sharing.ties},
        "tested": {
            "statistic": tests.statistic,
            "draws": tests.draws,
            "seed": tests.seed,
            "level": tests.level,
            "family": tests.family,
            "beyond": [one.agency.key for one in tests.beyond],
        },
        "findings": [finding_record(one) for one in findings(study)],
    }


def scope_record(scope: Scope) -> Record:
    """What a number speaks of."""
    return {**asdict(scope), "roles": list[JSON](scope.roles)}


def agency_record(agency: AgencyNode) -> Record:
    """An agency by its key and names."""
    return {"key": agency.key, "zh": agency.label_zh, "en": agency.label_en, "kind": agency.kind, "collective": agency.collective}


def task_record(node: TaskNode) -> Record:
    """A task by its key, number and title."""
    return {"key": node.key, "notation": node.notation, "title": node.task.title}


def pair_records(study: Study, pairs: Sequence[Pair]) -> list[JSON]:
    """Pairs with their tasks and, where they were tested, the number expected and p."""
    tests = {(one.first.key, one.second.key): one for one in study.pairs.pairs} if study.pairs else {}
    found: list[JSON] = []
    for pair in pairs:
        test = tests.get((pair.first.key, pair.second.key))
        size = "not tested" if test is None or study.pairs is None else "no" if test.adjusted <= study.pairs.level else "yes"
        found.append(
            {
                "first": agency_record(pair.first),
                "second": agency_record(pair.second),
                "tasks": [task_record(node) for node in pair.tasks],
                "newman": pair.newman,
                "expected": test.expected if test else None,
                "p": test.p if test else None,
                "adjusted": test.adjusted if test else None,
                "explained_by_size": size,
            }
        )
    return found


def finding_record(finding: Finding) -> Record:
    """A finding in both languages, with its tasks and quotes."""
    zh, en = tell(finding, "zh"), tell(finding, "en")
    return {
        "kind": finding.kind,
        "zh": {"sentence": zh.sentence, "scope": zh.scope, "size": zh.size, "not_meant": zh.not_meant},
        "en": {"sentence": en.sentence, "scope": en.scope, "size": en.size, "not_meant": en.not_meant},
        "explained_by_size": finding.size,
        "p": finding.p,
        "agencies": [agency_record(agency) for agency in finding.agencies],
        "quotes": [
            {"plan": one.plan, "task": one.task, "title": one.title, "quote": one.text, "start": one.start, "end": one.end}
            for one in zh.quotes
        ],
    }


def absence_record(found: Absence) -> Record:
    """The plan without some agencies."""
    return {
        "scope": scope_record(found.scope),
        "absent": [agency_record(agency) for agency in found.absent],
        "orphaned": [task_record(node) for node in found.orphaned],
        "group_only": [task_record(node) for node in found.group_only],
        "parts": [[task_record(node) for node in part] for part in found.parts],
        "sections": [list[JSON](pair) for pair in found.sections],
        "takers": [{"agency": agency_record(one.agency), "shared": one.shared, "tasks": one.tasks} for one in found.takers],
    }


def change_record(change: Change) -> Record:
    """An agency's load before and after."""
    return {
        "agency": agency_record(change.agency),
        "tasks": list[JSON](change.tasks),
        "fractional": list[JSON](change.fractional),
        "fullest_month": list[JSON](change.fullest_month),
    }


def reform_record(found: Reform) -> Record:
    """The plan under other bodies."""
    return {
        "before": scope_record(found.before),
        "after": scope_record(found.after),
        "on": found.when.isoformat() if found.when else None,
        "became": [{"was": agency_record(was), "is": agency_record(now)} for was, now in found.became],
        "ended": [agency_record(agency) for agency in found.ended],
        "fewer": [task_record(node) for node in found.fewer],
        "alone": [task_record(node) for node in found.alone],
        "changes": [change_record(one) for one in found.changes],
    }


def move_record(found: Move) -> Record:
    """A task named for one agency alone."""
    return {
        "scope": scope_record(found.scope),
        "task": task_record(found.task),
        "before": [agency_record(agency) for agency in found.before],
        "to": agency_record(found.to),
        "changes": [change_record(one) for one in found.changes],
    }


def comparison_record(found: Comparison) -> Record:
    """Two plans side by side."""
    return {
        "earlier": found.earlier.id,
        "later": found.later.id,
        "roles": list[JSON](found.roles),
        "continued": [continued_record(one) for one in found.continued],
        "appeared": [plain_task(task) for task in found.appeared],
        "dropped": [plain_task(task) for task in found.dropped],
    }


def continued_record(one: Continued) -> Record:
    """A task and the one that continues it."""
    return {
        "before": plain_task(one.before),
        "after": plain_task(one.after),
        "basis": one.basis,
        "similarity": one.similarity,
        "unchanged": one.unchanged,
        "kept": [named_record(named) for named in one.kept],
        "followed": [{"was": named_record(was), "is": named_record(now)} for was, now in one.followed],
        "left": [named_record(named) for named in one.left],
        "joined": [named_record(named) for named in one.joined],
        "due": one.due,
        "targets_left": [target.surface for target in one.targets_left],
        "targets_new": [target.surface for target in one.targets_new],
    }


def named_record(named: Named) -> Record:
    """An agency as a plan names it."""
    return {"name": named.name, "key": named.key}


def plain_task(task: Task) -> Record:
    """A task by its id, number and title."""
    return {"id": task.id, "notation": task.notation, "title": task.title}
