"""The practice's own day, in the nights when its clocks go back and forward, and far from UTC."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ischia.web import clock
from ischia.web.practice.models import Practice
from ischia.web.queries import day as days
from ischia.web.records.models import Answer, Visit
from ischia.web.services import clients, links, visits
from tests.web.conftest import AT, House, signed_in

LONDON, BEIRUT, AUCKLAND = "Europe/London", "Asia/Beirut", "Pacific/Auckland"
BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)  # in London at 02:00 and at 01:00


def placed(house: House, zone: str) -> None:
    Practice.objects.filter(id=house.practice.id).update(time_zone=zone)
    house.practice.time_zone = zone
    for person in house.people.values():
        person.practice.time_zone = zone


def booked(house: House, at: datetime) -> Visit:
    by = house.actor()
    client = clients.add(name="Night Owl", born_on=None, phone="", by=by, at=AT)
    return visits.book(client.id, starts_at=at, minutes=60, by=by, at=AT)


def listed(house: House, zone: str, on: date) -> list[str]:
    with timezone.override(ZoneInfo(zone)):
        rows = days.rows(on, by=house.actor())
        return [f"{timezone.localtime(one.visit.starts_at):%d %H:%M}" for one in rows]


def shown(house: House, on: date) -> list[str]:
    page = signed_in(next(iter(house.people.values()))).get(f"/?day={on}").content.decode()
    return re.findall(r'<span class="time num">([^<]+)</span>', page)


def hours(first: datetime, n: int) -> list[datetime]:
    return [first + timedelta(minutes=30 * one) for one in range(n)]


def test_the_day_the_clocks_go_back_has_all_its_twenty_five_hours_and_no_other(ours: House):
    placed(ours, LONDON)
    for at in hours(datetime(2026, 10, 24, 22, 30, tzinfo=UTC), 53):
        booked(ours, at)
    told = listed(ours, LONDON, BACK)
    assert len(told) == 50
    assert (told[0], told[-1]) == ("25 00:00", "25 23:30")
    assert told[2:6] == ["25 01:00", "25 01:30", "25 01:00", "25 01:30"]  # in the order they come
    assert shown(ours, BACK) == [one[3:] for one in told]


def test_the_day_the_clocks_go_forward_has_twenty_three_hours(ours: House):
    placed(ours, LONDON)
    for at in hours(datetime(2027, 3, 27, 23, 30, tzinfo=UTC), 48):
        booked(ours, at)
    told = listed(ours, LONDON, FORWARD)
    assert len(told) == 46
    assert told[:3] == ["28 00:00", "28 00:30", "28 02:00"]
    assert shown(ours, FORWARD)[:3] == ["00:00", "00:30", "02:00"]


def test_a_day_that_begins_without_its_midnight_is_whole(ours: House):
    placed(ours, BEIRUT)  # there the clocks go from 00:00 to 01:00
    for at in hours(datetime(2027, 3, 27, 21, 30, tzinfo=UTC), 3):
        booked(ours, at)
    assert listed(ours, BEIRUT, FORWARD) == ["28 01:00", "28 01:30"]
    assert listed(ours, BEIRUT, FORWARD - timedelta(days=1)) == ["27 23:30"]


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2026-10-25T00:30", "2026-10-24T23:30"),
        ("2026-10-25T01:30", "2026-10-25T00:30"),  # it comes twice: the first is meant
        ("2026-10-25T02:30", "2026-10-25T02:30"),
        ("2027-03-28T00:30", "2027-03-28T00:30"),
        ("2027-03-28T02:30", "2027-03-28T01:30"),
    ],
)
def test_a_visit_in_a_night_of_change_is_booked_for_what_the_clock_shows(
    ours: House, wall: str, utc: str
):
    placed(ours, LONDON)
    browser = signed_in(next(iter(ours.people.values())))
    address = f"/clients/{ours.client.id}/visits/"
    assert browser.post(address, {"starts_at": wall, "minutes": "60"}).status_code == 302
    made = Visit.objects.exclude(id=ours.visit.id).get()
    assert made.starts_at == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert wall[11:] in browser.get(f"/?day={wall[:10]}").content.decode()


def test_a_time_that_the_clocks_leave_out_is_refused_with_its_why(ours: House):
    placed(ours, LONDON)
    browser = signed_in(next(iter(ours.people.values())))
    told = {"starts_at": "2027-03-28T01:30", "minutes": "60"}
    answer = browser.post(f"/clients/{ours.client.id}/visits/", told)
    assert answer.status_code == 422
    assert "the clocks go forward and leave this time out" in answer.content.decode()
    assert Visit.objects.count() == 1


def test_what_a_client_answers_by_link_is_of_the_practices_day(
    ours: House, monkeypatch: pytest.MonkeyPatch
):
    placed(ours, AUCKLAND)
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    evening = clock.now().replace(hour=20, minute=0)  # of UTC: in Auckland the next morning
    monkeypatch.setattr(clock, "now", lambda: evening)
    browser = signed_in(next(iter(ours.people.values())))
    browser.logout()
    browser.post(f"/c/{token}/", {"filled_by": "client"})
    browser.post("/form/", {"agree": "yes"})
    event = "5f1c7d52-5d0e-4a67-9d0e-3f5a7f2b9c11"
    told = {"question": "fever_now", "event": event, "q.fever_now": "no"}
    assert browser.post("/form/danger_illness/save/", told).json()["saved"] is True
    assert Answer.objects.get(question="fever_now").on == evening.date() + timedelta(days=1)


def test_since_last_time_is_the_practices_day_too(ours: House):
    placed(ours, AUCKLAND)
    evening = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    Visit.objects.filter(id=ours.visit.id).update(starts_at=evening, state="done")
    again = evening + timedelta(days=7)
    visits.book(ours.client.id, starts_at=again, minutes=60, by=ours.actor(), at=AT)
    with timezone.override(ZoneInfo(AUCKLAND)):
        (row,) = days.rows(date(2026, 11, 28), by=ours.actor())
    assert row.since == "Since 21 Nov"
