"""Assess: hold every pattern against the answers and say what speaks for and against."""

from ischia.care.assessment._behaviour import chronicity, irritability, mechanism
from ischia.care.assessment._limits import limits
from ischia.care.assessment._match import match_pattern
from ischia.care.assessment._records import Assessment
from ischia.care.assessment._scores import scores
from ischia.care.intake import Intake
from ischia.knowledge import Knowledge


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
        Patterns with at least one clue for them, fitting ones first; leg pain with nerve
        signs sets the mechanism ``nerve`` even where no pattern fits.

    Clinical basis
    --------------
    Sources stand with each clue. Thresholds of fit, irritability and chronicity are ours.
    """
    kept = [one for one in knowledge.patterns.values() if one.status != "retired"]
    matched = sorted(
        (match_pattern(pattern, intake.answers) for pattern in kept), key=lambda one: one.order
    )
    matches = tuple(one.match for one in matched if one.match.clues_for)
    fitting = tuple(match.id for match in matches if match.fits)
    return Assessment(
        patterns=matches,
        scores=scores(intake.answers, knowledge=knowledge),
        mechanism=mechanism(fitting, intake.answers, knowledge=knowledge),
        irritability=irritability(intake.answers),
        chronicity=chronicity(intake.answers),
        restrictions=limits((knowledge.patterns[one] for one in fitting), intake.answers),
    )
