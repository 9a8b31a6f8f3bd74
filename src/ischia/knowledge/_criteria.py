"""Criteria: a small closed language over answers, three-valued.

======================================  ====================================================
written                                 meaning
======================================  ====================================================
``fever_now``                           the question is answered yes
``{is: q, course: [new, worse],         yes, and every qualifier given holds: how it goes,
within_days: 14, examined: no}``        how long ago it began, whether a doctor has seen it
``{value: age, at_least: 60}``          a number; also ``at_most``; ``among: [a, b]`` for words
``{pain: [groin], at_least: 4}``        pain marked in any of these sites, at least so strong
``{all: [...]}``, ``{any: [...]}``      every one, at least one
``{at_least: 2, of: [...]}``            at least so many
``{not: ...}``                          the opposite
======================================  ====================================================

An unknown answer makes a criterion unknown unless the rest decides it (Kleene's rule).
"""

from collections.abc import Iterator
from typing import Protocol

from attrs import frozen

from ischia import anatomy
from ischia.knowledge._answers import UNANSWERED, Answers
from ischia.quantities import Truth


class Criterion(Protocol):
    """A condition over answers."""

    def evaluate(self, answers: Answers) -> Truth:
        """Return whether the condition holds, or that it cannot be told."""

    def leaves(self, *, negated: bool = False) -> "Iterator[tuple[Leaf, bool]]":
        """Yield each leaf with whether it stands under an odd number of ``not``."""


def _both(first: Truth, second: Truth) -> Truth:
    if Truth.NO in (first, second):
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in (first, second) else Truth.YES


@frozen
class Is:
    """The question is answered yes, with every given qualifier."""

    question: str
    course: tuple[str, ...] = ()
    within_days: int | None = None
    beyond_days: int | None = None
    examined: bool | None = None

    def evaluate(self, answers: Answers) -> Truth:
        """Return the truth of the answer and its qualifiers."""
        answer = answers.get(self.question, UNANSWERED)
        if answer.truth is not Truth.YES:
            return answer.truth
        truth = Truth.YES
        if self.course:
            known = answer.course is not None
            truth = _both(truth, Truth.of(answer.course in self.course) if known else Truth.UNKNOWN)
        if self.within_days is not None or self.beyond_days is not None:
            truth = _both(truth, self._timing(answer.days_ago))
        if self.examined is not None:
            wanted = Truth.of(self.examined)
            known = answer.examined is not Truth.UNKNOWN
            truth = _both(truth, Truth.of(answer.examined is wanted) if known else Truth.UNKNOWN)
        return truth

    def _timing(self, days_ago: int | None) -> Truth:
        if days_ago is None:
            return Truth.UNKNOWN
        soon = self.within_days is None or days_ago <= self.within_days
        late = self.beyond_days is None or days_ago > self.beyond_days
        return Truth.of(soon and late)

    def leaves(self, *, negated: bool = False) -> "Iterator[tuple[Leaf, bool]]":
        """Yield this leaf."""
        yield self, negated


@frozen
class Value:
    """A number within bounds, or a word among words."""

    question: str
    at_least: int | None = None
    at_most: int | None = None
    among: tuple[str, ...] = ()

    def evaluate(self, answers: Answers) -> Truth:
        """Return whether the answered value fits."""
        answer = answers.get(self.question, UNANSWERED)
        if answer.truth is not Truth.YES:
            return Truth.UNKNOWN
        if self.among:
            held = answer.value if isinstance(answer.value, frozenset) else {answer.value}
            return Truth.of(not held.isdisjoint(self.among))
        if not isinstance(answer.value, int):
            return Truth.UNKNOWN
        low = self.at_least is None or answer.value >= self.at_least
        high = self.at_most is None or answer.value <= self.at_most
        return Truth.of(low and high)

    def leaves(self, *, negated: bool = False) -> "Iterator[tuple[Leaf, bool]]":
        """Yield this leaf."""
        yield self, negated


@frozen
class Pain:
    """Pain is marked inside any of the sites, at least so strong."""

    sites: tuple[str, ...]
    at_least: int = 1
    question: str = "pain_map"

    def evaluate(self, answers: Answers) -> Truth:
        """Return whether such a mark is on the chart; unknown without a chart."""
        answer = answers.get(self.question, UNANSWERED)
        if answer.truth is not Truth.YES or not isinstance(answer.value, tuple):
            return Truth.UNKNOWN
        body = anatomy.body()
        return Truth.of(
            any(
                mark.intensity >= self.at_least and body.touch(mark.site, site)
                for mark in answer.value
                for site in self.sites
            )
        )

    def leaves(self, *, negated: bool = False) -> "Iterator[tuple[Leaf, bool]]":
        """Yield this leaf."""
        yield self, negated


Leaf = Is | Value | Pain


@frozen
class Count:
    """At least ``n`` of the parts hold; ``n = 1`` is any, ``n = len(parts)`` is all."""

    n: int
    parts: tuple[Criterion, ...]

    def evaluate(self, answers: Answers) -> Truth:
        """Return YES once enough hold, NO once too few can."""
        held = open_ = 0
        for part in self.parts:
            truth = part.evaluate(answers)
            held += truth is Truth.YES
            open_ += truth is Truth.UNKNOWN
            if held >= self.n:
                return Truth.YES
        return Truth.UNKNOWN if held + open_ >= self.n else Truth.NO

    def leaves(self, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
        """Yield the leaves of all parts."""
        for part in self.parts:
            yield from part.leaves(negated=negated)


@frozen
class Not:
    """The opposite of a criterion; unknown stays unknown."""

    part: Criterion

    def evaluate(self, answers: Answers) -> Truth:
        """Return the opposite."""
        truth = self.part.evaluate(answers)
        if truth is Truth.UNKNOWN:
            return truth
        return Truth.of(truth is Truth.NO)

    def leaves(self, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
        """Yield the leaves of the part, turned round."""
        yield from self.part.leaves(negated=not negated)


def open_leaves(criterion: Criterion, answers: Answers) -> frozenset[str]:
    """Return what would settle a criterion that cannot be told.

    Question ids; ``question.detail`` where a yes is known and only the detail is missing.
    """
    if criterion.evaluate(answers) is not Truth.UNKNOWN:
        return frozenset()
    if isinstance(criterion, Not):
        return open_leaves(criterion.part, answers)
    if isinstance(criterion, Count):
        return frozenset().union(*(open_leaves(part, answers) for part in criterion.parts))
    assert isinstance(criterion, Is | Value | Pain)  # noqa: S101 -- the language is closed
    answer = answers.get(criterion.question, UNANSWERED)
    if answer.truth is not Truth.YES or not isinstance(criterion, Is):
        return frozenset({criterion.question})
    missing = []
    if criterion.course and answer.course is None:
        missing.append("course")
    timed = criterion.within_days is not None or criterion.beyond_days is not None
    if timed and answer.days_ago is None:
        missing.append("since")
    if criterion.examined is not None and answer.examined is Truth.UNKNOWN:
        missing.append("examined")
    return frozenset(f"{criterion.question}.{detail}" for detail in missing)
