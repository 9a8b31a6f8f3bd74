"""One therapist booked twice for the same time: told quietly, never refused."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser
from hypothesis import given
from hypothesis import strategies as st

from ischia.web.people.roles import Role
from ischia.web.queries import day, overlapping
from ischia.web.queries.overlapping import Span
from ischia.web.records.models import Visit
from ischia.web.records.states import VisitState
from ischia.web.services import visits
from tests.web.conftest import AT, DAY, House, signed_in

ONE, OTHER = uuid4(), uuid4()
LAST = datetime.max.replace(tzinfo=UTC)
_SPANS = st.lists(
    st.builds(
        lambda who, start, minutes: Span(uuid4(), who, AT + timedelta(minutes=start), minutes),
        st.sampled_from([ONE, OTHER]), st.integers(0, 600), st.integers(15, 120),
    ), max_size=8,
)  # fmt: skip


def span(starts: int, minutes: int = 60, who: UUID = ONE) -> Span:
    return Span(uuid4(), who, AT + timedelta(minutes=starts), minutes)


@pytest.mark.parametrize(
    ("starts", "minutes", "meets"),
    [(0, 60, True), (59, 30, True), (60, 30, False), (-30, 30, False), (-30, 31, True),
     (-30, 120, True), (10, 15, True)],
)  # fmt: skip
def test_visits_meet_where_they_take_some_of_the_same_time(starts: int, minutes: int, meets: bool):
    first, second = span(0), span(starts, minutes)
    assert first.meets(second) == second.meets(first) == meets
    assert overlapping.among([first, second]) == (
        {first.visit_id: [second], second.visit_id: [first]} if meets else {}
    )


@given(_SPANS)
def test_who_meets_is_met_by_the_same_and_is_never_of_another_therapist(spans: list[Span]):
    found = overlapping.among(spans)
    told = {one.visit_id: one for one in spans}
    for visit_id, others in found.items():
        assert others
        for other in others:
            assert told[visit_id] in found[other.visit_id]
            assert other.therapist_id == told[visit_id].therapist_id
            assert other.visit_id != visit_id


def booked(house: House, **told: object) -> Visit:
    """Book an hour that begins half an hour after the visit there is, unless told else."""
    shape = {"starts_at": AT + timedelta(minutes=30), "minutes": 60} | told
    return visits.book(house.client.id, by=house.actor(), at=AT, **shape)  # type: ignore[arg-type]  # of a test's table


def test_both_visits_tell_of_each_other_on_the_day(ours: House):
    assert [row.overlaps for row in day.rows(DAY, by=ours.actor())] == [""]
    booked(ours)
    first, second = day.rows(DAY, by=ours.actor())
    assert first.overlaps == f"Overlaps with {second.visit.starts_at:%H:%M}"
    assert second.overlaps == f"Overlaps with {first.visit.starts_at:%H:%M}"
    for role in (Role.OWNER, Role.FRONT_DESK):
        text = signed_in(ours.people[role]).get(f"/?day={DAY}").content.decode()
        assert text.count("Overlaps with") == 2


def off(visit: Visit, house: House) -> None:
    visits.call_off(visit.id, by=house.actor(), at=AT)


def done(visit: Visit, house: House) -> None:  # noqa: ARG001 -- as the other
    Visit.objects.filter(id=visit.id).update(state=VisitState.SIGNED)


def given_away(visit: Visit, house: House) -> None:
    other = house.people[Role.THERAPIST].id
    visits.move(visit.id, starts_at=visit.starts_at, therapist_id=other, by=house.actor(), at=AT)


@pytest.mark.parametrize("change", [off, done, given_away])
def test_what_is_off_or_over_or_another_therapists_is_in_no_ones_way(change, ours: House):
    made = booked(ours)
    assert overlapping.of(ours.visit)
    change(made, ours)
    assert overlapping.of(ours.visit) == []
    assert not any(row.overlaps for row in day.rows(DAY, by=ours.actor()))


def test_the_visits_of_another_practice_are_in_no_ones_way(ours: House, theirs: House):
    assert theirs.visit.starts_at == ours.visit.starts_at
    assert overlapping.of(ours.visit) == []


def asked(house: House, role: Role, starts: str) -> tuple[Browser, str]:
    told = {"starts_at": starts, "minutes": "60", "therapist": str(house.people[Role.OWNER].id)}
    browser = signed_in(house.people[role])
    return browser, browser.post(f"/clients/{house.client.id}/visits/", told)["Location"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.FRONT_DESK])
def test_who_books_into_a_taken_time_is_told_and_the_visit_stands(role: Role, ours: House):
    browser, where = asked(ours, role, f"{AT:%Y-%m-%dT%H:%M}")
    made = Visit.objects.exclude(id=ours.visit.id).get()
    assert where == f"/clients/{ours.client.id}/visits/{made.id}/"
    text = browser.get(where).content.decode()
    assert "owner of ours is booked in this time already:" in text
    assert f"{AT:%H:%M}\u2013{AT + timedelta(hours=1):%H:%M}" in text
    assert ("Go on with this visit" in text) == (role is Role.OWNER)
    assert made.state == VisitState.BOOKED


def test_who_books_into_a_free_time_is_told_nothing(ours: House):
    browser, where = asked(ours, Role.FRONT_DESK, "2031-05-06T14:30")
    assert where == f"/clients/{ours.client.id}/"
    made = Visit.objects.exclude(id=ours.visit.id).get()
    page = browser.get(f"/clients/{ours.client.id}/visits/{made.id}/").content.decode()
    assert "in this time already" not in page


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), LAST])
def test_two_visits_at_an_end_of_the_calendar_meet_too(at: datetime):
    first, second = (Span(uuid4(), ONE, at, 60) for _ in range(2))
    assert first.meets(second)
    assert Span(uuid4(), ONE, LAST, 60).ends_at == LAST


def test_who_moves_a_visit_into_a_taken_time_is_told_until_it_is_free_again(ours: House):
    made = booked(ours, starts_at=AT + timedelta(days=3))
    browser, path = signed_in(ours.people[Role.OWNER]), f"/clients/{ours.client.id}/visits/"
    where = f"{path}{made.id}/"
    move = {"deed": "move", "starts_at": f"{AT:%Y-%m-%dT%H:%M}"}
    assert browser.post(where, move)["Location"] == where
    assert "is booked in this time already" in browser.get(where).content.decode()
    move["starts_at"] = "2031-05-06T14:30"
    assert browser.post(where, move)["Location"] == f"/clients/{ours.client.id}/"
