"""What must be noticed, as it stands on the pages: nothing to object to on phone and tablet."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.room import PHONE, TABLET, Practice, look


def opened(practice: Practice, where: str, screen: dict[str, int]) -> Page:
    page = practice.sign_in(practice.context(viewport=screen, reduced_motion="reduce"))
    page.goto(f"{practice.home}{where}")
    return page


def of(practice: Practice, stage: str, more: str = "") -> str:
    return f"/visits/{practice.ids[stage]['visit_id']}/{more}"


@pytest.mark.parametrize("screen", [PHONE, TABLET], ids=["phone", "tablet"])
def test_hz26_a_session_on_a_void_plan_is_told_on_visit_note_and_today(
    practice: Practice, screen: dict[str, int]
):
    page = opened(practice, of(practice, "void"), screen)
    told = "ran on a plan that was void by then"
    for where in (of(practice, "void"), of(practice, "void", "note/"), "/"):
        page.goto(f"{practice.home}{where}")
        expect(page.get_by_role("alert").filter(has_text=told)).to_be_visible()
        look(page)


def test_hz26_the_tablet_at_the_table_is_told_with_its_next_touch(practice: Practice):
    page = practice.player(reduced_motion="reduce")
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-do=next]")).to_have_text("Next")
    other = page.context.new_page()
    other.goto(page.url.replace("/session/", "/"))
    looks = other.locator("details.looks")
    looks.evaluate("one => { one.open = true }")
    with other.expect_response("**/answer/") as kept:
        looks.locator("input[value=yes]:visible").first.check(force=True)
    assert kept.value.json()["saved"]
    told = page.locator("[data-at=void]")
    expect(told).to_be_hidden()
    page.locator("[data-do=less]").click()
    expect(told).to_be_visible()
    expect(told).to_contain_text("An answer changed")
    look(page)
    told.get_by_role("button", name="Stop").click()
    expect(told).to_be_hidden()
    expect(page.locator("[data-at=why]")).to_be_visible()


@pytest.mark.parametrize("screen", [PHONE, TABLET], ids=["phone", "tablet"])
def test_hz40_likely_twins_are_asked_about_before_anything_is_saved(
    practice: Practice, screen: dict[str, int]
):
    page = opened(practice, "/clients/new/", screen)
    name = f"Asta Lindqvist {'P' if screen is PHONE else 'T'}"
    page.get_by_label("Name").fill(name)
    page.get_by_label("Birthday").fill("1952-01-01")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(page.locator("#twins").get_by_role("link").first).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value(name)
    look(page)
    page.get_by_role("button", name="None of these: add a new client").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_hz03_own_words_that_deny_an_answer_are_asked_about_again(practice: Practice):
    page = opened(practice, of(practice, "words"), PHONE)
    card = page.locator(".own-words-card.is-named")
    expect(card).to_contain_text("I can't pee since Monday")
    expect(card).to_contain_text("answered: no")
    expect(card).to_contain_text("no answer yet: screening asks")
    look(page)
    for box in page.locator(".own-words input[name=words]").all():
        box.check()
    done = page.get_by_role("button", name="I read the safety answers back")
    done.click()
    again = card.locator("input[name=asked]")
    expect(again).to_be_focused()  # the browser stops at what is not ticked
    again.check()
    done.click()
    expect(page.locator("li#ready.done")).to_be_visible()


def test_hz63_a_direct_request_to_plan_is_told_what_comes_first(practice: Practice):
    page = opened(practice, of(practice, "unlooked", "plan/"), PHONE)
    expect(page.locator("#plan-waits")).to_be_visible()
    look(page)
    page.evaluate("document.querySelector('form[action$=\"plan/make/\"]').submit()")
    expect(page.get_by_role("alert")).to_contain_text("your own finding of today")
    look(page)
    page.get_by_role("link", name="Write it down first").click()
    expect(page.get_by_role("heading", name="Your own finding")).to_be_visible()
