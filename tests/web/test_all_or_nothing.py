"""A fault at any statement of a write leaves everything as it was: nothing is half written."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from ischia.quantities import Disposition
from ischia.web.people.roles import Role
from ischia.web.records.models import NoteDraft
from ischia.web.services import (
    answering,
    clients,
    consenting,
    letters,
    links,
    notes,
    opening,
    own_account,
    planning,
    recovery,
    screening,
    session,
    staff,
    stricter,
    visits,
)
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, answer, made_ready
from tests.web.test_the_visit import touch

MOST = 80
Write = Callable[[House], object]


class FaultError(DatabaseError):
    """What the database answers at the chosen statement."""


class AtStatement:
    """Let the n-th statement of a write fail; a savepoint is none."""

    def __init__(self, number: int) -> None:
        self.left, self.has_come = number, False

    def __call__(self, execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:
            self.left -= 1
            if self.left < 0:
                self.has_come = True
                raise FaultError
        return execute(sql, params, many, context)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all our tables."""
    tables = [
        model._meta.db_table  # noqa: SLF001 -- documented API
        for app in ("audit", "people", "records", "practice")
        for model in apps.get_app_config(app).get_models()
    ]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 -- our own names
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def as_it_is(_: House) -> None:
    """Need nothing more than the practice."""


def begun(house: House) -> None:
    made_ready(house)
    planning.adopt(house.visit.id, on=DAY, by=house.actor(), at=AT)


def over(house: House) -> None:
    begun(house)
    told = [touch(0, "begin", 0), touch(1, "stop", 60, reason="pain")]
    session.receive(house.visit.id, told, by=house.actor(), at=AT)
    notes.begin(house.visit.id, by=house.actor(), at=AT)


def signed(house: House) -> None:
    over(house)
    notes.sign(house.visit.id, version=1, by=house.actor(), at=AT)


def screened(house: House) -> None:
    answer(house, fever_now="yes")
    screening.screen(house.visit.id, on=DAY, by=house.actor(), at=AT)


def of(house: House) -> dict[str, object]:
    return {"by": house.actor(), "at": AT}


CLIENT = {"name": "Lan Tran", "born_on": date(1990, 1, 2), "phone": "0901"}
WRITES: dict[str, tuple[Callable[[House], object], Write]] = {
    "add a client": (as_it_is, lambda h: clients.add(**CLIENT, **of(h))),
    "add a client once": (as_it_is, lambda h: clients.add_once("key", **CLIENT, **of(h))),
    "change a client": (
        as_it_is, lambda h: clients.change(h.client.id, **CLIENT, version=1, **of(h))),
    "book": (as_it_is, lambda h: visits.book(h.client.id, starts_at=AT, minutes=60, **of(h))),
    "another length": (
        as_it_is, lambda h: visits.shape(h.visit.id, changes={"minutes": 75}, **of(h))),
    "move a visit": (as_it_is, lambda h: visits.move(
        h.visit.id, starts_at=AT + timedelta(days=2), **of(h))),
    "call a visit off": (as_it_is, lambda h: visits.call_off(h.visit.id, **of(h))),
    "make a link": (as_it_is, lambda h: links.make(h.visit.id, **of(h))),
    "open another's client": (as_it_is, lambda h: opening.open_with_reason(
        h.client.id, reason="asked", words="", by=h.actor(Role.THERAPIST), at=AT)),
    "answer": (as_it_is, lambda h: answering.by_person(
        h.visit.id, Sent(uuid4(), {"fever_now": "no"}), observed=False, on=DAY, **of(h))),
    "read back": (answer, lambda h: answering.read_back(h.visit.id, **of(h))),
    "screen": (answer, lambda h: screening.screen(h.visit.id, on=DAY, **of(h))),
    "hold back": (
        made_ready, lambda h: stricter.be_stricter(
            h.visit.id, Disposition.NOT_TODAY, reason="pale", **of(h))),
    "write a letter": (screened, lambda h: letters.write(h.visit.id, **of(h))),
    "consent": (made_ready, lambda h: consenting.by_person(
        h.visit.id, "massage", given=False, **of(h))),
    "adopt": (made_ready, lambda h: planning.adopt(h.visit.id, on=DAY, **of(h))),
    "take a session over": (
        begun, lambda h: session.take(h.visit, "tablet", over=True, **of(h))),
    "tell a session": (begun, lambda h: session.receive(
        h.visit.id, [touch(0, "begin", 0), touch(1, "stop", 9, reason="client_behaviour")],
        **of(h))),
    "draft a note": (begun, lambda h: notes.begin(h.visit.id, **of(h))),
    "edit a note": (
        over, lambda h: notes.edit(h.visit.id, text={"plan": "x"}, version=1, **of(h))),
    "sign a note": (over, lambda h: notes.sign(
        h.visit.id, version=NoteDraft.objects.get().version, **of(h))),
    "add to a note": (signed, lambda h: notes.add_to(h.visit.id, text="more", **of(h))),
    "invite": (as_it_is, lambda h: staff.invite(
        name="Kim", email="kim@ours.example", role=Role.THERAPIST, **of(h))),
    "leave": (as_it_is, lambda h: staff.leave(h.people[Role.THERAPIST].id, **of(h))),
    "recovery codes": (as_it_is, lambda h: recovery.renew(**of(h))),
    "a new password": (as_it_is, lambda h: own_account.change_password(
        "another-long-word", key="", **of(h))),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITES)
def test_s55_s56_hz56_a_fault_at_any_statement_leaves_everything_as_it_was(name: str, ours: House):
    prepare, write = WRITES[name]
    prepare(ours)
    connection.check_constraints()
    before = everything()
    for number in range(MOST):
        at_statement = AtStatement(number)
        try:
            with connection.execute_wrapper(at_statement):
                write(ours)
        except FaultError:
            assert at_statement.has_come
        if not at_statement.has_come:
            break
        assert everything() == before, number
    else:
        pytest.fail("it never came to its end")
    assert number >= 3
    assert everything() != before
