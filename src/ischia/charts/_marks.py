"""Pain today and earlier, free-hand lines, restrictions."""

from collections.abc import Iterable

from ischia import anatomy
from ischia.anatomy import Area, Point, View
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen
from ischia.charts._hatching import hatch, pattern
from ischia.charts._places import areas, corner, middle, room
from ischia.charts._records import Chart, Mark
from ischia.quantities import Side
from ischia.speech import Speech

MOST = 10


def pain(chart: Chart, view: View, thin: float) -> str:
    """Return the sites that hurt: colour, the pattern of the quality, the number."""
    filled, lined = [], []
    for mark in chart.marks:
        for area in areas(view, mark.site, mark.side):
            filled.append(_filled(area, mark, chart.speech))
            lines = pattern(area.rings, mark.quality, _spacing(mark.intensity, thin))
            lined.append(pen.path(lines, stroke_width=round(_weight(mark) * thin)))
    return pen.group(
        filled,
        fill_rule="evenodd",
        stroke=colours.STOP,
        stroke_opacity="0.55",
        stroke_width=round(8 * thin),
        stroke_linejoin="round",
    ) + pen.group(
        lined,
        fill="none",
        stroke=colours.PATTERN,
        stroke_opacity="0.62",
        stroke_linecap="round",
        stroke_linejoin="round",
        pointer_events="none",
    )


def numbers(chart: Chart, view: View, thin: float) -> str:
    """Return the pain numbers, clear of the strokes that run through the same place."""
    badges = []
    for mark in chart.marks:
        found = areas(view, mark.site, mark.side)
        if found:
            area = max(found, key=room)
            crossed = any(area in areas(view, stroke.site, stroke.side) for stroke in chart.strokes)
            at = corner(area.rings) if crossed else middle(area.rings)
            badges.append(_badge(at, mark, thin))
    return pen.group(badges, pointer_events="none")


def _filled(area: Area, mark: Mark, speech: Speech) -> str:
    where = place(area.site, area.side, speech)
    words = speech.say("{place}: pain {intensity} of 10", place=where, intensity=mark.intensity)
    return pen.path(
        pen.cached_closed(area.rings),
        title=f"{words}, {speech.say(mark.quality)}" if mark.quality else words,
        fill=colours.PAIN[mark.intensity],
        fill_opacity="0.82",
    )


def _spacing(intensity: int, thin: float) -> int:
    return round((230 - 15 * intensity) * thin)


def _weight(mark: Mark) -> int:
    return 26 if mark.quality == "tingling" else 10


def _badge(at: Point, mark: Mark, thin: float) -> str:
    x, y = at
    radius = round(120 * thin)
    disc = pen.element(
        "circle",
        cx=x,
        cy=y,
        r=radius,
        fill=colours.PAPER,
        fill_opacity="0.92",
        stroke=colours.STOP,
        stroke_width=round(10 * thin),
    )
    size = 165 * thin
    words = pen.text(
        str(mark.intensity),
        (x, round(y + 0.36 * size)),
        size,
        text_anchor="middle",
        font_weight=700,
        fill=colours.INK,
    )
    return disc + words


def earlier(chart: Chart, view: View, thin: float) -> str:
    """Return where it hurt before, as dashed outlines with the number then."""
    if chart.earlier is None:
        return ""
    shapes, words = [], []
    for mark in chart.earlier:
        found = areas(view, mark.site, mark.side)
        title = f"earlier: pain {mark.intensity} of 10"
        shapes += [pen.path(pen.cached_closed(area.rings), title=title) for area in found]
        if found:
            x, y = middle(max(found, key=room).rings)
            size = 150 * thin
            at = (round(x + 150 * thin), round(y - 110 * thin))
            words.append(
                pen.text(
                    f"was {mark.intensity}",
                    at,
                    size,
                    fill=colours.EARLIER,
                    font_weight=700,
                    stroke=colours.PAPER,
                    stroke_width=round(size / 4),
                    paint_order="stroke",
                    stroke_linejoin="round",
                )
            )
    dashed = {
        "fill": "none",
        "stroke_dasharray": f"{round(60 * thin)} {round(44 * thin)}",
        "stroke_linejoin": "round",
    }
    halo = pen.group(  # so that the dashes read on every skin
        shapes, stroke=colours.PAPER, stroke_width=round(44 * thin), stroke_opacity="0.6", **dashed
    )
    lines = pen.group(shapes, stroke=colours.EARLIER, stroke_width=round(22 * thin), **dashed)
    return halo + lines + pen.group(words, pointer_events="none")


def drawings(chart: Chart, view: View) -> str:
    """Return the free-hand lines of a view, with a light rim so that they read on every skin."""
    lines = []
    for drawing in chart.drawings:
        if drawing.view == view.id or {drawing.view, view.id} == {"back", "low_back"}:
            data = pen.line(drawing.points)
            rim = drawing.width + round(drawing.width * 0.3)
            lines.append(
                pen.path(data, stroke=colours.PAPER, stroke_opacity="0.4", stroke_width=rim)
            )
            lines.append(
                pen.path(
                    data, stroke=colours.PAIN[8], stroke_opacity="0.6", stroke_width=drawing.width
                )
            )
    return pen.group(
        lines,
        fill="none",
        stroke_linecap="round",
        stroke_linejoin="round",
        pointer_events="none",
    )


def restrictions(chart: Chart, view: View, thin: float) -> str:
    """Return the places hands stay away from, hatched with real lines."""
    parts: list[str] = []
    for item in chart.hatches:
        for area in areas(view, item.site, item.side):
            where = place(area.site, area.side, chart.speech)
            words = chart.speech.say("{place}: restricted", place=where)
            parts.append(
                pen.path(
                    pen.cached_closed(area.rings),
                    fill=colours.PAPER,
                    fill_opacity="0.35",
                    title=f"{words}: {item.reason}" if item.reason else words,
                    fill_rule="evenodd",
                    stroke_width=round(14 * thin),
                )
            )
            lines = hatch(area.rings, angle_deg=125, spacing=round(120 * thin))
            parts.append(pen.path(pen.segments(lines), stroke_width=round(11 * thin)))
    return pen.group(parts, fill="none", stroke=colours.STOP, stroke_linejoin="round")


def spoken(marks: Iterable[Mark], speech: Speech) -> str:
    """Return marks as words, strongest first, for whoever hears the picture read out."""
    ordered = sorted(marks, key=lambda mark: -mark.intensity)
    told = []
    for mark in ordered:
        where = place(mark.site, mark.side, speech)
        one = speech.say("{place}: {intensity} of 10", place=where, intensity=mark.intensity)
        told.append(one + (f", {speech.say(mark.quality)}" if mark.quality else ""))
    return "; ".join(told)


def in_words(chart: Chart) -> list[str]:
    """Return the marks of a chart as sentences: pain, and that of an earlier visit."""
    speech, said = chart.speech, []
    if chart.marks:
        said.append(speech.say("Pain: {marks}.", marks=spoken(chart.marks, speech)))
    if chart.earlier:
        said.append(speech.say("Earlier: {marks}.", marks=spoken(chart.earlier, speech)))
    return said


def place(site: str, side: Side, speech: Speech) -> str:
    """Return a site and its side in words."""
    return f"{speech.known(anatomy.body()[site].label)}, {speech.known(side.value)}"
