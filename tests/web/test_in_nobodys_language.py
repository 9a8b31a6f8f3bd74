"""In a language nobody speaks a page keeps no English word but what says that it is English."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from ischia import anatomy
from ischia.care.planning import Change
from ischia.documents._course_words import STEPS
from ischia.knowledge import shipped
from ischia.quantities import Side
from ischia.web.people.roles import Role
from ischia.web.records.states import Due, SnapshotKind
from ischia.web.services import (
    finding,
    letters,
    lifting,
    links,
    notes,
    planning,
    screening,
    session,
    snapshots,
)
from ischia.web.services.session import Touch
from tests.web import nobodys
from tests.web import test_closing_the_loop as loop
from tests.web import test_lifting as lifts
from tests.web.conftest import AT, DAY, House, answer, later, looked, made_ready, signed_in
from tests.web.nobodys import LANGUAGE, Page, foreign
from tests.web.test_check_in_by_link import none_of_the_dangers, opened, say


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nobodys.write(tmp_path_factory.mktemp("words"))


@pytest.fixture
def nobodys_language(words: Path, settings: Any) -> Iterator[None]:
    with nobodys.spoken(words, settings):
        yield


def page(house: House, name: str, *ids: object) -> Page:
    browser = signed_in(house.people[Role.OWNER])
    answered = browser.get(reverse(name, args=ids or [house.visit.id]))
    assert answered.status_code == 200
    return Page(answered.content.decode())


def names(house: House) -> list[str]:
    people = [one.name for one in house.people.values()]
    return [house.client.name, *people, house.practice.name, shipped().version]


def screened(house: House, **special: object) -> Any:
    answer(house, **special)
    return screening.screen(house.visit.id, on=DAY, by=house.actor(), at=AT)


# A stop, limits of every kind, a lift, clues for and against a pattern.
SCREENED = {
    "permits": {},
    "stops": {"calf_signs": "yes"},
    "limits": {"osteoporosis": "yes", "pregnant": "yes", "diabetes": "yes"},
    "asks": {"saddle_numb": "unknown", "calf_signs": "unknown"},
}


@pytest.mark.parametrize("special", SCREENED.values(), ids=SCREENED)
@pytest.mark.usefixtures("nobodys_language")
def test_a_screening_is_said_in_the_language_of_the_page(ours: House, special: dict[str, object]):
    found = screened(ours, **special)
    finding.find(ours.visit.id, text="", is_none=True, by=ours.actor(), at=AT)
    seen = page(ours, "result")
    assert seen.left(*names(ours)) == []
    assert seen.marked() == []
    told = [one for one in found.body["findings"] if one["tier"] != "proceed"]
    assert all(foreign(one["label"]) in seen.says for one in told)
    assert bool(told) == bool(special)


@pytest.mark.usefixtures("nobodys_language")
def test_a_past_result_stays_as_it_was_kept_where_knowledge_says_it_otherwise_now(ours: House):
    kept = screened(ours, osteoporosis="yes")
    body = json.loads(json.dumps(kept.body))
    first = next(one for one in body["findings"] if one["tier"] != "proceed")
    first["because"][0]["text"] = "What was said in another year."
    again = snapshots.append(
        ours.visit, snapshots.Taken(SnapshotKind.SCREENING, body), by=ours.actor(), at=AT
    )
    seen = page(ours, "past_result", ours.visit.id, again.id)
    assert seen.marked() == ["What was said in another year."]
    assert seen.left(*names(ours)) == []


def test_a_sentence_without_a_translation_says_that_it_is_english(
    ours: House, tmp_path: Path, settings: Any
):
    kept = screened(ours, osteoporosis="yes")
    label = next(one["label"] for one in kept.body["findings"] if one["tier"] != "proceed")
    folder = nobodys.write(tmp_path, without=frozenset({label, "No {what}{where}"}))
    with nobodys.spoken(folder, settings):
        seen = page(ours, "result")
    told = seen.marked()
    assert label in told
    assert any(one.startswith("No ") for one in told)
    assert seen.left(*names(ours)) == []


@pytest.mark.usefixtures("nobodys_language")
def test_a_lifted_limit_is_said_again(ours: House):
    name = lifts.screened(ours)
    lifting.lift(ours.visit.id, lifts.asked(name), on=DAY, by=ours.actor(), at=AT)
    seen = page(ours, "result")
    assert seen.left(*names(ours), lifts.WHY) == []
    assert seen.marked() == []


PLANNED = {
    "ordinary": {},
    "limits": {"osteoporosis": "yes", "diabetes": "yes", "warmth_wish": "not_wanted"},
}


@pytest.mark.parametrize("special", PLANNED.values(), ids=PLANNED)
@pytest.mark.usefixtures("nobodys_language")
def test_a_plan_is_said_in_the_language_of_the_page(ours: House, special: dict[str, object]):
    answer(ours, **special)
    looked(ours)
    kept = planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    seen = page(ours, "plan")
    assert seen.left(*names(ours)) == []
    assert seen.marked() == []
    parts = [one for one in kept.body["session"]["segments"] if one["site"]]
    reasons = [why["text"] for one in parts for why in one["why"]]
    told = [*reasons, *(one["text"] for one in kept.body["cautions"] if one["measure"])]
    assert len(told) > 20
    assert [one for one in told if foreign(one) not in seen.says] == []


@pytest.mark.usefixtures("nobodys_language")
def test_a_changed_plan_keeps_in_mind_what_was_changed(ours: House):
    answer(ours)
    by = ours.actor()
    looked(ours)
    planning.plan(ours.visit.id, on=DAY, by=by, at=AT)
    less = Change("less", site="lumbar", side=Side.LEFT, pressure=1)
    kept = planning.change(ours.visit.id, less, on=DAY, by=by, at=AT)
    seen = page(ours, "plan")
    assert any(one["id"].startswith("change.") for one in kept.body["cautions"])
    assert (seen.left(*names(ours)), seen.marked()) == ([], [])


@pytest.mark.usefixtures("nobodys_language")
def test_a_kept_plan_says_what_it_kept(ours: House):
    answer(ours)
    looked(ours)
    kept = planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    body = json.loads(json.dumps(kept.body))
    first = next(one for one in body["session"]["segments"] if one["site"])
    first["why"][0]["text"] = "Said in another year."
    body["cautions"][-1]["text"] = "Kept in mind in another year."
    taken = snapshots.Taken(SnapshotKind.PLAN, body, kept.inputs, kept.knowledge_version)
    snapshots.append(ours.visit, taken, by=ours.actor(), at=AT)
    seen = page(ours, "plan")
    assert seen.marked() == ["Kept in mind in another year.", "Said in another year."]
    assert seen.left(*names(ours)) == []


@pytest.mark.usefixtures("nobodys_language")
def test_the_lengths_are_said_in_the_language_of_the_page(ours: House):
    answer(ours)
    looked(ours)
    planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    seen = page(ours, "plan_lengths")
    assert (seen.left(*names(ours)), seen.marked()) == ([], [])


def spoken_whole(seen: Page, house: House, *own: str) -> None:
    """Hold a page to its language: nothing in English, neither said so nor by mistake."""
    english = [one for one in seen.marked() if one not in own]
    assert (seen.left(*names(house), *own), english) == ([], [])


@pytest.mark.usefixtures("nobodys_language")
def test_a_visit_is_said_in_the_language_of_the_page(ours: House):
    said = {"calf_signs": {"answer": "yes", "since": 2}, "fever_now": "unknown",
            "wishes_words": "MY OWN WORDS"}  # fmt: skip
    answer(ours, **said)
    seen = page(ours, "visit")
    spoken_whole(seen, ours, "MY OWN WORDS")
    assert foreign(shipped().questions["calf_signs"].text) in seen.says


def test_each_place_may_be_chosen_in_english_and_in_the_language_of_the_page(
    ours: House, words: Path, settings: Any
):
    browser, where = signed_in(ours.people[Role.OWNER]), reverse("visit", args=[ours.visit.id])
    leaves = anatomy.body().leaves()
    english = browser.get(where).content.decode()
    with nobodys.spoken(words, settings):
        told = browser.get(where).content.decode()
    for one in leaves:
        assert f'value="{one.id}"' in english
        assert f">{one.label}</option>" in english
        assert f">{foreign(one.label)}</option>" in told


@pytest.mark.usefixtures("nobodys_language")
def test_a_visit_after_its_screening_is_too(ours: House):
    made_ready(ours)
    spoken_whole(page(ours, "visit"), ours)


@pytest.mark.usefixtures("nobodys_language")
def test_a_client_and_the_course_are_said_in_the_language_of_the_page(ours: House):
    loop.had_a_session(ours)
    loop.say(ours, helped=["lumbar"], disliked=["foot"], said=["too_firm"])
    for days, pain in ((0, "3"), (3, "2.5"), (6, "2")):
        scores = {"pain_now": pain, "pain_average": pain}
        loop.checked(ours, on=DAY + timedelta(days=days), scores=scores, new_signs="no")
    for name in ("client", "course", "check_in", "said"):
        where = ours.visit.id if name == "said" else ours.client.id
        seen = page(ours, name, where)
        spoken_whole(seen, ours)
        if name in {"client", "course"}:
            assert foreign("weeks since the start") in seen.says


@pytest.mark.usefixtures("nobodys_language")
def test_what_the_course_changed_in_a_plan_is_said_too(ours: House):
    loop.had_a_session(ours)
    loop.say(ours, helped=["foot"], too_hard=["lumbar"], said=["too_long"])
    visit = loop.next_time(ours)
    kept = loop.planned(ours, visit)
    assert kept.body["changed"]
    spoken_whole(page(ours, "plan", visit.id), ours)


@pytest.mark.usefixtures("nobodys_language")
def test_a_letter_is_written_and_kept_in_the_language_of_the_practice(ours: House):
    screened(ours, calf_signs="yes")
    kept = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    assert kept.body["letter"]["language"] == LANGUAGE
    assert letters.write(ours.visit.id, by=ours.actor(), at=AT) == kept
    titles = [title for _, sources in kept.body["letter"]["why"] for title in sources]
    seen = page(ours, "letter", ours.visit.id, kept.id)
    spoken_whole(seen, ours, "owner", *titles)
    with translation.override("en-gb"):
        browser = signed_in(ours.people[Role.OWNER])
        answered = browser.get(reverse("letter", args=[ours.visit.id, kept.id])).content.decode()
    assert f'<h2 class="big-word" lang="{LANGUAGE}">{kept.body["letter"]["urgency"]}' in answered
    paper = browser.get(reverse("letter_paper", args=[ours.visit.id, kept.id]))
    text = PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    assert "".join(foreign("Please see today").split()) in "".join(text.split())


def test_a_letter_given_away_in_english_stays_english(ours: House, words: Path, settings: Any):
    screened(ours, calf_signs="yes")
    kept = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    with nobodys.spoken(words, settings):
        seen = page(ours, "letter", ours.visit.id, kept.id)
        assert "Please see today" in seen.marked()
        assert seen.left(*names(ours), "owner", kept.body["letter"]["on"]) == []


@pytest.mark.usefixtures("nobodys_language")
def test_session_and_note_are_said_in_the_language_of_the_page(ours: House):
    made_ready(ours)
    by = ours.actor()
    planning.adopt(ours.visit.id, on=DAY, by=by, at=AT)
    spoken_whole(page(ours, "player"), ours)
    told = [Touch(uuid4(), n, kind, n, later(n), {}) for n, kind in enumerate(("begin", "end"))]
    session.receive(ours.visit.id, told, by=by, at=later(9))
    draft = notes.begin(ours.visit.id, by=by, at=later(10))
    spoken_whole(page(ours, "note"), ours)
    notes.sign(ours.visit.id, version=draft.version, by=by, at=later(11))
    spoken_whole(page(ours, "note"), ours)


@pytest.mark.usefixtures("nobodys_language")
def test_the_day_is_said_in_the_language_of_the_page(ours: House):
    loop.had_a_session(ours)
    token, _ = links.make_check_in(ours.client.id, Due.THREE_DAYS, by=ours.actor(), at=AT)
    phone = opened(token)
    none_of_the_dangers(phone)
    say(phone, "pain", "pain_now", value="3")
    phone.post("/check-in/end/")
    browser = signed_in(ours.people[Role.OWNER])
    seen = Page(browser.get(reverse("today")).content.decode())
    assert any(foreign(one) in seen.says for one in STEPS.values())
    spoken_whole(seen, ours)


@pytest.mark.usefixtures("nobodys_language")
def test_why_no_session_is_left_is_said_in_the_language_of_the_page(ours: House):
    every = [{"site": one.id, "side": "both" if one.paired else "midline"}
             for one in anatomy.body().leaves()]  # fmt: skip
    answer(ours, not_there=every)
    looked(ours)
    browser = signed_in(ours.people[Role.OWNER])
    answered = browser.post(reverse("plan_make", args=[ours.visit.id]))
    assert answered.status_code == 409
    spoken_whole(Page(answered.content.decode()), ours)
