"""Group commit: what many requests write at once goes to the disk together.

A full sync of the disk takes milliseconds, however little is written. So one thread of each
server process takes all that waits, writes it in one transaction and commits once; each request
goes on only when the commit that holds its row has returned. Nothing is answered before it is
on the disk, and nothing is written later than it would be alone.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from attrs import define, field
from django.db import close_old_connections, connection, transaction

from ischia.web.audit.models import Deed, appending, write
from ischia.web.once import forget

MOST = 256
"""Requests that one commit may hold."""
Result = TypeVar("Result")


@define(eq=False)
class _Waiting:
    """A job, what came of it, and the lock its request waits at until the commit."""

    job: Callable[[], Any]
    result: Any = None
    fault: BaseException | None = None
    done: threading.Lock = field(factory=threading.Lock)


class _Writer:
    """The one thread of a process that writes for all of its requests."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._pid = 0
        self._starting = threading.Lock()

    def run(self, job: Callable[[], Result]) -> Result:
        """Have a job done in the next transaction; return once that is committed."""
        if self._pid != os.getpid():
            self._start()
        waiting = _Waiting(job)
        waiting.done.acquire()
        self._queue.put(waiting)
        waiting.done.acquire()
        if waiting.fault is not None:
            raise waiting.fault
        result: Result = waiting.result
        return result

    def _start(self) -> None:
        """Start the thread of this process; none lives on over a fork."""
        with self._starting:
            if self._pid != os.getpid():
                self._queue = SimpleQueue()
                self._thread = threading.Thread(target=self._work, name="commit", daemon=True)
                self._thread.start()
                self._pid = os.getpid()

    def stop(self) -> None:
        """Let the thread finish what waits and close its connection; the next job starts one."""
        with self._starting:
            if self._pid == os.getpid():
                self._queue.put(None)
                self._thread.join()
                self._pid = 0

    def _work(self) -> None:
        queue, is_over = self._queue, False
        while not is_over:
            taken = [queue.get()]
            with contextlib.suppress(Empty):
                while len(taken) < MOST:
                    taken.append(queue.get_nowait())
            batch = [one for one in taken if one is not None]
            is_over = len(batch) < len(taken)
            try:
                close_old_connections()
                _commit(batch)
            except BaseException as fault:  # noqa: BLE001 -- told to every request that waits
                for one in batch:
                    one.fault = one.fault or fault
                with contextlib.suppress(Exception):
                    connection.close()
            for one in batch:
                one.done.release()
        connection.close()


def _commit(batch: list[_Waiting]) -> None:
    """Do the jobs in one transaction; one that fails takes back only what was its own."""
    with transaction.atomic(), appending() as deeds:
        _answer([one for one in batch if isinstance(one.job, _Question)], deeds)
        for one in batch:
            if isinstance(one.job, _Question):
                continue
            kept = len(deeds)
            try:
                if isinstance(one.job, _Row):
                    one.job()
                else:
                    with transaction.atomic():
                        one.result = one.job()
            except Exception as fault:  # noqa: BLE001 -- the fault of one request, raised there
                one.fault = fault
                del deeds[kept:]


@define
class _Row:
    """A job that only adds a row to the trail: it touches no table, so it cannot fail halfway."""

    deed: Deed
    at: datetime

    def __call__(self) -> None:
        write(self.deed, at=self.at)


Asked = TypeVar("Asked")
Reader = Callable[[Sequence[Asked]], Sequence[Result | None]]
"""Answers many who ask at once, in their order; ``None`` where there is nothing for one."""


@define
class _Question:
    """What one request asks of a reader, and its row in the trail once there is an answer."""

    reader: Reader[Any, Any]
    asked: Any
    deed: Callable[[Any], Deed]
    at: datetime

    def __call__(self) -> Any:  # noqa: ANN401 -- as its reader answers
        (found,) = self.reader([self.asked])
        if found is not None:
            write(self.deed(found), at=self.at)
        return found


def _answer(waiting: list[_Waiting], deeds: list[tuple[Deed, datetime]]) -> None:
    """Ask each reader once for all of its questions; what fails here fails for the whole batch."""
    by_reader: dict[Any, list[_Waiting]] = {}
    for one in waiting:
        by_reader.setdefault(one.job.reader, []).append(one)  # type: ignore[attr-defined]  # a question
    for reader, those in by_reader.items():
        jobs: list[_Question] = [one.job for one in those]  # type: ignore[misc]  # as above
        found = reader([job.asked for job in jobs])
        for one, job, result in zip(those, jobs, found, strict=True):
            one.result = result
            if result is not None:
                deeds.append((job.deed(result), job.at))


_writer = _Writer()
stop = _writer.stop


def together(job: Callable[[], Result]) -> Result:
    """Do a job in a transaction shared with other requests; return once it is committed.

    The job runs in a savepoint on the writer's connection: what it raises undoes what it did
    and is raised here. Inside an open transaction it runs at once, as a part of that one.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            return job()
    try:
        return _writer.run(job)
    finally:
        forget()  # what was written on another connection has not been noticed on this one


def note(deed: Deed, *, at: datetime) -> None:
    """Append one row to the trail; return once it is committed.

    Inside an open transaction it becomes a part of that one and lives or dies with it.
    """
    row = _Row(deed, at)
    if connection.in_atomic_block:
        row()
    else:
        _writer.run(row)


def read(
    reader: Reader[Asked, Result], asked: Asked, deed: Callable[[Result], Deed], *, at: datetime
) -> Result | None:
    """Have a reader answer, together with others who ask it now; return once that is in the trail.

    The deed of an answer is appended where there is one, in the transaction it was read in.
    """
    question = _Question(reader, asked, deed, at)
    if connection.in_atomic_block:
        found: Result | None = question()
    else:
        found = _writer.run(question)
    return found
