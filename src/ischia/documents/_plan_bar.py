"""The session as one bar: colour by position, height by pressure, places numbered."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from ischia.documents._plan_records import Part
from ischia.documents._words import POSITION_WORDS
from ischia.quantities import MAX_PRESSURE, Position

POSITION_COLOURS: Final = {
    Position.PRONE: "#1f6f78",
    Position.SUPINE: "#8a5a00",
    Position.SIDE_LYING_LEFT: "#5a4fa3",
    Position.SIDE_LYING_RIGHT: "#8c3d6b",
    Position.SEMI_RECLINED: "#2f6b3a",
    Position.SEATED: "#4a5568",
}
"""Dark enough for white figures on them (5:1 and more)."""

_WIDTH, _STEP, _PAD, _GAP = 1000, 19, 30, 2
_QUIET: Final = 9
_LETTER: Final = 7
"""Width of a letter of the words above a run, in units."""
_FONT: Final = "system-ui, sans-serif"


def plan_bar(parts: tuple[Part, ...], *, font: str = _FONT) -> str:
    """Return the timeline as flat SVG, a thousand units wide.

    A part is as wide as its minutes, as high as its pressure and coloured by position; its
    number is that of the place on the body picture. What needs no hands stays low and pale.
    """
    total = parts[-1].start_min + parts[-1].minutes
    floor = _PAD + _STEP * MAX_PRESSURE
    pieces = [f"<title>{escape(bar_words(parts))}</title>"]
    pieces += [_line(level, floor, font) for level in range(1, MAX_PRESSURE + 1)]
    left = 22
    scale = (_WIDTH - left) / total
    for part in parts:
        x, wide = left + part.start_min * scale, part.minutes * scale
        pieces.append(_piece(part, (x, floor), wide, font))
    pieces += _position_words(parts, (left, scale), font)
    for minute in (*range(0, total - 4, 10), total):
        pieces.append(_tick(left + minute * scale, floor, minute, font))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="bar" '
        f'viewBox="0 14 {_WIDTH + 8} {floor + 10}">{"".join(pieces)}</svg>'
    )


def bar_words(parts: tuple[Part, ...]) -> str:
    """Return the bar in words, for whoever hears it read out."""
    worked: dict[Position, int] = {}
    for part in parts:
        if part.pressure and part.position:
            worked[part.position] = worked.get(part.position, 0) + part.minutes
    spans = "; ".join(f"{POSITION_WORDS[lying]} {n} minutes" for lying, n in worked.items())
    total = parts[-1].start_min + parts[-1].minutes
    return f"Timeline of {total} minutes, with hands on: {spans}"


def _position_words(parts: tuple[Part, ...], at: tuple[int, float], font: str) -> Iterator[str]:
    """Yield how the client lies above each run: colours alone are lost in grey print."""
    left, scale = at
    for position, run in groupby(
        (one for one in parts if one.pressure), key=lambda one: one.position
    ):
        held = list(run)
        words = POSITION_WORDS[position].partition(",")[0] if position else ""
        x = left + held[0].start_min * scale
        end = left + (held[-1].start_min + held[-1].minutes) * scale
        if len(words) * _LETTER <= end - x:
            yield (
                f'<text class="soft" x="{x + 2:.1f}" y="26" font-family="{font}" font-size="14" '
                f'fill="#6b5a50">{words}</text>'
            )


def _line(level: int, floor: int, font: str) -> str:
    y = floor - level * _STEP
    return (
        f'<path class="grid" d="M22 {y}H{_WIDTH}" stroke="#e4dad0" stroke-width="1"/>'
        f'<text class="soft" x="14" y="{y + 5}" font-family="{font}" font-size="14" '
        f'text-anchor="end" fill="#6b5a50">{level}</text>'
    )


def _piece(part: Part, at: tuple[float, int], wide: float, font: str) -> str:
    x, floor = at
    high = part.pressure * _STEP if part.pressure else _QUIET
    fill = POSITION_COLOURS[part.position] if part.pressure and part.position else "#cdbfb2"
    slug = part.position.value if part.pressure and part.position else "quiet"
    box = (
        f'<rect class="{slug}" x="{x + _GAP / 2:.1f}" y="{floor - high}" '
        f'width="{max(wide - _GAP, 1):.1f}" height="{high}" rx="3" fill="{fill}"/>'
    )
    if not part.number:
        return box
    return box + (
        f'<text class="on" x="{x + wide / 2:.1f}" y="{floor - high + 15}" font-family="{font}" '
        f'font-size="{15 if wide > _STEP else 12}" font-weight="700" text-anchor="middle" '
        f'fill="#ffffff">{part.number}</text>'
    )


def _tick(x: float, floor: int, minute: int, font: str) -> str:
    return (
        f'<text class="soft" x="{x:.1f}" y="{floor + 19}" font-family="{font}" font-size="14" '
        f'text-anchor="middle" fill="#6b5a50">{minute}</text>'
    )
