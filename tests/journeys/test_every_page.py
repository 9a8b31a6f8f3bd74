"""Each page there is, as the list of addresses tells: nothing to object to, on three screens."""

import re

import pytest
from playwright.sync_api import Page

from ischia.web.urls import ROUTES
from tests.journeys.room import PHONE, TABLET, Practice, follow, look

DESKTOP = {"width": 1440, "height": 900}
NO_PAGES = {
    "alive", "ready", "worker", "body_geometry", "player_packet", "player_code", "note_paper",
    "letter_paper", "plan_home", "security_txt",
}  # fmt: skip
# Where a link or a session of one's own comes first, and which visit shows a page at its fullest.
STAGES = {
    "visit": ("link", "half", "planned", "refused_emergency_now"),
    "result": ("planned", "refused_same_day", "refused_emergency_now"),
    "plan": ("planned", "refused_emergency_now"),
    "note": ("to_sign", "signed"),
    "client": ("signed", "link"),
    "player": ("in_session",),
    "letter": ("refused_same_day",),
    "said": ("to_sign", "link"),
    "course": ("signed", "link"),
    "check_in": ("signed",),
}
WALKED = {"form_cover", "form_start", "form_end", "form_thanks", "form_page", "join_link", "join"}
WALKED |= {"check_cover", "check_start", "check_end", "check_thanks", "check_page"}


def pages() -> list[tuple[str, str]]:
    """Return every route that is a page, with each stage it is looked at in."""
    found = []
    for route in ROUTES:
        if "GET" in route.methods and route.name not in NO_PAGES | WALKED:
            usual = ("planned",) if "<" in route.address else ("",)
            found += [(route.name, stage) for stage in STAGES.get(route.name, usual)]
    return found


@pytest.fixture(scope="module")
def owner(practice: Practice) -> Page:
    return practice.sign_in(practice.context(reduced_motion="reduce"))


@pytest.mark.parametrize(("name", "stage"), pages())
def test_a_page_has_no_violation_and_fits(practice: Practice, owner: Page, name: str, stage: str):
    address = next(route.address for route in ROUTES if route.name == name)
    parts = practice.ids.get(stage, {}) | {"group": "body"}
    where = re.sub(r"<\w+:(\w+)>", lambda found: parts[found[1]], address)
    screen = (PHONE, TABLET, DESKTOP)[len(where + name) % 3]
    owner.set_viewport_size(screen)
    owner.emulate_media(color_scheme="dark" if len(name) % 2 else "light")
    answer = owner.goto(f"{practice.home}/{where}")
    assert answer.status == 200, where
    if "text/html" in answer.headers["content-type"]:  # bare data is no page
        look(owner)


def test_the_clients_form_has_no_violation_on_any_page(practice: Practice):
    phone = practice.context(viewport=PHONE, reduced_motion="reduce").new_page()
    phone.goto(practice.home + practice.ids["links"]["form"])
    look(phone)
    follow(phone, phone.get_by_role("button", name="Begin"))
    look(phone)
    phone.get_by_label("I agree").check()
    follow(phone, phone.get_by_role("button", name="Go on"))
    seen = set()
    for number in range(60):
        if phone.url.endswith("/end/"):
            break
        assert phone.url not in seen
        seen.add(phone.url)
        phone.emulate_media(color_scheme="dark" if number % 2 else "light")
        look(phone)
        follow(phone, phone.get_by_role("button", name="Next"))
    look(phone)
    assert len(seen) > 8


def test_a_check_in_has_no_violation_on_any_page_of_a_narrow_phone(practice: Practice):
    how = {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"}
    phone = practice.context(**how).new_page()
    phone.goto(practice.home + practice.ids["links"]["check_in"])
    look(phone)
    follow(phone, phone.get_by_role("button", name="Begin: I answer for myself"))
    if phone.get_by_label("I agree").count():
        look(phone)
        phone.get_by_label("I agree").check()
        follow(phone, phone.get_by_role("button", name="Go on"))
    seen = set()
    for number in range(12):
        if phone.url.endswith("/end/"):
            break
        assert phone.url not in seen
        seen.add(phone.url)
        phone.emulate_media(color_scheme="dark" if number % 2 else "light")
        look(phone)
        follow(phone, phone.get_by_role("button", name="Next"))
    look(phone)
    assert len(seen) == 6


def test_an_invitation_has_no_violation(practice: Practice):
    phone = practice.context(viewport=PHONE, reduced_motion="reduce").new_page()
    phone.goto(practice.home + practice.ids["links"]["join"])
    look(phone)
    phone.goto(f"{practice.home}/join/none/")
    look(phone)
