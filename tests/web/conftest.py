"""A small practice beside another one, with a person in each role."""

import os
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from attrs import frozen
from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from ischia.care.intake import ordinary_answers
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.audit import group
from ischia.web.clock import now
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.records.models import Client, Visit
from ischia.web.services import answering, clients, consenting, finding, pace, planning, visits
from ischia.web.services.answering import Sent
from tests.clock import BEGINS

# The day stands still: no test meets midnight, a leap day or a change of the clocks by chance.
AT = BEGINS
_BEGAN = time.monotonic()
DAY = AT.date()
PASSWORD = "a-quiet-long-word"  # noqa: S105 -- of invented people


if not Path("/usr/lib/postgresql/15/bin/initdb").exists() and not os.environ.get("ISCHIA_NO_SKIPS"):
    collect_ignore = ["test_on_postgresql.py"]


@pytest.fixture(scope="session", autouse=True)
def clock() -> Iterator[None]:
    """Let the clock of the web begin at ``AT`` and run on from there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: AT + timedelta(seconds=time.monotonic() - _BEGAN))
        yield


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """Let no test be slowed by what another one sent within the same minute."""
    for rate in (pace.DEAD, pace.SOURCE, pace.PRACTICE):
        rate.clear()


@pytest.fixture
def plain_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of whoever runs the tests say where the database and its key are."""
    for name in ("ISCHIA_DATABASE_URL", "ISCHIA_DB_KEY_FILE", "ISCHIA_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


@frozen
class House:
    """One practice: its people by role, a client and a booked visit."""

    practice: Practice
    people: dict[Role, Person]
    client: Client
    visit: Visit

    def actor(self, role: Role = Role.OWNER) -> Actor:
        person = self.people[role]
        return Actor(person.id, self.practice.id, role, person.name, "127.0.0.1")


def make_house(name: str) -> House:
    practice = Practice.objects.create(name=name, created_at=AT)
    people = {}
    for role in Role:
        person = Person(
            practice=practice, name=f"{role} of {name}", email=f"{role}@{name}.example", role=role
        )
        person.set_password(PASSWORD)
        person.save()
        people[role] = person
    owner = Actor(people[Role.OWNER].id, practice.id, Role.OWNER, "owner", "127.0.0.1")
    client = clients.add(
        name=f"Mirela {name.capitalize()}stone", born_on=date(1980, 2, 3), phone="", by=owner, at=AT
    )
    visit = visits.book(client.id, starts_at=AT, minutes=60, by=owner, at=AT)
    return House(practice, people, client, visit)


@pytest.fixture
def ours(db: None) -> House:  # noqa: ARG001 -- opens the database
    return make_house("ours")


@pytest.fixture
def theirs(db: None) -> House:  # noqa: ARG001 -- opens the database
    return make_house("theirs")


@pytest.fixture
def guards(django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """Return the list of guards that were taken off; they are put back when all is emptied."""
    taken_off: list[str] = []
    yield taken_off
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in taken_off:
            cursor.execute(statement)


@pytest.fixture
def committed(guards: list[str], transactional_db: None) -> Iterator[House]:  # noqa: ARG001 -- opens the database
    """Return a practice whose rows are really committed, so that other threads see them."""
    yield make_house("ours")
    group.stop()
    guards += _taken_off()
    call_command("flush", verbosity=0, interactive=False)


_GUARDS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' "
    "AND name NOT LIKE '%_changed'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) "
    "FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE '%_changed'",
}


def _taken_off() -> list[str]:
    """Take the guards off the tables that are only added to; return what puts them back."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(_GUARDS[vendor])
        found = cursor.fetchall()
        for name, table, _ in found:
            cursor.execute(f"DROP TRIGGER {name}{f' ON {table}' if vendor != 'sqlite' else ''}")
    return [statement for _, _, statement in found]


def signed_in(person: Person) -> Browser:
    browser = Browser(REMOTE_ADDR="127.0.0.1")
    browser.force_login(person)
    session = browser.session
    session["begun"] = session["seen"] = session["proved"] = now().timestamp()
    session.save()
    return browser


def answer(house: House, **special: object) -> None:
    """Answer everything as an ordinary adult with a sore back would, but for ``special``."""
    said = ordinary_answers(shipped())
    said |= {"pain_map": [{"site": "lumbar", "side": "left", "intensity": 5}], **special}
    answering.by_person(
        house.visit.id, Sent(uuid4(), said), observed=False, on=DAY, by=house.actor(), at=AT
    )


def looked(house: House) -> None:
    """Let the therapist have looked for themselves today, and found nothing of their own."""
    finding.find(house.visit.id, text="", is_none=True, by=house.actor(), at=AT)


def made_ready(house: House) -> None:
    """Bring a visit to the point where its session may begin."""
    answer(house)
    by = house.actor()
    answering.read_back(house.visit.id, by=by, at=AT)
    looked(house)
    planning.plan(house.visit.id, on=DAY, by=by, at=AT)
    consenting.by_person(house.visit.id, "massage", given=True, by=by, at=AT)


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)
