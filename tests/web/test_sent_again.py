"""A client sent twice under one key is added once, whatever comes between."""

import json
import threading
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client as Browser

from ischia.web.audit.models import SentOnce, TrailRow, first_break
from ischia.web.people.roles import Role
from ischia.web.records.models import Client
from ischia.web.services import clients
from tests.web.conftest import AT, House, signed_in

LAN = {"name": "Lan Trần", "born_on": "1991-04-05", "phone": "0901"}
THREADS, ROUNDS = 6, 5


@pytest.fixture
def desk(ours: House) -> Browser:
    return signed_in(ours.people[Role.FRONT_DESK])


def add(browser: Browser, body: object, key: str):
    return browser.post(
        "/data/clients/", json.dumps(body), content_type="application/json",
        headers={"Idempotency-Key": key},
    )  # fmt: skip


def test_s37_the_same_key_and_body_gives_the_first_answer_and_adds_nobody(desk: Browser):
    first = add(desk, LAN, "one")
    n_clients, n_rows = Client.objects.count(), TrailRow.objects.count()
    again = [add(desk, body, "one") for body in (LAN, dict(reversed(LAN.items())), LAN)]
    assert [one.status_code for one in again] == [201] * 3
    assert {one.content for one in again} == {first.content}
    assert Client.objects.count() == n_clients
    assert TrailRow.objects.count() == n_rows + 3
    assert TrailRow.objects.filter(action="client.sent_again").count() == 3


def test_s37_the_same_key_with_another_body_is_refused_and_writes_nothing(desk: Browser):
    add(desk, LAN, "one")
    before = Client.objects.count(), TrailRow.objects.count()
    refused = add(desk, {**LAN, "phone": "0902"}, "one")
    assert refused.status_code == 422
    assert "another body" in refused.json()["problems"][0]
    assert (Client.objects.count(), TrailRow.objects.count()) == before


def test_s37_a_key_is_the_persons_own(desk: Browser, ours: House, theirs: House):
    owner, stranger = (signed_in(house.people[Role.OWNER]) for house in (ours, theirs))
    made = {add(one, LAN, "one").json()["id"] for one in (desk, owner, stranger)}
    assert len(made) == 3
    assert Client.objects.get(id=add(stranger, LAN, "one").json()["id"]).practice == theirs.practice


def test_s37_a_key_stands_for_the_person_also_after_they_sign_in_anew(desk: Browser, ours: House):
    first = add(desk, LAN, "one")
    assert add(signed_in(ours.people[Role.FRONT_DESK]), LAN, "one").content == first.content


def test_a_refused_request_uses_up_no_key(desk: Browser):
    assert add(desk, {**LAN, "name": " "}, "one").status_code == 422
    assert add(desk, LAN, "one").status_code == 201


@pytest.mark.parametrize("key", ["", "   ", "x" * 256])
def test_what_cannot_be_a_key_is_refused(key: str, desk: Browser):
    before = Client.objects.count()
    assert "1 to 255" in add(desk, LAN, key).json()["problems"][0]
    assert Client.objects.count() == before


def test_s49_neither_name_nor_key_is_kept_readable(desk: Browser):
    add(desk, LAN, "marked-key")
    held = SentOnce.objects.get()
    assert "marked-key" not in held.key
    assert len(held.key) == len(held.body) == 64


def test_s37_at_the_same_moment_one_is_added_and_all_are_told_the_same(committed: House):
    told = {"name": "Lan", "born_on": None, "phone": "", "by": committed.actor(), "at": AT}
    for number in range(ROUNDS):
        together, found = threading.Barrier(THREADS), list[UUID]()

        def send(number: int = number, together=together, found=found) -> None:
            together.wait()
            with transaction.atomic():  # each with a connection and a transaction of its own
                made = clients.add_once(f"key {number}", **told)
            found.append(made)
            connection.close()

        threads = [threading.Thread(target=send) for _ in range(THREADS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert len(found) == THREADS
        assert len(set(found)) == 1
    assert Client.objects.filter(name="Lan").count() == ROUNDS
    assert first_break() is None
