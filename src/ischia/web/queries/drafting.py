"""Draft a note from the record: each sentence names the rows it rests on, none goes beyond."""

from typing import Any

from attrs import frozen

from ischia import anatomy, documents
from ischia.knowledge import shipped
from ischia.quantities import Disposition, Side
from ischia.web import words
from ischia.web.queries import answers, snapshots
from ischia.web.queries.client import marks_of
from ischia.web.records.models import SessionEvent, Snapshot, Visit
from ischia.web.records.states import STOP_REASONS, SnapshotKind

HEADINGS = ("subjective", "objective", "assessment", "plan")
_SAID = {
    "less": "asked for less pressure",
    "more": "asked for more pressure",
    "not_there": "did not want to be touched there",
    "pain": "reported pain",
    "longer": "asked for longer",
}
_PAUSES = {"asleep", "toilet"}


@frozen
class Sentence:
    """One sentence and the ids of the rows it was made from."""

    text: str
    rows: tuple[str, ...]


def draft(visit: Visit) -> dict[str, list[Sentence]]:
    """Return the four parts of a note, drafted from what is on record for this visit."""
    plan = snapshots.last(visit, SnapshotKind.PLAN)
    screened = snapshots.last(visit, SnapshotKind.SCREENING)
    events = list(SessionEvent.objects.filter(visit=visit).order_by("number", "told_at"))
    return {
        "subjective": _subjective(screened) + said(events, plan),
        "objective": _objective(visit),
        "assessment": _assessment(screened, plan),
        "plan": _done(events, plan) + _paused(events) + _home(plan),
    }


def _subjective(screened: Snapshot | None) -> list[Sentence]:
    if screened is None:
        return []
    found = []
    for mark in marks_of(screened.inputs):
        if mark.get("site") in anatomy.body():
            place = _place(mark)
            strength = f" at {mark['intensity']} of 10" if "intensity" in mark else ""
            quality = f", {mark['quality']}" if mark.get("quality") else ""
            found.append(Sentence(f"Marks pain: {place}{strength}{quality}.", (str(screened.id),)))
    return found


def _place(mark: dict[str, Any]) -> str:
    if mark.get("side") == "both":
        return f"both sides, {anatomy.body()[mark['site']].label}"
    return documents.place_words(mark["site"], Side(mark.get("side") or "midline"))


def said(events: list[SessionEvent], plan: Snapshot | None) -> list[Sentence]:
    """Return what the client said in a session, a sentence each."""
    return [
        Sentence(
            f"After {event.elapsed_s // 60} min the client {_SAID[event.kind]}"
            f"{_at_part(event, plan)}.",
            (str(event.id),),
        )
        for event in events
        if event.kind in _SAID
    ]


def _at_part(event: SessionEvent, plan: Snapshot | None) -> str:
    part = _part(event, plan)
    place = words.part_place(part) if part else ""
    return f" ({place})" if place else ""


def _part(event: SessionEvent, plan: Snapshot | None) -> dict[str, Any] | None:
    number = event.body.get("part")
    parts = plan.body["session"]["segments"] if plan else []
    if isinstance(number, int) and 0 <= number < len(parts):
        found: dict[str, Any] = parts[number]
        return found
    return None


def _objective(visit: Visit) -> list[Sentence]:
    questions = shipped().questions
    found = []
    for question_id, given in sorted(answers.observed(visit).items()):
        value = given.value.get("answer") if isinstance(given.value, dict) else given.value
        label = questions[question_id].text if question_id in questions else question_id
        found.append(Sentence(f"Looked: {label} {str(value).capitalize()}.", (question_id,)))
    return found


def _assessment(screened: Snapshot | None, plan: Snapshot | None) -> list[Sentence]:
    found = []
    if screened is not None:
        found += [
            Sentence(_lifted(one), (str(screened.id),)) for one in screened.body.get("lifted", [])
        ]
        result = documents.DISPOSITION_WORDS[Disposition.from_slug(screened.body["disposition"])]
        found.append(Sentence(f"Screening today: {result}.", (str(screened.id),)))
    if plan is not None:
        for match in plan.body["assessment"]["patterns"]:
            if match["fits"]:
                text = f"Behaves like: {match['label']} (a pattern of clues, not a diagnosis)."
                found.append(Sentence(text, (str(plan.id),)))
    return found


def _lifted(one: dict[str, Any]) -> str:
    doctor = f", cleared by {one['doctor']} on {one['doctor_on']}" if one["doctor"] else ""
    return f"Limit lifted ({one['words']}): {one['reason']}{doctor}."


def _done(events: list[SessionEvent], plan: Snapshot | None) -> list[Sentence]:
    found = []
    for event in events:
        part = _part(event, plan)
        if event.kind == "part_done" and part and part["kind"] == "hands_on":
            found.append(_delivered(event, part))
        if event.kind == "stop":
            why = STOP_REASONS.get(str(event.body.get("reason")), "no reason given")
            text = f"Stopped after {event.elapsed_s // 60} min: {why.lower()}."
            found.append(Sentence(text, (str(event.id),)))
    return found


def _delivered(event: SessionEvent, part: dict[str, Any]) -> Sentence:
    seconds = int(event.body.get("seconds", 0))
    what = f"{words.part_title(part)}, {words.part_place(part)}"
    if not seconds:
        return Sentence(f"Not done: {what}.", (str(event.id),))
    how = f"{seconds // 60} min {seconds % 60:02d} s"
    pressure = event.body.get("pressure")
    firm = f", pressure {words.pressure(pressure)}" if pressure in words.PRESSURES else ""
    early = " (left early)" if event.body.get("skipped") else ""
    return Sentence(f"{what}: {how}{firm}{early}.", (str(event.id),))


def _paused(events: list[SessionEvent]) -> list[Sentence]:
    """Return the pauses that went on again, each with what was said to be its reason."""
    found, begun, why = [], None, ""
    undone = {event.body.get("of") for event in events if event.kind == "undo"}
    for event in (one for one in events if str(one.id) not in undone):
        if event.kind == "pause":
            begun = begun or event
            why = str(event.body.get("reason", why))
        elif event.kind == "resume" and begun is not None:
            seconds = event.elapsed_s - begun.elapsed_s
            reason = f" ({why})" if why in _PAUSES else ""
            text = (
                f"Paused after {begun.elapsed_s // 60} min for "
                f"{seconds // 60} min {seconds % 60:02d} s{reason}."
            )
            found.append(Sentence(text, (str(begun.id), str(event.id))))
            begun, why = None, ""
    return found


def _home(plan: Snapshot | None) -> list[Sentence]:
    if plan is None:
        return []
    return [
        Sentence(f"Proposed for home: {one['label']}.", (str(plan.id),))
        for one in plan.body.get("home_care", [])
    ]
