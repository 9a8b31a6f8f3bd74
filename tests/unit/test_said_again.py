"""What was kept is said in another language whole, or stays as it was kept."""

import inspect
import re
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from ischia import documents
from ischia.care.course import Decision, Step, protocol
from ischia.care.planning import _changes, _clash
from ischia.documents._clash_words import _CHANGES, _SENTENCES
from ischia.documents._course_words import STEPS
from ischia.instruments import instrument
from ischia.knowledge import Restriction, RestrictionKind, shipped
from ischia.quantities import Side
from ischia.reasons import Reason
from ischia.speech import ENGLISH, Said, Speech, speech, whole
from tests.unit.spoken import LANGUAGE, Words, foreign, nobodys
from tests.unit.test_home_sheet import KNOWN, PLANNED, visit

RULES = [*shipped().precautions.values(), *shipped().red_flags.values()]
LIMITS = [limit for entry in RULES for rule in entry.rules for limit in rule.restrictions]
_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("number", PLANNED)
def test_every_reason_of_a_plan_is_said_whole(number: str):
    _, plan = visit(number)
    reasons = [*plan.notes, *plan.limits, *plan.course.why]
    reasons += [why for one in (*plan.segments, *plan.left_out) for why in one.why]
    for reason in reasons:
        kept = documents.reason_json(reason, knowledge=KNOWN)
        said = documents.kept_reason(kept, knowledge=KNOWN, speech=nobodys())
        assert (said.language, _WORD.findall(said.text)) == (LANGUAGE, []), kept
        assert documents.kept_reason(kept, knowledge=KNOWN, speech=ENGLISH) == Said(kept["text"])


@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: one.id)
def test_every_limit_is_said_whole(limit):
    kept = documents.restriction_json(limit)
    lift = {"restriction": limit.id, "words": documents.restriction_words(limit)}
    said = [
        documents.kept_limit(kept, nobodys()),
        documents.kept_lift(lift, knowledge=KNOWN, speech=nobodys()),
    ]
    assert [one.language for one in said] == [LANGUAGE, LANGUAGE]
    assert [_WORD.findall(one.text) for one in said] == [[], []]


KEPT = {
    "code": "site.complaint",
    "params": {"site": "lumbar", "intensity": 5},
    "sources": [],
    "text": "Pain is marked here, 5 of 10.",
}


@pytest.mark.parametrize(
    "otherwise",
    [
        {"text": "Pain was marked here, 5 of 10."},
        {"params": {"site": "lumbar", "intensity": 6}},
        {"code": "site.of_another_year"},
        {"params": {}},
    ],
)
def test_a_reason_that_would_be_said_otherwise_now_stays_as_it_was_kept(otherwise):
    kept = KEPT | otherwise
    said = documents.kept_reason(kept, knowledge=KNOWN, speech=nobodys())
    assert said == Said(kept["text"])
    told = documents.kept_reason(KEPT, knowledge=KNOWN, speech=nobodys())
    assert told == Said(foreign(KEPT["text"]), LANGUAGE)


def test_a_lift_of_a_limit_that_is_gone_stays_as_it_was_kept():
    kept = {"restriction": "gone.1", "words": "No hands"}
    assert documents.kept_lift(kept, knowledge=KNOWN, speech=nobodys()) == Said("No hands")


def test_a_sentence_with_one_part_untranslated_is_english_as_a_whole():
    gaps = Words(nobodys().papers.template)
    gaps.known = gaps.known - {"any work"}
    limit = {
        "id": "x.1", "kind": "cap", "techniques": [], "sites": ["lumbar"], "sides": [],
        "positions": [], "pressure": 2, "minutes": None, "heat": False, "measure": "",
    }  # fmt: skip
    told = documents.kept_limit(limit, Speech(LANGUAGE, gaps, nobodys().knowledge))
    assert told == Said("Any work on the low back beside the spine: pressure 2 at most")


def test_a_translation_with_other_places_makes_the_whole_sentence_english():
    class Odd(Words):
        def gettext(self, message: str) -> str:
            return "{tag}" if "{level}" in message else super().gettext(message)

    odd = Speech(LANGUAGE, Odd(nobodys().papers.template), nobodys().knowledge)
    told = whole(lambda speech: speech.say("pressure {level} at most", level=2), odd)
    assert told == Said("pressure 2 at most")


def test_what_has_no_words_needs_no_translation():
    assert whole(lambda speech: speech.known("7 / 10"), nobodys()) == Said("7 / 10", LANGUAGE)


def test_parameters_that_are_ids_are_said_by_their_labels():
    reason = Reason("left_out.limit", {"limits": ("wish.1", RULES[0].id)})
    kept = documents.reason_json(reason, knowledge=KNOWN)
    said = documents.kept_reason(kept, knowledge=KNOWN, speech=nobodys())
    assert foreign("the client's wish") in said.text
    assert foreign(RULES[0].label) in said.text


RULE_WORDS = {"measure": instrument("pain_now").label, "sessions": 3}


@pytest.mark.parametrize("rule", protocol().rules, ids=lambda one: one.id)
def test_every_decision_of_a_course_is_said_whole_or_as_it_was_made(rule):
    made = Decision(
        step=rule.step, interval_days=None, rule=rule.id,
        reasons=(Reason(f"course.{rule.id}", RULE_WORDS),),
        text=rule.text.format(**RULE_WORDS), would_change=rule.change.format(**RULE_WORDS),
        basis=rule.basis, visits_done=3, visits_left=(0, 0), likely=None, links_months=(),
        has_flare_plan=False, protocol_version="",
    )  # fmt: skip
    said = documents.decided(made, speech=nobodys())
    assert [(one.language, _WORD.findall(one.text)) for one in said] == [(LANGUAGE, [])] * 2
    assert documents.decided(made, speech=ENGLISH) == (Said(made.text), Said(made.would_change))
    other = evolve(made, text="Said otherwise.", rule=f"{rule.id}_of_another_year")
    assert documents.decided(other, speech=nobodys())[0] == Said("Said otherwise.")


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("days", [None, 1, 28])
def test_every_step_is_said_again_from_its_kept_words(step, days):
    kept = f"{STEPS[step.value]}, next session in {days} days" if days else STEPS[step.value]
    said = documents.kept_step(kept, speech=nobodys())
    assert said == Said(foreign(kept), LANGUAGE)
    assert documents.kept_step(kept, speech=ENGLISH) == Said(kept)


@pytest.mark.parametrize("kept", ["", "Go on, next session soon", "Wait", "Go on, in 7 days", "7"])
def test_a_step_of_another_year_stays_as_it_was_kept(kept):
    assert documents.kept_step(kept, speech=nobodys()) == Said(kept)


def test_a_word_that_is_the_same_in_a_language_is_a_translation(tmp_path: Path):
    words = Catalog(locale="de")
    words.add("ankle", "ankle")
    (tmp_path / "de/LC_MESSAGES").mkdir(parents=True)
    with (tmp_path / "de/LC_MESSAGES/knowledge.mo").open("wb") as made:
        write_mo(made, words)
    said = speech("de", [tmp_path])
    assert (said.knows("ankle"), said.knows("back"), said.says("ankle")) == (True, False, False)
    assert whole(lambda one: one.known("ankle"), said) == Said("ankle", "de")
    assert whole(lambda one: one.known("back"), said) == Said("back")


CLASHES = [
    "Limit from screening: Leave out any work at: calf (left).",
    "The limits from screening leave nothing lawful.",
    "A plan is possible with this change: bring oil.",
    "A plan is possible with this change: use further techniques and offer foot work.",
    "Nothing at hand fits these places and positions.",
    "Pinned: calf at least 5 minutes, foot at least 10 minutes.",
]


LEFT_CALF = Restriction("some.1", RestrictionKind.FORBID, sites=("calf",), sides=(Side.LEFT,))
SAID = partial(documents.clash_words, knowledge=shipped(), limits=[LEFT_CALF])


@pytest.mark.parametrize("text", CLASHES)
def test_why_no_session_is_left_is_said_whole(text):
    said = SAID(text, speech=nobodys())
    assert said.language == LANGUAGE
    assert _WORD.findall(said.text) == []
    assert SAID(text, speech=ENGLISH) == Said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing.", "A plan is possible with this change: sing.", "Pinned: it, for long.",
        "Limit from screening: Leave out any work at: back.",
    ],
)  # fmt: skip
def test_why_no_session_is_left_stays_english_where_it_is_another_sentence(text):
    assert SAID(text, speech=nobodys()) == Said(text)


def test_each_sentence_on_a_clash_that_planning_has_is_known():
    sources = (inspect.getsource(one) for one in (_clash.clashes, _changes.undone))
    told = [one for text in sources for one in re.findall(r'(?<!")"([A-Z][^"{]+)', text)]
    known = tuple(one.partition("{")[0] for one in _SENTENCES)
    assert len(told) == len(_SENTENCES) + 1  # one of them for changes and for what is pinned
    assert [one for one in told if not one.startswith(known)] == []
    words = re.findall(r'_Change\("([^"]+)"', inspect.getsource(_clash))
    assert words
    assert set(words) < set(_CHANGES)
