"""The bare data endpoints: the same rights, the same trail as the pages."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.people.roles import Role
from ischia.web.records.models import Client
from ischia.web.services import clients, visits, watching
from tests.web.conftest import AT, House, signed_in

ALL = "/data/clients/"


@pytest.fixture
def desk(ours: House) -> Browser:
    return signed_in(ours.people[Role.FRONT_DESK])


def add(browser: Browser, body: object):
    text = body if isinstance(body, str) else json.dumps(body)
    return browser.post(ALL, text, content_type="application/json")


def deeds(action: str) -> list[TrailRow]:
    return list(TrailRow.objects.filter(action=action))


def test_s04_a_search_gives_these_fields_and_no_other(desk: Browser, ours: House):
    (found,) = desk.get(f"{ALL}?q=mirela").json()["clients"]
    assert found == {
        "id": str(ours.client.id), "name": "Mirela Oursstone", "born_year": 1980, "phone_end": "",
    }  # fmt: skip


def test_s04_opening_gives_these_fields_and_no_other(desk: Browser, ours: House):
    assert desk.get(f"{ALL}{ours.client.id}/").json() == {
        "id": str(ours.client.id), "name": "Mirela Oursstone", "born_on": "1980-02-03",
        "phone": "", "barred": "", "version": 1,
    }  # fmt: skip


def test_s46_each_call_leaves_exactly_one_row(desk: Browser, ours: House):
    before = TrailRow.objects.count()
    desk.get(f"{ALL}?q=mirela")
    desk.get(f"{ALL}{ours.client.id}/")
    made = add(desk, {"name": "Lan Trần"}).json()["id"]
    assert TrailRow.objects.count() == before + 3
    by = ours.people[Role.FRONT_DESK].id
    assert [row.person_id for row in deeds("clients.searched")] == [by]
    assert [row.client_id for row in deeds("client.read")] == [ours.client.id]
    assert str(deeds("client.added")[-1].client_id) == made


def test_a_client_added_is_found_and_opened(desk: Browser):
    told = {"name": "  Trần   Thị Lan ", "born_on": "1991-04-05", "phone": "+84 90 123 4567"}
    answer = add(desk, told)
    assert answer.status_code == 201
    held = desk.get(f"{ALL}{answer.json()['id']}/").json()
    assert (held["name"], held["born_on"]) == ("Trần Thị Lan", "1991-04-05")
    (found,) = desk.get(f"{ALL}?q=lan tran").json()["clients"]
    assert (found["born_year"], found["phone_end"]) == (1991, "4567")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "not a JSON object"),
        ("[]", "not a JSON object"),
        ({}, "it is empty"),
        ({"name": " "}, "it is empty"),
        ({"name": 7}, "it cannot be read"),
        ({"name": "x" * 161}, "it cannot be read"),
        ({"name": "Lan", "born_on": "5 April"}, "it is not a day"),
        ({"name": "Lan", "born_on": "2999-01-01"}, "cannot be a birthday"),
        ({"name": "Lan", "practice_id": "x"}, "a field that is not known"),
        ({"name": "Lan", "id": "x", "version": 9}, "a field that is not known"),
    ],
)
def test_s05_what_is_not_lawful_is_refused_and_nothing_is_written(
    desk: Browser, body: object, said: str
):
    before = Client.objects.count(), TrailRow.objects.count()
    answer = add(desk, body)
    assert answer.status_code == 422
    assert any(said in problem for problem in answer.json()["problems"])
    assert (Client.objects.count(), TrailRow.objects.count()) == before


def test_a_stranger_who_asks_for_json_is_told_401(ours: House):
    asked = {"Accept": "application/json"}
    assert Browser().get(ALL, headers=asked).status_code == 401
    assert Browser().get(f"{ALL}{ours.client.id}/", headers=asked).status_code == 401


def test_s36_every_list_takes_the_same_queries_however_long_it_is(
    ours: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watching, "APART", timedelta(days=1))  # the owner's look at the trail
    browser, by = signed_in(ours.people[Role.OWNER]), ours.actor()
    watching.look(by=by, at=now())
    wheres = [f"{ALL}?q=mi", ALL, "/clients/?q=mi", "/clients/", f"/clients/{ours.client.id}/", "/"]
    few = {where: queries(browser, where) for where in wheres}
    for number in range(30):
        clients.add(name=f"Mila {number}", born_on=None, phone="", by=by, at=AT)
        visits.book(ours.client.id, starts_at=AT, minutes=60, by=by, at=AT)
    assert {where: queries(browser, where) for where in wheres} == few


def queries(browser: Browser, where: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(where).status_code == 200
    return len(seen.captured_queries)
