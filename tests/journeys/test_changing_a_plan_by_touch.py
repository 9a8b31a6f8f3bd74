"""The plan in the room: changed by touch, with script and without; the letter in one touch."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.room import Practice, look, plan


def plan_of(page: Page, practice: Practice, stage: str) -> None:
    page.goto(f"{practice.home}/visits/{practice.ids[stage]['visit_id']}/")
    if page.locator("#plan-waits").count():
        plan(page)
    else:
        page.get_by_role("button", name="Plan the session").click()
    expect(page.locator("#plan")).to_be_visible()


def test_a_plan_is_changed_priced_taken_back_and_agreed_to_site_by_site(practice: Practice):
    page = practice.sign_in(practice.context())
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    plan_of(page, practice, "to_change")
    look(page)
    parts = page.locator(".parts li[data-site] details:has(button[value=shorten])")
    minutes = [int(re.search(r"\d+", one)[0]) for one in parts.locator(".much").all_inner_texts()]
    part = parts.nth(minutes.index(max(minutes)))  # one that is still there when it is shorter
    part.locator("summary").click()
    expect(page.locator(".body-picture .is-on").first).to_be_attached()  # the body lights up
    expect(part.locator(".inside p").first).to_be_visible()  # why, one touch away
    part.locator("button[value=shorten]").click()
    expect(page.locator(".price")).to_contain_text("min")
    expect(page.locator(".pills li")).to_have_count(1)
    expect(page.locator(".parts details[open]")).to_have_count(1)  # still open
    look(page)
    page.locator(".pills button").click()
    expect(page.locator(".pills li")).to_have_count(0)
    for area in page.locator("[name=area]").all():
        area.check()
    page.get_by_role("button", name="The client agrees").click()
    expect(page.get_by_text("Agreed")).to_be_visible()
    page.get_by_role("link", name="Compare the lengths").click()
    expect(page.get_by_role("button", name="Book 60 min")).to_be_visible()
    look(page)
    assert [one for one in complaints if "Content Security Policy" in one] == []
    page.context.close()


def test_without_script_a_change_works_and_a_refused_one_says_why(practice: Practice):
    page = practice.sign_in(practice.context(java_script_enabled=False))
    plan_of(page, practice, "to_lengthen")
    for _ in range(30):
        page.locator(".parts details:has(button[value=lengthen]) summary").first.click()
        page.locator(".parts button[value=lengthen]").first.click()
        page.wait_for_load_state()
        if page.get_by_text("The plan stays as it was").count():
            break
        expect(page.locator(".price")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Pinned:")
    page.context.close()


def test_the_letter_of_a_stop_is_one_touch_away_and_reads_as_a_page(practice: Practice):
    page = practice.sign_in(practice.context())
    visit = practice.ids["refused_emergency_now"]["visit_id"]
    page.goto(f"{practice.home}/visits/{visit}/result/")
    expect(page.get_by_text("Meanwhile:")).to_have_count(0)
    look(page)
    button = page.get_by_role("button", name="Letter to a doctor (PDF)")
    form = page.locator("form", has=button)
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    answered = page.request.post(
        f"{practice.home}{form.get_attribute('action')}",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
    )
    assert answered.headers["content-type"] == "application/pdf"
    assert answered.body().startswith(b"%PDF")
    page.get_by_role("button", name="Read it as a page first").click()
    expect(page.get_by_role("heading", name="Emergency: please assess now")).to_be_visible()
    for width in (360, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 768})
        look(page)
    page.context.close()


def test_client_and_day_fit_every_screen_light_and_dark(practice: Practice):
    page = practice.sign_in(practice.context())
    client = practice.ids["screened"]["client_id"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for where in (f"/clients/{client}/", "/"):
            page.goto(f"{practice.home}{where}")
            for width in (360, 1024, 1440):
                page.set_viewport_size({"width": width, "height": 768})
                look(page)
    page.context.close()
