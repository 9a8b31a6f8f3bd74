"""How much of a visit is hands on, for every length and kind of client, and how the rest is spent.

The review gives an hour: first visit 38 to 42, follow-up 46 to 51, pregnant, frail or acute 28 to
40. The other lengths are our own reading: a quarter of an hour keeps seven minutes at least.
"""

import pytest

from ischia.care.planning import Kind, plan
from ischia.knowledge import Answer
from ischia.quantities import Position, Truth
from tests.planning_strategies import KNOWN, assessment, both, clearance, intake

SORE = [mark for site in ("lumbar", "upper_buttock", "front_hip") for mark in both(site, 6)]
FRAIL = {"age": Answer(Truth.YES, 84)}
PREGNANT = {"pregnant": Answer(Truth.YES)}
QUIET = frozenset({Kind.ARRIVE, Kind.TEACH, Kind.RISE})

# Booked minutes: hands-on minutes of a first visit, a follow-up, and a gentle visit.
SHARES = {
    15: ((7, 9), (9, 10), (7, 8)),
    20: ((10, 12), (13, 14), (9, 11)),
    30: ((17, 20), (21, 23), (14, 18)),
    45: ((27, 31), (33, 37), (21, 29)),
    60: ((38, 42), (46, 51), (28, 40)),
    75: ((50, 54), (59, 64), (39, 52)),
    90: ((62, 67), (72, 78), (50, 65)),
    120: ((87, 93), (99, 106), (72, 90)),
}
CLIENTS = {
    "first visit": (0, {}, "low", True),
    "follow-up": (1, {}, "low", False),
    "frail": (2, FRAIL, "low", False),
    "frail, first visit": (2, FRAIL, "low", True),
    "pregnant": (2, PREGNANT, "low", False),
    "acute": (2, {}, "high", False),
}


def planned(client, minutes, **visit):
    _, answers, irritability, first = CLIENTS[client]
    asked = intake(SORE, answers=answers, minutes=minutes, first=first, **visit)
    found = assessment(irritability=irritability)
    return plan(asked, clearance(), found, knowledge=KNOWN)


@pytest.mark.parametrize("minutes", SHARES)
@pytest.mark.parametrize("client", CLIENTS)
def test_hands_are_on_for_the_share_of_the_visit_that_the_review_gives(client, minutes):
    least, most = SHARES[minutes][CLIENTS[client][0]]
    made = planned(client, minutes)
    assert least <= made.hands_on_minutes <= most
    assert made.minutes <= minutes


@pytest.mark.parametrize("client", CLIENTS)
def test_a_longer_visit_has_no_fewer_minutes_with_hands_on(client):
    spent = [planned(client, minutes).hands_on_minutes for minutes in range(15, 46, 5)]
    assert spent == sorted(spent)


@pytest.mark.parametrize("minutes", [15, 30, 60])
@pytest.mark.parametrize("client", CLIENTS)
def test_nobody_is_talked_to_taught_or_raised_while_lying(client, minutes):
    made = planned(client, minutes)
    assert {one.position for one in made.segments if one.kind in QUIET} == {Position.SEATED}
    rest = [one for one in made.segments if one.kind is Kind.REST]
    assert all(one.position is not Position.SEATED for one in rest)


def test_a_quarter_of_an_hour_teaches_in_a_minute_and_rests_none():
    made = planned("follow-up", 15)
    spent = {one.kind: one.minutes for one in made.segments if one.kind is not Kind.HANDS_ON}
    assert spent[Kind.TEACH] == 1
    assert Kind.REST not in spent
    assert spent[Kind.ARRIVE] <= 2
