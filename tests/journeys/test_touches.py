"""A session touched at random: a hundred touches of ``benchmarks/web_touches.py``."""

import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from tests.journeys.room import Practice, until

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from web_touches_walk import Walk

TOUCHES = 120


def test_hz31_hz32_each_touch_reaches_the_server_once_and_in_order(practice: Practice):
    page = practice.player()
    walk = Walk(page, np.random.default_rng(20261121))
    walk.touch(TOUCHES)
    assert len(walk.told) > TOUCHES / 3
    assert sum(walk.network.values()) > 0
    until(page, lambda: len(practice.told(page)) >= len(walk.told))
    assert walk.wrong(practice.told(page)) == []


def test_a_session_of_many_hundred_touches_without_a_network_is_sent_whole(practice: Practice):
    page = practice.player()
    page.locator("[data-do=next]").click()
    page.route("**/session/events/", lambda route: route.abort())
    told = page.evaluate("""() => {
      const player = document.querySelector('ischia-player');
      for (let n = 0; n < 620; n += 1) player.do_less();
      return player.events.length;
    }""")
    assert told > 600
    page.unroute("**/session/events/")
    until(page, lambda: len(practice.told(page)) >= told)
    numbers = [one["number"] for one in practice.told(page)]
    assert numbers == list(range(len(numbers)))


def test_a_session_left_open_overnight_is_still_told(practice: Practice):
    page = practice.sign_in(practice.context())
    page.clock.install()
    page.goto(practice.next_session())
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    tell = "(name) => document.querySelector('ischia-player')[`do_${name}`]()"
    for name in ("next", "pause"):
        page.evaluate(tell, name)
    page.clock.fast_forward("09:00:00")
    page.evaluate(tell, "pause")
    until(page, lambda: len(practice.told(page)) >= 3)
    told = practice.told(page)
    assert [one["kind"] for one in told[:3]] == ["begin", "pause", "resume"]
    assert told[2]["elapsed_s"] == 6 * 3600
