"""From the rows of a query to an answer: the list without repeats, a sentence in the asker's language, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planggraph.questions.answer import AgencyItem, Answer, AnswerType, Item, TaskItem
from planggraph.questions.directory import Directory
from planggraph.questions.evidence import LIMIT, quotes
from planggraph.questions.frame import Asks, Frame, Refused
from planggraph.questions.planning import Inquiry
from planggraph.questions.sentences import listed, say
from planggraph.store import OpenStore, Rows, Value

SHOWN: Final = 40
"""How many names a sentence lists; the answer holds them all."""

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Telling:
    """What every way of telling needs: the question's meaning, where the rows came from, and the tasks its topic chose."""

    store: OpenStore
    directory: Directory
    frame: Frame
    inquiry: Inquiry
    rows: tuple[Row, ...]
    tasks: tuple[str, ...]

    def say(self, key: str, **fields: object) -> str:
        """A sentence about the plan, which it names where there are several."""
        return say(key, self.frame.language, where=self.where(), **fields)

    def where(self) -> str:
        """The plan in front of a sentence, where the store holds several and the answer comes from one."""
        plans = {str(row["plan"]) for row in self.rows if row.get("plan")}
        if len(self.directory.plans) == 1 or len(plans) != 1:
            return ""
        title = self.directory.plans[plans.pop()].title
        return f"《{title}》：" if self.frame.language == "zh" else f"《{title}》: "

    def several(self) -> bool:
        """Whether the answer must say of which plan each item is."""
        return len({str(row["plan"]) for row in self.rows if row.get("plan")}) > 1

    def answer(self, kind: AnswerType, items: Sequence[Item], sentence: str, facts: Sequence[tuple[str, str]]) -> Answer:
        """The answer with its evidence."""
        found = quotes(self.store, self.directory, facts)
        notes = [self.say("note.truncated", count=LIMIT)] if len(found) > LIMIT else []
        tasks = tuple(dict.fromkeys(str(row["task"]) for row in self.rows if row.get("task")))
        return Answer(
            question="",
            language=self.frame.language,
            sentence=sentence,
            understood="",
            answer_type=kind,
            answers=tuple(items),
            sparql=self.inquiry.shown(),
            evidence=found[:LIMIT],
            notes=tuple(notes),
            tasks=tasks or self.tasks,
        )

    def listed(self, items: Sequence[Item]) -> str:
        """The items in one line."""
        names = [item.label if isinstance(item, AgencyItem | TaskItem) else str(item) for item in items]
        rest = "…" if len(names) > SHOWN else ""
        return listed(names[:SHOWN], self.frame.language) + rest

    def titles(self) -> str:
        """The tasks asked about."""
        tasks = dict.fromkeys(str(row["task"]) for row in self.rows if row.get("task")) or dict.fromkeys(self.tasks)
        return self.listed([task_item(self.directory, task) for task in tasks])


def tell(store: OpenStore, directory: Directory, frame: Frame, inquiry: Inquiry, rows: Rows, tasks: tuple[str, ...]) -> Answer | Refused:
    """The answer that rows give, or why they give none."""
    telling = Telling(store, directory, frame, inquiry, tuple(rows), tasks)
    return _WAYS.get(frame.asks, _names)(telling)


def task_item(directory: Directory, task: str, *, plan: bool = False) -> TaskItem:
    """A task as an item of an answer."""
    entry = directory.tasks[task]
    title = directory.plans[entry.plan].title if plan else ""
    return TaskItem(entry.path, entry.number, entry.notation, entry.title, task, title)


def agency_items(telling: Telling) -> list[AgencyItem]:
    """The bodies of the rows, each once a plan, in the order of the rows."""
    found: dict[tuple[str, str], AgencyItem] = {}
    several = telling.several()
    for row in telling.rows:
        plan, agency = str(row["plan"]), str(row["agency"])
        title = telling.directory.plans[plan].title if several else ""
        found.setdefault((plan, agency), AgencyItem(telling.directory.name_of(agency, plan), agency, title))
    return list(found.values())


def _agencies(telling: Telling) -> Answer | Refused:
    frame = telling.frame
    items = agency_items(telling)
    if frame.extreme:
        return _best_agencies(telling)
    if not items:
        about = frame.said or telling.listed([task_item(telling.directory, task) for task in frame.tasks])
        return Refused("none_in_role" if about else "not_stated", about)
    if frame.shared:
        names = telling.listed([agent.text for agent in frame.agents])
        sentence = telling.say("agencies.shared", agents=names, list=telling.listed(items), count=len(items))
    elif len({row.get("task") for row in telling.rows} - {None}) == 1:
        sentence = telling.say(f"agencies.{frame.role}", tasks=telling.titles(), list=telling.listed(items))
    else:
        sentence = telling.say("agencies.many", list=telling.listed(items), count=len(items))
    rows = [row for row in telling.rows if row.get("task")]
    facts = [(str(row["task"]), "") for row in rows]
    facts += [(str(row["task"]), str(row["assignment"])) for row in rows if row.get("assignment")]
    return telling.answer("agencies", items, sentence, facts)


def _best_agencies(telling: Telling) -> Answer | Refused:
    """The bodies that stand at the top, all of equal number."""
    extreme = telling.frame.extreme
    if not telling.rows or extreme is None:
        return Refused("not_stated")
    top = telling.rows[0]["count"]
    best = Telling(telling.store, telling.directory, telling.frame, telling.inquiry, _topmost(telling.rows), telling.tasks)
    items = agency_items(best)
    sentence = best.say("agencies.least" if extreme.least else "agencies.most", list=best.listed(items), top=top)
    return best.answer("agencies", items, sentence, ())


def _topmost(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row["count"] == rows[0]["count"]) if rows else ()


def _tasks(telling: Telling) -> Answer | Refused:
    extreme = telling.frame.extreme
    rows = telling.rows
    if extreme and extreme.of == "leads":
        rows = _topmost(rows)
    if extreme and extreme.of == "dates":
        rows = _by_date(telling, least=extreme.least)
    nodes = dict.fromkeys(str(row["task"]) for row in rows)
    items = [task_item(telling.directory, task, plan=telling.several()) for task in nodes]
    if extreme and extreme.of == "leads" and rows:
        sentence = telling.say("tasks.leads", list=telling.listed(items), top=rows[0]["count"])
    else:
        key = "tasks.none" if not items else "tasks.one" if len(items) == 1 else "tasks.some"
        sentence = telling.say(key, list=telling.listed(items), count=len(items))
    return telling.answer("tasks", items, sentence, [(task, "") for task in nodes])


def _by_date(telling: Telling, *, least: bool) -> tuple[Row, ...]:
    """The rows with the earliest or latest date; open-ended ones have none."""
    dated = [row for row in telling.rows if row.get("date") and str(row["date"])[:1].isdigit()]
    if not dated:
        return ()
    best = (min if least else max)(str(row["date"]) for row in dated)
    return tuple(row for row in dated if str(row["date"]) == best)


def _dates(telling: Telling) -> Answer | Refused:
    extreme = telling.frame.extreme
    rows = _by_date(telling, least=extreme.least) if extreme else telling.rows
    dates = list(dict.fromkeys(str(row["date"] or row["surface"]) for row in rows))
    if not dates:
        about = telling.frame.said or telling.listed([task_item(telling.directory, task) for task in telling.frame.tasks])
        return Refused("no_deadline", about)
    surfaces = dict.fromkeys(f"{row['surface']}（{row['date']}）" if row["date"] else str(row["surface"]) for row in rows)
    one = len({row["task"] for row in rows}) == 1
    sentence = telling.say("dates.some" if one else "dates.many", tasks=telling.titles(), list=telling.listed(list(surfaces)))
    facts = [(str(row["task"]), str(row["deadline"])) for row in rows]
    return telling.answer("dates", sorted(dates), sentence, facts)


def _task_count(telling: Telling) -> Answer | Refused:
    nodes = list(dict.fromkeys(str(row["task"]) for row in telling.rows))
    return telling.answer("number", [len(nodes)], telling.say("number.tasks", count=len(nodes)), [(task, "") for task in nodes])


def _agency_count(telling: Telling) -> Answer | Refused:
    items = agency_items(telling)
    names = dict.fromkeys(item.iri for item in items)
    facts = [(str(row["task"]), "") for row in telling.rows]
    return telling.answer("number", [len(names)], telling.say("number.agencies", count=len(names), list=telling.listed(items)), facts)


def _boolean(telling: Telling) -> Answer | Refused:
    nodes = list(dict.fromkeys(str(row["task"]) for row in telling.rows))
    items = [task_item(telling.directory, task) for task in nodes]
    sentence = telling.say("boolean.yes" if nodes else "boolean.no", list=telling.listed(items))
    return telling.answer("boolean", [bool(nodes)], sentence, [(task, "") for task in nodes or telling.tasks])


def _names(telling: Telling) -> Answer | Refused:
    """Names of one kind in the text, each once; those that end in the noun asked for, where there are any (哪些班: 黄埔班)."""
    frame = telling.frame
    whole = [row for row in telling.rows if not row.get("nested") and not (row.get("generic") and frame.asks == "regions")]
    ending = [row for row in whole if frame.head and str(row["name"]).endswith(frame.head)]
    rows = ending or whole
    things: dict[str, str] = {}
    for row in rows:
        things.setdefault(str(row.get("thing") or row["name"]), str(row["name"]))
    names = list(dict.fromkeys(things.values()))
    if not names:
        return Refused("no_names", frame.said or telling.titles())
    facts = [(str(row["task"]), str(row.get("mention") or row.get("citation") or "")) for row in rows]
    kind = _NAME_TYPES.get(frame.asks, "organisations")
    return telling.answer(kind, names, telling.say("names.some", count=len(names), list=telling.listed(names)), facts)


_NAME_TYPES: Final[Mapping[Asks, AnswerType]] = {
    "programmes": "programmes",
    "regions": "regions",
    "documents": "documents",
}
_WAYS: Final[Mapping[Asks, Callable[[Telling], Answer | Refused]]] = {
    "agencies": _agencies,
    "tasks": _tasks,
    "dates": _dates,
    "task_count": _task_count,
    "agency_count": _agency_count,
    "boolean": _boolean,
}
