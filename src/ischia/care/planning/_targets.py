"""Which sites are worth working, how much each side counts, and why."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from ischia import anatomy
from ischia.care.intake import Intake, Visit
from ischia.care.planning._figures import HOUR, Figures, Span
from ischia.knowledge import Mark, Pattern
from ischia.quantities import Side
from ischia.reasons import Reason

_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.MIDLINE: Side.MIDLINE}


@frozen
class Target:
    """A site worth working, both sides together.

    Parameters
    ----------
    site
        Its id.
    sides
        Each side worth working with its relevance, 0 to 100, left before right.
    span
        Least and most minutes for both sides together, before the law of smaller returns.
    why
        Why it is worth it, by side.
    """

    site: str
    sides: tuple[tuple[Side, int], ...]
    span: Span
    why: Mapping[Side, tuple[Reason, ...]]


def marked_pain(intake: Intake) -> tuple[Mark, ...]:
    """Return the marks on the body chart; none when nothing is marked."""
    value = intake.answer("pain_map").value
    return value if isinstance(value, tuple) else ()


def targets(
    intake: Intake, pattern: Pattern | None, style: str, known: Figures
) -> Iterable[Target]:
    """Yield the sites worth working, in the order of the body, each with its sides and why."""
    body, visit, marks = anatomy.body(), intake.visit, marked_pain(intake)
    base = _base(visit, pattern, style, marks, known)
    painful = {mark.side for mark in marks if mark.side is not Side.MIDLINE}
    one_sided = len(painful) == 1
    spans = {**known.site_minutes, **_style_spans(style, known)}
    for site in known.relevance.site_order:
        if site == "foot" and visit.foot_work != "yes":
            continue
        level = not any(body.within(site, part) for part in ("pelvis", "leg"))
        worth, why = {}, {}
        for side in body[site].sides:
            mark = _strongest(marks, site, side, known)
            other = None if mark else _strongest(marks, site, _OTHER[side], known)
            # A back is worked on both sides alike where neither side of the place hurts.
            lesser = one_sided and side not in painful and (other is not None or not level)
            share = known.weights["other_side"] if lesser else 100
            pattern_part = base.get(site, 0) * share // 100
            spill = _marked(other, known) * known.weights["other_side"] // 100
            score = max(pattern_part, _marked(mark, known), spill)
            reasons = _site_reasons(site, style, (pattern, pattern_part), mark)
            if not reasons and other is not None:
                reasons = (Reason("site.other_side", {"site": site}),)
            if site == "foot":
                score = max(score, known.weights["feet_wanted"])
                reasons = (Reason("site.wish"), *reasons)
            if score >= known.weights["floor"]:
                worth[side], why[side] = min(100, score), reasons
        if worth:
            yield Target(site, tuple(worth.items()), spans[site], why)


def _style_spans(style: str, known: Figures) -> Mapping[str, Span]:
    return known.relevance.relaxation_minutes if style == "relaxation" else {}


def _base(
    visit: Visit,
    pattern: Pattern | None,
    style: str,
    marks: tuple[Mark, ...],
    known: Figures,
) -> Mapping[str, int]:
    """Return the relevance of each site before marks: by style, support or pattern."""
    body, own = anatomy.body(), known.relevance
    if style == "relaxation":
        return own.relaxation
    around = own.chair if visit.support in known.clothed else own.comfort
    # Nothing told at all: comfort in full. Otherwise it only rounds the session off.
    share = known.weights["around"] if marks or pattern else 100
    if pattern is None:
        # A longer visit has time for more around the complaint; a pattern names its own places.
        share = min(100, share * max(HOUR, visit.minutes) // HOUR)
    held = {site: weight * share // 100 for site, weight in around.items()}
    if pattern is not None:
        for site in known.relevance.site_order:
            of_pattern = max(
                (
                    weight
                    for named, weight in pattern.relevance.items()
                    if body.within(site, named)
                    or (_stands_for(site, named, known) and site not in known.relevance.wholes)
                ),
                default=0,
            )
            if of_pattern:
                # A place that the pattern names counts as it says, be it less than for comfort.
                held[site] = of_pattern * known.weights["near_pattern"] // 100
    return held


def _stands_for(site: str, part: str, known: Figures) -> bool:
    """Return whether a site is worked for a part of it that is not worked for itself.

    A sore shoulder is no sore arm, and the back of a thigh is worked as that, not as a thigh.
    """
    order = known.relevance.site_order
    return anatomy.body().within(part, site) and part not in order


def _strongest(marks: Iterable[Mark], site: str, side: Side, known: Figures) -> Mark | None:
    """Return the strongest pain at a site, or at a part that it stands for.

    Pain in the whole that a site lies in is pain at the site; a whole whose parts are worked
    for themselves takes none of it.
    """
    body, whole = anatomy.body(), site in known.relevance.wholes
    near = [
        mark
        for mark in marks
        if mark.intensity > 0
        and (_stands_for(site, mark.site, known) or (body.within(site, mark.site) and not whole))
        and (mark.side is side or Side.MIDLINE in (mark.side, side))
    ]
    return max(near, key=lambda mark: mark.intensity, default=None)


def _marked(mark: Mark | None, known: Figures) -> int:
    if mark is None:
        return 0
    return known.weights["marked"] + known.weights["marked_step"] * mark.intensity


def _names(pattern: Pattern, site: str) -> bool:
    body = anatomy.body()
    return any(weight and body.touch(site, named) for named, weight in pattern.relevance.items())


def _site_reasons(
    site: str, style: str, by: tuple[Pattern | None, int], mark: Mark | None
) -> tuple[Reason, ...]:
    (pattern, pattern_part), found = by, []
    if mark is not None:
        found.append(Reason("site.complaint", {"site": mark.site, "intensity": mark.intensity}))
    if pattern_part and pattern is not None and _names(pattern, site):
        found.append(Reason("site.pattern", {"pattern": pattern.id, "site": site}))
    elif pattern_part and not found:
        found.append(Reason("site.style" if style == "relaxation" else "site.around"))
    return tuple(found)
