"""The form in few words: short rows, the whole question one touch away, the rest later."""

import re
from datetime import timedelta
from importlib.resources import files

from django.template.loader import render_to_string
from django.test import Client as Browser
from django.urls import reverse

from ischia.knowledge import shipped
from ischia.reading import parse_yaml
from ischia.web.people.roles import Role
from ischia.web.queries import answers, form
from ischia.web.records.models import Visit
from ischia.web.services import consenting
from tests.web.conftest import AT, DAY, House, signed_in

QUESTIONS = shipped().questions


def test_a_page_shows_the_short_text_and_holds_the_whole_one(ours: House):
    consenting.by_person(ours.visit.id, "answers", given=True, by=ours.actor(), at=AT)
    address = reverse("tablet_page", args=[ours.visit.id, "danger_circulation"])
    page = signed_in(ours.people[Role.OWNER]).get(address).content.decode()
    calf = QUESTIONS["calf_signs"]
    assert f"<span>{calf.short}</span>" in page
    assert f'<legend class="spoken">{calf.text}</legend>' in page
    assert page.count(calf.help) == 1


def test_the_clients_first_form_leaves_out_what_can_wait_and_the_next_asks_it(ours: House):
    def asked(*, by_client: bool) -> set[str]:
        pages = form.pages(ours.visit, by_client=by_client, on=DAY)
        return {one.question.id for page in pages for one in page.questions}

    waits = {one.id for one in QUESTIONS.values() if not one.first}
    assert not asked(by_client=True) & waits
    assert waits <= asked(by_client=False)
    ours.visit.is_first = False
    assert waits <= asked(by_client=True)


GROUP = "conditions"


def at_the_tablet(house: House) -> tuple[Browser, str]:
    consenting.by_person(house.visit.id, "answers", given=True, by=house.actor(), at=AT)
    address = reverse("tablet_page", args=[house.visit.id, GROUP])
    return signed_in(house.people[Role.OWNER]), address


def shown(house: House) -> list[str]:
    page = next(one for one in form.pages(house.visit, by_client=False, on=DAY) if one.id == GROUP)
    return [one.question.id for one in page.open_questions]


def said(house: House) -> dict[str, object]:
    return {key: one.value for key, one in answers.standing(house.visit).items()}


def test_one_tap_says_no_to_each_row_on_the_screen_and_goes_on(ours: House):
    browser, address = at_the_tablet(ours)
    answer = browser.post(address, {"none_of": GROUP, "seen": shown(ours)})
    assert answer.status_code == 302
    assert answer["Location"] != address
    held = said(ours)
    assert held["diabetes"] == "no"
    assert held["heart_circulation"] == []
    assert held["advised_against"] == "no_one"
    assert not {"pressure_180", "heart_settled", "cancer_now"} & held.keys()


def test_no_row_is_answered_that_was_not_on_the_screen(ours: House):
    browser, address = at_the_tablet(ours)
    seen = [one for one in shown(ours) if one != "epilepsy"]
    answer = browser.post(address, {"none_of": GROUP, "seen": seen})
    assert "epilepsy" not in said(ours)
    assert answer["Location"] == address


def test_a_tick_that_opens_a_row_brings_the_page_back_before_it_is_answered(ours: House):
    browser, address = at_the_tablet(ours)
    told = {"none_of": GROUP, "seen": shown(ours), "q.high_blood_pressure": "yes"}
    answer = browser.post(address, told)
    assert answer["Location"] == address
    assert "pressure_180" not in said(ours)
    assert said(ours)["high_blood_pressure"] == "yes"
    browser.post(address, {"none_of": GROUP, "seen": shown(ours)})
    assert said(ours)["pressure_180"] == "no"


def test_what_reassures_is_never_answered_by_that_tap(ours: House):
    browser, address = at_the_tablet(ours)
    browser.post(address, {"seen": shown(ours), "q.heart_circulation": "stroke"})
    assert "heart_settled" in shown(ours)
    browser.post(address, {"none_of": GROUP, "seen": shown(ours)})
    assert "heart_settled" not in said(ours)


def test_not_sure_and_going_on_without_that_tap_stay_unanswered(ours: House):
    browser, address = at_the_tablet(ours)
    told = {"seen": shown(ours), "go": "on", "q.diabetes.unsure": "yes"}
    assert browser.post(address, told)["Location"] != address
    assert said(ours) == {"diabetes": "unknown"}
    browser.post(address, {"none_of": GROUP, "seen": shown(ours)})
    assert said(ours)["diabetes"] == "unknown"


def test_a_row_that_hangs_on_another_waits_until_that_one_is_answered(ours: House):
    assert "pressure_180" not in shown(ours)
    browser, address = at_the_tablet(ours)
    browser.post(address, {"seen": shown(ours), "go": "on", "q.high_blood_pressure.unsure": "yes"})
    assert "pressure_180" in shown(ours)


def test_a_form_filled_in_days_before_leaves_todays_pages_for_the_day(ours: House):
    Visit.objects.filter(id=ours.visit.id).update(starts_at=AT + timedelta(days=3))
    ours.visit.refresh_from_db()
    by_link = [one.id for one in form.pages(ours.visit, by_client=True, on=DAY)]
    assert "today" not in by_link
    assert {"body", "danger_illness", "danger_pain"} <= set(by_link)
    on_the_day = form.pages(ours.visit, by_client=True, on=DAY + timedelta(days=3))
    assert "today" in [one.id for one in on_the_day]


def test_the_card_has_the_words_that_the_estimate_counts(ours: House):  # noqa: ARG001 -- a practice
    text = render_to_string("parts/help_card.html", {"number": "112"})
    words = re.sub("<[^>]+>", " ", text).split()
    counted = parse_yaml(
        files("ischia.synthetic.intakes").joinpath("data/typical.yaml").read_text(encoding="utf-8")
    ).data
    assert len(words) == counted["pace"]["card_words"]
