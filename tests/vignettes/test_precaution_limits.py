"""What the limits of precautions come to, act by act, in the session and at home."""

from itertools import product

import pytest

from ischia import anatomy
from ischia.care.intake import vignette_intake
from ischia.care.screening import screen
from ischia.knowledge import RestrictionKind, Spot, exercise, forbidden, hands_on, shipped
from ischia.quantities import Disposition
from tests.vignettes.ordinary import screened

KNOWN = shipped()
BODY = anatomy.body()
SPOTS = [
    (site.id, side)
    for site in BODY.leaves()
    for side in site.sides
    if site.id not in {"saddle", "neck_front", "head"}
]

THINNER = {"blood_thinner": "yes", "blood_thinner_kind": "anticoagulant"}
EXPECTING = {"sex": "female", "age": 31, "pregnant": "yes", "pregnancy_weeks": 28}
STIFF = {"ankylosing_spondylitis": "yes"}
NARROW = {"bone_joint_conditions": ["spinal_narrowing"]}
FAILING = {"heart_circulation": ["heart_failure"], "heart_settled": "yes"}
VEIN = {"varicose_veins": {"answer": "yes", "where": [{"site": "calf", "side": "left"}]}}
HIP = {
    "hip_replacement": {"answer": "yes", "since": 40},
    "hip_side": "right",
    "hip_approach": "from_behind",
}
BRITTLE = {"osteoporosis": "yes", "pain_changed": "no"}
FRAIL = {"age": 84, "osteoporosis": "yes", "balance": ["falls"], "pain_changed": "no"}
CLOT_RISK = {"clot_risks": ["long_travel"]}
FEELS_LESS = {"reduced_feeling": {"answer": "yes", "where": [{"site": "foot", "side": "both"}]}}


def acts(site, side):
    """Every hands-on act that the knowledge allows at a site, at each of its pressures."""
    for technique in KNOWN.techniques.values():
        if not any(BODY.within(site, group) for group in technique.sites):
            continue
        low, high = technique.pressure
        for position, pressure in product(technique.positions, range(low, high + 1)):
            yield hands_on(technique, Spot(site, side, position), pressure, KNOWN)


ALL_ACTS = [act for site, side in SPOTS for act in acts(site, side)]


def lawful(clearance):
    return [act for act in ALL_ACTS if not any(forbidden(r, act) for r in clearance.restrictions)]


def barred_at_home(clearance):
    return {
        entry.id
        for entry in KNOWN.exercises.values()
        if any(forbidden(r, exercise(entry)) for r in clearance.restrictions)
    }


@pytest.mark.parametrize("kind", ["anticoagulant", "other_antiplatelet", "not_sure"])
def test_a_client_on_a_blood_thinner_gets_no_deep_or_pointed_work(kind):
    left = lawful(screened({**THINNER, "blood_thinner_kind": kind}))
    never = {"deep", "trigger_point", "friction", "percussion", "psoas_abdominal", "sharp_tools"}
    assert left
    assert all(act.families.isdisjoint(never) for act in left)
    assert max(act.pressure for act in left) == 3


def test_a_blood_thinner_binds_home_care_too():
    barred = barred_at_home(screened(THINNER))
    assert "self_massage_ball" in barred
    assert {"walking", "pelvic_tilt"}.isdisjoint(barred)


def test_low_dose_aspirin_leaves_gentle_points():
    left = lawful(screened({**THINNER, "blood_thinner_kind": "low_dose_aspirin"}))
    points = [act.pressure for act in left if "trigger_point" in act.families]
    assert max(points) == 2
    assert max(act.pressure for act in left) == 3


FIRM = ("deep", "trigger_point", "friction", "percussion")
NEVER = [
    ("late pregnancy", EXPECTING, {"families": ("psoas_abdominal", "lymph_drainage")}),
    ("late pregnancy, legs", EXPECTING, {"sites": "leg", "above": 2}),
    ("late pregnancy, front of the hip", EXPECTING, {"sites": "front_hip", "above": 2}),
    ("late pregnancy, flat", EXPECTING, {"positions": ("prone", "supine")}),
    ("stiff spine", STIFF, {"sites": "back", "above": 2}),
    ("stiff spine, force", STIFF, {"families": ("traction_mobilising", "lumbar_twist")}),
    ("narrow spine", NARROW, {"families": ("lumbar_extension", "prone_exercise")}),
    ("heart failure", FAILING, {"positions": ("prone", "supine")}),
    ("heart failure, drainage", FAILING, {"families": ("lymph_drainage",)}),
    ("varicose vein", VEIN, {"sites": "calf", "side": "left", "families": FIRM}),
    ("new hip", HIP, {"families": ("hip_flexion_past_90", "hip_rotation_stretch")}),
    ("new hip, lying", HIP, {"positions": ("side_lying_right",)}),
    ("thin bones", BRITTLE, {"sites": "back", "above": 2}),
    ("frail, buttock", FRAIL, {"sites": "pelvis", "above": 2}),
    ("frail, thigh", FRAIL, {"sites": "thigh", "above": 2}),
    ("stiff spine, buttock", STIFF, {"sites": "pelvis", "above": 3}),
    ("long flight", CLOT_RISK, {"sites": "leg", "families": FIRM}),
    ("less feeling, warmth", FEELS_LESS, {"sites": "foot", "heat": True}),
    ("less feeling, feet", FEELS_LESS, {"sites": "foot", "above": 2}),
]


def matches(act, pick):
    return (
        ("families" not in pick or not act.families.isdisjoint(pick["families"]))
        and ("sites" not in pick or BODY.within(act.sites[0], pick["sites"]))
        and ("side" not in pick or act.sides[0].value == pick["side"])
        and ("positions" not in pick or act.positions[0].value in pick["positions"])
        and act.pressure > pick.get("above", 0)
        and (act.heat or not pick.get("heat"))
    )


@pytest.mark.parametrize(("name", "answers", "pick"), NEVER, ids=[row[0] for row in NEVER])
def test_what_would_harm_is_never_lawful(name, answers, pick):
    left = lawful(screened(answers))
    assert left, name
    assert [act for act in left if matches(act, pick)] == []


STILL = [
    ("varicose vein, other calf kneaded", VEIN, {"sites": "calf", "side": "right"}),
    ("varicose vein, feet", VEIN, {"sites": "foot"}),
    ("long flight, deep buttock", CLOT_RISK, {"sites": "deep_buttock", "families": FIRM}),
    ("diabetes, firm back", {"diabetes": "yes"}, {"sites": "lumbar", "above": 3}),
    ("raised pressure, firm back", {"high_blood_pressure": "yes"}, {"above": 3}),
    ("thin bones at 65, buttock", BRITTLE, {"sites": "upper_buttock", "above": 2}),
    ("frail, buttock lightly", FRAIL, {"sites": "upper_buttock"}),
    ("late pregnancy, low back on the side", EXPECTING, {"sites": "lumbar", "above": 2}),
    ("narrow spine, buttock", NARROW, {"sites": "deep_buttock", "above": 2}),
    ("fungus, feet", {"foot_fungus": "yes"}, {"sites": "foot"}),
    ("heart failure, seated back", FAILING, {"sites": "back", "positions": ("seated",)}),
    ("only a chair", {"position_limits": ["table"]}, {"sites": "back"}),
]


@pytest.mark.parametrize(("name", "answers", "pick"), STILL, ids=[row[0] for row in STILL])
def test_what_is_safe_stays_lawful(name, answers, pick):
    assert any(matches(act, pick) for act in lawful(screened(answers))), name


HOME = [
    (BRITTLE, {"seated_bend"}, {"walking", "bridge"}),
    (NARROW, {"prone_on_elbows"}, {"seated_bend", "cycling"}),
    (EXPECTING, {"bridge", "prone_on_elbows", "figure_four"}, {"walking", "ball_squeeze"}),
    ({"bone_joint_conditions": ["slipped_vertebra"]}, {"prone_on_elbows"}, {"seated_bend"}),
    ({"balance": ["falls"]}, {"figure_four"}, {"sit_to_stand", "walking"}),
    ({"long_term_conditions": ["multiple_sclerosis"]}, {"heat_at_home"}, {"walking"}),
    (FEELS_LESS, set(), {"walking", "bird_dog"}),
]


@pytest.mark.parametrize(("answers", "barred", "left"), HOME)
def test_limits_bind_home_care(answers, barred, left):
    found = barred_at_home(screened(answers))
    assert barred <= found
    assert found.isdisjoint(left)


VIGNETTES = [
    (entry, vignette)
    for entry in KNOWN.precautions.values()
    for vignette in entry.vignettes
    if vignette.expect in {Disposition.PROCEED_MODIFIED, Disposition.ROUTINE_GP}
    and not vignette.unanswered
]


@pytest.mark.parametrize(
    ("entry", "vignette"), VIGNETTES, ids=[f"{e.id}: {v.name}" for e, v in VIGNETTES]
)
def test_whoever_may_be_treated_is_left_something_gentle(entry, vignette):
    clearance = screen(vignette_intake(vignette, knowledge=KNOWN), knowledge=KNOWN)
    here = [one for one in clearance.restrictions if one.id.startswith(f"{entry.id}.")]
    left = [act for act in ALL_ACTS if not any(forbidden(one, act) for one in here)]
    assert any(act.id in {"effleurage", "hold_and_rock"} for act in left)
    minutes = [one.minutes for one in here if one.minutes is not None]
    assert min(minutes, default=60) >= 15


def test_every_precaution_says_what_may_still_be_done_or_when_to_come_back():
    silent = [
        entry.id
        for entry in KNOWN.precautions.values()
        if not any(r.meanwhile for r in entry.rules)
    ]
    assert silent == []


def test_few_precautions_postpone():
    stopping = [
        entry.id
        for entry in KNOWN.precautions.values()
        if any(rule.disposition >= Disposition.NOT_TODAY for rule in entry.rules)
    ]
    assert len(stopping) <= len(KNOWN.precautions) // 3


def test_a_cap_never_stands_without_a_figure():
    caps = [
        one
        for entry in KNOWN.precautions.values()
        for rule in entry.rules
        for one in rule.restrictions
        if one.kind is RestrictionKind.CAP
    ]
    assert caps
    assert all(one.pressure is not None or one.minutes is not None for one in caps)


ALWAYS_ASKED = {
    "advised_against",
    "age",
    "alcohol_today",
    "cancer_ever",
    "clot_ever",
    "diabetes",
    "fever_now",
    "foot_sore",
    "heart_circulation",
    "high_blood_pressure",
    "operation_recent",
    "pregnant",
    "sedative_today",
    "skin_catching",
    "skin_hot",
    "spine_operation",
}
ONLY_ON_A_YES = {
    "cancer_now",
    "cancer_team_agrees",
    "clot_team_agrees",
    "foot_hot_swollen",
    "heart_settled",
    "midwife_agrees",
    "pregnancy_high_risk",
    "pressure_180",
    "steady_now",
    "surgeon_agrees",
}


def test_only_a_small_named_set_of_answers_can_hold_a_client_up():
    blocking = {
        leaf.question
        for entry in KNOWN.precautions.values()
        for rule in entry.rules
        if rule.disposition >= Disposition.NOT_TODAY
        for leaf, _ in rule.when.leaves()
    }
    assert blocking <= ALWAYS_ASKED | ONLY_ON_A_YES
    assert all(KNOWN.questions[one].branch is not None for one in ONLY_ON_A_YES & blocking)
    plain = screened({})
    assert plain.unanswered == ()
    assert plain.permits_treatment
