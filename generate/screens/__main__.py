"""Photograph every page of the demo practice on phone, tablet and desktop, light and dark.

    python -m generate.screens             all of them, into out/screens
    python -m generate.screens --kept      only those of the manual, into docs/pictures/screens

Starts a demo of its own; needs Debian's chromium and playwright from the development group.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
PORT = 20_000 + os.getpid() % 20_000
PATIENCE_MS = 120_000
HOME = f"http://localhost:{PORT}"
SCREENS = {"phone": (360, 740), "tablet": (1024, 768), "desktop": (1440, 900)}
SCHEMES = ("light", "dark")
# Each page by its name here: the visit of today's list it belongs to, and the rest of its address.
VISITS = {
    "visit-link-sent": (8, ""),
    "visit-half-answered": (6, ""),
    "visit-planned": (4, ""),
    "result-go-ahead": (4, "result/"),
    "result-emergency": (7, "result/"),
    "plan": (4, "plan/"),
    "session": (2, "session/"),
    "note-to-sign": (1, "note/"),
    "note-signed": (0, "note/"),
    "form-body": (6, "form/body/"),
    "form-danger": (6, "form/danger_nerves/"),
    "form-end": (5, "form/end/"),
}
PLAIN = {
    "today": "",
    "clients": "clients/?q=an",
    "client-new": "clients/new/",
    "people": "people/",
    "account": "account/",
    "app": "account/app/",
    "trail": "trail/",
    "unlock": "unlock/",
}
KEPT = (
    ("today", "tablet", "light"),
    ("client", "phone", "light"),
    ("client", "desktop", "light"),
    ("who-looked", "phone", "light"),
    ("form-body", "phone", "light"),
    ("form-danger", "phone", "dark"),
    ("result-emergency", "tablet", "light"),
    ("plan", "tablet", "light"),
    ("session", "tablet", "dark"),
    ("note-to-sign", "tablet", "light"),
)


def fonts(folder: Path) -> str:
    """Return where the browser finds our own font: not every machine writes Korean."""
    shutil.copytree(ROOT / "src/ischia/documents/fonts", folder / "share/fonts")
    return str(folder / "share")


def reach(page: Page) -> None:
    for _ in range(240):
        try:
            page.goto(f"{HOME}/sign-in/")
        except Error:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the demo did not start")


def addresses(page: Page) -> dict[str, str]:
    """Return every page's address, the ids read from today's list as a person would."""
    page.goto(HOME)
    visits = page.locator(".visit a.stretched").evaluate_all("all => all.map(one => one.href)")
    found = {name: f"{HOME}/{where}" for name, where in PLAIN.items()}
    found |= {name: visits[number] + where for name, (number, where) in VISITS.items()}
    page.goto(visits[2])  # somebody who came before
    client = page.locator("main a[href*='/clients/']").first.evaluate("one => one.href")
    found |= {"client": client, "who-looked": f"{client}trail/", "course": f"{client}course/"}
    return found


def shoot(browser: Browser, state: str, out: Path, wanted: set[tuple[str, str, str]]) -> None:
    """Take the pictures that are wanted; an empty set means all of them."""
    for screen, (width, height) in SCREENS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                storage_state=state,
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            for name, where in {"sign-in": f"{HOME}/sign-in/", **addresses(page)}.items():
                if wanted and (name, screen, scheme) not in wanted:
                    continue
                still = "no-preference" if name == "session" else "reduce"
                page.emulate_media(reduced_motion=still)
                page.goto(where, wait_until="load")
                if name == "session":
                    settle_in(page)
                if name == "form-body":
                    page.locator("ischia-body-chart svg").first.wait_for()
                whole = not wanted and name != "session"
                page.screenshot(path=out / f"{name}-{screen}-{scheme}.png", full_page=whole)
            context.close()


def settle_in(page: Page) -> None:
    """Hold the session in one place: take it over where another picture had it."""
    take, who = page.get_by_role("button", name="Take it over"), page.locator("[data-at=who]")
    expect(take.or_(who.filter(has_text="Chiara"))).to_be_visible()
    if take.is_visible():
        take.click()
    expect(who).to_have_text("Chiara")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--kept", action="store_true", help="only the pictures of the manual")
    kept = asked.parse_args().kept
    out = ROOT / ("docs/pictures/screens" if kept else "out/screens")
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="ischia-screens-"))
    command = [sys.executable, "-m", "ischia", "serve", "--demo", "--port", str(PORT)]
    running = subprocess.Popen([*command, "--data", str(folder)], stderr=subprocess.DEVNULL)  # noqa: S603 -- our own program
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu"],
                env={**os.environ, "XDG_DATA_HOME": fonts(folder)},
            )
            expect.set_options(timeout=PATIENCE_MS)
            page = browser.new_page()
            page.set_default_timeout(PATIENCE_MS)
            reach(page)
            page.fill("[name=email]", "owner@demo.example")
            page.fill("[name=password]", "a-warm-room-demo")
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(f"{HOME}/")
            state = str(folder / "state.json")
            page.context.storage_state(path=state)
            shoot(browser, state, out, set(KEPT) if kept else set())
            browser.close()
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(list(out.glob('*.png')))} pictures in {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
