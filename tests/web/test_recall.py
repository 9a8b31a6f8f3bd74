"""Sessions and people are remembered, and forgotten the moment anything about them changes."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client as Browser

from ischia.web import freshness
from ischia.web.people import recall
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from tests.web.conftest import AT, House, signed_in

ROLE = Role.THERAPIST


@pytest.fixture
def browser(committed: House, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Return a browser whose session and person are remembered, on a slow machine too."""
    monkeypatch.setattr(recall, "LONGEST_S", 600.0)
    made = signed_in(committed.people[ROLE])
    assert made.get("/clients/new/").status_code == 200
    return made


def change(**values: object) -> Callable[[House], object]:
    return lambda house: Person.objects.filter(id=house.people[ROLE].id).update(**values)


def raw(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET is_active = %s WHERE email = %s",
                       [False, house.people[ROLE].email])  # fmt: skip


def test_a_second_request_asks_for_neither_session_nor_person(
    browser: Browser, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert browser.get("/clients/new/").status_code == 200


@pytest.mark.parametrize(
    "ending",
    [
        change(is_active=False),
        change(password="another"),  # noqa: S106 -- of an invented person
        change(sessions_from=AT + timedelta(hours=1)),
        change(role=Role.AUDITOR.value),
        raw,
        lambda _: Session.objects.all().delete(),
    ],
    ids=["leaver", "password", "ended", "role", "by hand", "session gone"],
)
def test_s07_what_ends_a_right_ends_it_on_the_next_request(
    ending: Callable[[House], object], browser: Browser, committed: House
):
    ending(committed)
    assert browser.get("/clients/new/").status_code in {302, 403}


def test_s20_a_copied_cookie_dies_with_the_sign_out(browser: Browser):
    copy = Browser(REMOTE_ADDR="127.0.0.1")
    copy.cookies = browser.cookies.copy()
    assert copy.get("/clients/new/").status_code == 200
    browser.post("/sign-out/")
    assert copy.get("/clients/new/").status_code == 302


def test_a_remembered_owner_sees_at_once_how_the_practice_is_reached_now(
    committed: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recall, "LONGEST_S", 600.0)
    owner = signed_in(committed.people[Role.OWNER])
    assert "020 7946 0000" not in owner.get("/practice/").content.decode()
    Practice.objects.filter(id=committed.practice.id).update(phone="020 7946 0000")
    assert 'value="020 7946 0000"' in owner.get("/practice/").content.decode()


def test_what_was_never_committed_is_not_remembered(browser: Browser, committed: House):
    with transaction.atomic():
        change(is_active=False)(committed)
        assert recall.PeopleBackend().get_user(committed.people[ROLE].id) is None
        transaction.set_rollback(True)
    assert browser.get("/clients/new/").status_code == 200


def test_each_request_has_a_record_of_its_own(browser: Browser, committed: House):  # noqa: ARG001 -- fills the memory
    one, other = (recall.PeopleBackend().get_user(committed.people[ROLE].id) for _ in range(2))
    one.role = Role.OWNER.value
    assert other.role == ROLE.value


def test_a_change_in_another_process_is_noticed_here(committed: House):  # noqa: ARG001 -- Django stands
    before = freshness.mark()
    told = "import django; django.setup(); from ischia.web import freshness; freshness.renew()"
    subprocess.run([sys.executable, "-c", told], check=True)  # noqa: S603 -- our own program
    assert freshness.mark() != before
