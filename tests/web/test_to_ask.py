"""What a screening left open is asked by page, and what could make it worse is asked too."""

import re

from django.urls import reverse

from ischia.knowledge import shipped
from ischia.web.people.roles import Role
from ischia.web.queries import to_ask
from ischia.web.services import screening
from tests.web.conftest import AT, DAY, House, answer, signed_in


def page(house: House) -> str:
    screening.screen(house.visit.id, on=DAY, by=house.actor(), at=AT)
    browser = signed_in(house.people[Role.OWNER])
    return str(browser.get(reverse("result", args=[house.visit.id])).content.decode())


def test_what_is_open_stands_by_page_of_the_form_and_folded_where_it_is_much(ours: House):
    text = page(ours)
    groups = {one["id"]: one["label"] for one in _groups()}
    asked = re.findall(r'<details class="to-ask"( open)?><summary>(.*?) <span', text)
    assert len(asked) > 3
    assert {label for _, label in asked} <= set(groups.values())
    assert not any(is_open for is_open, _ in asked)
    assert "Ask before anything else" in text
    assert "Ask this too" not in text


def test_a_stop_asks_what_could_make_it_more_urgent_apart_from_what_changes_nothing(ours: House):
    answer(ours, calf_signs="yes", saddle_numb="unknown", diabetes="unknown")
    text = page(ours)
    too = text.index("Ask this too: an answer could make it more urgent")
    rest = text.find("They change nothing about this result.")
    assert too < text.index(shipped().questions["saddle_numb"].text.split("?")[0])
    assert rest == -1 or too < rest


def test_one_screened_before_that_was_told_apart_never_says_it_changes_nothing():
    kept = {"disposition": "same_day", "unanswered": ["saddle_numb", "a_question_gone.since"]}
    found = to_ask.of(kept)
    assert found.rest == ()
    assert [page.label.text for page in found.too][-1] == "No longer on the form"
    assert [one.text for one in found.too[-1].questions] == ["a question gone"]


def test_what_could_worsen_is_not_asked_twice():
    ids = ["saddle_numb.since", "bladder_change"]
    kept = {"disposition": "same_day", "unanswered": ids, "could_worsen": ids[:1]}
    found = to_ask.of(kept)
    assert [len(one.questions) for one in found.too] == [1]
    assert "since when?" in found.too[0].questions[0].text
    assert found.n_rest == 1


def _groups() -> list[dict[str, str]]:
    return list(shipped().practice_values("question_groups")["groups"])
