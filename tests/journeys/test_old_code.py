"""HZ33: a player of one version never starts a session with a packet of another."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from ischia.web.pages.player import code
from tests.journeys.room import Practice, look, until

SCRIPTS = Path(code.__file__).parents[2] / "static/ischia"
OLDER = "0" * 16
RUNS = "document.querySelector('ischia-player').state.begun"


def of_before(page: Page) -> None:
    """Let this page be as a tablet has it from before an update: page and code are older."""

    def shell(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(code.version(), OLDER))

    def module(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        route.fulfill(body=(SCRIPTS / name).read_bytes(), content_type="text/javascript")

    page.route(re.compile(r"/session/$"), shell)
    page.route(re.compile(f"/player/{OLDER}/"), module)


def other_packets(page: Page) -> None:
    """Let the practice hand out packets as after an update."""

    def packet(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        told["packet"]["code"] = OLDER
        route.fulfill(response=answer, body=json.dumps(told))

    page.route("**/session/packet/", packet)


def test_hz33_an_old_page_beside_a_new_practice_is_loaded_anew_and_then_starts(
    practice: Practice,
):
    page = practice.sign_in(practice.context(service_workers="block"))
    of_before(page)
    page.goto(practice.next_session())
    old = page.locator("dialog[data-at=old]")
    expect(old).to_be_visible()
    look(page)
    page.keyboard.press("Escape")
    page.locator("[data-do=next]").click()
    expect(old).to_be_visible()
    assert page.evaluate(RUNS) is False
    page.context.set_offline(True)
    page.get_by_role("button", name="Load it anew").click()
    expect(old).to_contain_text("No network. Connect this tablet")
    page.context.set_offline(False)
    page.unroute_all()
    page.get_by_role("button", name="Load it anew").click()
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-do=next]")).to_have_text("Next")
    until(page, lambda: [one["kind"] for one in practice.told(page)] == ["begin"])


def test_hz33_a_running_session_goes_on_through_an_update(practice: Practice):
    page = practice.sign_in(practice.context(service_workers="block"))
    page.goto(practice.next_session())
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-do=next]")).to_have_text("Next")
    other_packets(page)
    page.reload()
    expect(page.locator("[data-do=next]")).to_have_text("Next")
    assert page.locator("dialog[open]").count() == 0
    page.locator("[data-do=less]").click()
    until(page, lambda: [one["kind"] for one in practice.told(page)] == ["begin", "less"])


def test_hz33_a_page_left_open_hears_of_the_update_before_it_starts(practice: Practice):
    page = practice.sign_in(practice.context(service_workers="block"))
    page.goto(practice.next_session())
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    other_packets(page)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("dialog[data-at=old]")).to_be_visible()


def test_hz33_without_a_network_page_and_code_are_of_one_version(practice: Practice):
    page = practice.player()
    kept = (
        "caches.keys().then((names) => Promise.all(names.map((one) => caches.open(one)))"
        ".then((all) => Promise.all(all.map((one) => one.keys()))))"
        ".then((all) => all.flat().map((one) => new URL(one.url).pathname))"
    )
    shell = re.sub(r"^https?://[^/]+", "", page.url)
    until(page, lambda: shell in page.evaluate(kept))
    modules = {one for one in page.evaluate(kept) if one.startswith("/player/")}
    assert modules == {code.address(name) for name in code.NAMES}
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-do=next]")).to_have_text("Next")
    page.context.set_offline(False)
    until(page, lambda: [one["kind"] for one in practice.told(page)] == ["begin"])
