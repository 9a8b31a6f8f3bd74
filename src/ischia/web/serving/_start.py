"""``ischia serve``: from an empty folder to a practice in the browser."""

import gc
import os
import socket
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any

from ischia.errors import Defect, InputError
from ischia.web import backups
from ischia.web.serving import _file, _key_change
from ischia.web.serving._folder import prepare
from ischia.web.serving._keys import key_of
from ischia.web.serving._language import check_language
from ischia.web.serving._passwords import check_list
from ischia.writing import not_written

_WORKERS, _THREADS = 2, 16
"""A worker uses one core; its threads mostly wait for the commit they share (ADR 5)."""


_SECRET = 32
"""Characters a secret has at least."""


def serve(arguments: Namespace) -> int:
    """Start the practice and serve until interrupted; return the exit status."""
    gc.disable()  # nearly all that is made until the workers start stays; see _load_once
    folder = _folder(arguments)
    _refuse_taken(arguments.port)
    check_language()
    check_list()
    held = prepare(folder, is_demo=arguments.demo)
    _key_change.finish(folder)
    _fill_environment(folder, arguments)
    import django

    django.setup()
    _reach()
    with _written():
        _bring_up_to_date(folder, is_demo=arguments.demo)
    _load_once()
    address = os.environ["ISCHIA_ADDRESS"]
    print(f"Ischia is at {address}  (Ctrl+C ends it)")
    if arguments.lan:
        from ischia.web.serving._lan import introduce

        introduce(address, folder)
    sys.stdout.flush()
    _run(folder, arguments)
    held.close()
    return 0


def _refuse_taken(port: int) -> None:
    """Refuse a port that another program serves: the system would deal requests to both."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            what = f"another program answers on port {port}"
            raise InputError("serve", [Defect("--port", what, "another port")])


def _refuse_weak(secret: str) -> None:
    """Refuse a secret that somebody could guess: it signs sessions and page tokens."""
    if len(secret) < _SECRET:
        what = "it is too short to sign sessions"
        accepted = f"at least {_SECRET} characters by chance"
        raise InputError("serve", [Defect("ISCHIA_SECRET_KEY", what, accepted)])


def _folder(arguments: Namespace) -> Path:
    named = arguments.data or os.environ.get("ISCHIA_DATA_DIR")
    default = "ischia-demo-data" if arguments.demo else "ischia-data"
    return Path(named or default).absolute()


def _fill_environment(folder: Path, arguments: Namespace) -> None:
    os.umask(0o077)
    os.environ["DJANGO_SETTINGS_MODULE"] = "ischia.web.settings"
    os.environ["ISCHIA_DATA_DIR"] = str(folder)
    keys = folder / "keys"
    key_file = os.environ.get("ISCHIA_DB_KEY_FILE")
    os.environ["ISCHIA_DB_KEY"] = key_of(Path(key_file) if key_file else keys / "database.key")
    os.environ.setdefault("ISCHIA_SECRET_KEY", key_of(keys / "secret.key"))
    _refuse_weak(os.environ["ISCHIA_SECRET_KEY"])
    if arguments.demo:
        os.environ["ISCHIA_DEMO"] = "1"
    host = "localhost"
    if arguments.lan:
        from ischia.web.serving._lan import address_here, name_here

        host = address_here()
        os.environ["ISCHIA_LAN"] = "1"
        os.environ.setdefault("ISCHIA_HOSTS", f"localhost,127.0.0.1,{host},{name_here()}")
    scheme = "https" if arguments.lan else "http"
    os.environ.setdefault("ISCHIA_ADDRESS", f"{scheme}://{host}:{arguments.port}")


def _reach() -> None:
    """Refuse with one message a database that does not let us in."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        raise InputError("serve", [_unreached(str(fault).lower())]) from None


def _unreached(told: str) -> Defect:
    where = "ISCHIA_DATABASE_URL"
    if not os.environ.get(where):
        what = "the key in keys/database.key does not open it, or it is damaged"
        return Defect("practice.db", what, "the key that wrote it; or a backup: ischia restore")
    if "certificate" in told or "ssl" in told:
        what = "the server there shows no certificate that can be trusted for this name"
        return Defect(where, what, "the certificate that signs it in ISCHIA_DB_SSLROOTCERT")
    what = "no PostgreSQL lets us in there"
    return Defect(where, what, "the host, port, user, password and name of one that runs")


@contextmanager
def _written() -> Iterator[None]:
    """Say in one message that the practice cannot be written; the next start goes on from there."""
    from django.db import OperationalError, connection

    from ischia.web.audit import group

    try:
        yield
    except OperationalError as fault:
        where = "ISCHIA_DATABASE_URL"
        if os.environ.get(where):
            what = "the server there does not let the practice be written"
            defect = Defect(where, what, "one with free room, and a role that may make tables")
        else:
            defect = not_written(_file.NAME, _file.as_told(fault))
        raise InputError("serve", [defect]) from None
    finally:
        group.stop()  # the thread that writes has a connection too
        connection.close()


def _bring_up_to_date(folder: Path, *, is_demo: bool) -> None:
    from django.core.management import call_command

    if is_demo and not (folder / "practice.db").exists():
        print("Making a practice of invented people: a few seconds ...", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    finish_restore(folder)
    tell_new_key(folder)
    if is_demo:
        from ischia.web.demo import fill

        if fill():
            # A process of its own: a connection held here must never be carried over the
            # server's fork, which would damage the file.
            Popen([sys.executable, "-m", "ischia.web.serving.past"])


def finish_restore(folder: Path) -> None:
    """Do what a restore left to the next start; a start that was killed leaves it to do again."""
    told = backups.restored(folder)
    if not told:
        return
    from datetime import datetime

    from ischia.web.services.restoring import after_restore

    made_at = datetime.fromisoformat(told["made_at"]) if told.get("made_at") else None
    after_restore(made_at=made_at, at=backups.instant())
    backups.forget_restore(folder)


def tell_new_key(folder: Path) -> None:
    """Write into the trail that the file has a new key, where a command has given it one."""
    if backups.key_changed(folder):
        from ischia.web.services.restoring import after_new_key

        after_new_key(at=backups.instant())
        backups.forget_key_change(folder)


def _load_once() -> None:
    """Load what every worker needs before they fork: once, and held in memory once."""
    import ischia.web.urls
    import ischia.web.wsgi  # noqa: F401 -- loaded for the workers
    from ischia.knowledge import shipped

    shipped()
    gc.collect()
    gc.freeze()
    gc.enable()


def _run(folder: Path, arguments: Namespace) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    extra: dict[str, Any] = {}
    if arguments.lan:
        from ischia.web.serving._lan import certificate

        chain, key = certificate(folder / "keys", os.environ["ISCHIA_HOSTS"].split(","))
        extra = {"ssl_cert": chain, "ssl_key": key}
    Granian(
        "ischia.web.wsgi:application",
        address="0.0.0.0" if arguments.lan else "127.0.0.1",  # noqa: S104 -- asked for by --lan
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=min(_WORKERS, os.cpu_count() or 1),
        blocking_threads=_THREADS,
        log_enabled=False,
        websockets=False,
        **extra,
    ).serve()
