"""Every address x role x stranger x other practice, generated from the addresses there are."""

import re
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import get_resolver, reverse

from ischia.web.pages.player import code
from ischia.web.people.roles import Role
from ischia.web.urls import ROUTES
from tests.web.conftest import AT, House, signed_in

ALL, TREAT, DESK = set(Role), {Role.OWNER, Role.THERAPIST}, set(Role) - {Role.AUDITOR}
ANYONE = None
# Written by hand, so that a slip in the routes is noticed: name -> who may open it.
WHO = {
    "alive": ANYONE, "ready": ANYONE, "worker": ANYONE, "player_code": ANYONE,
    "body_geometry": ANYONE, "security_txt": ANYONE, "set_up": ANYONE, "sign_in": ANYONE,
    "form_cover": ANYONE, "form_start": ANYONE, "form_end": ANYONE, "form_thanks": ANYONE,
    "form_page": ANYONE, "form_save": ANYONE, "form_language": ANYONE,
    "check_cover": ANYONE, "check_start": ANYONE, "check_end": ANYONE, "check_thanks": ANYONE,
    "check_page": ANYONE, "check_save": ANYONE, "check_language": ANYONE, "check_link": TREAT,
    "sign_out": ALL, "second_factor": ALL, "today": ALL,
    "passkey_ask": ANYONE, "passkey_show": ANYONE, "join": ANYONE, "join_link": ANYONE,
    "lock": ALL, "unlock": ALL, "still_here": ALL, "own_account": ALL, "own_password": ALL,
    "own_app": ALL, "own_codes": ALL, "own_others": ALL, "passkey_begin": ALL,
    "passkey_add": ALL, "passkey_remove": ALL,
    "practice": {Role.OWNER},
    "people": {Role.OWNER}, "person_change": {Role.OWNER}, "person_link": {Role.OWNER},
    "trail": {Role.OWNER, Role.AUDITOR}, "client_trail": {Role.OWNER},
    "burst_seen": {Role.OWNER},
    "clients": DESK, "client_add": DESK, "data_twins": DESK, "client": DESK, "client_book": DESK,
    "client_details": DESK, "visit_change": DESK,
    "data_clients": DESK, "data_client": DESK,
    "visit": TREAT, "visit_link": TREAT, "visit_save": TREAT, "visit_screen": TREAT,
    "result": TREAT, "past_result": TREAT, "hold_back": TREAT, "read_back": TREAT,
    "visit_consent": TREAT, "tablet_start": TREAT, "tablet_end": TREAT, "tablet_page": TREAT,
    "tablet_save": TREAT, "plan": TREAT, "plan_make": TREAT, "plan_minutes": TREAT,
    "plan_adopt": TREAT, "player": TREAT, "player_packet": TREAT, "player_events": TREAT,
    "note": TREAT, "note_edit": TREAT, "note_add": TREAT, "note_paper": TREAT,
    "limit_lift": TREAT, "limit_put_back": TREAT, "letter_write": TREAT,
    "letter": TREAT, "letter_paper": TREAT, "plan_change": TREAT, "plan_undo": TREAT,
    "plan_lengths": TREAT, "plan_home": TREAT, "client_open": TREAT,
    "tablet_language": TREAT, "short_start": TREAT, "short_page": TREAT, "short_save": TREAT,
    "short_end": TREAT, "short_language": TREAT, "course": TREAT, "course_decide": TREAT,
    "course_answer": TREAT, "check_in": TREAT, "said": TREAT, "plan_stopped": TREAT,
    "finding": TREAT, "hold_back_undo": TREAT,
}  # fmt: skip
BY_OBJECT = [route for route in ROUTES if "uuid:visit_id" in route.address
             or "uuid:client_id" in route.address]  # fmt: skip


def address(name: str, house: House) -> str:
    route = next(one for one in ROUTES if one.name == name)
    values = {
        "visit_id": house.visit.id, "client_id": house.client.id, "snapshot_id": uuid4(),
        "group": "body", "token": "no-such-token", "key_id": uuid4(), "burst_id": uuid4(),
        "code": code.version(), "name": "words",
        "person_id": house.people[Role.THERAPIST].id,
    }  # fmt: skip
    wanted = re.findall(r"<\w+:(\w+)>", route.address)
    return reverse(name, kwargs={key: values[key] for key in wanted})


def ask(browser: Browser, method: str, where: str) -> int:
    if method == "GET":
        return browser.get(where).status_code
    return browser.post(where, {}, headers={"Accept": "application/json"}).status_code


def test_s01_every_address_stands_in_the_table_and_no_other():
    names = {pattern.name for pattern in get_resolver().url_patterns}
    assert names == set(WHO) == {route.name for route in ROUTES}


@pytest.mark.parametrize("role", list(Role))
def test_s01_each_role_opens_exactly_its_addresses(role: Role, ours: House):
    cells = 0
    for route in ROUTES:
        if route.name in {"sign_out", "lock"}:
            continue
        for method in route.methods:
            status = ask(signed_in(ours.people[role]), method, address(route.name, ours))
            allowed = WHO[route.name] is ANYONE or role in WHO[route.name]
            cells += 1
            assert status < 500, (route.name, method)
            assert (status != 403) is allowed, (route.name, method, role, status)
    assert cells > 50


def test_s01_another_therapists_client_opens_with_a_reason_only_at_every_address(ours: House):
    browser = signed_in(ours.people[Role.THERAPIST])  # the visit is the owner's
    cells = 0
    for route in BY_OBJECT:
        if route.name in {"client_open", "player_events"}:
            continue
        if Role.THERAPIST not in WHO[route.name]:  # refused for good, whatever the reason
            continue
        for method in route.methods:
            where = address(route.name, ours)
            answered = browser.generic(method, where)
            assert answered.status_code == 302, (route.name, method)
            assert answered["Location"].startswith(f"/clients/{ours.client.id}/open/")
            assert ask(browser, "POST", where) in {405, 409}
            cells += 1
    assert cells > 30


def test_s01_a_stranger_is_sent_to_sign_in_everywhere_but_where_anyone_may_go(ours: House):
    for route in ROUTES:
        for method in route.methods:
            where = address(route.name, ours)
            answer = Browser().generic(method, where)
            if WHO[route.name] is ANYONE:
                assert answer.status_code < 500
            else:
                assert answer.status_code == 302, route.name
                assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", sorted(TREAT))
def test_s02_s06_what_belongs_to_another_practice_is_not_found(
    role: Role, ours: House, theirs: House
):
    browser = signed_in(ours.people[role])
    for route in BY_OBJECT:
        if role not in WHO[route.name]:  # never asks whose it is
            continue
        for method in route.methods:
            status = ask(browser, method, address(route.name, theirs))
            assert status in {404, 422}, (route.name, method, status)
            if status == 422:  # refused before anything was looked up
                assert method == "POST"


def test_s06_nothing_of_another_practice_is_in_any_page(ours: House, theirs: House):
    browser = signed_in(ours.people[Role.OWNER])
    pages = [address(one.name, ours) for one in ROUTES if "GET" in one.methods]
    for where in [*pages, "/clients/?q=theirs", "/clients/?q=mirela"]:
        text = browser.get(where, follow=False).content.decode()
        assert "Theirsstone" not in text
        assert str(theirs.client.id) not in text


def test_s04_the_front_desk_sees_no_clinical_field(ours: House):
    from ischia.web.services import screening  # noqa: PLC0415 -- one use
    from tests.web.conftest import DAY, answer  # noqa: PLC0415 -- one use

    answer(ours, fever_now="yes")
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    desk = signed_in(ours.people[Role.FRONT_DESK])
    for where in ("/", f"/clients/{ours.client.id}/"):
        text = desk.get(where).content.decode()
        assert "chip d-" not in text
        assert "Last screening" not in text
    assert "chip d-" in signed_in(ours.people[Role.OWNER]).get("/").content.decode()


def test_s07_a_leaver_is_out_on_the_next_request(ours: House):
    person = ours.people[Role.THERAPIST]
    browser = signed_in(person)
    assert browser.get("/clients/").status_code == 200
    person.is_active = False
    person.save()
    assert browser.get("/clients/").status_code == 302


@pytest.mark.parametrize(
    "route", [one for one in ROUTES if "POST" in one.methods], ids=lambda r: r.name
)
def test_s26_no_write_goes_through_without_its_page_token(route, ours: House):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(ours.people[Role.OWNER])
    assert browser.post(address(route.name, ours)).status_code in {302, 403}


def test_s25_s44_s45_every_answer_carries_the_strict_headers(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    for where in ("/", "/sign-in/", "/no-such-page/", f"/visits/{ours.visit.id}/"):
        answer = browser.get(where)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"


def test_no_migration_is_missing(ours: House):  # noqa: ARG001 -- the tables stand
    from django.core.management import call_command  # noqa: PLC0415 -- one use

    own = ("audit", "people", "practice", "records")
    call_command("makemigrations", *own, check=True, dry_run=True, verbosity=0)


def test_the_day_takes_the_same_queries_however_full_it_is(ours: House, django_assert_num_queries):
    from ischia.web.clock import today  # noqa: PLC0415 -- one use
    from ischia.web.queries import day  # noqa: PLC0415 -- one use
    from ischia.web.services import visits  # noqa: PLC0415 -- one use

    for _ in range(6):
        visits.book(ours.client.id, starts_at=AT, minutes=60, by=ours.actor(), at=AT)
    with django_assert_num_queries(1):
        assert len(day.rows(today(), by=ours.actor())) == 7
