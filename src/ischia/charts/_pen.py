"""Flat SVG: paths of whole numbers, lines, text. No gradients, filters, patterns or scripts."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from ischia.anatomy import Point, Ring

FONT = "system-ui, 'DejaVu Sans', 'Noto Sans', sans-serif"


def closed(rings: Sequence[Ring]) -> str:
    """Return path data for closed rings, in relative steps."""
    return "".join(f"{line(ring)}z" for ring in rings)


@cache
def cached_closed(rings: tuple[Ring, ...]) -> str:
    """Return :func:`closed`, remembered: figures are drawn again and again."""
    return closed(rings)


def line(points: Sequence[Point]) -> str:
    """Return path data for an open line, in relative steps."""
    x, y = points[0]
    steps = [f"{bx - ax},{by - ay}" for (ax, ay), (bx, by) in pairwise(points)]
    return f"M{x},{y}l{' '.join(steps)}" if steps else f"M{x},{y}h0"


def segments(pieces: Iterable[tuple[Point, Point]]) -> str:
    """Return path data for separate straight pieces."""
    return "".join(f"M{a[0]},{a[1]}L{b[0]},{b[1]}" for a, b in pieces)


def element(tag: str, body: str | None = None, /, **attributes: object) -> str:
    """Return one element; ``fill_opacity`` becomes ``fill-opacity``; ``None`` is left out."""
    words = [
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(str(value))}"
        for name, value in attributes.items()
        if value is not None
    ]
    head = f"<{tag}{''.join(words)}"
    return f"{head}/>" if body is None else f"{head}>{body}</{tag}>"


def path(data: str, /, *, title: str | None = None, **attributes: object) -> str:
    """Return a path with an optional title for whoever points at it."""
    if not data:
        return ""
    body = None if title is None else element("title", escape(title))
    return element("path", body, d=data, **attributes)


def text(words: str, at: Point, size: float, /, **attributes: object) -> str:
    """Return a line of text with its baseline at a point."""
    given = {"font_family": FONT, "font_size": round(size), "fill": "#2f2420", **attributes}
    return element("text", escape(words), x=at[0], y=at[1], **given)


def group(body: Iterable[str], /, **attributes: object) -> str:
    """Return a group, or nothing when it would be empty."""
    inside = "".join(body)
    return element("g", inside, **attributes) if inside else ""
