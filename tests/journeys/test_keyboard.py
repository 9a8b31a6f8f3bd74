"""The whole way from sign-in to a signed note without touching a pointer."""

from playwright.sync_api import Page, expect

from tests.journeys.room import PASSWORD, Practice

FOCUSED = """() => {
  const e = document.activeElement;
  if (e === document.body) return ['', true];
  const label = e.labels?.[0]?.innerText ?? '';
  const words = `${e.getAttribute('aria-label') ?? ''} ${e.innerText ?? ''} ${label}`;
  const isSeen = getComputedStyle(e).outlineStyle !== 'none' || e.matches('input, textarea');
  return [words.replace(/\\s+/g, ' ').trim(), isSeen];
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus is called so; the focus is seen all the way."""
    for _ in range(200):
        page.keyboard.press("Tab")
        said, is_seen = page.evaluate(FOCUSED)
        if said:
            assert is_seen, said
        if words in said:
            return
    raise AssertionError(f"no key leads to {words!r}")


def press(page: Page, words: str, key: str = "Enter") -> None:
    tab_to(page, words)
    page.keyboard.press(key)


def follow_by_key(page: Page, words: str) -> None:
    """Press Enter on what leads to another page, and wait for it."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick_each(page: Page, boxes: str) -> None:
    """Tick with the keys each of these boxes that is open."""
    open_ones = page.locator(f"{boxes}:not(:checked)")
    for _ in range(open_ones.count()):
        for _ in range(300):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches('{boxes}:not(:checked)')"):
                break
        page.keyboard.press("Space")
    assert open_ones.count() == 0


def agree_to_every_area(page: Page) -> None:
    tick_each(page, "[name=area]")
    follow_by_key(page, "The client agrees")
    expect(page.get_by_text("Agreed")).to_be_visible()


def test_from_sign_in_to_a_signed_note_by_keyboard_alone(practice: Practice):
    page = practice.context().new_page()
    page.goto(f"{practice.home}/sign-in/")
    tab_to(page, "E-mail")
    page.keyboard.type("owner@demo.example")
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    follow_by_key(page, "Farida Haidari")
    tick_each(page, ".own-words input[name=words]")
    follow_by_key(page, "I read the safety answers back")
    if page.locator("#plan-waits").count():  # unless another walk wrote the finding down
        press(page, "Plan the session")  # not open yet: reached, pressed, and nothing is sent
        for words in ("Write it down first", "No finding of my own"):
            follow_by_key(page, words)
    follow_by_key(page, "Plan the session")
    agree_to_every_area(page)
    follow_by_key(page, "Adopt this plan")
    expect(page.locator("[data-at=who]")).to_have_text("Farida")
    go = page.locator("[data-do=next]")
    press(page, "Start")
    expect(go).to_have_text("Next")
    for _ in range(2):
        page.keyboard.press("Enter")
    press(page, "Less", "Space")
    press(page, "Pause", "Space")
    press(page, "Toilet", "Space")
    press(page, "Go on", "Space")
    press(page, "Stop", "Space")
    expect(page.get_by_role("heading", name="Stopped. What happened?")).to_be_visible()
    press(page, "Enough for today")
    expect(page.get_by_role("heading", name="The session has ended")).to_be_visible()
    follow_by_key(page, "To the note")
    follow_by_key(page, "Sign and lock")
    expect(page.get_by_text("Signed by Rosalind Okafor")).to_be_visible()
