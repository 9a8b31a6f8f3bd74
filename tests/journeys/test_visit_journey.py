"""A whole visit in a browser: set-up, a client's phone, the room without a network, the note."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.own_clock import BY_OWN_CLOCK, IN_PAGE, environment
from tests.journeys.room import follow, look, plan, until
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
GO_ON = re.compile("^(Next|None of these|No to the rest)$")
# Answers each open question of a page as an ordinary adult with a sore back would; rows to tick
# are answered by the one button that goes on.
FILL = """() => { for (const box of document.querySelectorAll('[data-question]')) {
  if (box.hidden || box.matches('.ticked') || box.querySelector('input:checked')) continue;
  const get = (s) => box.querySelector(s);
  const tap = (e) => { e.checked = true; e.dispatchEvent(new Event('change', {bubbles: true})); };
  if (box.classList.contains('k-yes_no')) tap(get('input[value=no]'));
  else if (box.classList.contains('k-choice')) tap(get('input[type=radio]'));
  else if (box.classList.contains('k-choices')) tap(get('input[name$=".none"]'));
  else if (get('.scale')) tap(get('.scale input[value="4"]'));
  else if (box.classList.contains('k-marks')) {
    const chart = get('ischia-body-chart');
    const mark = {site: 'lumbar', side: 'left', intensity: 5};
    chart.value = JSON.stringify({marks: [mark], drawings: []});
    chart.dispatchEvent(new Event('change', {bubbles: true}));
  } else if (box.dataset.question === 'age') {
    const n = get('input[type=number]');
    n.value = 45;
    n.dispatchEvent(new Event('change', {bubbles: true}));
  } else if (get('.unsure input')) tap(get('.unsure input'));
} }"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("practice"), free_port()
    command = [*BY_OWN_CLOCK, "ischia", "serve", "--data", str(folder), "--port", str(port)]
    running = subprocess.Popen(  # noqa: S603 -- our own program
        command, cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    yield f"http://localhost:{port}"
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


def reach(page: Page, address: str) -> None:
    for _ in range(240):
        try:
            page.goto(address)
        except Exception:  # noqa: BLE001 -- the server is still starting
            page.wait_for_timeout(500)
        else:
            return
    pytest.fail("the server did not start")


def answered_on_a_phone(browser: Browser, link: str, complaints: list[str]) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    context.add_init_script(IN_PAGE)
    phone = context.new_page()
    phone.on("console", lambda told: complaints.append(told.text))
    phone.goto(link)
    look(phone)
    follow(phone, phone.get_by_role("button", name="Begin"))
    phone.get_by_label("I agree").check()
    follow(phone, phone.get_by_role("button", name="Go on"))
    for number in range(40):
        if phone.url.endswith("/end/"):
            break
        if number in {0, 1, 7}:
            look(phone)
        phone.evaluate(FILL)
        expect(phone.locator("#saved")).to_have_text(re.compile("Everything is kept|^$"))
        follow(phone, phone.get_by_role("button", name=GO_ON))
    look(phone)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    phone.context.close()


def test_a_visit_from_the_clients_phone_to_a_signed_note_with_the_network_gone(
    browser: Browser, home: str
):
    complaints: list[str] = []
    room = browser.new_context(viewport={"width": 1024, "height": 768})
    room.add_init_script(IN_PAGE)
    page = room.new_page()
    page.set_default_timeout(60_000)
    page.on("console", lambda told: complaints.append(told.text))
    reach(page, home)
    look(page)
    for name, value in (
        ("practice", "Quiet Hands"), ("name", "Ada"), ("email", "ada@quiet.example"),
        ("password", "a-quiet-long-word"),
    ):  # fmt: skip
        page.fill(f"[name={name}]", value)
    follow(page, page.get_by_role("button", name="Begin"))
    look(page)
    page.goto(f"{home}/clients/new/")
    page.fill("[name=name]", "Mirela Stone")
    follow(page, page.get_by_role("button", name="Add"))
    look(page)
    follow(page, page.get_by_role("button", name="Book"))
    visit = page.url
    look(page)
    follow(page, page.get_by_role("button", name="Link for the client's phone"))
    answered_on_a_phone(browser, page.get_by_role("textbox").input_value(), complaints)
    page.goto(visit)
    look(page)
    follow(page, page.get_by_role("button", name="Screen today's answers"))
    look(page)
    page.goto(visit)
    page.get_by_role("button", name="I read the safety answers back").click()
    expect(page.locator("#plan-waits")).to_be_visible()
    look(page)
    plan(page)
    look(page)
    for area in page.locator("[name=area]").all():  # those near private parts are asked by name
        area.check()
    page.get_by_role("button", name="The client agrees").click()
    expect(page.get_by_text("Agreed")).to_be_visible()
    page.get_by_role("button", name="Adopt this plan").click()
    in_the_room(page, home)
    look(page)
    page.fill("[name=plan]", page.input_value("[name=plan]") + "\nSlept well.")
    expect(page.locator("#saved")).to_have_text("Kept")
    page.get_by_role("button", name="Sign and lock").click()
    expect(page.get_by_text("Signed by Ada")).to_be_visible()
    expect(page.get_by_text("Stopped after")).to_be_visible()
    look(page)
    page.goto(f"{home}/trail/")
    page.get_by_role("link", name="Walk all of it").click()
    expect(page.get_by_text("The chain of rows is whole.")).to_be_visible()
    look(page)
    policy = [one for one in complaints if "Content Security Policy" in one]
    assert policy == []


def in_the_room(page: Page, home: str) -> None:
    """Run a session whose network goes away and comes back after the end."""
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    go, net = page.locator("[data-do=next]"), page.locator("[data-at=net]")
    go.click()
    expect(net).to_contain_text("All kept")
    look(page)
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    kept = "caches.match(location.pathname).then((kept) => kept !== undefined)"
    until(page, lambda: page.evaluate(kept))
    page.context.set_offline(True)
    pressure = page.locator("[data-at=pressure]")
    for _ in range(12):  # on to a part that can be made lighter
        if re.search("Pressure [234]", pressure.text_content() or ""):
            break
        go.click()
    # In one breath, so that no database on the tablet can have the tap when the page goes.
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-do=less]').click(); location.reload()")
    expect(pressure).to_contain_text("less since")
    expect(net).to_contain_text("on this tablet")
    page.locator("[data-do=stop]").click()
    expect(page.locator("dialog[open]")).to_contain_text("What happened")
    expect(net).to_contain_text("No network")
    page.locator("[data-reason=done]").click()
    expect(page.locator("dialog[open]")).to_contain_text("kept on this tablet")
    session = page.url
    page.context.clear_cookies()  # meanwhile the sign-in has ended
    page.context.set_offline(False)
    expect(net).to_contain_text("Sign in again", timeout=60_000)
    page.goto(f"{home}/sign-in/")
    page.fill("[name=email]", "ada@quiet.example")
    page.fill("[name=password]", "a-quiet-long-word")
    follow(page, page.get_by_role("button", name="Sign in"))
    page.goto(session)
    expect(net).to_contain_text("All kept", timeout=60_000)
    follow(page, page.get_by_role("link", name="To the note"))
