import pytest

from ischia.care.assessment import assess
from ischia.knowledge import RestrictionKind, shipped
from ischia.quantities import Position
from tests.spec.test_patterns import BUTTOCK, OUTER, QUIET, SCIATICA, STENOSIS, at
from tests.strategies import intake_of

KNOWN = shipped()


def assessed(**answers):
    kept = {q: a for q, a in {**QUIET, **answers}.items() if a is not None}
    return assess(intake_of(kept), knowledge=KNOWN)


def made_by(found):
    return {limit.id.split(".")[0] for limit in found.restrictions}


@pytest.mark.parametrize(
    ("answers", "mechanism"),
    [
        ({}, "mechanical"),
        (SCIATICA, "nerve"),
        ({"pain_map": at("calf left"), "leg_numb_or_tingling": "yes"}, "nerve"),
        ({"pain_map": at("back_thigh left"), "leg_weak": "yes"}, "nerve"),
        ({"leg_weak": "yes"}, "nerve"),
        ({"pain_map": at("calf right"), "slr_familiar_leg_pain": "yes"}, "nerve"),
        ({"pain_map": at("back_thigh left")}, "mechanical"),
        ({"pain_map": at("calf left"), "leg_numb_or_tingling": "unknown"}, "unclear"),
        ({"pain_widespread": "yes"}, "widespread"),
        ({"pain_widespread": "yes", **SCIATICA}, "nerve"),
        ({"pain_constant": "yes"}, "unclear"),
        ({"worse_with": [], "better_with": []}, "unclear"),
    ],
)
def test_nerve_signs_set_the_mechanism_before_anything_else(answers, mechanism):
    assert assessed(**answers).mechanism == mechanism


def test_leg_pain_with_numbness_is_bound_even_where_no_pattern_fits():
    found = assessed(pain_map=at("foot left"), leg_weak="yes", leg_numb_or_tingling="no")
    assert found.mechanism == "nerve"
    assert "disc_herniation" in made_by(found)


def test_nerve_signs_left_open_bind_as_if_they_were_there():
    told_no = assessed(pain_map=at("calf left"))
    left_open = assessed(pain_map=at("calf left"), leg_numb_or_tingling=None)
    assert "disc_herniation" not in made_by(told_no)
    assert "disc_herniation" in made_by(left_open)


@pytest.mark.parametrize(
    ("ease", "settle", "irritability"),
    [
        ("a_lot", "minutes", "low"),
        ("some", "minutes", "low"),
        ("some", "hours", "moderate"),
        ("a_little", "minutes", "moderate"),
        ("a_little", "hours", "high"),
        ("some", "days", "high"),
        ("unsure", "days", "unknown"),
        ("a_little", None, "unknown"),
    ],
)
def test_little_that_stirs_it_up_and_long_settling_make_it_irritable(ease, settle, irritability):
    assert assessed(flare_ease=ease, settle_time=settle).irritability == irritability


@pytest.mark.parametrize(
    ("duration", "chronicity"),
    [
        ("under_6_weeks", "acute"),
        ("6_to_12_weeks", "subacute"),
        ("over_12_weeks", "persistent"),
        (None, "unknown"),
    ],
)
def test_chronicity_follows_the_duration(duration, chronicity):
    assert assessed(pain_duration=duration).chronicity == chronicity


def score(found, instrument):
    return next((one for one in found.scores if one.instrument == instrument), None)


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        (STENOSIS, 8),
        ({**STENOSIS, "pain_over_6_months": "yes"}, 9),
        ({**STENOSIS, "age": 65}, 7),
        ({**STENOSIS, "age": 50}, 5),
        ({**STENOSIS, "better_with": ["sitting", "bending_back"]}, 4),
        ({**STENOSIS, "worse_with": ["walking"]}, 6),
    ],
)
def test_the_walking_and_standing_rule_adds_up_as_published(answers, value):
    found = score(assessed(**{"pain_over_6_months": "no", **answers}), "sugioka_self_report_lss")
    assert found.value == value
    assert ("cut-off is reached" in found.band) is (value >= 7)
    assert found.sources == ("neurogenic_claudication_clinical_prediction_2013",)


def test_a_missing_item_leaves_a_score_out():
    assert score(assessed(**STENOSIS, leg_worse_than_back=None), "konstantinou_self_report") is None
    assert score(assessed(**{**STENOSIS, "age": None}), "sugioka_self_report_lss") is None
    assert score(assessed(**BUTTOCK), "martin_2014_dgs") is None


def test_the_other_published_scores_count_their_items():
    assert score(assessed(**SCIATICA), "konstantinou_self_report").value == 3
    assert score(assessed(**STENOSIS), "cook_lss_2011").value == 5
    tests = {"seated_buttock_stretch": "yes", "active_buttock_push": "no"}
    assert score(assessed(**BUTTOCK, **tests), "martin_2014_dgs").value == 1
    tests = {"outer_hip_bone_tender": "yes", "ankle_on_knee_outer_pain": "yes"}
    assert score(assessed(**OUTER, **tests), "gtps_fearon_2013").value == 4
    pelvis = assessed(pain_map=at("sacrum midline"), pelvis_tests_positive=3)
    assert "cut-off is reached" in score(pelvis, "sij_laslett").band


def test_nobody_without_such_pain_is_scored():
    assert assessed().scores == ()


def lying(found):
    return {
        place
        for limit in found.restrictions
        if limit.kind is RestrictionKind.FORBID and not limit.techniques and limit.positions
        for place in limit.positions
    }


def test_nobody_lies_on_a_sore_outer_hip():
    assert lying(assessed(**OUTER)) == {Position.SIDE_LYING_LEFT}
    both = {**OUTER, "pain_map": at("outer_hip both")}
    assert lying(assessed(**both)) == {Position.SIDE_LYING_LEFT, Position.SIDE_LYING_RIGHT}


def test_a_sore_outer_hip_bars_the_stretch_across_and_pressure_on_the_bone():
    found = assessed(**OUTER)
    barred = {(name, site) for r in found.restrictions for name in r.techniques for site in r.sites}
    assert ("deep", "outer_hip") in barred
    assert any("hip_adduction_stretch" in limit.techniques for limit in found.restrictions)


def test_a_given_name_alone_fits_nothing_but_the_usual_sore_back():
    names = [choice.id for choice in KNOWN.questions["told_name"].choices]
    found = assessed(told_name=names, pain_onset="gradual")
    assert {match.id for match in found.patterns if match.fits} == {"nonspecific_lbp"}


def test_open_questions_are_questions():
    found = assess(intake_of({"pain_map": at("lumbar left")}), knowledge=KNOWN)
    named = {one.split(".")[0] for match in found.patterns for one in match.open_questions}
    assert named
    assert named <= set(KNOWN.questions)
