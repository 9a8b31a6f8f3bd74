"""Findings arranged as clues: what the pain behaves like, never what it is called."""

from attrs import frozen

from ischia.knowledge import Restriction, Statement


@frozen
class PatternMatch:
    """A pain pattern with what speaks for and against it.

    Parameters
    ----------
    id, label
        The pattern, named by what the person feels.
    clues_for, clues_against
        Why; never a probability.
    fits
        Whether enough speaks for it and nothing strong against.
    open_questions
        Unanswered questions that would tell more, by id.
    """

    id: str
    label: str
    clues_for: tuple[Statement, ...]
    clues_against: tuple[Statement, ...]
    fits: bool
    open_questions: tuple[str, ...] = ()


@frozen
class Score:
    """A published score that could be worked out from the answers.

    Parameters
    ----------
    instrument
        Id of the knowledge entry of kind ``instruments``.
    value
        In the instrument's own range; which way is worse stands in its entry.
    band
        Where the value lies by the published cut-off, in words.
    sources
        Where points and cut-off were read.
    """

    instrument: str
    value: int
    band: str
    sources: tuple[str, ...]


@frozen
class Assessment:
    """What the answers behave like.

    Parameters
    ----------
    patterns
        Those that fit, that lean that way, or that one strong clue keeps from fitting; best
        fitting first. May be empty, which plans comfort work by the marks alone.
    mechanism
        ``mechanical``, ``nerve``, ``widespread`` or ``unclear``.
    irritability
        ``low``, ``moderate``, ``high`` or ``unknown``: how easily pain is stirred up.
    chronicity
        ``acute`` (under 6 weeks), ``subacute`` (under 12), ``persistent`` or ``unknown``.
    restrictions
        The don'ts of every fitting pattern, and those of leg pain with nerve signs when these
        are there or left open; they bind beside those of the clearance.
    """

    patterns: tuple[PatternMatch, ...]
    scores: tuple[Score, ...]
    mechanism: str
    irritability: str
    chronicity: str
    restrictions: tuple[Restriction, ...] = ()

    @property
    def leading(self) -> PatternMatch | None:
        """Return the best fitting pattern, if any fits."""
        return next((match for match in self.patterns if match.fits), None)
