"""The figure itself: skin, shade and pencil lines, and the layers of anatomy on it."""

from functools import cache

from ischia import anatomy
from ischia.anatomy import View
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen
from ischia.charts._hatching import hatch
from ischia.charts._places import middle
from ischia.charts._records import Chart
from ischia.quantities import Side
from ischia.speech import Speech


@cache
def skin(body: str, view: str, tone: str) -> str:
    """Return the skin with its shade, without outline."""
    drawn = anatomy.figure(body).views[view]
    paint = colours.TONE[tone]
    shade = [
        pen.path(
            pen.closed(level),
            fill=paint.shade,
            fill_opacity=paint.shade_opacity,
            fill_rule="evenodd",
        )
        for level in drawn.shade
    ]
    return pen.path(pen.closed(drawn.skin), fill=paint.skin, fill_rule="evenodd") + "".join(shade)


@cache
def outline(body: str, view: str, tone: str, thin: float) -> str:
    """Return outline and pencil lines; they lie on top and never catch a click."""
    drawn = anatomy.figure(body).views[view]
    paint = colours.TONE[tone]
    fine = "".join(pen.line(line) for line in drawn.lines)
    inner = pen.path(fine, stroke_width=round(12 * thin))
    rim = pen.path(pen.closed(drawn.skin), stroke_width=round(22 * thin))
    return pen.group(
        [inner, rim],
        fill="none",
        stroke=paint.ink,
        stroke_linecap="round",
        stroke_linejoin="round",
        pointer_events="none",
    )


def _named(site: anatomy.Site, side: Side, speech: Speech) -> str:
    label = speech.known(site.label)
    return f"{label}, {speech.known(side.value)}" if site.paired else label


@cache
def borders(body: str, view: str, tone: str, thin: float, speech: Speech) -> str:
    """Return the sites as faint outlines that catch clicks and carry their names."""
    sites = anatomy.body()
    shapes = [
        pen.path(
            pen.cached_closed(area.rings),
            title=_named(sites[area.site], area.side, speech),
            data_site=area.site,
            data_side=area.side.value,
        )
        for area in anatomy.figure(body).views[view].areas
    ]
    return pen.group(
        shapes,
        fill="#ffffff",
        fill_opacity=0,
        stroke=colours.TONE[tone].border,
        stroke_opacity="0.34",
        stroke_width=round(7 * thin),
        stroke_linejoin="round",
        fill_rule="evenodd",
        pointer_events="all",
    )


def layers(chart: Chart, view: View, thin: float) -> str:
    """Return the layers of anatomy a chart asks for."""
    parts = []
    if "muscles" in chart.layers:
        parts.append(_muscles(chart, view, thin))
    if "dermatomes" in chart.layers:
        parts.append(_dermatomes(chart, view, thin))
    if "zones" in chart.layers:
        parts.append(_zones(chart, view, thin))
    if "careful" in chart.layers:
        parts.append(_careful(view, thin))
    if "landmarks" in chart.layers:
        parts.append(_landmarks(view, thin))
    return "".join(parts)


def _muscles(chart: Chart, view: View, thin: float) -> str:
    drawn = []
    order = {"deep": 0, "muscle": 1, "tendon": 1}
    for strap in sorted(view.straps, key=lambda s: order[s.kind]):
        if chart.only and strap.muscle not in chart.only:
            continue
        colour = colours.MUSCLE[strap.kind]
        deep = strap.kind == "deep"
        drawn.append(
            pen.path(
                pen.cached_closed(strap.rings),
                title=anatomy.names("muscles")[strap.muscle],
                fill=colour,
                fill_opacity="0.4" if deep else "0.56",
                stroke=colour,
                stroke_width=round(9 * thin),
                fill_rule="evenodd",
                stroke_dasharray=f"{round(40 * thin)} {round(28 * thin)}" if deep else None,
            )
        )
        fibres = "".join(pen.line(fibre) for fibre in strap.fibres)
        drawn.append(
            pen.path(
                fibres,
                fill="none",
                stroke="#fff6ee",
                stroke_opacity="0.6",
                stroke_width=round(7 * thin),
            )
        )
    return pen.group(drawn, stroke_linejoin="round", stroke_linecap="round")


def _dermatomes(chart: Chart, view: View, thin: float) -> str:
    shapes, words = [], []
    for patch in view.dermatomes:
        if chart.only and patch.id not in chart.only:
            continue
        shapes.append(
            pen.path(
                pen.cached_closed(patch.rings),
                title=patch.id,
                fill=colours.DERMATOME[patch.id],
                fill_opacity="0.62",
                fill_rule="evenodd",
            )
        )
        x, y = middle(patch.rings)
        words.append(_label(patch.id, (x, y), 200 * thin))
    return pen.group(
        shapes, stroke="#5b4034", stroke_opacity="0.6", stroke_width=round(8 * thin)
    ) + pen.group(words)


def _zones(chart: Chart, view: View, thin: float) -> str:
    shapes, words = [], []
    for patch in view.zones:
        if chart.only and patch.id not in chart.only:
            continue
        shapes.append(
            pen.path(
                pen.cached_closed(patch.rings),
                fill=colours.ZONE,
                fill_opacity="0.16",
                title=f"{anatomy.names('zones')[patch.id]} (traditional)",
                fill_rule="evenodd",
            )
        )
        words.append(_label(str(zone_number(patch.id)), middle(patch.rings), 125 * thin))
    return pen.group(
        shapes,
        stroke=colours.ZONE,
        stroke_width=round(9 * thin),
        stroke_dasharray=f"{round(26 * thin)} {round(16 * thin)}",
    ) + pen.group(words)


def zone_number(zone: str) -> int:
    """Return the number a zone carries on the picture and in the key."""
    return list(anatomy.names("zones")).index(zone) + 1


def _careful(view: View, thin: float) -> str:
    parts = []
    for patch in view.careful:
        why = anatomy.names("careful")[patch.id]
        parts.append(
            pen.path(
                pen.cached_closed(patch.rings),
                title=f"careful: {why}",
                fill=colours.STOP,
                fill_opacity="0.05",
                stroke_dasharray=f"{round(30 * thin)} {round(22 * thin)}",
            )
        )
        lines = hatch(patch.rings, angle_deg=120, spacing=round(90 * thin))
        parts.append(pen.path(pen.segments(lines), fill="none", stroke_opacity="0.7"))
    return pen.group(parts, stroke=colours.STOP, stroke_width=round(8 * thin))


def _landmarks(view: View, thin: float) -> str:
    parts = []
    left, _, width, _ = view.box
    for name, side, (x, y) in view.landmarks:
        if not (left < x < left + width):
            continue
        words = anatomy.names("landmarks")[name]
        dot = pen.element(
            "circle",
            pen.element("title", words),
            cx=x,
            cy=y,
            r=round(42 * thin),
            fill="#ffffff",
            stroke=colours.INK,
            stroke_width=round(12 * thin),
        )
        parts.append(dot)
        if side.value == "midline":
            parts.append(
                _label(
                    words, (x - round(70 * thin), y + round(42 * thin)), 120 * thin, anchor="end"
                )
            )
    return pen.group(parts)


def _label(words: str, at: tuple[int, int], size: float, *, anchor: str = "middle") -> str:
    x, y = at
    return pen.text(
        words,
        (x, y if anchor == "end" else round(y + 0.35 * size)),
        size,
        text_anchor=anchor,
        font_weight=700,
        paint_order="stroke",
        stroke="#ffffff",
        stroke_opacity="0.75",
        stroke_width=round(size / 6),
        stroke_linejoin="round",
        pointer_events="none",
    )
