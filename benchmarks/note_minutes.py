"""Count the work from the last touch of the client to a signed note.

    .venv/bin/python benchmarks/note_minutes.py

Each example visit that may be treated (what it leaves out answered as usual) is answered,
planned, agreed to, run and ended through the practice's own services; its drafted note is
counted. Minutes are an estimate at our own pace: 200 words a minute to read, 1.2 s a tap,
40 words a minute to type; nobody was timed.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

EXAMPLES = sorted((Path(__file__).parents[1] / "examples/intakes").glob("*.yaml"))
AT = datetime.now(UTC)  # noqa: TID251 -- a script
WORDS_A_MINUTE, TAP_S, TYPED_A_MINUTE = 200, 1.2, 40
TAPS = ("To the note", "a heading to write in", "Sign and lock")
OWN_WORDS = 12
"""One sentence of the therapist's own."""
MOST_S = 120


def begin() -> Any:  # noqa: ANN401 -- Django's records exist only after its setup
    """Set up a practice in a folder of its own; return who acts."""
    os.environ.pop("ISCHIA_DATABASE_URL", None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
        "ISCHIA_DATA_DIR": tempfile.mkdtemp(prefix="ischia-note-"),
        "ISCHIA_DB_KEY": "0f" * 32,
        "ISCHIA_SECRET_KEY": "note" * 16,
    }
    import django  # noqa: PLC0415 -- its settings read the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from ischia.web.access import Actor  # noqa: PLC0415 -- as above
    from ischia.web.people.roles import Role  # noqa: PLC0415 -- as above
    from ischia.web.services import setting_up  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Notes", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@notes.example", "a-quiet-long-word"), at=AT,
    )  # fmt: skip
    return Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")


def drafted(path: Path, by: Any) -> str | None:  # noqa: ANN401 -- as above
    """Return the text of the note of one example visit; ``None`` where none may be treated."""
    from ischia.care.intake import ordinary_answers  # noqa: PLC0415 -- as above
    from ischia.errors import InputError  # noqa: PLC0415 -- as above
    from ischia.knowledge import shipped  # noqa: PLC0415 -- as above
    from ischia.reading import parse_yaml  # noqa: PLC0415 -- as above
    from ischia.web.services import (  # noqa: PLC0415 -- as above
        answering,
        clients,
        consenting,
        finding,
        notes,
        planning,
        session,
        visits,
    )

    told: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8")).data or {}
    client = clients.add(name=path.stem, born_on=None, phone="", by=by, at=AT)
    minutes = told.get("visit", {}).get("minutes", 60)
    visit = visits.book(client.id, starts_at=AT, minutes=minutes, by=by, at=AT)
    sent = answering.Sent(uuid4(), ordinary_answers(shipped()) | told["answers"])
    answering.by_person(visit.id, sent, observed=False, on=AT.date(), by=by, at=AT)
    answering.read_back(visit.id, by=by, at=AT)
    finding.find(visit.id, text="", is_none=True, by=by, at=AT)
    try:
        made = planning.plan(visit.id, on=AT.date(), by=by, at=AT)
    except InputError:
        return None
    consenting.by_person(visit.id, "massage", given=True, by=by, at=AT)
    planning.adopt(visit.id, on=AT.date(), by=by, at=AT)
    touches = list(_touches(made.body["session"]["segments"]))
    session.receive(visit.id, touches, by=by, at=AT)
    draft = notes.begin(visit.id, by=by, at=AT)
    notes.sign(visit.id, version=draft.version, by=by, at=AT)
    return "\n".join(draft.body["text"].values())


def _touches(parts: list[dict[str, Any]]) -> Iterator[Any]:
    """Yield a session as planned, with one wish for less and one part left early."""
    from ischia.web.services.session import Touch  # noqa: PLC0415 -- as above

    hands = [n for n, part in enumerate(parts) if part["kind"] == "hands_on"]
    told: list[tuple[str, dict[str, Any]]] = [("begin", {}), ("less", {"part": hands[0]})]
    for n, part in enumerate(parts):
        is_early = n == hands[-1]
        seconds = part["minutes"] * (30 if is_early else 60)
        done = {"part": n, "seconds": seconds, "pressure": part["pressure"] or 0}
        told.append(("part_done", {**done, "skipped": is_early}))
    elapsed = 0
    for number, (kind, body) in enumerate([*told, ("end", {})]):
        elapsed += int(body.get("seconds", 0))
        yield Touch(uuid4(), number, kind, elapsed, AT + timedelta(seconds=elapsed), body)


def rows(by: Any) -> Iterator[str]:  # noqa: ANN401 -- as above
    """Yield the table, a line at a time."""
    yield "| visit | taps | words read | own words typed | seconds of work, estimated |"
    yield "| --- | --- | --- | --- | --- |"
    for path in EXAMPLES:
        text = drafted(path, by)
        if text is None:
            continue
        words = len(text.split())
        work_s = 60 * words / WORDS_A_MINUTE + TAP_S * len(TAPS) + 60 * OWN_WORDS / TYPED_A_MINUTE
        verdict = "" if work_s <= MOST_S else " (over)"
        yield f"| {path.stem} | {len(TAPS)} | {words} | {OWN_WORDS} | {work_s:.0f}{verdict} |"


if __name__ == "__main__":
    print("\n".join(rows(begin())))
