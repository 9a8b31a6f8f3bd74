"""Limits said in fewer lines bar what they barred: every act is tried."""

from functools import cache
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ischia import anatomy, documents
from ischia.care.pathway import FirstVisit
from ischia.care.planning import plan
from ischia.documents._fewer_limits import fewer_limits
from ischia.documents._limit_lines import limit_lines
from ischia.knowledge import RestrictionKind, Spot, exercise, forbidden, hands_on
from ischia.quantities import Position, Side
from tests.planning_strategies import (
    KNOWN,
    SITES,
    assessment,
    both,
    clearance,
    intake,
    limit,
    limits,
)

PREGNANT = [
    limit("cap", sites=("leg",), pressure=2),
    limit("forbid", sites=("leg",), techniques=("deep", "friction", "sharp_tools")),
    limit("cap", pressure=3),
    limit("cap", sites=("leg", "groin"), pressure=2),
    limit("forbid", sites=("leg", "groin"), techniques=("deep", "friction", "lymph_drainage")),
    limit("forbid", positions=(Position.PRONE,)),
    limit("forbid", techniques=("prone_exercise",)),
    limit("forbid", positions=(Position.SUPINE,)),
]


@cache
def acts():
    places = [(one, side) for one in SITES for side in anatomy.body()[one].sides]
    done = [
        hands_on(technique, Spot(site, side, position), pressure, KNOWN)
        for technique, (site, side) in product(KNOWN.techniques.values(), places)
        for position in technique.positions
        for pressure in range(technique.pressure[0], technique.pressure[1] + 1)
    ]
    return [*done, *(exercise(one) for one in KNOWN.exercises.values())]


def barred(held):
    return [act for act in acts() if any(forbidden(one, act) for one in held)]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(limits(), max_size=6))
def test_fewer_limits_bar_every_act_that_all_of_them_barred_and_no_other(held):
    fewer = fewer_limits(held, knowledge=KNOWN)
    assert barred(fewer) == barred(held)
    minutes = {one.minutes for one in held if one.kind is RestrictionKind.CAP and one.minutes}
    assert {one.minutes for one in fewer if one.minutes} <= minutes
    assert min(minutes, default=None) == min((o.minutes for o in fewer if o.minutes), default=None)


def test_a_place_is_said_once_and_a_weaker_limit_not_at_all():
    told = limit_lines(PREGNANT, knowledge=KNOWN)
    assert told[0] == (
        "Everywhere: pressure 3 of 4 at most; not lying on the front or lying on the back."
    )
    legs = "pressure 2 of 4 at most; no firm work, small deep friction or lymph drainage."
    assert told[1:] == (
        "Leg and foot: no tools with an edge.",
        f"Groin, leg and foot: {legs}",
    )


def test_left_and_right_become_both_and_a_cap_that_leaves_nothing_a_bar():
    sides = [limit("forbid", sites=("calf",), sides=(one,)) for one in (Side.LEFT, Side.RIGHT)]
    none = limit("cap", sites=("foot",), minutes=0)
    assert limit_lines([*sides, none], knowledge=KNOWN) == ("Calf, foot: no hands, no exercise.",)


def test_minutes_are_counted_together_and_stay_apart():
    held = [limit("cap", sites=(one,), minutes=8) for one in ("lumbar", "calf")]
    assert len(limit_lines(held, knowledge=KNOWN)) == 2
    assert limit_lines([limit("cap", minutes=45)], knowledge=KNOWN) == (
        "Everywhere: 45 minutes in all at most.",
    )


def test_the_text_says_each_limit_and_each_reason_for_leaving_out_once():
    told = intake(both("lumbar", 4), first=False, foot_work="no")
    held = clearance(*PREGNANT)
    made = plan(told, held, assessment(), knowledge=KNOWN)
    text = " ".join(
        documents.visit_text(FirstVisit(held, assessment(), made), knowledge=KNOWN).split()
    )
    for line in limit_lines([one.limit for one in made.cautions if one.limit], knowledge=KNOWN):
        assert text.count(line) == 1
    assert text.count("The minutes do more good elsewhere:") <= 1
    out = text.partition("Left out, and why")[2]
    assert "left " not in out
    assert "right " not in out


def test_the_data_keep_every_limit_though_the_page_says_fewer():
    held = clearance(*PREGNANT)
    made = plan(intake(both("lumbar", 4)), held, assessment(), knowledge=KNOWN)
    data = documents.visit_json(FirstVisit(held, assessment(), made), knowledge=KNOWN)
    assert len(limit_lines(PREGNANT, knowledge=KNOWN)) < len(PREGNANT)
    kept = [one.text for one in made.cautions]
    assert [one["text"] for one in data["cautions"]] == kept
    assert len([one for one in made.cautions if one.limit in PREGNANT]) == len(PREGNANT)
