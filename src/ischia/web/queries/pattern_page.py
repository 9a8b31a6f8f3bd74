"""The pain pattern beside a screening, hidden until the therapist wrote down their own finding.

Whoever always sees the pattern first stops looking. Dangers, limits and the disposition are
another matter: they stand on the page always.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen
from django.utils import timezone

from ischia.knowledge import shipped
from ischia.speech import Said, whole
from ischia.web.queries import added, snapshots
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.speech import spoken


@frozen
class Pattern:
    """One pattern of clues: reasons for and against it, and what would tell more."""

    label: str
    fits: bool
    clues_for: list[dict[str, Any]]
    clues_against: list[dict[str, Any]]
    open_questions: Said


@frozen
class Findings:
    """What the therapist found, and what the answers behave like.

    Parameters
    ----------
    own
        The therapist's findings of this visit, oldest first.
    is_open
        Whether the pattern may be seen: a finding of today is written down, or deliberately
        none, or the session has begun.
    fitting, others
        Patterns that fit, and those that share a clue; both empty while hidden.
    is_known
        Whether the screening has a pattern on record.
    """

    own: list[Snapshot]
    is_open: bool
    fitting: list[Pattern]
    others: list[Pattern]
    is_known: bool


def findings(visit: Visit, screened: Snapshot, *, on: date) -> Findings:
    """Return the therapist's findings and, once there is one of today, the pattern."""
    own = list(_findings(visit))
    is_open = _opens(visit, own, on=on)
    held = snapshots.last(visit, SnapshotKind.ASSESSMENT)
    is_known = held is not None and held.answers_digest == screened.answers_digest
    found = (
        [_pattern(one) for one in held.body["patterns"]] if held and is_known and is_open else []
    )
    return Findings(
        own,
        is_open,
        [one for one in found if one.fits],
        [one for one in found if not one.fits],
        is_known,
    )


def own_findings(visit: Visit) -> tuple[Snapshot, ...]:
    """Return what the therapist found at a visit, oldest first."""
    return _findings(visit)


def is_open(visit: Visit, *, on: date) -> bool:
    """Return whether the therapist has looked today, so that pattern and plan are open.

    The one rule: pages show by it, and ``services.gates`` refuses by it. A session that has
    begun keeps them open.
    """
    return _opens(visit, _findings(visit), on=on)


def _findings(visit: Visit) -> tuple[Snapshot, ...]:
    return added.of_kind(visit, SnapshotKind.FINDING)


def _opens(visit: Visit, own: Iterable[Snapshot], *, on: date) -> bool:
    return visit.state != VisitState.BOOKED or any(timezone.localdate(one.at) == on for one in own)


def _pattern(body: dict[str, Any]) -> Pattern:
    questions = shipped().questions
    asked = [questions[one] for one in body["open_questions"] if one in questions]
    told = [one.short or one.text for one in asked]
    return Pattern(
        label=body["label"],
        fits=body["fits"],
        clues_for=body["clues_for"],
        clues_against=body["clues_against"],
        open_questions=whole(lambda say: " · ".join(map(say.known, told)), spoken()),
    )
