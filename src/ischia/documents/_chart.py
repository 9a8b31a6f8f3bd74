"""The body chart of a visit: what hurts, what is limited, what is planned."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ischia import anatomy, charts
from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit
from ischia.care.planning import SessionPlan
from ischia.documents._words import place_words
from ischia.knowledge import Knowledge, Mark, Restriction, RestrictionKind, Technique
from ischia.quantities import Position, Side

_DIRECTION = defaultdict(
    lambda: "hold",
    {
        "gliding": "up",
        "kneading": "circles",
        "reflexology": "across",
        "foot_massage": "up",
        "stretch": "out",
        "deep": "up",
    },
)
_BODY = {"female": "female-medium", "male": "male-medium"}
_FRONT_OF = {"thigh": "front_thigh", "lower_leg": "outer_shin"}
_LYING_FRONT_UP = {Position.SUPINE, Position.SEMI_RECLINED, Position.SEATED}


def visit_chart(
    intake: Intake, visit: FirstVisit, *, knowledge: Knowledge, has_key: bool = True
) -> str:
    """Return the body chart of a visit as SVG: complaint, places barred, planned strokes."""
    marks = intake.answer("pain_map").value
    strokes = tuple(_strokes(visit.plan, knowledge)) if visit.plan else ()
    limits = visit.clearance.restrictions if visit.clearance.permits_treatment else ()
    return charts.body_chart(
        charts.Chart(
            body=_BODY.get(str(intake.answer("sex").value), "neutral-medium"),
            views=_views(visit.plan, marks if isinstance(marks, tuple) else ()),
            marks=tuple(_marks(marks)),
            hatches=tuple(_hatches(limits)),
            strokes=strokes,
            key=has_key,
            title="Where it hurts, where hands stay away, and what is planned",
        )
    )


def _marks(marks: object) -> Iterator[charts.Mark]:
    for mark in marks if isinstance(marks, tuple) else ():
        yield charts.Mark(mark.site, mark.side, mark.intensity, mark.quality)


def _hatches(limits: tuple[Restriction, ...]) -> Iterator[charts.Hatch]:
    """Yield the places where every technique is barred in every position."""
    for limit in limits:
        barred = limit.kind is RestrictionKind.FORBID
        if not barred or limit.techniques or limit.positions or limit.heat:
            continue
        for site in limit.sites:
            if site != "body":
                sides = limit.sides or anatomy.body()[site].sides
                yield from (charts.Hatch(site, side, "hands stay away") for side in sides)


def _strokes(plan: SessionPlan, knowledge: Knowledge) -> Iterator[charts.Stroke]:
    """Yield one stroke a place, numbered as first worked, with all that is done there."""
    done: dict[tuple[str, Side], list[Technique]] = {}
    for segment in plan.segments:
        if segment.technique and segment.site and segment.side:
            place = (_seen_at(segment.site, segment.position), segment.side)
            done.setdefault(place, []).append(knowledge.techniques[segment.technique])
    for number, ((site, side), techniques) in enumerate(done.items(), start=1):
        names = dict.fromkeys(technique.label.lower() for technique in techniques)
        label = f"{place_words(site, side)}: {', '.join(names)}".capitalize()
        yield charts.Stroke(site, side, label, number, _way(techniques[::-1]))


def part_stroke(
    technique: Technique, *, site: str, side: Side, position: Position | None
) -> charts.Stroke:
    """Return one part of a session as a stroke by itself, numbered 1."""
    seen = _seen_at(site, position)
    return charts.Stroke(seen, side, technique.label, 1, _way([technique]))


def _way(techniques: Sequence[Technique]) -> str:
    ways = (_DIRECTION[name] for one in techniques for name in one.families)
    return next((way for way in ways if way != "hold"), "hold")


def _seen_at(site: str, position: Position | None) -> str:
    """Return the site as seen in that position: a thigh worked face up is its front."""
    return _FRONT_OF.get(site, site) if position in _LYING_FRONT_UP else site


def _views(plan: SessionPlan | None, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Return the views that show all that is marked and planned, in reading order."""
    body = anatomy.body()
    sites = [mark.site for mark in marks]
    worked = [segment.site for segment in plan.segments if segment.site] if plan else []
    needed = {"back"}
    for leaf in body.leaves():
        on_front = "front" in leaf.views and "back" not in leaf.views
        if on_front and any(body.within(leaf.id, site) for site in sites):
            needed.add("front")
    if any(body.touch(site, "foot") for site in worked):
        needed.add("soles")
    if plan and any(
        segment.site and segment.site != "foot" and segment.position in _LYING_FRONT_UP
        for segment in plan.segments
    ):
        needed.add("front")
    return tuple(view for view in anatomy.VIEWS if view in needed)
