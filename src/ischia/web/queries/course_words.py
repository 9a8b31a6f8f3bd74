"""The words of a course's log: each entry in short sentences, as people read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from ischia import anatomy
from ischia.knowledge import shipped
from ischia.web.queries import course_log
from ischia.web.queries.course_log import Entry
from ischia.web.records.states import CourseKind, Due
from ischia.web.words import site_label, technique_label

SAID = {
    "too_firm": gettext_noop("Too much pressure"),
    "too_light": gettext_noop("Too little pressure"),
    "too_long": gettext_noop("Too long"),
    "too_short": gettext_noop("Too short"),
    "tired_after": gettext_noop("Tired afterwards"),
}
TITLES = {
    CourseKind.SAID: gettext_noop("Said of the session"),
    CourseKind.CHECK_IN: gettext_noop("Check-in"),
    CourseKind.NEW_SIGNS: gettext_noop("Check-in with new signs"),
    CourseKind.CHANGED: gettext_noop("Approach changed"),
    CourseKind.ENDED: gettext_noop("Course ended"),
    CourseKind.TAKEN_UP: gettext_noop("Taken up again"),
}
MEASURES = {
    "pain_now": gettext_noop("Pain now"),
    "pain_average": gettext_noop("Average pain of the last week"),
    "pain_worst": gettext_noop("Worst pain of the last week"),
    "leg_pain": gettext_noop("Leg pain, apart from back pain"),
    "activity": gettext_noop("The activity the client chose"),
    "sleep": gettext_noop("Trouble with sleep"),
    "medicine_days": gettext_noop("Days with pain medicine in the last week"),
}
"""What a check-in asks to be rated, as instruments."""
EFFECTS = {
    "mild": gettext_noop("Mild"),
    "moderate": gettext_noop("Moderate"),
    "severe": gettext_noop("Severe"),
}
DUE = {
    Due.DAY: gettext_noop("24 hours after the session"),
    Due.THREE_DAYS: gettext_noop("72 hours after the session"),
    Due.WEEK: gettext_noop("Weekly rating"),
    Due.MONTHS_3: gettext_noop("3 months after the course"),
    Due.MONTHS_6: gettext_noop("6 months after the course"),
    Due.MONTHS_12: gettext_noop("12 months after the course"),
}
_MARKS = (
    ("helped", gettext_noop("Helped: {places}.")),
    ("too_hard", gettext_noop("Too hard: {places}.")),
    ("disliked", gettext_noop("Not again: {places}.")),
)


def said_word(one: str) -> str:
    """Return a word of a session as a whole, in the language of the page."""
    return gettext(SAID[one])


def measure(one: str) -> str:
    """Return what a measure of a check-in is called, in the language of the page."""
    return gettext(MEASURES[one])


def due(one: Due) -> str:
    """Return which check-in it is, in the language of the page."""
    return gettext(DUE[one])


def name(identifier: str) -> str:
    """Return what a technique or a site is called."""
    known = identifier in anatomy.body()
    return site_label(identifier) if known else technique_label(identifier)


def sentences(entry: Entry) -> list[str]:
    """Return what an entry says, a sentence each; own words stand apart."""
    if entry.kind is CourseKind.SAID:
        return [*_marks(entry.body), *_said(entry.body)]
    if entry.is_check_in:
        return [*_scores(entry.body), *_new(entry.body), *_said(entry.body)]
    doctor = entry.body.get("doctor", "")
    return [gettext("A doctor's word: {doctor}").format(doctor=doctor)] if doctor else []


def by(entry: Entry) -> str:
    """Return who wrote an entry down."""
    return gettext("By the client, by link") if entry.link_id else entry.by


def answered(entry: Entry) -> str:
    """Return why an entry was taken back, or how it was dealt with."""
    if entry.answered is None:
        return ""
    if entry.answered.link_id:
        return gettext("The client went on with the same check-in and told more.")
    return str(entry.answered.body["why"])


def own_words(entry: Entry) -> str:
    """Return what was written down in words: the client's, or a decision's why."""
    return str(entry.body.get("words") or entry.body.get("why") or "")


def named(body: Mapping[str, Any]) -> list[str]:
    """Return the dangers that the words of a check-in seem to name, each question in few words.

    A list of words said so when they were told. It answers nothing: somebody reads and asks.
    """
    questions = shipped().questions
    return [questions[one].brief for one in body.get("named", ()) if one in questions]


def _marks(body: dict[str, Any]) -> Iterable[str]:
    for key, sentence in _MARKS:
        if body[key]:
            yield gettext(sentence).format(places=", ".join(name(one) for one in body[key]))


def _said(body: dict[str, Any]) -> Iterable[str]:
    if body["said"]:
        words = ", ".join(said_word(one) for one in SAID if one in body["said"])
        yield f"{words.capitalize()}."


def _scores(body: dict[str, Any]) -> Iterable[str]:
    told = [f"{measure(key)} {value:g}" for key, value in body["scores"].items()]
    if told:
        yield f"{', '.join(told)}."


def _new(body: dict[str, Any]) -> Iterable[str]:
    known = dict(course_log.signs())
    if body["signs"]:
        signs = "; ".join(known.get(one, name(one)) for one in body["signs"])
        yield gettext("New: {signs}.").format(signs=signs)
    elif body["new_signs"] == "yes":
        yield gettext("Something new.")
    elif body["new_signs"] == "no":
        yield gettext("Nothing new.")
    if body["effect"]:
        what = body["what"] or gettext("soreness")
        how = gettext(EFFECTS[body["effect"]]).lower()
        yield gettext("Unwanted effect, {how}: {what}.").format(how=how, what=what)
    elif body.get("no_effect"):
        yield gettext("No unwanted effect.")
    if body.get("unsure"):
        signs = "; ".join(known.get(one, name(one)) for one in body["unsure"])
        yield gettext("Not sure, so ask: {signs}.").format(signs=signs)
