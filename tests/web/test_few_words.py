"""The short form of a home or hotel, and the client's pages in the client's language."""

import hashlib
import html
import re
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from ischia.care.intake import ordinary_answers
from ischia.care.intake import pages as engine_pages
from ischia.knowledge import shipped
from ischia.web.people.roles import Role
from ischia.web.queries import form, read_back, wording
from ischia.web.records.models import Client, Consent, Visit
from ischia.web.services import answering, consenting, links, screening, speaking
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, later, signed_in

KNOWN = shipped()


def in_korean(house: House) -> None:
    speaking.speak(house.visit, "ko", by=house.actor(), source="", at=AT)


def opened(house: House) -> Browser:
    consenting.by_person(house.visit.id, "answers", given=True, by=house.actor(), at=AT)
    return signed_in(house.people[Role.OWNER])


def page_of(house: House, group: str, kind: str = "short") -> str:
    address = reverse(f"{kind}_page", args=[house.visit.id, group])
    return opened(house).get(address).content.decode()


def test_the_short_form_asks_what_a_door_needs_and_nothing_else(ours: House):
    pages = form.pages(ours.visit, by_client=False, on=DAY, few=True)
    asked = {one.question.id for page in pages for one in page.questions}
    assert asked == {one.id for one in KNOWN.questions.values() if one.door}
    engine = engine_pages({}, knowledge=KNOWN, purpose="door")
    assert {one.group for one in engine} >= {page.id for page in pages}


def test_the_short_form_answered_lets_a_session_be_planned(ours: House):
    said = ordinary_answers(KNOWN)
    pages = form.pages(ours.visit, by_client=False, on=DAY, few=True)
    door = {one.question.id for page in pages for one in page.questions}
    sent = Sent(uuid4(), {key: value for key, value in said.items() if key in door})
    answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
    found = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert found.body["disposition"] in {"proceed", "proceed_modified"}


def test_a_row_has_a_picture_few_words_and_the_whole_question_one_touch_away(ours: House):
    page = page_of(ours, "danger_nerves")
    assert '<svg class="drawing"' in page
    assert "Numb between the legs" in page
    assert KNOWN.questions["saddle_numb"].text in page


def test_in_korean_rows_buttons_and_card_are_korean_and_the_english_stands_behind(ours: House):
    in_korean(ours)
    page = page_of(ours, "danger_nerves")
    assert '<html lang="ko">' in page
    for words in ("다리 사이", "해당 없음", "지금 112에 전화하세요", "모르겠음"):
        assert words in page
    assert KNOWN.questions["saddle_numb"].text in page
    assert "draft, not yet read by a native speaker" in page
    assert "korean.css" in page


def test_an_english_page_loads_no_korean_font(ours: House):
    assert "korean.css" not in page_of(ours, "danger_nerves")


def test_the_rescreen_of_a_later_visit_comes_in_the_clients_language(ours: House):
    in_korean(ours)
    Visit.objects.filter(id=ours.visit.id).update(is_first=False)
    ours.visit.refresh_from_db()
    pages = form.pages(ours.visit, by_client=True, on=DAY, language="ko")
    asked = [one for page in pages for one in page.questions if one.question.rescreen]
    assert asked
    assert {one.words.lang for one in asked} == {"ko"}


def test_the_therapists_own_pages_stay_english_whatever_the_browser_prefers(ours: House):
    in_korean(ours)
    browser = opened(ours)
    address = reverse("visit", args=[ours.visit.id])
    page = browser.get(address, headers={"Accept-Language": "ko"}).content.decode()
    assert '<html lang="en' in page
    assert "Korean:" in page
    assert "not yet read by a native speaker" in page


def test_a_no_in_draft_words_counts_only_once_it_was_read_back(ours: House):
    in_korean(ours)
    sent = Sent(uuid4(), ordinary_answers(KNOWN))
    answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
    found = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert found.body["disposition"] == "ask_first"
    assert read_back.sheet(ours.visit).n_held > 30
    answering.read_back(ours.visit.id, by=ours.actor(), at=later(1))
    after = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=later(2))
    assert after.body["disposition"] in {"proceed", "proceed_modified"}


@pytest.mark.parametrize(("chosen", "kept"), [("vi", "vi"), ("tlh", "en"), ("", "en")])
def test_a_language_is_kept_for_the_client_and_only_one_that_is_offered(
    ours: House, chosen: str, kept: str
):
    browser = opened(ours)
    address = reverse("short_language", args=[ours.visit.id])
    answer = browser.post(address, {"language": chosen, "group": "danger_pain"})
    assert answer["Location"].endswith("/short/danger_pain/")
    assert Client.objects.get(id=ours.client.id).language == kept


def test_a_link_begins_in_the_language_its_cover_was_read_in(ours: House):
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    browser = Browser()
    cover = browser.get(f"/c/{token}/?in=vi").content.decode()
    assert "Trước khi mát-xa" in cover
    assert Client.objects.get(id=ours.client.id).language == "en"
    browser.post(f"/c/{token}/", {"language": "vi", "filled_by": "client"})
    assert Client.objects.get(id=ours.client.id).language == "vi"
    assert "Tôi đồng ý" in browser.get("/form/").content.decode()


@pytest.mark.parametrize("language", ["en", "ko", "vi"])
def test_consent_keeps_the_digest_of_the_very_words_that_were_read(ours: House, language: str):
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    browser = Browser()
    browser.post(f"/c/{token}/", {"language": language, "filled_by": "client"})
    text = browser.get("/form/").content.decode()
    read = re.search(r"<blockquote>(.*?)</blockquote>", text, re.DOTALL)[1]
    browser.post("/form/", {"agree": "yes"})
    kept = Consent.objects.get(client=ours.client)
    assert kept.text_digest == hashlib.sha256(html.unescape(read).encode()).hexdigest()


def test_the_lock_on_a_clients_page_says_that_it_is_in_the_practices_language(ours: House):
    Client.objects.filter(id=ours.client.id).update(language="ko")
    page = opened(ours).get(f"/visits/{ours.visit.id}/short/body/").content.decode()
    assert '<html lang="ko">' in page
    assert '<dialog id="lock" lang="en-gb"' in page


def test_a_question_without_words_in_a_language_is_asked_in_english(ours: House):  # noqa: ARG001 -- a practice
    asked = wording.words(KNOWN.questions["goals"], language="ko", few=False)
    assert (asked.lang, asked.brief) == ("en", KNOWN.questions["goals"].brief)


def test_a_short_form_that_is_whole_counts_as_done(ours: House):
    Visit.objects.filter(id=ours.visit.id).update(place="hotel")
    opened(ours)
    pages = form.pages(ours.visit, by_client=False, on=DAY, few=True)
    door = {one.question.id for page in pages for one in page.questions}
    said = {key: value for key, value in ordinary_answers(KNOWN).items() if key in door}
    sent = Sent(uuid4(), said)
    answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    page = browser.get(reverse("visit", args=[ours.visit.id])).content.decode()
    assert "Short form, in pictures" in page
    done, total = page.split("pages done")[0].split("<p>")[-1].split(" of ")
    assert done.strip() == total.strip()


def test_the_body_chart_is_told_its_words_and_in_english_none(ours: House):
    assert "words=" not in page_of(ours, "body").split("<ischia-body-chart")[1].split(">")[0]
    in_korean(ours)
    chart = page_of(ours, "body").split("<ischia-body-chart")[1].split(">")[0]
    for words in ("앞", "되돌리기", "아픈 곳을 누르거나 그려 주세요."):
        assert words in chart
