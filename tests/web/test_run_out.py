"""After midnight pages say that the answers, or the screening, were of the day before (HZ02)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from ischia.care.intake import ordinary_answers
from ischia.knowledge import shipped
from ischia.web.people.roles import Role
from ischia.web.queries import day as days
from ischia.web.queries import run_out
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import VisitState
from ischia.web.services import answering, screening
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, answer, signed_in

ANSWERED = "Answered yesterday; ask again today."
SCREENED = "Screened yesterday; screen again today."
EVENING = AT - timedelta(days=1)


def answered_yesterday(house: House) -> None:
    said = ordinary_answers(shipped())
    said |= {"pain_map": [{"site": "lumbar", "side": "left", "intensity": 5}]}
    on = EVENING.date()
    sent = Sent(uuid4(), said)
    answering.by_person(house.visit.id, sent, observed=False, on=on, by=house.actor(), at=EVENING)
    answering.read_back(house.visit.id, by=house.actor(), at=EVENING)


def screened(house: House, on: date) -> Snapshot:
    at = AT if on == DAY else EVENING
    return screening.screen(house.visit.id, on=on, by=house.actor(), at=at)


def pages(house: House) -> dict[str, str]:
    browser = signed_in(house.people[Role.OWNER])
    of = {"visit_id": house.visit.id}
    where = {"today": reverse("today"), "visit": reverse("visit", kwargs=of)}
    where["result"] = reverse("result", kwargs=of)
    return {name: browser.get(one).content.decode() for name, one in where.items()}


def test_hz02_answers_of_yesterday_that_stop_today_say_so_on_every_page(ours: House):
    answered_yesterday(ours)
    found = screened(ours, DAY)
    assert found.body["disposition"] == "ask_first"
    assert found.body["answered_before"] == EVENING.date().isoformat()
    for name, text in pages(ours).items():
        assert text.count(ANSWERED) == 1, name
        assert SCREENED not in text, name


def test_hz02_a_screening_of_yesterday_asks_for_one_of_today(ours: House):
    answered_yesterday(ours)
    assert screened(ours, EVENING.date()).body["disposition"] != "ask_first"
    for name, text in pages(ours).items():
        assert text.count(SCREENED) == 1, name
    (row,) = days.rows(DAY, by=ours.actor())
    assert row.day_changed == SCREENED
    assert days.rows(DAY, by=ours.actor(Role.FRONT_DESK))[0].day_changed == ""


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.SIGNED])
def test_a_visit_that_took_place_is_asked_nothing_more(ours: House, state: VisitState):
    answered_yesterday(ours)
    screened(ours, EVENING.date())
    Visit.objects.filter(id=ours.visit.id).update(state=state)
    assert not any(SCREENED in text for text in pages(ours).values())


def test_answers_of_today_and_what_was_never_answered_say_nothing_of_yesterday(ours: House):
    screened(ours, DAY)
    assert not any("ask again today" in text for text in pages(ours).values())
    answer(ours)
    assert "answered_before" not in screened(ours, DAY).body
    assert not any("again today" in text for text in pages(ours).values())


@pytest.mark.parametrize(
    ("screened_on", "told_on", "words"),
    [
        ("2026-11-20", "", ""),
        ("2026-11-20", "2026-11-19", ANSWERED),
        ("2026-11-19", "2026-11-18", "Answered on 18 Nov; ask again today."),
        ("2026-11-19", "", SCREENED),
        ("2026-11-03", "", "Screened on 3 Nov; screen again today."),
    ],
)
def test_the_day_is_said_in_words(screened_on: str, told_on: str, words: str):
    assert run_out.words(screened_on, told_on, on=date(2026, 11, 20)) == words
