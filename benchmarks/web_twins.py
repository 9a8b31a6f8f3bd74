"""How quickly, and how surely, is a likely twin found among many clients? On both databases.

    python benchmarks/web_twins.py [CLIENTS] [ASKED] [--record]

An invented practice is filled; then clients in it are typed in once more, with one slip in the
name, sometimes the words of it the other way round, and a birthday or a phone number beside it.
``--record`` writes the result into docs/reference/load.md.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

FIRST = 3
"""A twin shown among so many counts as shown."""


def mistyped(name: str, rng: np.random.Generator) -> str:
    """Return a name with a letter left out, doubled, swapped with the next, or mistaken."""
    n = int(rng.integers(0, len(name) - 1))
    return [
        name[:n] + name[n + 1 :],
        name[:n] + name[n] + name[n:],
        name[:n] + name[n + 1] + name[n] + name[n + 2 :],
        name[:n] + "e" + name[n + 1 :],
    ][int(rng.integers(4))]


def measure(n_clients: int, n_asked: int) -> dict[str, Any]:
    """Fill the database that the environment names; return times in milliseconds and hits."""
    import django  # noqa: PLC0415 -- its settings read the environment

    django.setup()
    from django.db import connection  # noqa: PLC0415 -- as above

    from ischia.web.queries import twins  # noqa: PLC0415 -- as above

    people, by = _filled(n_clients)
    rng = np.random.default_rng(3)
    times, shown, others = [], 0, 0
    for n in rng.choice(len(people), n_asked).tolist():
        one = people[n]
        name = mistyped(one.name, rng)
        name = " ".join(reversed(name.split())) if rng.random() < 0.1 else name
        by_phone = rng.random() < 0.3
        asked = twins.Asked(name, None if by_phone else one.born_on, one.phone if by_phone else "")
        began = time.perf_counter()
        found = twins.likely(asked, by=by)
        times.append(1000 * (time.perf_counter() - began))
        shown += one.id in {hit.id for hit in found[:FIRST]}
        others += sum(hit.id != one.id for hit in found)
    p50, p95, most = np.percentile(times, [50, 95, 100])
    return {
        "on": connection.vendor, "p50": p50, "p95": p95, "most": most,
        "shown": shown / n_asked, "others": others / n_asked,
    }  # fmt: skip


def _filled(n_clients: int) -> tuple[list[Any], Any]:
    """Fill an empty practice with people of all ages; return them and who asks."""
    from datetime import UTC, date, datetime, timedelta  # noqa: PLC0415 -- beside the others

    from django.core.management import call_command  # noqa: PLC0415 -- needs settings
    from django.db import connection  # noqa: PLC0415 -- as above

    from ischia.web.access import Actor  # noqa: PLC0415 -- as above
    from ischia.web.folding import beginnings, joined  # noqa: PLC0415 -- as above
    from ischia.web.people.roles import Role  # noqa: PLC0415 -- as above
    from ischia.web.records.models import Client, ClientWord  # noqa: PLC0415 -- as above
    from ischia.web.services import setting_up  # noqa: PLC0415 -- as above
    from web_load_fill import names  # noqa: PLC0415 -- it sets Django up

    at = datetime.now(UTC)  # noqa: TID251 -- a script
    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Twins", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@twins.example", "a-quiet-long-word"), at=at,
    )  # fmt: skip
    rng = np.random.default_rng(5)
    days, ends = rng.integers(0, 26_000, n_clients), rng.integers(0, 10**8, n_clients)
    people = [
        Client(
            practice_id=owner.practice_id, name=name, created_at=at,
            born_on=date(1935, 1, 1) + timedelta(days=int(day)), phone=f"+44 77 {end:08d}",
        )
        for name, day, end in zip(names(n_clients), days, ends, strict=True)
    ]  # fmt: skip
    Client.objects.bulk_create(people, batch_size=500)
    words = (
        ClientWord(
            practice_id=owner.practice_id, client_id=one.id, word=word, begins=joined(begins),
            name=one.name, born_year=one.born_on.year, phone_end=one.phone[-4:],
        )
        for one in people
        for begins in [sorted(beginnings(one.name))]
        for word in begins
    )  # fmt: skip
    ClientWord.objects.bulk_create(words, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people, Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")


def main() -> None:
    counts = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    n_clients, n_asked = (*counts, *(100_000, 2000)[len(counts) :])
    if "--here" in sys.argv:
        print(json.dumps(measure(n_clients, n_asked)))
        return
    from web_load_server import environment, postgres  # noqa: PLC0415 -- not needed in the child

    found = []
    with tempfile.TemporaryDirectory(prefix="ischia-twins-") as name:
        folder = Path(name)
        with postgres(folder / "pg") as (address, _):
            for one in ("", address):
                told = environment(folder / ("b" if one else "a"), one)
                command = [sys.executable, __file__, str(n_clients), str(n_asked), "--here"]
                done = subprocess.run(command, env=told, check=True, capture_output=True, text=True)  # noqa: S603 -- our own program
                found.append(json.loads(done.stdout.splitlines()[-1]))
    lines = [
        f"{n_clients:,} clients, {n_asked:,} of them typed in once more with a slip in the name.",
        "",
        "| database | p50 ms | p95 ms | most ms | twin among the first three | others shown each |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one['on']} | {one['p50']:.1f} | {one['p95']:.1f} | {one['most']:.1f} | "
        f"{100 * one['shown']:.1f} % | {one['others']:.2f} |"
        for one in found
    ]
    text = "\n".join(lines)
    print(text)
    if "--record" in sys.argv:
        from marked_page import record  # noqa: PLC0415 -- only then

        record("load", "twins", text)


if __name__ == "__main__":
    main()
