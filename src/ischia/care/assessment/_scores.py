"""Published scores that follow from the answers alone.

Points and cut-offs are facts read in the sources of each instrument's entry. A score is
worked out only when every item is answered: a missing item never counts as a zero.
"""

from collections.abc import Iterator

from attrs import frozen

from ischia.care.assessment._records import Score
from ischia.knowledge import UNANSWERED, Answers, Count, Criterion, Is, Knowledge, Not, Pain, Value
from ischia.quantities import Truth

_LEG = Pain(("leg",))
_WALKING = Count(2, (Pain(("leg", "pelvis")), Value("worse_with", among=("walking", "standing"))))
_PELVIS = Pain(("pelvis", "sacrum"))


@frozen
class _Item:
    """Points for a criterion that holds."""

    when: Criterion
    points: int = 1


@frozen
class _Rule:
    """A sum of points with its published cut-off; worked out where ``about`` holds."""

    instrument: str
    about: Criterion
    items: tuple[_Item, ...]
    cut_off: int
    reached: str
    missed: str


def _all(*parts: Criterion) -> Criterion:
    return Count(len(parts), parts)


RULES = (
    _Rule(
        "konstantinou_self_report",
        _LEG,
        (
            _Item(Pain(("lower_leg", "foot"))),
            _Item(Is("leg_worse_than_back")),
            _Item(Is("leg_numb_or_tingling")),
        ),
        3,
        "all three items: a small hint that a nerve in the back takes part",
        "not all three items: says little either way",
    ),
    _Rule(
        "sugioka_self_report_lss",
        _WALKING,
        (
            _Item(Value("age", at_least=60, at_most=70), 2),
            _Item(Value("age", at_least=71), 3),
            _Item(_all(Value("pain_duration", among=("over_12_weeks",)), Is("pain_over_6_months"))),
            _Item(Value("better_with", among=("bending_forward",)), 2),
            _Item(Value("better_with", among=("bending_back",)), -2),
            _Item(Value("worse_with", among=("standing",)), 2),
            _Item(
                _all(
                    Value("worse_with", among=("walking",)),
                    Value("better_with", among=("sitting", "standing_still", "lying")),
                )
            ),
            _Item(Is("bladder_change")),
        ),
        7,
        "7 or more: the published cut-off is reached",
        "below the published cut-off of 7",
    ),
    _Rule(
        "cook_lss_2011",
        _WALKING,
        (
            _Item(Value("leg_side", among=("both",))),
            _Item(_LEG),
            _Item(
                _all(
                    Value("worse_with", among=("walking", "standing")),
                    Value("better_with", among=("sitting",)),
                )
            ),
            _Item(Value("age", at_least=49)),
            _Item(_all(Value("better_with", among=("sitting",)), Is("no_pain_sitting"))),
        ),
        4,
        "4 or 5 of 5: the published cut-off is reached",
        "below the published cut-off of 4",
    ),
    _Rule(
        "martin_2014_dgs",
        Pain(("deep_buttock", "upper_buttock")),
        (_Item(Is("seated_buttock_stretch")), _Item(Is("active_buttock_push"))),
        1,
        "one or both tests bring on the familiar pain",
        "neither test brings on the familiar pain",
    ),
    _Rule(
        "gtps_fearon_2013",
        Pain(("outer_hip",)),
        (
            _Item(Pain(("outer_hip",))),
            _Item(Not(Is("shoes_socks"))),
            _Item(Is("outer_hip_bone_tender")),
            _Item(Is("ankle_on_knee_outer_pain")),
        ),
        4,
        "all four findings of the published tree",
        "not all four findings of the published tree",
    ),
)


def scores(answers: Answers, *, knowledge: Knowledge) -> tuple[Score, ...]:
    """Return every score whose items are all answered, by instrument id."""
    found = [*_sums(answers, knowledge), *_pelvis_tests(answers, knowledge)]
    return tuple(sorted(found, key=lambda score: score.instrument))


def _sums(answers: Answers, knowledge: Knowledge) -> Iterator[Score]:
    for rule in RULES:
        truths = [item.when.evaluate(answers) for item in rule.items]
        if rule.about.evaluate(answers) is not Truth.YES or Truth.UNKNOWN in truths:
            continue
        value = sum(
            item.points
            for item, truth in zip(rule.items, truths, strict=True)
            if truth is Truth.YES
        )
        band = rule.reached if value >= rule.cut_off else rule.missed
        yield Score(rule.instrument, value, band, _sources(rule.instrument, knowledge))


def _pelvis_tests(answers: Answers, knowledge: Knowledge) -> Iterator[Score]:
    """Three or more of five tests is the published cut-off."""
    value = answers.get("pelvis_tests_positive", UNANSWERED).value
    if isinstance(value, int) and _PELVIS.evaluate(answers) is Truth.YES:
        reached = value >= 3  # noqa: PLR2004 -- sij_laslett
        band = "3 or more: the published cut-off is reached" if reached else "fewer than 3 tests"
        yield Score("sij_laslett", value, band, _sources("sij_laslett", knowledge))


def _sources(instrument: str, knowledge: Knowledge) -> tuple[str, ...]:
    return knowledge.instruments[instrument].because.sources
