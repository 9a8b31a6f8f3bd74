"""Lifting a limit: by name, with a reason, only where knowledge allows it, never a stop."""

import itertools
from datetime import date

import pytest

from ischia.care import pathway, screening
from ischia.care.intake import vignette_intake
from ischia.care.screening import DOCTOR, Lift, liftable
from ischia.errors import InputError
from ischia.knowledge import RestrictionKind, shipped

KNOWN = shipped()
ON = date(2026, 11, 20)
WHY = "asked and tried it on the table, no trouble"


def may_lift(intake):
    found = screening.screen(intake, knowledge=KNOWN)
    return found, liftable(found.findings, found.restrictions, knowledge=KNOWN)


def some_lift(intake, need):
    _, may = may_lift(intake)
    return next(name for name, what in may.items() if what == need)


def test_every_entry_that_may_be_lifted_is_a_precaution_that_exists():
    named = KNOWN.practice_values("lifts")
    for entry in (*named["with_reason"], *named["with_doctor"]):
        assert entry in KNOWN.precautions
    assert not set(named["with_reason"]) & set(named["with_doctor"])


def vignettes():
    """Every vignette that fires, of every red flag and precaution."""
    for entry in KNOWN.safety:
        for vignette in entry.vignettes:
            yield entry, vignette


def test_hz13_no_screening_that_stops_has_anything_to_lift_over_all_vignettes():
    n_stops = n_lawful = 0
    for _, vignette in vignettes():
        found, may = may_lift(vignette_intake(vignette, knowledge=KNOWN))
        if found.permits_treatment:
            n_lawful += bool(may)
            continue
        n_stops += 1
        assert may == {}
        for one in itertools.islice(found.restrictions, 3):
            with pytest.raises(InputError, match="may not be lifted"):
                screening.screen(
                    vignette_intake(vignette, knowledge=KNOWN),
                    knowledge=KNOWN,
                    lifts=(Lift(one.id, WHY, "Dr Lund", ON),),
                )
    assert n_stops > 50
    assert n_lawful > 3


def test_a_lift_takes_one_limit_away_and_changes_nothing_else_over_all_vignettes():
    n_lifted = 0
    for _, vignette in vignettes():
        intake = vignette_intake(vignette, knowledge=KNOWN)
        before, may = may_lift(intake)
        for name in may:
            after = screening.screen(
                intake, knowledge=KNOWN, lifts=(Lift(name, WHY, "Dr Lund", ON),)
            )
            assert (after.disposition, after.findings) == (before.disposition, before.findings)
            kept = [one for one in before.restrictions if one.id != name]
            assert list(after.restrictions) == kept
            n_lifted += 1
    assert n_lifted > 10


def test_no_measure_and_nothing_unanswered_is_lifted_over_all_vignettes():
    for _, vignette in vignettes():
        found, may = may_lift(vignette_intake(vignette, knowledge=KNOWN))
        open_ = {one.id for one in found.findings if one.truth.value == "unknown"}
        for one in found.restrictions:
            if one.kind is RestrictionKind.REQUIRE or one.id.partition(".")[0] in open_:
                assert one.id not in may


def flare():
    """A client whose fresh, strong pain caps pressure and minutes."""
    entry = KNOWN.precautions["acute_flare"]
    fires = next(one for one in entry.vignettes if one.case.value == "fires")
    return vignette_intake(fires, knowledge=KNOWN)


@pytest.mark.parametrize("reason", ["", "   ", "fine", "o k o k"])
def test_a_lift_needs_a_reason_that_says_something(reason):
    name = some_lift(flare(), "reason")
    with pytest.raises(InputError, match="says too little"):
        screening.screen(flare(), knowledge=KNOWN, lifts=(Lift(name, reason),))


def test_a_limit_of_a_doctor_needs_who_and_when():
    for entry in map(KNOWN.precautions.get, KNOWN.practice_values("lifts")["with_doctor"]):
        for vignette in entry.vignettes:
            intake = vignette_intake(vignette, knowledge=KNOWN)
            _, may = may_lift(intake)
            name = next((key for key, need in may.items() if need == DOCTOR), None)
            if name is None:
                continue
            with pytest.raises(InputError) as refused:
                screening.screen(intake, knowledge=KNOWN, lifts=(Lift(name, WHY),))
            assert len(refused.value.defects) == 2
            lawful = Lift(name, WHY, "Dr Lund", ON)
            screening.screen(intake, knowledge=KNOWN, lifts=(lawful,))
            return
    pytest.fail("no vignette has a limit that a doctor may lift")


def test_a_plan_uses_what_was_lifted_and_still_passes_its_check():
    intake = flare()
    found, may = may_lift(intake)
    caps = [one for one in found.restrictions if one.id in may and one.minutes == 45]
    assert caps
    bound = pathway.first_visit(intake, knowledge=KNOWN).plan
    freed = pathway.first_visit(intake, knowledge=KNOWN, lifts=(Lift(caps[0].id, WHY),)).plan
    assert bound.minutes <= 45 < freed.minutes
