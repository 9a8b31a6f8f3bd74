"""Template filters: the closed vocabularies in words and marks; one reviewed place."""

import json
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format

from ischia import anatomy, documents
from ischia.documents import DISPOSITION_WORDS
from ischia.knowledge import shipped
from ischia.quantities import Disposition, Position, Side

register = template.Library()

SHORT = {
    "proceed": "Go ahead",
    "proceed_modified": "Adjusted",
    "routine_gp": "Adjusted, see a doctor",
    "ask_first": "Ask first",
    "not_today": "Not today",
    "within_2_weeks": "Doctor within 2 weeks",
    "same_day": "Doctor today",
    "emergency_now": "Emergency help now",
}
KINDS = {
    "arrive": "Arrive",
    "position": "Lie down",
    "turn": "Turn",
    "wash": "Wash hands",
    "wipe": "Wipe off oil",
    "rest": "Rest",
    "teach": "Show the exercise",
    "rise": "Get up slowly",
}
PRESSURES = {1: "touch", 2: "light", 3: "medium", 4: "firm"}
_STATES = {
    "booked": "Booked",
    "in_session": "In session",
    "stopped": "Stopped",
    "done": "Note to sign",
    "signed": "Signed",
    "cancelled": "Cancelled",
}


@register.filter
def disposition(slug: str) -> str:
    """Return a disposition in full words."""
    return DISPOSITION_WORDS[Disposition.from_slug(slug)]


@register.filter
def disposition_short(slug: str) -> str:
    """Return a disposition in the words of a chip."""
    return SHORT[slug]


@register.filter
def visit_state(state: str) -> str:
    """Return the state of a visit in words."""
    return _STATES[state]


@register.filter
def readable(identifier: str | None) -> str:
    """Return an id as words."""
    return (identifier or "").replace("_", " ")


@register.filter
def on_day(text: str) -> str:
    """Return a day with its month in letters, so that nobody reads it the other way round."""
    try:
        return date_format(date.fromisoformat(text), "j M Y")
    except ValueError:
        return text


@register.filter
def source_label(source_id: str) -> str:
    """Return what a source is called, with its year."""
    source = shipped().sources.get(source_id)
    if source is None:
        return source_id
    year = f" ({source.year})" if source.year else ""
    return f"{source.label}. {source.publisher}{year}"


@register.filter
def basis(statement: dict[str, Any]) -> str:
    """Return what a statement rests on, as people say it."""
    return {"source": "from a source", "practice": "practice default"}.get(
        statement.get("basis", ""), "our default"
    )


@register.filter
def part_title(part: dict[str, Any]) -> str:
    """Return what one part of a session is called."""
    if part["kind"] != "hands_on":
        words = KINDS.get(part["kind"], readable(part["kind"]))
        lying = (
            documents.POSITION_WORDS.get(Position(part["position"])) if part["position"] else None
        )
        return f"{words}: {lying}" if lying and part["kind"] in {"position", "turn"} else words
    technique = shipped().techniques.get(part["technique"])
    return technique.label if technique else readable(part["technique"])


@register.filter
def part_place(part: dict[str, Any]) -> str:
    """Return where one part is, with its side."""
    if not part.get("site"):
        return ""
    if part["site"] not in anatomy.body():
        return readable(part["site"])
    if part.get("side") == "both":
        return f"{anatomy.body()[part['site']].label}, both sides"
    side = Side(part["side"]) if part.get("side") else Side.MIDLINE
    return documents.place_words(part["site"], side)


@register.filter
def position_words(position: str) -> str:
    """Return how the client lies or sits, in words."""
    known = {one.value for one in Position}
    return documents.POSITION_WORDS[Position(position)] if position in known else readable(position)


@register.filter
def pressure(level: int | None) -> str:
    """Return a pressure as number and word together."""
    return f"{level} {PRESSURES[level]}" if level else ""


@register.filter
def question_text(question_id: str) -> str:
    """Return the words of a question; ``question.detail`` asks for the detail."""
    name, _, detail = question_id.partition(".")
    question = shipped().questions.get(name)
    text = question.text if question else readable(name)
    tail = {
        "since": "Since when?",
        "course": "Is it new, worse, the same or better?",
        "examined": "Has a doctor looked at it?",
    }.get(detail, "")
    return f"{text} {tail}".strip()


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:  # noqa: ANN401 -- any value of a mapping
    """Return one value of a mapping."""
    return mapping.get(key)


@register.filter
def as_json(value: Any) -> str:  # noqa: ANN401 -- any answer
    """Return an answer as JSON; the template escapes it."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def unlocal(number: float) -> str:
    """Return a number as SVG writes it, whatever the language."""
    return f"{number:g}"


@register.filter
def as_marks(marks: list[dict[str, Any]]) -> str:
    """Return marks as the body chart's field holds them; ``both`` becomes left and right."""
    apart = [
        {**one, "side": side}
        for one in marks
        for side in (("left", "right") if one.get("side") == "both" else (one.get("side"),))
    ]
    return json.dumps({"marks": apart, "drawings": []}, ensure_ascii=False)
