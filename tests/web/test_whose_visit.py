"""Whose a new visit is: never that of somebody who does not treat."""

import pytest

from ischia.errors import InputError
from ischia.web.people.roles import Role
from ischia.web.queries import foreign, treating
from ischia.web.records.models import Visit
from ischia.web.services import clients, visits
from tests.web.conftest import AT, House, signed_in

WHEN = {"starts_at": "2026-11-23T10:00", "minutes": "60"}


def booked(house: House, role: Role, **told: str) -> tuple[int, str, list[Visit]]:
    browser = signed_in(house.people[role])
    answer = browser.post(f"/clients/{house.client.id}/visits/", WHEN | told)
    made = Visit.objects.filter(client=house.client).exclude(id=house.visit.id)
    return answer.status_code, answer.content.decode(), list(made)


def test_the_front_desk_books_for_whoever_treats(ours: House):
    therapist = ours.people[Role.THERAPIST]
    code, _, (made,) = booked(ours, Role.FRONT_DESK, therapist=str(therapist.id))
    assert code == 302
    assert made.therapist_id == therapist.id
    by = ours.actor(Role.THERAPIST)
    assert foreign.client_of(by=by, at=AT, client_id=ours.client.id) is None  # no reason is asked


@pytest.mark.parametrize("named", ["", "x", "front_desk", "auditor", "stranger", "left"])
def test_nobody_who_does_not_treat_here_gets_a_visit(ours: House, theirs: House, named: str):
    ids = {str(role): one.id for role, one in ours.people.items()}
    ids["stranger"], ids["left"] = theirs.people[Role.THERAPIST].id, ids["therapist"]
    if named == "left":
        ours.people[Role.THERAPIST].is_active = False
        ours.people[Role.THERAPIST].save()
    code, text, made = booked(ours, Role.FRONT_DESK, therapist=str(ids.get(named, named)))
    assert (code, made) == (422, [])
    assert "nobody who treats here is named" in text


def test_a_therapist_who_names_nobody_books_for_themselves(ours: House):
    _, _, (made,) = booked(ours, Role.OWNER)
    assert made.therapist_id == ours.people[Role.OWNER].id


def test_the_service_refuses_what_a_page_would_not_send(ours: House):
    with pytest.raises(InputError, match="nobody who treats"):
        visits.book(ours.client.id, starts_at=AT, minutes=60, by=ours.actor(Role.FRONT_DESK), at=AT)


def test_the_page_offers_those_who_treat_and_the_likely_one_first(ours: House):
    page = signed_in(ours.people[Role.FRONT_DESK]).get(f"/clients/{ours.client.id}/")
    text = page.content.decode()
    owner, therapist = ours.people[Role.OWNER], ours.people[Role.THERAPIST]
    assert f'<option value="{owner.id}" selected>owner of ours</option>' in text  # the last one
    assert f'<option value="{therapist.id}">therapist of ours</option>' in text
    assert "auditor of ours</option>" not in text
    new = clients.add(name="Nell Fresh", born_on=None, phone="", by=ours.actor(), at=AT)
    found = treating.choices(new, by=ours.actor(Role.FRONT_DESK))
    assert [one.is_likely for one in found] == [False, False]
    text = signed_in(ours.people[Role.FRONT_DESK]).get(f"/clients/{new.id}/").content.decode()
    assert '<option value="">Choose</option>' in text


def test_who_works_alone_is_not_asked(ours: House):
    ours.people[Role.THERAPIST].is_active = False
    ours.people[Role.THERAPIST].save()
    text = signed_in(ours.people[Role.OWNER]).get(f"/clients/{ours.client.id}/").content.decode()
    assert 'name="therapist"' not in text


def test_the_list_is_new_where_somebody_began_to_treat(
    ours: House, django_capture_on_commit_callbacks
):
    browser = signed_in(ours.people[Role.FRONT_DESK])
    where = f"/clients/{ours.client.id}/"
    assert "auditor of ours</option>" not in browser.get(where).content.decode()
    ours.people[Role.AUDITOR].role = Role.THERAPIST
    with django_capture_on_commit_callbacks(execute=True):
        ours.people[Role.AUDITOR].save()
    assert "auditor of ours</option>" in browser.get(where).content.decode()
