"""While a session is paused, what one wants next is the way on, not the next part."""

from playwright.sync_api import expect

from tests.journeys.room import Practice

LOUD = "rgb(108, 196, 203)"  # --hand of the player


def test_a_pause_makes_going_on_the_loudest_button_and_gives_it_back(practice: Practice):
    page = practice.player(reduced_motion="reduce")
    go, pause = page.locator('[data-do="next"]'), page.locator('[data-do="pause"]')
    go.click()
    expect(go).to_have_text("Next")
    page.mouse.move(0, 0)  # a button under the pointer has a colour of its own
    expect(go).to_have_css("background-color", LOUD)
    expect(pause).not_to_have_css("background-color", LOUD)
    pause.click()
    expect(pause).to_have_text("Go on")
    page.mouse.move(0, 0)
    expect(pause).to_have_css("background-color", LOUD)
    expect(go).not_to_have_css("background-color", LOUD)
    pause.click()
    expect(pause).to_have_text("Pause")
    page.mouse.move(0, 0)
    expect(pause).not_to_have_css("background-color", LOUD)
    expect(go).to_have_css("background-color", LOUD)
