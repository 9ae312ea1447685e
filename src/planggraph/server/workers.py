"""The worker processes as the endpoint sees them: taken for a job, given back after it, killed at the limit.

The engine cannot be interrupted, so a query that takes too long is ended with its process; `worker` says how processes are made and
how they talk. When another snapshot is put in force, by a build or by a write, the next job is answered from it.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from planggraph.errors import DamagedStore, Said
from planggraph.server.answering import Head
from planggraph.server.jobs import Job, packed
from planggraph.server.problems import Fault, fault
from planggraph.server.settings import Settings
from planggraph.server.worker import PROOF, STATISTICS, too_much_memory
from planggraph.store.snapshot import current_name

FIRST: Final = 1 << 18
"""Bytes of an answer that are waited for before its head is sent, so that what goes wrong by then is still told with its status."""

BUFFER: Final = 1 << 20
"""Bytes of a line that are read ahead; a worker waits once the client is that far behind."""

OPENING: Final = 600
"""Seconds a store may take to be opened."""

_CAN_FORK: Final = hasattr(os, "fork")
_HEADER: Final = 4


class BrokenAnswer(Exception):
    """An answer that went wrong after its head was sent: the connection is closed, and the client sees that it is not whole."""


@dataclass(eq=False, slots=True)
class Process:
    """A process on the other end of a line; messages are framed as `multiprocessing.connection` does."""

    pid: int
    snapshot: str
    reader: asyncio.StreamReader = field(repr=False)
    writer: asyncio.StreamWriter = field(repr=False)

    @property
    def gone(self) -> bool:
        """Whether the other end has closed the line."""
        return self.reader.at_eof()

    async def receive(self) -> bytes:
        """The next message; raises `asyncio.IncompleteReadError` where the process is gone."""
        size = int.from_bytes(await self.reader.readexactly(_HEADER), "big")
        return await self.reader.readexactly(size)

    def send(self, *messages: bytes) -> None:
        """Sends messages."""
        for message in messages:
            self.writer.write(len(message).to_bytes(_HEADER, "big") + message)

    def hang_up(self) -> None:
        """Closes the line; an idle process then ends."""
        self.writer.close()

    async def kill(self) -> None:
        """Ends the process whatever it does, and waits until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        with suppress(ConnectionError):
            while await self.reader.read(1 << 16):
                pass
        self.writer.close()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its head, its first bytes, and the rest as it comes."""

    head: Head
    first: bytes
    rest: AsyncIterator[bytes] | None = None


class Workers:
    """The processes of one endpoint over the store at `folder`."""

    def __init__(self, folder: Path, settings: Settings, *, forking: bool = _CAN_FORK) -> None:
        self._folder = folder
        self._settings = settings
        self._forking = forking
        self._proof = secrets.token_hex(16)
        self._expected: dict[int, asyncio.Future[Process]] = {}
        self._ticket = 0
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._root: Process | None = None
        self._nest: Process | None = None
        self._started: list[asyncio.subprocess.Process] = []
        self._waiting = 0

    async def start(self) -> None:
        """Starts the processes; raises `DamagedStore` where the store cannot be opened."""
        self._free = asyncio.Semaphore(self._settings.workers)
        self._renewing, self._writing = asyncio.Lock(), asyncio.Lock()
        self._place = tempfile.TemporaryDirectory(prefix="planggraph-")
        if self._forking:
            self._address = str(Path(self._place.name) / "line")
            self._server: asyncio.Server = await asyncio.start_unix_server(self._called, self._address, limit=BUFFER)
        else:
            self._server = await asyncio.start_server(self._called, "127.0.0.1", 0, limit=BUFFER)
            self._address = str(self._server.sockets[0].getsockname()[1])
        self._give_back(await self._take())

    async def close(self) -> None:
        """Ends all processes and waits for them."""
        for process in list(self._busy):
            await process.kill()
        for process in filter(None, (*self._idle, self._nest, self._root)):
            process.hang_up()
        self._server.close()
        for started in self._started:
            await started.wait()
        self._place.cleanup()

    @property
    def snapshot(self) -> str:
        """The name of the snapshot in force."""
        return current_name(self._folder) or ""

    @property
    def busy(self) -> frozenset[int]:
        """The ids of the processes that are answering now."""
        return frozenset(process.pid for process in self._busy)

    async def answer(self, job: Job) -> Answered:
        """The answer to a job, its head checked and its first bytes there.

        Raises `Fault`: what the job is refused for, 503 where no process is free in time, the time limit is reached or the process died.
        """
        if not job.writes:
            return await self._answer(job)
        async with self._writing:
            answered = await self._answer(job)
            await self._nest_in_force()
            return answered

    async def _answer(self, job: Job) -> Answered:
        await self._wait_for_turn()
        try:
            worker = await self._take()
        except BaseException:
            self._free.release()
            raise
        self._busy.add(worker)
        try:
            return await self._first(worker, job)
        except Fault as refused:
            if refused.status == 500:
                await self._end(worker)
            else:
                self._settle(worker, job)
            raise
        except TimeoutError as error:
            await self._end(worker)
            raise self._too_slow() from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self._end(worker)
            raise too_much_memory() from error
        except BaseException:
            await self._end(worker)
            raise

    async def _first(self, worker: Process, job: Job) -> Answered:
        limit = self._settings.time_limit * (STATISTICS if job.kind == "statistics" else 1)
        deadline = asyncio.get_running_loop().time() + limit if limit else None
        head, first = Head(), bytearray()
        async with asyncio.timeout_at(deadline):
            worker.send(*packed(job))
            while len(first) < FIRST:
                message = await worker.receive()
                kind, data = message[:1], message[1:]
                if kind == b"H":
                    head = Head(**json.loads(data))
                elif kind == b"F":
                    raise _refusal(data)
                elif kind == b"E":
                    self._settle(worker, job)
                    return Answered(head, bytes(first))
                first += data if kind == b"D" else b""
        return Answered(head, bytes(first), self._rest(worker, job, deadline))

    async def _rest(self, worker: Process, job: Job, deadline: float | None) -> AsyncIterator[bytes]:
        ended = False
        try:
            async with asyncio.timeout_at(deadline):
                while (message := await worker.receive())[:1] == b"D":
                    yield message[1:]
            ended = True
            self._settle(worker, job)
            if message[:1] == b"F":
                raise BrokenAnswer(_refusal(message[1:]).detail.en)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            raise BrokenAnswer("the time limit was reached, or the process died") from error
        finally:
            if not ended:
                await self._end(worker)

    async def _wait_for_turn(self) -> None:
        if self._free.locked() and self._settings.waiting and self._waiting >= self._settings.waiting:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.patience or None):
                await self._free.acquire()
        except TimeoutError as error:
            raise _busy() from error
        finally:
            self._waiting -= 1

    async def _take(self) -> Process:
        """An idle worker over the snapshot in force, or a new one."""
        nest = await self._nest_in_force()
        while self._idle:
            worker = self._idle.pop()
            if worker.snapshot == self.snapshot and not worker.gone:
                return worker
            worker.hang_up()
        if nest is None:
            self._ticket += 1
            ticket = self._ticket
            return await self._expect(ticket, lambda: self._run(str(ticket)))
        return await self._child(nest)

    async def _nest_in_force(self) -> Process | None:
        """The nest over the snapshot in force, made where there is none yet; None where workers open the store themselves."""
        if not self._forking:
            return None
        async with self._renewing:
            if self._nest is None or self._nest.snapshot != self.snapshot or self._nest.gone:
                if self._root is None or self._root.gone:
                    self._root = await self._expect(0, self._run)
                nest = await self._child(self._root)
                if self._nest is not None:
                    self._nest.hang_up()
                self._nest = nest
            return self._nest

    def _settle(self, worker: Process, job: Job) -> None:
        """Gives a worker back after its job; one that has written is used up."""
        self._busy.discard(worker)
        self._free.release()
        if job.writes:
            worker.hang_up()
        else:
            self._give_back(worker)

    def _give_back(self, worker: Process) -> None:
        if worker.snapshot == self.snapshot:
            self._idle.append(worker)
        else:
            worker.hang_up()

    async def _end(self, worker: Process) -> None:
        self._busy.discard(worker)
        self._free.release()
        await worker.kill()

    async def _child(self, parent: Process) -> Process:
        self._ticket += 1
        ticket = str(self._ticket).encode()

        async def ask() -> None:
            parent.send(ticket)

        return await self._expect(self._ticket, ask)

    async def _expect(self, ticket: int, ask: Callable[[], object]) -> Process:
        """The process that calls with this ticket, after asking for it."""
        future: asyncio.Future[Process] = asyncio.get_running_loop().create_future()
        self._expected[ticket] = future
        asked = ask()
        if asyncio.iscoroutine(asked):
            await asked
        async with asyncio.timeout(OPENING):
            return await future

    async def _run(self, *ticket: str) -> None:
        command = [sys.executable, "-m", "planggraph.server.worker", str(self._folder), self._address, json.dumps(asdict(self._settings))]
        environment = os.environ | {PROOF: self._proof}
        started = await asyncio.create_subprocess_exec(*command, *ticket, stdin=asyncio.subprocess.DEVNULL, env=environment)
        self._started.append(started)

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Someone calls on the line: a process that was asked for, with its ticket and proof, or nobody we know."""
        process = Process(0, "", reader, writer)
        told = json.loads(await process.receive())
        future = self._expected.pop(told["ticket"], None) if secrets.compare_digest(told["proof"], self._proof) else None
        if future is None or future.done():
            process.hang_up()
        elif told["trouble"]:
            process.hang_up()
            future.set_exception(DamagedStore(path=self._folder, detail=told["trouble"]))
        else:
            process.pid, process.snapshot = told["pid"], told["snapshot"]
            future.set_result(process)

    def _too_slow(self) -> Fault:
        limit = self._settings.time_limit
        return fault(
            503,
            f"查询超过 {limit:g} 秒，已停止。请加 LIMIT 或缩小范围。",
            f"The query took more than {limit:g} seconds and was stopped. Add LIMIT or ask for less.",
        )


def _refusal(data: bytes) -> Fault:
    told = json.loads(data)
    return Fault(told["status"], Said(**told["detail"]), told["members"], told["headers"])


def _busy() -> Fault:
    return fault(503, "同时的查询太多，请稍后再试。", "Too many queries at the same time; try again soon.", Retry_After="5")
