"""After a restore nothing goes on by what was decided before it, and Today says so."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from ischia.errors import InputError
from ischia.web import backups
from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.people.models import OpenSession
from ischia.web.queries import consent, own, snapshots
from ischia.web.records.models import ClientLink, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import answering, gates, planning
from ischia.web.services.restoring import after_restore
from ischia.web.serving._start import finish_restore
from tests.web.conftest import DAY, House, made_ready, signed_in


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def seen(house: House) -> Visit:
    return own.visit(house.visit.id, by=house.actor())


def today(house: House, role: str = "owner") -> str:
    return signed_in(house.people[role]).get("/").content.decode()


def test_hz58_a_plan_made_before_a_restore_starts_no_session_until_all_is_done_again(ours: House):
    made_ready(ours)
    by, visit = ours.actor(), seen(ours)
    assert gates.obstacles(visit, on=DAY) == []
    old = snapshots.last(visit, SnapshotKind.PLAN)
    after_restore(made_at=now() - timedelta(days=2), at=now())
    visit = seen(ours)
    assert len(gates.obstacles(visit, on=DAY)) == 4  # screen, plan, read back, consent
    with pytest.raises(InputError):
        planning.adopt(visit.id, on=DAY, by=by, at=now())
    plan = planning.plan(visit.id, on=DAY, by=by, at=now())
    assert plan != old
    assert snapshots.is_current(plan, seen(ours))
    assert not snapshots.is_current(old, seen(ours))
    assert consent.missing(seen(ours), plan)
    answering.read_back(visit.id, by=by, at=now())
    assert len(gates.obstacles(seen(ours), on=DAY)) == 1  # consent alone is left


def test_hz58_the_visit_says_why_its_screening_is_void(ours: House):
    made_ready(ours)
    after_restore(made_at=now() - timedelta(days=2), at=now())
    browser = signed_in(ours.people["owner"])
    for where in ("", "result/"):
        text = browser.get(f"/visits/{ours.visit.id}/{where}").content.decode()
        assert "A backup was brought back since." in text
        assert "An answer changed since." not in text


def test_hz58_today_shows_no_result_from_before_the_restore(ours: House):
    made_ready(ours)
    assert "d-proceed" in today(ours)
    after_restore(made_at=now() - timedelta(days=2), at=now())
    assert "d-proceed" not in today(ours)
    planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=now())
    assert "d-proceed" in today(ours)


def test_hz58_a_session_that_ran_is_stopped_and_every_way_in_ends(ours: House):
    made_ready(ours)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=now())
    browser = signed_in(ours.people["owner"])
    browser.post(reverse("visit_link", kwargs={"visit_id": ours.visit.id}))
    assert browser.get("/").status_code == 200
    after_restore(made_at=None, at=now())
    after_restore(made_at=None, at=now())  # killed and begun again
    assert seen(ours).state == VisitState.STOPPED
    assert not ClientLink.objects.filter(ended_at=None).exists()
    assert not OpenSession.objects.exists()
    assert browser.get("/").status_code == 302
    assert TrailRow.objects.filter(action="practice.restored").exists()


def test_hz58_the_start_after_a_restore_does_it_once_and_today_shows_the_gap(
    ours: House, folder: Path
):
    backups.tell_restore(folder, made_at="2026-11-18T08:00:00+00:00")
    finish_restore(folder)
    assert backups.restored(folder) == {}
    finish_restore(folder)
    assert TrailRow.objects.filter(action="practice.restored").count() == 1
    assert "A backup was brought back" in today(ours)
    assert "18 Nov" in today(ours)
    assert "A backup was brought back" in today(ours, "therapist")
    assert "A backup was brought back" not in today(ours, "front_desk")


@pytest.mark.parametrize(
    ("told", "word", "is_red"),
    [
        ({"verified_at": 0}, "of the last 24 hours", False),
        ({"verified_at": 3}, "backup is 3 days old", False),
        ({"verified_at": 7}, "backup is 7 days old", False),
        ({"verified_at": 8}, "backup is 8 days old", True),
        ({}, "There is no backup, and the practice is 9 days old", True),
    ],
)
def test_hz57_today_tells_the_owner_the_age_of_the_last_verified_backup(
    told: dict[str, int], word: str, is_red: bool, ours: House, folder: Path
):
    ours.practice.created_at = now() - timedelta(days=9)
    ours.practice.save()
    days = {key: (now() - timedelta(days=n)).isoformat() for key, n in told.items()}
    (folder / "backups.json").write_text(json.dumps(days))
    page = today(ours)
    assert word in page
    assert ("ischia backup FILE" in page) is is_red
    assert ("never rehearsed" in page) is (bool(told) and not is_red)
    assert "backup" not in today(ours, "therapist")


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"verified_at": "yesterday"}'])
def test_hz57_a_note_of_backups_that_cannot_be_read_counts_as_none(
    text: str, ours: House, folder: Path
):
    ours.practice.created_at = now() - timedelta(days=30)
    ours.practice.save()
    (folder / "backups.json").write_text(text)
    assert "There is no backup" in today(ours)
