"""How the pain behaves as a whole: mechanism, irritability, chronicity. Rules are ours."""

from collections.abc import Mapping

from ischia.knowledge import UNANSWERED, Answers, Count, Criterion, Is, Pain, Value
from ischia.quantities import Truth

_STIRRED = {"a_lot": 0, "some": 1, "a_little": 2}
_SETTLED = {"minutes": 0, "hours": 1, "days": 2}
_HIGH, _MODERATE = 3, 2
_CHRONICITY: Mapping[object, str] = {
    "under_6_weeks": "acute",
    "6_to_12_weeks": "subacute",
    "over_12_weeks": "persistent",
}


def _all(*parts: Criterion) -> Criterion:
    return Count(len(parts), parts)


def _any(*parts: Criterion) -> Criterion:
    return Count(1, parts)


_BELOW_KNEE = Pain(("lower_leg", "foot"))
_LEG = Pain(("leg", "deep_buttock"))

_TOLD = _all(_LEG, _any(Is("leg_weak"), Is("leg_numb_or_tingling")))
"""Nerve signs the client is asked about; left open with leg pain, they count as if yes."""

_NERVE_SIGNS = _any(
    _TOLD,
    Is("leg_weak"),
    Is("crossed_slr"),
    _all(Is("leg_numb_or_tingling"), Is("leg_worse_than_back")),
    _all(_BELOW_KNEE, _any(Is("slr_familiar_leg_pain"), Is("legs_both"))),
)

_CHANGES = _any(
    Value("worse_with", among=("sitting", "standing", "walking", "bending_forward")),
    Value("worse_with", among=("bending_back", "lifting", "rising", "turning_in_bed", "stairs")),
    Value("better_with", among=("sitting", "changing", "moving", "lying", "bending_forward")),
)


def nerve_signs(answers: Answers) -> Truth:
    """Return whether there is leg pain with nerve signs, whatever pattern fits.

    UNKNOWN means that there is leg pain and numbness or weakness was left open: then hands
    keep to the same limits as with a yes.
    """
    if _NERVE_SIGNS.evaluate(answers) is Truth.YES:
        return Truth.YES
    return _TOLD.evaluate(answers)


def mechanism(nerve: Truth, answers: Answers) -> str:
    """Return ``nerve``, ``widespread``, ``mechanical`` or ``unclear``.

    Nerve signs win over everything else, because they change what hands may do.
    """
    if nerve is Truth.YES:
        return "nerve"
    if Is("pain_widespread").evaluate(answers) is Truth.YES:
        return "widespread"
    constant = Is("pain_constant").evaluate(answers) is Truth.YES
    changes = _CHANGES.evaluate(answers) is Truth.YES
    return "mechanical" if nerve is Truth.NO and changes and not constant else "unclear"


def irritability(answers: Answers) -> str:
    """Return how easily pain is stirred up: ``low``, ``moderate``, ``high`` or ``unknown``.

    Little activity that stirs it up and long settling together make it high.
    """
    stirred = _STIRRED.get(_word("flare_ease", answers))
    settled = _SETTLED.get(_word("settle_time", answers))
    if stirred is None or settled is None:
        return "unknown"
    total = stirred + settled
    if total >= _HIGH:
        return "high"
    return "moderate" if total >= _MODERATE else "low"


def chronicity(answers: Answers) -> str:
    """Return ``acute``, ``subacute``, ``persistent`` or ``unknown`` from the duration."""
    return _CHRONICITY.get(_word("pain_duration", answers), "unknown")


def _word(question: str, answers: Answers) -> str:
    value = answers.get(question, UNANSWERED).value
    return value if isinstance(value, str) else ""
