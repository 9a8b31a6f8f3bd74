"""A plan as it is shown: from its snapshot, never worked out anew."""

from typing import Any

from attrs import frozen
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ischia import documents
from ischia.care.pathway import Lengths
from ischia.care.planning import SessionPlan
from ischia.documents import HomeSheet
from ischia.knowledge import shipped
from ischia.speech import Said
from ischia.web.queries import pictures, practice, snapshots
from ischia.web.queries.client import marks_of
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.speech import spoken
from ischia.web.words import site_label, technique_label

_MOST_PRESSURE = 4


@frozen
class Bar:
    """One part of the timeline.

    Parameters
    ----------
    x, width, y, height
        In tenths of a per cent: from the left, and by pressure.
    place
        Number of its place on the body, 0 where no hands are on.
    others
        Techniques that may take this one's place: id and label.
    is_timed
        Whether its minutes may be changed: whole-back strokes open and close, and are not.
    """

    number: int
    x: float
    width: float
    y: int
    height: int
    position: str
    part: dict[str, Any]
    place: int
    others: tuple[tuple[str, str], ...]
    is_timed: bool


@frozen
class Shown:
    """A plan with what its picture needs.

    Parameters
    ----------
    changes
        What the therapist changed, in words, in order.
    price
        What the last change cost, in one line; empty for a plan nobody changed.
    let_go
        Changes of an earlier plan that no longer fit, and why.
    booked
        The minutes it was planned for: those of the visit, or what the course made of them.
    cautions
        What to keep in mind, in the language of the page where that says the same.
    void_because
        Why the plan is void, in a sentence; empty while it stands.
    """

    snapshot: Snapshot
    body: dict[str, Any]
    parts: list[dict[str, Any]]
    bars: list[Bar]
    is_current: bool
    picture: SafeString
    changes: list[str]
    price: str
    let_go: list[str]
    booked: int
    cautions: tuple[Said, ...]
    void_because: str

    @property
    def positions(self) -> list[str]:
        """Return the positions of the session, in order, for the key of colours."""
        held = [one.position for one in self.bars if one.part["kind"] == "hands_on"]
        return list(dict.fromkeys(held))


def shown(visit: Visit) -> Shown | None:
    """Return the newest plan of a visit."""
    held = snapshots.last(visit, SnapshotKind.PLAN)
    if held is None or not held.body.get("session"):
        return None
    parts, is_current = held.body["session"]["segments"], snapshots.is_current(held, visit)
    return Shown(
        held,
        held.body,
        parts,
        list(_bars(held.body)),
        is_current,
        pictures.of_plan(parts, marks_of(held.inputs)),
        [one["words"] for one in held.body.get("changes", [])],
        held.body.get("price", ""),
        held.body.get("let_go", []),
        visit.minutes if visit.minutes_set else held.body.get("asked_minutes", visit.minutes),
        documents.kept_cautions(held.body, knowledge=shipped(), speech=spoken()),
        "" if is_current else snapshots.void_because(held, visit),
    )


def home_paper(visit: Visit) -> bytes | None:
    """Return what the client takes home as a PDF, in the language of the client's own pages.

    From the kept plan, word for word; ``None`` without one, and for one that is void while
    its session has not begun.
    """
    found = shown(visit)
    if found is None or (visit.state == VisitState.BOOKED and not found.is_current):
        return None
    return documents.kept_home_paper(
        HomeSheet.kept(
            found.body,
            patient=visit.client.name,
            emergency_number=practice.emergency_number(visit),
        ),
        knowledge=shipped(),
        speech=spoken(visit.client.language),
    )


def _bars(body: dict[str, Any]) -> list[Bar]:
    parts, total = body["session"]["segments"], max(body["session"]["minutes"], 1)
    places = pictures.numbered(parts)
    timed = set(shipped().practice_values("relevance")["site_order"])
    bars = []
    for number, part in enumerate(parts):
        high = 20 + 80 * part["pressure"] // _MOST_PRESSURE if part["pressure"] else 12
        bars.append(
            Bar(
                number=number,
                x=round(1000 * part["start_min"] / total, 1),
                width=max(round(1000 * part["minutes"] / total - 3, 1), 1),
                y=100 - high,
                height=high,
                position=part["position"] or "none",
                part=part,
                place=places.get((part["site"], part["side"]), 0),
                others=_others(part["technique"]),
                is_timed=part["site"] in timed,
            )
        )
    return bars


def _others(technique: str | None) -> tuple[tuple[str, str], ...]:
    known = shipped().techniques
    if technique is None or technique not in known:
        return ()
    role = known[technique].role
    return tuple(
        (one.id, technique_label(one.id))
        for one in known.values()
        if one.role == role and one.id != technique and one.status != "retired"
    )


@frozen
class Length:
    """What one length would give; ``hands_on`` is ``None`` where no plan is lawful."""

    booked: int
    is_now: bool
    minutes: int | None
    hands_on: int | None
    places: str
    beside: str


def lengths(found: Lengths, *, booked: int) -> list[Length]:
    """Return a row for each usual length, each beside the length booked now."""
    now = found.plans.get(booked)
    return [
        Length(
            booked=minutes,
            is_now=minutes == booked,
            minutes=plan.minutes if plan else None,
            hands_on=plan.hands_on_minutes if plan else None,
            places=_places(plan) if plan else "",
            beside=_beside(plan, now) if plan and now and plan is not now else "",
        )
        for minutes, plan in found.plans.items()
    ]


def _spent(plan: SessionPlan) -> dict[str, int]:
    spent: dict[str, int] = {}
    for one in plan.segments:
        if one.site is not None:
            spent[one.site] = spent.get(one.site, 0) + one.minutes
    return spent


def _places(plan: SessionPlan) -> str:
    ranked = sorted(_spent(plan).items(), key=lambda one: -one[1])
    return ", ".join(f"{site_label(site)} {n}" for site, n in ranked)


def _beside(plan: SessionPlan, now: SessionPlan) -> str:
    ours, theirs = _spent(plan), _spent(now)
    gone = [site_label(site) for site in theirs if site not in ours]
    new = [site_label(site) for site in ours if site not in theirs]
    told = [gettext("without {places}").format(places=", ".join(gone))] if gone else []
    told += [gettext("adds {places}").format(places=", ".join(new))] if new else []
    return "; ".join(told)
