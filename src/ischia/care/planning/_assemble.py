"""A solution laid out in time: the parts in lawful order, with those that need no hands."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from ischia.care.planning._brief import Brief
from ischia.care.planning._figures import Figures
from ischia.care.planning._problem import Layout
from ischia.care.planning._prune import Work
from ischia.care.planning._recipes import Stroke
from ischia.care.planning._records import Kind, Segment
from ischia.care.planning._ways import FOOT
from ischia.quantities import Position

_FILL = (Kind.ARRIVE, Kind.TEACH, Kind.TURN, Kind.RISE, Kind.POSITION, Kind.REST)


@frozen
class Piece:
    """A segment before it has its reasons, with the work that it belongs to."""

    segment: Segment
    work: Work | None = None


def pieces(layout: Layout, works: Iterable[Work], asked: Brief, known: Figures) -> list[Piece]:
    """Return every part of the session in order, timed from the start."""
    held = list(works)
    rows = [
        _quiet(Kind.ARRIVE, Position.SEATED),
        *_with_turns(layout, held, asked, known),
        *_ending(layout, held),
    ]
    return _timed(_filled(rows, asked, known))


def _quiet(kind: Kind, position: Position | None) -> Piece:
    return Piece(Segment(0, 0, kind, position=position))


def _with_turns(layout: Layout, works: list[Work], asked: Brief, known: Figures) -> Iterator[Piece]:
    for n, position in enumerate(layout.positions):
        yield _quiet(Kind.TURN if n else Kind.POSITION, position)
        here = [work for work in works if work.position is position]
        yield from (_hands_on(work, stroke) for work, stroke in _ordered(here, asked, known))


def _ordered(works: list[Work], asked: Brief, known: Figures) -> Iterator[tuple[Work, Stroke]]:
    """Yield strokes: what must stay dry, then the opening, then site by site, closing, feet."""
    sites = [work for work in works if work.part == "site" and work.site != FOOT]
    sites.sort(key=lambda work: _place(work, asked, known))
    feet = sorted(
        (work for work in works if work.site == FOOT), key=lambda work: _place(work, asked, known)
    )
    opened = [work for work in works if work.part == "opening"]
    closed = [work for work in works if work.part == "closing"]
    for work in sites if opened else ():
        yield from ((work, stroke) for stroke in work.recipe.strokes if stroke.before_oil)
    for work in opened:
        yield from ((work, stroke) for stroke in work.recipe.strokes)
    for work in sites:
        yield from (
            (work, stroke) for stroke in work.recipe.strokes if not (opened and stroke.before_oil)
        )
    for work in (*closed, *feet):
        yield from ((work, stroke) for stroke in work.recipe.strokes)


def _place(work: Work, asked: Brief, known: Figures) -> tuple[bool, int, int, str]:
    """Return where a site stands in the order; the less sore side comes first."""
    scores = {target.site: dict(target.sides) for target in asked.targets}
    score = scores.get(work.site, {}).get(work.side, 0)
    order = known.relevance.site_order.index(work.site)
    return work.site not in asked.first, order, score, work.side.value


def _hands_on(work: Work, stroke: Stroke) -> Piece:
    segment = Segment(
        start_min=0,
        minutes=stroke.minutes,
        kind=Kind.HANDS_ON,
        technique=stroke.technique,
        site=work.site,
        side=work.side,
        position=work.position,
        pressure=stroke.pressure,
    )
    return Piece(segment, work)


def _ending(layout: Layout, works: list[Work]) -> Iterator[Piece]:
    """Yield the parts after the last hands: lying until the rest is over, then seated.

    Who sits while something is shown does not stand up straight from lying.
    """
    position = layout.positions[-1]
    if any(work.site == FOOT for work in works):
        yield _quiet(Kind.WIPE, position)
    yield _quiet(Kind.REST, position)
    yield _quiet(Kind.TEACH, Position.SEATED)
    yield _quiet(Kind.RISE, Position.SEATED)


def _filled(rows: list[Piece], asked: Brief, known: Figures) -> list[Piece]:
    """Give the parts without hands their minutes, and what is left over in turn."""
    spans = [_span(piece, asked, known) for piece in rows]
    minutes = [least for least, _ in spans]
    spare = asked.minutes - sum(minutes)
    while spare > 0:
        grown = False
        for kind in _FILL:
            for n, piece in enumerate(rows):
                if spare and piece.segment.kind is kind and minutes[n] < spans[n][1]:
                    minutes[n] += 1
                    spare -= 1
                    grown = True
        if not grown:
            break
    return [
        evolve(piece, segment=evolve(piece.segment, minutes=length))
        for piece, length in zip(rows, minutes, strict=True)
        if length
    ]


def _span(piece: Piece, asked: Brief, known: Figures) -> tuple[int, int]:
    kind, own = piece.segment.kind, piece.segment.minutes
    if kind is Kind.HANDS_ON:
        return own, own
    if kind in {Kind.WIPE, Kind.WASH}:
        fixed = known.parts.wipe if kind is Kind.WIPE else known.parts.wash
        return fixed, fixed
    return known.parts.span(kind.value, asked.visit_kind, asked.minutes)


def _timed(rows: list[Piece]) -> list[Piece]:
    start, timed = 0, []
    for piece in rows:
        timed.append(evolve(piece, segment=evolve(piece.segment, start_min=start)))
        start += piece.segment.minutes
    return timed
