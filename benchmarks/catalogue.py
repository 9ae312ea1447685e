"""Every question of the catalogue over invented plans, with load time and memory, beside rdflib's own engine on a smaller graph.

    python benchmarks/catalogue.py [--plans 100] [--small 5] [--limit 20] [--all] [--only CQ05 …] [--store DIR]

1,650 plans make about ten million triples. A question is asked of one plan among them, as people ask it, of the store and of its endpoint
over HTTP, and with --all of all plans at once. The time is that of finding the names given and of the whole answer as SPARQL JSON bytes,
the best of three; the store is asked in a process of its own, which is killed at the limit.
Where the graph is too large to be held in memory it is answered from disk, as `planggraph` does. rdflib answers the same texts over the
same small graph in the same run: read the ratio.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.sparql import SPARQLError

from _plans import Plans
from planggraph.model import Plan
from planggraph.queries import Catalogue, Query, bind, bound_text
from planggraph.rdf.iris import agency_iri, plan_iri, region_iri, section_iri, task_iri
from planggraph.registry import Registry
from planggraph.store import build, open_store
from planggraph.store.snapshot import GRAPH, current

ROUNDS = 3
GOAL = 1.0
"""Seconds within which a question should be answered."""

Given = Mapping[str, str]
Ask = Callable[[str, Given], int]


@dataclass(slots=True)
class Asker:
    """An engine in a process of its own, over one store."""

    engine: Callable[[Path], Ask]
    store: Path
    limit: float
    process: multiprocessing.Process | None = None
    pipe: Connection | None = None
    opened: float = 0.0
    memory: float = field(default=0.0)

    def ask(self, name: str, given: Given) -> tuple[float, int] | None:
        """Seconds of the quickest answer and its rows; None past the limit, or where the engine fails."""
        if self.process is None:
            self._start()
        assert self.pipe is not None
        self.pipe.send((name, dict(given)))
        if not self.pipe.poll(self.limit + 5):
            self.stop()
            return None
        seconds, rows, self.memory = self.pipe.recv()
        return (seconds, rows) if seconds < self.limit and rows >= 0 else None

    def stop(self) -> None:
        """Ends the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        self.process = None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(self.engine, self.store, self.limit, theirs), daemon=True)
        self.process.start()
        self.opened, self.memory = self.pipe.recv()


def _serve(engine: Callable[[Path], Ask], store: Path, limit: float, pipe: Connection) -> None:
    start = time.perf_counter()
    ask = engine(store)
    pipe.send((time.perf_counter() - start, _peak()))
    while True:
        name, given = pipe.recv()
        seconds, rows = float("inf"), -1
        for _ in range(ROUNDS):
            start = time.perf_counter()
            rows = ask(name, given)
            seconds = min(seconds, time.perf_counter() - start)
            if seconds > limit / 4:
                break
        pipe.send((seconds, rows, _peak()))


def ours(folder: Path) -> Ask:
    """The embedded store: names bound, the engine's answer as JSON bytes, and the number of rows."""
    store = open_store(folder)

    def ask(name: str, given: Given) -> int:
        query = Catalogue.load().get(name)
        answer = store.answer(bound_text(query.text, bind(store, query, given)))
        assert isinstance(answer, ox.QuerySolutions)
        written = answer.serialize(format=ox.QueryResultsFormat.JSON)
        assert written is not None
        return _rows(written)

    return ask


def rdflibs(folder: Path) -> Ask:
    """rdflib's memory store and its own SPARQL engine, over the same N-Quads, the union of all graphs as the default graph."""
    store = open_store(folder)
    graph = rdflib.Dataset(default_union=True)
    graph.parse(current(folder).folder / GRAPH, format="nquads")

    def ask(name: str, given: Given) -> int:
        query = Catalogue.load().get(name)
        try:
            return len(list(graph.query(bound_text(query.text, bind(store, query, given)))))
        except SPARQLError:  # rdflib fails on some OPTIONALs beside VALUES
            return -1

    return ask


@contextmanager
def endpoint(store: Path, limit: float) -> Iterator[Ask]:
    """`planggraph serve` over a store, on a free port of this machine, asked over HTTP for SPARQL JSON; -1 rows past the limit."""
    command = [sys.executable, "-m", "planggraph", "--lang", "en", "serve", "--store", str(store), "--port", "0"]
    command += ["--set", f"time_limit={limit}", "--set", "memory_limit=0", "--set", "workers=1"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    names = open_store(store)
    assert server.stderr is not None
    url = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))

    def ask(name: str, given: Given) -> int:
        query = Catalogue.load().get(name)
        data = bound_text(query.text, bind(names, query, given)).encode()
        headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{url}sparql", data, headers)) as answer:
                return _rows(answer.read())
        except urllib.error.HTTPError:
            return -1

    try:
        yield ask
    finally:
        names.close()
        server.terminate()
        server.wait()


def _timed(ask: Ask, name: str, given: Given) -> tuple[float, int] | None:
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        rows = ask(name, given)
        took.append(time.perf_counter() - start)
    return (min(took), rows) if rows >= 0 else None


def _rows(written: bytes) -> int:
    return written.count(b"},{") + 1 if b'"bindings":[{' in written else 0


def _peak() -> float:
    """The most memory this process has held, in MB; on Linux without what its parent held before it."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def given_for(query: Query, plan: Plan, before: Plan) -> Given:
    """What to ask with: things of one plan, numbers and dates as the header proposes them."""
    node = plan_iri(plan.id)
    task = plan.tasks[len(plan.tasks) // 2]
    lead = next(each.identity.key for one in plan.tasks for each in one.assignments if each.identity.status == "resolved")
    programme = next(m.surface for one in plan.tasks for m in one.mentions if m.kind == "programme")
    place = plan.jurisdiction.code if plan.jurisdiction and plan.jurisdiction.code else ""
    sections = iter((plan.sections[0].id, plan.sections[1].id))
    things = {
        "task": lambda: task_iri(node, task.id), "assignment": lambda: f"{task_iri(node, task.id)}/a/1",
        "agency": lambda: agency_iri(str(lead)), "agencies": lambda: agency_iri(str(lead)), "region": lambda: region_iri(place),
        "section": lambda: section_iri(node, next(sections)), "programme": lambda: f"{node}/programme/{programme}",
        "plan": lambda: plan_iri((before if one.name == "earlier" else plan).id), "month": lambda: f"{plan.year}-08",
        "date": lambda: f"{plan.year}-09-01",
    }  # fmt: skip
    given = {}
    for one in query.parameters:
        value = str(things[one.type]()) if one.type in things else one.default or one.example
        if value is not None and not (query.id == "CQ47" and one.name == "assignment"):
            given[one.name] = value
    return given


def without_plan(query: Query, given: Given) -> Given:
    """The same, of all plans: the blanks that may stay open left open."""
    open_ones = {one.name for one in query.parameters if one.optional}
    return {name: value for name, value in given.items() if name not in open_ones}


def built(plans: Plans, count: int, folder: Path) -> tuple[Plan, Plan]:
    """Builds a store, tells what it took, and gives a plan from its middle with the one a year before."""
    start = time.perf_counter()
    if not folder.exists():
        build(plans.first(count), plans.registry, folder)
    seconds = time.perf_counter() - start
    manifest = current(folder).manifest
    size = sum(path.stat().st_size for path in current(folder).folder.rglob("*") if path.is_file()) / 1e6
    print(f"{len(manifest.inputs):,} plans, {manifest.tasks:,} tasks, {manifest.quads:,} quads")
    print(f"built in {seconds:.1f} s, {size:,.0f} MB on disk, peak memory {_peak():,.0f} MB")
    middle = count // 2 // 10 * 10 + min(5, count - 1)
    before, plan = list(plans.first(middle + 1))[-2:]
    return plan, before


def _asked(only: list[str]) -> Iterator[Query]:
    return (query for query in Catalogue.load() if not only or query.id in only)


def _said(found: tuple[float, int] | None, limit: float) -> str:
    return f"no answer in {limit:.0f} s" if found is None else f"{found[0] * 1000:,.1f} ms {found[1]:>9,}"


def large(plans: Plans, options: argparse.Namespace, folder: Path) -> None:
    """Prints each question's time over the large graph, and those that miss the goal."""
    plan, before = built(plans, options.plans, folder)
    asker = Asker(ours, folder, options.limit)
    slow = []
    print(f"{'':4} {'one plan':>22} {'one plan over HTTP':>22} {'all plans':>22}  (time, rows)")
    with endpoint(folder, options.limit) as over_http:
        for query in _asked(options.only):
            given = given_for(query, plan, before)
            one, sent = asker.ask(query.id, given), _timed(over_http, query.id, given)
            every = asker.ask(query.id, without_plan(query, given)) if options.all else None
            times = " ".join(f"{_said(took, options.limit):>22}" for took in (one, sent, every)[: 3 if options.all else 2])
            print(f"{query.id} {times}  {query.name}", flush=True)
            slow += [f"{query.id} {which}" for which, took in (("one", one), ("HTTP", sent)) if took is None or took[0] > GOAL]
    print(f"opened in {asker.opened:.2f} s, peak memory {asker.memory:,.0f} MB")
    print(f"of one plan, above {GOAL:.0f} s: {', '.join(slow) or 'none'}")
    asker.stop()


def beside_rdflib(plans: Plans, options: argparse.Namespace, folder: Path) -> None:
    """Prints each question's time on both engines over the small graph."""
    plan, before = built(plans, options.small, folder)
    askers = Asker(ours, folder, options.limit), Asker(rdflibs, folder, options.limit)
    for query in _asked(options.only):
        given = given_for(query, plan, before)
        mine, theirs = (asker.ask(query.id, given) for asker in askers)
        ratio = f"{theirs[0] / mine[0]:,.0f}×" if mine and theirs else ""
        print(f"{query.id} {_said(mine, options.limit):>22} {_said(theirs, options.limit):>22} {ratio:>8}  {query.name}", flush=True)
    for name, asker in zip(("planggraph", "rdflib"), askers, strict=True):
        print(f"{name}: opened in {asker.opened:.2f} s, peak memory {asker.memory:,.0f} MB")
        asker.stop()


def main(arguments: list[str]) -> None:
    """Runs both parts in a folder that is removed at the end, unless one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--small", type=int, default=5)
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--all", action="store_true", help="ask of all plans at once too")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--store", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.store or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        plans = Plans(Registry.load())
        if options.plans:
            large(plans, options, folder / f"large-{options.plans}")
        if options.small:
            beside_rdflib(plans, options, folder / f"small-{options.small}")


if __name__ == "__main__":
    main(sys.argv[1:])
