"""The summary of a graph as a page for a person, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planggraph.cli.screen import Screen
from planggraph.exports.summary import Lead, Load, PlanHead, Summary, TaskLeads, Unplaced
from planggraph.exports.text_table import bar, text_grid

__all__ = ["summary_page"]

MOST = 8
"""Bodies shown of those named as lead most often."""

LONGEST = 20
"""Entries shown of a list that may be long."""

NEXT = (
    "query CQ01 --t 四7",
    "query CQ02 --a 市协作办",
    "query CQ18 --format csv",
    "query --list",
    'sparql "SELECT ?title WHERE {{ ?task a pg:Task ; dcterms:title ?title }} LIMIT 5"',
)
"""Commands that work on the plan that comes with planggraph."""


def summary_page(summary: Summary, screen: Screen, command: str) -> str:
    """The whole page; `command` is how a planggraph command is written, with {} for its words."""
    parts = [
        section(screen.say("demo.heading"), "\n\n".join(plan_lines(plan, screen) for plan in summary.plans)),
        counts_line(summary, screen),
        leads_part(summary, screen),
        section(screen.say("demo.sole_heading", count=len(summary.sole)), tasks_lines(summary.sole, screen)),
        section(screen.say("demo.collective_heading", count=len(summary.collective_only)), tasks_lines(summary.collective_only, screen)),
        months_part(summary, screen),
        unplaced_part(summary.unplaced, screen),
        section(screen.say("demo.next_heading"), "\n".join(f"  {command.format(words.format())}" for words in NEXT)),
        screen.say("demo.caution"),
    ]
    return "\n\n".join(parts)


def section(heading: str, body: str) -> str:
    """A heading with its lines."""
    return f"{heading}\n{body}" if body else heading


def plan_lines(plan: PlanHead, screen: Screen) -> str:
    """The title of a plan and what its head states."""
    none = screen.say("demo.none")
    source = screen.say("demo.characters", name=plan.file, count=f"{plan.characters:,}") if plan.file and plan.characters else plan.file
    rows = [
        (screen.say("demo.issuer"), plan.issuer or none),
        (screen.say("demo.document_number"), plan.document_number or none),
        (screen.say("demo.date"), plan.date.isoformat() if plan.date else none),
        (screen.say("demo.source"), source or none),
    ]
    return f"  {plan.title or none}\n{text_grid(rows, width=screen.width())}"


def counts_line(summary: Summary, screen: Screen) -> str:
    """How much was read, on one line."""
    counts = summary.counts
    figures = {
        "sections": counts.sections,
        "tasks": counts.tasks,
        "assignments": counts.assignments,
        "agencies": counts.agencies,
        "deadlines": counts.deadlines,
        "targets": counts.targets,
        "unresolved": len(summary.unplaced),
    }
    return "  " + "   ".join(f"{screen.say(f'demo.{name}')} {count:,}" for name, count in figures.items())


def leads_part(summary: Summary, screen: Screen) -> str:
    """The bodies named as lead most often, with bars."""
    agents, mentions = len(summary.loads), summary.lead_mentions
    heading = screen.say("demo.leads_heading", mentions=mentions, agents=agents, tasks=summary.counts.tasks)
    return section(heading, text_grid(loads_rows(summary.loads[:MOST], screen), width=screen.width()))


def loads_rows(loads: Sequence[Load], screen: Screen) -> list[list[str]]:
    """Name, count and bar of each body."""
    largest = max((load.tasks for load in loads), default=1)
    return [[name_of(load.lead, screen), str(load.tasks), bar(load.tasks, largest)] for load in loads]


def name_of(lead: Lead, screen: Screen) -> str:
    """The name of a body, marked where it is a group."""
    name = f"{lead.en} ({lead.zh})" if screen.language == "en" and lead.en else lead.zh
    return f"{name} [{screen.say('demo.group_mark')}]" if lead.collective else name


def tasks_lines(tasks: Sequence[TaskLeads], screen: Screen) -> str:
    """Tasks with their leads, the first of a long list."""
    rows = [[task.notation, task.title, "、".join(name_of(lead, screen) for lead in task.leads)] for task in tasks[:LONGEST]]
    return text_grid(rows, width=screen.width()) + more(tasks)


def months_part(summary: Summary, screen: Screen) -> str:
    """Months with the tasks that fall due in them, with bars; then the open-ended and the undated."""
    largest = max((count for _, count in summary.months), default=1)
    rows = [[month, counted(count, screen), bar(count, largest)] for month, count in summary.months]
    rows += [[screen.say(f"demo.{key}"), counted(count, screen), ""] for key, count in without_month(summary) if count]
    return section(screen.say("demo.months_heading", count=summary.counts.deadlines), text_grid(rows, width=screen.width()))


def without_month(summary: Summary) -> Iterable[tuple[str, int]]:
    """Deadlines that fall in no month, by message key."""
    return ("ongoing", summary.ongoing), ("undated", summary.undated)


def counted(count: int, screen: Screen) -> str:
    """A number of tasks."""
    return screen.say("demo.month_task" if count == 1 else "demo.month_tasks", count=count)


def unplaced_part(names: Sequence[Unplaced], screen: Screen) -> str:
    """Names that could not be placed, with what they might mean."""
    if not names:
        return screen.say("demo.unresolved_none")
    rows = [
        [one.task, one.agency, screen.say("demo.candidates", names="、".join(one.candidates)) if one.candidates else ""]
        for one in names[:LONGEST]
    ]
    return section(screen.say("demo.unresolved_heading", count=len(names)), text_grid(rows, width=screen.width()) + more(names))


def more(entries: Sequence[object]) -> str:
    """The sign that a list was cut."""
    return f"\n  … {len(entries) - LONGEST}" if len(entries) > LONGEST else ""
