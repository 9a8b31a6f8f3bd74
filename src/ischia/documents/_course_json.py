"""A course review as JSON."""

from typing import Any

from ischia.care.course import Decision, Review, Told
from ischia.documents import _course_words as words


def course_json(review: Review) -> dict[str, Any]:
    """Return a course review as plain data; keys are stable."""
    return {
        "patient": review.patient,
        "on": review.on.isoformat(),
        "complaint": review.complaint.value,
        "chronicity": review.chronicity,
        "weeks": round(review.weeks, 2),
        "measures": [_told(told) for told in review.told],
        "ranges": [
            {
                "measure": one.measure,
                "weeks": one.weeks,
                "low": round(one.low, 2),
                "middle": round(one.middle, 2),
                "high": round(one.high, 2),
            }
            for one in review.ranges
        ],
        "decision": _decision(review.decision),
        "missed_check_ins": review.missed_check_ins,
        "timeline": [
            {"on": event.on.isoformat(), "kind": event.kind, "words": event.words}
            for event in review.timeline
        ],
    }


def _told(told: Told) -> dict[str, Any]:
    one = told.change
    return {
        "measure": told.measure,
        "label": told.label,
        "values": [{"on": dated.on.isoformat(), "value": dated.value} for dated in told.values],
        "points": one.points,
        "improvement": one.improvement,
        "percent": None if one.percent is None else round(one.percent, 1),
        "verdict": one.verdict.value,
        "sources": list(one.sources),
        "sentence": words.change_sentence(one),
        "usual_course": told.usual
        and {
            "id": told.usual.id,
            "points": words.usual_points(told.usual),
            "source": told.usual.source,
            "caveat": told.usual.caveat,
            "sentence": words.usual_sentence(told),
        },
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "step": decision.step.value,
        "interval_days": decision.interval_days,
        "rule": decision.rule,
        "basis": decision.basis,
        "text": decision.text,
        "would_change": decision.would_change,
        "why": [
            {"code": why.code, "params": dict(why.params), "sources": list(why.sources)}
            for why in decision.reasons
        ],
        "visits_done": decision.visits_done,
        "visits_left": list(decision.visits_left),
        "visits_likely": decision.likely
        and {
            "low": decision.likely.low,
            "middle": decision.likely.middle,
            "high": decision.likely.high,
            "weekly_for_ten": decision.likely.weekly,
            "clients": decision.likely.clients,
            "basis": "simulation",
        },
        "links_months": list(decision.links_months),
        "has_flare_plan": decision.has_flare_plan,
        "protocol_version": decision.protocol_version,
    }
