"""The client's long form from its link to the thanks without touching a pointer."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.room import PHONE, Practice, until
from tests.journeys.test_keyboard import FOCUSED, follow_by_key, tab_to

GO_ON = re.compile("^(Next|None of these|No to the rest)$")
# What has the focus: its kind, whether its question is still open, what it says.
AT = """() => {
  const e = document.activeElement;
  const box = e.closest('[data-question]');
  const said = box && [...box.querySelectorAll('input, textarea')].some((one) =>
    ['radio', 'checkbox'].includes(one.type) ? one.checked
      : one.type !== 'hidden' && one.value);
  return {
    kind: e.matches('button') ? 'button' : e.type ?? e.tagName.toLowerCase(),
    isOpen: Boolean(box) && !said, isRow: Boolean(box?.matches('.ticked')),
    isUnsure: Boolean(e.closest('.unsure')), words: e.innerText ?? '',
  };
}"""


def answered(page: Page) -> None:
    """Answer what a page asks as the keys come to it, then press the button that goes on."""
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        said, is_seen = page.evaluate(FOCUSED)
        assert is_seen or at["kind"] == "ischia-body-chart", said  # it shows the place in itself
        if at["kind"] == "button" and GO_ON.match(at["words"].strip()):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if not at["isOpen"] or at["isRow"]:
            continue
        if at["kind"] == "radio" or (at["kind"] == "checkbox" and at["isUnsure"]):
            page.keyboard.press("Space")
        elif at["kind"] == "number":
            page.keyboard.type("45")
    raise AssertionError(f"no key goes on from {page.url}")


def marked(page: Page, chart: Locator) -> None:
    """Mark a place of the body by arrow and figure."""
    for _ in range(60):
        page.keyboard.press("Tab")
        inside = chart.evaluate("one => one.shadowRoot.activeElement?.dataset.site ?? ''")
        if inside:
            break
    assert inside
    page.keyboard.press("ArrowRight")
    page.keyboard.press("6")
    strong = "/intensity.:6/.test(document.querySelector('ischia-body-chart').value)"
    until(page, lambda: page.evaluate(strong))


def test_the_long_form_is_filled_and_sent_by_keyboard_alone(practice: Practice):
    page = practice.context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(practice.home + practice.ids["links"]["long"])
    follow_by_key(page, "Begin")
    if page.locator("[name=agree]").count():
        tab_to(page, "I agree")
        page.keyboard.press("Space")
        follow_by_key(page, "Go on")
    pages = set()
    for _ in range(60):
        if page.url.endswith("/end/"):
            break
        pages.add(page.url)
        chart = page.locator("ischia-body-chart")
        if chart.count():
            chart.locator("svg path").first.wait_for()
            marked(page, chart)
        answered(page)
    assert len(pages) > 8
    follow_by_key(page, "Send")
    expect(page.get_by_role("heading", name=re.compile("Thank"))).to_be_visible()
