"""What two hands on one record may never do; :mod:`web_races` counts, the tests run a few rounds.

Each law takes a practice and a number of rounds, lets threads with connections of their own
begin at the same moment, and says what went wrong and how often each way out was seen. The
order in which things happened is read from the trail: each deed's row is written under one
lock, so its number is the order of the commits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import numpy as np

from ischia.errors import InputError
from ischia.quantities import Disposition
from ischia.web.records.models import Answer, Client, NoteDraft, SessionEvent, Snapshot, Visit
from ischia.web.services import (
    answering,
    clients,
    consenting,
    notes,
    planning,
    session,
    stricter,
    visits,
)
from ischia.web.services.answering import Sent
from ischia.web.services.session import Touch
from ischia.web.services.snapshots import chained
from web_races_made import Deed, Found, Ready, at_once, copied, row_of

WRITERS = 8


def start_beside_what_forbids_it(ready: Ready, rounds: int, rng: np.random.Generator) -> Found:
    """HZ20: what forbids a start and the start at once; never a start on what was old by then."""
    found = Found()
    day, by = ready.at.date(), ready.by
    for number in range(rounds):
        visit = copied(ready)
        at = ready.at.replace(microsecond=1 + number % 999_999)
        forbidding: dict[str, tuple[str, Deed]] = {
            "an answer": ("answer.saved", lambda v=visit, at=at: answering.by_person(
                v.id, Sent(uuid4(), {"fever_now": "yes"}), observed=False, on=day, by=by, at=at)),
            "consent withdrawn": ("consent.withdrawn", lambda v=visit, at=at: consenting.by_person(
                v.id, "massage", given=False, by=by, at=at)),
            "held back": ("visit.held_back", lambda v=visit, at=at: stricter.be_stricter(
                v.id, Disposition.NOT_TODAY, reason="looks pale", by=by, at=at)),
            "another length": ("visit.shaped", lambda v=visit, at=at: visits.shape(
                v.id, changes={"minutes": 75}, by=by, at=at)),
        }  # fmt: skip
        name = list(forbidding)[number % len(forbidding)]
        action, forbid = forbidding[name]

        def start(v: Visit = visit, at: datetime = at) -> object:
            return planning.adopt(v.id, on=day, by=by, at=at)

        given = at_once([forbid, start, start], rng, spread_s=0.02)
        _look_at_start(found, visit, name, action, given)
    return found


def _look_at_start(found: Found, visit: Visit, name: str, action: str, given: list[Any]) -> None:
    faults = [one for one in given if isinstance(one, Exception)]
    found.wrong += [f"{name}: {type(one).__name__}" for one in faults]
    forbade, begun = row_of(visit, [action]), row_of(visit, ["session.begun"])
    adoptions = Snapshot.objects.filter(visit=visit, kind="adoption").count()
    if forbade and begun and forbade[0] < begun[0]:
        found.wrong.append(f"{name}: a start on what was old")
    if len(begun) > 1 or adoptions > 1:
        found.wrong.append(f"{name}: begun twice")
    state = Visit.objects.get(id=visit.id).state
    if (state == "in_session") is not bool(begun):
        found.wrong.append(f"{name}: the state is {state}, begun {len(begun)} times")
    if not begun:
        found.seen[f"{name} came first: no start"] += 1
    else:
        found.seen[f"the start came first, then {name if forbade else 'a refusal'}"] += 1


def eight_writers(ready: Ready, rounds: int, rng: np.random.Generator) -> Found:
    """HZ41: eight hands on one client, one note, one form: each change is kept or refused."""
    found = Found()
    visit = copied(ready)
    planning.adopt(visit.id, on=ready.at.date(), by=ready.by, at=ready.at)
    notes.begin(visit.id, by=ready.by, at=ready.at)
    kinds = (_count_up, _add_lines, _answer_all)
    asked = copied(ready)
    for number in range(rounds):
        kinds[number % len(kinds)](ready, asked if number % 3 == 2 else visit, number, found, rng)
    return found


def _until_kept(deed: Deed, found: Found, what: str) -> Deed:
    """Do a deed again until it is not refused, as somebody does who looks at both and saves."""

    def persist() -> object:
        while True:
            try:
                return deed()
            except InputError:
                found.seen[f"{what}: refused as stale, looked again"] += 1

    return persist


def _count_up(ready: Ready, visit: Visit, _: int, found: Found, rng: np.random.Generator) -> None:
    """Let each writer count the number in the client's details up by one."""

    def one_more() -> object:
        held = Client.objects.get(id=visit.client_id)
        return clients.change(
            held.id, name=held.name, born_on=None, phone=str(int(held.phone) + 1),
            version=held.version, by=ready.by, at=ready.at,
        )  # fmt: skip

    before = int(Client.objects.get(id=visit.client_id).phone)
    what = "a client's details"
    given = at_once([_until_kept(one_more, found, what)] * WRITERS, rng, spread_s=0.005)
    _faults(given, found, what)
    if int(Client.objects.get(id=visit.client_id).phone) != before + WRITERS:
        found.wrong.append(f"{what}: a write was lost")


def _add_lines(
    ready: Ready, visit: Visit, number: int, found: Found, rng: np.random.Generator
) -> None:
    """Let each writer add a line of their own to the note."""
    what = "a note"
    lines = [f"{number} {writer}" for writer in range(WRITERS)]

    def add(line: str) -> object:
        held = NoteDraft.objects.get(visit=visit)
        old = held.body["text"]["plan"] if held.version > 1 else ""
        text = "\n".join([*old.splitlines()[-2 * WRITERS :], line])
        return notes.edit(
            visit.id, text={"plan": text}, version=held.version, by=ready.by, at=ready.at
        )

    deeds = [_until_kept(lambda line=line: add(line), found, what) for line in lines]
    _faults(at_once(deeds, rng, spread_s=0.005), found, what)
    held = NoteDraft.objects.get(visit=visit).body["text"]["plan"].splitlines()
    if not set(lines) <= set(held):
        found.wrong.append(f"{what}: a write was lost")


def _answer_all(
    ready: Ready, visit: Visit, number: int, found: Found, rng: np.random.Generator
) -> None:
    """Let each writer answer; half of them send the same thing twice."""
    what = "answers"
    day, before = ready.at.date(), Answer.objects.filter(visit=visit).count()
    sent = [Sent(uuid4(), {"fever_now": word}) for word in ("no", "unknown", "yes", "no")]

    def answer(one: Sent) -> object:
        return answering.by_person(
            visit.id, one, observed=bool(number % 2), on=day, by=ready.by, at=ready.at
        )

    deeds = [lambda one=one: answer(one) for one in sent * 2]
    _faults(at_once(deeds, rng, spread_s=0.005), found, what)
    rows = list(Answer.objects.filter(client_id=visit.client_id).values_list("number", flat=True))
    if len(rows) != before + len(sent):
        found.wrong.append(f"{what}: lost or doubled")
    if len(set(rows)) != len(rows):
        found.wrong.append(f"{what}: two with one number, so that none is the newer one")


def _faults(given: Sequence[object], found: Found, what: str) -> None:
    found.seen[f"{what}: writes"] += len(given)
    found.wrong += [f"{what}: {type(one).__name__}" for one in given if isinstance(one, Exception)]
    found.wrong += [f"{what}: refused" for one in given if one is None]


def two_tablets(ready: Ready, rounds: int, rng: np.random.Generator) -> Found:
    """HZ32: two tablets tell one session in pieces, doubled and mixed, while it is signed."""
    found = Found()
    day, by = ready.at.date(), ready.by
    for _ in range(rounds):
        visit = copied(ready)
        planning.adopt(visit.id, on=day, by=by, at=ready.at)
        kinds = ["begin", *rng.choice(["less", "pause", "resume", "pain"], 6), "end", "stop"]
        told = [Touch(uuid4(), n, str(kind), n, ready.at, {}) for n, kind in enumerate(kinds)]
        mixed = [[told[n] for n in rng.permutation(len(told))] for _ in range(2)]
        pieces = [piece for one in mixed for piece in (one[:5], one[4:], one[2:7])]
        # A moment of its own for each sending tells in the trail which one kept an event.
        moments = [ready.at + timedelta(microseconds=n + 1) for n in range(len(pieces))]

        def send(piece: list[Touch], at: datetime, v: Visit = visit) -> object:
            return session.receive(v.id, piece, tablet=str(at), by=by, at=at)

        def sign(v: Visit = visit) -> object:
            at = ready.at + timedelta(seconds=1)
            return notes.sign(v.id, version=notes.begin(v.id, by=by, at=at).version, by=by, at=at)

        sendings = [partial(send, *one) for one in zip(pieces, moments, strict=True)]
        given = at_once([*sendings, sign, sign], rng, spread_s=0.03)
        _look_at_session(found, visit, told, given)
    return found


def _look_at_session(found: Found, visit: Visit, told: list[Touch], given: list[Any]) -> None:
    faults = [one for one in given if isinstance(one, Exception)]
    found.wrong += [f"a session: {type(one).__name__}" for one in faults]
    held = list(SessionEvent.objects.filter(visit=visit))
    ids = {one.id for one in held}
    receipts = [one for one in given if isinstance(one, session.Receipt)]
    signed = row_of(visit, ["note.signed"])
    state = Visit.objects.get(id=visit.id).state
    if {UUID(one) for receipt in receipts for one in receipt.kept} != ids:
        found.wrong.append("a session: what was confirmed is not what is there")
    if len(held) != len(ids) or not ids <= {one.id for one in told}:
        found.wrong.append("a session: events doubled or of nobody")
    if not signed and (len(held) != len(told) or state != "stopped"):
        found.wrong.append(f"a session: {len(held)} of {len(told)} events, {state}")
    if len(signed) > 1 or Snapshot.objects.filter(visit=visit, kind="note").count() != len(signed):
        found.wrong.append("a session: signed twice")
    kept_by = [row_of(visit, ["session.received"], at=one.received_at)[0] for one in held]
    if signed and max(kept_by) > signed[0]:
        found.wrong.append("a session: an event was kept after it was signed")
    if bool(signed) is not (state == "signed"):
        found.wrong.append(f"a session: signed {len(signed)} times, {state}")
    if _forks(visit):
        found.wrong.append("a session: the chain of the visit forks")
    is_whole = len(held) == len(told)
    found.seen["sessions told whole" if is_whole else "sessions signed before all was told"] += 1
    found.seen["events sent"] += sum(len(one.kept) for one in receipts)
    found.seen["events kept"] += len(held)


def _forks(visit: Visit) -> bool:
    """Return whether a snapshot made in the race does not follow from the one before it."""
    rows = list(Snapshot.objects.filter(visit=visit).order_by("number"))
    return any(
        row.kind in {"adoption", "note"} and row.digest != chained(before.digest, row.body)
        for before, row in pairwise(rows)
    )


LAWS = {
    "start": start_beside_what_forbids_it,
    "writers": eight_writers,
    "tablets": two_tablets,
}
