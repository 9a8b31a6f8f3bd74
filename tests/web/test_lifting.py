"""Lifting a limit on the screening page: written, confirmed, kept, and fallen with an answer."""

from uuid import uuid4

import pytest

from ischia.care.screening import Lift
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import drafting, snapshots, visit_page
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services import answering, consenting, lifting, planning, screening
from ischia.web.services.answering import Sent
from ischia.web.services.lifting import Asked
from tests.web.conftest import AT, DAY, House, answer, looked, made_ready, signed_in

WHY = "asked again, moves freely and wants the full hour"


def flare() -> dict[str, object]:
    """Answers that cap today's minutes: a fresh, strong pain."""
    entry = shipped().precautions["acute_flare"]
    fires = next(one for one in entry.vignettes if one.case.value == "fires")
    return dict(fires.answers)


def fresh(house: House) -> Visit:
    return Visit.objects.select_related("client", "practice").get(id=house.visit.id)


def screened(house: House) -> str:
    """Return the id of the cap on minutes."""
    answer(house, **flare())
    found = screening.screen(house.visit.id, on=DAY, by=house.actor(), at=AT)
    return next(one["id"] for one in found.body["restrictions"] if one["minutes"] == 45)


def asked(name: str, *, confirmed: bool = True, **more: str) -> Asked:
    return Asked(Lift(name, **{"reason": WHY, **more}), confirmed=confirmed)


def test_a_lifted_limit_is_screened_again_kept_and_planned_with(ours: House):
    name = screened(ours)
    looked(ours)
    by = ours.actor()
    bound = planning.plan(ours.visit.id, on=DAY, by=by, at=AT)
    lifting.lift(ours.visit.id, asked(name), on=DAY, by=by, at=AT)
    assert not snapshots.is_current(bound, fresh(ours))
    freed = planning.plan(ours.visit.id, on=DAY, by=by, at=AT)
    assert bound.body["session"]["minutes"] <= 45 < freed.body["session"]["minutes"]
    result = visit_page.result(fresh(ours))
    assert result.disposition == "proceed_modified"
    assert [one["reason"] for one in result.lifted] == [WHY]
    assert name not in {one["id"] for one in result.snapshot.body["restrictions"]}


def test_hz13_a_lift_has_reason_person_time_and_stands_in_the_note(ours: House):
    name = screened(ours)
    lifting.lift(ours.visit.id, asked(name), on=DAY, by=ours.actor(), at=AT)
    row = Snapshot.objects.get(kind=SnapshotKind.LIFT)
    assert (row.body["reason"], row.by_id, row.at) == (WHY, ours.actor().person_id, AT)
    draft = drafting.draft(fresh(ours))
    assert any(WHY in one.text for one in draft["assessment"])
    assert TrailRow.objects.filter(action="limit.lifted", object_id=row.id).count() == 1


def test_a_lift_falls_when_an_answer_changes(ours: House):
    name = screened(ours)
    by = ours.actor()
    lifting.lift(ours.visit.id, asked(name), on=DAY, by=by, at=AT)
    answering.by_person(
        ours.visit.id, Sent(uuid4(), {"age": 71}), observed=False, on=DAY, by=by, at=AT
    )
    found = screening.screen(ours.visit.id, on=DAY, by=by, at=AT)
    assert found.body["lifted"] == []
    assert any(one["minutes"] == 45 for one in found.body["restrictions"])


def test_a_limit_can_be_put_back_without_a_reason(ours: House):
    name = screened(ours)
    by = ours.actor()
    lifting.lift(ours.visit.id, asked(name), on=DAY, by=by, at=AT)
    lifting.put_back(ours.visit.id, name, on=DAY, by=by, at=AT)
    assert visit_page.result(fresh(ours)).lifted == []
    with pytest.raises(InputError, match="not lifted"):
        lifting.put_back(ours.visit.id, name, on=DAY, by=by, at=AT)


@pytest.mark.parametrize(
    "special",
    [
        {"saddle_numb": {"answer": "yes", "since": 1, "course": "new"}},
        {"fever_now": "yes"},
        {"weight_loss": "yes", "age": 68},
    ],
)
def test_hz13_nothing_is_lifted_from_a_stop_by_form_or_service(special: dict, ours: House):
    name = screened(ours)
    answer(ours, **flare(), **special)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert lifting.offered(fresh(ours), on=DAY) == []
    with pytest.raises(InputError, match="may not be lifted"):
        lifting.lift(ours.visit.id, asked(name), on=DAY, by=ours.actor(), at=AT)
    sent = {"restriction": name, "reason": WHY, "confirmed": "yes", "doctor": "Dr Lund",
            "doctor_on": DAY.isoformat()}  # fmt: skip
    browser = signed_in(ours.people[Role.OWNER])
    assert browser.post(f"/visits/{ours.visit.id}/lift/", sent).status_code == 422
    assert not Snapshot.objects.filter(kind=SnapshotKind.LIFT).exists()


def test_s08_a_lift_needs_a_second_confirmation_and_a_reason(ours: House):
    name = screened(ours)
    with pytest.raises(InputError, match="not confirmed"):
        lifting.lift(ours.visit.id, asked(name, confirmed=False), on=DAY, by=ours.actor(), at=AT)
    with pytest.raises(InputError, match="says too little"):
        lifting.lift(ours.visit.id, asked(name, reason="ok"), on=DAY, by=ours.actor(), at=AT)
    assert not Snapshot.objects.filter(kind=SnapshotKind.LIFT).exists()


def test_no_limit_is_lifted_once_the_session_has_begun(ours: House):
    name = screened(ours)
    made_ready(ours)
    answer(ours, **flare())
    planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    consenting.by_person(ours.visit.id, "massage", given=True, by=ours.actor(), at=AT)
    answering.read_back(ours.visit.id, by=ours.actor(), at=AT)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    with pytest.raises(InputError, match="has begun"):
        lifting.lift(ours.visit.id, asked(name), on=DAY, by=ours.actor(), at=AT)


def test_the_page_offers_what_may_be_lifted_and_shows_who_lifted_it(ours: House):
    name = screened(ours)
    browser = signed_in(ours.people[Role.OWNER])
    where = f"/visits/{ours.visit.id}/"
    assert f'value="{name}"' in browser.get(f"{where}result/").content.decode()
    sent = {"restriction": name, "reason": WHY, "confirmed": "yes"}
    text = browser.post(f"{where}lift/", sent, follow=True).content.decode()
    assert WHY in text
    assert "Put it back" in text
    text = browser.post(f"{where}put-back/", {"restriction": name}, follow=True).content.decode()
    assert WHY not in text


def test_a_stop_says_nothing_of_what_may_be_done_meanwhile(ours: House):
    numb = {"answer": "yes", "since": 1, "course": "new"}
    answer(ours, saddle_numb=numb)
    found = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert any(one["meanwhile"] for one in found.body["findings"])
    browser = signed_in(ours.people[Role.OWNER])
    text = browser.get(f"/visits/{ours.visit.id}/result/").content.decode()
    assert "Meanwhile" not in text
    assert "Ask before anything else" not in text


def test_hz14_every_result_says_what_was_not_asked_and_when_to_seek_help(ours: House):
    answer(ours, fever_now="yes", saddle_numb=None)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    text = browser.get(f"/visits/{ours.visit.id}/result/").content.decode()
    assert "Not asked, or not answered" in text
    assert "around the back passage" in text
    assert "When to seek help at once" in text
    for word in ("all-clear", "healthy", "you are safe"):
        assert word not in text.lower()
