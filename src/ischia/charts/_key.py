"""The key: what colours, patterns, dashes and numbers mean; only what the chart shows."""

from collections.abc import Callable

from ischia import anatomy
from ischia.anatomy import Ring
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen
from ischia.charts._figure import zone_number
from ischia.charts._hatching import hatch, pattern
from ischia.charts._marks import in_words
from ischia.charts._records import QUALITIES, Chart
from ischia.speech import marked

_SIZE = 250
_ROW = 420
_SWATCH = 560
_ONE_DIGIT = 9
_TRADITION = marked("Foot zones: traditional chart, no link to the part named has been shown.")
_DERMATOMES = marked("Dermatomes: approximate; published maps differ and so do people.")

Swatch = Callable[[int, int], str]


def key_rows(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Return what :func:`key` shows, for a page that sets it itself: a sign as SVG, its words.

    Words inside a picture shrink with it; beside it they keep the size of the page. What the
    small numbers on the body say follows in words, without a sign.
    """
    box = f"-20 -20 {_SWATCH + 40} 360"
    svg = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "aria_hidden": "true"}
    rows = [
        (pen.element("svg", swatch(0, 0), **svg), words)
        for swatch, words in (*_pain(chart), *_others(chart), *_numbers(chart))
    ]
    return (*rows, *(("", words) for words in in_words(chart)))


def key(chart: Chart, *, top: int, width: int) -> tuple[str, int]:
    """Return the key below a chart and the height of the paper then needed."""
    entries = [*_pain(chart), *_others(chart), *_numbers(chart)]
    notes = _notes(chart)
    if not entries and not notes:
        return "", top
    widest = max((len(words) for _, words in entries), default=1)
    columns = max(1, min(len(entries), width // round(_SWATCH + 560 + widest * _SIZE * 0.56)))
    column = width // columns
    rows = -(-len(entries) // columns)
    parts = []
    for n, (swatch, words) in enumerate(entries):
        x, y = (n // rows) * column + 200, top + 200 + (n % rows) * _ROW
        parts.append(swatch(x, y))
        parts.append(pen.text(words, (x + _SWATCH + 160, y + 235), _SIZE, fill=colours.INK))
    below = top + 200 + rows * _ROW
    for n, words in enumerate(notes):
        at = (200, below + 200 + n * 330)
        parts.append(pen.text(words, at, _SIZE * 0.92, fill=colours.INK_SOFT))
    return pen.group(parts), below + 150 + len(notes) * 330


def _notes(chart: Chart) -> list[str]:
    notes = []
    if "zones" in chart.layers:
        notes.append(chart.speech.say(_TRADITION))
    if "dermatomes" in chart.layers:
        notes.append(chart.speech.say(_DERMATOMES))
    return notes


def _first_upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _box(x: int, y: int) -> tuple[Ring, ...]:
    return (((x, y), (x + _SWATCH, y), (x + _SWATCH, y + 320), (x, y + 320)),)


def _pain(chart: Chart) -> list[tuple[Swatch, str]]:
    entries: list[tuple[Swatch, str]] = []
    if chart.marks:
        entries.append((_ramp, chart.speech.say("Pain, 0 to 10")))
    said = {mark.quality for mark in chart.marks}
    entries += [(_quality(q), _first_upper(chart.speech.say(q))) for q in QUALITIES if q in said]
    if chart.drawings:
        entries.append((_drawn, chart.speech.say("Drawn by the client")))
    if chart.earlier is not None:
        entries.append((_earlier, chart.speech.say("Earlier visit")))
    return entries


def _others(chart: Chart) -> list[tuple[Swatch, str]]:
    entries: list[tuple[Swatch, str]] = []
    if chart.hatches:
        entries.append((_restricted, chart.speech.say("Restricted: see the plan")))
    if "careful" in chart.layers:
        entries.append((_careful, chart.speech.say("Hands always careful here")))
    if "muscles" in chart.layers:
        entries.append((_muscle("muscle"), chart.speech.say("Muscle with its fibres")))
        entries.append((_muscle("deep"), chart.speech.say("Deep muscle")))
    return entries


def _numbers(chart: Chart) -> list[tuple[Swatch, str]]:
    entries = [(_disc(s.number), s.label) for s in sorted(chart.strokes, key=lambda s: s.number)]
    if "zones" in chart.layers:
        entries += [
            (_plain(str(zone_number(zone))), chart.speech.known(name))
            for zone, name in anatomy.names("zones").items()
            if not chart.only or zone in chart.only
        ]
    return entries


def _ramp(x: int, y: int) -> str:
    step = _SWATCH // 10
    boxes = [
        pen.element("rect", x=x + step * (i - 1), y=y, width=step, height=320, fill=colours.PAIN[i])
        for i in range(1, 11)
    ]
    return "".join(boxes)


def _quality(quality: str) -> Swatch:
    def swatch(x: int, y: int) -> str:
        rings = _box(x, y)
        base = pen.path(
            pen.closed(rings),
            fill=colours.PAIN[3],
            stroke=colours.STOP,
            stroke_opacity="0.5",
            stroke_width=8,
        )
        lines = pattern(rings, quality, 120)
        return base + pen.path(
            lines,
            fill="none",
            stroke=colours.PATTERN,
            stroke_opacity="0.7",
            stroke_linecap="round",
            stroke_width=26 if quality == "tingling" else 10,
        )

    return swatch


def _drawn(x: int, y: int) -> str:
    return pen.path(
        pen.line(((x + 60, y + 200), (x + 280, y + 110), (x + 500, y + 210))),
        fill="none",
        stroke=colours.PAIN[8],
        stroke_opacity="0.5",
        stroke_width=120,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _earlier(x: int, y: int) -> str:
    return pen.path(
        pen.closed(_box(x, y)),
        fill="none",
        stroke=colours.EARLIER,
        stroke_width=22,
        stroke_dasharray="60 44",
    )


def _restricted(x: int, y: int) -> str:
    rings = _box(x, y)
    lines = pen.segments(hatch(rings, angle_deg=125, spacing=120))
    return pen.group(
        [pen.path(pen.closed(rings), stroke_width=14), pen.path(lines)],
        fill="none",
        stroke=colours.STOP,
        stroke_width=11,
    )


def _careful(x: int, y: int) -> str:
    rings = _box(x, y)
    lines = pen.segments(hatch(rings, angle_deg=120, spacing=90))
    rim = pen.path(pen.closed(rings), stroke_dasharray="30 22")
    return pen.group(
        [rim, pen.path(lines)],
        fill="none",
        stroke=colours.STOP,
        stroke_width=8,
        stroke_opacity="0.7",
    )


def _muscle(kind: str) -> Swatch:
    def swatch(x: int, y: int) -> str:
        colour = colours.MUSCLE[kind]
        deep = kind == "deep"
        return pen.path(
            pen.closed(_box(x, y)),
            fill=colour,
            fill_opacity="0.4" if deep else "0.56",
            stroke=colour,
            stroke_width=9,
            stroke_dasharray="40 28" if deep else None,
        )

    return swatch


def _disc(number: int) -> Swatch:
    def swatch(x: int, y: int) -> str:
        disc = pen.element("circle", cx=x + _SWATCH // 2, cy=y + 160, r=165, fill=colours.HAND)
        return disc + pen.text(
            str(number),
            (x + _SWATCH // 2, y + (240 if number <= _ONE_DIGIT else 225)),
            220 if number <= _ONE_DIGIT else 175,
            fill="#ffffff",
            text_anchor="middle",
            font_weight=700,
        )

    return swatch


def _plain(words: str) -> Swatch:
    def swatch(x: int, y: int) -> str:
        return pen.text(
            words,
            (x + _SWATCH, y + 235),
            _SIZE,
            text_anchor="end",
            font_weight=700,
            fill=colours.ZONE,
        )

    return swatch
