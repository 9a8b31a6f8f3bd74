"""What was typed wrong is put right: a client's details."""

from datetime import date

import pytest
from django.urls import reverse

from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import search
from ischia.web.records.models import Client
from tests.web.conftest import House, signed_in

TOLD = {
    "name": "Mirela  Sandu",
    "born_on": "1981-02-03",
    "phone": " +40 21 555 0100 ",
    "version": "1",
}


def details(house: House) -> str:
    return reverse("client_details", kwargs={"client_id": house.client.id})


@pytest.mark.parametrize("role", [Role.OWNER, Role.FRONT_DESK])
def test_a_clients_details_are_put_right_from_their_page(ours: House, role: Role):
    browser = signed_in(ours.people[role])
    page = browser.get(f"/clients/{ours.client.id}/").content.decode()
    assert details(ours) in page
    assert ours.client.name in browser.get(details(ours)).content.decode()
    answer = browser.post(details(ours), TOLD)
    assert answer["Location"] == f"/clients/{ours.client.id}/"
    kept = Client.objects.get(id=ours.client.id)
    assert (kept.name, kept.born_on, kept.phone) == (
        "Mirela Sandu", date(1981, 2, 3), "+40 21 555 0100",
    )  # fmt: skip
    assert [one.name for one in search.clients("sandu", by=ours.actor())] == [kept.name]
    assert not search.clients("oursstone", by=ours.actor())
    assert TrailRow.objects.filter(action="client.changed", client_id=kept.id).count() == 1


def test_a_form_of_details_sent_twice_is_kept_once_and_refused_nobody(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    assert [browser.post(details(ours), TOLD).status_code for _ in range(2)] == [302, 302]
    assert Client.objects.get(id=ours.client.id).version == 2


def test_details_that_another_changed_meanwhile_are_shown_beside_what_was_typed(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    browser.post(details(ours), TOLD)
    answer = browser.post(details(ours), TOLD | {"name": "Mirela Ionescu"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "somebody changed these details meanwhile" in text
    assert "Kept now: Mirela Sandu" in text
    assert 'value="Mirela Ionescu"' in text
    assert 'name="version" value="2"' in text
    assert browser.post(details(ours), TOLD | {"name": "Mirela Ionescu", "version": "2"})
    assert Client.objects.get(id=ours.client.id).name == "Mirela Ionescu"


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"born_on": "2031-01-01"}, {"born_on": "x"}, {"version": "one"}]
)
def test_wrong_details_are_refused_and_what_was_typed_stands(ours: House, wrong: dict[str, str]):
    browser = signed_in(ours.people[Role.OWNER])
    answer = browser.post(details(ours), TOLD | wrong)
    assert answer.status_code == 422
    assert "+40 21 555 0100" in answer.content.decode()
    assert Client.objects.get(id=ours.client.id).name == ours.client.name
