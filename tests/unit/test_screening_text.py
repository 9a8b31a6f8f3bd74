"""What a therapist reads after a screening: short, by page, each question once."""

import re

import pytest

from ischia import documents
from ischia.care.intake import ordinary_answers
from ischia.care.screening import screen
from ischia.documents import asked_pages, screening_text
from ischia.knowledge import Basis, Restriction, RestrictionKind, Statement, shipped
from ischia.quantities import Disposition, Position
from tests.strategies import intake_of

KNOWN = shipped()
ORDINARY = ordinary_answers(KNOWN)


def text_of(answers):
    return screening_text(screen(intake_of(answers), knowledge=KNOWN), knowledge=KNOWN)


def without(*left_open):
    return {k: v for k, v in ORDINARY.items() if k not in left_open}


def test_a_blank_intake_is_told_page_by_page():
    lines = text_of({}).splitlines()
    assert len(lines) <= 20
    assert sum(len(line.split()) for line in lines) <= 100
    assert "  Legs, bladder and balance: 6 (danger_nerves)" in lines


def test_a_question_stands_once_with_all_that_is_missing():
    told = text_of({**ORDINARY, "leg_weak": "yes"})
    assert told.count("(leg_weak)") == 1
    flat = " ".join(told.split())
    assert "since when? new, worse, unchanged or better? has a doctor examined it?" in flat


def test_few_questions_are_written_out_under_their_page():
    told = text_of(without("calf_signs", "fever_now"))
    assert "Before anyone is cleared, 2 answers are needed" in told
    page = told.index("  Chest, head and circulation")
    assert page < told.index("Is one calf or leg newly swollen") < told.index("  Feeling ill")


def test_of_many_what_is_half_answered_comes_first():
    lines = text_of({"age": 40, "leg_weak": "yes"}).splitlines()
    first = next(n for n, line in enumerate(lines) if "since when?" in line)
    assert first < next(n for n, line in enumerate(lines) if "(danger_circulation)" in line)


def test_a_question_that_hangs_on_an_open_one_waits():
    pages = asked_pages(
        screen(
            intake_of(without("self_harm_thoughts", "self_harm_plan")), knowledge=KNOWN
        ).unanswered,
        knowledge=KNOWN,
    )
    assert [asked.question for page in pages for asked in page.questions] == ["self_harm_thoughts"]


def test_what_could_make_it_more_urgent_is_asked_for():
    told = text_of({**without("bladder_change"), "hospital_then_worse": "yes"})
    assert "Ask this too: an answer could make it more urgent" in told
    assert "(bladder_change)" in told
    assert "change nothing" not in told


def test_beside_an_emergency_nothing_more_is_asked():
    told = text_of({**without("bladder_change", "fever_now"), "chest_or_breath": "yes"})
    assert "Ask this too" not in told
    assert "2 more questions are unanswered. They change nothing about this." in told


def test_one_open_question_is_counted_as_one():
    assert "Before anyone is cleared, 1 answer is needed" in text_of(without("calf_signs"))
    told = text_of({**without("calf_signs"), "chest_or_breath": "yes"})
    assert "1 more question is unanswered." in " ".join(told.split())


def test_the_json_names_every_open_question():
    clearance = screen(intake_of({"leg_weak": "yes"}), knowledge=KNOWN)
    told = documents.screening_json(clearance)
    assert told["unanswered"] == list(clearance.unanswered)
    assert {"leg_weak.since", "leg_weak.course", "leg_weak.examined"} <= set(told["unanswered"])
    assert len(told["unanswered"]) > 50
    assert set(told["could_worsen"]) <= set(told["unanswered"])


def limit(kind, **fields):
    because = (Statement("why", Basis.PRODUCT, ()),)
    return Restriction(id="x.1.1", kind=kind, because=because, **fields)


FORBID, CAP, REQUIRE = RestrictionKind.FORBID, RestrictionKind.CAP, RestrictionKind.REQUIRE


@pytest.mark.parametrize(
    ("restriction", "words"),
    [
        (limit(FORBID, positions=(Position.PRONE,)), "Not lying on the front"),
        (limit(FORBID, positions=(Position.SEATED,)), "Not seated"),
        (
            limit(FORBID, positions=(Position.PRONE, Position.SUPINE)),
            "Not lying on the front or on the back",
        ),
        (
            limit(FORBID, techniques=("stretch",), positions=(Position.PRONE,)),
            "No stretches lying on the front",
        ),
        (
            limit(REQUIRE, measure="belly_pillow", positions=(Position.PRONE,)),
            "Belly pillow lying on the front",
        ),
        (
            limit(CAP, positions=(Position.SEATED,), minutes=15),
            "Any work seated: 15 minutes at most",
        ),
        (
            limit(CAP, positions=(Position.PRONE, Position.SEATED), minutes=20),
            "Any work lying on the front or seated: 20 minutes at most",
        ),
        (limit(FORBID, sites=("saddle",)), "No hands between the legs"),
        (limit(FORBID, sites=("body",)), "No hands anywhere"),
        (limit(CAP, sites=("body",), pressure=2), "Any work on the whole body: pressure 2 at most"),
        (
            limit(FORBID, techniques=("deep", "trigger_point"), sites=("sacrum",)),
            "No firm work or held pressure on tender points on the sacrum",
        ),
        (limit(FORBID, techniques=("prone_exercise",)), "No exercise lying on the front"),
        (
            limit(REQUIRE, measure="side_lying_only_support"),
            "Pillows on all sides when lying on the side",
        ),
        (limit(FORBID, heat=True), "No heat"),
    ],
)
def test_a_limit_is_said_as_a_therapist_says_it(restriction, words):
    assert documents.restriction_words(restriction) == words


@pytest.mark.parametrize("disposition", list(Disposition))
def test_every_disposition_has_words(disposition):
    assert documents.DISPOSITION_WORDS[disposition]


def test_what_was_kept_is_said_as_a_therapist_says_it_too():
    told = limit(FORBID, positions=(Position.PRONE,))
    kept = documents.restriction_json(told)
    assert documents.kept_limit(kept).text == documents.restriction_words(told)


def test_every_limit_there_is_is_said_without_the_bare_name_of_a_family_or_a_position():
    known = shipped()
    limits = [one for entry in known.safety for rule in entry.rules for one in rule.restrictions]
    assert len(limits) > 100
    bare = re.compile(r"\b(deep|pnf|prone|supine|traction mobilising|psoas abdominal|past 90)\b")
    said = [documents.restriction_words(one) for one in limits]
    assert [one for one in said if bare.search(one)] == []
    assert [one for one in said if "on between" in one or "  " in one] == []
