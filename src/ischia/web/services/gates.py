"""What stands between a visit and its plan, and between the plan and its session.

Dangers come first: a visit that may not be treated, or a client who told of new signs, is
refused with those words, whatever else is missing.
"""

from datetime import date
from typing import Final

from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.queries import consent, course_log, pattern_page, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import plan_making, screening

COURSE: Final = plan_making.COURSE
FINDING: Final = "finding"
"""What refuses a plan: the therapist's own finding of today is not written down."""


def refuse_plan(visit: Visit, *, on: date) -> None:
    """Let nobody plan before the screening permits it and a person has looked for themselves.

    Raises
    ------
    InputError
        When the screening permits no session, new signs are open, or no finding of today is
        written down; its source says which.
    """
    if not screening.permits(visit, on=on):
        raise InputError("plan", [_unpermitted()])
    if course_log.has_notice(visit.client):
        raise InputError(COURSE, [_notice()])
    refuse_unlooked(visit, on=on)


def refuse_unlooked(visit: Visit, *, on: date) -> None:
    """Let nobody see a plan of a visit before the finding that also opens its pattern.

    Raises
    ------
    InputError
        When no finding of today is written down and the session has not begun.
    """
    if not pattern_page.is_open(visit, on=on):
        raise InputError(FINDING, [_unlooked()])


def changeable(visit: Visit, *, on: date) -> Snapshot:
    """Return the plan that a change begins from.

    Raises
    ------
    InputError
        Names everything that stands in the way, where there is no plan that stands.
    """
    before = snapshots.last(visit, SnapshotKind.PLAN)
    defects = []
    if visit.state != VisitState.BOOKED:
        defects.append(
            Defect(
                gettext("the session"), gettext("it has begun"), gettext("the player's own changes")
            )
        )
    if not screening.permits(visit, on=on):
        defects.append(_unpermitted(gettext("screen again")))
    if before is None or not snapshots.is_current(before, visit):
        defects.append(
            Defect(
                gettext("the plan"),
                gettext("what it rests on changed since; it is void"),
                gettext("plan again"),
            )
        )
    if course_log.has_notice(visit.client):
        defects.append(_notice())
    if not pattern_page.is_open(visit, on=on):
        defects.append(_unlooked())
    if defects or before is None:
        raise InputError("plan", defects)
    return before


def obstacles(visit: Visit, *, on: date) -> list[str]:
    """Return what still stands between this visit and its session, in words."""
    held = snapshots.last(visit, SnapshotKind.PLAN)
    found = []
    if not screening.permits(visit, on=on):
        found.append(gettext("Screen today's answers: no session without it."))
    if course_log.has_notice(visit.client):
        found.append(gettext("New signs were told in a check-in: write down what was done."))
    if not pattern_page.is_open(visit, on=on):
        found.append(gettext("Write down your own finding of today, or that you have none."))
    if held is None or not snapshots.is_current(held, visit):
        found.append(gettext("Make the plan from today's answers; an older plan is void."))
    if visit.answers_read_at is None:
        found.append(gettext("Read the safety answers back aloud with the client."))
    if open_ := consent.missing(visit, held):
        found.append(gettext("Ask for consent to: {places}.").format(places=", ".join(open_)))
    return found


def _unpermitted(accepted: str = "") -> Defect:
    return Defect(gettext("the screening"), gettext("it permits no session now"), accepted)


def _notice() -> Defect:
    return Defect(
        gettext("new signs"),
        gettext("told in a check-in, not dealt with"),
        gettext("what was done"),
    )


def _unlooked() -> Defect:
    return Defect(
        gettext("your own finding of today"),
        gettext("it is not written down, so pattern and plan stay closed"),
        gettext("a few words, or no finding of your own; then plan"),
    )
