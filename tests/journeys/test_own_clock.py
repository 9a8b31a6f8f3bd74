"""The walks go by a clock of their own: no test meets midnight or a change of clocks by chance."""

from datetime import datetime, timedelta

from tests.clock import BEGINS
from tests.journeys.room import Practice

LONGEST = timedelta(hours=2)


def test_server_and_browser_go_by_the_clock_of_the_test(practice: Practice):
    page = practice.sign_in(practice.context())
    shown = datetime.fromisoformat(page.evaluate("new Date().toISOString()"))
    assert BEGINS <= shown < BEGINS + LONGEST
    parsed = page.evaluate("[Date.parse('2026-03-01T00:00Z'), new Date(0).getTime()]")
    assert parsed == [1_772_323_200_000, 0]  # a day that is named is that day
    page.goto(f"{practice.home}/trail/")
    told = page.locator("td.num").first.text_content()
    written = datetime.strptime(told, "%d %b %Y %H:%M:%S")  # noqa: DTZ007 -- London's, near UTC
    begins = BEGINS.replace(tzinfo=None)
    assert begins - LONGEST < written < begins + 2 * LONGEST
