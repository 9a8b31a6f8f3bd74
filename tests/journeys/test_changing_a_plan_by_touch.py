"""The plan in the room: changed by touch, with script and without; the letter in one touch."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.test_visit_journey import look, reach

PORT = 8769
HOME = f"http://localhost:{PORT}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The invented practice: its day has visits in every stage."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "ischia", "serve", "--demo", "--data", str(folder)]
    running = subprocess.Popen(  # noqa: S603 -- our own program
        [*command, "--port", str(PORT)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    yield
    running.terminate()
    running.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        yield opened
        opened.close()


def room(browser: Browser, *, script: bool = True) -> tuple[BrowserContext, Page]:
    context = browser.new_context(
        viewport={"width": 1024, "height": 768}, java_script_enabled=script
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    reach(page, f"{HOME}/sign-in/")
    page.fill("[name=email]", "owner@demo.example")
    page.fill("[name=password]", "a-warm-room-demo")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name=re.compile("Today"))).to_be_visible()
    return context, page


def plan_of(page: Page, name: str) -> None:
    page.goto(HOME)
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Plan the session").click()
    expect(page.locator("#plan")).to_be_visible()


@pytest.mark.usefixtures("server")
def test_a_plan_is_changed_priced_taken_back_and_agreed_to_site_by_site(browser: Browser):
    context, page = room(browser)
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    plan_of(page, "Emeka Obi")
    look(page)
    part = page.locator(".parts li[data-site] details:has(button[value=shorten])").first
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
    plan = page.url
    page.get_by_role("link", name="Read the safety answers back").click()
    page.get_by_role("button", name="I read the safety answers back").click()
    expect(page.get_by_role("button", name="✓ I read the safety answers back")).to_be_visible()
    page.goto(plan)
    for area in page.locator("[name=area]").all():
        area.check()
    page.get_by_role("button", name="The client agrees").click()
    expect(page.get_by_role("button", name="Adopt this plan and begin")).to_be_visible()
    page.get_by_role("link", name="Compare the lengths").click()
    expect(page.get_by_role("button", name="Book 60 min")).to_be_visible()
    look(page)
    assert [one for one in complaints if "Content Security Policy" in one] == []
    context.close()


@pytest.mark.usefixtures("server")
def test_without_script_a_change_works_and_a_refused_one_says_why(browser: Browser):
    context, page = room(browser, script=False)
    plan_of(page, "Farida Haidari")
    for _ in range(30):
        page.locator(".parts details:has(button[value=lengthen]) summary").first.click()
        page.locator(".parts button[value=lengthen]").first.click()
        if page.get_by_text("The plan stays as it was").count():
            break
        expect(page.locator(".price")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Pinned:")
    context.close()


@pytest.mark.usefixtures("server")
def test_the_letter_of_a_stop_is_one_touch_away_and_reads_as_a_page(browser: Browser):
    context, page = room(browser)
    page.goto(HOME)
    page.get_by_role("link", name="Hamid Rahimi").click()
    page.get_by_role("link", name="What, why and sources").click()
    expect(page.get_by_text("Meanwhile:")).to_have_count(0)
    look(page)
    button = page.get_by_role("button", name="Letter to a doctor (PDF)")
    form = page.locator("form", has=button)
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    answered = page.request.post(
        f"{HOME}{form.get_attribute('action')}",
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
    context.close()


@pytest.mark.usefixtures("server")
def test_client_and_day_fit_every_screen_light_and_dark(browser: Browser):
    context, page = room(browser)
    page.goto(f"{HOME}/clients/?q=Farida")
    page.get_by_role("link", name="Farida Haidari").click()
    expect(page.get_by_role("heading", name="Flags and limits")).to_be_visible()
    client = page.url
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for where in (client, HOME):
            page.goto(where)
            for width in (360, 1024, 1440):
                page.set_viewport_size({"width": width, "height": 768})
                look(page)
    context.close()
