"""Assess: hold every pattern against the answers and say what speaks for and against."""

from ischia.care.assessment._behaviour import chronicity, irritability, mechanism, nerve_signs
from ischia.care.assessment._limits import limits
from ischia.care.assessment._match import match_pattern
from ischia.care.assessment._records import Assessment
from ischia.care.assessment._scores import scores
from ischia.care.intake import Intake
from ischia.knowledge import Knowledge
from ischia.quantities import Truth


def assess(intake: Intake, *, knowledge: Knowledge) -> Assessment:
    """Say what the pain behaves like, with clues for and against.

    It orders work and comfort. It never names a disease and gives no probability, and a
    name somebody else gave counts as a hint at most.

    Parameters
    ----------
    intake
        Checked answers; absent ones are unknown and count neither for nor against.
    knowledge
        Patterns, questions and instruments.

    Returns
    -------
    Assessment
        Patterns worth telling of, fitting ones first; leg pain with nerve
        signs sets the mechanism ``nerve`` and its limits even where no pattern fits. Leg
        pain whose nerve signs were left open keeps the limits and stays ``unclear``.

    Clinical basis
    --------------
    Sources stand with each clue. Thresholds of fit, irritability and chronicity are ours.
    """
    answers = intake.answers
    kept = [one for one in knowledge.patterns.values() if one.status != "retired"]
    matched = sorted((match_pattern(one, answers) for one in kept), key=lambda one: one.order)
    matches = tuple(one.match for one in matched if one.worth_telling)
    fitting = {match.id for match in matches if match.fits}
    named = any(one.nerve_signs and one.id in fitting for one in kept)
    nerve = Truth.YES if named else nerve_signs(answers)
    careful = nerve is not Truth.NO
    bound = [one for one in kept if one.id in fitting or (careful and one.nerve_signs)]
    return Assessment(
        patterns=matches,
        scores=scores(answers, knowledge=knowledge),
        mechanism=mechanism(nerve, answers),
        irritability=irritability(answers),
        chronicity=chronicity(answers),
        restrictions=limits(bound, answers),
    )
