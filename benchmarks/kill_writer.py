"""Kill a writer of the practice at random and look whether anything it had confirmed is gone.

    python benchmarks/kill_writer.py [KILLS]

A child process saves answers, receives session events, edits and signs notes on one
encrypted file, and reports each write only after its service has returned. It is killed
(SIGKILL) a random while after its first report. Then every reported write is looked up in
the file, the trail's chain is walked and the file's pages are checked.
"""

import os
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from uuid import UUID, uuid4, uuid5

import numpy as np

FOLDER = tempfile.mkdtemp(prefix="ischia-kill-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
    "ISCHIA_DATA_DIR": FOLDER,
    "ISCHIA_SECRET_KEY": "kill" * 16,
    "ISCHIA_DB_KEY": "0f" * 32,
}

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from ischia.care.intake import ordinary_answers  # noqa: E402
from ischia.knowledge import shipped  # noqa: E402
from ischia.web.access import Actor  # noqa: E402
from ischia.web.audit.models import first_break  # noqa: E402
from ischia.web.people.models import Person  # noqa: E402
from ischia.web.people.roles import Role  # noqa: E402
from ischia.web.records import models  # noqa: E402
from ischia.web.services import (  # noqa: E402
    answering,
    clients,
    consenting,
    notes,
    planning,
    session,
    setting_up,
    visits,
)
from ischia.web.services.answering import Sent  # noqa: E402
from ischia.web.services.session import Touch  # noqa: E402

AT = datetime.now(UTC)  # noqa: TID251 -- a script
DAY = AT.date()


def prepare() -> tuple[Actor, list[UUID]]:
    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Kill", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@kill.example", "a-quiet-long-word"), at=AT,
    )  # fmt: skip
    by = Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")
    client = clients.add(name="Mirela Stone", born_on=None, phone="", by=by, at=AT)
    ready = visits.book(client.id, starts_at=AT, minutes=60, by=by, at=AT)
    said = ordinary_answers(shipped())
    said["pain_map"] = [{"site": "lumbar", "side": "left", "intensity": 5}]
    answering.by_person(ready.id, Sent(uuid4(), said), observed=False, on=DAY, by=by, at=AT)
    answering.read_back(ready.id, by=by, at=AT)
    planning.plan(ready.id, on=DAY, by=by, at=AT)
    consenting.by_person(ready.id, "massage", given=True, by=by, at=AT)
    planning.adopt(ready.id, on=DAY, by=by, at=AT)
    notes.begin(ready.id, by=by, at=AT)
    asked = visits.book(client.id, starts_at=AT, minutes=60, by=by, at=AT)
    return by, [ready.id, asked.id]


def write_until_killed(report: int, by: Actor, ready: UUID, asked: UUID, start: int) -> None:
    """Write for ever; report each write as one line once its service has returned."""
    number = start
    while True:
        number += 1
        sent = Sent(uuid4(), {"fever_now": "no"})
        answering.by_person(asked, sent, observed=False, on=DAY, by=by, at=AT)
        os.write(report, f"answer {uuid5(sent.id, 'fever_now')}\n".encode())
        touch = Touch(uuid4(), number, "less", number % 3600, AT, {"part": 2})
        session.receive(ready, [touch], by=by, at=AT)
        os.write(report, f"event {touch.id}\n".encode())
        version = models.NoteDraft.objects.get(visit_id=ready).version
        draft = notes.edit(ready, text={"plan": f"line {number}"}, version=version, by=by, at=AT)
        os.write(report, f"note {draft.version}\n".encode())


def one_kill(by: Actor, ready: UUID, asked: UUID, wait_s: float, start: int) -> list[str]:
    connection.close()  # no open file may be carried over a fork
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)
        try:
            write_until_killed(outlet, by, ready, asked, start)
        finally:
            os._exit(1)
    os.close(outlet)
    told = os.read(inlet, 65536)
    time.sleep(wait_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(inlet, 65536):
        told += more
    os.close(inlet)
    return told.decode().splitlines()


def lost(lines: list[str], ready: UUID) -> int:
    """Return how many reported writes are not in the file."""
    said = [line.split() for line in lines]
    answers = [UUID(key) for kind, key in said if kind == "answer"]
    events = [UUID(key) for kind, key in said if kind == "event"]
    versions = [int(key) for kind, key in said if kind == "note"]
    gone = len(answers) - models.Answer.objects.filter(id__in=answers).count()
    gone += len(events) - models.SessionEvent.objects.filter(id__in=events).count()
    held = models.NoteDraft.objects.get(visit_id=ready).version
    return gone + sum(version > held for version in versions)


def main(kills: int) -> int:
    by, (ready, asked) = prepare()
    rng = np.random.default_rng(20261121)
    reported = gone = 0
    for number in range(kills):
        lines = one_kill(by, ready, asked, float(rng.uniform(0.0, 0.15)), reported)
        reported += len(lines)
        gone += lost(lines, ready)
        if (number + 1) % 50 == 0:
            print(f"{number + 1} kills, {reported} writes confirmed, {gone} lost", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone()[0]
        cursor.execute("PRAGMA cipher_integrity_check")
        pages = cursor.fetchall()
    people = Person.objects.count()
    print(f"integrity {whole}; damaged pages {len(pages)}; trail broken at {first_break()}")
    return 0 if gone == 0 and whole == "ok" and not pages and people == 1 else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
