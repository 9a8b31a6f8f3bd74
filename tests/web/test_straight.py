"""The straight way to a client's details gives nobody more than the whole way does."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser

from ischia.web.audit import group
from ischia.web.audit.models import Deed, TrailRow
from ischia.web.clock import now
from ischia.web.people import recall
from ischia.web.people.roles import Role
from ischia.web.records.models import Opening, Visit
from ischia.web.services import clients, opening
from tests.web.asking import CLOSED, ask, half_idle, last_row, remembered
from tests.web.conftest import AT, House, make_house

TREATS = (Role.OWNER, Role.THERAPIST)


@pytest.fixture(autouse=True)
def _remembered_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LONGEST_S", 600.0)  # on a slow machine too


def where(client_id: UUID) -> str:
    return f"/data/clients/{client_id}/"


def reads() -> int:
    return TrailRow.objects.filter(action="client.read").count()


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.AUDITOR])
def test_both_ways_say_the_same_and_leave_the_same_row(role: Role, committed: House):
    Visit.objects.filter(id=committed.visit.id).update(therapist=committed.people[role])
    browser = remembered(committed, role)
    path = where(committed.client.id)
    whole, row = ask(path, browser, straight=False), last_row()
    count = reads()
    straight = ask(path, browser)
    assert not straight.by_whole
    assert (straight.status, straight.body) == (whole.status, whole.body) == (200, whole.body)
    assert straight.headers == whole.headers
    assert last_row() == row
    assert reads() == count + 1


def test_every_field_is_told_as_the_whole_way_tells_it(committed: House):
    browser = remembered(committed)
    for name, born_on, phone in (
        ("Zo\u00eb \U0001f33f", None, ""),
        ("김민준", AT.date(), "+82 2 1"),
    ):
        one = clients.add(name=name, born_on=born_on, phone=phone, by=committed.actor(), at=AT)
        straight = ask(where(one.id), browser)
        assert not straight.by_whole
        assert straight.body == ask(where(one.id), browser, straight=False).body


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("is_at_hand", [False, True])
def test_s07_whoever_may_not_come_in_goes_the_whole_way_and_stays_outside(
    closed: str, is_at_hand: bool, committed: House
):
    browser = remembered(committed)
    CLOSED[closed](committed, browser)
    if is_at_hand:  # what is remembered is the session as it is now
        ask("/data/clients/", browser)
    count = reads()
    answer = ask(where(committed.client.id), browser)
    assert answer.by_whole
    assert answer.status != 200
    assert committed.client.name.encode() not in answer.body
    assert reads() == count


def test_a_session_half_idle_goes_the_whole_way_which_notes_that_somebody_is_there(
    committed: House,
):
    browser = remembered(committed)
    half_idle(browser)
    ask("/alive", browser)
    answer = ask(where(committed.client.id), browser)
    assert (answer.status, answer.by_whole) == (200, True)
    assert browser.session["seen"] > now().timestamp() - settings.IDLE_SECONDS / 4


@pytest.mark.parametrize("cookie", ["", "session=", "session=" + "x" * 32, "session=../..; a=b"])
def test_s01_a_stranger_goes_the_whole_way(cookie: str, committed: House):
    remembered(committed)
    answer = ask(where(committed.client.id), Browser(), HTTP_COOKIE=cookie)
    assert (answer.status, answer.by_whole) == (401, True)


def test_s06_a_client_of_another_practice_is_not_there(committed: House):
    theirs = make_house("theirs")
    count = reads()
    for path in (where(theirs.client.id), where(UUID(int=5))):
        answer = ask(path, remembered(committed))
        assert (answer.status, answer.by_whole) == (404, True)
    assert reads() == count
    assert not ask(where(theirs.client.id), remembered(theirs)).by_whole


@pytest.mark.parametrize("role", TREATS)
def test_another_therapists_client_needs_a_reason_first(role: Role, committed: House):
    other = next(one for one in TREATS if one is not role)
    Visit.objects.filter(id=committed.visit.id).update(therapist=committed.people[other])
    browser, by = remembered(committed, role), committed.actor(role)
    path = where(committed.client.id)
    assert (ask(path, browser).status, ask(path, browser).by_whole) == (409, True)
    opening.open_with_reason(committed.client.id, reason="covering", words="", by=by, at=now())
    assert (ask(path, browser).status, ask(path, browser).by_whole) == (200, False)
    # The reason is another person's, or too old.
    assert not ask(path, remembered(committed, other)).by_whole
    assert Opening.objects.count() == 1
    later = now() + timedelta(hours=12, minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ischia.web.api.straight.client_details.read", _at(later))
        assert ask(path, browser).by_whole


def _at(later: object) -> Callable[..., object]:
    from ischia.web.services import client_details  # noqa: PLC0415 -- as it is before the change

    read = client_details.read
    return lambda client_id, *, by, at: read(  # noqa: ARG005 -- another hour
        client_id, by=by, at=later
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "DELETE"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "localhost, evil.example"},
    ],
    ids=lambda one: " ".join(one.values()),
)
def test_only_a_plain_read_of_our_own_host_goes_straight(changed: dict, committed: House):
    browser = remembered(committed)
    path = where(committed.client.id)
    answer = ask(path, browser, **changed)
    assert answer.by_whole
    assert answer.status == ask(path, browser, straight=False, **changed).status


@pytest.mark.parametrize(
    "path", ["{}?a=1", "{}?a=\0", "//{}", "{}x", "{}\n", "/data/clients/{}/../{}/"]
)
def test_no_other_address_goes_straight(path: str, committed: House):
    browser, own = remembered(committed), where(committed.client.id)
    for asked in (path.format(own, own), own.upper().replace("DATA/CLIENTS", "data/clients")):
        answer = ask(asked, browser)
        assert answer.by_whole
        assert answer.status == ask(asked, browser, straight=False).status


def test_many_who_ask_at_once_each_get_what_they_asked_for(committed: House):
    theirs = make_house("theirs")
    browser = remembered(committed)
    asked = [
        clients.add(name=f"Client {n}", born_on=None, phone=str(n), by=committed.actor(), at=AT)
        for n in range(24)
    ]
    count, told = reads(), {}

    def read(client_id: UUID) -> None:
        told[client_id] = ask(where(client_id), browser)
        connection.close()

    threads = [threading.Thread(target=read, args=[one.id]) for one in (*asked, theirs.client)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for one in asked:
        assert one.name.encode() in told[one.id].body
        assert not told[one.id].by_whole
    assert told[theirs.client.id].status == 404
    assert reads() == count + len(asked)
    read_ids = TrailRow.objects.filter(action="client.read").values_list("client_id", flat=True)
    assert set(read_ids) >= {one.id for one in asked}


def test_nothing_is_told_before_its_row_is_in_the_trail(
    committed: House, monkeypatch: pytest.MonkeyPatch
):
    browser = remembered(committed)

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("ischia.web.audit.models.each", full)
    with pytest.raises(OSError):  # noqa: PT011 -- the disk says no more
        ask(where(committed.client.id), browser)


def test_a_question_without_an_answer_leaves_no_row(committed: House):
    deed = Deed("client.read", committed.practice.id)
    count = reads()
    assert group.read(lambda asked: [None for _ in asked], 1, lambda _: deed, at=AT) is None
    assert reads() == count
    assert group.read(lambda asked: [2 * one for one in asked], 4, lambda _: deed, at=AT) == 8
    assert reads() == count + 1


def test_a_reader_that_fails_fails_only_those_who_wait_with_it(committed: House):
    deed = Deed("client.read", committed.practice.id)
    count = reads()
    with pytest.raises(ZeroDivisionError):
        group.read(lambda asked: [one / 0 for one in asked], 1, lambda _: deed, at=AT)
    assert reads() == count
    assert group.read(lambda asked: asked, 1, lambda _: deed, at=AT) == 1
