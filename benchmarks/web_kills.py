"""Kill the whole server at random and look whether anything it had confirmed is gone.

    python benchmarks/web_kills.py [KILLS] [--record]

A phone answers the intake by its own link; a tablet runs sessions, writes notes and signs them;
a front desk adds clients and opens them as bare data: all over HTTP, at the same time, on the
real ``ischia serve`` and its encrypted file. Server and workers are killed (SIGKILL) a random
moment later. The file is then copied as it lies, its log beside it, and the copy opened, while
the next server starts on the original: pages and structure are checked, and everything that was
confirmed must be there once and only once. What got no answer is sent again, as phone and
tablet do. At the end the chain of the trail is walked.

``--record`` writes the result into docs/reference/durability.md.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from marked_page import record
from web_kills_check import KEY, check, copied
from web_kills_fill import PASSWORD, prepare
from web_kills_people import Books, Browser, Desk, Gone, Phone, Tablet, must

FOLDER = Path(tempfile.mkdtemp(prefix="ischia-kills-"))
SEED = 20261121
MOST, LONGEST_S = 40, 3.0
"""A kill comes after so many confirmations, or so many seconds, at most."""
Worker = Phone | Tablet | Desk


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "ISCHIA_DATABASE_URL"}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
        "ISCHIA_DATA_DIR": str(FOLDER),
        "ISCHIA_SECRET_KEY": "kill" * 16,
        "ISCHIA_DB_KEY": KEY,
    }


def start(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ischia", "serve", "--data", str(FOLDER), "--port", str(port)]
    return subprocess.Popen(  # noqa: S603 -- our own program
        command, env=environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def wait_until_ready(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(1500):
        must(server.poll() is None, "the server did not start again")
        try:
            if Browser(port).ask("/ready")[0] == 200:
                return
        except Gone:
            pass
        time.sleep(0.02)
    must(is_well=False, what="the server was not ready in time")


def work(one: Worker, faults: list[str]) -> None:
    try:
        while True:
            one.go_on()
    except Gone:
        return
    except Exception as fault:  # noqa: BLE001 -- told at the end, whatever it is
        faults.append(f"{type(one).__name__}: {type(fault).__name__} {fault}")


def sign_in(port: int) -> Browser:
    one = Browser(port)
    one.ask("/sign-in/")
    status, _ = one.post("/sign-in/", email="owner@kills.example", password=PASSWORD)
    must(status == 302, f"sign-in was refused: {status}")
    return one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill(server: subprocess.Popen[bytes]) -> None:
    os.killpg(server.pid, signal.SIGKILL)  # the workers go with their parent
    server.wait()


def work_until_killed(
    server: subprocess.Popen[bytes], people: list[Worker], books: Books, rng: np.random.Generator
) -> list[str]:
    """Let all work, kill the server at a random moment, return what went wrong before."""
    faults: list[str] = []
    threads = [threading.Thread(target=work, args=(one, faults)) for one in people]
    for one in threads:
        one.start()
    _wait(books, rng)
    kill(server)
    for one in threads:
        one.join()
    return faults


def _wait(books: Books, rng: np.random.Generator) -> None:
    """Wait for some confirmations and a little more; on a slow machine as on a quick one."""
    enough, until = books.confirmed() + int(rng.integers(0, MOST)), time.monotonic() + LONGEST_S
    while books.confirmed() < enough and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(float(rng.uniform(0, 0.02)))


def run(kills: int, *, is_recorded: bool) -> tuple[Books, list[str], float, int]:
    visits, tokens = prepare(kills, environment())
    port, books, faults = free_port(), Books(), []
    server = start(port)
    wait_until_ready(server, port)
    people: list[Worker] = [Tablet(sign_in(port), visits, books), Desk(sign_in(port), books)]
    people.append(Phone(Browser(port), tokens, books))
    kill(server)
    rng, began, wrong, done = np.random.default_rng(SEED), time.monotonic(), [], 0
    server = start(port)
    while done < kills and not faults:
        wait_until_ready(server, port)
        faults += work_until_killed(server, people, books, rng)
        done += 1
        copy = copied(FOLDER)
        server = start(port)  # starts while the copy is looked through
        found = check(books, copy)
        wrong += [f"after kill {done}: {one}" for one in found]
        if done % 10 == 0 or found or faults:
            told = ", ".join([*found, *faults]) or "nothing wrong"
            print(f"{done} kills, {books.confirmed()} confirmed; {told}", flush=True)
        if is_recorded:  # a run that is broken off leaves how far it came
            shown = table(books, wrong + faults, time.monotonic() - began, done)
            record("durability", "kills", shown)
    kill(server)
    wrong += chain()
    return books, wrong + faults, time.monotonic() - began, done


def chain() -> list[str]:
    """Walk the trail from its first row to its last."""
    from ischia.web.audit.models import first_break  # noqa: PLC0415 -- Django is set up by now

    broken = first_break()
    return [] if broken is None else [f"the trail is broken at row {broken}"]


def table(books: Books, wrong: list[str], seconds: float, kills: int) -> str:
    rows = {
        "kills of the server": kills,
        "answers confirmed": len(books.answers.confirmed),
        "session events confirmed": len(books.events.confirmed),
        "notes with a text confirmed": len(books.texts.confirmed),
        "signatures confirmed": len(books.signed.confirmed),
        "clients added and confirmed": len(books.clients.confirmed),
        "readings confirmed, each with its row in the trail": len(books.reads.confirmed),
        "sent again, since no answer had come": books.repeated,
        "lost, doubled, half written or damaged": len(wrong),
        "seconds": round(seconds),
    }
    lines = [f"| {name} | {value:,} |" for name, value in rows.items()]
    return "\n".join(["| what | figure |", "| --- | ---: |", *lines])


def main(arguments: list[str]) -> int:
    numbers = [int(one) for one in arguments if one.isdecimal()]
    try:
        books, wrong, seconds, kills = run(
            numbers[0] if numbers else 200, is_recorded="--record" in arguments
        )
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    result = table(books, wrong, seconds, kills)
    print(result)
    for one in wrong[:20]:
        print(one)
    if "--record" in arguments:
        record("durability", "kills", result)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
