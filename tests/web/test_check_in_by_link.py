"""A check-in on the client's own phone: what it shows, keeps and changes, and when it ends."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser

from ischia.errors import InputError
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import check_in_due, check_in_form, course, course_log
from ischia.web.records.models import CheckInAnswer, Client, ClientLink, CourseEntry, Visit
from ischia.web.records.states import CourseKind, Due
from ischia.web.services import course as deciding
from ischia.web.services import links, visits
from tests.web.conftest import AT, DAY, House, signed_in
from tests.web.test_client_and_day import had_a_session, seen
from tests.web.test_closing_the_loop import next_time, planned

DANGERS = [name for name, _ in course_log.signs()]


@pytest.fixture
def house(ours: House) -> House:
    had_a_session(ours)
    return ours


def made(house: House, due: Due = Due.THREE_DAYS) -> str:
    token, _ = links.make_check_in(house.client.id, due, by=house.actor(), at=AT)
    return token


def opened(token: str, **told: str) -> Browser:
    browser = Browser()
    browser.post(f"/k/{token}/", told)
    browser.post("/check-in/", {"agree": "yes"})
    return browser


def say(browser: Browser, group: str, question: str, event: str = "", **fields: object):
    told = {"question": question, "event": event or str(uuid4())}
    told |= {f"q.{question}{key.removeprefix('value')}": one for key, one in fields.items()}
    return browser.post(f"/check-in/{group}/save/", told)


def none_of_the_dangers(browser: Browser) -> None:
    for group in ("danger_nerves", "danger_circulation", "lately"):
        page = browser.get(f"/check-in/{group}/").context["page"]
        seen_ = [one.question.id for one in page.questions]
        browser.post(f"/check-in/{group}/", {"none_of": group, "seen": seen_})


def booked(house: House) -> Visit:
    at = AT + timedelta(days=7)
    return visits.book(house.client.id, starts_at=at, minutes=60, by=house.actor(), at=AT)


def entries() -> list[CourseEntry]:
    return list(CourseEntry.objects.filter(link__isnull=False).order_by("number"))


def test_a_check_in_by_link_lands_in_the_course_once_as_the_clients_own_word(house: House):
    browser = opened(made(house))
    none_of_the_dangers(browser)
    say(browser, "pain", "pain_now", value="3")
    say(browser, "pain", "pain_average", value="4")
    say(browser, "week", "medicine_days", value="2")
    say(browser, "session", "effect", value="mild")
    say(browser, "session", "what", value="sore for a day")
    say(browser, "session", "said", value=["too_long"])
    say(browser, "session", "words", value="feet helped")
    answered = browser.post("/check-in/end/")
    assert answered["Location"].startswith("/check-in/thanks/")
    assert browser.post("/check-in/end/").status_code == 410
    (entry,) = entries()
    assert entry.by is None
    assert entry.kind == CourseKind.CHECK_IN
    assert entry.visit_id == house.visit.id
    told = {key: entry.body[key] for key in ("scores", "new_signs", "effect", "said", "words")}
    assert told == {
        "scores": {"pain_now": 3.0, "pain_average": 4.0, "medicine_days": 2.0},
        "new_signs": "no", "effect": "mild", "said": ["too_long"], "words": "feet helped",
    }  # fmt: skip
    row = TrailRow.objects.get(action="course.check_in.by_link")
    assert (row.client_id, row.object_id, row.person_id) == (house.client.id, entry.id, None)
    history = course.history(seen(house), course_log.of(house.client.id))
    assert history.values["medicine_days"][-1].value == 2
    page = signed_in(house.people[Role.OWNER]).get(f"/clients/{house.client.id}/course/")
    for words in ("By the client, by link", "72 hours after the session", "feet helped"):
        assert words in page.content.decode()


def test_a_sign_is_a_notice_as_soon_as_it_is_ticked_and_stops_planning(house: House):
    visit = next_time(house)
    planned(house, visit)
    browser = opened(made(house))
    say(browser, "danger_circulation", "calf_signs", value="yes")
    owner = signed_in(house.people[Role.OWNER])
    assert "New signs told in a check-in" in owner.get("/").content.decode()
    with pytest.raises(InputError, match="new signs"):
        planned(house, visit)
    say(browser, "danger_nerves", "leg_weak", value="yes")
    open_ = course_log.notices(course_log.of(house.client.id))
    assert [one.body["signs"] for one in open_] == [["calf_signs", "leg_weak"]]
    browser.post("/check-in/end/")
    (open_one,) = course_log.notices(course_log.of(house.client.id))
    assert open_one.body["next"] != open_one.body["was"]
    with pytest.raises(InputError, match="new signs"):
        planned(house, visit)
    deciding.answer(
        house.client.id, open_one.id, kind=CourseKind.DEALT_WITH, why="seen by Dr Ek, no clot",
        by=house.actor(), at=AT,
    )  # fmt: skip
    assert planned(house, visit).body["session"]


def test_a_sign_that_is_unticked_stays_a_notice_until_the_therapist_dealt_with_it(house: House):
    browser = opened(made(house))
    say(browser, "lately", "fever_now", value="yes")
    say(browser, "lately", "fever_now", value="no")
    browser.post("/check-in/end/")
    assert [one.body["signs"] for one in course_log.notices(course_log.of(house.client.id))] == [
        ["fever_now"]
    ]
    assert entries()[-1].body["signs"] == []


def test_what_is_left_open_or_not_sure_is_never_a_no_and_never_a_nought(house: House):
    browser = opened(made(house))
    say(browser, "pain", "pain_now", value="0")
    say(browser, "pain", "pain_worst", **{"value.unsure": "yes"})
    say(browser, "danger_nerves", "saddle_numb", value="unknown")
    browser.post("/check-in/end/")
    (entry,) = entries()
    assert entry.body["scores"] == {"pain_now": 0.0}
    assert entry.body["new_signs"] == "unknown"
    assert entry.body["unsure"] == ["saddle_numb"]
    assert entry.body["effect"] == ""
    assert entry.body["no_effect"] is False


def test_nothing_answered_is_not_sent_and_the_link_lives_on(house: House):
    browser = opened(made(house))
    assert browser.post("/check-in/end/").status_code == 422
    assert browser.get("/check-in/pain/").status_code == 200
    assert entries() == []


def test_an_answer_is_kept_once_and_a_new_link_to_the_same_check_in_goes_on(house: House):
    browser, event = opened(made(house)), str(uuid4())
    for _ in range(3):
        assert say(browser, "pain", "pain_now", event, value="4").json()["saved"] is True
    assert CheckInAnswer.objects.count() == 1
    again = opened(made(house))
    page = again.get("/check-in/pain/").context["page"]
    assert [one.value for one in page.questions if one.question.id == "pain_now"] == [4]
    assert browser.get("/check-in/pain/").status_code == 410  # replaced
    again.post("/check-in/end/")
    assert [one.body["scores"] for one in entries()] == [{"pain_now": 4.0}]
    fresh = opened(made(house))
    page = fresh.get("/check-in/pain/").context["page"]
    assert all(one.value is None for one in page.questions)


@pytest.mark.parametrize(
    ("question", "value"),
    [("pain_now", "11"), ("pain_now", "-1"), ("pain_now", "much"), ("medicine_days", "8"),
     ("effect", "awful"), ("said", ["meh"]), ("said", ["too_firm", "too_light"]),
     ("words", "x" * 601)],
)  # fmt: skip
def test_what_cannot_be_an_answer_is_refused(house: House, question, value):
    group = check_in_form.questions()[question].group
    answered = say(opened(made(house)), group, question, value=value)
    assert answered.status_code == 422
    assert not CheckInAnswer.objects.exists()


def test_s09_the_database_holds_no_usable_token_of_a_check_in(house: House):
    token = made(house)
    held = ClientLink.objects.get(purpose="check_in")
    assert token not in json.dumps([held.token_digest, held.device_digest])
    assert len(token) >= 43


def test_s10_looking_at_a_check_in_changes_nothing(house: House):
    token = made(house)
    before = ClientLink.objects.values().get(purpose="check_in")
    for _ in range(20):
        Browser().get(f"/k/{token}/")
        Browser().head(f"/k/{token}/")
    assert ClientLink.objects.values().get(purpose="check_in") == before
    browser = opened(token)
    for where in ("", "pain/", "danger_nerves/", "end/", "thanks/"):
        browser.get(f"/check-in/{where}")
    assert not CheckInAnswer.objects.exists()
    assert entries() == []


def test_s13_unknown_used_replaced_expired_and_foreign_links_look_alike(house: House):
    intake = links.make(booked(house).id, by=house.actor(), at=AT)
    replaced, used = made(house), made(house)
    browser = opened(used)
    say(browser, "pain", "pain_now", value="4")
    browser.post("/check-in/end/")
    expired = made(house)
    gone = ClientLink.objects.get(purpose="check_in", ended_at=None)
    ClientLink.objects.filter(id=gone.id).update(expires_at=AT - timedelta(days=1))
    pages = [Browser().get(f"/k/{one}/") for one in ("none", replaced, used, expired, intake)] + [
        Browser().post(f"/k/{intake}/")
    ]
    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1
    other_way = Browser().get(f"/c/{made(house)}/")
    assert (other_way.status_code, other_way.content) == (410, pages[0].content)


def test_a_session_of_one_link_opens_no_page_of_the_other(house: House):
    again = booked(house)
    intake = Browser()
    intake.post(f"/c/{links.make(again.id, by=house.actor(), at=AT)}/")
    intake.post("/form/", {"agree": "yes"})
    assert intake.get("/check-in/pain/").status_code == 410
    assert opened(made(house)).get("/form/body/").status_code == 410


def test_s11_s65_a_check_in_shows_nothing_of_the_chart_and_the_same_help_to_everyone(house: House):
    token = made(house)
    browser = opened(token)
    say(browser, "danger_nerves", "saddle_numb", value="yes")
    cover = browser.get(f"/k/{token}/")
    for where in ("danger_nerves/", "lately/", "pain/", "session/", "end/"):
        text = browser.get(f"/check-in/{where}").content.decode() + cover.content.decode()
        for secret in (house.client.name, str(house.client.id), str(house.visit.id), token):
            assert secret not in text.replace(f"/k/{token}/", ""), where
        for word in ("No session", "Ask first", "Next step", "screening"):
            assert word not in text, where
    assert browser.get("/check-in/lately/").content.count(b"Everyone sees this text") == 2
    assert b"Nobody reads" in browser.get("/check-in/end/").content
    assert b"Nobody reads" in browser.get("/check-in/thanks/").content


def test_s12_the_token_leaves_the_address_after_the_cover(house: House):
    token = made(house)
    browser = Browser()
    answered = browser.post(f"/k/{token}/")
    assert answered["Location"] == "/check-in/"
    assert token not in browser.get("/check-in/").content.decode()


def test_s14_a_check_in_link_is_built_from_the_set_address(house: House):
    owner = signed_in(house.people[Role.OWNER])
    where = f"/clients/{house.client.id}/check-in/link/"
    assert owner.post(where, {"due": "week"}, headers={"Host": "evil.example"}).status_code == 400
    page = owner.post(where, {"due": "week"}).content.decode()
    assert "Weekly rating" in page
    assert "/k/" in page
    assert owner.post(where, {"due": "decade"}).status_code == 422


def test_no_check_in_is_asked_before_a_session_took_place(ours: House):
    with pytest.raises(InputError, match="no session took place"):
        links.make_check_in(ours.client.id, Due.DAY, by=ours.actor(), at=AT)


@pytest.mark.parametrize(
    ("days", "told", "due"),
    [
        (0, (), None), (1, (), Due.DAY), (2, (), Due.DAY), (2, (1,), None),
        (3, (1,), Due.THREE_DAYS), (6, (), Due.THREE_DAYS), (7, (3,), Due.WEEK),
        (10, (8,), None), (14, (8,), Due.WEEK), (34, (), Due.WEEK), (35, (), None),
    ],
)  # fmt: skip
def test_which_check_in_is_due_after_a_session(days, told, due):
    found = check_in_due.which(
        session_on=DAY, ended_on=None, told_on=[DAY + timedelta(days=one) for one in told],
        on=DAY + timedelta(days=days),
    )  # fmt: skip
    assert (found and found[0]) == due


@pytest.mark.parametrize(
    ("ended", "on", "due"),
    [
        ("2026-11-30", "2027-02-27", None), ("2026-11-30", "2027-02-28", Due.MONTHS_3),
        ("2026-11-30", "2027-03-27", Due.MONTHS_3), ("2026-11-30", "2027-03-28", None),
        ("2026-11-30", "2027-05-30", Due.MONTHS_6), ("2026-11-30", "2027-11-30", Due.MONTHS_12),
        ("2026-11-30", "2026-12-01", None),
    ],
)  # fmt: skip
def test_which_check_in_is_due_after_a_course_ended(ended, on, due):
    found = check_in_due.which(
        session_on=date.fromisoformat(ended), ended_on=date.fromisoformat(ended), told_on=(),
        on=date.fromisoformat(on),
    )  # fmt: skip
    assert (found and found[0]) == due


def test_today_says_which_check_in_is_due_and_that_one_came_in(house: House):
    earlier = AT - timedelta(days=3)
    Visit.objects.filter(id=house.visit.id).update(starts_at=earlier)
    owner = signed_in(house.people[Role.OWNER])
    text = owner.get("/").content.decode()
    assert "Check-ins due" in text
    assert "72 hours after the session" in text
    browser = opened(made(house))
    say(browser, "pain", "pain_now", value="2")
    assert "begun, not sent" in owner.get("/").content.decode()
    browser.post("/check-in/end/")
    text = owner.get("/").content.decode()
    assert "Check-ins due" not in text
    assert "Check-ins that came in" in text
    assert "Next step" in text
    desk = signed_in(house.people[Role.FRONT_DESK]).get("/").content.decode()
    assert "Check-ins" not in desk


def test_no_check_in_is_due_of_a_client_who_is_barred(house: House):
    Visit.objects.filter(id=house.visit.id).update(starts_at=AT - timedelta(days=3))
    owner = signed_in(house.people[Role.OWNER])
    assert "Check-ins due" in owner.get("/").content.decode()
    Client.objects.filter(id=house.client.id).update(barred="client behaviour")
    assert "Check-ins due" not in owner.get("/").content.decode()


@pytest.mark.parametrize("language", ["ko", "vi"])
def test_a_check_in_is_put_in_the_clients_language(house: House, language: str):
    browser = Browser()
    token = made(house)
    browser.post(f"/k/{token}/", {"language": language})
    browser.post("/check-in/", {"agree": "yes"})
    english = {"pain": "How strong is your pain now?", "session": "What helped, and what did not?"}
    for group, words in english.items():
        assert words not in browser.get(f"/check-in/{group}/").content.decode()
    say(browser, "pain", "pain_now", value="2")
    thanks = browser.post("/check-in/end/", follow=True).content.decode()
    assert f'lang="{language}"' in thanks
    assert "Thank you" not in thanks
