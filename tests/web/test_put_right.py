"""What was typed wrong is put right: a client's details, a visit."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.queries import day, search
from ischia.web.records.models import Client, Earlier, Visit
from ischia.web.records.states import VisitState
from ischia.web.services import links, planning, visits
from tests.web.conftest import AT, DAY, House, made_ready, signed_in

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


def test_the_details_that_stood_before_are_kept_and_shown(ours: House):
    was = Client.objects.get(id=ours.client.id)
    browser = signed_in(ours.people[Role.OWNER])
    assert "Before" not in browser.get(details(ours)).content.decode()
    browser.post(details(ours), TOLD)
    browser.post(details(ours), TOLD | {"name": "Mirela Ionescu", "version": "2"})
    text = browser.get(details(ours)).content.decode()
    assert text.index(">Mirela Sandu</bdi>") < text.index(f">{was.name}</bdi>")
    assert text.count("changed by") == 2
    assert "born 3 Feb 1981" in text
    other = Client.objects.create(practice=ours.practice, name="Lan Tran", created_at=AT)
    there = reverse("client_details", kwargs={"client_id": other.id})
    assert "Before" not in browser.get(there).content.decode()


def test_the_time_and_therapist_a_visit_had_before_are_kept_and_shown(ours: House):
    was = seen(ours)
    browser = signed_in(ours.people[Role.FRONT_DESK])
    therapist = ours.people[Role.THERAPIST]
    told = {"deed": "move", "starts_at": "2031-05-06T14:30", "therapist": str(therapist.id)}
    for _ in range(2):  # sent twice, kept once
        browser.post(visit_page(ours), told)
    kept = Earlier.objects.get(visit=ours.visit)
    assert datetime.fromisoformat(kept.body["starts_at"]) == was.starts_at
    text = browser.get(visit_page(ours)).content.decode()
    assert f"· {was.therapist.name} <span" in text
    assert text.count("changed by") == 1


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


def visit_page(house: House) -> str:
    return reverse(
        "visit_change", kwargs={"client_id": house.client.id, "visit_id": house.visit.id}
    )


def seen(house: House) -> Visit:
    return Visit.objects.get(id=house.visit.id)


@pytest.mark.parametrize("role", [Role.OWNER, Role.FRONT_DESK])
def test_a_visit_is_moved_to_another_day_and_another_therapist(ours: House, role: Role):
    browser = signed_in(ours.people[role])
    assert visit_page(ours) in browser.get(f"/clients/{ours.client.id}/").content.decode()
    assert 'name="starts_at"' in browser.get(visit_page(ours)).content.decode()
    therapist = ours.people[Role.THERAPIST]
    told = {"deed": "move", "starts_at": "2031-05-06T14:30", "therapist": str(therapist.id)}
    assert browser.post(visit_page(ours), told).status_code == 302
    moved = seen(ours)
    assert f"{moved.starts_at:%Y-%m-%d %H:%M}" == "2031-05-06 14:30"
    assert moved.therapist_id == therapist.id
    assert browser.post(visit_page(ours), told).status_code == 302  # sent twice
    assert TrailRow.objects.filter(action="visit.moved").count() == 1
    found = [row.visit.id for row in day.rows(date(2031, 5, 6), by=ours.actor())]
    assert found == [ours.visit.id]


def test_a_visit_is_called_off_and_booked_again_with_all_that_was_answered(ours: House):
    made_ready(ours)
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.FRONT_DESK])
    for _ in range(2):
        assert browser.post(visit_page(ours), {"deed": "off"}).status_code == 302
    assert seen(ours).state == VisitState.CANCELLED
    assert not day.rows(DAY, by=ours.actor())
    assert "Called off" in browser.get(f"/clients/{ours.client.id}/").content.decode()
    assert browser.get(f"/c/{token}/").status_code == 410
    owner = signed_in(ours.people[Role.OWNER])
    text = owner.get(f"/visits/{ours.visit.id}/").content.decode()
    assert "This visit was called off." in text
    assert "/note/" not in text
    assert owner.post(f"/visits/{ours.visit.id}/plan/adopt/").status_code == 409
    assert browser.post(visit_page(ours), {"deed": "on"}).status_code == 302
    assert planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    deeds = TrailRow.objects.filter(action__in=["visit.off", "visit.on"]).order_by("pk")
    assert [row.action for row in deeds] == ["visit.off", "visit.on"]


def test_a_visit_that_has_begun_is_neither_moved_nor_called_off(ours: House):
    made_ready(ours)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.FRONT_DESK])
    for told in ({"deed": "off"}, {"deed": "on"}, {"starts_at": "2031-05-06T14:30"}):
        answer = browser.post(visit_page(ours), told)
        assert answer.status_code == 422
        assert "it has begun" in answer.content.decode()
    assert seen(ours).state == VisitState.IN_SESSION


def test_a_barred_clients_visit_is_not_booked_again(ours: House):
    visits.call_off(ours.visit.id, by=ours.actor(), at=AT)
    Client.objects.filter(id=ours.client.id).update(barred="client behaviour")
    browser = signed_in(ours.people[Role.OWNER])
    assert "Book it again" not in browser.get(visit_page(ours)).content.decode()
    assert browser.post(visit_page(ours), {"deed": "on"}).status_code == 422
    assert seen(ours).state == VisitState.CANCELLED


@pytest.mark.parametrize(
    "told",
    [{}, {"starts_at": "soon"}, {"starts_at": "0001-01-01T00:00"},
     {"starts_at": "9999-12-31T23:59"}, {"starts_at": "2031-05-06T14:30", "therapist": "x"}],
)  # fmt: skip
def test_a_time_or_therapist_that_cannot_be_moves_no_visit(ours: House, told: dict[str, str]):
    Practice.objects.update(time_zone="Pacific/Kiritimati")
    browser = signed_in(ours.people[Role.OWNER])
    before = seen(ours).starts_at
    answer = browser.post(visit_page(ours), told)
    assert answer.status_code in {302, 422}
    assert (seen(ours).starts_at == before) is (answer.status_code == 422)
    again = browser.post(f"/clients/{ours.client.id}/visits/", {"minutes": "60", **told})
    assert again.status_code in {302, 422}
    assert browser.get(f"/clients/{ours.client.id}/").status_code == 200


def test_a_visit_is_changed_under_its_own_client_only(ours: House):
    other = Client.objects.create(
        practice=ours.practice, name="Lan Tran", created_at=AT - timedelta(days=1)
    )
    where = reverse("visit_change", kwargs={"client_id": other.id, "visit_id": ours.visit.id})
    browser = signed_in(ours.people[Role.OWNER])
    assert browser.get(where).status_code == 404
    assert browser.post(where, {"deed": "off"}).status_code == 404
    assert seen(ours).state == VisitState.BOOKED


@pytest.mark.parametrize(
    ("now", "shown"), [("09:00", "10:00"), ("09:59", "10:00"), ("23:30", "00:00")]
)
def test_a_new_visit_is_proposed_ahead_and_never_in_the_past(
    ours: House, monkeypatch: pytest.MonkeyPatch, now: str, shown: str
):
    at = datetime.fromisoformat(f"{DAY}T{now}+00:00")
    monkeypatch.setattr(timezone, "now", lambda: at)
    browser = signed_in(ours.people[Role.OWNER])
    text = browser.get(f"/clients/{ours.client.id}/").content.decode()
    day = DAY + timedelta(days=now > shown)
    assert f'name="starts_at" value="{day}T{shown}"' in text


@pytest.mark.parametrize("minutes", [20, 30, 45, 60, 75, 90, 120])
def test_a_visit_of_each_length_that_is_offered_can_be_booked(ours: House, minutes: int):
    browser = signed_in(ours.people[Role.FRONT_DESK])
    page = browser.get(f"/clients/{ours.client.id}/").content.decode()
    assert re.search(rf"<option( selected)?>{minutes}</option>", page)
    told = {"starts_at": "2031-05-06T14:30", "minutes": str(minutes), "place": "office",
            "support": "chair", "therapist": str(ours.people[Role.THERAPIST].id)}  # fmt: skip
    assert browser.post(f"/clients/{ours.client.id}/visits/", told).status_code == 302
    assert Visit.objects.filter(minutes=minutes, support="chair").count() == 1
