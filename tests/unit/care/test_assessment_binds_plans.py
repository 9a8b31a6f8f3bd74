from ischia.care.pathway import first_visit
from ischia.quantities import Position
from tests.spec.test_patterns import CALF, KNOWN, OUTER, QUIET, SCIATICA, at
from tests.strategies import intake_of

SIDES = ["side_lying_left", "side_lying_right"]


def parts(answers, **visit):
    planned = first_visit(intake_of({**QUIET, **answers}, visit=visit), knowledge=KNOWN).plan
    assert planned is not None
    return [segment for segment in planned.segments if segment.technique]


def test_a_person_who_cannot_lie_prone_never_lies_on_the_sore_hip():
    both_backs = {**OUTER, "pain_map": at("outer_hip left", "lumbar both", strength=6)}
    found = {part.position for part in parts(both_backs, positions_tolerated=SIDES)}
    assert found == {Position.SIDE_LYING_RIGHT}


def test_nerve_signs_left_open_keep_firm_hands_off_back_and_leg():
    left_open = {**SCIATICA, "worse_with": [], "leg_numb_or_tingling": "unknown"}
    touched = parts(left_open)
    assert touched
    assert {part.pressure for part in touched if part.site in {"lumbar", "calf"}} <= {1, 2}


def test_no_leg_is_kneaded_whose_circulation_nobody_has_checked():
    legs = {"calf", "back_thigh", "front_thigh"}
    assert not [p for p in parts(CALF) if p.technique == "petrissage" and p.site in legs]
