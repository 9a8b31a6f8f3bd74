"""Hold one pattern against the answers: clues for, clues against, what is still open."""

from collections.abc import Iterable

from attrs import frozen

from ischia.care.assessment._records import PatternMatch
from ischia.knowledge import Answers, Clue, Pattern, open_leaves
from ischia.quantities import Truth

_POINTS = {"strong": 2, "some": 1}


@frozen
class Matched:
    """A match with the points that order it; points are ours and shown to nobody."""

    match: PatternMatch
    points: int
    against: int
    at_least: int
    contradicted: bool

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Return the sort key: fitting first, more for it, the more demanding pattern."""
        net = self.points - self.against
        return (not self.match.fits, -net, -self.at_least, self.match.id)

    @property
    def worth_telling(self) -> bool:
        """Return whether a person should read of it.

        One that fits, one still open with more for it than against, and one that would fit
        but for a clue against: that clue is what the reader wants to know.
        """
        leaning = self.points > self.against and not self.contradicted
        return self.points > 0 and (leaning or self.points >= self.at_least)


def match_pattern(pattern: Pattern, answers: Answers) -> Matched:
    """Return what speaks for and against a pattern.

    Only a clue whose criterion holds counts: an open or absent one counts neither way, so
    silence never makes a pattern fit.
    """
    held_for = _held(pattern.clues_for, answers)
    held_against = _held(pattern.clues_against, answers)
    points = _points(held_for)
    contradicted = any(clue.strength == "strong" for clue in held_against)
    match = PatternMatch(
        id=pattern.id,
        label=pattern.label,
        clues_for=tuple(clue.because for clue in held_for),
        clues_against=tuple(clue.because for clue in held_against),
        fits=points >= pattern.at_least and not contradicted,
        open_questions=_open((*pattern.clues_for, *pattern.clues_against), answers),
    )
    return Matched(match, points, _points(held_against), pattern.at_least, contradicted)


def _held(clues: Iterable[Clue], answers: Answers) -> tuple[Clue, ...]:
    return tuple(clue for clue in clues if clue.when.evaluate(answers) is Truth.YES)


def _points(clues: Iterable[Clue]) -> int:
    return sum(_POINTS[clue.strength] for clue in clues)


def _open(clues: Iterable[Clue], answers: Answers) -> tuple[str, ...]:
    unknown = (clue for clue in clues if clue.when.evaluate(answers) is Truth.UNKNOWN)
    return tuple(sorted({one for clue in unknown for one in open_leaves(clue.when, answers)}))
