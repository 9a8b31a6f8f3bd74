"""Template filters: the closed vocabularies in words and marks; one reviewed place."""

import json
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, pgettext

from ischia import anatomy, documents
from ischia.documents import DISPOSITION_WORDS
from ischia.errors import Defect
from ischia.knowledge import shipped
from ischia.quantities import Disposition, Position, Side
from ischia.web.people.roles import ROLE_WORDS, Role
from ischia.web.speech import spoken

register = template.Library()

SHORT = {
    "proceed": gettext_noop("Go ahead"),
    "proceed_modified": gettext_noop("Adjusted"),
    "routine_gp": gettext_noop("Adjusted, see a doctor"),
    "ask_first": gettext_noop("Ask first"),
    "not_today": gettext_noop("Not today"),
    "within_2_weeks": gettext_noop("Doctor within 2 weeks"),
    "same_day": gettext_noop("Doctor today"),
    "emergency_now": gettext_noop("Emergency help now"),
}
KINDS = {
    "arrive": gettext_noop("Arrive"),
    "position": gettext_noop("Lie down"),
    "turn": gettext_noop("Turn"),
    "wash": gettext_noop("Wash hands"),
    "wipe": gettext_noop("Wipe off oil"),
    "rest": gettext_noop("Rest"),
    "teach": gettext_noop("Show the exercise"),
    "rise": gettext_noop("Get up slowly"),
}
PRESSURES = {
    1: gettext_noop("touch"),
    2: gettext_noop("light"),
    3: gettext_noop("medium"),
    4: gettext_noop("firm"),
}
_STATES = {
    "booked": gettext_noop("Booked"),
    "in_session": gettext_noop("In session"),
    "stopped": gettext_noop("Stopped"),
    "done": gettext_noop("Note to sign"),
    "signed": gettext_noop("Signed"),
    "cancelled": gettext_noop("Called off"),
}
_PLACES = {
    "clinic": gettext_noop("clinic"),
    "home": gettext_noop("home"),
    "hotel": gettext_noop("hotel"),
    "office": gettext_noop("office"),
}
_SUPPORTS = {
    "table": gettext_noop("table"),
    "bed": gettext_noop("bed"),
    "chair": gettext_noop("chair"),
}
_STYLES = {
    "relaxation": gettext_noop("relaxation"),
    "focused": gettext_noop("focused"),
    "comfort": gettext_noop("comfort"),
    "unsaid": gettext_noop("unsaid"),
}
_NOTE_PARTS = {
    "subjective": gettext_noop("Subjective"),
    "objective": gettext_noop("Objective"),
    "assessment": gettext_noop("Assessment"),
    "plan": gettext_noop("Plan"),
}


@register.filter
def disposition(slug: str) -> str:
    """Return a disposition in full words."""
    return gettext(DISPOSITION_WORDS[Disposition.from_slug(slug)])


@register.filter
def disposition_short(slug: str) -> str:
    """Return a disposition in the words of a chip."""
    return gettext(SHORT[slug])


@register.filter
def visit_state(state: str) -> str:
    """Return the state of a visit in words."""
    return gettext(_STATES[state])


@register.filter
def place_of_visit(place: str) -> str:
    """Return where a visit is, in words."""
    return gettext(_PLACES[place]) if place in _PLACES else readable(place)


def support_words(support: str) -> str:
    """Return what a client lies or sits on, in words."""
    return gettext(_SUPPORTS[support]) if support in _SUPPORTS else readable(support)


@register.filter
def style_words(style: str) -> str:
    """Return what a session aims at, in words."""
    return gettext(_STYLES[style]) if style in _STYLES else readable(style)


@register.filter
def role_words(role: str) -> str:
    """Return what a person of the practice may be, in words."""
    return gettext(ROLE_WORDS[Role(role)])


@register.filter
def note_part(name: str) -> str:
    """Return what one part of a note is called."""
    return gettext(_NOTE_PARTS[name])


@register.filter
def reason_words(words: str) -> str:
    """Return a reason that is kept in our English words, in the language of the page."""
    return gettext(words) if words else ""


def refusal(defect: Defect) -> str:
    """Return what was refused, where, and what would do, as one sentence."""
    if not defect.accepted:
        return gettext("{where}: {what}.").format(where=defect.where, what=defect.what)
    return gettext("{where}: {what}. Accepted: {accepted}.").format(
        where=defect.where, what=defect.what, accepted=defect.accepted
    )


@register.filter
def readable(identifier: str | None) -> str:
    """Return an id as words."""
    return (identifier or "").replace("_", " ")


@register.filter
def on_day(text: str) -> str:
    """Return a day with its month in letters, so that nobody reads it the other way round."""
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
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
    return {"source": gettext("from a source"), "practice": gettext("practice default")}.get(
        statement.get("basis", ""), gettext("our default")
    )


@register.filter
def part_title(part: dict[str, Any]) -> str:
    """Return what one part of a session is called."""
    kind, position = part["kind"], part["position"]
    if kind != "hands_on":
        words = gettext(KINDS[kind]) if kind in KINDS else readable(kind)
        if kind not in {"position", "turn"} or not position:
            return words
        if position == "seated":
            return gettext("Sit down") if kind == "position" else gettext("Sit up")
        return gettext("{what}: {how}").format(what=words, how=position_words(position))
    return technique_label(part["technique"])


def technique_label(technique_id: str | None) -> str:
    """Return what a technique is called; one that is gone keeps its id."""
    technique = shipped().techniques.get(technique_id or "")
    return spoken().known(technique.label) if technique else readable(str(technique_id))


def site_label(site: str) -> str:
    """Return what a site of the body is called; one that is gone keeps its id."""
    return spoken().known(anatomy.body()[site].label) if site in anatomy.body() else readable(site)


@register.filter
def part_place(part: dict[str, Any]) -> str:
    """Return where one part is, with its side."""
    if not part.get("site"):
        return ""
    if part["site"] not in anatomy.body():
        return readable(part["site"])
    if part.get("side") == "both":
        return gettext("{place}, both sides").format(place=site_label(part["site"]))
    side = Side(part["side"]) if part.get("side") else Side.MIDLINE
    return place_words(part["site"], side)


def place_words(site: str, side: Side) -> str:
    """Return a site of the body with its side."""
    place = site_label(site)
    sides = {Side.LEFT: gettext("left"), Side.RIGHT: gettext("right")}
    if side not in sides:
        return place
    return gettext("{side} {place}").format(side=sides[side], place=place)


@register.filter
def quality_words(quality: str) -> str:
    """Return what a pain feels like, in words."""
    return pgettext("chart", quality)


@register.filter
def position_words(position: str) -> str:
    """Return how the client lies or sits, in words."""
    known = {one.value for one in Position}
    if position not in known:
        return readable(position)
    return gettext(documents.POSITION_WORDS[Position(position)])


@register.filter
def pressure(level: int | None) -> str:
    """Return a pressure as number and word together."""
    return f"{level} {pressure_word(level)}" if level else ""


def pressure_word(level: int) -> str:
    """Return a pressure as a word."""
    return gettext(PRESSURES[level])


def duration(seconds: int) -> str:
    """Return how long something took, to the second."""
    return gettext("{minutes} min {seconds} s").format(
        minutes=seconds // 60, seconds=f"{seconds % 60:02d}"
    )


@register.filter
def question_text(question_id: str) -> str:
    """Return the words of a question; ``question.detail`` asks for the detail."""
    name, _, detail = question_id.partition(".")
    question = shipped().questions.get(name)
    text = spoken().known(question.text) if question else readable(name)
    tail = {
        "since": gettext("Since when?"),
        "course": gettext("Is it new, worse, the same or better?"),
        "examined": gettext("Has a doctor looked at it?"),
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
