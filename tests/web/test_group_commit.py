"""What many requests write at once is one commit; none goes on before its own is in it."""

import threading
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ischia.web.audit import group
from ischia.web.audit.models import Deed, TrailRow, first_break, write
from ischia.web.people.models import SignInAttempt
from tests.web.conftest import AT, House

THREADS = 12


class Stop(Exception):  # noqa: N818 -- a word of this test
    """What a job of these tests fails with."""


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many requests each commit held, as they come."""
    found, commit = [], group._commit  # noqa: SLF001 -- watched from outside

    def counted(batch):
        commit(batch)
        found.append(len(batch))

    monkeypatch.setattr(group, "_commit", counted)
    return found


@pytest.fixture
def held(committed: House) -> Iterator[threading.Event]:  # noqa: ARG001 -- opens the database
    """Hold the writer in a job of its own until the event is set."""
    inside, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        inside.set()
        assert go_on.wait(30)

    first = threading.Thread(target=group.together, args=(wait,))
    first.start()
    assert inside.wait(30)
    yield go_on
    go_on.set()
    first.join()


def at_once(jobs: list[Callable[[], object]], go_on: threading.Event) -> list[object]:
    """Have jobs wait for the same commit; return what each came to, a fault included."""
    found: list[object] = [None] * len(jobs)

    def run(number: int, job: Callable[[], object]) -> None:
        try:
            found[number] = job()
        except Exception as fault:  # noqa: BLE001 -- compared below
            found[number] = fault
        connection.close()

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for one in threads:
        one.start()
    while group._writer._queue.qsize() < len(jobs):  # noqa: SLF001 -- all must wait before it goes on
        time.sleep(0.001)
    go_on.set()
    for one in threads:
        one.join()
    return found


def row(name: str) -> Callable[[], None]:
    return lambda: group.note(Deed(name, object_id=uuid4()), at=AT)


def add(name: str, *, fails: bool = False) -> Callable[[], str]:
    def job() -> str:
        SignInAttempt.objects.create(at=AT, account=name, source="")
        write(Deed(name), at=AT)
        if fails:
            raise Stop(name)
        return name

    return lambda: group.together(job)


def names() -> list[str]:
    return sorted(SignInAttempt.objects.values_list("account", flat=True))


def test_rows_that_wait_together_are_one_commit_and_one_chain(held: threading.Event, sizes):
    before = TrailRow.objects.count()
    at_once([row(f"read.{n}") for n in range(THREADS)], held)
    assert sizes == [THREADS]
    assert TrailRow.objects.count() == before + THREADS
    assert first_break() is None


def test_a_job_that_fails_takes_back_its_own_and_nothing_else(held: threading.Event):
    found = at_once([add("a"), add("b", fails=True), add("c")], held)
    assert [str(one) for one in found] == ["a", "b", "c"]
    assert isinstance(found[1], Stop)
    assert names() == ["a", "c"]
    assert TrailRow.objects.filter(action="b").count() == 0
    assert TrailRow.objects.filter(action__in=["a", "c"]).count() == 2
    assert first_break() is None


def test_a_commit_that_fails_is_told_to_everyone_in_it(
    held: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    def broken(_deeds: object) -> None:
        raise Stop("the disk is full")

    monkeypatch.setattr("ischia.web.audit.models._append", broken)
    found = at_once([add("a"), row("read"), add("c")], held)
    assert all(isinstance(one, Stop) for one in found)
    assert names() == []


def test_the_writer_goes_on_after_a_fault(committed: House):  # noqa: ARG001 -- opens the database
    with pytest.raises(Stop):
        add("a", fails=True)()
    assert add("b")() == "b"
    assert names() == ["b"]


def test_inside_a_transaction_a_row_lives_and_dies_with_it(committed: House):  # noqa: ARG001 -- as above
    def undone() -> None:
        with transaction.atomic():
            row("undone")()
            add("undone")()
            raise Stop

    with pytest.raises(Stop):
        undone()
    assert TrailRow.objects.filter(action="undone").count() == 0
    assert names() == []
