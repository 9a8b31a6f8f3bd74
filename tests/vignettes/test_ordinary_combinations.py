"""Everyday circumstances, in any combination: nobody is sent away for them."""

from hypothesis import given
from hypothesis import strategies as st

from ischia.care.intake import ordinary_answers
from ischia.care.screening import screen
from ischia.knowledge import shipped
from tests.strategies import intake_of

KNOWN = shipped()
SORE = {"site": "lumbar", "side": "both", "intensity": 4}
EVERYDAY = {
    "high_blood_pressure": "yes",
    "pressure_180": "no",
    "diabetes": "yes",
    "bone_joint_conditions": ["spinal_narrowing", "hypermobility"],
    "hip_replacement": {"answer": "yes", "since": 700},
    "clot_risks": ["long_travel"],
    "oestrogen": "yes",
    "varicose_veins": "yes",
    "heart_circulation": ["leg_arteries"],
    "epilepsy": "yes",
    "implants": ["insulin_device"],
    "touch_wishes": "yes",
    "vessel_risk": "yes",
    "head_artery": "no",
    "girdle_stiff": "yes",
    "hips_feel_tight": "yes",
    "night_pain": "yes",
    "hands_clumsy": {"answer": "yes", "since": 900, "course": "unchanged", "examined": "yes"},
    "leg_weak": {"answer": "yes", "since": 900, "course": "unchanged", "examined": "yes"},
    "trauma_major": {"answer": "yes", "since": 4000, "examined": "yes"},
    "sudden_severe": {"answer": "yes", "since": 1200},
    "leg_numb_or_tingling": {"answer": "yes", "since": 40, "course": "unchanged"},
    "pain_onset": "sudden",
    "pain_duration": "over_12_weeks",
    "began_before_45": "yes",
    "worse_with": ["cough", "walking"],
    "better_with": ["sitting"],
    "morning_stiffness": "over_60",
    "night_waking": "turning",
}
AGES = st.integers(18, 90)
PLACES = st.sampled_from(
    ("upper_back", "mid_back", "flank", "deep_buttock", "outer_hip", "groin", "back_thigh", "calf")
)


@st.composite
def everyday_clients(draw):
    """Answers of somebody with up to six everyday circumstances."""
    chosen = draw(st.sets(st.sampled_from(sorted(EVERYDAY)), max_size=6))
    mark = {"site": draw(PLACES), "side": "left", "intensity": draw(st.integers(1, 9))}
    return {
        **ordinary_answers(KNOWN),
        **{name: EVERYDAY[name] for name in chosen},
        "age": draw(AGES),
        "sex": draw(st.sampled_from(("female", "male", "other"))),
        "pain_changed": draw(st.sampled_from(("yes", "no"))),
        "pain_map": [SORE, mark],
    }


@given(everyday_clients())
def test_everyday_circumstances_never_add_up_to_being_sent_away(answers):
    clearance = screen(intake_of(answers), knowledge=KNOWN)
    reasons = [(one.id, one.tier.slug) for one in clearance.findings]
    assert clearance.permits_treatment, reasons
