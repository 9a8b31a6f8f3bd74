"""What the walks through the practice share: signing in, looking closely, the player."""

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import clock
from tests.journeys.own_clock import IN_PAGE

PASSWORD = "a-warm-room-demo"  # noqa: S105 -- of the invented practice
TABLET = {"width": 1024, "height": 768}
PHONE = {"width": 360, "height": 740}
PATIENCE_MS = 45_000  # a person would wait; a busy machine makes them


class Practice:
    """A served demo practice and the sessions that may still be used up."""

    def __init__(self, browser: Browser, home: str, made: dict[str, Any]) -> None:
        self.browser, self.home = browser, home
        self._sessions: list[str] = made["sessions"]
        self.ids: dict[str, dict[str, str]] = made["ids"]

    def reach(self) -> None:
        page = self.browser.new_page()
        for _ in range(240):
            try:
                page.goto(f"{self.home}/alive")
            except Exception:  # noqa: BLE001 -- the server is still starting
                page.wait_for_timeout(500)
            else:
                page.close()
                return
        raise AssertionError("the server did not start")

    def context(self, *, goes_by_hand: bool = False, **how: Any) -> BrowserContext:
        opened = self.browser.new_context(**{"viewport": TABLET, **how})
        if not goes_by_hand:
            opened.add_init_script(IN_PAGE)
        opened.set_default_timeout(PATIENCE_MS)
        return opened

    def with_clock_by_hand(self) -> Page:
        """Return a tablet whose clock begins at that of the tests and which a test can move."""
        page = self.sign_in(self.context(goes_by_hand=True))
        page.clock.install(time=clock.now())
        return page

    def sign_in(self, context: BrowserContext, who: str = "owner") -> Page:
        page = context.new_page()
        page.goto(f"{self.home}/sign-in/")
        page.fill("[name=email]", f"{who}@demo.example")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Your account")).to_be_visible()
        return page

    def next_session(self) -> str:
        """Return the address of a player whose session nobody has begun."""
        return f"{self.home}/visits/{self._sessions.pop()}/session/"

    def player(self, **how: Any) -> Page:
        """Return a tablet with a session that is ready to begin."""
        page = self.sign_in(self.context(**how))
        page.goto(self.next_session())
        expect(page.locator("[data-at=who]")).to_have_text("Mirela", timeout=PATIENCE_MS)
        return page

    @staticmethod
    def told(page: Page) -> list[dict[str, Any]]:
        """Return the events of the session on this page as the server has them."""
        where = page.url.split("/session/")[0] + "/session/packet/"
        answer = page.request.get(where, headers={"Accept": "application/json"})
        found: list[dict[str, Any]] = answer.json()["events"]
        return found


def look(page: Page) -> None:
    """No accessibility violation, and nothing wider than the screen."""
    page.wait_for_load_state()  # what was waited for may stand in the first half of a page
    found = Axe().run(page).response["violations"]
    broken = [
        (one["id"], one["nodes"][0]["target"], one["nodes"][0]["failureSummary"]) for one in found
    ]
    assert not broken, (page.url, broken)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, (page.url, wide, page.viewport_size)


def follow(page: Page, leads_on: Locator) -> None:
    """Touch what leads to another page, and wait until that page is there whole.

    A click comes back before the page it leads to has been read; what follows it at once, and does
    not wait for something of the new page, looks at the old one or at half of the new one.
    """
    with page.expect_navigation():
        leads_on.click()


def plan(page: Page) -> None:
    """Write down a finding of one's own, before which no plan opens, and plan."""
    follow(page, page.get_by_role("link", name="Write it down first"))
    follow(page, page.get_by_role("button", name="No finding of my own"))
    follow(page, page.locator("button:not([aria-disabled])", has_text="Plan the session"))


def slow_down(page: Page, times: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for something that shows on no page."""
    for _ in range(PATIENCE_MS // 250):
        if true():
            return
        page.wait_for_timeout(250)
    raise AssertionError("it did not come")
