"""Touch sessions at random over a network that loses, doubles and delays; pages reload meanwhile.

    nice -n 19 python benchmarks/web_touches.py [TOUCHES] [--record]

The real server and its encrypted file, the real player in a browser: see :mod:`web_touches_walk`.
Each session takes some hundred touches. ``--record`` writes the counts, as they grow, into
docs/reference/durability.md.
"""

import shutil
import sys
import time
from collections import Counter
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from marked_page import record
from web_kills import FOLDER, environment, free_port, kill, start, wait_until_ready
from web_kills_fill import PASSWORD, prepare
from web_touches_walk import Walk

SEED, A_SESSION, PATIENCE = 20261121, 250, 600


def sign_in(browser: Browser, home: str) -> Page:
    page = browser.new_context(viewport={"width": 1024, "height": 768}).new_page()
    page.goto(f"{home}/sign-in/")
    page.fill("[name=email]", "owner@kills.example")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Your account").wait_for()
    return page


def held(page: Page, at_least: int) -> list[dict[str, Any]]:
    """Return the session's events as the server has them, once all that was told is there."""
    where = page.url.split("/session/")[0] + "/session/packet/"
    events: list[dict[str, Any]] = []
    for _ in range(PATIENCE):
        events = page.request.get(where, headers={"Accept": "application/json"}).json()["events"]
        if len(events) >= at_least:
            break
        page.wait_for_timeout(100)
    return events


def run(touches: int, home: str, visits: list[str]) -> tuple[Counter[str], list[str]]:
    counts, wrong, rng = Counter[str](), [], np.random.default_rng(SEED)
    began = time.monotonic()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        while counts["touches"] < touches:
            page = sign_in(browser, home)
            page.goto(f"{home}/visits/{visits[counts['sessions']]}/session/")
            walk, some = Walk(page, rng), min(A_SESSION, touches - counts["touches"])
            walk.touch(some)
            events = held(page, len(walk.told))
            wrong += walk.wrong(events)
            counts.update(walk.network)
            counts.update({
                "sessions": 1, "touches": some, "events": len(events), "reloads": walk.reloads,
                "seconds": round(time.monotonic() - began) - counts["seconds"],
            })  # fmt: skip
            page.context.close()
            print(dict(counts), wrong, flush=True)
            if "--record" in sys.argv:
                record("durability", "touches", table(counts, wrong))
    return counts, wrong


def table(counts: Counter[str], wrong: list[str]) -> str:
    rows = {
        "touches": counts["touches"],
        "sessions": counts["sessions"],
        "events they made": counts["events"],
        "reloads of the page": counts["reloads"],
        "requests lost on their way": counts["lost"],
        "answers lost": counts["unanswered"],
        "sendings doubled": counts["doubled"],
        "sendings delayed": counts["late"],
        "lost, doubled or out of order": len(wrong),
        "seconds": counts["seconds"],
    }
    lines = [f"| {name} | {value:,} |" for name, value in rows.items()]
    return "\n".join(["| what | figure |", "| --- | ---: |", *lines])


def main(arguments: list[str]) -> int:
    numbers = [int(one) for one in arguments if one.isdecimal()]
    touches = numbers[0] if numbers else 5000
    try:
        visits, _ = prepare(touches // A_SESSION, environment())
        port = free_port()
        server = start(port)
        wait_until_ready(server, port)
        try:
            counts, wrong = run(touches, f"http://localhost:{port}", visits)
        finally:
            kill(server)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    print(table(counts, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
