"""The player at the table: read from afar, run late, paused, stopped, offline, on two tablets."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.room import PATIENCE_MS, Practice, look, slow_down, until

LAWS = (Path(__file__).parent / "session_laws.js").read_text(encoding="utf-8")
MINE = "document.querySelector('ischia-player').events.map((e) => [e.id, e.number, e.kind])"


def begin(page: Page) -> None:
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-do=next]")).to_have_text("Next")


def on_to_hands(page: Page) -> None:
    """Go on to the first part with hands on."""
    body = page.locator("[data-at=body]")
    for _ in range(8):
        if body.get_attribute("data-moves") == "yes":
            return
        page.locator("[data-do=next]").click()
    raise AssertionError("no part moves")


def all_kept(page: Page) -> None:
    expect(page.locator("[data-at=net]")).to_contain_text("All kept", timeout=PATIENCE_MS)


def test_the_player_is_read_from_two_metres_and_shows_the_stroke(practice: Practice):
    page = practice.player()
    begin(page)
    on_to_hands(page)
    look(page)
    digits = page.locator("[data-at=left]")
    assert digits.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 96
    box, ring = digits.bounding_box(), page.locator(".p-ring").bounding_box()
    assert box["width"] < ring["width"]
    assert page.locator("[data-at=body] .place").count() >= 1
    first = page.locator(".hand").first
    was = first.bounding_box()
    until(page, lambda: first.bounding_box() != was)
    for button in page.locator("ischia-player button:visible").all():
        assert button.bounding_box()["height"] >= 72
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_nothing_moves_for_whoever_asks_for_no_motion(practice: Practice):
    page = practice.player(reduced_motion="reduce")
    begin(page)
    for _ in range(8):
        if page.locator("[data-at=body] .line").count():
            break
        page.locator("[data-do=next]").click()
    assert page.locator("[data-at=body] .line").count() >= 1
    assert page.locator("animateMotion, .hand").count() == 0


def test_shortening_is_lawful_whatever_happens(practice: Practice):
    page = practice.sign_in(practice.context())
    assert page.evaluate(LAWS) == []


def test_a_pause_has_a_reason_and_running_late_shortens_later_parts(practice: Practice):
    page = practice.with_clock_by_hand()
    page.goto(practice.next_session())
    begin(page)
    on_to_hands(page)
    page.locator("[data-do=pause]").click()
    page.get_by_role("button", name="Toilet").click()
    expect(page.get_by_role("button", name="Toilet")).to_have_attribute("aria-pressed", "true")
    look(page)
    left, total = page.locator("[data-at=left]"), page.locator("[data-at=total]")
    stands = left.text_content()
    in_hand = 60 - int((total.text_content() or "").split(":")[0])  # parts left early gave time
    page.clock.fast_forward(f"{in_hand + 4}:10")
    expect(total).to_contain_text(re.compile(r"\d min late"))
    assert left.text_content() == stands
    page.locator("[data-do=pause]").click()
    caught_up = re.compile(r"(\d) min late: later parts are \1 min shorter")
    expect(page.locator("[data-at=said]")).to_contain_text(caught_up)
    expect(total).not_to_contain_text("late")
    page.locator("[data-do=undo]").click()
    expect(total).to_contain_text(re.compile(r"\d min late"))
    for _ in range(2):  # declined once: not made up for again
        page.locator("[data-do=pause]").click()
    expect(total).to_contain_text(re.compile(r"\d min late"))
    all_kept(page)
    told = [one["kind"] for one in practice.told(page)]
    assert told.count("shorter") == 1
    assert told.count("pause") == 3
    page.locator("[data-do=stop]").click()
    page.locator("[data-reason=done]").click()
    all_kept(page)
    page.get_by_role("link", name="To the note").click()
    note = page.locator("[name=plan]")
    expect(note).to_have_value(re.compile(r"Paused after \d+ min for \d+ min \d\d s \(toilet\)\."))


@pytest.mark.parametrize("slower", [1, 6])
def test_stop_is_one_touch_and_a_reason_tapped_at_once_ends_it(practice: Practice, slower: int):
    page = practice.player()
    begin(page)
    slow_down(page, slower)
    page.evaluate("""() => {
      document.querySelector('[data-do=next]').click();
      document.querySelector('[data-do=stop]').click();
      document.querySelector('[data-do=stop]').click();
      document.querySelector('[data-reason=pain]').click();
      document.querySelector('[data-reason=done]').click();
    }""")
    over = page.locator("dialog[data-at=over]")
    expect(over).to_be_visible()
    assert page.locator("dialog[open]").count() == 1
    all_kept(page)
    told = practice.told(page)
    assert [one["kind"] for one in told].count("stop") == 1
    assert told[-1]["body"] == {"reason": "pain"}
    assert [one["body"]["part"] for one in told if one["kind"] == "part_done"] == [0, 1]


def test_a_slip_on_stop_goes_on_and_a_reload_asks_again(practice: Practice):
    page = practice.player()
    begin(page)
    why = page.locator("dialog[data-at=why]")
    page.locator("[data-do=stop]").click()
    expect(why).to_contain_text("What happened?")
    look(page)
    page.keyboard.press("Escape")
    expect(why).to_be_visible()
    page.reload()
    expect(why).to_be_visible()
    page.get_by_role("button", name="A slip: go on").click()
    expect(why).not_to_be_visible()
    expect(page.locator("[data-do=pause]")).to_have_text("Pause")
    all_kept(page)
    assert [one["kind"] for one in practice.told(page)] == ["begin", "pause", "resume"]


def test_client_behaviour_ends_the_visit_and_bars_a_new_one(practice: Practice):
    page = practice.player()
    begin(page)
    page.locator("[data-do=stop]").click()
    page.get_by_role("button", name="Client behaviour").click()
    all_kept(page)
    page.goto(page.url.replace("/session/", "/"))
    page.get_by_role("link", name=re.compile("Mirela")).first.click()
    expect(page.get_by_text("No further visit is booked")).to_contain_text("Client behaviour")
    look(page)
    assert page.get_by_role("button", name="Book").count() == 0
    told = {"starts_at": "2031-01-01T10:00", "minutes": "60", "place": "clinic", "support": "table"}
    told["csrfmiddlewaretoken"] = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    refused = page.request.post(f"{page.url}visits/", form=told)
    assert refused.status == 422
    assert "bars a new one" in refused.text()


def test_a_push_cut_off_in_the_middle_is_stored_once_and_only_once(practice: Practice):
    page = practice.player()
    begin(page)
    all_kept(page)
    pushes = []

    def flap(route: Route) -> None:
        """Let the first push reach the server and lose the answer, then drop one whole."""
        pushes.append(1)
        if len(pushes) == 1:
            route.fetch()
            route.abort()
        elif len(pushes) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/session/events/", flap)
    taps = ["less", "more", "pain", "next", "longer", "less", "undo", "skip", "pause", "pause"]
    for tap in taps:
        page.locator(f"[data-do={tap}]").click()
    page.locator("[data-do=stop]").click()
    page.locator("[data-reason=done]").click()
    all_kept(page)
    mine = page.evaluate(MINE)
    theirs = [[one["id"], one["number"], one["kind"]] for one in practice.told(page)]
    assert theirs == mine
    assert len({one[0] for one in mine}) == len(mine) > len(taps)
    assert len(pushes) >= 3
    stores = "indexedDB.databases().then((all) => all.map((one) => one.name))"
    assert page.evaluate(stores) == ["ischia-session"]


def test_two_tablets_on_one_session_take_turns_and_lose_nothing(practice: Practice):
    first = practice.player()
    begin(first)
    first.locator("[data-do=less]").click()
    all_kept(first)
    second = practice.sign_in(practice.context())
    second.goto(first.url)
    held = second.locator("dialog[data-at=held]")
    expect(held).to_contain_text("Another tablet runs this session")
    look(second)
    second.get_by_role("button", name="Take it over").click()
    expect(second.locator("[data-do=next]")).to_have_text("Next")
    first.locator(
        "[data-do=pain]"
    ).click()  # the first does not know yet: kept, and it stands still
    expect(first.locator("dialog[data-at=held]")).to_be_visible()
    second.locator("[data-do=next]").click()
    all_kept(second)
    kinds = [one["kind"] for one in practice.told(second)]
    assert sorted(kinds) == ["begin", "less", "pain", "part_done"]
    first.get_by_role("button", name="Take it over").click()
    expect(first.locator("dialog[data-at=held]")).not_to_be_visible()
    expect(first.locator("[data-at=title]")).not_to_have_text("Arrive")


def test_the_player_goes_on_while_the_screen_is_locked(practice: Practice):
    page = practice.player()
    begin(page)
    all_kept(page)
    locking = page.request.post(
        f"{practice.home}/lock/",
        headers={
            "Accept": "application/json",
            "X-CSRFToken": page.get_attribute("ischia-player", "data-token"),
        },
    )
    assert locking.status == 204
    page.locator("[data-do=less]").click()
    all_kept(page)
    page.reload()
    expect(page.locator("[data-do=next]")).to_have_text("Next")
    page.locator("[data-do=stop]").click()
    page.locator("[data-reason=done]").click()
    all_kept(page)
    page.get_by_role("link", name="To the note").click()
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    look(page)
    page.fill("[name=password]", "a-warm-room-demo")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[name=plan]")).to_be_visible()
