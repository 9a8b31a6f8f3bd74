"""The short way to the data endpoints lets in nobody whom the long way would not."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client as Browser

from ischia.web.api.bare import Bare
from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from tests.web.conftest import AT, House, signed_in

ALL = "/data/clients/"
LONG = [one for one in settings.MIDDLEWARE if not one.endswith(".Bare")]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that were answered the short way, as they come."""
    found: list[str] = []
    is_plain = Bare._is_plain  # noqa: SLF001 -- watched from outside

    def watched(self: Bare, request) -> bool:
        answer = is_plain(self, request)
        found.extend([request.path] if answer else [])
        return answer

    monkeypatch.setattr(Bare, "_is_plain", watched)
    return found


@pytest.fixture
def browser(ours: House) -> Browser:
    return signed_in(ours.people[Role.OWNER])


def told(answered: HttpResponse) -> tuple[int, str, dict[str, str]]:
    """Return what an answer says: status, body, headers."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answered.content.decode())
    return answered.status_code, text, dict(answered.items())


def test_a_plain_read_goes_the_short_way(browser: Browser, ours: House, short: list[str]):
    where = f"{ALL}{ours.client.id}/"
    assert browser.get(where).status_code == 200
    assert browser.get(f"{ALL}?q=mi").status_code == 200
    assert short == [where, ALL]


@pytest.mark.parametrize("role", list(Role))
def test_both_ways_say_the_same_with_the_same_headers(
    role: Role, ours: House, theirs: House, short: list[str]
):
    browser = signed_in(ours.people[role])
    for path in (ALL, f"{ALL}?q=mi", f"{ALL}{ours.client.id}/", f"{ALL}{theirs.client.id}/",
                 "/data/no/", f"{ALL}not-an-id/"):  # fmt: skip
        rows = TrailRow.objects.count()
        quick = told(browser.get(path, headers={"Accept": "application/json"}))
        left = TrailRow.objects.count() - rows
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "MIDDLEWARE", LONG)
            other = Browser(REMOTE_ADDR="127.0.0.1")
            other.cookies = browser.cookies
            slow = told(other.get(path, headers={"Accept": "application/json"}))
        assert quick == slow, path
        assert TrailRow.objects.count() == rows + 2 * left
    assert len(short) == 6


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_goes_the_short_way(method: str, browser: Browser, short: list[str]):
    browser.generic(method, ALL)
    assert short == []


def test_s01_a_stranger_goes_the_long_way_and_stays_outside(ours: House, short: list[str]):
    for cookie in ("", "x" * 32, "../" * 9):
        stranger = Browser()
        stranger.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert stranger.get(f"{ALL}{ours.client.id}/").status_code == 302
    assert short == []


def test_a_host_that_is_not_ours_is_refused(browser: Browser, short: list[str]):
    assert browser.get(ALL, headers={"host": "evil.example"}).status_code == 400
    assert short == [ALL]


@pytest.mark.parametrize(
    "values",
    [
        {"is_active": False},
        {"password": "another"},
        {"sessions_from": AT + timedelta(hours=1)},
    ],
    ids=["leaver", "password", "ended"],
)
def test_s07_what_ends_a_session_ends_it_here(values: dict[str, object], ours: House, short):
    browser = signed_in(ours.people[Role.OWNER])
    assert browser.get(ALL).status_code == 200
    Person.objects.filter(id=ours.people[Role.OWNER].id).update(**values)
    short.clear()
    assert browser.get(ALL).status_code == 302
    assert short == []


@pytest.mark.parametrize(
    ("mark", "age", "status"),
    [("seen", settings.IDLE_SECONDS + 5, 423), ("begun", settings.SESSION_COOKIE_AGE + 5, 401)],
)
def test_a_session_left_alone_is_locked_and_an_old_one_has_ended(
    mark: str, age: int, status: int, browser: Browser
):
    session = browser.session
    session[mark] = now().timestamp() - age
    session.save()
    answered = browser.get(ALL, headers={"Accept": "application/json"})
    assert answered.status_code == status


def test_a_second_factor_is_asked_for_where_one_is_needed(ours: House):
    person = ours.people[Role.OWNER]
    Person.objects.filter(id=person.id).update(totp_secret="JBSWY3DPEHPK3PXP")  # noqa: S106 -- invented
    answered = signed_in(person).get(ALL)
    assert (answered.status_code, answered["Location"]) == (302, "/second-factor/")


def test_who_works_by_data_alone_is_still_seen_to_be_there(browser: Browser, short: list[str]):
    session = browser.session
    session["seen"] = now().timestamp() - settings.IDLE_SECONDS / 2
    session.save()
    assert browser.get(ALL).status_code == 200
    assert browser.session["seen"] > now().timestamp() - settings.IDLE_SECONDS / 4
    assert short == [ALL]


@pytest.fixture
def remembered(committed: House) -> Browser:
    """Return a browser whose session this process remembers."""
    made = signed_in(committed.people[Role.OWNER])
    assert made.get(ALL).status_code == 200
    return made


@pytest.mark.parametrize("end", [
    lambda _: Session.objects.all().delete(),
    lambda house: Person.objects.filter(id=house.people[Role.OWNER].id).update(is_active=False),
    lambda house: Person.objects.filter(id=house.people[Role.OWNER].id).update(role="auditor"),
], ids=["session gone", "leaver", "role"])  # fmt: skip
def test_s07_what_is_remembered_ends_at_once(end, remembered: Browser, committed: House):
    end(committed)
    assert remembered.get(ALL, headers={"Accept": "application/json"}).status_code in {401, 403}


def test_a_request_goes_on_after_the_database_ended_its_connection(remembered: Browser):
    if connection.vendor == "postgresql":
        other = connections.create_connection("default")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
        other.close()
    else:
        connection.close()
    connection.health_check_done = False  # as each request begins
    assert remembered.get(ALL).status_code == 200
