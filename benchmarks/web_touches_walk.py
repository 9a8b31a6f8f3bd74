"""A session touched at random over a network that loses, doubles and delays; pages reload.

The page is the real player in a browser, the server the real one; only ``fetch`` is put under
chance: a sending is lost on its way, or its answer is; it goes out twice; it waits; the packet
cannot be brought, so that the session is opened from the tablet's own store.
"""

from typing import Any

import numpy as np
from playwright.sync_api import Page

_NETWORK = """(() => {
  if (!location.pathname.endsWith('/session/')) return;
  const real = window.fetch.bind(window);
  let seed = Number(sessionStorage.getItem('walk') ?? 20261121);
  window.draw = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    sessionStorage.setItem('walk', seed);
    return Math.floor(seed / 65536) % n;
  };
  window.network = { lost: 0, unanswered: 0, doubled: 0, late: 0 };
  window.fetch = async (where, how) => {
    const lost = () => { network.lost += 1; throw new TypeError('lost on its way'); };
    if (sessionStorage.getItem('calm')) return real(where, how);
    if (where.endsWith('/packet/') && draw(3) === 0) lost();
    if (!where.endsWith('/events/')) return real(where, how);
    const fate = draw(10);
    if (fate < 3) lost();
    if (fate < 5) {
      network.unanswered += 1;
      await real(where, how);
      throw new TypeError('its answer was lost');
    }
    if (fate < 7) {
      network.doubled += 1;
      return (await Promise.all([real(where, how), real(where, how)]))[draw(2)];
    }
    if (fate < 8) { network.late += 1; await new Promise((go) => setTimeout(go, draw(80))); }
    return real(where, how);
  };
})()"""
_TOUCH = """async (count) => {
  const player = document.querySelector('ischia-player');
  const names = ['less', 'more', 'pain', 'pause', 'longer', 'undo', 'undo', 'next', 'not_there'];
  for (let n = 0; n < count; n += 1) {
    const state = player.state;
    const isLate = state.index > player.packet.parts.length / 2;
    let name = state.begun ? names[draw(names.length)] : 'next';
    if (isLate && ['next', 'not_there'].includes(name)) name = 'undo';
    player.querySelector(`[data-do=${name}]`).click();
    if (draw(3) === 0) await new Promise((go) => setTimeout(go, draw(40)));
    if (draw(9) === 0) window.dispatchEvent(new Event('online'));
  }
  return { events: player.events.map((one) => [one.id, one.number, one.kind]), network };
}"""
_READY = "Boolean(document.querySelector('ischia-player')?.timer)"
_PATIENCE = 600


class Walk:
    """A session on one page; what the page has told, and what the network did to it."""

    def __init__(self, page: Page, rng: np.random.Generator) -> None:
        self.page, self.rng = page, rng
        self.told: list[list[Any]] = []
        self.network: dict[str, int] = {}
        self.reloads = 0
        page.add_init_script(_NETWORK)

    def touch(self, count: int) -> None:
        """Touch the session so often, and reload the page now and then without waiting."""
        self.page.reload()
        while count > 0:
            self._opened()
            some = min(count, int(self.rng.integers(5, 40)))
            came = self.page.evaluate(_TOUCH, some)
            for name, number in came["network"].items():
                self.network[name] = self.network.get(name, 0) + number
            self.told = came["events"]
            count -= some
            self.page.wait_for_timeout(int(self.rng.choice([0, 0, 300])))
            self.page.reload()
            self.reloads += 1
        self.page.evaluate("sessionStorage.setItem('calm', 'yes')")
        self.page.reload()
        self._opened()

    def _opened(self) -> None:
        """Wait until the session stands on the page."""
        for _ in range(_PATIENCE):
            if self.page.evaluate(_READY):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("the session did not open")

    def wrong(self, held: list[dict[str, Any]]) -> list[str]:
        """Say how the server's events differ from what the page told, if they do."""
        found = []
        ids = [one["id"] for one in held]
        if len(set(ids)) != len(ids):
            found.append("an event is there twice")
        if [one["number"] for one in held] != list(range(len(held))):
            found.append("the numbers of the events have gaps or doubles")
        first = [[one["id"], one["number"], one["kind"]] for one in held[: len(self.told)]]
        if first != self.told:
            found.append("events are lost, of nobody, or in another order")
        return found
