"""The client's form: rows to tick, one button that goes on, pictures, three languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.room import Practice, look, until

NARROW = {"width": 320, "height": 640}
UPRIGHT = {"width": 768, "height": 1024}
NONE_OR_REST = {
    "en": re.compile("^(None of these|No to the rest|Next)$"),
    "ko": re.compile("^(해당 없음|나머지는 모두 아니요|다음)$"),
    "vi": re.compile("^(Không có điều nào|Còn lại đều không|Tiếp theo)$"),
}
OWN_NAMES = {"en": "English", "ko": "한국어", "vi": "Tiếng Việt"}


@pytest.fixture(scope="module")
def tablet(practice: Practice) -> Page:
    return practice.sign_in(practice.context(viewport=UPRIGHT, reduced_motion="reduce"))


def address(practice: Practice, page: str, kind: str = "short", stage: str = "half") -> str:
    return f"{practice.home}/visits/{practice.ids[stage]['visit_id']}/{kind}/{page}"


def speak(page: Page, language: str) -> None:
    button = page.get_by_role("button", name=OWN_NAMES[language], exact=True)
    with page.expect_navigation():
        button.click()
    expect(page.get_by_role("button", name=OWN_NAMES[language], exact=True)).to_have_attribute(
        "aria-current", "true"
    )


@pytest.mark.parametrize(
    ("language", "scheme"), [("en", "dark"), ("ko", "light"), ("ko", "dark"), ("vi", "light")]
)
def test_the_short_form_fits_a_narrow_phone_in_each_language(
    practice: Practice, tablet: Page, language: str, scheme: str
):
    tablet.set_viewport_size(NARROW)
    tablet.emulate_media(color_scheme=scheme)
    tablet.goto(address(practice, "danger_nerves/"))
    speak(tablet, language)
    for group in ("conditions", "skin_feet"):
        tablet.goto(address(practice, f"{group}/"))
        assert tablet.locator("html").get_attribute("lang").startswith(language)
        row = tablet.locator(".ticked.k-yes_no input[type=checkbox]").first
        row.check()
        expect(row).to_be_checked()
        tablet.locator("details.whole summary").first.click()
        look(tablet)
    tablet.set_viewport_size(UPRIGHT)


def test_korean_comes_with_a_font_of_our_own(practice: Practice, tablet: Page):
    tablet.goto(address(practice, "danger_illness/"))
    speak(tablet, "ko")
    loaded = """[...document.fonts].some((one) =>
      one.family.includes('Noto Sans KR') && one.status === 'loaded')"""
    until(tablet, lambda: tablet.evaluate(loaded))
    look(tablet)


def test_the_short_form_is_tapped_to_its_end_in_korean(practice: Practice, tablet: Page):
    tablet.goto(address(practice, "danger_nerves/"))
    speak(tablet, "ko")
    tablet.goto(address(practice, "body/"))
    if tablet.locator("[name='q.age']").input_value() == "":
        tablet.fill("[name='q.age']", "45")
    tablet.locator("[name='q.sex'][value=male]").check()
    seen = []
    for _ in range(30):
        if "/short/" not in tablet.url:
            break
        seen.append(tablet.url)
        for row in tablet.locator(".k-choice:visible:not(.ticked)").all():
            row.locator("input[type=radio]").first.check()
        expect(tablet.locator("#saved")).to_have_text(re.compile("모두 저장됨|^$"))
        with tablet.expect_navigation():
            tablet.get_by_role("button", name=NONE_OR_REST["ko"]).click()
    expect(tablet.get_by_text("Read back with the client")).to_be_visible()
    expect(tablet.get_by_text("not yet read by a native speaker")).to_be_visible()
    assert len(seen) == len(set(seen)) > 8


def test_one_button_says_no_to_the_rest_and_a_row_says_so_afterwards(
    practice: Practice, tablet: Page
):
    where = address(practice, "operations_implants/", kind="form", stage="half")
    tablet.goto(where)
    speak(tablet, "en")
    row = tablet.locator("[data-question=hip_replacement]")
    go_on = tablet.locator("#none-of")
    row.locator("input[value=yes]").first.check()
    expect(go_on).to_have_text("No to the rest")
    expect(tablet.locator("[data-question=hip_side]")).to_be_visible()
    row.locator("input[value=yes]").first.uncheck()
    expect(tablet.locator("[data-question=hip_side]")).to_be_hidden()
    row.get_by_label("Not sure").check()
    expect(go_on).to_have_text("No to the rest")
    row.get_by_label("Not sure").uncheck()
    with tablet.expect_navigation():
        go_on.click()
    tablet.goto(where)
    expect(row.locator(".said")).to_have_text("No")
    expect(row.locator("input[value=yes]").first).not_to_be_checked()


def test_a_page_of_rows_is_answered_by_keyboard_alone(practice: Practice, tablet: Page):
    tablet.goto(address(practice, "danger_pain/", kind="form"))
    speak(tablet, "en")
    for _ in range(40):
        tablet.keyboard.press("Tab")
        if tablet.evaluate("document.activeElement.name") == "q.rash_band":
            break
    tablet.keyboard.press("Space")
    expect(tablet.locator("[name='q.rash_band']")).to_be_checked()
    expect(tablet.locator("[data-question=rash_band] .q-state")).to_have_text("Kept")
    for _ in range(60):
        tablet.keyboard.press("Tab")
        if tablet.evaluate("document.activeElement.id") == "none-of":
            break
    with tablet.expect_navigation():
        tablet.keyboard.press("Enter")
    assert "danger_pain" not in tablet.url
