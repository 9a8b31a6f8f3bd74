"""The demo practice: built whole, every page of it opened."""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ischia.web import demo
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.queries import overlapping, snapshots
from ischia.web.queries.overlapping import Span
from ischia.web.records.models import Client, CourseEntry, NoteDraft, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import links
from ischia.web.urls import ROUTES
from tests.web.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):  # noqa: ARG001 -- the database stands
    """The demo, built once and taken away again."""
    from django.db import transaction  # noqa: PLC0415 -- one use

    with django_db_blocker.unblock():
        before = transaction.atomic()
        before.__enter__()
        assert demo.fill()
        assert not demo.fill()  # a filled demo stays as it is
        yield
        transaction.set_rollback(True)
        before.__exit__(None, None, None)


@pytest.fixture
def owner(filled):  # noqa: ARG001 -- the demo stands
    return signed_in(Person.objects.get(email="owner@demo.example"))


def test_forty_people_in_every_stage(filled):  # noqa: ARG001 -- the demo stands
    assert Client.objects.count() == 40
    states = set(Visit.objects.values_list("state", flat=True))
    assert states == {VisitState.BOOKED, VisitState.IN_SESSION, VisitState.DONE, VisitState.SIGNED}
    found = {
        snapshots.last(one, SnapshotKind.SCREENING).body["disposition"]
        for one in Visit.objects.all()
        if snapshots.last(one, SnapshotKind.SCREENING)
    }
    assert {"emergency_now", "same_day"} <= found
    assert found & {"proceed", "proceed_modified"}
    assert NoteDraft.objects.filter(visit__state=VisitState.DONE).exists()
    assert {person.role for person in Person.objects.all()} == set(Role)


def test_nobody_in_the_demo_is_booked_twice_at_once(filled):  # noqa: ARG001 -- the demo stands
    assert (
        overlapping.among(
            Span(one.id, one.therapist_id, one.starts_at, one.minutes)
            for one in Visit.objects.all()
        )
        == {}
    )


def test_one_check_in_came_in_by_link(filled):  # noqa: ARG001 -- the demo stands
    (entry,) = CourseEntry.objects.filter(link__isnull=False)
    assert entry.by is None
    assert entry.body["new_signs"] == "no"


def test_every_page_opens_for_every_visit_of_today(owner):
    opened = 0
    with timezone.override("Europe/London"):
        visits = list(Visit.objects.filter(starts_at__date=demo.today()))
    for visit in visits:
        held = snapshots.last(visit, SnapshotKind.SCREENING)
        values = {
            "visit_id": visit.id, "client_id": visit.client_id, "group": "body",
            "snapshot_id": held.id if held else uuid4(),
        }  # fmt: skip
        for route in ROUTES:
            wanted = re.findall(r"<\w+:(\w+)>", route.address)
            is_ours = "GET" in route.methods and not route.name.startswith(("form_", "check_page"))
            if not is_ours or not wanted or not set(wanted) <= set(values):
                continue
            where = reverse(route.name, kwargs={key: values[key] for key in wanted})
            status = owner.get(where).status_code
            accepted = {200, 302, 404} if "snapshot_id" in wanted else {200, 302}
            accepted |= {409} if route.name == "player_packet" else set()
            assert status in accepted, (route.name, visit.state, status)
            opened += status == 200
    assert opened > 60


def test_every_page_without_an_object_opens(owner, settings):
    settings.SECURITY_CONTACT = "mailto:faults@practice.example"  # without one there is no page
    for route in ROUTES:
        if "GET" in route.methods and "<" not in route.address:
            assert owner.get(f"/{route.address}").status_code in {200, 302, 410}, route.name


def test_the_past_is_run_to_its_notes(filled):  # noqa: ARG001 -- the demo stands
    past = Visit.objects.filter(starts_at__lt=demo.now() - demo.timedelta(days=2))
    first = past.order_by("starts_at").first()
    demo._whole_visit(first, 1, by=demo._actor(Person.objects.get(role=Role.OWNER)))  # noqa: SLF001 -- one of half a minute's worth
    first.refresh_from_db()
    assert first.state == VisitState.SIGNED
    assert isinstance(first.id, UUID)


def test_a_link_of_the_demo_opens_its_form(filled, client):  # noqa: ARG001 -- the demo stands
    visit = Visit.objects.filter(state=VisitState.BOOKED).first()
    by = demo._actor(Person.objects.get(role=Role.OWNER))  # noqa: SLF001 -- as the demo acts
    assert client.get(f"/c/{links.make(visit.id, by=by, at=demo.now())}/").status_code == 200
