"""A plain chart of one measure over weeks, beside the usual course; readable in grey."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Final

from attrs import frozen

from ischia.care.course import Range, Review, Told
from ischia.documents import _course_words as words
from ischia.instruments import Direction, instrument
from ischia.speech import ENGLISH, Speech

_WIDTH, _HEIGHT = 720, 398
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 44, 138
_KEY_ROWS: Final = (-40, -12)
"""Where the rows of the key stand, from the lower edge."""
_TEN: Final = 10.0
_INK, _SOFT, _BAND = "#1a1a1a", "#5a5a5a", "#dcdcdc"
_LEAST_WEEKS: Final = 6
_MOST_MARKS: Final = 13
_LEAST_POINTS: Final = 3


@frozen
class _Frame:
    """Between values and places on the page."""

    weeks: float
    lo: float
    hi: float

    def x(self, week: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * week / self.weeks

    def y(self, value: float) -> float:
        share = (value - self.lo) / (self.hi - self.lo)
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1.0 - share)

    def at(self, week: float, value: float) -> str:
        return f"{self.x(week):.1f},{self.y(value):.1f}"


def course_chart(review: Review, told: Told, *, speech: Speech = ENGLISH) -> str:
    """Return one measure as an SVG: the ratings, the usual course, the sessions.

    Shape tells the lines apart, not colour: dots on a solid line for the client's ratings,
    a dashed line in a band for the usual course, ticks for sessions, a bar for a range. The
    words stand in a key below, where nothing is drawn over them, with room for larger letters
    on a phone.
    """
    entry = instrument(told.measure)
    start = _start(review)
    points = [((dated.on - start).days / 7, dated.value) for dated in told.values]
    ranges = [one for one in review.ranges if one.measure == told.measure]
    last = max([points[-1][0], review.weeks, *(points[-1][0] + one.weeks for one in ranges)])
    frame = _Frame(max(_LEAST_WEEKS, last * 1.04), entry.lo, entry.hi)
    name = f"chart-{told.measure}"
    lower, unit = entry.higher_is is Direction.WORSE, speech.known(entry.unit)
    better = (
        speech.say("{unit}, lower is better", unit=unit)
        if lower
        else speech.say("{unit}, higher is better", unit=unit)
    )
    parts = [
        (
            f'<svg role="img" aria-labelledby="{name}-title {name}-words" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" xmlns="http://www.w3.org/2000/svg" '
            'class="over-weeks" font-family="system-ui, sans-serif" font-size="13">'
        ),
        f'<title id="{name}-title">{escape(_title(told, speech))}</title>',
        f'<desc id="{name}-words">{escape(_alt(review, told, points, speech))}</desc>',
        *_grid(frame, better, speech),
        *(drawn := _usual(frame, told)),
        *_sessions(frame, sessions := _session_weeks(review)),
        *_ratings(frame, points),
        *_bars(frame, points[-1][0], ranges),
        *_key(is_usual=bool(drawn), is_given=bool(sessions), is_range=bool(ranges), speech=speech),
        "</svg>",
    ]
    return "\n".join(parts)


def _start(review: Review) -> date:
    """Return the day from which the weeks of a review count: it may have been taken up again."""
    return review.on - timedelta(days=round(7 * review.weeks))


def _session_weeks(review: Review) -> list[float]:
    start = _start(review)
    days = [(event.on - start).days for event in review.timeline if event.kind == "visit"]
    return [day / 7 for day in days if day >= 0]


def _title(told: Told, speech: Speech) -> str:
    return speech.say("{measure} over weeks", measure=speech.known(told.label))


def _alt(review: Review, told: Told, points: Sequence[tuple[float, float]], speech: Speech) -> str:
    def said(value: float) -> str:
        return speech.decimal(words.number(value))

    rated = "; ".join(
        speech.say("week {week}: {value}", week=said(round(w, 1)), value=said(v)) for w, v in points
    )
    sessions = len(_session_weeks(review))
    parts = [
        speech.say("Ratings by week: {ratings}.", ratings=rated),
        speech.count("{n} sessions.", "{n} sessions.", sessions),
    ]
    found = (one for one in review.ranges if one.measure == told.measure)
    ahead = "; ".join(words.range_sentence(one, speech) for one in found)
    if ahead:
        parts.append(speech.say("Range of the next ratings: {ranges}.", ranges=ahead))
    return " ".join([*parts, words.usual_sentence(told, speech)]).strip()


def _text(x: float, y: float, text: str, *, anchor: str = "middle", fill: str = _SOFT) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def _grid(frame: _Frame, unit: str, speech: Speech) -> list[str]:
    parts = [_text(_LEFT - 34, _TOP - 22, unit, anchor="start")]
    for n in range(6):
        value = frame.lo + (frame.hi - frame.lo) * n / 5
        y = frame.y(value)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e4e4e4" fill="none"/>')
        parts.append(_text(_LEFT - 8, y + 4, speech.decimal(words.number(value)), anchor="end"))
    step = max(1, round(frame.weeks / _MOST_MARKS))
    parts += [
        _text(frame.x(week), _HEIGHT - _BOTTOM + 36, str(week))
        for week in range(0, int(frame.weeks) + 1, step)
    ]
    parts.append(
        _text(
            (_LEFT + _WIDTH - _RIGHT) / 2,
            _HEIGHT - _BOTTOM + 64,
            speech.say("weeks since the start"),
        )
    )
    return parts


def _usual(frame: _Frame, told: Told) -> list[str]:
    """Return the usual course as a dashed line in its band."""
    usual = told.usual
    # Two points a year apart say nothing of the weeks between: the sentence tells them.
    if usual is None or len(usual.weeks) < _LEAST_POINTS:
        return []
    scale = (frame.hi - frame.lo) / _TEN

    def cut(values: Sequence[float]) -> list[tuple[float, float]]:
        """Return the line up to the edge of the chart; straight between published points."""
        found = []
        for n, week in enumerate(usual.weeks):
            if week <= frame.weeks:
                found.append((week, values[n] * scale))
            else:
                before, span = usual.weeks[n - 1], week - usual.weeks[n - 1]
                share = (frame.weeks - before) / span
                edge = values[n - 1] + share * (values[n] - values[n - 1])
                found.append((frame.weeks, edge * scale))
                break
        return found

    parts = []
    if usual.lo:
        ring = [*cut(usual.hi), *reversed(cut(usual.lo))]
        parts.append(f'<polygon points="{_path(frame, ring)}" fill="{_BAND}"/>')
    line = cut(usual.mean)
    parts.append(
        f'<polyline points="{_path(frame, line)}" fill="none" stroke="{_SOFT}" '
        'stroke-width="2" stroke-dasharray="7 5"/>'
    )
    return parts


def _path(frame: _Frame, points: Sequence[tuple[float, float]]) -> str:
    return " ".join(frame.at(week, value) for week, value in points)


def _sessions(frame: _Frame, weeks: Sequence[float]) -> list[str]:
    base = _HEIGHT - _BOTTOM + 6
    return [_tick(frame.x(week), base) for week in weeks]


def _tick(x: float, y: float) -> str:
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + 10}" stroke="{_INK}" stroke-width="3"/>'
    )


def _ratings(frame: _Frame, points: Sequence[tuple[float, float]]) -> list[str]:
    line = (
        f'<polyline points="{_path(frame, points)}" fill="none" '
        f'stroke="{_INK}" stroke-width="2.5"/>'
    )
    return [line, *(_dot(frame.x(week), frame.y(value)) for week, value in points)]


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{_INK}"/>'


def _bars(frame: _Frame, last: float, ranges: Sequence[Range]) -> list[str]:
    return [
        _bar(frame.x(last + one.weeks), *(frame.y(v) for v in (one.low, one.middle, one.high)))
        for one in ranges
    ]


def _bar(x: float, low: float, middle: float, high: float) -> str:
    return (
        f'<path d="M{x - 6:.1f} {low:.1f}h12m-6 0V{high:.1f}m-6 0h12" '
        f'stroke="{_INK}" stroke-width="1.5" fill="none"/>'
        f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="4" fill="white" stroke="{_INK}"/>'
    )


def _key(*, is_usual: bool, is_given: bool, is_range: bool, speech: Speech) -> list[str]:
    """Return what each shape means, two to a row."""

    def line(x: float, y: float, ink: str, dashes: str = "") -> str:
        return f'<path d="M{x} {y}h30" stroke="{ink}" stroke-width="2.5" fill="none"{dashes}/>'

    shown: list[tuple[str, Callable[[float, float], str]]] = [
        (speech.say("ratings"), lambda x, y: line(x, y, _INK) + _dot(x + 15, y)),
    ]
    if is_given:
        shown.append((speech.say("sessions"), lambda x, y: _tick(x + 15, y - 5)))
    if is_usual:
        band = f'width="30" height="16" fill="{_BAND}"/>'
        shown.append(
            (
                speech.say("usual course, no massage"),
                lambda x, y: (
                    f'<rect x="{x}" y="{y - 8}" {band}'
                    + line(x, y, _SOFT, ' stroke-dasharray="7 5"')
                ),
            )
        )
    if is_range:
        shown.append(
            (speech.say("8 of 10 next ratings"), lambda x, y: _bar(x + 15, y + 9, y, y - 9))
        )
    parts = []
    for n, (name, draw) in enumerate(shown):
        x = _LEFT + (n % 2) * (_WIDTH - _LEFT - _RIGHT) / 2
        y = _HEIGHT + _KEY_ROWS[n // 2]
        parts += [draw(x, y - 4), _text(x + 40, y, name, anchor="start", fill=_INK)]
    return parts
