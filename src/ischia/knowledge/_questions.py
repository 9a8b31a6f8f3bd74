"""Questions: what is asked, of whom, for how long the answer counts."""

from typing import Any

from attrs import field, frozen

from ischia.knowledge._criteria import Criterion


@frozen
class Choice:
    """One answer of a choice question."""

    id: str
    label: str


@frozen
class Question:
    """One question of the intake; file, schema, form and re-screen come from it.

    Parameters
    ----------
    id, order, group
        Identity, place in the form, and page.
    kind
        ``yes_no``, ``number``, ``choice``, ``choices``, ``text``, ``marks``, ``places``.
    text, help
        What the person is asked in full: read aloud, exported, and one touch away on a page.
    short
        The same in a few words, for a row to tick on a phone; empty where the text stands.
    help_open
        Whether the help stands open beside the short text, since it names dangers of its own.
    choices
        For choice questions.
    bounds
        Lowest and highest number, with the unit in the text.
    details
        What else may be said with a yes: ``since``, ``course``, ``examined``, ``where``.
    reassuring
        Whether a yes makes things safer; all other yes-or-no questions ask for a danger.
    lives_days
        How many days an answer counts; older ones are asked again.
    asked_by
        ``client``, ``therapist_asking`` or ``therapist_looking``.
    branch
        Asked only when this holds or cannot be told; ``None`` means always.
    ordinary
        What an ordinary well adult with a sore back answers, as written in a file.
    rescreen
        Whether it is asked again before every later visit.
    door
        Whether it belongs to the short form at a hotel door.
    first
        Whether the client's first form asks it; others wait for a later form or the therapist.
    none
        The choice that "none of these" stands for; for a choice question, empty when it
        must be tapped.
    """

    id: str
    order: int
    group: str
    kind: str
    text: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    bounds: tuple[int, int] = (0, 0)
    details: tuple[str, ...] = ()
    reassuring: bool = False
    lives_days: int = 1
    asked_by: str = "client"
    branch: Criterion | None = None
    ordinary: Any = field(default=None, eq=False)
    rescreen: bool = False
    door: bool = False
    short: str = ""
    help_open: bool = False
    first: bool = True
    none: str = ""

    @property
    def has_none(self) -> bool:
        """Return whether "none of these" answers it; never where a yes reassures."""
        if self.kind == "yes_no":
            return not self.reassuring
        return self.kind == "choices" or bool(self.none)

    @property
    def brief(self) -> str:
        """Return what stands on a page: the short text, or the full one where there is none."""
        return self.short or self.text
