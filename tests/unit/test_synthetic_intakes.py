from datetime import date

import numpy as np
import pytest

from ischia.knowledge import shipped
from ischia.quantities import Truth
from ischia.synthetic.intakes import client, clients, form_lengths
from ischia.synthetic.intakes._shares import shares, sources

KNOWN = shipped()
ON = date(2026, 11, 20)
LONG = {"first": 125, "door": 55, "rescreen": 55, "contact": 15}
PEOPLE = [client(np.random.default_rng(7), knowledge=KNOWN)] + [
    client(np.random.default_rng([7, n]), knowledge=KNOWN) for n in range(400)
]


def share(question, people):
    told = [one["answers"][question] for one in people if question in one["answers"]]
    yes = [one for one in told if one == "yes" or (isinstance(one, dict))]
    return len(yes) / max(len(told), 1)


def test_the_same_seed_invents_the_same_client():
    again = client(np.random.default_rng(7), knowledge=KNOWN)
    assert again == PEOPLE[0]


def test_every_invented_client_is_a_lawful_intake_that_obeys_its_branches():
    for intake in clients(150, np.random.default_rng(1), knowledge=KNOWN, on=ON):
        for question in intake.given_on:
            branch = KNOWN.questions[question].branch
            assert branch is None or branch.evaluate(intake.answers) is not Truth.NO, question


def test_age_goes_with_blood_pressure_and_brittle_bones():
    older = [one for one in PEOPLE if one["answers"]["age"] >= 60]
    younger = [one for one in PEOPLE if one["answers"]["age"] < 40]
    assert len(older) > 40
    for question in ("high_blood_pressure", "osteoporosis"):
        assert share(question, older) > share(question, younger)


def test_only_women_of_childbearing_age_are_asked_and_some_are_pregnant():
    pregnant = [one["answers"] for one in PEOPLE if one["answers"].get("pregnant") == "yes"]
    assert pregnant
    assert all(one["sex"] != "male" and one["age"] <= 60 for one in pregnant)
    assert all("pregnancy_weeks" in one for one in pregnant)


def test_some_answer_everything_and_some_are_unsure():
    unsure = [sum(v == "unknown" for v in one["answers"].values()) for one in PEOPLE]
    assert 0.5 < np.mean([n == 0 for n in unsure]) < 0.95
    assert max(unsure) < 20


@pytest.mark.parametrize("kind", ["yes_no", "choice", "choices"])
def test_every_share_is_of_a_question_and_choice_that_exist(kind):
    for question_id, rows in shares()[kind].items():
        question = KNOWN.questions[question_id]
        assert question.kind == kind
        if kind != "yes_no":
            assert set(rows) <= {one.id for one in question.choices}, question_id
        else:
            assert all(0 <= row["share"] <= 1 for row in rows)
            assert not rows[-1].get("if")


def test_what_a_share_is_drawn_from_is_a_known_source():
    assert sources()
    assert sources() <= set(KNOWN.sources)


@pytest.mark.parametrize("purpose", ["first", "door", "rescreen", "contact"])
def test_the_five_typical_clients_are_counted_in_each_form(purpose):
    found = form_lengths(KNOWN, purpose)
    assert len(found) == 5
    for one in found:
        assert 0 < one.pages <= one.questions <= one.words
        assert one.pages <= one.taps


def test_no_typical_client_sees_more_than_the_form_was_last_measured_to_show():
    most = {purpose: max(one.questions for one in form_lengths(KNOWN, purpose)) for purpose in LONG}
    assert all(most[purpose] <= LONG[purpose] for purpose in LONG), most
