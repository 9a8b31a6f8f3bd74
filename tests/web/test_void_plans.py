"""A session that ran on a plan that was void by then is told, once, and loses nothing."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from attrs import evolve
from django.urls import reverse

from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import day, outdated
from ischia.web.records.models import SessionEvent, Snapshot
from ischia.web.records.states import SnapshotKind
from ischia.web.services import answering, hearing, notes, session, stricter
from ischia.web.services.answering import Sent
from ischia.web.services.hearing import CheckedIn
from ischia.web.services.session import Touch
from tests.web.conftest import AT, DAY, House, later, signed_in
from tests.web.test_the_visit import begun, fresh

TITLE = "This session ran on a plan that was void by then"


def ran(house: House, *minutes: int, at: datetime, kinds: tuple[str, ...] = ()) -> list[Touch]:
    """Sync touches of these minutes of the session at an instant; return them."""
    kinds = kinds or ("less",) * len(minutes)
    first = SessionEvent.objects.count()
    touches = [
        Touch(uuid4(), first + n, kind, minute * 60, later(minute), {"part": 1})
        for n, (minute, kind) in enumerate(zip(minutes, kinds, strict=True))
    ]
    session.receive(house.visit.id, touches, by=house.actor(), at=at)
    return touches


def answered(house: House, *, minute: int, **said: object) -> None:
    sent = Sent(uuid4(), said or {"fever_now": "yes"})
    answering.by_person(
        house.visit.id, sent, observed=False, on=DAY, by=house.actor(), at=later(minute)
    )


def kept(house: House) -> list[Snapshot]:
    return list(Snapshot.objects.filter(visit=house.visit, kind=SnapshotKind.OUTDATED))


def whys(house: House) -> set[str]:
    return {one["why"] for row in kept(house) for one in row.body["causes"]}


def test_hz26_a_session_that_ran_on_after_a_new_answer_is_flagged(ours: House):
    begun(ours)
    answered(ours, minute=5)
    ran(ours, 2, 20, at=later(90))
    assert whys(ours) == {"answers"}
    assert SessionEvent.objects.count() == 2
    brief = shipped().questions["fever_now"].brief
    assert outdated.of(fresh(ours)).whys == [f"An answer changed: {brief}."]


def test_hz26_it_is_flagged_once_however_often_the_session_is_synced(ours: House):
    begun(ours)
    answered(ours, minute=5)
    touches = ran(ours, 2, 20, at=later(90))
    for minute in (91, 92):
        session.receive(ours.visit.id, touches, by=ours.actor(), at=later(minute))
    ran(ours, 25, 30, at=later(93))
    assert len(kept(ours)) == 1
    assert TrailRow.objects.filter(action="session.outdated").count() == 1
    assert SessionEvent.objects.count() == 4


def test_hz26_the_tablet_is_told_with_each_receipt(ours: House):
    begun(ours)
    first = Touch(uuid4(), 0, "begin", 0, later(0), {})
    assert session.receive(ours.visit.id, [first], by=ours.actor(), at=later(1)).void == ()
    answered(ours, minute=0)
    where = reverse("player_events", kwargs={"visit_id": ours.visit.id})
    touch = {"id": str(uuid4()), "number": 1, "kind": "less", "elapsed_s": 600,
             "told_at": later(10).isoformat(), "body": {}}  # fmt: skip
    answer = signed_in(ours.people[Role.OWNER]).post(
        where, {"events": [touch]}, content_type="application/json"
    )
    told = answer.json()
    assert told["kept"] == [touch["id"]]
    assert told["void"] == [f"An answer changed: {shipped().questions['fever_now'].brief}."]


def test_hz26_a_further_cause_is_one_further_row(ours: House):
    begun(ours)
    answered(ours, minute=5)
    ran(ours, 20, at=later(21))
    answered(ours, minute=22, calf_signs="yes")
    ran(ours, 30, at=later(31))
    ran(ours, 31, at=later(32))
    rows = kept(ours)
    assert [len(one.body["causes"]) for one in rows] == [1, 1]
    both = [shipped().questions[one].brief for one in ("fever_now", "calf_signs")]
    assert outdated.of(fresh(ours)).whys == [f"An answer changed: {'; '.join(both)}."]


def test_hz26_what_came_after_the_session_flags_nothing(ours: House):
    begun(ours)
    answered(ours, minute=60)  # the tablet is still away: here the visit is open
    ran(ours, 2, 20, 40, at=later(120))
    assert kept(ours) == []


def test_hz26_a_slow_clock_of_the_tablet_hides_nothing(ours: House):
    begun(ours)
    answered(ours, minute=5)
    slow = Touch(uuid4(), 0, "less", 20 * 60, AT - timedelta(hours=9), {"part": 1})
    session.receive(ours.visit.id, [slow], by=ours.actor(), at=later(90))
    assert whys(ours) == {"answers"}


def test_hz26_a_clock_set_back_while_the_session_runs_hides_nothing(ours: House):
    begun(ours)
    answered(ours, minute=35)
    before = Touch(uuid4(), 0, "begin", 0, AT, {})
    # Loaded anew after the clock was set back: counted time goes on from the last touch.
    after = Touch(uuid4(), 1, "end", 60, AT - timedelta(hours=9), {})
    session.receive(ours.visit.id, [before, after], by=ours.actor(), at=later(90))
    assert whys(ours) == {"answers"}


def test_hz26_a_clock_set_back_by_less_than_the_last_touch_is_old_hides_nothing(ours: House):
    """Loaded anew, the page counts on from the last touch by the clock that was set back."""
    begun(ours)
    answered(ours, minute=65)
    before = Touch(uuid4(), 0, "begin", 0, AT, {})
    after = Touch(uuid4(), 1, "end", 10 * 60, later(10), {})
    slow = timedelta(minutes=60)
    session.receive(ours.visit.id, [before, after], slow_by=slow, by=ours.actor(), at=later(90))
    assert whys(ours) == {"answers"}


@pytest.mark.parametrize(
    "clock", ["2026-11-20T09:00:00Z", "9 o'clock", "2026-11-20T09:00", 9, None]
)
def test_hz26_a_tablet_may_tell_any_clock_or_none(ours: House, clock: object):
    begun(ours)
    where = reverse("player_events", kwargs={"visit_id": ours.visit.id})
    touch = {"id": str(uuid4()), "number": 0, "kind": "begin", "elapsed_s": 0,
             "told_at": AT.isoformat(), "body": {}}  # fmt: skip
    sent = {"events": [touch], "clock": clock}
    answer = signed_in(ours.people[Role.OWNER]).post(where, sent, content_type="application/json")
    assert answer.json()["kept"] == [touch["id"]]


def test_hz26_a_tablet_that_slept_is_no_clock_that_was_moved(ours: House):
    begun(ours)
    answered(ours, minute=60)
    told = [
        Touch(uuid4(), 0, "begin", 0, AT, {}),
        Touch(uuid4(), 1, "pause", 10 * 60, later(40), {"reason": "away"}),
        Touch(uuid4(), 2, "stop", 41 * 60, later(41), {}),
    ]
    session.receive(ours.visit.id, told, by=ours.actor(), at=later(90))
    assert kept(ours) == []


def test_hz26_the_same_answer_again_makes_no_plan_void(ours: House):
    begun(ours)
    answered(ours, minute=5, fever_now=False)
    ran(ours, 20, at=later(30))
    assert kept(ours) == []


def test_hz26_a_session_on_a_plan_that_stands_is_not_flagged(ours: House):
    begun(ours)
    ran(ours, 0, 20, 60, at=later(61), kinds=("begin", "part_done", "end"))
    assert kept(ours) == []
    assert TITLE not in page(ours, "visit")


def test_hz26_a_danger_that_was_put_back_before_the_tablet_came_back_is_flagged(ours: House):
    begun(ours)
    answered(ours, minute=5)
    answered(ours, minute=50, fever_now=False)
    ran(ours, 2, 20, at=later(90))
    assert whys(ours) == {"answers"}


def test_hz26_a_slip_put_right_before_the_session_flags_nothing(ours: House):
    answered(ours, minute=-3)
    begun(ours)
    ran(ours, 2, 20, at=later(90))
    assert kept(ours) == []


def test_hz26_holding_back_again_after_the_session_hides_nothing(ours: House):
    begun(ours)
    for minute in (5, 60):
        stricter.be_stricter(
            ours.visit.id, Disposition.NOT_TODAY, reason="looks pale", by=ours.actor(),
            at=later(minute),
        )  # fmt: skip
    ran(ours, 20, at=later(90))
    assert whys(ours) == {"held_back"}


def test_hz26_holding_back_and_taking_it_back_is_a_cause(ours: House):
    begun(ours)
    said = {"by": ours.actor(), "reason": "looks pale"}
    stricter.be_stricter(ours.visit.id, Disposition.NOT_TODAY, at=later(5), **said)
    stricter.take_back(ours.visit.id, at=later(50), **said)
    ran(ours, 20, at=later(90))
    assert whys(ours) == {"held_back"}


def test_hz26_renewed_knowledge_is_a_cause(ours: House, monkeypatch: pytest.MonkeyPatch):
    begun(ours)
    newer = evolve(shipped(), version="f" * 16)
    for module in ("queries.outdated", "queries.basis", "services.outdating"):
        monkeypatch.setattr(f"ischia.web.{module}.shipped", lambda: newer)
    ran(ours, 20, at=later(30))
    ran(ours, 25, at=later(30))
    assert whys(ours) == {"knowledge"}
    assert [one.knowledge_version for one in kept(ours)] == ["f" * 16]


def test_hz26_a_visit_held_back_meanwhile_is_a_cause(ours: House):
    begun(ours)
    stricter.be_stricter(
        ours.visit.id, Disposition.NOT_TODAY, reason="daughter called", by=ours.actor(),
        at=later(5),
    )  # fmt: skip
    ran(ours, 20, at=later(30))
    assert whys(ours) == {"held_back"}


@pytest.mark.parametrize(("new_signs", "why"), [("yes", "signs"), ("no", "told")])
def test_hz26_a_check_in_that_came_meanwhile_is_a_cause(ours: House, new_signs: str, why: str):
    begun(ours)
    told = CheckedIn(DAY, None, {}, new_signs=new_signs)
    hearing.check_in(ours.client.id, told, event=uuid4(), on=DAY, by=ours.actor(), at=later(5))
    ran(ours, 20, at=later(30))
    assert whys(ours) == {why}


def page(house: House, name: str, role: Role = Role.OWNER) -> str:
    where = reverse(name, kwargs={"visit_id": house.visit.id})
    return signed_in(house.people[role]).get(where).content.decode()


def today(house: House, role: Role) -> str:
    return signed_in(house.people[role]).get(reverse("today")).content.decode()


def test_hz26_it_stands_on_visit_note_and_today_and_in_the_signed_note(ours: House):
    begun(ours)
    answered(ours, minute=5)
    ran(ours, 20, at=later(30))
    assert TITLE in page(ours, "visit")
    assert "Stop now." in page(ours, "visit")
    words = "The session ran on a plan that was void by then"
    assert [one.words for one in day.on_void_plans(by=ours.actor())] == [
        words
    ]  # while it still runs
    assert words in today(ours, Role.OWNER)
    assert words not in today(ours, Role.FRONT_DESK)
    ran(ours, 40, at=later(41), kinds=("end",))
    assert TITLE in page(ours, "note")
    assert "Stop now." not in page(ours, "visit")
    draft = notes.begin(ours.visit.id, by=ours.actor(), at=later(50))
    assert f"{words}. An answer changed: " in draft.body["text"]["assessment"]
    notes.sign(ours.visit.id, version=draft.version, by=ours.actor(), at=later(51))
    assert TITLE in page(ours, "note")
    assert words not in today(ours, Role.OWNER)  # dealt with: it stands signed


def test_hz26_the_row_tells_what_held_and_which_plan_ran(ours: House):
    begun(ours)
    plan = Snapshot.objects.get(visit=ours.visit, kind=SnapshotKind.PLAN)
    answered(ours, minute=5)
    ran(ours, 20, at=later(30))
    [row] = kept(ours)
    assert UUID(row.body["plan"]) == plan.id
    assert row.inputs["answers"]["fever_now"]["answer"] == "yes" != plan.inputs["answers"][
        "fever_now"]["answer"]  # fmt: skip
    assert row.answers_digest != plan.answers_digest
