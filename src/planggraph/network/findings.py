"""Findings: what a study shows, in sentences, with the tasks and quotes behind each and what it does not mean.

The wording rules (kept by a test over every sentence):
1. A body is "named as", never "does".
2. View, roles, number of tasks and of agencies go with every finding.
3. So does the p-value, or "not tested".
4. Centrality is never told without the load beside it, and says whether size explains it.
5. Every number leads to its tasks and their quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from planggraph.errors import Language, Said
from planggraph.messages import say
from planggraph.model import Role
from planggraph.network.loads import orphans, sole_leads, tasks_named_for
from planggraph.network.null_models import Explained
from planggraph.network.study import Standing, Study
from planggraph.network.timing import Due, due
from planggraph.network.views import AgencyNode, Scope, TaskNode, rows_of

__all__ = ["LIST_MARKS", "Finding", "Quote", "Told", "findings", "quotes", "scope_line", "tell"]

MANY = 5
"""Names from which a list is long."""

LIST_MARKS: dict[Language, str] = {"zh": "、", "en": ", "}
"""What stands between the words of a list."""

SHOWN = 3
"""Bodies, pairs or links told of one kind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in no language yet.

    `kind` names its sentence (message network_finding.KIND) and what it does not mean (message network_caution.KIND). `size` says
    whether load and list length explain it, `p` is the p-value behind that, adjusted where several were tested together.
    """

    kind: str
    scope: Scope
    fields: Mapping[str, object]
    tasks: tuple[TaskNode, ...]
    agencies: tuple[AgencyNode, ...] = ()
    size: Explained = "not tested"
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a plan that name who is to lead a task, and where they stand."""

    plan: str
    task: str
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words: the sentence, the scope it holds in, whether size explains it, what it does not mean, the quotes."""

    kind: str
    sentence: str
    scope: str
    size: str
    not_meant: str
    quotes: tuple[Quote, ...] = field(repr=False)


def findings(study: Study) -> tuple[Finding, ...]:
    """All findings of a study, in a fixed order; a plan without tasks gives one that says so."""
    if not study.view.scope.ties:
        return (Finding("nobody", study.view.scope, {"tasks": study.view.scope.tasks, **_roles(study)}, study.view.tasks),)
    return tuple(one for part in PARTS for one in part(study))


def tell(finding: Finding, language: Language) -> Told:
    """The finding in Chinese or English."""
    fields = {name: getattr(value, language) if isinstance(value, Said) else value for name, value in finding.fields.items()}
    return Told(
        finding.kind,
        say(f"network_finding.{finding.kind}", language, **fields),
        scope_line(finding.scope, language),
        _size(finding, language),
        say(f"network_caution.{finding.kind}", language),
        tuple(quotes(finding.tasks)),
    )


def scope_line(scope: Scope, language: Language) -> str:
    """View, roles, plans, tasks and agencies in one line."""
    view = say(f"network.{scope.collectives}", language)
    roles = _role_words(scope.roles, language)
    return say("network.scope", language, view=view, roles=roles, plans=scope.plans, tasks=scope.tasks, agencies=scope.agencies)


def _size(finding: Finding, language: Language) -> str:
    key = {"yes": "size_yes", "no": "size_no", "not tested": "size_not_tested"}[finding.size]
    return say(f"network.{key}", language, p=_p(finding.p))


def _p(p: float | None) -> str:
    return "" if p is None else f"= {p:.3f}" if p >= 0.001 else "< 0.001"


def quotes(tasks: Iterable[TaskNode]) -> Iterator[Quote]:
    """The clauses of the tasks, or their whole words where a task has no clause of its own."""
    for node in tasks:
        for one in node.task.clauses or (node.task.evidence,):
            yield Quote(node.plan, node.notation, node.task.title, one.quote, one.start, one.end)


def _roles(study: Study) -> dict[str, object]:
    return {"role": Said(_role_words(study.view.roles, "zh"), _role_words(study.view.roles, "en"))}


def _role_words(roles: Iterable[Role], language: Language) -> str:
    return LIST_MARKS[language].join(say(f"network.role_{role}", language) for role in roles)


def _listed(words: Iterable[Said]) -> Said:
    both = list(words)
    return Said(LIST_MARKS["zh"].join(one.zh for one in both), LIST_MARKS["en"].join(one.en for one in both))


def _names(agencies: Sequence[AgencyNode]) -> Said:
    return _listed(Said(one.label_zh, one.label_en) for one in agencies)


def _tasks(tasks: Sequence[TaskNode]) -> Said:
    words = [node.notation for node in tasks]
    return _listed(Said(word, word) for word in words)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _named_most(study: Study) -> Iterator[Finding]:
    most = study.standings[0].tasks
    top = [one.agency for one in study.standings if one.tasks == most]
    tasks = tuple(dict.fromkeys(task for agency in top for task in study.view.tasks_of(study.view.index(agency.key))))
    fields = {"agency": _names(top), "count": most, "tasks": study.view.scope.tasks, **_roles(study)}
    yield Finding("named_most", study.view.scope, fields, tasks, tuple(top))


def _concentration(study: Study) -> Iterator[Finding]:
    found = study.concentration
    if found.n < len(study.standings):
        top = study.standings[: found.n]
        fields = {"n": found.n, "top": found.top, "ties": found.scope.ties, "share": _percent(found.top_share), "hhi": f"{found.hhi:.3f}"}
        tasks = tuple(dict.fromkeys(task for one in top for task in study.view.tasks_of(study.view.index(one.agency.key))))
        fields |= {"even": f"{found.even:.3f}", "gini": f"{found.gini:.2f}", "agency": _names([one.agency for one in top])}
        yield Finding("concentration", found.scope, fields, tasks, tuple(one.agency for one in top))


def _many(study: Study) -> Iterator[Finding]:
    found = study.multiplicity
    if found.shared:
        tasks = tasks_named_for(study.view, 2)
        fields = {"count": found.shared, "tasks": found.scope.tasks, "many": found.many, "least": MANY, "mean": f"{found.mean:.2f}"}
        yield Finding("many", found.scope, fields | _roles(study) | {"most": found.most, "task": tasks[0][0].notation}, _only(tasks))


def _only(tasks: Iterable[tuple[TaskNode, object]]) -> tuple[TaskNode, ...]:
    return tuple(task for task, _ in tasks)


def _sole(study: Study) -> Iterator[Finding]:
    found = sole_leads(study.view)
    if found:
        parts = [Said(f"{task.notation}（{agency.label_zh}）", f"{task.notation} ({agency.label_en})") for task, agency in found]
        listed = _listed(parts)
        agencies = tuple(dict.fromkeys(agency for _, agency in found))
        fields = {"count": len(found), "tasks": study.view.scope.tasks, "list": listed, **_roles(study)}
        yield Finding("sole", study.view.scope, fields, _only(found), agencies)


def _groups(study: Study) -> Iterator[Finding]:
    for kind, tasks in (
        ("with_group", study.catch_all.with_group),
        ("only_group", study.catch_all.only_groups),
        ("open_list", study.catch_all.open_lists),
    ):
        if tasks:
            fields = {"count": len(tasks), "tasks": study.view.scope.tasks, "list": _tasks(tasks), **_roles(study)}
            yield Finding(kind, study.view.scope, fields, tasks)


def _missing(study: Study) -> Iterator[Finding]:
    stated: tuple[tuple[str, Callable[[TaskNode], bool]], ...] = (
        ("no_support", lambda node: any(one.role == "support" for one in node.task.assignments)),
        ("no_person", lambda node: bool(node.task.people)),
    )
    for kind, has in stated:
        tasks = tuple(node for node in study.view.tasks if not has(node))
        if tasks:
            yield Finding(kind, study.view.scope, {"count": len(tasks), "tasks": study.view.scope.tasks}, tasks)


def _pairs(study: Study) -> Iterator[Finding]:
    found = study.pairs
    if found is None or not found.pairs:
        return
    columns = study.view.columns()
    scope = study.view.scope
    most = max(one.shared for one in found.pairs)
    for one in [pair for pair in found.pairs if pair.shared == most][:SHOWN]:
        both = [set(rows_of(columns, study.view.index(agency.key)).tolist()) for agency in (one.first, one.second)]
        tasks = tuple(study.view.tasks[row] for row in sorted(both[0] & both[1]))
        fields = {"first": _names([one.first]), "second": _names([one.second]), "count": one.shared, "expected": f"{one.expected:.1f}"}
        size: Explained = "no" if one.adjusted <= found.level else "yes"
        yield Finding("pair", scope, fields | _roles(study) | {"list": _tasks(tasks)}, tasks, (one.first, one.second), size, one.adjusted)
    kind, best = ("pairs_beyond" if found.beyond else "pairs_none"), found.pairs[0]
    counts = {"beyond": found.beyond, "pairs": len(found.pairs), "family": found.family, "level": f"{found.level:.0%}"}
    names = {"first": _names([best.first]), "second": _names([best.second]), "p": _p(best.p), **_roles(study)}
    shared = tuple(dict.fromkeys(_only(tasks_named_for(study.view, 2))))
    yield Finding(kind, scope, counts | names, shared, (best.first, best.second), "no" if found.beyond else "yes", best.adjusted)


def _between(study: Study) -> Iterator[Finding]:
    ranked = sorted((one for one in study.standings if one.betweenness), key=lambda one: -(one.betweenness or 0.0))
    for one in ranked[:1]:
        yield _standing_finding("between_top", one, study, {"value": f"{one.betweenness:.3f}"})
    tests = study.between
    if not tests.family:
        return
    beyond = {test.agency.key for test in tests.beyond}
    for one in study.standings:
        if one.agency.key in beyond:
            yield _standing_finding("between_beyond", one, study, {"draws": tests.draws})
    if not beyond:
        least = min((one.adjusted for one in tests.agencies if one.adjusted is not None), default=None)
        fields = {"family": tests.family, "draws": tests.draws, "level": f"{tests.level:.0%}"}
        yield Finding("between_none", study.view.scope, fields, study.view.tasks, (), "yes", least)


def _standing_finding(kind: str, one: Standing, study: Study, fields: Mapping[str, object]) -> Finding:
    tasks = study.view.tasks_of(study.view.index(one.agency.key))
    known = {"agency": _names([one.agency]), "load": one.tasks, "tasks": study.view.scope.tasks, **_roles(study)}
    return Finding(kind, study.view.scope, known | dict(fields), tasks, (one.agency,), one.explained, one.adjusted)


def _cuts(study: Study) -> Iterator[Finding]:
    test = study.cut_test
    if not study.cuts:
        return
    agencies = [cut.agency for cut in study.cuts]
    by_key = {one.agency.key: one for one in study.standings}
    listed = [Said(f"{a.label_zh}（{n} 项）", f"{a.label_en} ({n})") for a in agencies if (n := by_key[a.key].tasks)]
    names = _listed(listed)
    tasks = tuple(dict.fromkeys(task for a in agencies for task in study.view.tasks_of(study.view.index(a.key))))
    fields: dict[str, object] = {"count": len(agencies), "list": names}
    if test is None:
        yield Finding("cuts_untested", study.view.scope, fields, tasks, tuple(agencies))
        return
    fields["expected"] = f"{test.mean:.1f}"
    size: Explained = "no" if test.p <= study.settings.level else "yes"
    yield Finding("cuts", study.view.scope, fields, tasks, tuple(agencies), size, test.p)


def _links(study: Study) -> Iterator[Finding]:
    by_key = {one.agency.key: one for one in study.standings}
    for link in study.links[:SHOWN]:
        fields = {"agency": _names([link.agency]), "load": by_key[link.agency.key].tasks, "first": link.first, "second": link.second}
        fields |= {"list": _tasks(link.tasks), **_roles(study)}
        yield Finding("link", study.view.scope, fields, link.tasks, (link.agency,))


def _absent(study: Study) -> Iterator[Finding]:
    """The agencies whose absence leaves most tasks without a name."""
    sole = sorted((one for one in study.standings if one.sole), key=lambda one: -one.sole)
    for one in sole[:SHOWN]:
        tasks = orphans(study.view, (one.agency.key,))
        fields = {"agency": _names([one.agency]), "count": len(tasks), "list": _tasks(tasks), "load": one.tasks, **_roles(study)}
        yield Finding("absent", study.view.scope, fields, tasks, (one.agency,))


def _peaks(study: Study) -> Iterator[Finding]:
    tests = {one.agency.key: one for one in study.peak_tests.agencies}
    calendar = due(study.view)
    yield from _months(study, calendar)
    for peak in study.peaks[:1]:
        test = tests[peak.agency.key]
        tasks = next(one.tasks for one in calendar if one.agency.key == peak.agency.key and one.month == peak.month)
        fields = {"agency": _names([peak.agency]), "count": peak.count, "load": peak.tasks, "month": peak.month, **_roles(study)}
        yield Finding("peak", study.view.scope, fields, tasks, (peak.agency,), test.explained, test.adjusted)


def _months(study: Study, calendar: Sequence[Due]) -> Iterator[Finding]:
    by_month = sorted(((one.month, task) for one in calendar for task in one.tasks), key=lambda one: one[0])
    months = {month: tuple(dict.fromkeys(task for _, task in tasks)) for month, tasks in groupby(by_month, key=lambda one: one[0])}
    if months:
        month = max(months, key=lambda one: (len(months[one]), one))
        fields = {"month": month, "count": len(months[month]), "tasks": study.view.scope.tasks}
        yield Finding("month", study.view.scope, fields, months[month])


def _shape(study: Study) -> Iterator[Finding]:
    """What one long list alone gives the network, and nestedness."""
    found, test = study.sharing, study.nestedness
    if found.longest_task and found.ties:
        fields = {"task": found.longest_task.notation, "longest": found.longest, "ties": found.ties}
        fields |= {"share": _percent(found.longest / found.ties)}
        yield Finding("long_list", study.view.scope, fields, (found.longest_task,))
    if test is not None and study.multiplicity.shared:
        size: Explained = "no" if test.p <= study.settings.level else "yes"
        fields = {"value": f"{test.observed:.1f}", "expected": f"{test.mean:.1f}"}
        yield Finding("nested", study.view.scope, fields, study.view.tasks, (), size, test.p)


PARTS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    _named_most,
    _concentration,
    _many,
    _sole,
    _groups,
    _missing,
    _absent,
    _pairs,
    _shape,
    _between,
    _cuts,
    _links,
    _peaks,
)
"""What is looked at, in the order it is told."""
