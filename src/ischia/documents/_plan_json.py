"""The JSON of ``plan``."""

from typing import Any

from ischia.care.pathway import FirstVisit
from ischia.care.planning import LeftOut, Segment, SessionPlan
from ischia.documents._assessment_json import assessment_json
from ischia.documents._reasons import reason_json
from ischia.documents._screening_json import reasons_json, screening_json
from ischia.knowledge import Basis, Knowledge


def visit_json(visit: FirstVisit, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return what a visit came to as plain data; ``session`` is null when there is no plan."""
    data: dict[str, Any] = {
        "screening": screening_json(visit.clearance),
        "assessment": assessment_json(visit.assessment),
        "session": None,
        "knowledge_version": knowledge.version,
    }
    if visit.plan is not None:
        data |= _plan_json(visit.plan, knowledge)
    return data


def _plan_json(plan: SessionPlan, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "session": {
            "minutes": plan.minutes,
            "booked_minutes": plan.booked_minutes,
            "hands_on_minutes": plan.hands_on_minutes,
            "style": plan.style,
            "segments": [_segment_json(one, knowledge) for one in plan.segments],
        },
        "cautions": [
            {
                "id": one.id,
                "measure": one.measure,
                "text": one.text,
                "because": reasons_json(one.because),
            }
            for one in plan.cautions
        ],
        "left_out": [_left_out_json(one, knowledge) for one in plan.left_out],
        "notes": [reason_json(one, knowledge=knowledge) for one in plan.notes],
        "limits": [reason_json(one, knowledge=knowledge) for one in plan.limits],
        "optimality": {
            "status": plan.optimality.status,
            "objective": plan.optimality.objective,
            "bound": plan.optimality.bound,
        },
        "weights": [{"id": one.id, "value": one.value, "means": one.means} for one in plan.weights],
        "home_care": _home_care_json(plan, knowledge),
        "course": _course_json(plan, knowledge),
    }


def _segment_json(segment: Segment, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "start_min": segment.start_min,
        "minutes": segment.minutes,
        "kind": segment.kind.value,
        "technique": segment.technique,
        "site": segment.site,
        "side": segment.side.value if segment.side else None,
        "position": segment.position.value if segment.position else None,
        "pressure": segment.pressure,
        "why": [reason_json(one, knowledge=knowledge) for one in segment.why],
        "evidence": [evidence_json(one, knowledge=knowledge) for one in segment.evidence],
        "measures": list(segment.measures),
    }


def evidence_json(claim_id: str, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return what is known about a claim; ``shown_as_evidence`` only where it was read."""
    claim = knowledge.claims[claim_id]
    return {
        "claim": claim.id,
        "verdict": claim.verdict,
        "certainty": claim.certainty,
        "wording": claim.wording,
        "sources": list(claim.sources),
        "shown_as_evidence": claim.basis is Basis.SOURCE,
    }


def _left_out_json(left: LeftOut, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "technique": left.technique,
        "site": left.site,
        "side": left.side.value if left.side else None,
        "why": [reason_json(one, knowledge=knowledge) for one in left.why],
    }


def _home_care_json(plan: SessionPlan, knowledge: Knowledge) -> list[dict[str, Any]]:
    return [
        {
            "exercise": one.exercise,
            "label": one.label,
            "how": one.how,
            "dose": one.dose,
            "stop": one.stop,
            "why": [reason_json(reason, knowledge=knowledge) for reason in one.why],
            "because": reasons_json([one.because]),
        }
        for one in plan.home_care
    ]


def _course_json(plan: SessionPlan, knowledge: Knowledge) -> dict[str, Any]:
    course = plan.course
    return {
        "frequency": course.frequency,
        "sessions": list(course.sessions),
        "review_after": {
            "sessions": course.review_after_sessions,
            "weeks": course.review_after_weeks,
        },
        "why": [reason_json(one, knowledge=knowledge) for one in course.why],
    }
