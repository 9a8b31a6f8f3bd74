"""Pictures of charts against kept ones, by tolerance: machines draw edges differently.

``ISCHIA_WRITE_PICTURES=1`` writes them anew; look at each before it is kept.
"""

import base64
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from ischia import anatomy
from ischia.anatomy import Drawing
from ischia.charts import DIRECTIONS, QUALITIES, Chart, Hatch, Mark, Stroke, body_chart
from ischia.quantities import Side

L, R = Side.LEFT, Side.RIGHT
KEPT = Path(__file__).parents[1] / "golden" / "body_chart"
TOLERANCE = 0.003
MARKED = ("lumbar", "deep_buttock", "back_thigh", "calf", "mid_back", "upper_back")
CHARTS = {
    "full_sheet": Chart(body="female-medium", views=anatomy.VIEWS),
    "qualities": Chart(
        body="male-slim",
        views=("back",),
        marks=tuple(
            Mark(s, R, i + 3, q) for i, (s, q) in enumerate(zip(MARKED, QUALITIES, strict=True))
        ),
    ),
    "plan": Chart(
        body="neutral-large",
        views=("back", "left"),
        tone="brown",
        hatches=(Hatch("knee_hollow", L), Hatch("flank", R)),
        strokes=tuple(
            Stroke(s, L, d, n, d)
            for n, (s, d) in enumerate(
                zip((*MARKED, "outer_hip"), DIRECTIONS, strict=True), start=1
            )
        ),
    ),
    "compared": Chart(
        body="female-slim",
        views=("back",),
        tone="dark",
        marks=(Mark("calf", L, 2),),
        earlier=(Mark("calf", L, 6), Mark("lumbar", R, 4)),
        drawings=(Drawing("back", ((-400, 6000), (-900, 9000), (-1000, 13000))),),
    ),
    "muscles": Chart(body="male-medium", views=("front", "back"), layers=frozenset({"muscles"})),
    "close_up": Chart(
        body="female-medium",
        views=("low_back",),
        layers=frozenset({"muscles", "landmarks", "labels", "careful"}),
    ),
    "dermatomes": Chart(views=("front", "back"), layers=frozenset({"dermatomes"})),
    "zones": Chart(views=("soles", "foot_tops"), layers=frozenset({"zones"})),
}
DIFFERENCE = """async ([a, b]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return [image.width, image.height, context.getImageData(0, 0, image.width, image.height).data];
  };
  const [wa, ha, pa] = await pixels(a);
  const [wb, hb, pb] = await pixels(b);
  if (wa !== wb || ha !== hb) return 1;
  let far = 0;
  for (let i = 0; i < pa.length; i += 4) {
    const d = Math.abs(pa[i] - pb[i]) + Math.abs(pa[i + 1] - pb[i + 1])
      + Math.abs(pa[i + 2] - pb[i + 2]);
    if (d > 45) far += 1;
  }
  return far / (pa.length / 4);
}"""


@pytest.fixture(scope="module")
def page():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page(viewport={"width": 480, "height": 640})
        browser.close()


def picture(page, chart):
    shapes = re.sub(r"<text.*?</text>", "", body_chart(chart))  # fonts differ between machines
    page.set_content(f'<body style="margin:0;background:#fff">{shapes}</body>')
    return page.locator("svg.body-chart").screenshot()


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_the_picture_is_the_one_that_was_looked_at(page, name):
    now = picture(page, CHARTS[name])
    path = KEPT / f"{name}.png"
    if os.environ.get("ISCHIA_WRITE_PICTURES"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(now)
    pair = [base64.b64encode(data).decode() for data in (path.read_bytes(), now)]
    assert page.evaluate(DIFFERENCE, pair) < TOLERANCE


def test_the_comparison_sees_a_missing_mark(page):
    whole = CHARTS["qualities"]
    less = Chart(body=whole.body, views=whole.views, marks=whole.marks[1:], key=False)
    whole = Chart(body=whole.body, views=whole.views, marks=whole.marks, key=False)
    pair = [base64.b64encode(picture(page, chart)).decode() for chart in (whole, less)]
    assert page.evaluate(DIFFERENCE, pair) > TOLERANCE
