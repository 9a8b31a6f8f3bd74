"""What a plan's page and paper say, as records of plain words in reading order."""

from datetime import date

from attrs import frozen

from ischia.quantities import Disposition, Position


@frozen
class Told:
    """A sentence and what it rests on.

    Parameters
    ----------
    text
        The sentence.
    sources
        Ids of sources read for it; empty where it is a default.
    default
        What to call the default; empty where there are sources.
    """

    text: str
    sources: tuple[str, ...] = ()
    default: str = ""


@frozen
class Part:
    """One row of the timeline.

    Parameters
    ----------
    start_min, minutes
        Whole minutes from the start of the visit, and its length.
    words, technique
        What or where; with which technique, empty without hands on.
    position
        How the client lies by now; ``None`` before the first settling.
    pressure
        1 to 4 with hands on, else 0.
    number
        Number of the place on the body picture, 0 where nothing is drawn.
    """

    start_min: int
    minutes: int
    words: str
    technique: str
    position: Position | None
    pressure: int
    number: int


@frozen
class Finding:
    """Why the visit is adjusted or cannot be: label, reasons, what may be done meanwhile."""

    label: str
    told: tuple[Told, ...]
    meanwhile: str


@frozen
class Home:
    """One thing to do at home; ``exercise`` is the id of its picture, empty where none is shown."""

    exercise: str
    label: str
    how: str
    dose: str
    stop: str
    told: Told


@frozen
class Session:
    """What stands on the sheet only where there is a plan."""

    minutes: int
    booked_minutes: int
    hands_on_minutes: int
    style: str
    measures: tuple[str, ...]
    limits: tuple[str, ...]
    parts: tuple[Part, ...]
    tell: tuple[str, ...]
    home: tuple[Home, ...]
    course: str
    course_why: tuple[Told, ...]
    pattern: str
    why: tuple[tuple[str, str], ...]
    claims: tuple[Told, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[tuple[str, str], ...]
    proof: str
    weights: tuple[str, ...]


@frozen
class Sheet:
    """Everything the page or the paper says; ``session`` is None where there is no plan.

    ``said`` are sentences on how this plan came about: the course so far, or what changes cost.
    """

    patient: str
    on: date
    knowledge_version: str
    disposition: Disposition
    headline: str
    what_now: str
    wish: str
    findings: tuple[Finding, ...]
    open_findings: tuple[str, ...]
    questions: tuple[str, ...]
    n_unanswered: int
    session: Session | None
    said: tuple[str, ...] = ()
