"""The therapist's own finding before the pattern, and a word stricter than the screening."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from ischia.care.intake import ordinary_answers
from ischia.care.planning import Change
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import CLINICAL, Role
from ischia.web.queries import client, day, visit_page
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services import answering, finding, gates, letters, planning, screening, stricter
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, answer, made_ready, signed_in

STRAIN = "A back strained not long ago"


def screened(house: House, **special: object) -> Snapshot:
    answer(house, **{"pain_map": [
        {"site": "lumbar", "side": "left", "intensity": 6},
        {"site": "deep_buttock", "side": "left", "intensity": 4},
    ]} | special)  # fmt: skip
    return screening.screen(house.visit.id, on=DAY, by=house.actor(), at=AT)


def page(house: House) -> str:
    where = reverse("result", kwargs={"visit_id": house.visit.id})
    return signed_in(house.people[Role.OWNER]).get(where).content.decode()


def find(house: House, text: str = "", *, is_none: bool = False) -> Snapshot:
    return finding.find(house.visit.id, text=text, is_none=is_none, by=house.actor(), at=AT)


def patterns(house: House) -> list[str]:
    """Return the labels of the patterns on record for this visit."""
    held = Snapshot.objects.get(visit=house.visit, kind=SnapshotKind.ASSESSMENT)
    return [one["label"] for one in held.body["patterns"]]


def fresh(house: House) -> Visit:
    return Visit.objects.select_related("client").get(id=house.visit.id)


def test_hz63_the_pattern_is_hidden_until_the_therapists_own_finding_is_saved(ours: House):
    screened(ours)
    labels = patterns(ours)
    assert labels
    before = page(ours)
    assert not [one for one in labels if one in before]
    assert "Your own finding" in before
    find(ours, "left low back guarded, lift three days ago")
    after = page(ours)
    assert [one for one in labels if one in after] == labels
    assert "left low back guarded" in after
    assert "Against" in after


def test_hz63_no_finding_of_ones_own_is_chosen_never_assumed(ours: House):
    screened(ours)
    with pytest.raises(InputError, match="it is empty"):
        find(ours, "  ")
    assert patterns(ours)[0] not in page(ours)
    find(ours, is_none=True)
    text = page(ours)
    assert "No finding of my own." in text
    assert patterns(ours)[0] in text


def test_hz63_dangers_and_limits_are_never_hidden(ours: House):
    found = screened(ours, saddle_numb={"answer": "yes", "since": 1, "course": "new"})
    text = page(ours)
    assert found.body["disposition"] == "emergency_now"
    assert 'class="verdict d-emergency_now"' in text
    shown = [one["label"] for one in found.body["findings"] if one["tier"] != "proceed"]
    assert shown
    for label in shown:
        assert label in text
    assert patterns(ours)[0] not in text


def test_hz63_a_finding_of_another_day_opens_nothing(ours: House):
    finding.find(
        ours.visit.id, text="before", is_none=False, by=ours.actor(), at=AT.replace(year=2001)
    )
    screened(ours)
    assert patterns(ours)[0] not in page(ours)


def ready_but_unlooked(house: House) -> Snapshot:
    found = screened(house)
    answering.read_back(house.visit.id, by=house.actor(), at=AT)
    return found


PLANS = {"plan_make": {}, "plan_minutes": {"minutes": "75"}}


@pytest.mark.parametrize("role", sorted(CLINICAL))
@pytest.mark.parametrize("name", PLANS)
def test_hz63_nobody_plans_by_a_direct_request_before_their_own_finding(
    ours: House, name: str, role: Role
):
    Visit.objects.update(therapist=ours.people[role])
    ready_but_unlooked(ours)
    browser = signed_in(ours.people[role])
    where = reverse(name, kwargs={"visit_id": ours.visit.id})
    refused = browser.post(where, PLANS[name])
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "your own finding of today: it is not written down" in text  # what and where
    assert "a few words, or no finding of your own; then plan" in text  # what next
    assert not Snapshot.objects.filter(kind=SnapshotKind.PLAN).exists()
    assert fresh(ours).minutes == 60
    find(ours, is_none=True)
    assert browser.post(where, PLANS[name]).status_code == 302
    assert Snapshot.objects.filter(kind=SnapshotKind.PLAN).count() == 1


def test_hz63_the_refusal_leads_to_where_the_finding_is_written_down(ours: House):
    ready_but_unlooked(ours)
    where = {"visit_id": ours.visit.id}
    told = signed_in(ours.people[Role.OWNER]).post(reverse("plan_make", kwargs=where))
    assert f'href="{reverse("result", kwargs=where)}#pattern"' in told.content.decode()


def test_hz63_the_lengths_show_no_plan_before_the_own_finding(ours: House):
    ready_but_unlooked(ours)
    where = reverse("plan_lengths", kwargs={"visit_id": ours.visit.id})
    browser = signed_in(ours.people[Role.OWNER])
    instead = browser.get(where)
    assert instead.status_code == 302
    assert instead.url.endswith("/result/#pattern")
    find(ours, "stiff")
    assert browser.get(where).status_code == 200


def test_hz63_a_danger_is_told_before_a_missing_finding(ours: House):
    answer(ours, saddle_numb={"answer": "yes", "since": 1, "course": "new"})
    with pytest.raises(InputError, match="permits no session") as refused:
        planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert refused.value.source != gates.FINDING
    [kept] = Snapshot.objects.filter(visit=ours.visit, kind=SnapshotKind.SCREENING)
    assert kept.body["disposition"] == "emergency_now"  # screened and kept though refused


def test_hz63_a_plan_of_another_day_is_neither_changed_nor_begun_unlooked(ours: House):
    made_ready(ours)
    day, at = DAY + timedelta(days=1), AT + timedelta(days=1)
    by = ours.actor()
    pain = {"pain_map": [{"site": "lumbar", "side": "left", "intensity": 5}]}
    again = Sent(uuid4(), ordinary_answers(shipped()) | pain)
    answering.by_person(ours.visit.id, again, observed=False, on=day, by=by, at=at)
    answering.read_back(ours.visit.id, by=by, at=at)
    screening.screen(ours.visit.id, on=day, by=by, at=at)
    for act in (
        lambda: planning.adopt(ours.visit.id, on=day, by=by, at=at),
        lambda: planning.change(
            ours.visit.id, Change("reorder", site="lumbar"), on=day, by=by, at=at
        ),
        lambda: planning.lengthen(ours.visit.id, 75, on=day, by=by, at=at),
        lambda: planning.plan(ours.visit.id, on=day, by=by, at=at),
    ):
        with pytest.raises(InputError, match="own finding of today"):
            act()
    assert fresh(ours).state == "booked"
    assert Snapshot.objects.filter(kind=SnapshotKind.PLAN).count() == 1


@pytest.mark.parametrize("name", ["visit", "result"])
def test_the_plan_opens_with_the_own_finding_and_says_so_before(ours: House, name: str):
    screened(ours)
    answering.read_back(ours.visit.id, by=ours.actor(), at=AT)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    where = reverse(name, kwargs={"visit_id": ours.visit.id})
    browser = signed_in(ours.people[Role.OWNER])

    def shown() -> str:
        return browser.get(where).content.decode()

    before = shown()
    [waits] = re.findall(r"<button[^>]*>Plan the session</button>", before)
    assert 'type="button"' in waits  # sends nothing, yet stands in the order of the keyboard
    assert 'aria-disabled="true"' in waits
    assert 'aria-describedby="plan-waits"' in waits
    [reason] = re.findall(r'<p id="plan-waits".*?</p>', before)
    assert "your own finding of today is not written down" in reason
    result = reverse("result", kwargs={"visit_id": ours.visit.id})
    assert f'href="{result}#pattern"' in reason
    assert 'id="pattern"' in browser.get(result).content.decode()
    finding.find(
        ours.visit.id, text="before", is_none=False, by=ours.actor(), at=AT.replace(year=2001)
    )
    assert "plan-waits" in shown()
    find(ours, is_none=True)
    [opens] = re.findall(r"<button[^>]*>Plan the session</button>", shown())
    assert "aria-disabled" not in opens
    assert 'type="button"' not in opens
    assert "plan-waits" not in shown()


def test_a_pattern_of_answers_that_changed_since_is_not_shown(ours: House):
    screened(ours)
    find(ours, "stiff")
    sent = Sent(ours.visit.id, {"pain_map": [{"site": "groin", "side": "left", "intensity": 3}]})
    answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    held = Snapshot.objects.filter(visit=ours.visit, kind=SnapshotKind.ASSESSMENT)
    assert held.count() == 2
    newest = held.order_by("-number").first()
    assert newest.body["patterns"][0]["label"] in page(ours)


def decide(house: House, disposition: Disposition, reason: str = "looks grey") -> Snapshot:
    return stricter.be_stricter(house.visit.id, disposition, reason=reason, by=house.actor(), at=AT)


@pytest.mark.parametrize(
    "disposition",
    [Disposition.ASK_FIRST, Disposition.NOT_TODAY, Disposition.SAME_DAY, Disposition.EMERGENCY_NOW],
)
def test_any_stricter_word_holds_everywhere(ours: House, disposition: Disposition):
    made_ready(ours)
    decide(ours, disposition)
    assert not screening.permits(fresh(ours), on=DAY)
    with pytest.raises(InputError):
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert visit_page.result(fresh(ours)).disposition == disposition.slug
    assert day.rows(DAY, by=ours.actor())[0].disposition == disposition.slug
    assert f'class="verdict d-{disposition.slug}"' in page(ours)
    assert client.chart(fresh(ours).client).holds == disposition.slug


def test_a_stricter_word_that_still_permits_a_session_permits_it(ours: House):
    made_ready(ours)
    decide(ours, Disposition.ROUTINE_GP, "tell her doctor of the tiredness")
    assert screening.permits(fresh(ours), on=DAY)
    letter = letters.write(ours.visit.id, by=ours.actor(), at=AT).body["letter"]
    assert letter["own_reason"] == "tell her doctor of the tiredness"
    assert letter["done"] != "No massage was given."


def test_a_letter_is_as_urgent_as_the_stricter_word(ours: House):
    made_ready(ours)
    decide(ours, Disposition.SAME_DAY)
    assert letters.write(ours.visit.id, by=ours.actor(), at=AT).body["letter"]["urgency"] == (
        "Please see today"
    )


def test_nothing_milder_than_the_screening_can_be_decided(ours: House):
    screened(ours, fever_now="yes")
    engine = visit_page.result(fresh(ours)).engine
    assert engine not in {slug for slug, _ in visit_page.result(fresh(ours)).may_decide}
    for milder in (Disposition.PROCEED, Disposition.from_slug(engine)):
        with pytest.raises(InputError, match="as strict already"):
            decide(ours, milder)
    assert not Snapshot.objects.filter(kind=SnapshotKind.DECISION).exists()


def test_taking_it_back_is_a_further_record_down_to_the_screening_and_no_further(ours: House):
    made_ready(ours)
    by = ours.actor()
    said = visit_page.result(fresh(ours)).engine
    decide(ours, Disposition.NOT_TODAY)
    with pytest.raises(InputError, match="it is empty"):
        stricter.take_back(ours.visit.id, reason=" ", by=by, at=AT)
    stricter.take_back(ours.visit.id, reason="colour is back after tea", by=by, at=AT)
    found = visit_page.result(fresh(ours))
    assert (found.disposition, found.held_back) == (said, None)
    assert screening.permits(fresh(ours), on=DAY)
    assert [one.body["reason"] for one in found.decided] == [
        "colour is back after tea", "looks grey",
    ]  # fmt: skip
    with pytest.raises(InputError, match="none stands"):
        stricter.take_back(ours.visit.id, reason="again", by=by, at=AT)


def test_a_stricter_word_falls_below_no_later_screening(ours: House):
    made_ready(ours)
    decide(ours, Disposition.NOT_TODAY)
    answer(ours, saddle_numb={"answer": "yes", "since": 1, "course": "new"})
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert visit_page.result(fresh(ours)).disposition == "emergency_now"


def test_finding_decision_and_its_end_stand_in_the_trail(ours: House):
    made_ready(ours)
    find(ours, "stiff")
    decide(ours, Disposition.NOT_TODAY)
    stricter.take_back(ours.visit.id, reason="better", by=ours.actor(), at=AT)
    told = TrailRow.objects.filter(client_id=ours.client.id).values_list("action", flat=True)
    assert {"finding.kept", "visit.held_back", "visit.held_back.undone"} <= set(told)


def test_a_step_that_the_screening_takes_is_as_urgent_as_the_screening(ours: House):
    screened(ours, saddle_numb={"answer": "yes", "since": 1, "course": "new"})
    browser = signed_in(ours.people[Role.OWNER])
    for page in ("", "course/"):
        text = browser.get(f"/clients/{ours.client.id}/{page}").content.decode()
        step = text.split('<p class="step">')[1].split("</p>")[0]
        assert "d-emergency_now" in step
        assert "Send to a doctor" not in step
