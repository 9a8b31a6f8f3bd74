"""The least that makes each pattern fit, and what speaks against it however much else fits."""

import pytest

from ischia.care.assessment import assess
from tests.spec.test_patterns import (
    BUTTOCK,
    CALF,
    HIP,
    KNOWN,
    NIGHT,
    OUTER,
    PATCH,
    PELVIS,
    PREGNANT,
    SIT_BONE,
    SLIPPED,
    STRAIN,
    TAILBONE,
    TIGHT,
    YEARS,
    at,
    fitting,
)
from tests.strategies import intake_of

BACK, SACRUM, BUTTOCKS = at("lumbar left"), at("sacrum midline"), at("deep_buttock left")
SHIN, GROIN, SIDE = (at(f"{site} left") for site in ("calf", "groin", "outer_hip"))
LEAST = [
    ("nonspecific_lbp", {"pain_map": BACK, "worse_with": ["lifting"]}),
    ("nonspecific_lbp", {"pain_map": BACK, "better_with": ["warmth"]}),
    ("nonspecific_lbp", {"pain_map": BACK, "sore_muscle_familiar": "yes"}),
    ("disc_herniation", {"pain_map": SHIN, "leg_worse_than_back": "yes", "worse_with": ["cough"]}),
    ("disc_herniation", {"leg_numb_or_tingling": "yes", "leg_pain_kind": ["band"]}),
    ("disc_herniation", {"crossed_slr": "yes", "pain_draws_up": "yes"}),
    ("disc_herniation", {"leg_weak": "yes", "slr_familiar_leg_pain": "yes"}),
    ("spinal_stenosis", {"no_pain_sitting": "yes", "better_with": ["bending_forward"]}),
    (
        "spinal_stenosis",
        {
            "pain_map": SHIN,
            "leg_side": "both",
            "worse_with": ["walking"],
            "better_with": ["sitting"],
            "age": 71,
        },
    ),
    (
        "spinal_stenosis",
        {"no_pain_sitting": "yes", "worse_with": ["standing"], "leg_pain_kind": ["tired"]},
    ),
    (
        "spinal_stenosis",
        {
            "better_with": ["bending_forward"],
            "age": 71,
            "bone_joint_conditions": ["spinal_narrowing"],
        },
    ),
    (
        "piriformis_deep_gluteal",
        {"pain_map": BUTTOCKS, "worse_with": ["sitting"], "deep_buttock_tender": "yes"},
    ),
    ("piriformis_deep_gluteal", {"pain_map": BUTTOCKS, "seated_buttock_stretch": "yes"}),
    (
        "piriformis_deep_gluteal",
        {"pain_map": BUTTOCKS, "active_buttock_push": "yes", "worst_spot": "mid_buttock"},
    ),
    ("sij_pain", {"pain_map": SACRUM, "worst_spot": "dimple"}),
    ("sij_pain", {"pain_map": SACRUM, "pelvis_tests_positive": 3}),
    ("sij_pain", {"pain_map": SACRUM, "worse_with": ["turning_in_bed", "stairs"]}),
    (
        "sij_pain",
        {"pain_map": SACRUM, "worse_with": ["one_leg"], "told_name": ["sacroiliac"]},
    ),
    (
        "hip_joint",
        {"pain_map": GROIN, "shoes_socks": "yes", "worse_with": ["stairs", "squatting"]},
    ),
    (
        "hip_joint",
        {"pain_map": GROIN, "squat_pain_behind": "yes", "family_or_knee_arthritis": "yes"},
    ),
    (
        "hip_joint",
        {"pain_map": GROIN, "groin_pain_leg_sideways": "yes", "hip_turns_in_less": "yes"},
    ),
    (
        "hip_joint",
        {
            "pain_map": at("groin left", "inner_thigh left"),
            "age": 60,
            "morning_stiffness": "under_30",
        },
    ),
    (
        "hip_joint",
        {
            "pain_map": GROIN,
            "told_name": ["hip_arthritis"],
            "shoes_socks": "yes",
            "worse_with": ["stairs"],
        },
    ),
    ("gtps", {"pain_map": SIDE, "worst_spot": "outer_hip", "worse_with": ["lying_on_side"]}),
    ("gtps", {"pain_map": SIDE, "outer_hip_bone_tender": "yes"}),
    (
        "gtps",
        {"pain_map": SIDE, "ankle_on_knee_outer_pain": "yes", "worse_with": ["one_leg"]},
    ),
    (
        "gtps",
        {"pain_map": SIDE, "told_name": ["outer_hip"], "night_waking": "on_sore_side"},
    ),
    ("tight_hips", {"hips_feel_tight": "yes", "thigh_stays_up": "yes", "work_day": "sitting"}),
    (
        "tight_hips",
        {"hips_feel_tight": "yes", "worse_with": ["rising"], "pain_map": at("front_hip left")},
    ),
    ("pelvic_girdle", {"pregnant": "yes", "pain_map": SACRUM, "worst_spot": "pubic"}),
    ("pelvic_girdle", {"birth_recent": "yes", "pain_map": SACRUM, "worse_with": ["wide_step"]}),
    ("coccyx", {"worst_spot": "tailbone", "worse_with": ["sitting"]}),
    ("coccyx", {"worst_spot": "tailbone", "worse_with": ["rising"]}),
    ("coccyx", {"worst_spot": "tailbone", "pain_onset": "blow"}),
    ("back_strain", {"pain_onset": "strain", "pain_duration": "under_6_weeks", "pain_map": BACK}),
    ("back_strain", {"pain_onset": "strain", "sore_muscle_familiar": "yes", "pain_map": BACK}),
    (
        "degenerative_disc",
        {
            "pain_duration": "over_12_weeks",
            "pain_map": BACK,
            "morning_stiffness": "under_30",
            "worse_with": ["sitting"],
            "better_with": ["moving"],
        },
    ),
    (
        "degenerative_disc",
        {
            "pain_duration": "over_12_weeks",
            "pain_map": BACK,
            "morning_stiffness": "under_30",
            "told_name": ["wear"],
            "better_with": ["changing"],
        },
    ),
    (
        "spondylolisthesis",
        {
            "bone_joint_conditions": ["slipped_vertebra"],
            "worse_with": ["bending_back"],
            "pain_map": BACK,
        },
    ),
    (
        "spondylolisthesis",
        {
            "bone_joint_conditions": ["slipped_vertebra"],
            "better_with": ["lying"],
            "pain_map": BACK,
        },
    ),
    ("meralgia", {"outer_thigh_numb": "yes", "tight_belt": "yes"}),
    ("meralgia", {"outer_thigh_numb": "yes", "worse_with": ["standing"]}),
    ("meralgia", {"outer_thigh_numb": "yes", "diabetes": "yes"}),
    ("hamstring_tendon", {"worst_spot": "sit_bone", "worse_with": ["sitting", "running"]}),
    (
        "hamstring_tendon",
        {"worst_spot": "sit_bone", "worse_with": ["bending_forward"], "sit_bone_tender": "yes"},
    ),
    (
        "hamstring_tendon",
        {"worst_spot": "sit_bone", "worse_with": ["sitting"], "pain_onset": "gradual"},
    ),
    (
        "fibromyalgia",
        {
            "pain_widespread": "yes",
            "pain_duration": "over_12_weeks",
            "sleep_unrefreshing": "yes",
        },
    ),
    (
        "fibromyalgia",
        {
            "pain_widespread": "yes",
            "pain_duration": "over_12_weeks",
            "told_name": ["widespread"],
        },
    ),
    (
        "vascular_claudication",
        {
            "pain_map": SHIN,
            "worse_with": ["walking"],
            "better_with": ["standing_still"],
            "leg_pain_kind": ["tired"],
        },
    ),
    (
        "vascular_claudication",
        {
            "pain_map": SHIN,
            "worse_with": ["walking"],
            "better_with": ["standing_still"],
            "heart_circulation": ["leg_arteries"],
        },
    ),
    (
        "vascular_claudication",
        {"pain_map": SHIN, "worse_with": ["walking", "stairs"], "better_with": ["standing_still"]},
    ),
    (
        "spondyloarthritis",
        {
            "night_waking": "second_half",
            "began_before_45": "yes",
            "better_with": ["moving"],
            "eased_by_tablets": "yes",
        },
    ),
    (
        "spondyloarthritis",
        {
            "night_waking": "second_half",
            "began_before_45": "yes",
            "pain_map": BUTTOCKS,
            "morning_stiffness": "over_60",
        },
    ),
]

NERVE = {"leg_numb_or_tingling": "yes"}
BARRED_BY_NERVE = {
    "piriformis_deep_gluteal": BUTTOCK,
    "sij_pain": PELVIS,
    "hip_joint": HIP,
    "gtps": OUTER,
    "tight_hips": TIGHT,
    "pelvic_girdle": PREGNANT,
    "coccyx": TAILBONE,
    "back_strain": STRAIN,
    "degenerative_disc": YEARS,
    "spondylolisthesis": SLIPPED,
    "hamstring_tendon": SIT_BONE,
    "nonspecific_lbp": {},
}
BARRED_BY_CONSTANT_PAIN = {
    "tight_hips": TIGHT,
    "pelvic_girdle": PREGNANT,
    "coccyx": TAILBONE,
    "back_strain": STRAIN,
    "degenerative_disc": YEARS,
    "spondylolisthesis": SLIPPED,
    "nonspecific_lbp": {},
}
AGAINST = [
    ("disc_herniation", {"pain_map": BACK, "crossed_slr": "yes", "slr_familiar_leg_pain": "yes"}),
    (
        "spinal_stenosis",
        {
            "no_pain_sitting": "yes",
            "better_with": ["sitting", "bending_forward"],
            "worse_with": ["lifting"],
        },
    ),
    ("piriformis_deep_gluteal", {"worse_with": ["sitting"], "seated_buttock_stretch": "yes"}),
    ("sij_pain", {"worst_spot": "dimple", "worse_with": ["turning_in_bed", "stairs"]}),
    ("hip_joint", {"squat_pain_behind": "yes", "groin_pain_leg_sideways": "yes"}),
    ("gtps", {**OUTER, "pain_map": GROIN, "outer_hip_bone_tender": "yes"}),
    (
        "coccyx",
        {"worst_spot": "sit_bone", "worse_with": ["sitting", "rising"], "pain_onset": "blow"},
    ),
    ("back_strain", {**STRAIN, "pain_duration": "over_12_weeks", "sore_muscle_familiar": "yes"}),
    ("degenerative_disc", {**YEARS, "pain_duration": "under_6_weeks", "told_name": ["wear"]}),
    ("meralgia", {**PATCH, "pain_map": at("outer_thigh right", "calf right")}),
    ("meralgia", {**PATCH, "outer_thigh_numb": "no", "diabetes": "yes"}),
    ("vascular_claudication", {**CALF, "better_with": ["standing_still", "bending_forward"]}),
    (
        "vascular_claudication",
        {**CALF, "worse_with": ["standing"], "heart_circulation": ["leg_arteries"]},
    ),
    ("spondyloarthritis", {**NIGHT, "pain_duration": "under_6_weeks"}),
    ("spondyloarthritis", {**NIGHT, "began_before_45": "no", "eased_by_tablets": "yes"}),
]


def fits(pattern, answers):
    found = assess(intake_of(answers), knowledge=KNOWN)
    return pattern in {match.id for match in found.patterns if match.fits}


@pytest.mark.parametrize(("pattern", "answers"), LEAST)
def test_the_least_that_fits_fits_and_nothing_in_it_is_spare(pattern, answers):
    assert fits(pattern, answers)
    for question in answers:
        fewer = {kept: answer for kept, answer in answers.items() if kept != question}
        assert not fits(pattern, fewer), question


@pytest.mark.parametrize(("pattern", "typical"), BARRED_BY_NERVE.items())
def test_pain_below_the_knee_with_numbness_points_to_a_nerve_first(pattern, typical):
    places = [*typical.get("pain_map", BACK), *SHIN]
    assert pattern in fitting({**typical, "pain_map": places})
    assert pattern not in fitting({**typical, "pain_map": places, **NERVE})


@pytest.mark.parametrize(("pattern", "typical"), BARRED_BY_CONSTANT_PAIN.items())
def test_pain_that_nothing_changes_is_not_the_usual_behaviour(pattern, typical):
    assert pattern not in fitting({**typical, "pain_constant": "yes"})


@pytest.mark.parametrize(("pattern", "answers"), AGAINST)
def test_one_strong_clue_against_outweighs_any_number_for(pattern, answers):
    assert pattern not in fitting(answers)
