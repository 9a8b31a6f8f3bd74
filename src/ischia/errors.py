"""What can go wrong, and whose mistake it is.

::

    IschiaError
    ├── KnowledgeError    the author of a knowledge entry made a mistake
    ├── InputError        what was handed in cannot be read as it stands
    ├── InfeasiblePlan    nobody's mistake: the limits leave no lawful session
    └── InternalError     ours

A message says what was refused, where, what would be accepted and what to do next. It
never holds a client's answer: the refused value rides on :attr:`Defect.value`, which is
shown only to the person who typed it and never logged.
"""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

_LONGEST_PLACE = 200
_MOST_LINES = 50


@frozen
class Defect:
    """One thing that is wrong with an input or an entry.

    Parameters
    ----------
    where
        Path to the place, outermost first, for example ``answers.fever_now``.
    what
        What was refused, without the value itself.
    accepted
        What would be accepted there.
    value
        The refused value, for the eyes of whoever typed it. Left out of ``repr`` so that
        it reaches no log.
    """

    where: str
    what: str
    accepted: str = ""
    value: object = field(default=None, repr=False, eq=False)

    def sentence(self) -> str:
        """Return the defect as one line that quotes no value."""
        tail = f" Accepted: {self.accepted}." if self.accepted else ""
        return f"{_plainly(self.where)}: {self.what}.{tail}"


def _plainly(where: str) -> str:
    """Return a place on one short line: a key may be as long and as odd as somebody types."""
    shown = "".join(one if one.isprintable() else "?" for one in where)
    return shown if len(shown) <= _LONGEST_PLACE else f"{shown[: _LONGEST_PLACE - 3]}..."


class IschiaError(Exception):
    """Anything Ischia refuses or fails at; ``code`` is stable and documented."""

    code = "ischia"


class _DefectiveError(IschiaError):
    """An error that lists every defect found, not only the first."""

    def __init__(self, source: str, defects: Sequence[Defect]) -> None:
        self.source = source
        self.defects = tuple(defects)
        lines = [f"  - {defect.sentence()}" for defect in self.defects[:_MOST_LINES]]
        if len(self.defects) > _MOST_LINES:
            lines.append(f"  - and {len(self.defects) - _MOST_LINES} more of this file")
        super().__init__("\n".join([self.headline(), *lines]))

    def headline(self) -> str:
        """Return the first line of the message."""
        n = len(self.defects)
        return f"{self.source}: {n} {'thing' if n == 1 else 'things'} to put right."


class KnowledgeError(_DefectiveError):
    """A knowledge entry breaks its schema, a reference or a law; names the file."""

    code = "knowledge"


class InputError(_DefectiveError):
    """What was handed in cannot be read; lists all defects at once."""

    code = "input"


class InfeasiblePlan(IschiaError):  # noqa: N818 -- it is a finding, not a fault
    """No lawful session exists; ``clashes`` say the limits and what would free them.

    ``limits`` are the records of those limits, for whoever says them in another language.
    """

    code = "infeasible"

    def __init__(self, clashes: Sequence[str], *, limits: Sequence[Any] = ()) -> None:
        self.clashes = tuple(clashes)
        self.limits = tuple(limits)  # of a kind that stands above this module
        super().__init__("\n".join(["No lawful session fits this visit.", *self.clashes]))


class InternalError(IschiaError):
    """Ours: a result failed its own check and was not handed out."""

    code = "internal"
