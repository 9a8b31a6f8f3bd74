"""Keep what a client said of a session, or told some time after it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ischia import anatomy
from ischia.care.course import Said, Severity
from ischia.care.screening import dangers_named
from ischia.errors import Defect, InputError
from ischia.instruments import instrument
from ischia.knowledge import shipped
from ischia.quantities import Truth
from ischia.web.access import Actor
from ischia.web.queries import course_log, course_words, own
from ischia.web.records.models import Client, CourseEntry, Visit
from ischia.web.records.states import DONE_STATES, CourseKind
from ischia.web.services.course_entries import Made, append, days, short

_OPPOSED = ((Said.TOO_LONG, Said.TOO_SHORT), (Said.TOO_FIRM, Said.TOO_LIGHT))


@frozen
class OfSession:
    """What a client said of one session.

    Parameters
    ----------
    helped, disliked
        Ids of techniques and sites.
    too_hard
        Ids of sites.
    said
        Words of the session as a whole.
    """

    helped: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    too_hard: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    words: str = ""


@frozen
class CheckedIn:
    """What a client told some time after a session.

    Parameters
    ----------
    on
        The day it was told; ``None`` where no day could be read.
    scores
        What was typed for each measure, as it was typed.
    new_signs
        ``yes``, ``no`` or ``unknown``; a named sign makes it a yes.
    effect, what
        How bad an unwanted effect was, and what it was; empty for none told.
    no_effect
        Whether the client said that there was none.
    unsure
        Ids of the signs that the client was not sure of.
    due
        Which check-in it answers, where it came in by link.
    """

    on: date | None
    visit_id: UUID | None
    scores: dict[str, str]
    new_signs: str = "unknown"
    signs: tuple[str, ...] = ()
    effect: str = ""
    what: str = ""
    said: tuple[str, ...] = ()
    words: str = ""
    no_effect: bool = False
    unsure: tuple[str, ...] = ()
    due: str = ""


def say(visit_id: UUID, told: OfSession, *, event: UUID, by: Actor, at: datetime) -> CourseEntry:
    """Keep what a client said of one session; the last word stands, earlier ones stay on record.

    Raises
    ------
    InputError
        When nothing was said, or one thing and its opposite, or of what was not in the session.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        defects = contradictions(told.said)
        if visit.state not in DONE_STATES:
            defects.append(
                Defect(
                    gettext("the session"),
                    gettext("it has not taken place"),
                    gettext("one that ended"),
                )
            )
        names = {*told.helped, *told.disliked, *told.too_hard}
        if names - set(shipped().techniques) - set(anatomy.body().sites):
            defects.append(
                Defect(
                    gettext("what was named"),
                    gettext("it is no part of a session"),
                    gettext("its parts"),
                )
            )
        if not (names or told.said or told.words.strip()):
            defects.append(
                Defect(gettext("what was said"), gettext("nothing is ticked and nothing written"))
            )
        if defects:
            raise InputError("said", defects)
        body = {
            "helped": sorted(told.helped), "disliked": sorted(told.disliked),
            "too_hard": sorted(told.too_hard), "said": sorted(told.said),
            "words": short(told.words),
        }  # fmt: skip
        last = course_log.said_of(course_log.of(visit.client_id), visit.id)
        if last is not None and last.body == body:  # the same form, sent twice
            return CourseEntry.objects.get(id=last.id)
        entry = Made(CourseKind.SAID, timezone.localdate(visit.starts_at), body, visit)
        return append(visit.client, entry, event=event, by=by, at=at)


def contradictions(said: tuple[str, ...]) -> list[Defect]:
    """Return what is wrong with words of a session as a whole: opposites, and no words at all."""
    known = {one.value for one in Said}
    where = gettext("what was said")
    defects = []
    for one, other in _OPPOSED:
        if {one.value, other.value} <= set(said):
            both = gettext("{one} and {other} at once").format(
                one=course_words.said_word(one.value), other=course_words.said_word(other.value)
            )
            defects.append(Defect(where, both, gettext("one of them")))
    if set(said) - known:
        words = ", ".join(course_words.said_word(one) for one in course_words.SAID)
        defects.append(Defect(where, gettext("no such word"), words))
    return defects


def check_in(
    client_id: UUID, told: CheckedIn, *, event: UUID, on: date, by: Actor, at: datetime
) -> CourseEntry:
    """Keep what a client told after a session; new signs become a notice until dealt with.

    Raises
    ------
    InputError
        Lists every defect: a day ahead or before its session, a rating out of range, a word and
        its opposite, or nothing told at all.
    """
    with transaction.atomic():
        client = own.client(client_id, by=by)
        return append(client, made(client, told, on=on), event=event, by=by, at=at)


def made(client: Client, told: CheckedIn, *, on: date) -> Made:
    """Return what was told as one entry; refused as :func:`check_in` says."""
    visit = _session(client, told.visit_id)
    scores, defects = _scores(told.scores)
    defects = [*days(client, told.on, visit, on=on), *defects, *contradictions(told.said)]
    new = Truth.YES if told.signs else _truth(told.new_signs, defects)
    defects += _not_asked(told)
    typed = any(text.strip() for text in told.scores.values())
    words = told.said or told.effect or told.no_effect or told.unsure or told.words.strip()
    if not (typed or words or told.due) and new is Truth.UNKNOWN:
        defects.append(Defect(gettext("the check-in"), gettext("nothing was filled in")))
    if defects or told.on is None:
        raise InputError("check-in", defects)
    body: dict[str, Any] = {
        "scores": scores, "new_signs": new.value, "signs": sorted(told.signs),
        "effect": told.effect, "what": short(told.what), "said": sorted(told.said),
        "words": short(told.words),
    }  # fmt: skip
    if told.due:  # by link: what it asked for, and what was left in doubt
        body |= {"due": told.due, "no_effect": told.no_effect, "unsure": sorted(told.unsure)}
    if named := dangers_named(f"{body['what']} {body['words']}", knowledge=shipped()):
        body["named"] = list(named)  # for a person to ask about: it answers nothing
    kind = CourseKind.NEW_SIGNS if new is Truth.YES else CourseKind.CHECK_IN
    return Made(kind, told.on, body, visit)


def _not_asked(told: CheckedIn) -> list[Defect]:
    defects = []
    if {*told.signs, *told.unsure} - {name for name, _ in course_log.signs()}:
        defects.append(
            Defect(gettext("new signs"), gettext("no such sign"), gettext("those on the page"))
        )
    if told.effect and told.effect not in {one.value for one in Severity}:
        defects.append(
            Defect(
                gettext("unwanted effect"),
                gettext("no such word"),
                gettext("mild, moderate, severe"),
            )
        )
    return defects


def _session(client: Client, visit_id: UUID | None) -> Visit | None:
    if visit_id is None:
        return None
    return Visit.objects.filter(client=client, id=visit_id, state__in=DONE_STATES).first()


def _truth(word: str, defects: list[Defect]) -> Truth:
    if word in {one.value for one in Truth}:
        return Truth(word)
    defects.append(
        Defect(gettext("anything new"), gettext("no such answer"), gettext("yes, no, not asked"))
    )
    return Truth.UNKNOWN


def _scores(typed: dict[str, str]) -> tuple[dict[str, float], list[Defect]]:
    found, defects = {}, []
    for measure in course_words.MEASURES:
        text = typed.get(measure, "").strip().replace(",", ".")
        if not text:
            continue
        entry = instrument(measure)
        accepted = gettext("a number from {least} to {most}").format(
            least=f"{entry.lo:g}", most=f"{entry.hi:g}"
        )
        try:
            value = float(text)
        except ValueError:
            defects.append(
                Defect(course_words.measure(measure), gettext("this is no number"), accepted)
            )
            continue
        if entry.lo <= value <= entry.hi:
            found[measure] = value
        else:
            defects.append(
                Defect(course_words.measure(measure), gettext("it is out of range"), accepted)
            )
    return found, defects
