"""Is this plan lawful? Read afresh from the plan, sharing no code with the solvers.

Everything is looked up again in the knowledge and counted again from the segments, so that a
mistake in the planner cannot hide itself. It runs on every plan before the plan leaves.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attrs import frozen

from ischia import anatomy
from ischia.care.intake import Visit
from ischia.care.planning._records import Kind, Segment, SessionPlan
from ischia.knowledge import Knowledge, Restriction, RestrictionKind, Technique
from ischia.quantities import Position, Side

_UPPER = {"side_lying_left": "right", "side_lying_right": "left"}
_DEEP = 4
_SEATED = frozenset({Kind.ARRIVE, Kind.TEACH, Kind.RISE})


def faults(
    plan: SessionPlan,
    restrictions: tuple[Restriction, ...],
    visit: Visit,
    *,
    knowledge: Knowledge,
) -> tuple[str, ...]:
    """Return every way in which a plan breaks a limit, an order or a count; none is lawful."""
    return tuple(_Check(plan, restrictions, visit, knowledge).all())


@frozen
class _Check:
    plan: SessionPlan
    restrictions: tuple[Restriction, ...]
    visit: Visit
    knowledge: Knowledge

    def all(self) -> Iterator[str]:
        yield from self._clock()
        for segment in self._work():
            yield from self._part(segment)
        yield from self._limits()
        yield from self._order()
        yield from self._counts()
        yield from self._positions()
        yield from self._home()

    def _work(self) -> list[Segment]:
        return [segment for segment in self.plan.segments if segment.kind is Kind.HANDS_ON]

    def _technique(self, segment: Segment) -> Technique:
        return self.knowledge.techniques[str(segment.technique)]

    def _values(self, entry: str) -> Any:  # noqa: ANN401 -- parsed data
        return self.knowledge.practice_values(entry)

    def _clock(self) -> Iterator[str]:
        clock = 0
        for segment in self.plan.segments:
            if segment.start_min != clock or segment.minutes < 1:
                yield f"a gap or an overlap at minute {clock}"
            clock = segment.start_min + segment.minutes
        if clock != self.plan.minutes or clock > self.visit.minutes:
            yield "the parts do not add up to the minutes of the plan"
        hands = sum(segment.minutes for segment in self._work())
        if hands != self.plan.hands_on_minutes:
            yield "the hands-on minutes do not add up"

    def _part(self, segment: Segment) -> Iterator[str]:
        technique = self._technique(segment)
        name = f"{technique.id} at {segment.site}"
        low, high = technique.minutes
        if not low <= segment.minutes <= high or segment.minutes < 2:  # noqa: PLR2004 -- the least part
            yield f"{name}: minutes outside those of the technique"
        if not technique.pressure[0] <= (segment.pressure or 0) <= technique.pressure[1]:
            yield f"{name}: pressure outside that of the technique"
        if segment.position not in technique.positions:
            yield f"{name}: not in this position"
        held = _ancestors(str(segment.site))
        if held.isdisjoint(technique.sites):
            yield f"{name}: not a site of the technique"
        if segment.side not in anatomy.body()[str(segment.site)].sides:
            yield f"{name}: the site has no such side"
        if not set(technique.equipment) <= set(self.visit.equipment):
            yield f"{name}: equipment is missing"
        if self.visit.support == "chair" and technique.medium != "cloth":
            yield f"{name}: not through clothes"
        if self.visit.techniques and technique.id not in self.visit.techniques:
            yield f"{name}: not among the therapist's techniques"
        upper = _UPPER.get(segment.position.value if segment.position else "")
        if upper and segment.side is not Side.MIDLINE and segment.side != Side(upper):
            yield f"{name}: the lower side cannot be reached"

    def _limits(self) -> Iterator[str]:
        for limit in self.restrictions:
            if limit.kind is RestrictionKind.REQUIRE:
                yield from self._required(limit)
                continue
            bound = [segment for segment in self._work() if self._hit(limit, segment)]
            if limit.kind is RestrictionKind.FORBID and bound:
                yield f"{limit.id} forbids {bound[0].technique} at {bound[0].site}"
            if limit.pressure is not None:
                for segment in bound:
                    if (segment.pressure or 0) > limit.pressure:
                        yield f"{limit.id} caps the pressure at {segment.site}"
            if limit.minutes is not None and limit.kind is RestrictionKind.CAP:
                whole = not any(
                    (limit.techniques, limit.sites, limit.sides, limit.positions, limit.heat)
                )
                minutes = self.plan.minutes if whole else sum(one.minutes for one in bound)
                if minutes > limit.minutes:
                    yield f"{limit.id} caps the minutes"

    def _required(self, limit: Restriction) -> Iterator[str]:
        anything = not any(
            (limit.techniques, limit.sites, limit.sides, limit.positions, limit.heat)
        )
        touched = anything or any(self._hit(limit, segment) for segment in self._work())
        if touched and all(caution.measure != limit.measure for caution in self.plan.cautions):
            yield f"{limit.id} requires a measure that the plan does not name"

    def _hit(self, limit: Restriction, segment: Segment) -> bool:
        """Return whether a limit speaks of this part: this checker's own reading."""
        technique = self._technique(segment)
        names = {technique.id, *technique.families}
        if segment.pressure == _DEEP:
            names.add("deep")
        site = str(segment.site)
        if "stretch" in names:
            for family, entry in self._values("families").items():
                pulled = entry.get("stretch_on", [])
                if any(_related(site, other) for other in pulled):
                    names.add(family)
        if limit.techniques and not names & set(limit.techniques):
            return False
        if limit.sites and not any(_related(site, other) for other in limit.sites):
            return False
        if limit.sides and segment.side is not Side.MIDLINE and segment.side not in limit.sides:
            return False
        if limit.positions and segment.position not in limit.positions:
            return False
        return technique.heat or not limit.heat

    def _order(self) -> Iterator[str]:
        work, fit = self._work(), self._values("technique_fit")
        for n, segment in enumerate(work):
            technique, before = self._technique(segment), work[:n]
            near = [one for one in before if _same_place(one, segment)]
            wet = any(self._technique(one).medium == "oil" for one in near)
            if technique.medium == "dry" and wet:
                yield f"{technique.id} at {segment.site} needs dry skin, but oil is on it"
            heavy = technique.role == "deepen"
            if heavy or technique.role == "stretch":
                warm = sum(
                    one.minutes for one in near if self._technique(one).role in {"warm", "work"}
                )
                deep = segment.pressure == _DEEP
                if warm < fit["warm_before_deep" if deep else "warm_before_deepen"]:
                    yield f"{technique.id} at {segment.site} before the place is warm"
            after = [one for one in work[n + 1 :] if _same_place(one, segment)]
            if heavy and not any((one.pressure or 0) <= (segment.pressure or 0) for one in after):
                yield f"nothing lighter follows {technique.id} at {segment.site}"
        yield from self._thumbs(work)
        yield from self._feet()
        worked = {segment.position for segment in work if segment.site != "back"}
        if any(one.site == "back" and one.position not in worked for one in work):
            yield "strokes open the back in a position in which nothing else is worked"

    def _thumbs(self, work: list[Segment]) -> Iterator[str]:
        hands, run = self._values("hand_load"), 0
        for segment in work:
            technique = self._technique(segment)
            steady = technique.thumbs and technique.id not in hands["alternates"]
            run = run + segment.minutes if steady else 0
            if run > hands["thumbs_in_a_row"]:
                yield "thumbs work too long in a row"

    def _feet(self) -> Iterator[str]:
        touched = wiped = False
        for segment in self.plan.segments:
            foot = segment.site is not None and "foot" in _ancestors(segment.site)
            if foot:
                touched, wiped = True, False
            elif segment.kind is Kind.HANDS_ON and touched:
                yield f"{segment.site} is worked after the feet with hands unwashed"
            if segment.kind is Kind.WASH:
                touched = False
            if segment.kind is Kind.WIPE:
                wiped = True
            if segment.kind is Kind.RISE and not wiped and self._any_feet():
                yield "the client stands up on oily soles"
        least = self._values("session_parts")["reflexology_least_a_foot"]
        per_foot: Counter[Side | None] = Counter()
        for segment in self._work():
            if "reflexology" in self._technique(segment).families:
                per_foot[segment.side] += segment.minutes
        if any(minutes < least for minutes in per_foot.values()):
            yield "reflexology of fewer minutes a foot than reflexology takes"

    def _any_feet(self) -> bool:
        return any("foot" in _ancestors(str(segment.site)) for segment in self._work())

    def _counts(self) -> Iterator[str]:
        parts, hands, work = self._values("session_parts"), self._values("hand_load"), self._work()
        allowed = max(2, parts["parts_an_hour"] * self.plan.booked_minutes // 60)
        if len(work) > allowed:
            yield "too many parts"
        deep = sum(one.minutes for one in work if one.pressure == _DEEP)
        left = hands["deep_day"] - self.visit.deep_minutes_today
        if deep > max(0, min(hands["deep_session"], left)):
            yield "too many minutes at pressure 4"
        if self.visit.support == "bed":
            bent = sum(
                one.minutes
                for one in work
                if one.position is not None
                and one.position.value != "seated"
                and one.site not in hands["sits_at"]
                and (one.site not in hands["sits_at_head"] or one.position.value != "supine")
            )
            if bent > hands["bent_over_bed"]:
                yield "too long bent over the bed"

    def _positions(self) -> Iterator[str]:
        parts = self._values("session_parts")
        seated = [one for one in self.plan.segments if one.kind in _SEATED]
        if any(one.position is not Position.SEATED for one in seated):
            yield "talk, teaching or rising while lying down"
        rows = [one for one in self.plan.segments if one.kind not in _SEATED]
        for before, after in pairwise(rows):
            if before.position is not after.position and after.kind is not Kind.TURN:
                yield "the client changes position without a turn"
        order = [one.position for one in rows if one.kind in {Kind.POSITION, Kind.TURN}]
        short = self.plan.booked_minutes <= parts["two_positions_up_to"]
        few = any(limit.measure == "few_turns" for limit in self.restrictions)
        most = parts["positions"][0 if short else 1]
        if len(order) > (min(most, parts["few_turns_positions"]) if few else most):
            yield "too many positions"
        told = self.visit.positions_tolerated
        if told and any(position not in told for position in order):
            yield "a position that the client does not tolerate"

    def _home(self) -> Iterator[str]:
        for care in self.plan.home_care:
            if care.exercise is None:
                continue
            entry = self.knowledge.exercises[care.exercise]
            names = {entry.id, *entry.families}
            for limit in self.restrictions:
                if limit.kind is not RestrictionKind.FORBID or limit.id.startswith("wish."):
                    continue
                named = not limit.techniques or names & set(limit.techniques)
                sited = not limit.sites or any(
                    _related(one, other) for one in entry.sites for other in limit.sites
                )
                placed = not limit.positions or set(limit.positions) & set(entry.positions)
                warm = not limit.heat or "heat" in names
                if named and sited and placed and warm:
                    yield f"{limit.id} forbids the exercise {entry.id}"


def _ancestors(site: str) -> set[str]:
    """Return the site and everything it lies in, by its parents."""
    body, found = anatomy.body(), set()
    at: str | None = site
    while at is not None:
        found.add(at)
        at = body[at].parent
    return found


def _related(one: str, other: str) -> bool:
    return one in _ancestors(other) or other in _ancestors(one)


def _same_place(one: Segment, other: Segment) -> bool:
    """Return whether two parts are on one place: the same side, or one of them midline."""
    sides = {one.side, other.side}
    return (len(sides) == 1 or Side.MIDLINE in sides) and _related(str(one.site), str(other.site))
