from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ischia import anatomy
from ischia.care.intake import ordinary_answers
from ischia.care.screening import screen
from ischia.knowledge import (
    Act,
    RestrictionKind,
    Spot,
    binds,
    exercise,
    forbidden,
    hands_on,
    shipped,
)
from ischia.quantities import Disposition, Position, Side, Truth
from tests.strategies import intake_of, own_words, written_answers

KNOWN = shipped()
ORDINARY = ordinary_answers(KNOWN)
BODY = anatomy.body()
LIMITS = [
    limit
    for entry in (*KNOWN.safety, *KNOWN.patterns.values())
    for limit in (
        entry.restrictions
        if hasattr(entry, "restrictions")
        else [one for rule in entry.rules for one in rule.restrictions]
    )
]
LEAVES = [site.id for site in BODY.leaves()]
WATCH = KNOWN.practice_values("watch_words")["watch"]
SECTIONS = st.sampled_from(WATCH)


@st.composite
def acts(draw):
    """Anything a plan or home care could hold: strokes at a spot, and exercises."""
    if draw(st.booleans()):
        return exercise(draw(st.sampled_from(list(KNOWN.exercises.values()))))
    technique = draw(st.sampled_from(list(KNOWN.techniques.values())))
    site = draw(st.sampled_from(LEAVES))
    sides = (Side.LEFT, Side.RIGHT) if BODY[site].paired else (Side.MIDLINE,)
    spot = Spot(site, draw(st.sampled_from(sides)), draw(st.sampled_from(list(Position))))
    return hands_on(technique, spot, draw(st.integers(1, 4)), KNOWN)


limits = st.sampled_from(LIMITS)
some_limits = st.lists(limits, max_size=6)


def barred(held: list, act: Act) -> bool:
    return any(forbidden(one, act) for one in held)


@given(some_limits, some_limits, acts())
def test_more_limits_never_allow_more(first, more, act):
    assert barred([*first, *more], act) >= barred(first, act)


@given(some_limits, acts(), st.randoms(use_true_random=False))
def test_the_order_of_limits_is_irrelevant(held, act, shuffler):
    shuffled = list(held)
    shuffler.shuffle(shuffled)
    assert barred(shuffled, act) == barred(held, act)


@given(limits, acts(), st.integers(1, 4), st.integers(1, 4))
def test_pressing_harder_never_makes_an_act_lawful(limit, act, one, other):
    soft, firm = sorted((one, other))
    lighter, harder = evolve(act, pressure=soft), evolve(act, pressure=firm)
    assert forbidden(limit, harder) >= forbidden(limit, lighter)


@given(limits, acts())
def test_a_limit_on_a_site_binds_every_child_of_it(limit, act):
    for site in limit.sites:
        for leaf in LEAVES:
            if not BODY.touch(leaf, site):
                continue
            there = evolve(act, sites=(leaf,), sides=(Side.MIDLINE,))
            at_parent = evolve(act, sites=(site,), sides=(Side.MIDLINE,))
            assert binds(limit, there) == binds(limit, at_parent), leaf


@given(limits, acts())
def test_a_limit_without_places_binds_everywhere(limit, act):
    anywhere = evolve(limit, sites=(), sides=(), positions=())
    assert binds(anywhere, act) >= binds(limit, act)


@given(limits, acts())
def test_naming_less_binds_more(limit, act):
    for blank in ({"techniques": ()}, {"sites": ()}, {"sides": ()}, {"positions": ()}):
        assert binds(evolve(limit, **blank), act) >= binds(limit, act)


@given(limits, st.sampled_from(list(KNOWN.exercises.values())))
def test_home_care_is_bound_as_hands_are(limit, chosen):
    act = exercise(chosen)
    named = not limit.techniques or bool({act.id, *act.families}.intersection(limit.techniques))
    placed = not (limit.sites or limit.sides or limit.positions)
    if limit.kind is RestrictionKind.FORBID and named and placed and not limit.heat:
        assert forbidden(limit, act)
    if not named:
        assert not forbidden(limit, act)


def test_each_family_that_is_barred_bars_the_exercises_that_carry_it():
    plain = next(one for one in LIMITS if one.kind is RestrictionKind.FORBID)
    for chosen in KNOWN.exercises.values():
        for family in chosen.families:
            bar = evolve(plain, techniques=(family,), sites=(), sides=(), positions=(), heat=False)
            assert forbidden(bar, exercise(chosen)), (chosen.id, family)


@given(written_answers(), own_words(60), SECTIONS, st.integers(0, 30))
def test_adding_words_never_relaxes_and_is_never_an_answer(answers, text, row, nth):
    said = f"{text} {row['words'][nth % len(row['words'])]}"
    without = intake_of(answers)
    with_words = intake_of(answers, words={"remarks": said})
    assert with_words.answers == without.answers
    before = screen(without, knowledge=KNOWN)
    after = screen(with_words, knowledge=KNOWN)
    assert after.disposition >= before.disposition
    assert after.restrictions == before.restrictions
    assert set(after.unanswered) >= set(before.unanswered)


@given(written_answers(), SECTIONS, st.integers(0, 30), st.text(" .,abc", max_size=10))
def test_a_watched_word_makes_it_ask_while_the_question_is_open(answers, row, nth, around):
    word = row["words"][nth % len(row["words"])]
    asked = intake_of(
        {**answers, row["asks"]: "unknown"}, words={"remarks": f"{around} {word} {around}"}
    )
    if asked.answer(row["asks"]).truth is Truth.UNKNOWN:
        clearance = screen(asked, knowledge=KNOWN)
        assert clearance.disposition >= Disposition.ASK_FIRST
        assert row["asks"] in clearance.unanswered


@given(SECTIONS, st.integers(0, 30))
def test_a_watched_word_is_quiet_once_the_question_is_answered(row, nth):
    word = row["words"][nth % len(row["words"])]
    answered = intake_of(ORDINARY, words={"remarks": f"no {word} that I know of"})
    assert screen(answered, knowledge=KNOWN).disposition is Disposition.PROCEED
