"""What no page of ours would send: refused plainly, nothing written, no page that breaks."""

import json
import re

import pytest
from django.test import Client as Browser

from ischia.web.audit.models import TrailRow
from ischia.web.people.models import OpenSession, Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.records.models import Answer, Client, SessionEvent, Snapshot, Visit
from ischia.web.services import links
from ischia.web.urls import ROUTES
from tests.web.conftest import House, made_ready, signed_in
from tests.web.test_who_may_open_what import BY_OBJECT, address

WRITES = [one for one in ROUTES if "POST" in one.methods]
BOMBS = {
    "deep": "[" * 200_000,
    "deeper": '{"events": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "half a character": '{"name": "\\ud800", "events": ["\\ud800"]}',
    "nul": '{"name": "a\\u0000b", "events": ["\\u0000"]}',
    "no number": '{"name": NaN, "events": [NaN]}',
    "a huge number": '{"name": "x", "events": [' + "9" * 5000 + "]}",
    "nothing": "",
}
EVENT = {"id": "5f1c7d52-5d0e-4a67-9d0e-3f5a7f2b9c11", "number": 0, "kind": "begin",
         "elapsed_s": 0, "told_at": "2026-11-20T10:00:00+00:00", "body": {}}  # fmt: skip


def strict(person: Person) -> Browser:
    browser = signed_in(person)
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("name", ["data_clients", "player_events", "passkey_add", "passkey_show"])
def test_s28_a_body_that_is_a_bomb_is_refused(name: str, bomb: str, ours: House):
    browser = strict(ours.people[Role.OWNER])
    before = Client.objects.count(), SessionEvent.objects.count()
    answer = browser.post(address(name, ours), BOMBS[bomb], content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert (Client.objects.count(), SessionEvent.objects.count()) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 10**30), ("number", -1), ("elapsed_s", 10**30), ("elapsed_s", "x"),
        ("told_at", "9999-12-31"), ("kind", "hold"), ("kind", ["begin"]), ("id", 7), ("body", []),
    ],
)  # fmt: skip
def test_s28_an_event_out_of_range_is_refused(field: str, value: object, ours: House):
    made_ready(ours)
    browser = strict(ours.people[Role.OWNER])
    browser.post(f"/visits/{ours.visit.id}/plan/adopt/")
    sent = json.dumps({"events": [{**EVENT, field: value}]})
    answer = browser.post(address("player_events", ours), sent, content_type="application/json")
    assert answer.status_code == 422
    assert SessionEvent.objects.count() == 0


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.name)
def test_s28_a_nul_in_a_field_breaks_no_page(route, ours: House):
    browser = strict(ours.people[Role.OWNER])
    where = address(route.name, ours)
    fields = ("q", "name", "email", "text", "plan", "reason", "before", "next", "language")
    hostile = dict.fromkeys(fields, "a\0b")
    if "GET" in route.methods:
        assert browser.get(where, hostile).status_code == 400
    if "POST" in route.methods:
        assert browser.post(where, hostile).status_code == 400


@pytest.mark.parametrize("route", WRITES, ids=lambda one: one.name)
def test_s05_no_write_takes_owner_state_or_author_from_the_request(
    route, ours: House, theirs: House
):
    browser = strict(ours.people[Role.OWNER])
    models = (Client, Visit, Snapshot, Answer, Person, Practice)
    names = {field.attname for model in models for field in model._meta.concrete_fields}  # noqa: SLF001 -- documented API
    names |= {name.removesuffix("_id") for name in names}
    sent = dict.fromkeys(names, str(theirs.practice.id)) | {
        "role": "owner", "state": "signed", "is_active": "", "barred": "x", "version": "1",
        "practice_id": str(theirs.practice.id), "client_id": str(theirs.client.id),
        "by_id": str(theirs.people[Role.OWNER].id), "created_at": "2001-01-01", "name": "Changed",
    }  # fmt: skip
    client, visit = vars(ours.client).copy(), vars(ours.visit).copy()
    browser.post(address(route.name, ours), sent)
    for record, before in ((ours.client, client), (ours.visit, visit)):
        record.refresh_from_db()
        for field in ("id", "practice_id", "client_id", "therapist_id", "created_at", "state"):
            if field in before:
                assert getattr(record, field) == before[field], field
    assert ours.client.barred == ""
    assert Practice.objects.get(id=ours.practice.id).name == "ours"
    assert not Client.objects.filter(practice=theirs.practice).exclude(id=theirs.client.id).exists()
    assert set(Person.objects.filter(practice=theirs.practice)) == set(theirs.people.values())


@pytest.mark.parametrize("route", [one for one in BY_OBJECT if "GET" in one.methods],
                         ids=lambda one: one.name)  # fmt: skip
def test_s46_each_page_of_a_client_that_opens_leaves_a_row(route, ours: House):
    made_ready(ours)
    browser = strict(ours.people[Role.OWNER])
    if route.name in {"player_packet", "note", "note_paper"}:
        browser.post(f"/visits/{ours.visit.id}/plan/adopt/")
    before = TrailRow.objects.count()
    answer = browser.get(address(route.name, ours))
    assert answer.status_code < 500
    rows = TrailRow.objects.order_by("id")[before:]
    if answer.status_code == 200 and ours.client.id not in {row.client_id for row in rows}:
        # The player's shell, the asking for a reason or for consent: the name at most.
        assert route.name in {"player", "client_open", "tablet_start", "short_start"}


def test_s48_a_sign_out_and_a_refusal_are_events(ours: House):
    desk = signed_in(ours.people[Role.FRONT_DESK])
    assert desk.get("/trail/").status_code == 403
    desk.post("/sign-out/")
    actions = list(TrailRow.objects.order_by("-id").values_list("action", flat=True)[:2])
    assert actions == ["sign_out", "refused.trail"]


def test_s03_what_stands_in_an_address_is_random_or_names_nothing_of_a_client():
    parts = {found for one in ROUTES for found in re.findall(r"<(\w+):(\w+)>", one.address)}
    assert {kind for kind, _ in parts} == {"uuid", "str", "slug"}
    assert {name for kind, name in parts if kind != "uuid"} == {
        "token", "group", "code", "name"
    }  # fmt: skip


def test_s12_a_token_is_in_no_page_header_or_place_after_the_first(ours: House):
    token = links.make(ours.visit.id, by=ours.actor(), at=ours.client.created_at)
    browser = Browser()
    first = browser.get(f"/c/{token}/")
    assert first["Referrer-Policy"] == "same-origin"
    answer = browser.post(f"/c/{token}/")
    assert answer["Location"] == "/form/"
    browser.post("/form/", {"agree": "yes"})
    for where in ("/form/", "/form/body/", "/form/end/", "/form/thanks/"):
        page = browser.get(where)
        assert token not in page.content.decode() + str(page.headers)


def test_s20_a_form_opened_where_somebody_is_signed_in_does_not_hide_their_session(ours: House):
    browser = Browser()
    told = {"email": ours.people[Role.OWNER].email, "password": "a-quiet-long-word"}
    browser.post("/sign-in/", told)
    browser.post(f"/c/{links.make(ours.visit.id, by=ours.actor(), at=ours.client.created_at)}/")
    assert OpenSession.objects.get().session_key == browser.cookies["session"].value
