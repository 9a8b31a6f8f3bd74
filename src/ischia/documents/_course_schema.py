"""JSON Schema of a history."""

from typing import Any

from ischia.care import course
from ischia.instruments import catalogue
from ischia.quantities import Disposition

_DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_TRUTH = {"enum": ["yes", "no", "unknown", True, False]}


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": list(required),
    }


def _each(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "array", "items": _closed({**properties, "patient": _TEXT}, *required)}


def _check_ins(properties: dict[str, Any], scores: dict[str, Any]) -> dict[str, Any]:
    found = _each({**properties, **scores}, "due_on")
    found["items"]["dependentRequired"] = {name: ["answered_on"] for name in (*scores, "said")}
    return found


def history_schema() -> dict[str, Any]:
    """Return the schema of a history; what depends on several fields is left to the reader."""
    scores = {
        name: {"type": "number", "minimum": one.lo, "maximum": one.hi, "description": one.label}
        for name, one in catalogue().items()
    }
    complaint = {
        "kind": {"enum": [kind.value for kind in course.Complaint]},
        "chronicity": {"enum": [one.value for one in course.Chronicity]},
        "nerve_signs": _TRUTH,
    }
    said = {"type": "array", "items": {"enum": [one.value for one in course.Said]}}
    visit = {
        "id": _TEXT,
        "on": _DATE,
        "minutes": {"type": "integer", "minimum": 5, "maximum": 240},
        **dict.fromkeys(("techniques", "sites", "liked", "disliked", "helped", "too_hard"), _TEXTS),
        "said": said,
    }
    check_in = {"due_on": _DATE, "answered_on": _DATE, "after": _TEXT, "new_signs": _TRUTH}
    check_in = {**check_in, "said": said}
    adverse = {
        "on": _DATE,
        "what": _TEXT,
        "severity": {"enum": [one.value for one in course.Severity]},
        "hours": {"type": "integer", "minimum": 0, "maximum": 1440},
        "after": _TEXT,
    }
    screen = {"on": _DATE, "disposition": {"enum": [one.slug for one in Disposition]}}
    goal = {"measure": {"enum": list(catalogue())}, "value": {"type": "number"}}
    return _closed(
        {
            "ischia": {"const": "history/1"},
            "patient": _TEXT,
            "started_on": _DATE,
            "complaint": _closed(complaint, "kind"),
            "activity": _TEXT,
            "goal": _closed(goal, "measure", "value"),
            "measures": _each({"on": _DATE, **scores}, "on"),
            "visits": _each(visit, "id", "on"),
            "check_ins": _check_ins(check_in, scores),
            "adverse": _each(adverse, "on", "what", "severity"),
            "screens": _each(screen, "on", "disposition"),
            "approach_changed_on": {"type": "array", "items": _DATE},
            "ended_on": {"type": "array", "items": _DATE},
            "taken_up_on": {"type": "array", "items": _DATE},
        },
        "ischia",
        "patient",
        "started_on",
        "complaint",
    )
