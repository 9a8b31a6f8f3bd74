"""A client's course, read from the record: ratings, sessions, screens, and what comes next."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from attrs import frozen
from django.utils import timezone
from django.utils.safestring import SafeString

from ischia import documents
from ischia.care import course
from ischia.care.course import (
    Chronicity,
    Complaint,
    Decision,
    History,
    Review,
    Screened,
    Step,
    Told,
)
from ischia.care.outcome import Dated
from ischia.quantities import Disposition, Truth
from ischia.speech import whole
from ischia.web.queries import (
    course_log,
    course_words,
    drafting,
    happened,
    pictures,
    snapshots,
)
from ischia.web.queries.course_log import Entry, Rated
from ischia.web.records.models import Answer, Client, Snapshot
from ischia.web.records.states import DONE_STATES, SnapshotKind
from ischia.web.speech import spoken
from ischia.web.words import site_label

# What the form asks, by the measure it gives. The worst mark on the body is pain as it is now.
_RATED = {
    "pain_average_week": "pain_average",
    "pain_worst_week": "pain_worst",
    "leg_pain_week": "leg_pain",
    "activity_rating": "activity",
}
_HIP = ("outer_hip", "front_hip", "groin", "upper_buttock", "deep_buttock")

_BY_SCREEN = "screen_refers"  # the rule of the protocol
_STILL = frozenset({Step.PAUSE, Step.DISCHARGE, Step.REFER})


@frozen
class Course:
    """What a therapist sees of a course on one screen.

    Parameters
    ----------
    decision
        The next step by the written protocol, with its words.
    step
        The step in a few words, with its interval.
    chart
        The main measure beside the usual course; empty until there are two ratings.
    next_on
        The day the protocol would give the next session, if any.
    log
        What was told and decided, newest first.
    sent_by
        What the screening said that sends the client to a doctor, as its slug; empty where the
        step is not the screening's.
    """

    decision: Decision
    step: str
    chart: SafeString
    next_on: date | None
    log: tuple[Entry, ...] = ()
    sent_by: str = ""

    @property
    def refers(self) -> bool:
        """Return whether the protocol sends the client to a doctor."""
        return self.decision.step is Step.REFER

    @property
    def may_be_taken_up(self) -> bool:
        """Return whether it stands still: a person ended it, or the protocol plans no session."""
        return self.decision.step in _STILL or course_log.ended_on(self.log) is not None

    @property
    def notices(self) -> list[Entry]:
        """Return the reports of new signs that nobody has dealt with."""
        return course_log.notices(self.log)


@frozen
class LastSession:
    """The last session that took place: what was really done, and what the client said.

    Parameters
    ----------
    said
        What the client said in it, a sentence each.
    told
        What the client said of it afterwards, if somebody wrote it down.
    """

    visit_id: UUID
    starts_at: datetime
    minutes: int
    places: str
    state: str
    said: list[str]
    told: Entry | None

    @property
    def told_words(self) -> list[str]:
        """Return what was said of it afterwards, a sentence each."""
        return course_words.sentences(self.told) if self.told else []


def of_client(client: Client, *, on: date) -> Course | None:
    """Return the course of a client up to a day; ``None`` before their first screening."""
    return of_log(client, course_log.of(client.id), on=on)


def of_log(client: Client, log: tuple[Entry, ...], *, on: date) -> Course | None:
    """Return the course of a client as it is with this log."""
    known = history(client, log)
    if known is None:
        return None
    review = course.review(known, on=max(on, known.last_on()))
    main = known.main_measure()
    told = next((one for one in review.told if one.measure == main), None)
    drawn = _drawn(review, told) if told and len(told.values) > 1 else SafeString()
    decision, last = review.decision, known.visits[-1].on if known.visits else None
    next_on = None
    if decision.interval_days and last:
        next_on = date.fromordinal(max(last.toordinal() + decision.interval_days, on.toordinal()))
    sent_by = known.screens[-1].disposition.slug if decision.rule == _BY_SCREEN else ""
    return Course(decision, documents.next_line(review), drawn, next_on, log[::-1], sent_by)


def _drawn(review: Review, told: Told) -> SafeString:
    """Return the chart of a measure in the language of the page, or marked as English."""
    chart = partial(documents.course_chart, review, told)
    return pictures.marked(whole(lambda speech: chart(speech=speech), spoken()))


def history(client: Client, log: tuple[Entry, ...]) -> History | None:
    """Return all that is known of a client's course; ``None`` before their first screening.

    Ratings come from forms and check-ins, sessions from what took place, with what the client
    said of each, and decisions from whoever took them. The engine counts in days: while nobody
    dealt with new signs, no screen of their day or later counts as an answer to them.
    """
    kinds = (SnapshotKind.SCREENING, SnapshotKind.PLAN)
    rows = Snapshot.objects.select_related("visit").filter(visit__client=client, kind__in=kinds)
    screens: dict[UUID, Snapshot] = {}
    plans: dict[UUID, Snapshot] = {}
    for row in rows.order_by("visit__starts_at", "number"):
        (screens if row.kind == SnapshotKind.SCREENING else plans)[row.visit_id] = row
    if not screens:
        return None
    days = {key: date.fromisoformat(row.body["on"]) for key, row in screens.items()}
    marks = _marks(screens[next(reversed(screens))].inputs)
    newest = plans[next(reversed(plans))].body if plans else None
    held = newest["assessment"] if newest else {}
    found = History(
        patient=str(client.id),
        complaint=_complaint(marks, held),
        chronicity=Chronicity(held.get("chronicity", "unknown")),
        started_on=min(days.values()),
        values=_values(client, screens, days, log),
        nerve_signs=Truth.YES if held.get("mechanism") == "nerve" else Truth.UNKNOWN,
        visits=tuple(_visits(plans)),
        screens=tuple(
            Screened(days[key], Disposition.from_slug(row.body["disposition"]))
            for key, row in sorted(screens.items(), key=lambda one: days[one[0]])
            if not any(days[key] >= report.on for report in course_log.notices(log))
        ),
    )
    return course_log.told(found, log)


def _marks(doc: dict[str, Any]) -> list[dict[str, Any]]:
    held = doc.get("answers", {}).get("pain_map", {}).get("answer", [])
    return held if isinstance(held, list) else []


def _complaint(marks: list[dict[str, Any]], assessed: dict[str, Any]) -> Complaint:
    if assessed.get("mechanism") == "nerve":
        return Complaint.LEG_PAIN
    if marks and max(marks, key=lambda one: one.get("intensity", 0)).get("site") in _HIP:
        return Complaint.HIP
    return Complaint.LOW_BACK


def _values(
    client: Client,
    screens: dict[UUID, Snapshot],
    days: dict[UUID, date],
    log: tuple[Entry, ...],
) -> dict[str, tuple[Dated, ...]]:
    """Return every rating, one a day for each measure: what was told last on a day counts."""
    found: dict[str, dict[date, float]] = {}
    every = [*_answered(client), *_marked(screens, days), *course_log.rated(log)]
    for _, measure, on, value in sorted(every, key=lambda one: one[0]):
        found.setdefault(measure, {})[on] = value
    return {
        measure: tuple(Dated(on, value) for on, value in sorted(held.items()))
        for measure, held in found.items()
    }


def _answered(client: Client) -> Iterable[Rated]:
    rows = Answer.objects.filter(client=client, question__in=_RATED).order_by("number")
    for question, value, on, at in rows.values_list("question", "value", "on", "at"):
        number = value.get("answer") if isinstance(value, dict) else value
        if isinstance(number, int):
            yield at, _RATED[question], on, number


def _marked(screens: dict[UUID, Snapshot], days: dict[UUID, date]) -> Iterable[Rated]:
    for key, row in screens.items():
        told = [one["intensity"] for one in _marks(row.inputs) if "intensity" in one]
        if told:
            yield row.at, "pain_now", days[key], max(told)


def _visits(plans: dict[UUID, Snapshot]) -> Iterable[course.Visit]:
    for row in plans.values():
        if row.visit.state in DONE_STATES and row.body.get("session"):
            parts = [one for one in row.body["session"]["segments"] if one["site"]]
            yield course.Visit(
                id=str(row.visit_id),
                on=timezone.localdate(row.visit.starts_at),
                minutes=row.body["session"]["minutes"],
                techniques=tuple(dict.fromkeys(one["technique"] for one in parts)),
                sites=tuple(dict.fromkeys(one["site"] for one in parts)),
            )


def last_session(client: Client, log: tuple[Entry, ...] = ()) -> LastSession | None:
    """Return the last session of a client that took place, with what was said of it."""
    visit = happened.last_visit(client)
    if visit is None:
        return None
    plan = snapshots.last(visit, SnapshotKind.PLAN)
    events = happened.told(visit)
    done = sum(int(one.body.get("seconds", 0)) for one in events if one.kind == "part_done")
    spent = happened.minutes_by_site(events, plan).most_common(4)
    return LastSession(
        visit_id=visit.id,
        starts_at=visit.starts_at,
        minutes=done // 60,
        places=", ".join(f"{site_label(site)} {n}" for site, n in spent),
        state=visit.state,
        said=[one.text for one in drafting.said(events, plan)],
        told=course_log.said_of(log, visit.id),
    )
