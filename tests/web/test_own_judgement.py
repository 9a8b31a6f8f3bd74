"""The therapist's own finding before the pattern, and a word stricter than the screening."""

import re

import pytest
from django.urls import reverse

from ischia.errors import InputError
from ischia.quantities import Disposition
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import client, day, visit_page
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services import answering, finding, letters, planning, screening, stricter
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
