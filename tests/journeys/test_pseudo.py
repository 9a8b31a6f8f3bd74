"""In a language nobody speaks, no page keeps an English word of its own, and none grows too wide.

What is left in English are the names of the invented people; parts that say that they are in
English are left alone.
"""

import ast
import calendar
import json
import mimetypes
import re
import subprocess
from pathlib import Path

import pytest
from attrs import frozen
from django_htmx import __file__ as htmx
from playwright.sync_api import Browser, Route

from ischia.knowledge import shipped
from ischia.web.pages.player import code
from tests.journeys.own_clock import BY_OWN_CLOCK, environment
from tests.journeys.pseudo import LANGUAGE, pseudo
from tests.journeys.room import PATIENCE_MS

ROOT = Path(__file__).parents[2]
STATIC = {
    "/static/ischia/": ROOT / "src/ischia/web/static/ischia",
    code.address("player").removesuffix("player.js"): ROOT / "src/ischia/web/static/ischia",
    "/static/charts/": ROOT / "src/ischia/charts/component",
    "/static/django_htmx/": Path(htmx).parent / "static/django_htmx",
}
SCREENS = ((320, 700), (768, 1024), (1024, 768))
_RUN = re.compile(r"[A-Za-z][A-Za-z'\u2019 -]*[A-Za-z]")
# Words of Django, which has its own translations, and what is no word.
_OTHERS = {"ischia", "noon", "midnight", "sept", *map(str.lower, calendar.day_name)}
_OTHERS |= {name.lower() for name in (*calendar.month_name, *calendar.month_abbr)}
_OTHERS |= {"this password is too short", "it must contain at least", "characters"}
_LEFT = """
() => {
  const found = [];
  const spoken = ["aria-label", "alt", "title", "placeholder"];
  const page = document.documentElement.lang;
  const speaks = (one) => {
    if (one.closest("script, style, textarea, [translate=no], code")) return false;
    const named = one.closest("[lang]");
    return !named || named.lang === page;
  };
  const read = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (!speaks(one)) continue;
      for (const name of spoken) if (one.hasAttribute(name)) found.push(one.getAttribute(name));
      for (const part of one.childNodes) if (part.nodeType === 3) found.push(part.data);
      if (one.shadowRoot) read(one.shadowRoot);
    }
  };
  read(document);
  return found;
}
"""
# What scripts draw is there: the session, the body chart.
_DRAWN = """
() => {
  const player = document.querySelector("ischia-player [data-at=who]");
  const chart = document.querySelector("ischia-body-chart");
  return (!player || player.textContent) && (!chart || chart.shadowRoot.querySelector("svg path"));
}
"""
_CUT = """
() => [...document.querySelectorAll("button, a.button, .chip")]
  .filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent.trim())
"""


@frozen
class Seen:
    """What one page showed: its language, words in English, and what is too wide by screen."""

    lang: str
    left: set[str]
    wide: dict[int, tuple[int, list[str]]]


def runs(text: str) -> set[str]:
    return {found.lower() for found in _RUN.findall(" ".join(text.split()))}


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What may stay in English: invented names, and the title of a form that is in English."""
    found = _OTHERS | runs(shipped().version)
    for group in shipped().practice_values("question_groups")["groups"]:
        found |= runs(group["label"])
    for path in (ROOT / "src/ischia/web/demo.py", ROOT / "tests/journeys/made.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= runs(node.value) | {name.split()[0] for name in runs(node.value)}
    return found


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every address answers in that language."""
    told = subprocess.run(  # noqa: S603 -- our own program
        [*BY_OWN_CLOCK, "tests.journeys.pseudo", str(tmp_path_factory.mktemp("pseudo"))],
        cwd=ROOT, env=environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, str] = json.loads(told.stdout)
    return found


@pytest.fixture(scope="module")
def seen(chromium: Browser, answers: dict[str, str]) -> dict[str, Seen]:
    """Every page, looked at on each screen."""
    context = chromium.new_context(reduced_motion="reduce", service_workers="block")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    home = "http://localhost"

    def answer(route: Route) -> None:
        where = route.request.url.removeprefix(home)
        folder = next((one for one in STATIC if where.startswith(one)), None)
        if folder:
            path = STATIC[folder] / where.removeprefix(folder)
            kind = mimetypes.guess_type(path.name)[0]
            route.fulfill(body=path.read_bytes(), content_type=kind or "text/plain")
        elif where in answers and route.request.method == "GET":
            body = answers[where]
            kind = "text/html" if body.lstrip().startswith("<") else "application/json"
            route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")
        else:
            route.fulfill(status=503)

    page.route("**/*", answer)
    found = {}
    for where, body in answers.items():
        if not body.lstrip().startswith("<!doctype html>"):
            continue
        page.set_viewport_size({"width": 1024, "height": 768})
        page.goto(home + where)
        page.wait_for_function(_DRAWN)
        left = {run for text in page.evaluate(_LEFT) for run in runs(text)}
        wide = {}
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wide[width] = (over, page.evaluate(_CUT))
        found[where] = Seen(page.evaluate("document.documentElement.lang"), left, wide)
    context.close()
    return found


def test_every_page_is_looked_at(seen: dict[str, Seen]):
    assert len(seen) > 70


def test_every_page_says_its_language(seen: dict[str, Seen]):
    assert {where: one.lang for where, one in seen.items() if one.lang != LANGUAGE} == {}


def test_no_page_keeps_an_english_word_of_its_own(seen: dict[str, Seen], known: set[str]):
    left = {where: sorted(one.left - known) for where, one in seen.items()}
    assert {where: words for where, words in left.items() if words} == {}


def test_no_page_grows_wider_than_its_screen(seen: dict[str, Seen]):
    wide = {
        (where, width): over
        for where, one in seen.items()
        for width, (over, _) in one.wide.items()
        if over > 0
    }
    assert wide == {}


def test_no_button_is_narrower_than_its_words(seen: dict[str, Seen]):
    cut = {
        (where, width): words
        for where, one in seen.items()
        for width, (_, words) in one.wide.items()
        if words
    }
    assert cut == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Book {n} min", "[Ɓöööök {n} ɱîîñ]"),
        ("j M, H:i", "j M, H:i"),
    ],
)
def test_places_and_formats_of_dates_stay_as_they_are(text: str, said: str):
    told = pseudo(text)
    assert told == text if text == said else re.findall(r"\{\w+\}", told) == ["{n}"]
    if text != said:
        assert not re.search(r"[A-Za-z]{2}", told.replace("{n}", ""))
        assert len(told) >= 1.4 * len(text)
