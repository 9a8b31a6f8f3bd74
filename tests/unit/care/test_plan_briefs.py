"""Many unlike clients, each plan read as a therapist with long practice would read it.

The rows are what such a reader asks of one visit; the tests below them are what no plan may do.
"""

from collections import Counter
from itertools import pairwise

import pytest

from ischia.care.planning import Kind
from ischia.quantities import Position, Side
from tests.spec.test_patterns import SCIATICA, at
from tests.unit.care.test_plan_taste import (
    ACHE,
    FRAIL,
    KNOWN,
    LATER,
    OUTER_HIP,
    PREGNANT,
    SITTER,
    SORE,
    STENOSIS,
    minutes,
    planned,
)

FEET = {"foot_work": "yes"}
LASTING = {
    **SORE,
    "pain_duration": "over_12_weeks",
    "worse_with": ["sitting", "bending_forward"],
    "better_with": ["changing", "moving"],
}
FLARE = {"pain_duration": "under_6_weeks", "pain_map": at("lumbar both", strength=8)}
ONE_LEG = {
    "pain_map": at("lumbar right", "deep_buttock right", "back_thigh right", "calf right"),
    "leg_side": "one",
}
RASH = {**SORE, "skin_problem": {"answer": "yes", "where": [{"site": "lumbar", "side": "left"}]}}
NEW_HIP = {
    **ACHE,
    "age": 68,
    "hip_replacement": {"answer": "yes", "since": 35},
    "hip_approach": "from_behind",
    "hip_side": "right",
}
GROIN = {
    "age": 66,
    "pain_map": at("groin right"),
    "worst_spot": "groin",
    "shoes_socks": "yes",
    "worse_with": ["stairs", "squatting"],
    "better_with": ["sitting"],
    "pain_onset": "gradual",
}
DIMPLE = {
    "worst_spot": "dimple",
    "worse_with": ["turning_in_bed", "stairs", "one_leg"],
    "pain_map": at("sacrum midline", "upper_buttock right"),
}
VEINS = {
    "varicose_veins": {"answer": "yes", "where": [{"site": "calf", "side": "left"}]},
    "pain_map": at("lumbar both", "calf left", strength=4),
}
NUMB_FEET = {**SORE, "age": 63, "diabetes": "yes", "reduced_feeling": "yes"}
WIDESPREAD = {
    "pain_widespread": "yes",
    "pain_duration": "over_12_weeks",
    "sleep_unrefreshing": "yes",
    "pain_map": at("lumbar both", "shoulder both", "calf both", strength=6),
}
HOTEL = {"place": "hotel", "support": "bed"}
CHAIR = {"place": "office", "support": "chair", "equipment": []}
WARM = {"equipment": ["oil", "pillows", "warm_pack"]}
CALM = {"style": "relaxation", **LATER}
ONLY_FEET = {**FEET, **LATER, "techniques": ["foot_massage", "foot_reflexology"]}
NO_OIL = {"equipment": ["pillows"], **LATER}
SHY = {**SORE, "not_there": [{"site": "back", "side": "midline"}]}
HEAVY = {**SORE, "position_limits": ["front"]}
FALLS = {**FRAIL, "balance": ["falls"]}

# Client: answers, visit, minutes of places, positions the client may lie in at most.
BRIEFS = {
    "15 minutes, first visit": (SORE, {"minutes": 15}, {"lumbar": (6, 9)}, 1),
    "15 minutes, known": (SORE, {"minutes": 15, **LATER}, {"lumbar": (6, 10)}, 1),
    "15 minutes, frail": (FRAIL, {"minutes": 15, **LATER}, {"lumbar": (6, 8)}, 1),
    "30 minutes": (SORE, {"minutes": 30, **LATER},
                   {"lumbar": (8, 14), "upper_buttock": (4, 10)}, 1),
    "30 minutes with feet": (SORE, {"minutes": 30, **FEET},
                             {"lumbar": (6, 12), "foot": (4, 12)}, 2),
    "45 minutes, frail": (FRAIL, {"minutes": 45, **LATER}, {"lumbar": (10, 18)}, 2),
    "frail with feet": (FRAIL, {**FEET, **LATER}, {"lumbar": (8, 18), "foot": (14, 22)}, 3),
    "frail, falls": (FALLS, {}, {"lumbar": (10, 18)}, 2),
    "22 weeks pregnant, feet": (
        {**PREGNANT, "pregnancy_weeks": 22},
        {**FEET, **LATER},
        {"lumbar": (10, 18), "upper_buttock": (6, 14), "foot": (14, 22)},
        3,
    ),
    "flare with a warm pack": ({**FLARE, "warmth_wish": "wanted"},
                               {"minutes": 45, **WARM, **LATER}, {"lumbar": (8, 18)}, 2),
    "leg pain without signs": (
        ONE_LEG, LATER, {"lumbar": (10, 18), "back_thigh": (3, 6), "thigh": (0, 0)}, 2,
    ),
    "leg pain with signs": (SCIATICA, LATER, {"lumbar": (8, 18), "calf": (0, 0)}, 2),
    "leg pain with signs, feet": (SCIATICA, FEET, {"lumbar": (4, 18), "foot": (12, 22)}, 2),
    "sore skin, place unknown": ({**SORE, "skin_problem": "yes"}, LATER, {"lumbar": (10, 18)}, 2),
    "sore skin on one side": (RASH, LATER, {"upper_buttock": (8, 14)}, 2),
    "feet only": (ACHE, ONLY_FEET, {"foot": (38, 50)}, 1),
    "calm, with feet": (ACHE, {**CALM, **FEET}, {"foot": (12, 14), "arm": (6, 10)}, 2),
    "calm, 90 minutes": ({}, {**CALM, "minutes": 90}, {"calf": (6, 12), "lumbar": (0, 8)}, 2),
    "no oil": (SORE, NO_OIL, {"lumbar": (10, 18)}, 2),
    "no feet, firm": (
        {**LASTING, "foot_work_wish": "not_wanted", "pressure_wish": "firm"},
        LATER,
        {"foot": (0, 0), "lumbar": (10, 18)},
        2,
    ),
    "no back": (SHY, {**FEET, **LATER}, {"lumbar": (0, 0), "upper_buttock": (8, 14)}, 2),
    "a widened vein": (VEINS, LATER, {"lumbar": (10, 18), "calf": (2, 6)}, 2),
    "numb feet": (NUMB_FEET, {**FEET, **LATER}, {"foot": (14, 22)}, 2),
    "new hip, five weeks": (NEW_HIP, LATER, {"lumbar": (10, 18), "outer_hip": (0, 0)}, 2),
    "heavy, not face down": (HEAVY, LATER, {"lumbar": (10, 18), "front_hip": (4, 9)}, 2),
    "tired hands": ({**LASTING, "pressure_wish": "firm"}, {"deep_minutes_today": 60, **LATER},
                    {"lumbar": (10, 18)}, 2),
    "hotel bed without feet": (ACHE, {**HOTEL, "foot_work": "no"}, {"lumbar": (8, 18)}, 1),
    "hotel bed, calm, 90": ({}, {**HOTEL, **FEET, "style": "relaxation", "minutes": 90},
                            {"foot": (12, 14), "arm": (6, 14)}, 2),
    "15 minutes on a chair": ({"pain_map": at("shoulder both")}, {**CHAIR, "minutes": 15},
                              {"shoulder": (4, 8)}, 1),
    "sits all day, 90 with feet": (SITTER, {"minutes": 90, **FEET, **LATER},
                                   {"foot": (14, 22), "outer_hip": (3, 8), "thigh": (0, 0)}, 2),
    "two hours": (LASTING, {"minutes": 120, **LATER}, {"lumbar": (10, 27)}, 3),
    "two hours with feet": (SORE, {"minutes": 120, **FEET, **LATER}, {"foot": (14, 22)}, 3),
    "narrow spine": (STENOSIS, LATER, {"lumbar": (10, 18), "lower_leg": (0, 0)}, 2),
    "outer hip, first, feet": (OUTER_HIP, FEET, {"outer_hip": (4, 8), "foot": (14, 22)}, 2),
    "stiff hip, 75": (GROIN, {"minutes": 75, **LATER}, {"front_hip": (4, 10), "thigh": (0, 0)}, 2),
    "one-sided pelvis": (DIMPLE, LATER, {"upper_buttock": (8, 14), "sacrum": (2, 4)}, 2),
    "pain all over": (WIDESPREAD, LATER, {"lumbar": (8, 18), "shoulder": (4, 8)}, 2),
    "light, to sleep": ({**SORE, "goals": ["sleep_better"], "pressure_wish": "light"},
                        {"minutes": 45, **LATER}, {"lumbar": (8, 18)}, 2),
}  # fmt: skip

PLANS = {}


def plan_of(client):
    if client not in PLANS:
        answers, visit, *_ = BRIEFS[client]
        PLANS[client] = planned(answers, visit)
    return PLANS[client]


def hands(client):
    return [one for one in plan_of(client).segments if one.kind is Kind.HANDS_ON]


def by_side(client, site):
    spent = Counter()
    for one in hands(client):
        if one.site == site:
            spent[one.side] += one.minutes
    return spent


def techniques(client):
    return {one.technique for one in hands(client)}


@pytest.mark.parametrize("client", BRIEFS)
def test_places_get_the_minutes_a_therapist_would_give(client):
    _, _, places, positions = BRIEFS[client]
    spent = minutes(plan_of(client))
    for site, (least, most) in places.items():
        assert least <= spent[site] <= most, site
    assert len({one.position for one in hands(client)}) <= positions


@pytest.mark.parametrize("client", BRIEFS)
def test_nothing_is_chopped_up(client):
    made, work = plan_of(client), hands(client)
    assert min(one.minutes for one in work) >= 2
    assert len(work) <= max(3, made.booked_minutes // 5)
    # A place is not left for another and taken up again, but for what has to be dry.
    oiled = [one for one in work if KNOWN.techniques[one.technique].medium == "oil"]
    visits = [(one.site, one.side) for one in oiled if one.site != "back"]
    runs = [one for n, one in enumerate(visits) if n == 0 or visits[n - 1] != one]
    assert len(runs) == len(set(runs))


@pytest.mark.parametrize("client", BRIEFS)
def test_whoever_hurts_on_both_sides_is_worked_alike_on_both(client):
    answers = BRIEFS[client][0]
    free = {"skin_problem", "not_there", "varicose_veins", "hip_replacement"}
    if free & set(answers):
        return
    sites = {mark["site"] for mark in answers.get("pain_map", ()) if mark["side"] == "both"}
    for site in sites:
        spent = by_side(client, site)
        assert spent[Side.LEFT] == spent[Side.RIGHT], site


@pytest.mark.parametrize("client", BRIEFS)
def test_nobody_lies_on_the_front_for_an_hour(client):
    spent = sum(one.minutes for one in hands(client) if one.position is Position.PRONE)
    assert spent <= 55


@pytest.mark.parametrize(
    "client", ["45 minutes, frail", "frail with feet", "frail, falls", "flare with a warm pack"]
)
def test_the_frail_and_the_sore_lie_on_the_front_for_twenty_minutes_at_most(client):
    spent = sum(one.minutes for one in hands(client) if one.position is Position.PRONE)
    assert spent <= 20


@pytest.mark.parametrize("client", ["frail, falls", "15 minutes, frail", "light, to sleep"])
def test_who_is_frail_or_likes_it_light_gets_no_deepening(client):
    assert {KNOWN.techniques[one].role for one in techniques(client)}.isdisjoint({"deepen"})


def test_firm_means_firm():
    assert max(one.pressure for one in hands("no feet, firm")) == 4


def test_tired_thumbs_rest():
    used = [KNOWN.techniques[one] for one in techniques("tired hands")]
    assert not any(one.thumbs for one in used)
    assert max(one.pressure for one in hands("tired hands")) <= 3


def test_warmth_is_laid_on_once_and_the_hands_still_work():
    spent = Counter()
    for one in hands("flare with a warm pack"):
        spent[one.technique] += one.minutes
    assert 3 <= spent["warm_pack"] <= 6
    assert spent["petrissage"] > spent["warm_pack"]


@pytest.mark.parametrize("client", ["no oil", "sore skin, place unknown"])
def test_without_oil_the_work_still_varies(client):
    spent = Counter()
    for one in hands(client):
        spent[one.technique] += one.minutes
    assert len(spent) >= 2
    assert max(spent.values()) <= 2 * sum(spent.values()) // 3


def test_numb_feet_are_massaged_and_not_walked_over_by_thumbs():
    assert "foot_massage" in techniques("numb feet")
    assert "foot_reflexology" not in techniques("numb feet")


def test_leg_pain_with_nerve_signs_is_comfort_away_from_the_leg_and_short():
    made = plan_of("leg pain with signs")
    assert made.minutes <= 45
    away = {(one.site, one.side) for one in hands("leg pain with signs")}
    assert not {site for site, side in away if side is Side.LEFT} & {"back_thigh", "calf"}


def test_the_side_without_pain_gets_two_thirds_at_most():
    spent = by_side("leg pain without signs", "lumbar")
    assert 0 < 3 * spent[Side.LEFT] <= 2 * spent[Side.RIGHT] + 2


def test_feet_that_were_wished_and_found_no_place_are_spoken_of():
    made = planned(SORE, {"minutes": 15, **FEET, **LATER})
    assert minutes(made)["foot"] == 0
    assert "feet.none" in {one.code for one in made.notes}


def test_a_bed_says_that_bending_ends_the_visit_and_feet_would_fill_it():
    plan = planned(ACHE, {**HOTEL, "foot_work": "no", "minutes": 75})
    assert plan.minutes < plan.booked_minutes
    assert [one.code for one in plan.notes if one.code.startswith("ends_early")] == [
        "ends_early.bent"
    ]
    spared = {one.why[0].code for one in plan.left_out if one.site in {"mid_back", "upper_back"}}
    assert spared == {"left_out.bent"}
    fed = planned(ACHE, {**HOTEL, **FEET, "minutes": 75})
    assert fed.hands_on_minutes >= plan.hands_on_minutes + 20


def test_at_the_head_of_a_bed_the_therapist_sits():
    plan = planned(ACHE, {**HOTEL, **FEET, "minutes": 75})
    stood = [
        one for one in plan.segments if one.technique and one.site not in {"foot", "arm", "head"}
    ]
    at_head = [one for one in stood if one.position is Position.SUPINE]
    assert {one.site for one in at_head} <= {"shoulder", "neck_back", "front_thigh", "thigh"}
    assert sum(one.minutes for one in stood if one.position is not Position.SUPINE) <= 20


def test_a_calm_session_reaches_legs_arms_and_feet():
    sites = {one.site for one in hands("calm, with feet")}
    assert {"calf", "arm", "foot", "shoulder"} <= sites


@pytest.mark.parametrize("client", BRIEFS)
def test_a_turn_is_never_for_a_few_minutes(client):
    rows = [one for one in plan_of(client).segments if one.kind in {Kind.HANDS_ON, Kind.TURN}]
    blocks, now = [], 0
    for one in rows:
        if one.kind is Kind.TURN:
            blocks.append(now)
            now = 0
        else:
            now += one.minutes
    assert min([*blocks, now]) >= 4


@pytest.mark.parametrize("client", BRIEFS)
def test_the_order_is_dry_then_oil_and_feet_last(client):
    work = hands(client)
    for site in {one.site for one in work}:
        for side in {one.side for one in work if one.site == site}:
            media = [
                KNOWN.techniques[one.technique].medium
                for one in work
                if (one.site, one.side) == (site, side)
            ]
            assert ("oil", "dry") not in pairwise(media)
    sites = [one.site for one in work]
    if "foot" in sites:
        assert set(sites[sites.index("foot") :]) == {"foot"}
