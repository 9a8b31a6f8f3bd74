"""Lift one limit with a written reason: only what knowledge names, never a stop."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from ischia.care.screening._records import Finding
from ischia.errors import Defect, InputError
from ischia.knowledge import Knowledge, Restriction, RestrictionKind
from ischia.quantities import Disposition, Truth

REASON: Final = "reason"
DOCTOR: Final = "doctor"
LEAST_LETTERS: Final = 10
"""Letters of a reason below which it says nothing; our default."""


@frozen
class Lift:
    """That one limit does not bind today, and why.

    Parameters
    ----------
    restriction
        Id of the limit.
    reason
        Why, in the therapist's words.
    doctor, doctor_on
        Who gave clearance, and when, where knowledge asks for it.
    """

    restriction: str
    reason: str
    doctor: str = ""
    doctor_on: date | None = None


def liftable(
    findings: Sequence[Finding], restrictions: Sequence[Restriction], *, knowledge: Knowledge
) -> Mapping[str, str]:
    """Return what each limit that may be lifted needs: ``reason``, or also ``doctor``.

    Nothing may be lifted from a screening that permits no session, nothing that is only
    unanswered (it is asked instead), no measure that must be taken, and nothing that knowledge
    does not name.
    """
    if any(not one.tier.permits_treatment for one in findings):
        return {}
    named = knowledge.practice_values("lifts")
    needs = dict.fromkeys(named["with_reason"], REASON) | dict.fromkeys(
        named["with_doctor"], DOCTOR
    )
    sure = {
        one.id
        for one in findings
        if one.truth is Truth.YES and one.tier is Disposition.PROCEED_MODIFIED
    }
    return {
        one.id: needs[entry]
        for one in restrictions
        for entry in [one.id.partition(".")[0]]
        if entry in needs and entry in sure and one.kind is not RestrictionKind.REQUIRE
    }


def without(
    findings: Sequence[Finding],
    restrictions: Sequence[Restriction],
    lifts: Sequence[Lift],
    *,
    knowledge: Knowledge,
) -> tuple[Restriction, ...]:
    """Return the limits that still bind after the lifts.

    Raises
    ------
    InputError
        Names every lift that is not lawful.
    """
    needs = liftable(findings, restrictions, knowledge=knowledge) if lifts else {}
    if defects := [defect for one in lifts for defect in _defects(one, needs)]:
        raise InputError("lift", defects)
    lifted = {one.restriction for one in lifts}
    return tuple(one for one in restrictions if one.id not in lifted)


def _defects(lift: Lift, needs: Mapping[str, str]) -> Iterator[Defect]:
    if lift.restriction not in needs:
        yield Defect("limit", "this limit may not be lifted", "one that knowledge names")
        return
    if len("".join(lift.reason.split())) < LEAST_LETTERS:
        yield Defect("reason", "it says too little", "what you saw or asked, in a few words")
    if needs[lift.restriction] == DOCTOR:
        if not lift.doctor.strip():
            yield Defect("doctor", "this limit needs a doctor's word", "who gave clearance")
        if lift.doctor_on is None:
            yield Defect("day", "this limit needs a doctor's word", "on which day it was given")
