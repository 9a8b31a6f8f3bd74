"""Let a tablet run sessions without a network, and look whether anything goes unnoticed (HZ26).

    nice -n 19 python benchmarks/web_offline.py [HISTORIES] [--record]

The laws of :mod:`web_offline_law` on the real server with its encrypted file, and of
:mod:`web_offline_packet` on the tablet's own code in a browser, so many histories each, 20,000 by
default. Seeded: the same number gives the same histories. ``--record`` writes the counts, as
they grow, into docs/reference/durability.md. Exit status 1 on anything that is wrong.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from marked_page import record
from web_load_server import environment

SEED, PORTION = 20261126, 100
PASSWORD = "a-quiet-long-word"  # noqa: S105 -- of an invented person
Line = tuple[dict[str, int], list[str]]


def child(count: int) -> None:
    """Run histories on the server the environment names; print the counts after each portion."""
    import django  # noqa: PLC0415 -- its settings read the environment

    django.setup()
    from datetime import UTC, datetime  # noqa: PLC0415 -- as above

    import numpy as np  # noqa: PLC0415 -- as above
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from ischia.web.access import Actor  # noqa: PLC0415 -- as above
    from ischia.web.people.roles import Role  # noqa: PLC0415 -- as above
    from ischia.web.services import setting_up  # noqa: PLC0415 -- as above
    from web_offline_law import Ran, histories  # noqa: PLC0415 -- as above
    from web_worked_visit import worked_visit  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    owner = setting_up.begin(
        practice="Away", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@away.example", PASSWORD), at=at,
    )  # fmt: skip
    by = Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")
    ran = Ran(by, worked_visit(by, at=at).id, at)
    for begun in range(0, count, PORTION):
        rng = np.random.default_rng([SEED, begun])
        found = histories(ran, min(PORTION, count - begun), rng)
        print(json.dumps([found.seen, found.wrong]), flush=True)


def on_server(count: int, folder: Path) -> Iterator[Line]:
    running = subprocess.Popen(  # noqa: S603 -- this program
        [sys.executable, __file__, "--child", str(count)],
        env=environment(folder, ""), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    for line in running.stdout or ():
        seen, wrong = json.loads(line)
        yield seen, wrong
    if running.wait() != 0:
        yield {}, ["the histories on the server broke off"]


def on_tablet(count: int) -> Iterator[Line]:
    import numpy as np  # noqa: PLC0415 -- only this part needs it
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- as above

    import web_offline_packet as packets  # noqa: PLC0415 -- as above

    with sync_playwright() as driver:
        path = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = packets.tablet(browser)
        for begun in range(0, count, PORTION):
            rng = np.random.default_rng([SEED, begun])
            found = packets.histories(page, min(PORTION, count - begun), rng)
            yield {"packets: histories": min(PORTION, count - begun), **found.seen}, found.wrong
        browser.close()


def table(seen: Counter[str], n_wrong: int, seconds: float) -> str:
    rows = [f"| {name} | {n:,} |" for name, n in sorted(seen.items())]
    rows += [f"| wrong | {n_wrong:,} |", f"| seconds | {seconds:,.0f} |"]
    return "\n".join(["| what | figure |", "| --- | ---: |", *rows])


def main(arguments: list[str]) -> int:
    numbers = [int(one) for one in arguments if one.isdecimal()]
    count = numbers[0] if numbers else 20_000
    if "--child" in arguments:
        child(count)
        return 0
    seen, wrong, began, shown = Counter[str](), [], time.monotonic(), ""
    folder = Path(tempfile.mkdtemp(prefix="ischia-away-"))
    try:
        for part in (on_tablet(count), on_server(count, folder)):
            for counts, faults in part:
                seen.update(counts)
                wrong += faults
                shown = table(seen, len(wrong), time.monotonic() - began)
                if "--record" in arguments:
                    record("durability", "offline", shown)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(shown)
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    raise SystemExit(main(sys.argv[1:]))
