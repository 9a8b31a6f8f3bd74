"""Which pattern a typical person fits, and which near miss does not: a page to read."""

from typing import Any

import pytest

from ischia import anatomy
from ischia.care.assessment import assess
from ischia.care.intake import ordinary_answers
from ischia.knowledge import Count, Criterion, Is, Not, Pain, Value, shipped
from ischia.quantities import Truth
from tests.strategies import intake_of

KNOWN = shipped()
BLANK_TESTS = {q.id for q in KNOWN.questions.values() if q.group == "tests"}
QUIET = {q: a for q, a in ordinary_answers(KNOWN).items() if q not in BLANK_TESTS}


def at(*places: str, strength: int = 5) -> list[dict[str, Any]]:
    """Mark pain, for example ``at("calf left", "sacrum midline")``."""
    pairs = (place.split() for place in places)
    return [{"site": site, "side": side, "intensity": strength} for site, side in pairs]


STENOSIS = {
    "age": 72,
    "pain_map": at("upper_buttock both", "calf both"),
    "leg_side": "both",
    "worse_with": ["walking", "standing"],
    "better_with": ["sitting", "bending_forward"],
    "no_pain_sitting": "yes",
    "pain_duration": "over_12_weeks",
}
SCIATICA = {
    "pain_map": at("lumbar left", "back_thigh left", "calf left"),
    "leg_numb_or_tingling": "yes",
    "leg_worse_than_back": "yes",
    "leg_pain_kind": ["shooting"],
    "worse_with": ["sitting", "cough"],
}
HIP = {
    "age": 66,
    "pain_map": at("groin right"),
    "worst_spot": "groin",
    "shoes_socks": "yes",
    "worse_with": ["stairs", "squatting"],
    "better_with": ["sitting"],
    "pain_onset": "gradual",
}
OUTER = {
    "age": 54,
    "pain_map": at("outer_hip left"),
    "worst_spot": "outer_hip",
    "worse_with": ["lying_on_side", "one_leg", "stairs"],
    "night_waking": "on_sore_side",
}
BUTTOCK = {
    "pain_map": at("deep_buttock right"),
    "worst_spot": "mid_buttock",
    "worse_with": ["sitting"],
    "sitting_limit": "under_30",
    "deep_buttock_tender": "yes",
}
PELVIS = {
    "pain_map": at("upper_buttock left", "sacrum midline"),
    "worst_spot": "dimple",
    "worse_with": ["turning_in_bed", "rising"],
}
TIGHT = {
    "hips_feel_tight": "yes",
    "thigh_stays_up": "yes",
    "work_day": "sitting",
    "worse_with": ["sitting", "rising"],
    "pain_map": at("front_hip both", "lumbar both"),
}
PREGNANT = {
    "sex": "female",
    "age": 31,
    "pregnant": "yes",
    "pain_map": at("upper_buttock both"),
    "worst_spot": "dimple",
    "worse_with": ["turning_in_bed", "wide_step"],
}
TAILBONE = {"worst_spot": "tailbone", "worse_with": ["sitting", "rising"]}
STRAIN = {"pain_onset": "strain", "pain_duration": "under_6_weeks"}
YEARS = {
    "age": 58,
    "pain_onset": "gradual",
    "pain_duration": "over_12_weeks",
    "morning_stiffness": "under_30",
    "worse_with": ["sitting", "bending_forward"],
    "better_with": ["moving"],
}
SLIPPED = {
    "bone_joint_conditions": ["slipped_vertebra"],
    "worse_with": ["bending_back"],
    "better_with": ["sitting"],
}
PATCH = {
    "pain_map": at("outer_thigh right"),
    "outer_thigh_numb": "yes",
    "tight_belt": "yes",
    "worse_with": ["standing"],
}
SIT_BONE = {
    "pain_map": at("deep_buttock left"),
    "worst_spot": "sit_bone",
    "worse_with": ["sitting", "running", "bending_forward"],
    "pain_onset": "gradual",
}
EVERYWHERE = {
    "pain_widespread": "yes",
    "pain_duration": "over_12_weeks",
    "sleep_unrefreshing": "yes",
}
CALF = {
    "age": 68,
    "pain_map": at("calf left"),
    "worse_with": ["walking", "stairs"],
    "better_with": ["standing_still"],
    "leg_pain_kind": ["tired"],
    "walking_limit": "5_to_15",
}
NIGHT = {
    "age": 34,
    "pain_map": at("sacrum midline", "upper_buttock both"),
    "pain_onset": "gradual",
    "pain_duration": "over_12_weeks",
    "began_before_45": "yes",
    "night_waking": "second_half",
    "better_with": ["moving"],
    "worse_with": ["sitting"],
}

TABLE = [
    ("nonspecific_lbp", {}, {"pain_map": at("groin left"), "worst_spot": "groin"}),
    ("nonspecific_lbp", {"better_with": ["moving"]}, {"pain_constant": "yes"}),
    (
        "disc_herniation",
        SCIATICA,
        {**SCIATICA, "leg_numb_or_tingling": "no", "worse_with": [], "leg_pain_kind": ["ache"]},
    ),
    ("disc_herniation", SCIATICA, {"pain_map": at("back_thigh left", "lumbar left")}),
    ("spinal_stenosis", STENOSIS, {**STENOSIS, "better_with": ["standing_still"]}),
    ("spinal_stenosis", STENOSIS, {"age": 72, "worse_with": ["standing"]}),
    ("piriformis_deep_gluteal", BUTTOCK, {**BUTTOCK, "pain_moves_down": "yes"}),
    ("piriformis_deep_gluteal", BUTTOCK, {**BUTTOCK, **SCIATICA}),
    ("sij_pain", PELVIS, {**PELVIS, "pain_draws_up": "yes"}),
    ("sij_pain", PELVIS, {**PELVIS, "pelvis_tests_positive": 1}),
    ("hip_joint", HIP, {"age": 35, "pain_map": at("groin right"), "worse_with": ["running"]}),
    ("gtps", OUTER, {**OUTER, "shoes_socks": "yes"}),
    ("tight_hips", TIGHT, {**TIGHT, "groin_pain_leg_sideways": "yes"}),
    ("tight_hips", TIGHT, {**TIGHT, "hips_feel_tight": "no"}),
    ("pelvic_girdle", PREGNANT, {**PREGNANT, "pregnant": "no"}),
    ("coccyx", TAILBONE, {**TAILBONE, "worst_spot": "sit_bone"}),
    ("back_strain", STRAIN, {**STRAIN, "pain_onset": "blow"}),
    ("back_strain", STRAIN, {**STRAIN, "pain_duration": "over_12_weeks"}),
    ("degenerative_disc", YEARS, {**YEARS, "pain_duration": "under_6_weeks"}),
    ("spondylolisthesis", SLIPPED, {**SLIPPED, "bone_joint_conditions": []}),
    ("meralgia", PATCH, {**PATCH, "leg_weak": "yes"}),
    ("hamstring_tendon", SIT_BONE, {**SIT_BONE, "worst_spot": "mid_buttock"}),
    ("fibromyalgia", EVERYWHERE, {**EVERYWHERE, "pain_widespread": "no"}),
    ("vascular_claudication", CALF, {**CALF, "better_with": ["bending_forward"]}),
    ("spondyloarthritis", NIGHT, {**NIGHT, "night_waking": "turning"}),
]
TYPICAL = {pattern: answers for pattern, answers, _ in TABLE}


def fitting(answers: dict[str, Any]) -> set[str]:
    """Return the ids of the patterns that a person with these answers fits."""
    found = assess(intake_of({**QUIET, **answers}), knowledge=KNOWN)
    return {match.id for match in found.patterns if match.fits}


@pytest.mark.parametrize(("pattern", "typical", "near_miss"), TABLE)
def test_a_typical_person_fits_and_a_near_miss_does_not(pattern, typical, near_miss):
    assert pattern in fitting(typical)
    assert pattern not in fitting(near_miss)


def test_every_pattern_stands_in_the_table():
    assert {row[0] for row in TABLE} == set(KNOWN.patterns)


@pytest.mark.parametrize(
    ("answers", "leading"),
    [
        ({}, "back_strain"),
        ({"pain_onset": "gradual"}, "nonspecific_lbp"),
        (SCIATICA, "disc_herniation"),
        (STENOSIS, "spinal_stenosis"),
        (HIP, "hip_joint"),
        (OUTER, "gtps"),
        (BUTTOCK, "piriformis_deep_gluteal"),
        (PELVIS, "sij_pain"),
        (PREGNANT, "pelvic_girdle"),
        (CALF, "vascular_claudication"),
        (NIGHT, "spondyloarthritis"),
        (TIGHT, "tight_hips"),
    ],
)
def test_the_most_telling_pattern_leads(answers, leading):
    found = assess(intake_of({**QUIET, **answers}), knowledge=KNOWN)
    assert found.leading is not None
    assert found.leading.id == leading


@pytest.mark.parametrize("pattern", sorted(KNOWN.patterns))
def test_no_label_is_the_name_of_a_disease(pattern):
    named = KNOWN.patterns[pattern]
    diseases = ("hernia", "stenos", "arthr", "itis", "syndrome", "fibromyalg", "claudic", "pathy")
    assert not [word for word in diseases if word in f"{named.label} {named.summary}".lower()]


@pytest.mark.parametrize("pattern", sorted(KNOWN.patterns))
def test_every_pattern_says_what_to_do_and_offers_home_care(pattern):
    named = KNOWN.patterns[pattern]
    assert named.do
    assert named.home_care
    assert named.clues_against
    assert named.sign_off.needs


@pytest.mark.parametrize("pattern", sorted(KNOWN.patterns))
def test_what_is_absent_never_speaks_for_a_pattern(pattern):
    for clue in KNOWN.patterns[pattern].clues_for:
        assert not [leaf for leaf, negated in clue.when.leaves() if negated]


@pytest.mark.parametrize("pattern", sorted(TYPICAL))
def test_a_typical_person_is_asked_everything_the_table_answers(pattern):
    answers = {**QUIET, **TYPICAL[pattern]}
    known = intake_of(answers).answers
    for question in TYPICAL[pattern]:
        branch = KNOWN.questions[question].branch
        assert branch is None or branch.evaluate(known) is Truth.YES, question


@pytest.mark.parametrize("pattern", sorted(KNOWN.patterns))
def test_every_clue_can_be_told_by_somebody(pattern):
    named = KNOWN.patterns[pattern]
    for clue in (*named.clues_for, *named.clues_against):
        answers = witness(clue.when, wanted=True)
        assert clue.when.evaluate(intake_of(answers).answers) is Truth.YES, clue.because.text


def witness(criterion: Criterion, *, wanted: bool) -> dict[str, Any]:
    """Return answers, as written in a file, that make a criterion hold or fail."""
    if isinstance(criterion, Not):
        return witness(criterion.part, wanted=not wanted)
    if isinstance(criterion, Count):
        needed = criterion.n if wanted else len(criterion.parts)
        found: dict[str, Any] = {}
        for part in criterion.parts[:needed]:
            for question, answer in witness(part, wanted=wanted).items():
                both = isinstance(answer, list) and question in found
                found[question] = found[question] + answer if both else answer
        return found
    if isinstance(criterion, Pain):
        place = next(
            s for s in anatomy.body().leaves() if anatomy.body().within(s.id, site(criterion))
        )
        return {"pain_map": at(f"{place.id} {place.sides[0].value}") if wanted else []}
    if isinstance(criterion, Value):
        return {criterion.question: value(criterion, wanted=wanted)}
    assert isinstance(criterion, Is)
    return {criterion.question: "yes" if wanted else "no"}


def site(criterion: Pain) -> str:
    """Return one site the criterion names."""
    return criterion.sites[0]


def value(criterion: Value, *, wanted: bool) -> Any:
    """Return a number or word inside or outside what the criterion names."""
    question = KNOWN.questions[criterion.question]
    if not criterion.among:
        low, high = question.bounds
        inside = criterion.at_least if criterion.at_least is not None else criterion.at_most
        outside = low if criterion.at_least is not None else high
        return inside if wanted else outside
    words = [c.id for c in question.choices if (c.id in criterion.among) is wanted]
    return words[:1] if question.kind == "choices" else words[0]
