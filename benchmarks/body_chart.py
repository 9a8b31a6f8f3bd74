"""What the body chart costs: bytes, time to draw, and in the browser time to the first mark.

python benchmarks/body_chart.py            # bytes and drawing
python benchmarks/body_chart.py --browser  # the web component in Debian's Chromium as well
"""

import argparse
import gzip
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from ischia import anatomy, charts
from ischia.charts import Chart, Hatch, Mark, Stroke, body_chart
from ischia.quantities import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT
SHEET = {
    "views": anatomy.VIEWS,
    "marks": (
        Mark("lumbar", RIGHT, 6, "ache"),
        Mark("deep_buttock", RIGHT, 7, "shooting"),
        Mark("back_thigh", RIGHT, 4, "burning"),
        Mark("calf", RIGHT, 3, "tingling"),
        Mark("front_thigh", LEFT, 2, "numb"),
        Mark("outer_hip", LEFT, 3, "stiff"),
    ),
    "earlier": (Mark("lumbar", RIGHT, 8, "ache"),),
    "hatches": (Hatch("knee_hollow", LEFT), Hatch("flank", RIGHT)),
    "strokes": tuple(
        Stroke("back_thigh", LEFT, "Gliding", n, d)
        for n, d in enumerate(charts.DIRECTIONS, start=1)
    ),
}
PLAIN = frozenset({"sites"})
ALL = frozenset(charts.LAYERS)
COLD = """
import time
from ischia import charts
from benchmarks.body_chart import PLAIN, SHEET
begin = time.perf_counter()
charts.body_chart(charts.Chart(layers=PLAIN, **SHEET))
print((time.perf_counter() - begin) * 1000)
"""
PAGE = """<!doctype html><meta charset="utf-8"><title>b</title>
<script type="module" src="/body-chart.js"></script>
<ischia-body-chart src="/data.json" view="back"></ischia-body-chart>"""
ADDRESS = "http://chart.test"
WATCH = """() => { const svg = document.querySelector('ischia-body-chart').shadowRoot
  .querySelector('svg.figure'); window.spent = {};
  for (const type of ['pointerdown', 'pointermove', 'pointerup']) { window.spent[type] = [];
    let begin = 0; svg.addEventListener(type, () => { begin = performance.now(); }, true);
    document.addEventListener(type, () => { if (!begin) return;
      window.spent[type].push(performance.now() - begin); begin = 0; }); } }"""


def milliseconds(work: Callable[[], object], times: int = 30) -> tuple[float, float]:
    """Return the median and the worst time of some work."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent), max(spent)


def drawing() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(f"{'body':<16}{'layers':<8}{'kB':>7}{'kB gzip':>9}{'ms':>7}{'worst':>7}")
    for body in anatomy.BODIES:
        for name, layers in (("sites", PLAIN), ("all", ALL)):
            chart = Chart(body=body, layers=layers, **SHEET)
            svg = body_chart(chart).encode()
            typical, worst = milliseconds(lambda chart=chart: body_chart(chart))
            small = len(gzip.compress(svg))
            print(
                f"{body:<16}{name:<8}{len(svg) / 1e3:>7.0f}{small / 1e3:>9.1f}"
                f"{typical:>7.1f}{worst:>7.1f}"
            )
    cold = [
        float(subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True).stdout)  # noqa: S603 -- our own lines
        for _ in range(5)
    ]
    print(f"first sheet of a fresh process, figure read included: {statistics.median(cold):.0f} ms")
    data, script = charts.component_data().encode(), charts.component_script().encode()
    for name, content in (("component script", script), ("component geometry", data)):
        print(f"{name}: {len(content) / 1e3:.0f} kB, {len(gzip.compress(content)) / 1e3:.1f} gzip")


def serve(route: Any) -> None:  # noqa: ANN401 -- the browser driver is optional
    path = route.request.url.removeprefix(ADDRESS)
    if path.endswith(".js"):
        route.fulfill(body=charts.component_script(), content_type="text/javascript")
    elif path.endswith(".json"):
        route.fulfill(body=charts.component_data(), content_type="application/json")
    else:
        route.fulfill(body=PAGE, content_type="text/html")


def in_the_browser() -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only with --browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 1000})
        page.route("**/*", serve)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        begin = time.perf_counter()
        page.goto(ADDRESS)
        page.wait_for_selector("ischia-body-chart .site")
        page.mouse.click(430, 480)
        page.wait_for_selector("ischia-body-chart .site.on")
        print(
            f"load to first mark, CPU slowed 4 times: {(time.perf_counter() - begin) * 1e3:.0f} ms"
        )
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        page.get_by_role("button", name="Draw", exact=True).click()
        for run in range(6):
            page.mouse.move(400 + 8 * run, 480)
            page.mouse.down()
            for step in range(40):
                page.mouse.move(400 + 8 * run + step, 480 + 8 * step)
            page.mouse.up()
        spent = json.loads(page.evaluate("JSON.stringify(window.spent)"))
        for kind, times in spent.items():
            times.sort()
            p95 = times[int(0.95 * (len(times) - 1))]
            print(
                f"{kind}: {len(times)} events, median {statistics.median(times):.1f} ms, "
                f"p95 {p95:.1f} ms, worst {times[-1]:.1f} ms of script"
            )
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", action="store_true")
    chosen = parser.parse_args()
    drawing()
    if chosen.browser:
        in_the_browser()
