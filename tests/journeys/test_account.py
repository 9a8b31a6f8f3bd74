"""Passkeys with a virtual authenticator, the lock over unsaved work, sessions, an invitation."""

from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.room import PASSWORD, PHONE, Practice, follow, look

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device(page: Page) -> CDPSession:
    """Give the page's browser a device that keeps passkeys; return the line to it."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return line


def idle(page: Page) -> None:
    """Let a quarter of an hour pass as the page sees it."""
    page.evaluate("localStorage.setItem('ischia-touched', String(Date.now() - 900_000))")


def test_a_passkey_is_made_signs_in_and_unlocks(practice: Practice):
    page = practice.sign_in(practice.context(), "therapist")
    device(page)
    page.goto(f"{practice.home}/account/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("not used yet")).to_be_visible()
    look(page)
    follow(page, page.get_by_role("button", name="Sign out here"))
    page.get_by_role("button", name="With a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.goto(f"{practice.home}/account/")
    expect(page.get_by_text("not used yet")).to_have_count(0)
    page.get_by_role("button", name="Lock this screen now").click()
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    page.get_by_role("button", name="With a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_a_device_without_the_key_is_told_so_and_the_password_still_works(practice: Practice):
    page = practice.context().new_page()
    device(page)
    page.goto(f"{practice.home}/sign-in/")
    page.get_by_role("button", name="With a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("did not work here")


def test_the_lock_covers_unsaved_work_and_gives_it_back(practice: Practice):
    page = practice.sign_in(practice.context(), "desk")
    page.goto(f"{practice.home}/clients/new/")
    page.fill("[name=name]", "Half Typed")
    other = page.context.new_page()
    other.goto(f"{practice.home}/clients/")
    with page.expect_response("**/lock/"):  # the server knows it before the other page asks
        idle(page)
    lock = page.locator("#lock")
    expect(lock).to_be_visible()
    look(page)
    expect(page.locator("main")).not_to_be_visible()
    expect(other.locator("#lock")).to_be_visible()
    page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Locked")).to_be_visible()
    lock.locator("[name=password]").fill("wrong")
    lock.get_by_role("button", name="Unlock", exact=True).click()
    expect(lock.get_by_role("alert")).to_contain_text("does not fit")
    lock.locator("[name=password]").fill(PASSWORD)
    lock.get_by_role("button", name="Unlock", exact=True).click()
    expect(lock).not_to_be_visible()
    assert page.input_value("[name=name]") == "Half Typed"
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Half Typed")).to_be_visible()


def test_signing_out_elsewhere_ends_the_other_tablet_on_its_next_touch(practice: Practice):
    there = practice.sign_in(practice.context(), "auditor")
    here = practice.sign_in(practice.context(viewport=PHONE), "auditor")
    here.goto(f"{practice.home}/account/")
    look(here)
    here.get_by_role("button", name="Sign out everywhere else").click()
    expect(here.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)
    there.goto(f"{practice.home}/trail/")
    expect(there.get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_invited_person_joins_on_their_phone_and_a_leaver_is_out(practice: Practice):
    owner = practice.sign_in(practice.context())
    owner.goto(f"{practice.home}/people/")
    look(owner)
    owner.fill("[name=name]", "Leonie Vogt")
    owner.fill("[name=email]", "leonie@demo.example")
    owner.get_by_label("Front desk").check()
    follow(owner, owner.get_by_role("button", name="Make the invitation"))
    look(owner)
    link = owner.get_by_role("textbox").input_value()
    phone = practice.context(viewport=PHONE).new_page()
    phone.goto(
        practice.home + link.removeprefix("http://localhost").split(":")[-1].lstrip("0123456789")
    )
    look(phone)
    assert "token" not in phone.url
    phone.fill("[name=password]", "a-quiet-long-word")
    phone.get_by_role("button", name="Begin").click()
    expect(phone.get_by_role("heading", name="Today")).to_be_visible()
    owner.goto(f"{practice.home}/people/")
    owner.get_by_role("button", name="Leonie Vogt leaves").click()
    expect(owner.get_by_role("button", name="Leonie Vogt comes back")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
