"""Whether a session ran on a plan that was void by then, and what is on record of it.

A tablet runs the plan it took with it. What came in meanwhile, it cannot know; so the server
looks when the events of the session arrive. Only what came before the session was over counts.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import frozen
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from ischia.knowledge import shipped
from ischia.web.once import once
from ischia.web.queries import answers, basis, course_log, decisions, snapshots
from ischia.web.records.models import Answer, Snapshot, Visit
from ischia.web.records.states import AnswerSource, CourseKind, SnapshotKind, VisitState

WHY = {
    "signs": gettext_noop("New signs were told in a check-in."),
    "held_back": gettext_noop("The visit was held back."),
    "answers": gettext_noop("An answer changed: {what}."),
    "told": gettext_noop("Something was told or decided on the course."),
    "knowledge": gettext_noop("The rules and knowledge were renewed."),
}
"""What makes a plan void while its session runs, gravest first."""
_WAITED: Final = timedelta(minutes=10)
"""How long an answer may have waited for the adoption to be written: its time is earlier."""


@frozen
class Cause:
    """One thing that made the plan void: what it was, and the row that tells it."""

    why: str
    row: str


@frozen
class Outdated:
    """A session that ran on a void plan, as it is on record.

    Parameters
    ----------
    whys
        In words, gravest first.
    rows
        Ids of the snapshots that keep it.
    at
        When it was noticed first.
    """

    whys: list[str]
    rows: tuple[str, ...]
    at: datetime


def causes(visit: Visit, plan: Snapshot, adopted: Snapshot, *, until: datetime) -> list[Cause]:
    """Return what had made an adopted plan void by an instant.

    The plan stood when it was adopted, so whatever changed since stands in rows of later than
    that. Rows of after ``until`` belong to what came after the session.
    """
    found = [Cause("answers", one) for one in _answered(visit, plan, adopted, until=until)]
    if plan.knowledge_version != shipped().version:
        found.append(Cause("knowledge", shipped().version))
    screened = snapshots.last(visit, SnapshotKind.SCREENING)
    held = decisions.held_back(visit, screened, since=adopted, until=until)
    if held is not None:
        found.append(Cause("held_back", str(held.id)))
    return found + _told(visit, plan, until=until)


def _answered(visit: Visit, plan: Snapshot, adopted: Snapshot, *, until: datetime) -> list[str]:
    """Return the ids of the answers that the plan did not rest on, the newest a question.

    What was said while the session ran counts even where it was put back since. Before the
    session it does not: then the plan was made from the answer that was put right.
    """
    doc, planned = json.loads(json.dumps(basis.of(visit).doc)), plan.inputs
    changed = {
        (part, name)
        for part in ("answers", "observed")
        for name in doc[part].keys() | planned[part].keys()
        if doc[part].get(name) != planned[part].get(name)
    }
    rows = Answer.objects.filter(
        Q(visit=visit, at__gt=adopted.at) | Q(question__in={name for _, name in changed}),
        client_id=visit.client_id,
        at__gt=adopted.at - _WAITED,
        at__lte=until,
    )
    newest: dict[tuple[str, str], Answer] = {}
    for row in rows.order_by("number"):
        asked = _part(row), row.question
        differs = planned[asked[0]].get(row.question) != _written(row)
        if row.at <= adopted.at and not (differs and asked in changed):
            newest.pop(asked, None)
        elif differs:
            newest[asked] = row
    return [str(row.id) for row in newest.values()]


def _part(row: Answer) -> str:
    return "observed" if row.source == AnswerSource.OBSERVED else "answers"


def _written(row: Answer) -> dict[str, Any] | None:
    return None if row.value is None else answers.written(row.value, on=row.on.isoformat())


def _told(visit: Visit, plan: Snapshot, *, until: datetime) -> list[Cause]:
    heard = plan.body.get("heard", 0)
    return [
        Cause("signs" if one.kind is CourseKind.NEW_SIGNS else "told", str(one.id))
        for one in course_log.of(visit.client_id)
        if one.number > heard and one.at <= until and one.visit_id != visit.id
    ]


@once
def rows(visit: Visit) -> tuple[Snapshot, ...]:
    """Return the snapshots that keep it, oldest first; none while the session has not begun."""
    if visit.state == VisitState.BOOKED:
        return ()
    found = Snapshot.objects.filter(visit=visit, kind=SnapshotKind.OUTDATED)
    return tuple(found.order_by("number"))


def of(visit: Visit) -> Outdated | None:
    """Return what is on record of a visit's session having run on a void plan."""
    kept = rows(visit)
    if not kept:
        return None
    told: dict[str, list[str]] = {}
    for one in (one for row in kept for one in row.body["causes"]):
        told.setdefault(one["why"], []).append(one["row"])
    what = _asked(told.get("answers", ()))
    whys = [gettext(words).format(what=what) for why, words in WHY.items() if why in told]
    return Outdated(whys, tuple(str(one.id) for one in kept), kept[0].at)


def _asked(answer_ids: Sequence[str]) -> str:
    """Return what the answers with these ids speak of, in few words."""
    if not answer_ids:
        return ""
    found = Answer.objects.filter(id__in=answer_ids).order_by("number")
    known = shipped().questions
    names = dict.fromkeys(
        known[one].brief if one in known else one.replace("_", " ")
        for one in found.values_list("question", flat=True)
    )
    return "; ".join(names)
