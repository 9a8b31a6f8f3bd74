"""From a therapist's touch to a client's phone and back: the plan stops on a new sign."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.room import PHONE, Practice, look

NARROW = {"width": 320, "height": 640}


def link_of(page: Page) -> str:
    """Return the address that stands on the page of a link, without its host."""
    page.wait_for_url(re.compile("/check-in/link/$"))
    return re.sub(r"^https?://[^/]+", "", page.locator("ischia-copy input").input_value())


def kept(phone: Page, question: str) -> None:
    expect(phone.locator(f"[data-question={question}] .q-state")).to_have_text("Kept")


def on(phone: Page, name: str, where: str) -> None:
    with phone.expect_navigation(url=re.compile(where)):
        phone.get_by_role("button", name=name).click()


def test_a_client_answers_by_link_and_a_new_sign_stops_the_plan(practice: Practice):
    page = practice.sign_in(practice.context(reduced_motion="reduce"))
    client = practice.ids["in_session"]["client_id"]
    page.goto(f"{practice.home}/clients/{client}/course/")
    page.locator("#check-in-link summary").click()
    page.get_by_role("button", name="72 hours after the session").click()
    address = link_of(page)
    look(page)
    phone = practice.context(viewport=NARROW, reduced_motion="reduce").new_page()
    phone.goto(practice.home + address)
    look(phone)
    on(phone, "Begin: I answer for myself", "/check-in/danger_nerves/$")
    on(phone, "None of these", "/check-in/danger_circulation/$")
    phone.locator("[data-question=calf_signs] .tick-yes").click()
    kept(phone, "calf_signs")
    page.goto(f"{practice.home}/")
    expect(page.get_by_role("alert")).to_contain_text("New signs told in a check-in")
    on(phone, "No to the rest", "/check-in/lately/$")
    on(phone, "None of these", "/check-in/pain/$")
    phone.locator("[data-question=pain_now] label", has_text="3").first.click()
    kept(phone, "pain_now")
    look(phone)
    on(phone, "Next", "/check-in/week/$")
    on(phone, "Next", "/check-in/session/$")
    phone.locator("[data-question=effect] label", has_text="Yes, mild").click()
    kept(phone, "effect")
    look(phone)
    on(phone, "Next", "/check-in/end/$")
    on(phone, "Send", "/check-in/thanks/")
    look(phone)
    phone.goto(practice.home + address)
    expect(phone.get_by_role("heading", name="This link is closed")).to_be_visible()
    page.set_viewport_size(PHONE)
    page.goto(f"{practice.home}/clients/{client}/course/")
    expect(page.locator(".notice")).to_contain_text("One calf or leg")
    expect(page.locator(".log")).to_contain_text("Pain now 3")
    expect(page.locator(".log")).to_contain_text("By the client, by link")
    look(page)
    page.locator(".notice [name=why]").fill("Sent to Dr Ek today: no clot.")
    page.get_by_role("button", name="Dealt with").click()
    expect(page.locator(".notice")).to_have_count(0)
