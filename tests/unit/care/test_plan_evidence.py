"""Each part shows the claims that speak of this complaint at this place, and no others."""

import pytest

from ischia.care.planning import Kind, plan
from tests.planning_strategies import KNOWN, assessment, both, clearance, intake, leading


def shown(marks, *, mechanism="mechanical", chronicity="persistent", **visit):
    asked = intake(marks, first=False, **visit)
    found = assessment(mechanism, chronicity=chronicity)
    made = plan(asked, clearance(), found, knowledge=KNOWN)
    return {
        (one.technique, one.site, claim)
        for one in made.segments
        if one.kind is Kind.HANDS_ON
        for claim in one.evidence
    }


BACK = both("lumbar", 6)


@pytest.mark.parametrize(
    ("chronicity", "claim", "silent"),
    [
        ("persistent", "pain-chronic-short", "pain-acute"),
        ("acute", "pain-acute", "pain-chronic-short"),
        ("persistent", "reflex-lbp", "reflex-acute"),
        ("acute", "reflex-acute", "reflex-lbp"),
    ],
)
def test_a_new_pain_and_a_long_one_show_each_their_own_trials(chronicity, claim, silent):
    claims = {one for _, _, one in shown(BACK, chronicity=chronicity, foot_work="yes")}
    assert claim in claims
    assert silent not in claims


def test_nobody_knows_how_long_so_no_trial_of_a_new_or_a_long_pain_is_shown():
    claims = {one for _, _, one in shown(BACK, chronicity="unknown")}
    assert claims
    assert not claims & {"pain-acute", "pain-chronic-short"}


def test_leg_pain_with_nerve_signs_shows_only_that_no_nerve_is_treated():
    claims = shown([*BACK, *both("calf", 5)], mechanism="nerve")
    assert {one for _, _, one in claims} == {"sciatica-relief"}


def test_trials_of_the_back_are_not_shown_at_the_leg():
    claims = shown([*BACK, *both("calf", 7), *both("back_thigh", 6)])
    assert ("petrissage", "lumbar", "pain-chronic-short") in claims
    assert not {one for _, site, one in claims if site in {"calf", "back_thigh"}}


def test_feet_show_that_the_points_may_not_matter():
    assert "reflex-points-matter" in {one for _, _, one in shown(BACK, foot_work="yes")}


@pytest.mark.parametrize(
    ("pattern", "marks", "claim", "site"),
    [
        ("spinal_stenosis", both("lumbar", 5), "stenosis", "lumbar"),
        ("gtps", both("outer_hip", 6), "lateral-hip", "outer_hip"),
        ("piriformis_deep_gluteal", both("deep_buttock", 6), "piriformis", "deep_buttock"),
        ("hip_joint", both("front_hip", 5), "hip-oa", "front_hip"),
        ("sij_pain", both("sacrum", 5), "realign", "sacrum"),
        ("disc_herniation", both("lumbar", 5), "nerve-decompress", "lumbar"),
    ],
)
def test_what_is_known_of_a_pattern_is_shown_at_its_places(pattern, marks, claim, site):
    made = plan(intake(marks, first=False), clearance(), leading(pattern), knowledge=KNOWN)
    at_sites = {one.site for one in made.segments if claim in one.evidence}
    assert site in at_sites
    assert at_sites <= set(KNOWN.practice_values("evidence_fit")[claim]["sites"])


def test_every_claim_of_the_fit_belongs_to_a_technique_or_a_pattern():
    known = (*KNOWN.techniques.values(), *KNOWN.patterns.values())
    named = {claim for one in known for claim in one.claims}
    assert set(KNOWN.practice_values("evidence_fit")) <= named
