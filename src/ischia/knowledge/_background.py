"""Background entries: claims, sources, muscles, traditional zones, instruments."""

from attrs import frozen

from ischia.knowledge._safety import Basis, Statement
from ischia.quantities import Position


@frozen
class Claim:
    """A popular or scientific claim, its verdict, and the only wording that may be shown."""

    id: str
    label: str
    status: str
    verdict: str
    certainty: str
    wording: str
    avoid_saying: tuple[str, ...]
    basis: Basis
    sources: tuple[str, ...]


@frozen
class Source:
    """Where a fact was read.

    Parameters
    ----------
    grade
        ``A`` guideline or journal, ``B`` secondary clinical reference, ``C`` practitioner page.
    checked
        Whether what we take from it was read in its own text.
    """

    id: str
    label: str
    publisher: str
    year: int | None
    address: str
    grade: str
    checked: bool


@frozen
class Muscle:
    """A muscle hands can reach: for plan, explanation and chart."""

    id: str
    label: str
    status: str
    sites: tuple[str, ...]
    positions: tuple[Position, ...]
    actions: tuple[str, ...]
    caution: str
    because: Statement


@frozen
class ReflexZone:
    """A traditional zone of the foot; shown as tradition, never as evidence."""

    id: str
    label: str
    status: str
    site: str
    surface: str
    tradition: Statement
    evidence: Statement


@frozen
class Instrument:
    """A questionnaire or scale: range, direction, thresholds, licence."""

    id: str
    label: str
    status: str
    licence: str
    low: int
    high: int
    higher_is: str
    purpose: str
    thresholds: tuple[Statement, ...]
    because: Statement
