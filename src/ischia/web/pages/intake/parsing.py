"""Read one question's form fields into an answer as an intake file writes it."""

import json
from typing import Any

from django.http import QueryDict

from ischia.knowledge import Question

_UNIT_DAYS = {"days": 1, "weeks": 7, "months": 30, "years": 365}
UNSURE = "unknown"


def was_touched(question: Question, fields: QueryDict) -> bool:
    """Return whether the form holds anything for this question."""
    name = f"q.{question.id}"
    return any(key == name or key.startswith(f"{name}.") for key in fields)


def answer(question: Question, fields: QueryDict) -> Any:  # noqa: ANN401 -- as an intake file writes it
    """Return the answer, ``"unknown"`` for "not sure", ``None`` for nothing chosen.

    What cannot be read is passed on as it is, so that the one reader of answers refuses it
    with its own message.
    """
    name = f"q.{question.id}"
    if fields.get(f"{name}.unsure"):
        return UNSURE
    match question.kind:
        case "yes_no":
            return _yes_no(question, fields, name)
        case "choices":
            return _choices(fields, name)
        case "number":
            return _number(fields.get(name, ""))
        case "marks" | "places":
            return _marks(fields.get(name, ""))
        case _:
            return fields.get(name, "").strip() or None


def _yes_no(question: Question, fields: QueryDict, name: str) -> Any:  # noqa: ANN401 -- as above
    word = fields.get(name)
    if word != "yes" or not question.details:
        return word or None
    told: dict[str, Any] = {"answer": "yes"}
    since = _number(fields.get(f"{name}.since", ""))
    if "since" in question.details and since is not None:
        unit = fields.get(f"{name}.since_unit", "days")
        told["since"] = since * _UNIT_DAYS.get(unit, 1) if isinstance(since, int) else since
    for detail in ("course", "examined"):
        if detail in question.details and (said := fields.get(f"{name}.{detail}")):
            told[detail] = said
    if "where" in question.details and (places := _marks(fields.get(f"{name}.where", ""))):
        told["where"] = places
    return told if len(told) > 1 else "yes"


def _choices(fields: QueryDict, name: str) -> list[str] | None:
    if fields.get(f"{name}.none"):
        return []
    return [str(word) for word in fields.getlist(name)] or None


def _number(text: str) -> int | str | None:
    text = text.strip()
    if not text:
        return None
    return int(text) if text.lstrip("-").isdecimal() else text


def _marks(text: str) -> Any:  # noqa: ANN401 -- as above
    if not text.strip():
        return None
    try:
        held = json.loads(text)
    except ValueError:
        return text
    marks = held.get("marks", []) if isinstance(held, dict) else held
    if not isinstance(marks, list):
        return text
    kept = ("site", "side", "intensity", "quality")
    return [
        {key: one[key] for key in kept if one.get(key) not in (None, "")}
        for one in marks
        if isinstance(one, dict)
    ]
