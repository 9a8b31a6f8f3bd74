"""Load a real server with a large practice and print requests a second and 95th percentiles.

    python benchmarks/web_load.py [CLIENTS] [VISITS] [CONNECTIONS] [SECONDS]

Fills an encrypted file in a temporary folder, starts ``ischia serve`` on it and asks over
HTTP from threads of this process, which shares the machine's cores with the server.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import numpy as np

FOLDER = Path(tempfile.mkdtemp(prefix="ischia-load-"))
KEYS = {"database": "0f" * 32, "secret": "ab" * 32}
(FOLDER / "keys").mkdir()
for name, key in KEYS.items():
    path = FOLDER / "keys" / f"{name}.key"
    path.write_text(key)
    path.chmod(0o600)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
    "ISCHIA_DATA_DIR": str(FOLDER),
    "ISCHIA_SECRET_KEY": KEYS["secret"],
    "ISCHIA_DB_KEY": KEYS["database"],
}

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from ischia.web.queries.folding import beginnings  # noqa: E402
from ischia.web.records.models import Client, ClientWord, Visit  # noqa: E402
from ischia.web.services import setting_up  # noqa: E402

AT = datetime.now(UTC)  # noqa: TID251 -- a script
PORT = 8777
SYLLABLES = "ka mi ro len ta vi sol dan er na pe tu hal gri mo".split()  # noqa: SIM905 -- readable


def fill(n_clients: int, n_visits: int) -> tuple[str, list[str]]:
    """Fill the practice in bulk; return a session cookie and some client ids."""
    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Load", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@load.example", "a-quiet-long-word"), at=AT,
    )  # fmt: skip
    rng = np.random.default_rng(7)
    ids = [uuid4() for _ in range(n_clients)]
    for start in range(0, n_clients, 5000):
        with transaction.atomic():
            made = [
                Client(id=one, practice_id=owner.practice_id, name=_name(rng), created_at=AT)
                for one in ids[start : start + 5000]
            ]
            Client.objects.bulk_create(made, batch_size=500)
            words = [
                ClientWord(practice_id=owner.practice_id, client_id=one.id, word=word)
                for one in made
                for word in beginnings(one.name)
            ]
            ClientWord.objects.bulk_create(words, batch_size=500)
    for start in range(0, n_visits, 5000):
        with transaction.atomic():
            Visit.objects.bulk_create(
                [
                    Visit(
                        practice_id=owner.practice_id, client_id=ids[n % n_clients],
                        therapist_id=owner.id, starts_at=AT - timedelta(minutes=45 * n),
                        state="signed",
                    )
                    for n in range(start, min(start + 5000, n_visits))
                ],
                batch_size=500,
            )  # fmt: skip
    session = SessionStore()
    session[SESSION_KEY] = str(owner.id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = owner.get_session_auth_hash()
    session["begun"] = session["seen"] = datetime.now(UTC).timestamp()  # noqa: TID251 -- a script
    session.create()
    connection.close()
    return str(session.session_key), [str(one) for one in ids[:2000]]


def _name(rng: np.random.Generator) -> str:
    first, last = ("".join(rng.choice(SYLLABLES, 3)) for _ in range(2))
    return f"{first} {last}".title()


def load(paths: list[str], cookie: str, connections: int, seconds: float) -> tuple[float, float]:
    """Return requests a second and the 95th percentile in milliseconds."""
    spent: list[float] = []
    stop = time.perf_counter() + seconds

    def ask(number: int) -> None:
        held = http.client.HTTPConnection("localhost", PORT, timeout=60)
        n = number
        while time.perf_counter() < stop:
            started = time.perf_counter()
            held.request("GET", paths[n % len(paths)], headers={"Cookie": f"session={cookie}"})
            answer = held.getresponse()
            answer.read()
            if answer.status != 200:
                print(f"{answer.status} {answer.headers.get('Location', '')}", file=sys.stderr)
                return
            spent.append(time.perf_counter() - started)
            n += connections

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(connections)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return len(spent) / seconds, float(np.percentile(spent, 95) * 1000)


def main(n_clients: int, n_visits: int, connections: int, seconds: float) -> int:
    started = time.perf_counter()
    cookie, ids = fill(n_clients, n_visits)
    print(f"{n_clients} clients, {n_visits} visits: {time.perf_counter() - started:.0f} s to fill")
    command = [sys.executable, "-m", "ischia", "serve", "--data", str(FOLDER), "--port", str(PORT)]
    began = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603 -- our own program
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers():
            time.sleep(0.02)
        print(f"first page after {time.perf_counter() - began:.2f} s")
        pages = {
            "today": ["/"],
            "search": [f"/clients/?q={quote(a + b)}" for a in SYLLABLES for b in SYLLABLES],
            "client": [f"/clients/{one}/" for one in ids],
        }
        for name, paths in pages.items():
            rate, high = load(paths, cookie, connections, seconds)
            print(f"{name:8} {rate:7.0f} requests/s   95th percentile {high:6.1f} ms", flush=True)
    finally:
        server.terminate()
        server.wait(20)
    return 0


def _answers() -> bool:
    try:
        held = http.client.HTTPConnection("localhost", PORT, timeout=5)
        held.request("GET", "/sign-in/")
        return held.getresponse().status == 200
    except OSError:
        return False


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    raise SystemExit(main(*(given + [100_000, 1_000_000, 50, 10][len(given) :])))
