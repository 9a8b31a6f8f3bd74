"""Draft a note from the record: each sentence names the rows it rests on, none goes beyond."""

from typing import Any

from attrs import frozen
from django.utils.translation import gettext, gettext_noop

from ischia import anatomy
from ischia.documents import kept_lift
from ischia.knowledge import shipped
from ischia.quantities import Side
from ischia.web import words
from ischia.web.queries import answers, happened, outdated, pattern_page, snapshots
from ischia.web.queries.client import marks_of
from ischia.web.records.models import SessionEvent, Snapshot, Visit
from ischia.web.records.states import STOP_REASONS, SnapshotKind
from ischia.web.speech import spoken

HEADINGS = ("subjective", "objective", "assessment", "plan")
_SAID = {
    "less": gettext_noop("After {n} min the client asked for less pressure{place}."),
    "more": gettext_noop("After {n} min the client asked for more pressure{place}."),
    "not_there": gettext_noop("After {n} min the client did not want to be touched there{place}."),
    "pain": gettext_noop("After {n} min the client reported pain{place}."),
    "longer": gettext_noop("After {n} min the client asked for longer{place}."),
}
_PAUSES = {"asleep": gettext_noop("asleep"), "toilet": gettext_noop("toilet")}


@frozen
class Sentence:
    """One sentence and the ids of the rows it was made from."""

    text: str
    rows: tuple[str, ...]


def draft(visit: Visit) -> dict[str, list[Sentence]]:
    """Return the four parts of a note, drafted from what is on record for this visit."""
    plan = snapshots.last(visit, SnapshotKind.PLAN)
    screened = snapshots.last(visit, SnapshotKind.SCREENING)
    events = happened.told(visit)
    return {
        "subjective": _subjective(screened) + said(events, plan),
        "objective": _found(visit) + _objective(visit),
        "assessment": _assessment(screened, plan) + _ran_on_void(visit),
        "plan": _in_order(_done(events, plan) + _paused(events), events) + _home(plan),
    }


def _subjective(screened: Snapshot | None) -> list[Sentence]:
    if screened is None:
        return []
    found = []
    for mark in marks_of(screened.inputs):
        if mark.get("site") in anatomy.body():
            place = _place(mark)
            if "intensity" in mark:
                strong = gettext("{place} at {n} of 10")
                place = strong.format(place=place, n=mark["intensity"])
            if mark.get("quality"):
                place = f"{place}, {words.quality_words(mark['quality'])}"
            text = gettext("Marks pain: {what}.").format(what=place)
            found.append(Sentence(text, (str(screened.id),)))
    return found


def _place(mark: dict[str, Any]) -> str:
    if mark.get("side") == "both":
        return gettext("both sides, {place}").format(place=words.site_label(mark["site"]))
    return words.place_words(mark["site"], Side(mark.get("side") or "midline"))


def said(events: list[SessionEvent], plan: Snapshot | None) -> list[Sentence]:
    """Return what the client said in a session, a sentence each."""
    return [
        Sentence(
            gettext(_SAID[event.kind]).format(n=event.elapsed_s // 60, place=_at_part(event, plan)),
            (str(event.id),),
        )
        for event in events
        if event.kind in _SAID
    ]


def _at_part(event: SessionEvent, plan: Snapshot | None) -> str:
    part = happened.part(event, plan)
    place = words.part_place(part) if part else ""
    return f" ({place})" if place else ""


def _found(visit: Visit) -> list[Sentence]:
    """Return what the therapist wrote down of their own looking, word for word."""
    return [
        Sentence(gettext("Found: {words}").format(words=one.body["text"]), (str(one.id),))
        for one in pattern_page.own_findings(visit)
        if one.body["text"]
    ]


def _objective(visit: Visit) -> list[Sentence]:
    questions, say = shipped().questions, spoken().known
    found = []
    for question_id, given in sorted(answers.observed(visit).items()):
        value = given.value.get("answer") if isinstance(given.value, dict) else given.value
        label = say(questions[question_id].text) if question_id in questions else question_id
        found.append(Sentence(_looked(label, value), (question_id,)))
    return found


def _looked(label: str, value: object) -> str:
    said = {"yes": gettext("Yes"), "no": gettext("No"), True: gettext("Yes"), False: gettext("No")}
    known = isinstance(value, str | bool) and value in said
    told = said[value] if known else str(value).capitalize()
    return gettext("Looked: {question} {answer}.").format(question=label, answer=told)


def _assessment(screened: Snapshot | None, plan: Snapshot | None) -> list[Sentence]:
    found = []
    if screened is not None:
        found += [
            Sentence(_lifted(one), (str(screened.id),)) for one in screened.body.get("lifted", [])
        ]
        result = words.disposition(screened.body["disposition"])
        text = gettext("Screening today: {result}.").format(result=result)
        found.append(Sentence(text, (str(screened.id),)))
    if plan is not None:
        for match in plan.body["assessment"]["patterns"]:
            if match["fits"]:
                text = gettext(
                    "Behaves like: {pattern} (a pattern of clues, not a diagnosis)."
                ).format(pattern=spoken().known(match["label"]))
                found.append(Sentence(text, (str(plan.id),)))
    return found


def _ran_on_void(visit: Visit) -> list[Sentence]:
    found = outdated.of(visit)
    if found is None:
        return []
    text = gettext("The session ran on a plan that was void by then. {why}")
    return [Sentence(text.format(why=" ".join(found.whys)), found.rows)]


def _lifted(one: dict[str, Any]) -> str:
    said = gettext("Limit lifted ({limit}): {reason}.")
    if one["doctor"]:
        said = gettext("Limit lifted ({limit}): {reason}, cleared by {doctor} on {day}.")
    return said.format(
        limit=kept_lift(one, knowledge=shipped(), speech=spoken()).text,
        reason=one["reason"],
        doctor=one["doctor"],
        day=words.on_day(one["doctor_on"]),
    )


def _in_order(sentences: list[Sentence], events: list[SessionEvent]) -> list[Sentence]:
    """Return sentences as what they tell of began or was told."""
    place = {str(event.id): number for number, event in enumerate(events)}
    return sorted(sentences, key=lambda one: place[one.rows[0]])


def _done(events: list[SessionEvent], plan: Snapshot | None) -> list[Sentence]:
    found = []
    for event in events:
        part = happened.part(event, plan)
        if event.kind == "part_done" and part and part["kind"] == "hands_on":
            found.append(_delivered(event, part))
        if event.kind == "stop":
            why = STOP_REASONS.get(str(event.body.get("reason")), "")
            text = gettext("Stopped after {n} min: {why}.").format(
                n=event.elapsed_s // 60,
                why=gettext(why).lower() if why else gettext("no reason given"),
            )
            found.append(Sentence(text, (str(event.id),)))
    return found


def _delivered(event: SessionEvent, part: dict[str, Any]) -> Sentence:
    seconds = int(event.body.get("seconds", 0))
    what = f"{words.part_title(part)}, {words.part_place(part)}"
    if not seconds:
        return Sentence(gettext("Not done: {what}.").format(what=what), (str(event.id),))
    how = words.duration(seconds)
    pressure = event.body.get("pressure")
    if pressure in words.PRESSURES:
        how = gettext("{time}, pressure {level}").format(time=how, level=words.pressure(pressure))
    if event.body.get("skipped"):
        how = gettext("{time} (left early)").format(time=how)
    return Sentence(gettext("{what}: {how}.").format(what=what, how=how), (str(event.id),))


def _paused(events: list[SessionEvent]) -> list[Sentence]:
    """Return the pauses that went on again, each with what was said to be its reason."""
    found, begun, why = [], None, ""
    for event in events:
        if event.kind == "pause":
            begun = begun or event
            why = str(event.body.get("reason", why))
        elif event.kind == "resume" and begun is not None:
            seconds = event.elapsed_s - begun.elapsed_s
            said = gettext("Paused after {n} min for {time}.")
            if why in _PAUSES:
                said = gettext("Paused after {n} min for {time} ({why}).")
            text = said.format(
                n=begun.elapsed_s // 60,
                time=words.duration(seconds),
                why=gettext(_PAUSES[why]) if why in _PAUSES else "",
            )
            found.append(Sentence(text, (str(begun.id), str(event.id))))
            begun, why = None, ""
    return found


def _home(plan: Snapshot | None) -> list[Sentence]:
    if plan is None:
        return []
    told = [spoken().known(one["label"]) for one in plan.body.get("home_care", [])]
    return [
        Sentence(gettext("Proposed for home: {what}.").format(what=one), (str(plan.id),))
        for one in told
    ]
