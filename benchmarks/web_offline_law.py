"""What may never happen to a session whose tablet is away; :mod:`web_offline` counts (HZ26).

A history is drawn from a seed: what changes on the server and when, what is touched on the
tablet, how far its clock is off, whether it is moved while the session runs, whether the page is
loaded anew, and when there is a network, with answers that are lost and sendings that come twice
and in any order. Server, database and services are the real ones; the tablet is written anew
here as its own code keeps time. Every history ends with a network; then is looked at what the
server has kept. Import it once Django is set up.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

import numpy as np
from attrs import define, field, frozen
from django.db import transaction

from ischia.errors import InputError
from ischia.quantities import Disposition
from ischia.web.access import Actor
from ischia.web.queries import outdated
from ischia.web.records.models import SessionEvent, Visit
from ischia.web.services import answering, hearing, session, stricter
from ischia.web.services.answering import Sent
from ischia.web.services.hearing import CheckedIn
from ischia.web.services.session import Touch
from web_races_made import Found

LONGEST_MIN: Final = 75
OFF_MIN: Final = (0, 0, 0, 1, -3, -540, 540, -90, 90)
"""How far the tablet's clock may be off, in minutes."""
SOON_MIN: Final = 2
"""A clock that runs so far ahead is right enough: what came so soon after may be flagged."""
DANGERS: Final = ("fever_now", "calf_signs")


@frozen
class Ran:
    """A visit whose session has begun, and what its plan rests on."""

    by: Actor
    visit_id: UUID
    at: datetime


@frozen
class Change:
    """Something that comes to the server ``minute`` minutes after the session began."""

    minute: float
    name: str
    why: str
    """What a session that was still running by then must be flagged for; empty for nothing."""


@define
class Tablet:
    """A tablet that runs a session: a clock that may be wrong, and touches that wait."""

    off: float
    base: float = 0.0
    loaded: float = 0.0
    told: list[tuple[float, Touch]] = field(factory=list)
    sent: set[UUID] = field(factory=set)

    def elapsed_s(self, minute: float) -> int:
        """Return the seconds since the session began, as the page counts them."""
        return int(60 * (self.base + minute - self.loaded))

    def touch(self, minute: float, kind: str, begun_at: datetime) -> None:
        """Keep one touch, with what the tablet believes of the time."""
        told_at = begun_at + timedelta(minutes=minute + self.off)
        one = Touch(uuid4(), len(self.told), kind, self.elapsed_s(minute), told_at, {})
        self.told.append((minute, one))

    def load_anew(self, minute: float, begun_at: datetime) -> None:
        """Load the page anew: time goes on from the last touch, by the tablet's own clock."""
        if self.told:
            last = self.told[-1][1]
            now = begun_at + timedelta(minutes=minute + self.off)
            gone = max(0.0, (now - last.told_at).total_seconds() / 60)
            self.base, self.loaded = last.elapsed_s / 60 + gone, minute


@frozen
class Story:
    """One history as it ended."""

    tablet: Tablet
    came: tuple[Change, ...]
    ends: float
    clock: str

    def words(self) -> str:
        """Return the history in few words, for whoever looks for the fault."""
        came = ", ".join(f"{one.name} at {one.minute:.0f}" for one in self.came)
        return f"clock {self.tablet.off:+g}, ends {self.ends:.0f}: {came}"


def histories(ran: Ran, count: int, rng: np.random.Generator) -> Found:
    """Run so many histories from one begun session, each taken back afterwards."""
    found = Found()
    for _ in range(count):
        with transaction.atomic():
            _history(ran, rng, found)
            transaction.set_rollback(True)
    return found


def _changes(rng: np.random.Generator) -> list[Change]:
    """Draw what comes to the server: dangers, the same again, holding back, check-ins, nothing."""
    kinds = ("danger", "danger", "danger back", "same", "held_back", "signs", "told", "nothing")
    whys = {"danger": "answers", "held_back": "held_back", "signs": "signs", "told": "told"}
    picked = rng.choice(kinds, int(rng.integers(0, 4)))
    minutes = np.sort(rng.uniform(0.5, 2 * LONGEST_MIN, len(picked)))
    return [
        Change(float(minute), str(name), whys.get(str(name), ""))
        for minute, name in zip(minutes, picked, strict=True)
    ]


def _history(ran: Ran, rng: np.random.Generator, found: Found) -> None:
    tablet = Tablet(float(rng.choice(OFF_MIN)))
    moved = float(rng.choice([0, 0, 0, 0, 0, -60, 60, -600]))
    ends = float(rng.uniform(15, LONGEST_MIN))
    touched = np.sort(rng.uniform(0, ends, int(rng.integers(1, 6))))
    touches = [(0.0, "begin"), *((float(one), "less") for one in touched)]
    touches.append((ends, str(rng.choice(["end", "end", "stop"]))))
    loads = [(float(one), "load") for one in rng.uniform(0, ends, int(rng.integers(0, 3)))]
    moves = [(float(rng.uniform(0, ends)), "move")] if moved else []
    nets = rng.uniform(1, 3 * LONGEST_MIN, int(rng.integers(0, 3)))
    last = 3 * LONGEST_MIN + 30.0
    syncs = [(float(one), "sync") for one in (*nets, last)]
    changes = _changes(rng)
    steps: list[tuple[float, str | Change]] = [*touches, *loads, *moves, *syncs]
    steps += [(one.minute, one) for one in changes]
    came: list[Change] = []
    for minute, step in sorted(steps, key=lambda one: one[0]):
        at = ran.at + timedelta(minutes=minute)
        if isinstance(step, Change):
            came += [step] if _come(ran, step, rng, at) else []
        elif step == "move":
            tablet.off += moved
        elif step == "load":
            tablet.load_anew(minute, ran.at)
        elif step == "sync":
            _sync(ran, tablet, at, rng, is_last=minute == last)
        else:
            tablet.touch(minute, step, ran.at)
    name = "moved" if moved else "off" if abs(tablet.off) > 1 else "right"
    _look(ran.visit_id, Story(tablet, tuple(came), ends, name), found)


def _come(ran: Ran, change: Change, rng: np.random.Generator, at: datetime) -> bool:
    """Let a change come to the server; return whether it was taken."""
    day, by, visit = at.date(), ran.by, ran.visit_id
    danger = str(rng.choice(DANGERS))
    client = Visit.objects.get(id=visit).client_id

    def say(words: Mapping[str, object]) -> None:
        for name, word in words.items():
            sent = Sent(uuid4(), {name: word})
            answering.by_person(visit, sent, observed=False, on=day, by=by, at=at)

    def check_in(signs: str) -> None:
        told = CheckedIn(day, None, {}, new_signs=signs)
        hearing.check_in(client, told, event=uuid4(), on=day, by=by, at=at)

    def hold_back() -> None:
        stricter.be_stricter(visit, Disposition.NOT_TODAY, reason="looks pale", by=by, at=at)

    deeds: Mapping[str, Callable[[], None]] = {
        "danger": partial(say, {danger: "yes"}),
        "danger back": partial(say, dict.fromkeys(DANGERS, False)),
        "same": partial(say, {danger: False}),
        "held_back": hold_back,
        "signs": partial(check_in, "yes"),
        "told": partial(check_in, "no"),
        "nothing": lambda: None,
    }
    try:
        deeds[change.name]()
    except InputError:
        return False
    return True


def _sync(
    ran: Ran, tablet: Tablet, at: datetime, rng: np.random.Generator, *, is_last: bool
) -> None:
    """Send what waits, now and then twice, mixed or in part; the answer may be lost."""
    waiting = [one for _, one in tablet.told if one.id not in tablet.sent]
    if not waiting:
        return
    mixed = [waiting[n] for n in rng.permutation(len(waiting))]
    part = mixed if is_last else mixed[: int(rng.integers(1, len(mixed) + 1))]
    slow = timedelta(minutes=-tablet.off)
    receipt = session.receive(ran.visit_id, part, slow_by=slow, by=ran.by, at=at)
    if rng.random() < 0.5:
        receipt = session.receive(ran.visit_id, part, slow_by=slow, by=ran.by, at=at)
    if is_last or rng.random() < 0.7:
        tablet.sent |= {UUID(one) for one in receipt.kept}


def _look(visit_id: UUID, story: Story, found: Found) -> None:
    """Hold what was kept beside what happened."""
    visit = Visit.objects.get(id=visit_id)
    rows = [(one["why"], one["row"]) for row in outdated.rows(visit) for one in row.body["causes"]]
    flagged = {why for why, _ in rows}
    due = {one.why for one in story.came if one.why and one.minute <= story.ends}
    after = {one.why for one in story.came if one.why and one.minute > story.ends} - due
    clock = story.clock
    found.seen[f"clock {clock}: histories"] += 1
    found.seen[f"clock {clock}: late conflicts"] += len(due)
    found.seen[f"clock {clock}: not flagged"] += len(due - flagged)
    found.seen[f"clock {clock}: flagged though it came after the end"] += len(after & flagged)
    wrong = [f"{why} not flagged" for why in sorted(due - flagged)]
    wrong += [f"{why} flagged for nothing" for why in sorted(flagged - due - after)]
    soon = {one.why for one in story.came if one.minute <= story.ends + SOON_MIN}
    if clock == "right" and flagged & after - soon:
        wrong.append("flagged what came after the end")
    if len(rows) != len(set(rows)):
        wrong.append("one cause kept twice")
    if SessionEvent.objects.filter(visit=visit).count() != len(story.tablet.told):
        wrong.append("a touch was lost or doubled")
    found.wrong += [f"{one}; {story.words()}" for one in wrong]
