"""What a client said changes the next plan, which says so; the own finding precedes the pattern."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.room import PHONE, Practice, follow, look


def bit(page: Page, part: str, word: str) -> None:
    """Touch a chip of one part of the session, as a finger does: on its words."""
    row = page.locator(".told-part", has=page.locator("legend", has_text=part)).first
    row.locator(".bit", has_text=word).click()


def plan_again(page: Page) -> None:
    """Make the plan anew; it has another address for a moment, so wait for the new page."""
    with page.expect_navigation(url=re.compile("/plan/$")):
        page.get_by_role("button", name="Screen and plan again").click()


def test_what_the_client_said_on_a_phone_changes_the_next_plan_and_the_plan_says_why(
    practice: Practice,
):
    page = practice.sign_in(practice.context(viewport=PHONE, reduced_motion="reduce"))
    visit = practice.ids["planned"]["visit_id"]
    page.goto(f"{practice.home}/visits/{visit}/plan/")
    before = page.locator(".answers-told")
    expect(page.locator("ol.parts")).to_be_visible()
    expect(before.get_by_text("too long")).to_have_count(0)
    page.goto(f"{practice.home}/clients/{practice.ids['planned']['client_id']}/")
    asks = re.compile("What did the client say|Said more since")
    follow(page, page.get_by_role("link", name=asks))
    expect(page.get_by_role("heading", name="After the session")).to_be_visible()
    sites = page.locator(".told-part legend").all_inner_texts()
    hard, helped = sites[1], sites[0]
    page.locator("#said").evaluate(
        "said => said.querySelectorAll('.bit input:checked').forEach((one) => one.click())"
    )
    bit(page, helped, "Helped")
    bit(page, hard, "Too hard")
    page.locator(".bit", has_text="Too long").click()
    page.locator("#said [name=words]").fill("Feet warm, hip a little sore")
    look(page)
    with page.expect_navigation(url=re.compile("/note/#said$")):
        page.get_by_role("button", name="Keep what they said").click()
    expect(page.locator("#said .kept-word")).to_contain_text("Feet warm, hip a little sore")
    page.goto(f"{practice.home}/visits/{visit}/plan/")
    expect(page.get_by_role("alert")).to_contain_text("is void until you screen")
    plan_again(page)
    said = page.locator(".answers-told")
    expect(said).to_contain_text(f"too hard: {hard.lower()}")
    expect(said).to_contain_text("found the last session too long")
    expect(said).to_contain_text(f"helped last time: {helped.lower()}")
    look(page)
    page.goto(f"{practice.home}/clients/{practice.ids['planned']['client_id']}/")
    expect(page.locator(".kept-word")).to_contain_text("Rosalind Okafor")
    look(page)


def test_new_signs_told_by_phone_stop_the_plan_until_somebody_dealt_with_them(practice: Practice):
    page = practice.sign_in(practice.context())
    signed = practice.ids["signed"]["client_id"]
    page.goto(f"{practice.home}/clients/{signed}/check-in/")
    page.locator("[name=pain_now]").fill("30")
    page.locator("[name=words]").fill("calf since Tuesday")
    page.locator(".bit", has_text="Something new").click()
    page.get_by_text("Which signs").click()
    page.get_by_label("One calf or leg").check()
    page.get_by_role("button", name="Keep the check-in").click()
    expect(page.get_by_role("alert")).to_contain_text("out of range")
    expect(page.locator("[name=words]")).to_have_value("calf since Tuesday")
    expect(page.get_by_label("One calf or leg")).to_be_checked()
    look(page)
    page.locator("[name=pain_now]").fill("3")
    with page.expect_navigation(url=re.compile("/course/$")):
        page.get_by_role("button", name="Keep the check-in").click()
    expect(page.locator(".notice")).to_contain_text("One calf or leg")
    look(page)
    page.goto(f"{practice.home}/")
    expect(page.get_by_role("alert")).to_contain_text("New signs")
    look(page)
    page.goto(f"{practice.home}/clients/{signed}/course/")
    page.locator(".notice [name=why]").fill("Sent to Dr Ek today: no clot.")
    page.get_by_role("button", name="Dealt with").click()
    expect(page.locator(".answered")).to_contain_text("no clot")
    expect(page.locator(".notice")).to_have_count(0)


def test_a_decision_on_the_course_is_kept_and_taken_back_by_an_addition(practice: Practice):
    page = practice.sign_in(practice.context())
    page.goto(f"{practice.home}/clients/{practice.ids['to_sign']['client_id']}/course/")
    page.get_by_text("The course ends").click()
    ends = page.locator(".decision", has_text="The course ends")
    ends.get_by_role("button").click()  # nothing typed
    expect(page.get_by_role("alert")).to_contain_text("it is empty")
    ends.locator("[name=why]").fill("Free of pain for a month")
    ends.get_by_role("button").click()
    expect(page.locator(".log")).to_contain_text("Free of pain for a month")
    expect(page.locator(".step")).to_have_text(re.compile("Finish"))
    line = page.locator(".log > li", has_text="Free of pain for a month")
    line.get_by_text("Take back").first.click()
    line.locator("[name=why]").fill("She wants two more")
    line.get_by_role("button", name="Take it back").click()
    expect(page.locator(".log .gone")).to_contain_text("She wants two more")
    expect(page.locator(".step")).not_to_have_text(re.compile("Finish"))
    look(page)


def test_hz63_the_pattern_opens_after_the_own_finding_and_dangers_stand_before(practice: Practice):
    page = practice.sign_in(practice.context(reduced_motion="reduce"))
    page.goto(f"{practice.home}/visits/{practice.ids['refused_emergency_now']['visit_id']}/result/")
    expect(page.locator(".verdict")).to_contain_text(re.compile("mergency"))
    expect(page.locator(".finding").first).to_be_visible()
    hidden = page.get_by_role("heading", name="What the answers behave like")
    expect(page.get_by_role("heading", name="Your own finding")).to_be_visible()
    expect(hidden).to_have_count(0)
    look(page)
    page.locator("#pattern [name=text]").fill("Numb where the saddle would be; reflexes not tested")
    page.get_by_role("button", name="Keep my finding").click()
    expect(hidden).to_be_visible()
    expect(page.locator("#pattern .kept-word")).to_contain_text("Numb where the saddle")
    expect(page.locator(".verdict")).to_contain_text(re.compile("mergency"))
    look(page)


def test_a_stricter_word_is_chosen_and_taken_back_with_reasons(practice: Practice):
    page = practice.sign_in(practice.context(viewport=PHONE))
    page.goto(f"{practice.home}/visits/{practice.ids['planned']['visit_id']}/result/")
    page.get_by_text("Be stricter than the screening").click()
    page.select_option("[name=disposition]", "within_2_weeks")
    page.locator(".stricter [name=reason]").fill("The weakness is new to me")
    page.get_by_role("button", name="Decide so").click()
    expect(page.locator(".verdict")).to_contain_text("The weakness is new to me")
    expect(page.get_by_role("button", name="Plan the session")).to_have_count(0)
    look(page)
    undo = page.locator("form", has=page.get_by_role("button", name="Take it back"))
    undo.locator("[name=reason]").fill("It was there a year ago, says her doctor")
    undo.get_by_role("button").click()
    expect(page.get_by_role("button", name="Plan the session")).to_be_visible()
    page.get_by_text("All decisions of this visit").click()
    expect(page.locator(".log")).to_contain_text("a year ago")
    look(page)
