"""Answers as criteria read them: truth first, then what was said beside it."""

from collections.abc import Mapping

from attrs import frozen

from ischia.quantities import Side, Truth

COURSES = ("new", "worse", "unchanged", "better")


@frozen
class Mark:
    """Pain marked on the body chart.

    Parameters
    ----------
    site, side
        Where; the side is the client's own.
    intensity
        0 (none) to 10 (worst imaginable).
    quality
        The client's word for it, for example ``ache``; empty when not said.
    """

    site: str
    side: Side
    intensity: int
    quality: str = ""


@frozen
class Place:
    """A site with its side."""

    site: str
    side: Side


@frozen
class Answer:
    """What is known about one question.

    Parameters
    ----------
    truth
        For a yes-or-no question; for others YES when answered, UNKNOWN when not.
    value
        A number (int), a word (str), words (frozenset) or marks (tuple of :class:`Mark`).
    days_ago
        How many days before the day of screening it began; ``None`` when not known.
    course
        ``new``, ``worse``, ``unchanged``, ``better``; ``None`` when not known.
    examined
        Whether a doctor has examined this.
    where
        Where on the body, when the question asks it.
    """

    truth: Truth
    value: object = None
    days_ago: int | None = None
    course: str | None = None
    examined: Truth = Truth.UNKNOWN
    where: tuple[Place, ...] = ()


UNANSWERED = Answer(Truth.UNKNOWN)
Answers = Mapping[str, Answer]
