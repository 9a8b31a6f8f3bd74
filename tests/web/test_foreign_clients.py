"""Another therapist's client in the same practice: opened with a reason, told in the trail."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from ischia.errors import InputError
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import foreign
from ischia.web.records.models import Opening
from ischia.web.services import clients, opening, visits
from tests.web.conftest import AT, House, later, signed_in


def foreign_now(house: House, role: Role = Role.THERAPIST, at=AT) -> bool:
    by = house.actor(role)
    found = foreign.client_of(by=by, at=at, client_id=house.client.id)
    assert found == foreign.client_of(by=by, at=at, visit_id=house.visit.id)
    return found is not None


def test_ones_own_client_and_one_without_visits_need_no_reason(ours: House):
    assert not foreign_now(ours, Role.OWNER)
    fresh = clients.add(name="New", born_on=None, phone="", by=ours.actor(), at=AT)
    by = ours.actor(Role.THERAPIST)
    assert foreign.client_of(by=by, at=AT, client_id=fresh.id) is None


def test_a_client_becomes_ones_own_with_a_visit(ours: House):
    assert foreign_now(ours)
    by = ours.actor(Role.THERAPIST)
    visits.book(ours.client.id, starts_at=later(60), minutes=60, by=by, at=AT)
    assert not foreign_now(ours)


def test_one_touch_on_a_reason_leads_on_to_what_was_asked_for(ours: House):
    browser = signed_in(ours.people[Role.THERAPIST])
    where = f"/visits/{ours.visit.id}/"
    asked = browser.get(where, follow=True)
    assert "Why do you open this client?" in asked.content.decode()
    assert "Answers" not in asked.content.decode()
    onward = {"reason": "covering", "next": where}
    answered = browser.post(f"/clients/{ours.client.id}/open/", onward)
    assert answered["Location"] == where
    assert browser.get(where).status_code == 200


def test_s46_the_trail_tells_why_and_holds_no_typed_word(ours: House):
    by = ours.actor(Role.THERAPIST)
    made = opening.open_with_reason(
        ours.client.id, reason="safety", words="marked-string", by=by, at=AT
    )
    row = TrailRow.objects.latest("id")
    assert (row.action, row.object_id) == ("client.opened.safety", made.id)
    told = [str(value) for row in TrailRow.objects.values() for value in row.values()]
    assert not any("marked-string" in value for value in told)


def test_a_reason_holds_for_twelve_hours_and_for_one_person(ours: House):
    by = ours.actor(Role.THERAPIST)
    opening.open_with_reason(ours.client.id, reason="asked", words="", by=by, at=AT)
    assert not foreign_now(ours, at=AT + timedelta(hours=11))
    assert foreign_now(ours, at=AT + timedelta(hours=13))


def test_an_unknown_reason_is_refused_and_kept_nowhere(ours: House):
    with pytest.raises(InputError, match="none of these"):
        opening.open_with_reason(
            ours.client.id, reason="curious", words="", by=ours.actor(Role.THERAPIST), at=AT
        )
    browser = signed_in(ours.people[Role.THERAPIST])
    page = browser.post(f"/clients/{ours.client.id}/open/", {"reason": "curious"})
    assert page.status_code == 422
    assert not Opening.objects.exists()


def test_nobody_is_led_away_from_the_practice(ours: House):
    browser = signed_in(ours.people[Role.THERAPIST])
    sent = {"reason": "review", "next": "https://elsewhere.example/"}
    answered = browser.post(f"/clients/{ours.client.id}/open/", sent)
    assert answered["Location"] == f"/clients/{ours.client.id}/"


def test_the_front_desk_books_for_everybody_without_a_reason(ours: House):
    browser = signed_in(ours.people[Role.FRONT_DESK])
    assert browser.get(f"/clients/{ours.client.id}/").status_code == 200


def test_s47_an_opening_cannot_be_changed_or_removed(ours: House):
    by = ours.actor(Role.THERAPIST)
    opening.open_with_reason(ours.client.id, reason="asked", words="", by=by, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.update(reason="review")
    with pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.all().delete()


def test_the_question_is_answered_by_one_statement(ours: House, django_assert_num_queries):
    with django_assert_num_queries(1):
        foreign.client_of(by=ours.actor(), at=AT, client_id=ours.client.id)
