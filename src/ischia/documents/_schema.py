"""JSON Schemas of the files people hand in and of the results programs read."""

from typing import Any

from ischia import anatomy
from ischia.care import intake
from ischia.care.planning import Kind
from ischia.documents._course_schema import history_schema
from ischia.knowledge import COURSES, KINDS, Knowledge, Question
from ischia.quantities import MAX_PRESSURE, Disposition, Position

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXTS = {"type": "array", "items": {"type": "string"}}
_YES_NO = {"enum": ["yes", "no", "unknown", True, False]}
_DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DISPOSITIONS = [disposition.slug for disposition in Disposition]
_POSITIONS = [position.value for position in Position]


def schema(name: str, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return the schema of ``intake``, ``history``, ``screen``, ``assess`` or ``plan``."""
    if name == "history":
        return {"$schema": _DRAFT, "title": "Ischia history", **history_schema()}
    made = {"intake": _intake, "screen": _screen, "assess": _assess, "plan": _plan}[name]
    return {"$schema": _DRAFT, "title": f"Ischia {name}", **made(knowledge)}


def _closed(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**found, "required": list(required)} if required else found


def _full(properties: dict[str, Any]) -> dict[str, Any]:
    """Return a closed object in which every field is always there."""
    return _closed(properties, tuple(properties))


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _intake(knowledge: Knowledge) -> dict[str, Any]:
    questions = sorted(knowledge.questions.values(), key=lambda one: one.order)
    answers = _closed({question.id: _answer(question) for question in questions})
    listed = knowledge.practice_values("question_groups")["groups"]
    groups = sorted(one["id"] for one in listed if one["none"] in {True, "yes"})
    return _closed(
        {
            "ischia": {"const": intake.FORMAT},
            "patient": {"type": "string", "description": "the practice's own reference"},
            "answered_on": _DATE,
            "answers": {**answers, "description": "what was answered"},
            "observed": {
                **answers,
                "description": "what a therapist found; a danger beats answers",
            },
            "none_of": _list({"enum": groups}),
            "words": {"type": "object", "additionalProperties": {"type": "string"}},
            "visit": _visit(),
        }
    )


def _visit() -> dict[str, Any]:
    return _closed(
        {
            "place": {"enum": list(intake.PLACES)},
            "minutes": {
                "type": "integer",
                "minimum": intake.LEAST_MINUTES,
                "maximum": intake.MOST_MINUTES,
            },
            "support": {"enum": list(intake.SUPPORTS)},
            "equipment": _TEXTS,
            "techniques": _TEXTS,
            "skills": _TEXTS,
            "first": {"type": "boolean"},
            "foot_work": {"enum": [*intake.WISHES, True, False]},
            "style": {"enum": list(intake.STYLES)},
            "pressure_wish": {"enum": list(intake.PRESSURES)},
            "not_there": _list({"enum": list(anatomy.body().sites)}),
            "positions_tolerated": _list({"enum": _POSITIONS}),
            "deep_minutes_today": {"type": "integer", "minimum": 0, "maximum": 600},
        }
    )


def _places() -> dict[str, Any]:
    return _list(_closed(_place_fields(), ("site",)))


def _place_fields() -> dict[str, Any]:
    return {
        "site": {"enum": list(anatomy.body().sites)},
        "side": {"enum": ["left", "right", "both", "midline"]},
    }


def _answer(question: Question) -> dict[str, Any]:
    bare = _bare(question)
    more: dict[str, Any] = {"answer": bare, "on": _DATE}
    told = {
        "since": {"anyOf": [{"type": "integer", "minimum": 0}, _DATE]},
        "course": {"enum": list(COURSES)},
        "examined": _YES_NO,
        "where": _places(),
    }
    more |= {key: told[key] for key in question.details}
    return {"description": question.text, "anyOf": [bare, _closed(more)]}


def _bare(question: Question) -> dict[str, Any]:
    words = [choice.id for choice in question.choices]
    low, high = question.bounds
    strength = {"type": "integer", "minimum": 0, "maximum": 10}
    mark = {**_place_fields(), "intensity": strength, "quality": {"type": "string"}}
    number = {"type": "integer", "minimum": low, "maximum": high}
    kinds: dict[str, dict[str, Any]] = {
        "yes_no": _YES_NO,
        "number": {"anyOf": [number, {"const": "unknown"}]},
        "choice": {"enum": [*words, "unknown"]},
        "choices": {"anyOf": [_list({"enum": words}), {"const": "unknown"}]},
        "marks": _list(_closed(mark, ("site", "intensity"))),
        "places": _places(),
        "text": {"type": "string"},
    }
    return kinds[question.kind]


def _because() -> dict[str, Any]:
    basis = {"enum": ["source", "practice", "product"]}
    return _list(_full({"text": {"type": "string"}, "basis": basis, "sources": _TEXTS}))


def _screen(_: Knowledge) -> dict[str, Any]:
    finding = _full(
        {
            "id": {"type": "string"},
            "kind": {"enum": [*KINDS]},
            "label": {"type": "string"},
            "tier": {"enum": _DISPOSITIONS},
            "certain": {"enum": ["yes", "unknown"]},
            "because": _because(),
            "facts": _because(),
            "sources": _TEXTS,
            "open_questions": _TEXTS,
            "meanwhile": {"type": "string"},
        }
    )
    restriction = _full(
        {
            "id": {"type": "string"},
            "kind": {"enum": ["forbid", "cap", "require"]},
            "techniques": _TEXTS,
            "sites": _TEXTS,
            "sides": _list({"enum": ["left", "right", "midline"]}),
            "positions": _list({"enum": _POSITIONS}),
            "pressure": {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_PRESSURE},
            "minutes": {"type": ["integer", "null"], "minimum": 0},
            "heat": {"type": "boolean"},
            "measure": {"type": "string"},
            "because": _because(),
            "sources": _TEXTS,
        }
    )
    return _full(
        {
            "disposition": {"enum": _DISPOSITIONS},
            "findings": _list(finding),
            "restrictions": _list(restriction),
            "unanswered": _TEXTS,
            "could_worsen": _TEXTS,
            "on": _DATE,
            "knowledge_version": {"type": "string"},
        }
    )


def _assess(knowledge: Knowledge) -> dict[str, Any]:
    pattern = _full(
        {
            "id": {"enum": sorted(knowledge.patterns)},
            "label": {"type": "string"},
            "fits": {"type": "boolean"},
            "clues_for": _because(),
            "clues_against": _because(),
            "open_questions": _TEXTS,
        }
    )
    score = _full(
        {
            "instrument": {"type": "string"},
            "value": {"type": "integer"},
            "band": {"type": "string"},
            "sources": _TEXTS,
        }
    )
    return _full(
        {
            "patterns": _list(pattern),
            "scores": _list(score),
            "mechanism": {"type": "string"},
            "irritability": {"enum": ["low", "moderate", "high", "unknown"]},
            "chronicity": {"enum": ["acute", "subacute", "persistent", "unknown"]},
        }
    )


def _reasons() -> dict[str, Any]:
    text = {"type": "string"}
    params = {"type": "object"}
    return _list(_full({"code": text, "params": params, "sources": _TEXTS, "text": text}))


def _segment(knowledge: Knowledge) -> dict[str, Any]:
    evidence = _full(
        {
            "claim": {"enum": sorted(knowledge.claims)},
            "verdict": {"type": "string"},
            "certainty": {"type": "string"},
            "wording": {"type": "string"},
            "sources": _TEXTS,
            "shown_as_evidence": {"type": "boolean"},
        }
    )
    return _full(
        {
            "start_min": {"type": "integer", "minimum": 0},
            "minutes": {"type": "integer", "minimum": 1},
            "kind": {"enum": [kind.value for kind in Kind]},
            "technique": {"enum": [None, *sorted(knowledge.techniques)]},
            "site": {"enum": [None, *anatomy.body().sites]},
            "side": {"enum": [None, "left", "right", "midline"]},
            "position": {"enum": [None, *_POSITIONS]},
            "pressure": {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_PRESSURE},
            "why": _reasons(),
            "evidence": _list(evidence),
            "measures": _TEXTS,
        }
    )


def _session(knowledge: Knowledge) -> dict[str, Any]:
    most = {"type": "integer", "minimum": 0, "maximum": intake.MOST_MINUTES}
    session = _full(
        {
            "minutes": most,
            "booked_minutes": most,
            "hands_on_minutes": most,
            "style": {"type": "string"},
            "segments": _list(_segment(knowledge)),
        }
    )
    return {**session, "type": ["object", "null"]}


def _plan(knowledge: Knowledge) -> dict[str, Any]:
    text, whole = {"type": "string"}, {"type": "integer"}
    caution = _full({"id": text, "measure": text, "text": text, "because": _because()})
    left_out = _full(
        {
            "technique": {"enum": [None, *sorted(knowledge.techniques)]},
            "site": {"enum": [None, *anatomy.body().sites]},
            "side": {"enum": [None, "left", "right", "midline"]},
            "why": _reasons(),
        }
    )
    home_care = _full(
        {
            "exercise": {"enum": [None, *sorted(knowledge.exercises)]},
            "label": text,
            "how": text,
            "dose": text,
            "stop": text,
            "why": _reasons(),
            "because": _because(),
        }
    )
    review = _full({"sessions": whole, "weeks": whole})
    span = {"type": "array", "items": whole, "minItems": 2, "maxItems": 2}
    return _closed(
        {
            "screening": _screen(knowledge),
            "assessment": _assess(knowledge),
            "session": _session(knowledge),
            "cautions": _list(caution),
            "left_out": _list(left_out),
            "notes": _reasons(),
            "limits": _reasons(),
            "optimality": _full({"status": text, "objective": whole, "bound": whole}),
            "weights": _list(_full({"id": text, "value": whole, "means": text})),
            "home_care": _list(home_care),
            "course": _full(
                {"frequency": text, "sessions": span, "review_after": review, "why": _reasons()}
            ),
            "knowledge_version": text,
            "cost": {"type": ["integer", "null"]},
            "alternatives": _list(
                _full({"booked_minutes": whole, "visit": {"type": ["object", "null"]}})
            ),
        },
        ("screening", "assessment", "session", "knowledge_version"),
    )
