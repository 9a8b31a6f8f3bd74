"""The practice itself: begun on the first start, put right by its owner."""

import pytest
from django.test import Client as Browser

from ischia.web.audit.models import TrailRow
from ischia.web.pages.account.zones import zones
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.services import links, setting_up
from tests.web.conftest import AT, PASSWORD, House, signed_in

TOLD = {"name": "Quiet Hands", "time_zone": "Asia/Seoul", "emergency_number": "119"}
FIRST = {
    "practice": "Quiet Hands", "name": "Ada", "email": "ada@quiet.example",
    "password": PASSWORD, "time_zone": "Asia/Seoul", "emergency_number": "119",
}  # fmt: skip


def kept() -> tuple[str, str, str]:
    found = Practice.objects.get()
    return found.name, found.time_zone, found.emergency_number


def test_the_owner_puts_name_zone_and_number_right_and_clients_see_the_number(ours: House):
    owner = signed_in(ours.people[Role.OWNER])
    assert "/practice/" in owner.get("/people/").content.decode()
    page = owner.get("/practice/").content.decode()
    assert 'value="ours"' in page
    assert 'value="112"' in page
    before = owner.get(f"/visits/{ours.visit.id}/").content.decode()
    assert owner.post("/practice/", TOLD)["Location"] == "/people/"
    assert kept() == ("Quiet Hands", "Asia/Seoul", "119")
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    assert "Call 119 now" in Browser().get(f"/c/{token}/").content.decode()
    after = owner.get(f"/visits/{ours.visit.id}/").content.decode()
    assert before != after  # the hour of the visit is told by the new zone at once


def test_a_change_of_the_practice_leaves_one_row_and_the_same_again_none(ours: House):
    owner = signed_in(ours.people[Role.OWNER])
    for _ in range(2):
        owner.post("/practice/", TOLD)
    assert TrailRow.objects.filter(action="practice.changed").count() == 1


def reach() -> tuple[str, str, str]:
    found = Practice.objects.get()
    return found.phone, found.email, found.address


def test_the_owner_says_how_a_doctor_reaches_the_practice_and_takes_it_back(ours: House):
    assert reach() == ("", "", "")
    owner = signed_in(ours.people[Role.OWNER])
    told = {"phone": " 020 7946 0000 ", "email": "ada@quiet.example",
            "address": "12 Mill Lane\r\n\r\n Oldtown \r\n"}  # fmt: skip
    assert owner.post("/practice/", TOLD | told).status_code == 302
    assert reach() == ("020 7946 0000", "ada@quiet.example", "12 Mill Lane\nOldtown")
    page = owner.get("/practice/").content.decode()
    assert 'value="020 7946 0000"' in page
    assert "12 Mill Lane\nOldtown</textarea>" in page
    owner.post("/practice/", TOLD | told)
    assert TrailRow.objects.filter(action="practice.changed").count() == 1
    owner.post("/practice/", TOLD)
    assert reach() == ("", "", "")


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.FRONT_DESK, Role.AUDITOR])
def test_only_the_owner_says_how_a_doctor_reaches_the_practice(ours: House, role: Role):
    answer = signed_in(ours.people[role]).post("/practice/", TOLD | {"phone": "0123"})
    assert answer.status_code == 403
    assert reach() == ("", "", "")


@pytest.mark.parametrize("told", ["a\nb\nc\nd", "\n\n".join("abcd"), "w" * 80, "김\u200d"])
def test_an_address_of_four_lines_is_taken(ours: House, told: str):
    assert signed_in(ours.people[Role.OWNER]).post("/practice/", TOLD | {"address": told})
    assert reach()[2] == told.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"phone": "1" * 41}, "one line of at most 40"), ({"phone": "1\n2"}, "one line of at most 40"),
     ({"phone": "1\x072"}, "cannot show"), ({"email": "a@" + "x" * 119}, "at most 120"),
     ({"email": "ada\r@x"}, "cannot show"), ({"email": "ada"}, "with an @ in it"),
     ({"address": "a\nb\nc\nd\ne"}, "up to 4 lines"), ({"address": "w" * 81}, "at most 80"),
     ({"address": "a\x0bb"}, "cannot show"), ({"address": "a\u2028b"}, "cannot show"),
     ({"address": "a\u202eb"}, "cannot show"), ({"address": "a\tb"}, "cannot show")],
)  # fmt: skip
def test_a_way_that_no_letter_can_show_is_refused_and_what_was_typed_stands(
    ours: House, wrong: dict[str, str], words: str
):
    answer = signed_in(ours.people[Role.OWNER]).post(
        "/practice/", TOLD | {"phone": "0123", "address": "Mill Lane"} | wrong
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Mill Lane" in answer.content.decode() or "address" in wrong
    assert reach() == ("", "", "")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"name": " "}, "empty or too long"), ({"name": "x" * 121}, "empty or too long"),
     ({"time_zone": "Middle/Earth"}, "there is no such one"), ({"emergency_number": "ask me"},
     "no telephone can call this"), ({"emergency_number": "1" * 30}, "no telephone")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_what_was_typed_stands(
    ours: House, wrong: dict[str, str], words: str
):
    before = kept()
    answer = signed_in(ours.people[Role.OWNER]).post("/practice/", TOLD | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kept() == before


@pytest.mark.parametrize(
    "wrong",
    [{"emergency_number": "none"}, {"email": "ada"}, {"practice": "x" * 121}, {"name": "x" * 121},
     {"time_zone": "x"}],
)  # fmt: skip
def test_a_first_start_takes_nothing_that_a_page_could_not_show_or_a_person_not_type_again(
    db: None,  # noqa: ARG001 -- opens it
    wrong: dict[str, str],
):
    browser = Browser(REMOTE_ADDR="127.0.0.1")
    assert browser.post("/set-up/", FIRST | wrong).status_code == 422
    assert not Practice.objects.exists()


def test_two_pages_of_one_first_start_make_one_practice(db: None, monkeypatch: pytest.MonkeyPatch):  # noqa: ARG001 -- as above
    begin = setting_up.begin

    def overtaken(**told: object) -> Person:
        begin(**told)
        return begin(**told)

    monkeypatch.setattr(setting_up, "begin", overtaken)
    answer = Browser(REMOTE_ADDR="127.0.0.1").post("/set-up/", FIRST)
    assert answer["Location"] == "/sign-in/"
    assert Practice.objects.count() == 1


def test_zones_are_called_by_a_town_and_the_one_in_use_is_among_them():
    assert {"Europe/Rome", "Asia/Calcutta", "America/Argentina/Ushuaia", "UTC"} < set(zones())
    assert not {"Factory", "localtime", "EST5EDT", "Etc/GMT+1", "US/Eastern"} & set(zones())
    assert "US/Eastern" in zones("US/Eastern")
    assert "x" not in zones("x")


def test_a_page_that_is_not_for_a_role_promises_nothing_that_no_page_does(ours: House):
    answer = signed_in(ours.people[Role.FRONT_DESK]).get(f"/visits/{ours.visit.id}/")
    assert answer.status_code == 403
    assert "ask the owner" in answer.content.decode()
    assert "change role" not in answer.content.decode()


def test_a_screen_locked_by_hand_does_not_say_that_nobody_was_there(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    browser.post("/lock/")
    text = browser.get("/unlock/").content.decode()
    assert "or somebody locked it" in text
