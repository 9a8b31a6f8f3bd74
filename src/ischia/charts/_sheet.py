"""The sheet: views side by side with their sides printed, the layers on them, the key below."""

from xml.sax.saxutils import escape

from attrs import frozen

from ischia import anatomy
from ischia.anatomy import View
from ischia.charts import _colours as colours
from ischia.charts import _figure, _marks, _strokes
from ischia.charts import _pen as pen
from ischia.charts._key import key
from ischia.charts._labels import MARGIN, callouts
from ischia.charts._records import Chart
from ischia.speech import Speech, marked

TITLES = {
    "front": marked("Front"),
    "back": marked("Back"),
    "left": marked("Left side"),
    "right": marked("Right side"),
    "low_back": marked("Low back, close up"),
    "soles": marked("Soles"),
    "foot_tops": marked("Feet from above"),
}
_LEFT, _RIGHT = marked("Left"), marked("Right")
_SCALE = {"low_back": 1.7, "soles": 2.6, "foot_tops": 2.6}
_SIDES = {  # what stands left and right of the reader
    "front": (_RIGHT, _LEFT),
    "back": (_LEFT, _RIGHT),
    "low_back": (_LEFT, _RIGHT),
    "soles": (_RIGHT, _LEFT),
    "foot_tops": (_LEFT, _RIGHT),
}
_WIDEST = 25500
_GAP = 260
_HEAD = 620


@frozen
class _Placed:
    view: View
    scale: float
    x: int
    y: int
    margin: int = 0

    @property
    def width(self) -> int:
        return round(self.view.box[2] * self.scale)

    @property
    def height(self) -> int:
        return round(self.view.box[3] * self.scale)


def body_chart(chart: Chart) -> str:
    """Draw a chart as one flat SVG image.

    Parameters
    ----------
    chart
        What to show.

    Returns
    -------
    str
        SVG, whole tenths of a millimetre of the drawn body as its unit, without gradients,
        filters, patterns, clip paths, styles or scripts: screen, paper and PDF show the same.
        Sites carry ``data-site`` and ``data-side``.
    """
    placed, width, height = _layout(chart)
    parts = [pen.element("title", chart.title), pen.element("desc", _words(chart))]
    parts += [_drawn(chart, place) for place in placed]
    if chart.key:
        block, height = key(chart, top=height, width=width)
        parts.append(block)
    return pen.element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {width} {height}",
        class_="body-chart",
    )


def _layout(chart: Chart) -> tuple[list[_Placed], int, int]:
    """Place views in rows no wider than four upright figures."""
    figure = anatomy.figure(chart.body)
    placed: list[_Placed] = []
    x = y = widest = tallest = 0
    for name in chart.views:
        view = figure.views[name]
        scale = _SCALE.get(name, 1.0)
        margin = MARGIN if "labels" in chart.layers and name == "low_back" else 0
        size = (round(view.box[2] * scale) + 2 * margin, round(view.box[3] * scale) + _HEAD)
        if x and x + size[0] > _WIDEST:
            x, y, tallest = 0, y + tallest + _GAP, 0
        placed.append(_Placed(view, scale, x + margin, y, margin))
        x += size[0] + _GAP
        widest, tallest = max(widest, x - _GAP), max(tallest, size[1])
    return placed, widest, y + tallest


def _drawn(chart: Chart, place: _Placed) -> str:
    view, thin = place.view, 1 / place.scale
    left, top, width, height = view.box
    parts = [
        _figure.skin(chart.body, view.id, chart.tone),
        _marks.pain(chart, view, thin),
        _figure.layers(chart, view, thin),
        _borders(chart, view, thin),
        _marks.earlier(chart, view, thin),
        _marks.drawings(chart, view),
        _marks.restrictions(chart, view, thin),
        _figure.outline(chart.body, view.id, chart.tone, thin),
        _strokes.strokes(chart, view, thin),
        _marks.numbers(chart, view, thin),
    ]
    body = pen.element(
        "svg",
        "".join(parts),
        x=place.x,
        y=place.y + _HEAD,
        width=place.width,
        height=place.height,
        viewBox=f"{left} {top} {width} {height}",
        data_view=view.id,
    )
    names = ""
    if place.margin:
        names = callouts(chart, view, (place.x, place.y + _HEAD), place.scale)
    return body + names + _heading(place, chart.speech)


def _borders(chart: Chart, view: View, thin: float) -> str:
    if "sites" not in chart.layers:
        return ""
    return _figure.borders(chart.body, view.id, chart.tone, thin, chart.speech)


def _heading(place: _Placed, speech: Speech) -> str:
    """Return the view's name and the sides, printed above it."""
    size = _HEAD * 0.46
    y = place.y + round(_HEAD * 0.62)
    words = [
        pen.text(
            speech.say(TITLES[place.view.id]),
            (place.x + place.width // 2, y),
            size,
            text_anchor="middle",
            font_weight=700,
            fill=colours.INK,
        )
    ]
    if place.view.id in _SIDES:
        left, right = map(speech.say, _SIDES[place.view.id])
        soft = {"fill": colours.INK_SOFT}
        words.append(pen.text(left, (place.x + _HEAD // 4, y), size * 0.82, **soft))
        at = (place.x + place.width - _HEAD // 4, y)
        words.append(pen.text(right, at, size * 0.82, text_anchor="end", **soft))
    return "".join(words)


def _words(chart: Chart) -> str:
    """Return the picture in words."""
    said, speech = _marks.in_words(chart), chart.speech
    if chart.hatches:
        places = "; ".join(_marks.place(h.site, h.side, speech) for h in chart.hatches)
        said.append(speech.say("Restricted: {places}.", places=places))
    if chart.strokes:
        steps = "; ".join(
            f"{s.number} {s.label}, {_marks.place(s.site, s.side, speech)}" for s in chart.strokes
        )
        said.append(speech.say("Planned: {steps}.", steps=steps))
    return escape(" ".join(said))
