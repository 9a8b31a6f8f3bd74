"""Let two and eight hands write one record at the same moment, and look what is lost.

    nice -n 19 python benchmarks/web_races.py [ROUNDS] [--record]

The laws of :mod:`web_races_laws`, so many rounds each, on the encrypted file and on PostgreSQL:
a start beside what forbids it, eight writers on one client, note and form, two tablets that
tell one session while it is signed. ``--record`` writes the counts, as they grow, into
docs/reference/durability.md.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from marked_page import record
from web_load_server import environment, postgres

SEED, PORTION = 20261121, 50
PASSWORD = "a-quiet-long-word"  # noqa: S105 -- of an invented person


def child(rounds: int) -> None:
    """Race in the database the environment names; print the counts after each portion."""
    import django  # noqa: PLC0415 -- its settings read the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    import numpy as np  # noqa: PLC0415 -- as above

    from ischia.web.audit.models import first_break  # noqa: PLC0415 -- as above
    from web_races_laws import LAWS  # noqa: PLC0415 -- as above

    ready, rng = _ready(), np.random.default_rng(SEED)
    for name, law in LAWS.items():
        for begun in range(0, rounds, PORTION):
            done = min(PORTION, rounds - begun)
            found = law(ready, done, rng)
            told = {"law": name, "rounds": done, "seen": found.seen, "wrong": found.wrong}
            print(json.dumps(told), flush=True)
    broken = first_break()
    wrong = [] if broken is None else [f"the trail is broken at row {broken}"]
    print(json.dumps({"law": "trail", "rounds": 0, "seen": {}, "wrong": wrong}), flush=True)


def _ready() -> Any:  # noqa: ANN401 -- Django's records exist only after its setup
    """Return a practice with one visit that may begin."""
    from datetime import UTC, datetime  # noqa: PLC0415 -- as above

    from ischia.web.access import Actor  # noqa: PLC0415 -- as above
    from ischia.web.people.roles import Role  # noqa: PLC0415 -- as above
    from ischia.web.services import setting_up  # noqa: PLC0415 -- as above
    from web_races_made import Ready  # noqa: PLC0415 -- as above
    from web_worked_visit import agreed_visit  # noqa: PLC0415 -- as above

    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    told = {"practice": "Races", "time_zone": "UTC", "emergency_number": "112"}
    owner = setting_up.begin(**told, owner=("Owner", "owner@races.example", PASSWORD), at=at)
    by = Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")
    visit = agreed_visit(by, at=at)
    return Ready(by, visit.id, at)


class Counts:
    """What all rounds so far came to, in one database."""

    def __init__(self, name: str) -> None:
        self.name, self.rounds, self.seen = name, Counter[str](), Counter[str]()
        self.wrong: list[str] = []
        self.began, self.seconds = time.monotonic(), 0.0

    def take(self, line: str) -> None:
        """Add what one portion of rounds came to."""
        told = json.loads(line)
        self.rounds[told["law"]] += told["rounds"]
        self.seen.update(told["seen"])
        self.wrong += told["wrong"]
        self.seconds = time.monotonic() - self.began


def race(name: str, folder: Path, address: str, rounds: int) -> Counts:
    counts = Counts(name)
    running = subprocess.Popen(  # noqa: S603 -- this program
        [sys.executable, __file__, "--child", str(rounds)],
        env=environment(folder, address), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    for line in running.stdout or ():
        counts.take(line)
        tell(counts)
    if running.wait() != 0:
        counts.wrong.append("the races broke off")
    return counts


SHOWN: list[Counts] = []


def tell(counts: Counts) -> None:
    """Show and, where asked, write down how far it came."""
    others = [one for one in SHOWN if one.name != counts.name]
    SHOWN[:] = [*others, counts]
    done = ", ".join(f"{law} {number}" for law, number in counts.rounds.items())
    print(f"{counts.name}: {done}; {len(counts.wrong)} wrong", flush=True)
    if "--record" in sys.argv:
        record("durability", "races", table(SHOWN))


def table(shown: list[Counts]) -> str:
    seen = sorted({one for counts in shown for one in counts.seen})
    rounds = [law for law in shown[0].rounds if law != "trail"]
    lines = [f"| what | {' | '.join(one.name for one in shown)} |"]
    lines += [f"| --- |{' ---: |' * len(shown)}"]
    lines += [_row(f"rounds of *{law}*", [one.rounds[law] for one in shown]) for law in rounds]
    lines += [_row(what, [one.seen[what] for one in shown]) for what in seen]
    lines += [_row("lost, doubled or begun on what was old", [len(one.wrong) for one in shown])]
    lines += [_row("seconds", [round(one.seconds) for one in shown])]
    return "\n".join(lines)


def _row(name: str, figures: list[int]) -> str:
    return f"| {name} | {' | '.join(f'{one:,}' for one in figures)} |"


def main(arguments: list[str]) -> int:
    numbers = [int(one) for one in arguments if one.isdecimal()]
    rounds = numbers[0] if numbers else 1000
    if "--child" in arguments:
        child(rounds)
        return 0
    folder = Path(tempfile.mkdtemp(prefix="ischia-races-"))
    try:
        raced = [race("encrypted file", folder / "file", "", rounds)]
        with postgres(folder / "server") as (address, _):
            raced.append(race("PostgreSQL", folder / "other", address, rounds))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(table(raced))
    wrong = [one for counts in raced for one in counts.wrong]
    for one in wrong[:20]:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    raise SystemExit(main(sys.argv[1:]))
