"""A plain chart of one measure over weeks, beside the usual course; readable in grey."""

from collections.abc import Sequence
from html import escape
from typing import Final

from attrs import frozen

from ischia.care.course import Range, Review, Told
from ischia.documents import _course_words as words
from ischia.instruments import Direction, instrument
from ischia.speech import ENGLISH, Speech

_WIDTH, _HEIGHT = 720, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 30, 66
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
    a dashed line in a band for the usual course, ticks for sessions, a bar for a range.
    """
    entry = instrument(told.measure)
    start = review.timeline[0].on
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
            'font-family="system-ui, sans-serif" font-size="13">'
        ),
        f'<title id="{name}-title">{escape(_title(told, speech))}</title>',
        f'<desc id="{name}-words">{escape(_alt(review, told, points, speech))}</desc>',
        *_grid(frame, better, speech),
        *_usual(frame, told, speech, edge=points[-1][0] + ranges[-1].weeks if ranges else None),
        *_sessions(frame, review, speech),
        *_ratings(frame, points, speech),
        *_bars(frame, points[-1][0], ranges, speech),
        "</svg>",
    ]
    return "\n".join(parts)


def _title(told: Told, speech: Speech) -> str:
    return speech.say("{measure} over weeks", measure=speech.known(told.label))


def _alt(review: Review, told: Told, points: Sequence[tuple[float, float]], speech: Speech) -> str:
    def said(value: float) -> str:
        return speech.decimal(words.number(value))

    rated = "; ".join(
        speech.say("week {week}: {value}", week=said(round(w, 1)), value=said(v)) for w, v in points
    )
    sessions = sum(event.kind == "visit" for event in review.timeline)
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
    parts = [_text(_LEFT - 34, _TOP - 12, unit, anchor="start")]
    for n in range(6):
        value = frame.lo + (frame.hi - frame.lo) * n / 5
        y = frame.y(value)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e4e4e4" fill="none"/>')
        parts.append(_text(_LEFT - 8, y + 4, speech.decimal(words.number(value)), anchor="end"))
    step = max(1, round(frame.weeks / _MOST_MARKS))
    parts += [
        _text(frame.x(week), _HEIGHT - _BOTTOM + 38, str(week))
        for week in range(0, int(frame.weeks) + 1, step)
    ]
    parts.append(
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, speech.say("weeks since the start"))
    )
    return parts


def _usual(frame: _Frame, told: Told, speech: Speech, *, edge: float | None) -> list[str]:
    """Return the usual course; its words end left of the bar that stands at ``edge``."""
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
    week, value = line[-1]
    right = frame.x(week) - 4 if edge is None else min(frame.x(week), frame.x(edge) - 12)
    parts.append(
        _text(right, frame.y(value) + 24, speech.say("usual course, no massage"), anchor="end")
    )
    return parts


def _path(frame: _Frame, points: Sequence[tuple[float, float]]) -> str:
    return " ".join(frame.at(week, value) for week, value in points)


def _sessions(frame: _Frame, review: Review, speech: Speech) -> list[str]:
    base = _HEIGHT - _BOTTOM + 6
    start = review.timeline[0].on
    parts = []
    for event in review.timeline:
        if event.kind == "visit":
            x = frame.x((event.on - start).days / 7)
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 10}" '
                f'stroke="{_INK}" stroke-width="3"/>'
            )
    if parts:
        parts.append(_text(_WIDTH - _RIGHT, base + 10, speech.say("sessions"), anchor="end"))
    return parts


def _ratings(frame: _Frame, points: Sequence[tuple[float, float]], speech: Speech) -> list[str]:
    parts = [
        (
            f'<polyline points="{_path(frame, points)}" fill="none" '
            f'stroke="{_INK}" stroke-width="2.5"/>'
        )
    ]
    parts += [
        f'<circle cx="{frame.x(week):.1f}" cy="{frame.y(value):.1f}" r="4.5" fill="{_INK}"/>'
        for week, value in points
    ]
    week, value = points[-1]
    parts.append(
        _text(
            frame.x(week) + 9, frame.y(value) - 8, speech.say("ratings"), anchor="start", fill=_INK
        )
    )
    return parts


def _bars(frame: _Frame, last: float, ranges: Sequence[Range], speech: Speech) -> list[str]:
    parts = []
    for one in ranges:
        x = frame.x(last + one.weeks)
        low, middle, high = (frame.y(value) for value in (one.low, one.middle, one.high))
        parts.append(
            f'<path d="M{x - 6:.1f} {low:.1f}h12m-6 0V{high:.1f}m-6 0h12" '
            f'stroke="{_INK}" stroke-width="1.5" fill="none"/>'
        )
        parts.append(f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="4" fill="white" stroke="{_INK}"/>')
    if ranges:
        x, top = frame.x(last + ranges[-1].weeks), frame.y(ranges[-1].high)
        parts.append(
            _text(x + 6, top - 8, speech.say("8 of 10 next ratings"), anchor="end", fill=_INK)
        )
    return parts
