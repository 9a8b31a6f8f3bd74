"""What ``web_load.py`` asks: a PostgreSQL of its own, the real server, and what both take."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from attrs import frozen

KEYS = {"database": "0f" * 32, "secret": "ab" * 32}
_PROGRAMS = Path("/usr/lib/postgresql/15/bin")
_TICKS = os.sysconf("SC_CLK_TCK")


@frozen
class Taken:
    """Processor seconds so far: of the server, of the database beside it, of the whole machine."""

    server: float
    database: float
    machine: float
    at: float


def environment(folder: Path, address: str) -> dict[str, str]:
    """Return what server and filling read: the folder, its keys, and PostgreSQL's address."""
    keys = folder / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    for name, key in KEYS.items():
        (keys / f"{name}.key").write_text(key)
        (keys / f"{name}.key").chmod(0o600)
    told = {name: value for name, value in os.environ.items() if name != "ISCHIA_DATABASE_URL"}
    told |= {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
        "ISCHIA_DATA_DIR": str(folder),
        "ISCHIA_SECRET_KEY": KEYS["secret"],
        "ISCHIA_DB_KEY": KEYS["database"],
    }
    return told | ({"ISCHIA_DATABASE_URL": address} if address else {})


@contextmanager
def postgres(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a PostgreSQL on a socket, as safe as it comes; give its address and process."""

    def run(*command: object) -> None:
        whole = [str(one) for one in command]
        if os.geteuid() == 0:  # initdb refuses to run as root
            whole = ["runuser", "-u", "postgres", "--", *whole]
        subprocess.run(whole, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own commands

    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        subprocess.run(["chown", "postgres", str(folder)], check=True)  # noqa: S603, S607 -- as above
        for one in folder.parents[:-2]:
            one.chmod(one.stat().st_mode | 0o011)
    data = folder / "data"
    run(_PROGRAMS / "initdb", "-D", data, "-A", "trust", "-U", "ischia", "-E", "UTF8",
        "--locale=C.UTF-8")  # fmt: skip
    told = f"-c listen_addresses='' -k {folder} -c shared_buffers=512MB -c max_wal_size=4GB"
    run(_PROGRAMS / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "start", "-o", told)
    try:
        run(_PROGRAMS / "createdb", "-h", folder, "-U", "ischia", "practice")
        pid = int((data / "postmaster.pid").read_text().split()[0])
        yield f"postgresql://ischia@{quote(str(folder), safe='')}/practice", pid
    finally:
        run(_PROGRAMS / "pg_ctl", "-D", data, "-m", "fast", "stop")


@contextmanager
def serving(folder: Path, told: dict[str, str], port: int) -> Iterator[tuple[int, float]]:
    """Run ``ischia serve``; give its process and the seconds to its first page."""
    command = [sys.executable, "-m", "ischia", "serve", "--data", str(folder), "--port", str(port)]
    began = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603 -- our own program
        command, env=told, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while page(port, "/sign-in/")[0] != 200:
            time.sleep(0.01)
        yield server.pid, time.perf_counter() - began
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def free_port() -> int:
    """Return a port that nobody serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page(port: int, path: str, cookie: str = "") -> tuple[int, str]:
    """Return status and text of one page; status 0 while nobody answers."""
    held = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        held.request("GET", path, headers={"Cookie": f"session={cookie}"})
        answer = held.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        held.close()


def taken(server: int, database: int) -> Taken:
    """Return what processes have used so far."""
    busy = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    machine = sum(busy) - busy[3] - busy[4]  # all but idle and waiting for the disk
    used = {"server": 0, "database": 0}
    for parent, group, pid, ticks in _processes():
        if group == server:
            used["server"] += ticks
        elif database and database in {parent, pid}:
            used["database"] += ticks
    return Taken(
        used["server"] / _TICKS, used["database"] / _TICKS, machine / _TICKS, time.perf_counter()
    )


def memory(server: int) -> float:
    """Return the server's memory in MiB, what its processes share counted once."""
    kib = 0
    for _, group, pid, _ in _processes():
        if group == server:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            kib += next(int(line.split()[1]) for line in text.splitlines() if "Pss:" in line)
    return kib / 1024


def _processes() -> Iterator[tuple[int, int, int, int]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield (
            int(fields[1]),
            int(fields[2]),
            int(stat.parent.name),
            int(fields[11]) + int(fields[12]),
        )
