"""What is on its way is neither called kept nor overtaken by what is sent after it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from tests.journeys.room import Practice, follow, look, until

NET = "[data-at=net]"


@contextmanager
def held_back(page: Page, address: str) -> Iterator[list[Route]]:
    """Hold what is sent to an address on the wire; let it go at the end."""
    waiting: list[Route] = []
    is_held = [True]
    page.route(address, lambda route: waiting.append(route) if is_held[0] else route.continue_())
    yield waiting
    is_held[0] = False
    for one in waiting:
        one.continue_()


def comes(page: Page, waiting: list[Route], count: int) -> None:
    until(page, lambda: len(waiting) >= count)


def test_an_event_on_its_way_is_never_called_kept(practice: Practice):
    page = practice.player()
    page.locator("[data-do=next]").click()
    expect(page.locator(NET)).to_contain_text("All kept")
    with held_back(page, "**/session/events/") as waiting:
        page.locator("[data-do=less]").click()
        assert "1 on this tablet" in page.locator(NET).text_content()
        page.locator("[data-do=more]").click()
        assert "2 on this tablet" in page.locator(NET).text_content()
        comes(page, waiting, 1)
    expect(page.locator(NET)).to_contain_text("All kept")
    assert [one["kind"] for one in practice.told(page)] == ["begin", "less", "more"]
    page.context.close()


def test_a_note_is_signed_with_the_last_word_typed(practice: Practice):
    page = practice.player()
    page.locator("[data-do=next]").click()
    page.locator("[data-do=stop]").click()
    page.locator("[data-reason=done]").click()
    follow(page, page.get_by_role("link", name="To the note"))
    page.fill("[name=plan]", "First.")
    saved = page.locator("#saved")
    with held_back(page, "**/note/edit/") as waiting:
        comes(page, waiting, 1)
        page.fill("[name=plan]", "First, and last.")
        expect(saved).to_have_text("Typing …")
        page.get_by_role("button", name="Sign and lock").click()
        expect(page.get_by_role("button", name="Sign and lock")).to_be_visible()
        assert len(waiting) == 1  # nothing goes past the one on its way
    expect(page.get_by_text("Signed by")).to_be_visible()
    expect(page.get_by_text("First, and last.")).to_be_visible()
    page.context.close()


def test_kept_is_said_of_the_last_word_typed_only(practice: Practice):
    page = practice.player()
    page.locator("[data-do=next]").click()
    page.locator("[data-do=stop]").click()
    page.locator("[data-reason=done]").click()
    follow(page, page.get_by_role("link", name="To the note"))
    page.evaluate("""() => { window.said = []; const line = document.getElementById('saved');
      new MutationObserver(() => window.said.push([line.textContent,
        document.querySelector('[name=plan]').value])).observe(line, {childList: true}); }""")
    page.fill("[name=plan]", "First.")
    with held_back(page, "**/note/edit/") as waiting:
        comes(page, waiting, 1)
        page.fill("[name=plan]", "First, and last.")
    expect(page.locator("#saved")).to_have_text("Kept")
    kept = page.evaluate("window.said.filter(([words]) => words === 'Kept')")
    assert kept == [["Kept", "First, and last."]]
    page.reload()
    expect(page.locator("[name=plan]")).to_have_value("First, and last.")
    page.context.close()


def test_a_word_typed_before_the_script_has_come_is_kept(practice: Practice):
    page = practice.sign_in(practice.context(service_workers="block"))
    with held_back(page, "**/ischia/note*.js") as waiting:
        address = f"{practice.home}/visits/{practice.ids['to_sign']['visit_id']}/note/"
        page.goto(address, wait_until="commit")
        comes(page, waiting, 1)
        was = page.input_value("[name=subjective]")
        page.fill("[name=subjective]", f"{was} Early.")
    expect(page.locator("#saved")).to_have_text("Kept")
    page.reload()
    expect(page.locator("[name=subjective]")).to_have_value(f"{was} Early.")
    page.context.close()


def test_an_answer_touched_before_the_script_has_come_is_kept(practice: Practice):
    page = practice.sign_in(practice.context(service_workers="block"))
    page.goto(practice.next_session().replace("/session/", "/"))
    with held_back(page, "**/ischia/answers*.js") as waiting:
        page.reload(wait_until="commit")
        comes(page, waiting, 1)
        page.locator("details.looks").evaluate("one => { one.open = true }")
        box = page.locator(".looks [data-question]:visible").first
        touched = box.locator("input[value=yes]").first
        assert not touched.is_checked()
        touched.check(force=True)
    expect(box.locator(".q-state")).to_have_text("Kept")
    page.reload()
    page.locator("details.looks").evaluate("one => { one.open = true }")
    expect(touched).to_be_checked()
    page.context.close()


def on_the_form(page: Page, practice: Practice, group: str) -> str:
    address = f"{practice.home}/visits/{practice.ids['half']['visit_id']}/form/{group}/"
    page.goto(address)
    return address


def test_a_page_is_not_sent_past_an_answer_that_is_on_its_way(practice: Practice):
    page = practice.sign_in(practice.context())
    address = on_the_form(page, practice, "danger_pain")
    row = page.locator("[name='q.rash_band'][value=yes]")
    is_on = row.is_checked()
    with held_back(page, "**/danger_pain/save/") as waiting:
        row.set_checked(not is_on)
        comes(page, waiting, 1)
        row.set_checked(is_on)
        page.locator("#none-of").click()
        page.locator("#none-of").click()
        expect(page.locator("[data-question=rash_band] .waiting")).to_be_attached()
        assert page.url == address
        with page.expect_navigation():
            waiting.pop().continue_()
            page.unroute("**/danger_pain/save/")
    assert page.url != address
    page.goto(address)
    assert row.is_checked() == is_on
    page.context.close()


def test_a_question_that_opens_while_the_page_waits_is_seen_first(practice: Practice):
    page = practice.sign_in(practice.context())
    address = on_the_form(page, practice, "operations_implants")
    hip = page.locator("[data-question=hip_replacement]")
    side = page.locator("[data-question=hip_side]")
    if side.is_visible():
        hip.locator("input[value=yes]").first.uncheck()
        expect(side).to_be_hidden()
    with held_back(page, "**/operations_implants/save/") as waiting:
        hip.locator("input[value=yes]").first.check()
        comes(page, waiting, 1)
        page.locator("#none-of").click()
    expect(side).to_be_visible()
    expect(page.locator(".q-state.waiting")).to_have_count(0)
    assert page.url == address
    focused = "document.activeElement.closest('[data-question]')?.dataset.question"
    assert page.evaluate(focused) in {"hip_approach", "hip_side"}
    hip.locator("input[value=yes]").first.uncheck()
    expect(side).to_be_hidden()
    page.context.close()


def test_the_list_that_stands_in_for_the_body_is_readable_in_the_dark(practice: Practice):
    page = practice.sign_in(practice.context(color_scheme="dark"))
    with held_back(page, "**/body.json*") as waiting:
        on_the_form(page, practice, "body")
        comes(page, waiting, 1)
        expect(page.locator("ischia-body-chart select").first).to_be_visible()
        look(page)
    expect(page.locator("ischia-body-chart .paper")).to_be_visible()
    look(page)
    page.context.close()
