"""The same tests of the web on a PostgreSQL of their own; its two roles, its certificate."""

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from ischia.web.serving._lan import certificate
from tests.ports import free_port

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
HERE = Path(__file__).resolve()


def run(*command: object, as_server: bool = True) -> None:
    whole = [str(one) for one in command]
    if as_server and os.geteuid() == 0:  # initdb refuses to run as root
        whole = ["runuser", "-u", "postgres", "--", *whole]
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 -- our own commands


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def over_tls(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Return the port of a server that shows a certificate for localhost, and that certificate."""
    room, data = tmp_path_factory.mktemp("tls"), folder / "data-tls"
    chain, key = certificate(room, ["localhost"])
    run(PROGRAMS / "initdb", "-D", data, "-A", "trust", "-U", "ischia", "--no-sync")
    for one in (chain, key):
        shown = data / one.name
        shown.write_bytes(one.read_bytes())
        shown.chmod(0o600)
        if os.geteuid() == 0:
            run("chown", "postgres", shown, as_server=False)
    for port in (free_port() for _ in range(5)):  # another program may take one meanwhile
        told = f"-c listen_addresses=localhost -p {port} -k {folder} -c fsync=off -c ssl=on "
        told += f"-c ssl_cert_file={chain.name} -c ssl_key_file={key.name}"
        try:
            run(PROGRAMS / "pg_ctl", "-D", data, "-w", "-l", folder / "tls", "start", "-o", told)
            break
        except subprocess.CalledProcessError:
            continue
    yield port, chain
    run(PROGRAMS / "pg_ctl", "-D", data, "-m", "fast", "stop")


REACHES = """
import django; django.setup()
from django.db import connection
from ischia.errors import InputError
from ischia.web.serving import _start
try:
    _start._reach()
except InputError as refused:
    print(refused)
else:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        print(cursor.fetchone())
"""


@pytest.mark.parametrize(
    ("host", "roots", "told"),
    [
        ("localhost", "its own", "(True,)"),
        ("localhost", "another", "no certificate that can be trusted"),
        ("127.0.0.1", "its own", "no certificate that can be trusted"),
        ("localhost", "system", "no certificate that can be trusted"),
    ],
)
def test_s38_a_server_with_a_wrong_certificate_is_refused(
    host: str, roots: str, told: str, over_tls: tuple[int, Path], tmp_path: Path
):
    port, chain = over_tls
    other, _ = certificate(tmp_path, ["localhost"])
    trusted = {"its own": str(chain), "another": str(other), "system": "system"}[roots]
    address = f"postgresql://ischia@{host}:{port}/postgres"
    more = {"ISCHIA_DB_SSLMODE": "verify-full", "ISCHIA_DB_SSLROOTCERT": trusted}
    assert told in in_process(REACHES, address, **more)


def test_s38_a_server_elsewhere_must_show_a_certificate_unless_somebody_says_otherwise():
    words = "from ischia.web import settings; print(settings.DATABASES['default']['OPTIONS'])"

    def options(host: str, **more: str) -> dict[str, object]:
        found = ast.literal_eval(in_process(words, f"postgresql://me@{host}/ours", **more))
        return {key: one for key, one in found.items() if key.startswith("ssl")}

    whole = {"sslmode": "verify-full", "sslrootcert": "system"}
    assert options("db.example:5432") == options("10.0.0.7") == whole
    assert options("localhost:5432") == options("%2Frun%2Fpg") == options("[::1]:5432") == {}
    assert options("db.example", ISCHIA_DB_SSLMODE="verify-ca") == {"sslmode": "verify-ca"}
    own = options("db.example", ISCHIA_DB_SSLROOTCERT="/etc/own.crt")
    assert own == {"sslmode": "verify-full", "sslrootcert": "/etc/own.crt"}


def test_a_server_that_does_not_answer_is_told_in_one_message(folder: Path):
    nowhere = quote(str(folder / "nobody"), safe="")
    assert "no PostgreSQL lets us in" in in_process(REACHES, f"postgresql://me@{nowhere}/ours")


def test_the_web_passes_its_tests_on_postgresql_too(folder: Path):
    address = f"postgresql://ischia@{quote(str(folder), safe='')}/ischia"
    command = [sys.executable, "-m", "pytest", "-q", str(HERE.parent), "--ignore", str(HERE)]
    for alone in ("test_kills.py", "test_key_change.py"):  # of the encrypted file alone
        command += ["--ignore", str(HERE.parent / alone)]
    environment = {**os.environ, "ISCHIA_DATABASE_URL": address}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(  # noqa: S603 -- our own tests
        command, check=False, capture_output=True, text=True, env=environment,
        cwd=HERE.parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout


SETTINGS = HERE.parents[2] / "docs" / "reference" / "settings.md"
SERVES = """
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import DatabaseError, connection
call_command("migrate", verbosity=0)
from ischia.web.access import Actor
from ischia.web.audit import group
from ischia.web.services import clients, setting_up, visits
at = datetime(2026, 11, 20, tzinfo=UTC)
told = {"time_zone": "UTC", "emergency_number": "112"}
ada = ("Ada", "ada@ours.example", "a-quiet-long-word")
owner = setting_up.begin(practice="Ours", owner=ada, at=at, **told)
by = Actor(owner.id, owner.practice_id, "owner", "Ada", "here")
one = clients.add(name="Lan", born_on=None, phone="", by=by, at=at)
visits.book(one.id, starts_at=at, minutes=60, by=by, at=at)
"""
TRIES = """
for table in TABLES:
    for words in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE",
                  "DROP TABLE {} CASCADE", "ALTER TABLE {} DISABLE TRIGGER ALL",
                  "ALTER TABLE {} ADD COLUMN x int", "CREATE TRIGGER t BEFORE INSERT ON {} "
                  "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"):
        try:
            with connection.cursor() as cursor:
                cursor.execute(words.format(table))
            print("went through:", words.format(table))
        except DatabaseError as refused:
            told = str(refused)
            assert "permission denied" in told or "must be owner" in told, told
group.stop()
"""


def said(words: str, address: str) -> None:
    """Let a role say statements, one by one."""
    import psycopg  # noqa: PLC0415 -- here alone

    with psycopg.connect(address, autocommit=True) as held:
        for statement in filter(None, map(str.strip, words.split(";"))):
            held.execute(statement)


def in_process(words: str, address: str, **more: str) -> str:
    environment = {key: one for key, one in os.environ.items() if "_DB_SSL" not in key}
    environment |= {"ISCHIA_DATABASE_URL": address, "ISCHIA_SECRET_KEY": "x" * 64, **more}
    environment["DJANGO_SETTINGS_MODULE"] = "ischia.web.settings"
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", words], check=False, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_s47_the_role_that_serves_can_neither_drop_nor_alter_what_is_only_added_to(folder: Path):
    roles, rights = re.findall(r"```sql\n(.*?)```", SETTINGS.read_text(encoding="utf-8"), re.DOTALL)
    tables = re.search(r"REVOKE UPDATE, DELETE ON (.*?) FROM", rights, re.DOTALL)[1]
    tables = [one.strip() for one in tables.split(",")]
    assert len(tables) == 7
    socket = quote(str(folder), safe="")
    said(roles, f"postgresql://ischia@{socket}/postgres")
    owner, app = (f"postgresql://ischia_{one}@{socket}/ischia" for one in ("owner", "app"))
    in_process(SERVES.split("from ischia.web.access", maxsplit=1)[0], owner)
    said(rights, owner)
    assert in_process(f"{SERVES}TABLES = {tables}\n{TRIES}", app) == ""
