"""A session touched at random: a hundred touches of ``benchmarks/web_touches.py``."""

import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import Route, expect

from tests.journeys.room import Practice, until

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from web_touches_walk import Walk

TOUCHES = 120
STORES = """async () => {
  const db = await new Promise((done) => {
    const ask = indexedDB.open('ischia-session', 1);
    ask.onsuccess = () => done(ask.result);
  });
  const rows = [];
  for (const name of ['packets', 'events']) {
    rows.push(...await new Promise((done) => {
      const ask = db.transaction(name).objectStore(name).getAll();
      ask.onsuccess = () => done(ask.result);
    }));
  }
  db.close();
  const plain = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? new TextDecoder('latin1').decode(value) : value;
  const kept = JSON.stringify(rows, (_, value) => plain(value)) + JSON.stringify(localStorage);
  let cached = '';
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.matchAll()) cached += one.url + await one.text();
  }
  return [rows.length, kept, cached];
}"""


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
    page = practice.with_clock_by_hand()
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


def test_a_session_that_could_not_be_opened_is_asked_for_again(practice: Practice):
    page = practice.sign_in(practice.context())
    refused: list[str] = []

    def busy(route: Route) -> None:
        if len(refused) < 2:
            refused.append(route.request.url)
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/session/packet/", busy)
    page.goto(practice.next_session())
    expect(page.get_by_text("There is no session on this tablet")).to_be_visible()
    expect(page.locator("[data-at=who]")).to_have_text("Mirela")
    assert len(refused) == 2
    page.locator("[data-do=next]").click()
    until(page, lambda: [one["kind"] for one in practice.told(page)] == ["begin"])


def test_s43_s44_nothing_on_the_tablet_is_readable_and_nothing_stays(practice: Practice):
    page = practice.player()
    page.route("**/session/events/", lambda route: route.abort())
    for name in ("next", "less", "pain"):
        page.locator(f"[data-do={name}]").click()
    until(page, lambda: page.evaluate(STORES)[0] >= 4)  # the packet and three events
    _, kept, cached = page.evaluate(STORES)
    for marked in ("Mirela", "less", "pain", "lumbar", "pressure"):
        assert f'"{marked}' not in kept
    assert "Mirela" not in kept + cached
    page.locator("[data-do=stop]").click()
    page.locator("[data-reason=done]").click()
    page.unroute("**/session/events/")
    until(page, lambda: page.evaluate(STORES)[0] == 0)
    assert len(practice.told(page)) >= 4
