"""Whether a tablet ever begins from an old packet: its own code, with a clock that is drawn.

``outbox.js`` runs in a real browser, keeps a packet and is asked for it again at drawn moments,
while the clock it reads is moved. :mod:`web_offline` counts (HZ26).
"""

from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import define, field
from playwright.sync_api import Browser, Page, Route

ADDRESS: Final = "http://localhost"
CODE: Final = Path(__file__).resolve().parents[1] / "src/ischia/web/static/ischia/outbox.js"
LIFE_H: Final = 12.0
SLACK_H: Final = 5 / 60
_RUN: Final = """async (histories) => {
  const { Outbox } = await import("/outbox.js");
  const now = Date.now, key = btoa("k".repeat(32)), given = [];
  for (const [n, { keeps, begins, asks }] of histories.entries()) {
    Date.now = () => keeps * 3600000;
    const box = await new Outbox(`visit-${n}`).open(key);
    await box.keepPacket({ n });
    if (begins) await box.add({ id: `${n}`, number: 0, kind: "begin" });
    const found = [];
    for (const at of asks) {
      Date.now = () => at * 3600000;
      found.push((await box.packet())?.n === n);
    }
    Date.now = now;
    await box.wipe();
    given.push(found);
  }
  return given;
}"""


@define
class Opened:
    """What the histories came to."""

    seen: Counter[str] = field(factory=Counter)
    wrong: list[str] = field(factory=list)


def tablet(browser: Browser) -> Page:
    """Return a page that holds the tablet's code and nothing else; there is no network."""

    def serve(route: Route) -> None:
        if route.request.url.endswith("/outbox.js"):
            route.fulfill(body=CODE.read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>tablet</title>", content_type="text/html")

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto(f"{ADDRESS}/")
    return page


def histories(page: Page, count: int, rng: np.random.Generator) -> Opened:
    """Run so many histories of one packet each; hold what was opened beside its true age."""
    drawn = [_history(rng) for _ in range(count)]
    opened, found = page.evaluate(_RUN, drawn), Opened()
    for told, given in zip(drawn, opened, strict=True):
        for true, shown, is_open in zip(told["true"], told["asks"], given, strict=True):
            _look(true, shown - told["keeps"], is_open, told["begins"], found)
    return found


def _history(rng: np.random.Generator) -> dict[str, Any]:
    """Draw one packet: when it is asked for, in hours since it was kept, and by which clock."""
    keeps = 400_000.0 + float(rng.choice([0, 0, -9, 13]))
    true = sorted(float(one) for one in rng.uniform(0, 36, 4))
    moved_at, moved = float(rng.uniform(0, 30)), float(rng.choice([0, 0, -0.05, -2, -14, -300_000]))
    asks = [keeps + one + (moved if one > moved_at else 0.0) for one in true]
    return {"keeps": keeps, "true": true, "asks": asks, "begins": bool(rng.random() < 0.25)}


def _look(true: float, shown: float, is_open: bool, is_begun: bool, found: Opened) -> None:
    is_moved = abs(true - shown) > SLACK_H
    clock = "clock set back" if is_moved else "clock running on"
    found.seen[f"{clock}: packets asked for"] += 1
    if not is_moved and is_open is not (shown <= LIFE_H):
        found.wrong.append(f"open {is_open} after {true:.2f} hours")
    if shown > LIFE_H and is_open:
        found.wrong.append(f"open after {shown:.2f} hours by its own clock")
    if shown < -SLACK_H and is_open is not is_begun:
        found.wrong.append(f"open {is_open}, begun {is_begun}, kept {-shown:.2f} hours from now")
    if true > LIFE_H and is_open:
        name = "of a session that ran" if is_begun else "before its session began"
        found.seen[f"{clock}: opened past twelve hours {name}"] += 1
