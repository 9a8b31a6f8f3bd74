"""The result of screening: what may happen today, and within which limits."""

from datetime import date

from attrs import frozen

from ischia.knowledge import Restriction, Statement
from ischia.quantities import Disposition, Truth


@frozen
class Finding:
    """One rule of one entry that holds, or that an unknown answer keeps open.

    Parameters
    ----------
    id
        Id of the red flag or precaution.
    kind
        ``red_flags`` or ``precautions``.
    label
        The entry's name.
    tier
        What this finding alone asks for.
    truth
        YES when it holds, UNKNOWN when it cannot be told.
    because
        Why, in words, with basis and sources.
    open_questions
        What is unanswered, when it cannot be told.
    meanwhile
        What may still be done, in one sentence.
    facts
        What was read in sources about it; evidence, unlike most of ``because``.
    """

    id: str
    kind: str
    label: str
    tier: Disposition
    truth: Truth
    because: tuple[Statement, ...]
    open_questions: tuple[str, ...] = ()
    meanwhile: str = ""
    facts: tuple[Statement, ...] = ()


@frozen
class Clearance:
    """What one screening decided for one encounter. Only :func:`screen` makes one.

    Parameters
    ----------
    disposition
        The strictest of all findings; :attr:`permits_treatment` follows from it.
    findings
        Strictest first, then by id.
    restrictions
        Limits on everything that is done, joined: each one binds.
    unanswered
        Ids of questions that must be answered before anyone is cleared, in form order.
    could_worsen
        Those of what is open whose answer could stop the visit, for longer or sooner than
        ``disposition`` does.
    on
        Day of screening.
    knowledge_version
        What was known when it was decided.
    """

    disposition: Disposition
    findings: tuple[Finding, ...]
    restrictions: tuple[Restriction, ...]
    unanswered: tuple[str, ...]
    on: date
    knowledge_version: str
    could_worsen: tuple[str, ...] = ()

    @property
    def permits_treatment(self) -> bool:
        """Return whether a session may be planned."""
        return self.disposition.permits_treatment
