"""The process that answers: one job after another over one open store, until it is killed or its line is closed.

    python -m planggraph.server.worker STORE ADDRESS SETTINGS        started by `workers`, never by hand

Where the system can fork, there are three kinds of process, each the child of the one before: the `root` holds no store and only makes
nests; a `nest` opens the snapshot in force, once, and makes workers; a `worker` has the nest's memory without a copy of it and can be
killed and replaced in milliseconds. Elsewhere each worker is started anew and opens the store itself.

A process tells who it is in its first message. A job is two messages, its JSON and its body; its answer is messages whose first byte
says what they are: H the head (JSON), D bytes of the body, F a refusal (JSON), E the end. A worker that has written is used up.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Final

from planggraph.errors import PlanggraphError, Said, StoreBusy
from planggraph.server.answering import Head, answer_graph, answer_query, answer_statistics, answer_thing
from planggraph.server.jobs import Job, Kind, unpacked
from planggraph.server.problems import Fault, fault, fault_of
from planggraph.server.settings import Settings
from planggraph.server.writing import write_graph, write_update
from planggraph.store import EmbeddedStore, current, open_store

Reading = Callable[[EmbeddedStore, Job, "Line", int], None]

GRACE: Final = 3
"""Seconds after the time limit at which a process ends itself, should nobody be left to kill it."""

PROOF: Final = "PLANGGRAPH_WORKER_PROOF"
"""The environment variable with which a process proves that it was started by the endpoint."""

BLOCK: Final = 1 << 18
"""Bytes sent at once."""

STATISTICS: Final = 20
"""How many times the time limit the statistics may take; they are made once for each snapshot."""

_READING: Final[dict[Kind, Reading]] = {
    "query": answer_query,
    "graph": answer_graph,
    "thing": answer_thing,
    "statistics": answer_statistics,
}


class Line:
    """The answer of a worker on its way to the endpoint: small writes are collected into blocks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._bytes = bytearray()

    def head(self, head: Head) -> None:
        """Sends the head."""
        self._connection.send_bytes(b"H" + json.dumps(asdict(head)).encode())

    def write(self, data: bytes) -> int:
        """Takes some bytes of the body; returns how many."""
        self._bytes += data
        if len(self._bytes) >= BLOCK:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Does nothing: blocks are sent when they are full."""

    def end(self) -> None:
        """Sends what is left and the end."""
        self._pass_on()
        self._connection.send_bytes(b"E")

    def refuse(self, refused: Fault) -> None:
        """Sends a refusal, which ends the answer."""
        told = {"status": refused.status, "detail": asdict(refused.detail), "members": dict(refused.members), "headers": refused.headers}
        self._connection.send_bytes(b"F" + json.dumps(told).encode())

    def _pass_on(self) -> None:
        if self._bytes:
            self._connection.send_bytes(b"D" + self._bytes)
            self._bytes.clear()


def serve(connection: Connection, store: EmbeddedStore, folder: Path, settings: Settings) -> None:
    """Answers jobs until the line is closed, or until one has written."""
    _limit_memory(settings.memory_limit)
    while True:
        job = unpacked(connection.recv_bytes(), connection.recv_bytes())
        _set_alarm(settings.time_limit * (STATISTICS if job.kind == "statistics" else 1))
        _answer(job, Line(connection), store, folder, settings.row_limit)
        _set_alarm(0)
        if job.writes:
            return


def _answer(job: Job, line: Line, store: EmbeddedStore, folder: Path, row_limit: int) -> None:
    try:
        if job.kind == "update":
            write_update(store, folder, job, line)
        elif job.writes:
            write_graph(store, folder, job, line)
        else:
            _READING[job.kind](store, job, line, row_limit)
        line.end()
    except Fault as refused:
        line.refuse(refused)
    except StoreBusy as error:
        line.refuse(Fault(409, Said(error.say("zh"), error.say("en"))))
    except PlanggraphError as error:
        line.refuse(fault_of(error))
    except MemoryError:
        line.refuse(too_much_memory())
    except ConnectionError:
        raise
    except Exception:
        line.refuse(fault(500, "程序出错，详情见服务端日志。", "A mistake of planggraph; the log of the server says more."))
        raise


def too_much_memory() -> Fault:
    """The refusal of a job whose process ended by itself, or ran out of memory."""
    return fault(503, "这个查询用的内存超过了上限。", "The query took more memory than is allowed.")


def breed(connection: Connection, make: Callable[[int], None]) -> None:
    """Forks a child for each ticket that comes over the line, until the line is closed; then waits for the children to end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        try:
            ticket = int(connection.recv_bytes())
        except EOFError:
            break
        if os.fork() == 0:
            connection.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            make(ticket)
            os._exit(0)
    try:
        os.wait()
    except ChildProcessError:
        return


def connected(address: str, ticket: int, act: Callable[[Connection], None], *, snapshot: str = "", trouble: str = "") -> None:
    """Calls the endpoint, says who this is and over which snapshot, and acts until the endpoint hangs up."""
    family = "AF_INET" if address.isdecimal() else "AF_UNIX"
    place: str | tuple[str, int] = ("127.0.0.1", int(address)) if address.isdecimal() else address
    with Client(place, family) as connection:
        hello = {"ticket": ticket, "pid": os.getpid(), "proof": os.environ.get(PROOF, ""), "snapshot": snapshot, "trouble": trouble}
        connection.send_bytes(json.dumps(hello).encode())
        try:
            act(connection)
        except (EOFError, ConnectionError):
            return


def root(folder: Path, address: str, settings: Settings) -> None:
    """Makes a nest for each ticket."""

    def nest(ticket: int) -> None:
        name = _large(folder)
        if name:
            make = partial(single, folder, address, settings)
            connected(address, ticket, lambda line: breed(line, make), snapshot=name)
        else:
            _opened(folder, address, ticket, lambda line, store: breed(line, lambda one: worker(one, store)))

    def worker(ticket: int, store: EmbeddedStore) -> None:
        connected(address, ticket, lambda line: serve(line, store, folder, settings), snapshot=store.snapshot.folder.name)

    connected(address, 0, lambda line: breed(line, nest))


def single(folder: Path, address: str, settings: Settings, ticket: int) -> None:
    """A worker that opens the store itself: where the system cannot fork, and for a database, whose threads do not survive a fork."""
    _opened(folder, address, ticket, lambda line, store: serve(line, store, folder, settings))


def _opened(folder: Path, address: str, ticket: int, act: Callable[[Connection, EmbeddedStore], None]) -> None:
    try:
        store = open_store(folder)
    except PlanggraphError as error:
        connected(address, ticket, lambda line: None, trouble=error.say("en"))
        return
    connected(address, ticket, lambda line: act(line, store), snapshot=store.snapshot.folder.name)


def _large(folder: Path) -> str:
    """The name of the snapshot in force where it is kept as a database, else nothing."""
    try:
        snapshot = current(folder)
    except PlanggraphError:
        return ""
    return snapshot.folder.name if snapshot.database else ""


def _set_alarm(seconds: float) -> None:
    """Has the system end this process in a while, even inside the engine; 0 takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds) + GRACE if seconds else 0)


def _limit_memory(megabytes: int) -> None:
    """Bounds the memory this process may take beside what it has."""
    if not megabytes or sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main(arguments: list[str]) -> None:
    """Runs as the root, or as a single worker where a ticket is given."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder, address, settings, *ticket = arguments
    given = Settings(**json.loads(settings))
    if ticket:
        single(Path(folder), address, given, int(ticket[0]))
    else:
        root(Path(folder), address, given)


if __name__ == "__main__":
    main(sys.argv[1:])
