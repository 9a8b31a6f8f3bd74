"""Draw the pictures of the manual's page on the body before the manual is built.

A Sphinx extension: pictures are drawn anew at every build and are not kept in the repository.
"""

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from ischia import anatomy
from ischia.charts import (
    TONES,
    Chart,
    Hatch,
    Mark,
    Stroke,
    body_chart,
    exercise_picture,
    pictured_exercises,
)
from ischia.knowledge import shipped
from ischia.quantities import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT
PLAN = {
    "marks": (
        Mark("lumbar", RIGHT, 6, "ache"),
        Mark("deep_buttock", RIGHT, 7, "shooting"),
        Mark("back_thigh", RIGHT, 4, "burning"),
        Mark("calf", RIGHT, 3, "tingling"),
    ),
    "hatches": (Hatch("knee_hollow", LEFT), Hatch("knee_hollow", RIGHT), Hatch("flank", RIGHT)),
    "strokes": (
        Stroke("lumbar", LEFT, "Long gliding strokes", 1, "up"),
        Stroke("upper_buttock", LEFT, "Slow circles", 2, "circles"),
        Stroke("back_thigh", LEFT, "Kneading", 3, "up"),
        Stroke("mid_back", RIGHT, "Across the fibres", 4, "across"),
    ),
}
PICTURES = {
    "sites": Chart(body="female-medium", views=anatomy.VIEWS, title="The sites in every view"),
    "plan": Chart(
        body="female-medium", views=("front", "back", "left"), title="A session plan", **PLAN
    ),
    "compared": Chart(
        views=("back", "low_back"),
        tone="brown",
        marks=(Mark("lumbar", LEFT, 3, "ache"), Mark("back_thigh", LEFT, 2)),
        earlier=(Mark("lumbar", LEFT, 6, "ache"), Mark("calf", LEFT, 4)),
        title="Today against an earlier visit",
    ),
    "muscles": Chart(
        body="male-medium",
        views=("front", "back", "right"),
        layers=frozenset({"muscles"}),
        title="Muscles with the direction of their fibres",
    ),
    "close_up": Chart(
        body="female-medium",
        views=("low_back",),
        layers=frozenset({"muscles", "landmarks", "labels", "careful"}),
        title="The low back, close up",
    ),
    "dermatomes": Chart(
        views=("front", "back", "left"),
        layers=frozenset({"dermatomes"}),
        title="Dermatomes L1 to S2, approximate",
    ),
    "zones": Chart(
        views=("soles", "foot_tops"),
        layers=frozenset({"zones"}),
        title="Foot reflex zones, a tradition",
    ),
}


def draw_pictures(app: Sphinx) -> None:
    """Write the pictures and the page of exercises below ``body/`` of the source folder."""
    folder = Path(app.srcdir) / "body"
    folder.mkdir(exist_ok=True)
    for name, chart in PICTURES.items():
        _write(folder / f"{name}.svg", body_chart(chart))
    for body in anatomy.BODIES:
        chart = Chart(body=body, views=("front", "back"), key=False, layers=frozenset(), title=body)
        _write(folder / f"{body}.svg", body_chart(chart))
    for tone in TONES:
        chart = Chart(views=("back",), tone=tone, key=False, title=f"Skin tone {tone}")
        _write(folder / f"tone-{tone}.svg", body_chart(chart))
    exercises = shipped().kind("exercises")
    for exercise in pictured_exercises():
        picture = exercise_picture(exercise, title=exercises[exercise].label)
        _write(folder / f"{exercise}.svg", picture)
    _write(folder / "exercises.md", "\n".join(_exercises()))
    _write(folder / "sites.md", "\n".join(_sites()))


def _exercises() -> Iterator[str]:
    yield from ("# Exercises in pictures", "")
    for exercise, entry in shipped().kind("exercises").items():
        yield from (f"## {entry.label}", "", f"![{entry.label}]({exercise}.svg)", "")


def _sites() -> Iterator[str]:
    yield from (
        "# Sites",
        "",
        "| id | words | sides | drawn in | careful |",
        "|---|---|---|---|---|",
    )
    for site in anatomy.body().leaves():
        sides = "left and right" if site.paired else "one"
        yield f"| `{site.id}` | {site.label} | {sides} | {', '.join(site.views)} | {site.careful} |"
    yield ""


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", draw_pictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
