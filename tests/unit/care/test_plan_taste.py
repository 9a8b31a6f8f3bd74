"""Typical clients of the practitioner's review: each plan reads like the session they expect.

Minutes a place and position counts are ranges a therapist would call sensible; where a row is
wider than the review, ``docs/explanation/planning.md`` says why.
"""

from collections import Counter

import pytest

from ischia.care.pathway import first_visit
from ischia.care.planning import Kind
from tests.spec.test_patterns import KNOWN, QUIET, SCIATICA, at
from tests.strategies import intake_of

SORE = {"pain_map": at("lumbar both", "upper_buttock both", strength=5)}
LATER = {"first": False}
STENOSIS = {
    "age": 72,
    "bone_joint_conditions": ["spinal_narrowing"],
    "worse_with": ["walking", "standing"],
    "better_with": ["sitting", "bending_forward"],
    "leg_side": "both",
    "pain_map": at("lumbar both", "upper_buttock both", "calf both", strength=5),
}
SITTER = {
    "worse_with": ["sitting"],
    "deep_buttock_tender": "yes",
    "pain_map": at("deep_buttock left", strength=6),
}
OUTER_HIP = {
    "worse_with": ["lying_on_side", "stairs"],
    "outer_hip_bone_tender": "yes",
    "pain_map": at("outer_hip left", strength=6),
}
PREGNANT = {"sex": "female", "pregnant": "yes", "pregnancy_weeks": 28, **SORE}
FRAIL = {"age": 82, "osteoporosis": "yes", "pain_map": at("lumbar both", strength=4)}
ACHE = {"pain_map": at("lumbar both", strength=4)}
HOTEL = {"place": "hotel", "support": "bed", "foot_work": "yes"}
CHAIR = {"place": "office", "support": "chair", "equipment": [], "minutes": 20}
CALM = {"style": "relaxation", "foot_work": "yes", **LATER}

# Client, answers, visit, hands-on minutes, most positions, minutes of places.
CLIENTS = [
    ("both sides with feet", SORE, {"foot_work": "yes", **LATER}, (46, 51), 2,
     {"lumbar": (10, 18), "upper_buttock": (8, 14), "foot": (14, 22)}),
    ("both sides without feet", SORE, {"foot_work": "no", **LATER}, (46, 51), 2,
     {"lumbar": (10, 18), "upper_buttock": (8, 14), "foot": (0, 0)}),
    ("acute flare", {"pain_duration": "under_6_weeks", "pain_map": at("lumbar both", strength=8)},
     LATER, (20, 40), 2, {"lumbar": (8, 18)}),
    ("leg pain with nerve signs", SCIATICA, LATER, (28, 37), 2, {"lumbar": (8, 18)}),
    ("narrow spine, 72", STENOSIS, LATER, (28, 51), 3,
     {"lumbar": (10, 18), "upper_buttock": (8, 14)}),
    ("deep buttock, sits all day", SITTER, LATER, (46, 51), 2,
     {"upper_buttock": (8, 15), "deep_buttock": (3, 6)}),
    ("outer hip", OUTER_HIP, LATER, (46, 51), 3,
     {"upper_buttock": (8, 14), "outer_hip": (4, 8)}),
    ("28 weeks pregnant", PREGNANT, LATER, (28, 40), 2,
     {"lumbar": (10, 18), "upper_buttock": (8, 14)}),
    ("frail, thin bones", FRAIL, LATER, (28, 40), 2, {"lumbar": (10, 18)}),
    ("hotel bed", ACHE, HOTEL, (38, 42), 2, {"lumbar": (8, 18), "foot": (14, 22)}),
    ("office chair, 20 minutes", ACHE, CHAIR, (12, 16), 1, {"lumbar": (4, 14)}),
    ("whole-body relaxation", ACHE, CALM, (46, 51), 2,
     {"lumbar": (2, 10), "calf": (6, 10), "foot": (12, 22)}),
]  # fmt: skip


def planned(answers, visit):
    found = first_visit(intake_of({**QUIET, **answers}, visit=visit), knowledge=KNOWN)
    assert found.plan is not None
    return found.plan


def minutes(plan):
    spent = Counter()
    for one in plan.segments:
        if one.site is not None:
            spent[one.site] += one.minutes
    return spent


@pytest.mark.parametrize("client", CLIENTS, ids=[row[0] for row in CLIENTS])
def test_a_typical_client_gets_the_session_a_therapist_expects(client):
    _, answers, visit, hands_on, positions, places = client
    plan = planned(answers, visit)
    assert hands_on[0] <= plan.hands_on_minutes <= hands_on[1]
    turns = [one for one in plan.segments if one.kind is Kind.TURN]
    assert len(turns) < positions
    spent = minutes(plan)
    for site, (least, most) in places.items():
        assert least <= spent[site] <= most, site
    work = [one for one in plan.segments if one.kind is Kind.HANDS_ON]
    assert min(one.minutes for one in work) >= 2
    assert len(work) <= 12


@pytest.mark.parametrize("client", CLIENTS, ids=[row[0] for row in CLIENTS])
def test_feet_come_last_and_the_complaint_gets_its_third(client):
    _, answers, visit, *_ = client
    plan = planned(answers, visit)
    sites = [one.site for one in plan.segments if one.site is not None]
    if "foot" in sites:
        assert set(sites[sites.index("foot") :]) == {"foot"}
    if plan.style == "relaxation":
        return
    told = {mark["site"] for mark in answers["pain_map"]}
    near = {site for place in told for site in NEAR.get(place, (place,))}
    spent = minutes(plan)
    # Bent over a bed the back gets twenty minutes at most, whatever the feet get.
    shared = spent["foot"] if visit.get("support") == "bed" else 0
    assert 3 * sum(spent[site] for site in near) >= plan.hands_on_minutes - shared


# Pain at the side of the hip and deep in the buttock is worked from the buttock.
NEAR = {
    "outer_hip": ("outer_hip", "upper_buttock", "deep_buttock"),
    "deep_buttock": ("deep_buttock", "upper_buttock"),
}


def test_a_sore_shoulder_on_a_chair_is_worked_and_no_arm():
    sore = {"pain_map": at("shoulder both", "lumbar both", strength=4)}
    spent = minutes(planned(sore, CHAIR))
    assert spent["shoulder"] >= 4
    assert spent["arm"] == 0


def test_who_lies_ill_on_the_front_is_worked_on_the_side():
    for answers in (STENOSIS, PREGNANT):
        positions = {one.position.value for one in planned(answers, LATER).segments if one.position}
        assert "prone" not in positions
