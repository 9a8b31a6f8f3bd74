import pytest
from attrs import evolve

from ischia.care.intake import ordinary_answers, pages
from ischia.knowledge import shipped
from ischia.knowledge._question_laws import question_defects
from ischia.synthetic.intakes import form_lengths
from tests.strategies import intake_of

KNOWN = shipped()
LATER = {one.id for one in KNOWN.questions.values() if not one.first}
DECISIVE = {
    "saddle_numb": ["numb", "between the legs"],
    "bladder_change": ["bladder", "bowel"],
    "legs_both": ["both legs"],
    "leg_weak": ["weak", "slaps"],
    "calf_signs": ["one calf", "swollen", "warm", "red"],
    "chest_or_breath": ["chest pain", "breath", "blood"],
    "stroke_signs": ["speech", "face", "arm"],
    "sudden_severe": ["out of nowhere"],
    "night_pain": ["however you lie"],
    "cannot_bear_weight": ["cannot bear weight"],
    "after_massage": ["dark urine"],
    "fever_now": ["fever", "shivering"],
    "self_harm_thoughts": ["ending your life", "self-harm"],
    "blood_thinner": ["apixaban", "warfarin", "aspirin"],
    "pressure_180": ["180", "120"],
    "pregnancy_danger": ["bleeding", "waters", "moving less"],
}
# Minutes the slowest of five typical clients was last measured to need, by our own pace, and
# days between the form and the visit.
MINUTES = {
    ("first", 0): 6.7,
    ("first", 2): 6.0,
    ("door", 0): 2.2,
    ("rescreen", 0): 3.4,
    ("contact", 0): 1.1,
}


def changed(question, **parts):
    found = {**KNOWN.questions, question: evolve(KNOWN.questions[question], **parts)}
    return [one.where for one in question_defects(evolve(KNOWN, questions=found))]


@pytest.mark.parametrize("question", sorted(DECISIVE))
def test_a_short_text_keeps_the_words_that_decide(question):
    short = KNOWN.questions[question].short.lower()
    assert [word for word in DECISIVE[question] if word not in short] == []


@pytest.mark.parametrize(
    "parts", [{"short": ""}, {"short": "One calf swollen."}, {"short": "a b c d e f g h i j"}]
)
def test_a_row_to_tick_without_a_fitting_short_text_is_refused(parts):
    assert question_defects(KNOWN) is not None
    assert changed("calf_signs", **parts) == ["questions/calf_signs.yaml: short"]


@pytest.mark.parametrize("question", ["calf_signs", "pregnant", "injury_new", "implant_where"])
def test_what_screening_needs_cannot_be_put_off(question):
    assert changed(question, first=False) == [f"questions/{question}.yaml: first"]


def test_the_knowledge_as_shipped_breaks_none_of_these_laws():
    assert list(question_defects(KNOWN)) == []
    assert LATER


def test_what_can_wait_is_left_out_at_first_and_asked_before_the_second_visit():
    ordinary = ordinary_answers(KNOWN)
    first = intake_of({**ordinary, "stress_level": 8, "pain_duration": "over_12_weeks"})
    asked = {q for page in pages(first.answers, knowledge=KNOWN) for q in page.questions}
    assert not asked & LATER
    kept = {key: one for key, one in first.answers.items() if key not in LATER}
    again = pages(kept, knowledge=KNOWN, purpose="rescreen")
    assert {"phq_interest", "work_day"} <= {q for page in again for q in page.questions}


@pytest.mark.parametrize(("purpose", "ahead"), sorted(MINUTES))
def test_no_typical_client_needs_longer_than_was_last_measured(purpose, ahead):
    found = form_lengths(KNOWN, purpose, days_ahead=ahead)
    assert max(one.minutes for one in found) <= MINUTES[purpose, ahead]


def test_a_long_introduction_is_refused():
    entry = KNOWN.practice["question_groups"]
    groups = [dict(one) for one in entry.values["groups"]]
    groups[0]["intro"] = "word " * 13
    longer = {**KNOWN.practice, "question_groups": evolve(entry, values={"groups": groups})}
    found = question_defects(evolve(KNOWN, practice=longer))
    assert [one.where for one in found] == ["practice/question_groups.yaml: body: intro"]


def test_days_before_a_visit_what_would_be_too_old_waits_for_the_day_and_no_danger_does():
    ordinary = intake_of(ordinary_answers(KNOWN)).answers
    asked = {q for page in pages(ordinary, knowledge=KNOWN, days_ahead=3) for q in page.questions}
    same_day = {q for page in pages(ordinary, knowledge=KNOWN) for q in page.questions}
    left = same_day - asked
    assert {"alcohol_today", "skin_problem", "position_limits"} <= left
    assert {"pain_map", "fever_now", "calf_signs"} <= asked
    assert all(KNOWN.questions[one].group in {"skin_feet", "today"} for one in left)
    again = {q for page in pages({}, knowledge=KNOWN, purpose="rescreen") for q in page.questions}
    assert left <= again
    assert not any(
        one.get("waits") and one["help_card"] in {True, "yes"}
        for one in KNOWN.practice_values("question_groups")["groups"]
    )


def test_the_ends_of_a_page_of_scales_hold_for_pain_and_for_what_goes_well():
    ends = {
        one.help.split(" ", 1)[1].rsplit(" 10 ", 1)[1].rstrip(".")
        for one in KNOWN.questions.values()
        if one.group == "measures" and one.bounds and one.help.startswith("0 ")
    }
    assert {"as well as before", "the worst you can imagine"} < ends
    groups = KNOWN.practice["question_groups"].values["groups"]
    intro = next(one["intro"] for one in groups if one["id"] == "measures")
    assert not {"worst", "best"} & set(intro.replace(".", "").split())
