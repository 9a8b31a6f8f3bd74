"""The web component in a real browser, without a network."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from ischia import charts
from tests.journeys.room import until

VECTORS = (Path(__file__).parents[1] / "vectors/touch.json").read_text()
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Body chart</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self';
style-src 'self'; connect-src 'self'; form-action 'self'">
<script type="module" src="/body-chart.js"></script></head><body><main><h1>Where?</h1>
<form action="/sent" method="get"><ischia-body-chart name="pain" src="/female-medium.json"
view="back" EXTRA>FALLBACK</ischia-body-chart><button>Send</button>
<button type="reset">Reset</button></form></main></body></html>"""
ADDRESS = "http://chart.test"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


def serve(route):
    path = route.request.url.removeprefix(ADDRESS).split("?")[0]
    if path.endswith(".js"):
        route.fulfill(body=charts.component_script(), content_type="text/javascript")
    elif path.endswith(".json"):
        body = path.strip("/").removesuffix(".json")
        route.fulfill(body=charts.component_data(body), content_type="application/json")
    else:
        extra = 'earlier=\'[{"site":"calf","side":"left","intensity":6}]\'' if "old" in path else ""
        page = PAGE.replace("EXTRA", extra).replace("FALLBACK", charts.component_fallback("pain"))
        route.fulfill(body=page, content_type="text/html")


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1100, "height": 1000})
    context.route("**/*", serve)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(f"{ADDRESS}/")
    page.wait_for_selector("ischia-body-chart .site")
    yield page
    assert page.problems == []
    context.close()


def value(page):
    return json.loads(page.evaluate("document.querySelector('ischia-body-chart').value"))


def place_of(page, x, y):
    """Return where a point of the drawn view lies on the screen."""
    return page.evaluate(
        """([x, y]) => { const svg = document.querySelector('ischia-body-chart').shadowRoot
        .querySelector('svg.figure'); const at = new DOMPoint(x, y).matrixTransform(
        svg.getScreenCTM()); return [at.x, at.y]; }""",
        [x, y],
    )


def site(page, name, side):
    return page.locator(f"[data-site={name}][data-side={side}]")


def test_a_tap_marks_the_place_under_it(page):
    page.mouse.click(*place_of(page, -400, 5700))
    assert value(page)["marks"] == [
        {"site": "lumbar", "side": "left", "intensity": 5, "quality": ""}
    ]
    expect(site(page, "lumbar", "left")).to_have_attribute("aria-pressed", "true")


def test_a_touch_beside_the_edge_finds_the_nearest_place(page):
    x, y = place_of(page, 1640, 12500)
    page.mouse.click(x + 5, y)
    assert value(page)["marks"][0]["site"] == "calf"


def test_strength_and_quality_are_set_in_the_panel(page):
    page.mouse.click(*place_of(page, -400, 5700))
    page.get_by_label("How strong, 0 to 10").fill("8")
    page.get_by_label("What it feels like").select_option("burning")
    assert value(page)["marks"][0]["intensity"] == 8
    assert value(page)["marks"][0]["quality"] == "burning"


def test_the_whole_body_can_be_walked_and_marked_from_the_keyboard(page):
    site(page, "head", "midline").focus()
    names = set()
    for _ in range(60):
        name = page.evaluate(
            "document.querySelector('ischia-body-chart').shadowRoot.activeElement.ariaLabel"
        )
        names.add(name)
        page.keyboard.press("ArrowRight")
    assert len(names) == page.locator(".site").count()
    assert "calf, left" in names
    site(page, "calf", "left").focus()
    page.keyboard.press("7")
    assert value(page)["marks"][0]["intensity"] == 7
    expect(site(page, "calf", "left")).to_have_attribute("aria-label", "calf, left, pain 7 of 10")
    page.keyboard.press("0")
    assert value(page)["marks"] == []


def test_a_free_hand_line_becomes_marks_with_the_share_it_covers(page):
    page.get_by_role("button", name="Draw", exact=True).click()
    page.mouse.move(*place_of(page, 700, 8200))
    page.mouse.down()
    for x, y in [(900, 9200), (1000, 10500), (1000, 12000), (1000, 13400)]:
        page.mouse.move(*place_of(page, x, y), steps=6)
    page.mouse.up()
    marks = {mark["site"]: mark for mark in value(page)["marks"]}
    assert set(marks) >= {"back_thigh", "knee_hollow", "calf"}
    assert {mark["side"] for mark in marks.values()} == {"right"}
    assert all(0.05 <= mark["share"] <= 1 for mark in marks.values())
    assert len(value(page)["drawings"]) == 1


def test_undo_erase_and_mirror(page):
    page.mouse.click(*place_of(page, -400, 5700))
    page.get_by_role("button", name="Mirror").click()
    assert {m["side"] for m in value(page)["marks"]} == {"left", "right"}
    page.get_by_role("button", name="Undo").click()
    assert [m["side"] for m in value(page)["marks"]] == ["left"]
    page.get_by_role("button", name="Erase").click()
    page.mouse.click(*place_of(page, -400, 5700))
    assert value(page)["marks"] == []


def test_erasing_a_line_leaves_the_marks(page):
    page.get_by_role("button", name="Draw", exact=True).click()
    page.mouse.move(*place_of(page, -1000, 11500))
    page.mouse.down()
    page.mouse.move(*place_of(page, -1000, 13000), steps=8)
    page.mouse.up()
    page.get_by_role("button", name="Erase").click()
    page.mouse.click(*place_of(page, -1000, 12200))
    assert value(page)["drawings"] == []
    assert value(page)["marks"][0]["site"] == "calf"


def test_zooming_in_keeps_the_touch_exact(page):
    for _ in range(3):
        page.get_by_role("button", name="Larger").click()
    box = page.evaluate(
        "document.querySelector('ischia-body-chart').shadowRoot.querySelector('svg.figure')"
        ".getAttribute('viewBox')"
    )
    assert float(box.split()[2]) < 2500
    page.mouse.click(*place_of(page, 600, 8500))
    assert value(page)["marks"][0]["site"] == "back_thigh"


def test_every_view_opens_and_its_sites_have_names(page):
    for button in page.locator("[data-view]").all():
        button.click()
        labels = [shape.get_attribute("aria-label") for shape in page.locator(".site").all()]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_the_form_sends_the_marks_once_and_not_the_fallback(page):
    site(page, "calf", "right").focus()
    page.keyboard.press("4")
    sent = page.evaluate("[...new FormData(document.querySelector('form'))]")
    assert [name for name, _ in sent] == ["pain"]
    assert json.loads(sent[0][1])["marks"][0]["site"] == "calf"
    page.get_by_role("button", name="Reset").click()
    assert value(page) == {"marks": [], "drawings": []}


def test_today_is_shown_over_the_earlier_visit(page):
    page.goto(f"{ADDRESS}/old")
    page.wait_for_selector("ischia-body-chart .site")
    expect(page.get_by_text("was 6")).to_have_count(1)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("was 6")).to_have_count(0)


def test_without_a_script_there_is_a_list_of_sites(browser):
    context = browser.new_context(java_script_enabled=False)
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(f"{ADDRESS}/")
    expect(page.get_by_label("calf, left")).to_be_visible()
    page.get_by_label("calf, left").select_option("6")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile("pain.calf.left=6"))
    context.close()


@pytest.mark.parametrize("width", [390, 1100])
def test_there_is_nothing_axe_objects_to(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    site(page, "calf", "left").focus()
    page.keyboard.press("7")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_javascript_and_python_agree_on_the_shared_vectors(page):
    differ = page.evaluate(
        """async (vectors) => {
        const js = await import('/body-chart.js');
        const bodies = {};
        const areas = async (body, view) => {
          bodies[body] ??= await (await fetch(`/${body}.json`)).json();
          const drawn = bodies[body].views[view];
          drawn.ready ??= drawn.areas.map((a) => ({ ...a, rings: a.rings.map(js.decode) }));
          return drawn.ready;
        };
        const differ = [];
        for (const [body, view, x, y, expected] of vectors.points) {
          const found = js.siteAt(await areas(body, view), x, y);
          const got = found ? [found.site, found.side] : null;
          if (JSON.stringify(got) !== JSON.stringify(expected)) differ.push([body, view, x, y]);
        }
        for (const [body, view, points, width, expected] of vectors.lines) {
          const hits = js.covered(await areas(body, view), view, { points, width }, 0);
          const got = hits.map((h) => [h.site, h.side, h.share]);
          if (JSON.stringify(got) !== JSON.stringify(expected)) differ.push([body, view, points]);
        }
        return differ;
      }""",
        json.loads(VECTORS),
    )
    assert differ == []


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 900}, has_touch=True)
    context.route("**/*", serve)
    page = context.new_page()
    page.fingers = context.new_cdp_session(page)
    page.goto(f"{ADDRESS}/")
    page.wait_for_selector("ischia-body-chart .site")
    yield page
    context.close()


def fingers(page, kind, *places):
    """Send a touch event with one point for each place."""
    points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(places)]
    page.fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_marks_a_place(phone):
    phone.touchscreen.tap(*place_of(phone, -400, 5700))
    assert value(phone)["marks"][0]["site"] == "lumbar"


def test_a_finger_draws_a_line(phone):
    phone.get_by_role("button", name="Draw", exact=True).tap()
    fingers(phone, "touchStart", place_of(phone, 1000, 11500))
    for y in range(11600, 13200, 200):
        fingers(phone, "touchMove", place_of(phone, 1000, y))
    fingers(phone, "touchEnd")
    assert value(phone)["marks"][0]["site"] == "calf"
    assert len(value(phone)["drawings"]) == 1


def test_two_fingers_zoom_and_mark_nothing(phone):
    x, y = place_of(phone, 0, 7000)
    fingers(phone, "touchStart", (x - 20, y), (x + 20, y))
    for apart in (30, 45, 60, 80):
        fingers(phone, "touchMove", (x - apart, y), (x + apart, y))
    fingers(phone, "touchEnd")
    box = phone.locator("svg.figure").get_attribute("viewBox")
    assert float(box.split()[2]) < 4000
    assert value(phone)["marks"] == []


def test_marks_wait_in_the_value_until_the_page_is_restored(page):
    marks = {"marks": [{"site": "calf", "side": "left", "intensity": 4, "quality": "ache"}]}
    page.evaluate(
        "(v) => { document.querySelector('ischia-body-chart').value = v; }", json.dumps(marks)
    )
    expect(site(page, "calf", "left")).to_have_attribute(
        "aria-label", "calf, left, pain 4 of 10, ache"
    )


def test_a_disabled_form_cannot_be_marked(page):
    page.evaluate("document.querySelector('ischia-body-chart').setAttribute('disabled', '')")
    page.mouse.click(*place_of(page, -400, 5700))
    site(page, "calf", "left").focus()
    page.keyboard.press("7")
    assert value(page)["marks"] == []


def test_when_the_figure_does_not_come_the_list_stays_in_use(browser):
    context = browser.new_context()
    context.route("**/*", serve)
    context.route("**/*.json", lambda route: route.fulfill(status=503))
    page = context.new_page()
    page.goto(f"{ADDRESS}/")
    until(page, lambda: page.evaluate("customElements.get('ischia-body-chart') !== undefined"))
    page.wait_for_load_state("networkidle")
    page.get_by_label("calf, left").select_option("6")
    sent = page.evaluate("[...new FormData(document.querySelector('form'))]")
    assert ["pain.calf.left", "6"] in sent
    assert "pain" not in [name for name, _ in sent]
    context.close()
