"""What a client writes in a check-in is read by the same watch, and by a person (HZ03)."""

from datetime import timedelta

import pytest

from ischia.errors import InputError
from ischia.web.people.roles import Role
from ischia.web.queries import course_log, read_back
from ischia.web.records.models import Visit
from ischia.web.records.states import CourseKind
from ischia.web.services import answering, gates
from tests.web.conftest import AT, DAY, House, later, signed_in
from tests.web.test_check_in_by_link import booked, entries, made, none_of_the_dangers, opened, say
from tests.web.test_client_and_day import had_a_session
from tests.web.test_read_back import told_by_link

WRITTEN = "발을 끌면서 걸어요. My foot slaps on the stairs"
SORE = "hard to pee since the session"


@pytest.fixture
def house(ours: House) -> House:
    had_a_session(ours)
    return ours


def checked_in(house: House, **words: str) -> None:
    browser = opened(made(house))
    none_of_the_dangers(browser)
    for question, text in words.items():
        say(browser, "session", question, value=text)
    browser.post("/check-in/end/")


def sheet(visit: Visit) -> read_back.Sheet:
    return read_back.sheet(Visit.objects.get(id=visit.id))


def test_hz03_words_of_a_check_in_that_name_a_danger_are_told_on_today_and_in_the_course(
    house: House,
):
    checked_in(house, words=WRITTEN)
    (entry,) = entries()
    assert entry.body["named"] == ["leg_weak"]
    assert entry.kind == CourseKind.CHECK_IN  # a list of words answers nothing
    owner = signed_in(house.people[Role.OWNER])
    for where in ("/", f"/clients/{house.client.id}/course/"):
        text = owner.get(where, {"day": DAY.isoformat()} if where == "/" else {}).content.decode()
        assert "Their own words seem to name:" in text, where
        assert "Read them, and ask." in text, where


def test_hz03_ordinary_words_of_a_check_in_name_nothing(house: House):
    checked_in(house, words="The feet were lovely, a little shorter next time")
    (entry,) = entries()
    assert "named" not in entry.body
    text = signed_in(house.people[Role.OWNER]).get("/").content.decode()
    assert "seem to name" not in text


def test_hz03_the_next_sheet_asks_for_them_to_be_read_and_for_what_they_deny(house: House):
    visit = booked(house)
    checked_in(house, words=WRITTEN, effect="mild", what=SORE)
    told_by_link(house, visit, leg_weak="no")
    held = {one.id.rpartition(".")[2]: one for one in sheet(visit).words if one.is_check_in}
    assert [held[part].text for part in ("what", "words")] == [SORE, WRITTEN]
    (weak,) = held["words"].named
    assert weak.is_denied
    page = signed_in(house.people[Role.OWNER]).get(f"/visits/{visit.id}/").content.decode()
    assert "in their own words" in page
    assert "My foot slaps on the stairs" in page

    def read(**told: object) -> None:
        answering.read_back(visit.id, by=house.actor(), at=later(5), **told)

    every = [one.id for one in sheet(visit).words]
    denied = [one.id for one in sheet(visit).contradicted]
    with pytest.raises(InputError, match="not all are ticked as read"):
        read(words=[one for one in every if one != held["words"].id], asked=denied)
    with pytest.raises(InputError, match="answered with no"):
        read(words=every, asked=[])
    read(words=every, asked=denied)
    assert sheet(visit).unread == []


def test_hz03_words_that_come_after_the_sheet_was_read_must_be_read_too(house: House):
    visit = booked(house)
    told_by_link(house, visit)
    answering.read_back(visit.id, by=house.actor(), at=AT)
    assert Visit.objects.get(id=visit.id).answers_read_at == AT
    checked_in(house, words=WRITTEN)
    now = Visit.objects.get(id=visit.id)
    assert now.answers_read_at is None
    assert any("Read the safety answers back" in one for one in gates.obstacles(now, on=DAY))
    assert [one.text for one in sheet(visit).unread if one.is_check_in] == [WRITTEN]


def test_a_check_in_without_words_leaves_the_sheet_read(house: House):
    visit = booked(house)
    told_by_link(house, visit)
    answering.read_back(visit.id, by=house.actor(), at=AT)
    checked_in(house)
    assert Visit.objects.get(id=visit.id).answers_read_at == AT


def test_words_told_before_the_last_session_are_not_asked_about_again(house: House):
    checked_in(house, words=WRITTEN)
    visit = booked(house)
    (entry,) = course_log.of(house.client.id)[-1:]
    assert [one.text for one in sheet(visit).words] == [WRITTEN]
    Visit.objects.filter(id=house.visit.id).update(starts_at=entry.at + timedelta(hours=1))
    assert sheet(visit).words == []
