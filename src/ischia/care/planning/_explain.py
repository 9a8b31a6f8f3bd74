"""Why each part is there, what was left out, which limits bound, and what to keep in mind."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from ischia import anatomy
from ischia.care.planning._assemble import Piece
from ischia.care.planning._brief import Brief
from ischia.care.planning._evidence import evidence
from ischia.care.planning._exact import Solution
from ischia.care.planning._figures import Figures
from ischia.care.planning._problem import Problem
from ischia.care.planning._prune import Work
from ischia.care.planning._records import Kind, LeftOut, Segment
from ischia.care.planning._targets import Target
from ischia.care.planning._ways import FOOT
from ischia.knowledge import (
    Knowledge,
    Restriction,
    Spot,
    binds,
    caps_visit,
    forbidden,
    hands_on,
)
from ischia.quantities import Position, Side
from ischia.reasons import Reason


@frozen
class Explainer:
    """Explains one solution of one brief."""

    asked: Brief
    known: Figures
    knowledge: Knowledge

    def segments(self, timed: Iterable[Piece], totals: dict[str, int]) -> tuple[Segment, ...]:
        """Return the segments with reasons, evidence and measures."""
        return tuple(self._explained(piece, totals) for piece in timed)

    def _explained(self, piece: Piece, totals: dict[str, int]) -> Segment:
        segment = piece.segment
        if piece.work is None or segment.technique is None:
            why = (Reason(f"part.{segment.kind.value}"),)
            return evolve(segment, why=why, measures=self._measures(segment))
        technique = self.knowledge.techniques[segment.technique]
        return evolve(
            segment,
            why=(
                *self._site_why(piece.work),
                self._technique_why(segment, piece.work),
                self._pressure_why(segment),
                *self._minutes_why(piece.work, totals),
            ),
            evidence=evidence(technique, piece.work.site, self.asked, knowledge=self.knowledge),
        )

    def _measures(self, segment: Segment) -> tuple[str, ...]:
        parts = self.knowledge.practice_values("care_parts")
        if segment.kind in {Kind.POSITION, Kind.TURN} and segment.position is not None:
            return tuple(parts["position"].get(segment.position.value, ()))
        return tuple(parts["rise"]) if segment.kind is Kind.RISE else ()

    def _site_why(self, work: Work) -> tuple[Reason, ...]:
        if work.part != "site":
            return (Reason(f"site.{work.part}"),)
        target = self._target(work.site)
        return target.why.get(work.side, ()) if target else ()

    def _target(self, site: str) -> Target | None:
        return next((one for one in self.asked.targets if one.site == site), None)

    def _technique_why(self, segment: Segment, work: Work) -> Reason:
        technique = self.knowledge.techniques[segment.technique or ""]
        sources = technique.because.sources
        used = [stroke.technique for stroke in work.recipe.strokes]
        # What warms elsewhere lightens here: at the end of a row, or over the whole back.
        ends = len(used) > 1 and technique.id == used[-1] and technique.id not in used[:-1]
        finishes = technique.id in self.known.fit.finishes_too and technique.role == "warm"
        role = "finish" if finishes and (ends or work.part == "closing") else technique.role
        return Reason(f"technique.{role}", {"technique": technique.id}, sources)

    def _pressure_why(self, segment: Segment) -> Reason:
        technique, pressure = self.knowledge.techniques[segment.technique or ""], segment.pressure
        params = {"pressure": pressure}
        firmer = (pressure or 0) + 1
        if firmer <= technique.pressure[1]:
            act = hands_on(technique, _spot(segment), firmer, self.knowledge)
            held = [limit.id for limit in self.asked.restrictions if forbidden(limit, act)]
            wished = self.known.fit.wished[self.asked.pressure_wish]
            lighter = self.known.fit.lighter.get(technique.role, 0)
            if held and wished - lighter >= firmer:
                return Reason("pressure.limit", {**params, "limits": tuple(sorted(held))})
        if self.asked.pressure_wish == "unsaid":
            return Reason("pressure.default", params)
        return Reason("pressure.wish", params)

    def _minutes_why(self, work: Work, totals: dict[str, int]) -> tuple[Reason, ...]:
        target = self._target(work.site)
        if target is None or work.part != "site":
            return ()
        least, most = target.span
        params = {"minutes": totals[work.site], "least": least, "most": most}
        return (Reason("minutes.range", params),)

    def left_out(self, works: Iterable[Work], *, is_bent: bool) -> tuple[LeftOut, ...]:
        """Return each side worth working that has no part, and why.

        ``is_bent``: the minutes that the therapist may stand bent over a bed are used up.
        """
        done = {(work.site, work.side) for work in works}
        found = []
        for target in self.asked.targets:
            for side, _ in target.sides:
                if (target.site, side) not in done:
                    why = self._why_not(target.site, side, is_bent=is_bent)
                    found.append(LeftOut(target.site, side, None, (why,)))
        return (*found, *self._barred_techniques(done))

    def _why_not(self, site: str, side: Side, *, is_bent: bool) -> Reason:
        reached = [one for one in self.asked.positions if self.known.reaches(site, side, one)]
        if not reached:
            return Reason("left_out.position", {"site": site})
        if not any(self._suits(site, position) for position in reached):
            return Reason("left_out.means", {"site": site})
        bars = [self._bars(Spot(site, side, position)) for position in reached]
        if all(bars):
            held = sorted({limit.id for some in bars for limit in some})
            return Reason("left_out.limit", {"limits": tuple(held)})
        if is_bent and all(self.known.hands.stands(site, one) for one in reached):
            return Reason("left_out.bent", {"site": site, "most": self.asked.bent_most or 0})
        return Reason("left_out.minutes", {"site": site})

    def _suits(self, site: str, position: Position) -> bool:
        """Return whether anything at hand is for this place; at the feet only foot work is."""
        body, feet = anatomy.body(), site == FOOT
        return any(
            position in one.positions
            and (one.role == "feet" or not feet)
            and any(body.within(site, named) for named in one.sites)
            for one in self.asked.techniques
        )

    def _bars(self, spot: Spot) -> tuple[Restriction, ...]:
        """Return the limits that bar everything at a spot; none when something is lawful."""
        body, bars = anatomy.body(), []
        for technique in self.asked.techniques:
            fits = any(body.within(spot.site, site) for site in technique.sites)
            if not fits or spot.position not in technique.positions:
                continue
            act = hands_on(technique, spot, technique.pressure[0], self.knowledge)
            held = [limit for limit in self.asked.restrictions if forbidden(limit, act)]
            if not held:
                return ()
            bars += held
        return tuple(bars)

    def _barred_techniques(self, done: set[tuple[str, Side]]) -> Iterator[LeftOut]:
        """Yield techniques at hand that limits bar at every place that is worked."""
        body = anatomy.body()
        for technique in self.asked.techniques:
            spots = [
                Spot(site, side, position)
                for site, side in sorted(done, key=lambda one: (one[0], one[1].value))
                for position in technique.positions
                if any(body.within(site, named) for named in technique.sites)
                and self.known.reaches(site, side, position)
            ]
            acts = [
                hands_on(technique, spot, technique.pressure[0], self.knowledge) for spot in spots
            ]
            bars = [
                [limit.id for limit in self.asked.restrictions if forbidden(limit, act)]
                for act in acts
            ]
            if bars and all(bars):
                ids = tuple(sorted({one for some in bars for one in some}))
                yield LeftOut(
                    None, None, technique.id, (Reason("left_out.limit", {"limits": ids}),)
                )

    def limits(self, posed: Problem, solution: Solution) -> tuple[Reason, ...]:
        """Return which limits the plan stands at."""
        used = [
            sum(option.uses[index] for option in solution.options)
            for index in range(len(posed.capacities))
        ]
        names = ["limit.parts", "limit.deep", "limit.bent"]
        found = []
        if sum(option.minutes for option in solution.options) == solution.layout.minutes:
            found.append(Reason("limit.share", {"minutes": solution.layout.minutes}))
        for index, (have, most) in enumerate(zip(used[:-1], posed.capacities[:-1], strict=True)):
            if have == most and (most or index > 1):
                counted = posed.counted[index - len(names)].id if index >= len(names) else ""
                code = names[index] if index < len(names) else "limit.counted"
                found.append(Reason(code, {"most": most, "limits": (counted,) if counted else ()}))
        found += [
            Reason("limit.visit_cap", {"most": limit.minutes, "limits": (limit.id,)})
            for limit in self.asked.restrictions
            if caps_visit(limit) and limit.minutes == self.asked.minutes < self.asked.booked
        ]
        return tuple(found)

    def notes(
        self, totals: dict[str, int], without_feet: int, minutes: int, *, is_bent: bool
    ) -> tuple[Reason, ...]:
        """Return what the client should hear: nerve signs, feet, ending early."""
        found = []
        if self.asked.nerve:
            found += [Reason("nerve.comfort"), Reason("nerve.referral")]
        feet = totals.get(FOOT, 0)
        if feet:
            body = sum(totals.values()) - feet
            params = {"feet": feet, "without": without_feet, "with_feet": body}
            found += [Reason("feet.cost", params), Reason("feet.no_claim")]
        elif self.asked.feet == "yes":
            found.append(Reason("feet.none"))
        elif self.asked.feet == "unsaid" and not self.asked.clothed:
            found.append(Reason("feet.ask"))
        if minutes < self.asked.booked:
            params = {"minutes": minutes, "booked": self.asked.booked}
            if is_bent:
                most = self.asked.bent_most or 0
                found.append(Reason("ends_early.bent", {**params, "most": most}))
            else:
                found.append(Reason("ends_early", params))
        return tuple(found)


def _spot(segment: Segment) -> Spot:
    side, position = segment.side or Side.MIDLINE, segment.position or Position.PRONE
    return Spot(segment.site or "", side, position)


def applies(limit: Restriction, segments: Iterable[Segment], knowledge: Knowledge) -> bool:
    """Return whether a limit touches any hands-on part of the session, or names nothing."""
    named = limit.techniques or limit.sites or limit.sides or limit.positions or limit.heat
    if not named:
        return True
    return any(
        binds(
            limit,
            hands_on(
                knowledge.techniques[segment.technique],
                _spot(segment),
                segment.pressure or 1,
                knowledge,
            ),
        )
        for segment in segments
        if segment.technique is not None
    )
