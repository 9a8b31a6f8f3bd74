"""The same tests of the web on a PostgreSQL server of their own, by one setting."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
HERE = Path(__file__).resolve()


def run(*command: object, as_server: bool = True) -> None:
    whole = [str(one) for one in command]
    if as_server and os.geteuid() == 0:  # initdb refuses to run as root
        whole = ["runuser", "-u", "postgres", "--", *whole]
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 -- our own commands


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        where = Path(name)
        if os.geteuid() == 0:
            run("chown", "postgres", where, as_server=False)
        data = where / "data"
        run(PROGRAMS / "initdb", "-D", data, "-A", "trust", "-U", "ischia", "--no-sync", "-E",
            "UTF8", "--locale=C.UTF-8")  # fmt: skip
        told = f"-c listen_addresses='' -k {where} -c fsync=off"
        run(PROGRAMS / "pg_ctl", "-D", data, "-w", "-l", where / "log", "start", "-o", told)
        yield where
        run(PROGRAMS / "pg_ctl", "-D", data, "-m", "fast", "stop")


def test_the_web_passes_its_tests_on_postgresql_too(folder: Path):
    address = f"postgresql://ischia@{quote(str(folder), safe='')}/ischia"
    command = [sys.executable, "-m", "pytest", "-q", str(HERE.parent), "--ignore", str(HERE)]
    command += ["--ignore", str(HERE.parent / "test_kills.py")]  # of the encrypted file alone
    environment = {**os.environ, "ISCHIA_DATABASE_URL": address}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(  # noqa: S603 -- our own tests
        command, check=False, capture_output=True, text=True, env=environment,
        cwd=HERE.parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
