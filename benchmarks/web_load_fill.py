"""A large invented practice for ``web_load.py``: names of three scripts, bulk statements.

    python benchmarks/web_load_fill.py CLIENTS VISITS

Fills the database that the environment names and prints, as JSON, what to ask for and how many
queries each page takes. Everyone here is invented.
"""

# ruff: noqa: E402 -- Django is set up before its tables are imported

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

import django
import numpy as np

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from ischia.web.access import Actor
from ischia.web.folding import beginnings, joined
from ischia.web.pages import kept
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.records.models import Answer, Client, ClientWord, Consent, Snapshot, Visit
from ischia.web.services import notes, setting_up
from web_worked_visit import worked_visit

AT = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 -- a script
WITH_CHART = 200
"""Clients with answers, a screening, a plan and a note: those whose pages are asked for."""
OPEN = 20
"""Visits whose note is not signed yet: the notices of the day."""
_LATIN = ("ka", "mi", "ro", "len", "ta", "vi", "sol", "dan", "er", "na", "pe", "tu", "hal", "gri")
_HANGUL = ("김이박최정강조윤장임", "민서지현수영준하은우도윤채원", "준아연호진희훈빈율솔")
_VIET = (
    ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
    ("Thị", "Văn", "Đức", "Hữu", "Ngọc", "Minh", "Thanh", "Quỳnh"),
    ("Hương", "Đạt", "Lan", "Phượng", "Tuấn", "Dũng", "Ánh", "Yến", "Thủy", "Việt"),
)


def names(count: int) -> Iterator[str]:
    """Return invented names: seven of ten Latin, two Vietnamese, one Korean."""
    rng = np.random.default_rng(7)
    draws = rng.integers(0, 2**31, size=(count, 7)).tolist()
    for kind, *rest in draws:
        if kind % 10 == 0:
            yield "".join(part[n % len(part)] for part, n in zip(_HANGUL, rest, strict=False))
        elif kind % 10 < 3:
            yield " ".join(part[n % len(part)] for part, n in zip(_VIET, rest, strict=False))
        else:
            parts = [_LATIN[n % len(_LATIN)] for n in rest]
            yield f"{''.join(parts[:3])} {''.join(parts[3:])}".title()


def fill(n_clients: int, n_visits: int) -> dict[str, list[Any]]:
    """Fill an empty practice; return what to ask with."""
    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Load", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@load.example", "a-quiet-long-word"), at=AT,
    )  # fmt: skip
    by = Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")
    model = worked_visit(by, at=AT)
    notes.begin(model.id, by=by, at=AT)
    rows = [(uuid4(), name) for name in names(n_clients)]
    put_back = _without_indexes()
    with transaction.atomic():
        _people(owner, rows)
        _visits(owner, [one for one, _ in rows], n_visits)
    put_back()
    charted = [one for one, _ in rows[:: max(1, n_clients // WITH_CHART)]][:WITH_CHART]
    charts = _charts(model, charted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = {
        "cookie": [_session(owner)],
        "clients": [str(one) for one, _ in rows[:: max(1, n_clients // 5000)]],
        "charted": [str(one) for one in charted],
        "visits": charts,
        "full_day": [str((AT - timedelta(days=3)).date())],
        "names": [f"New {name}" for _, name in rows[:1000]],
        "seconds": [time.perf_counter() - began],
    }
    counted = _queries(asked)
    anew, again = ([str(one[number]) for one in counted.values()] for number in (0, 1))
    return asked | {"queried": list(counted), "queries": anew, "queries again": again}


def _queries(asked: dict[str, list[Any]]) -> dict[str, tuple[int, int]]:
    """Return how many queries each page takes, made anew and given again by the whole way.

    The row in the trail is the writer's, not the page's.
    """
    from web_load import pages  # noqa: PLC0415 -- it starts this program, which asks for its list

    browser = Browser(headers={"host": "localhost"}, REMOTE_ADDR="127.0.0.1")
    browser.cookies[settings.SESSION_COOKIE_NAME] = asked["cookie"][0]
    counted = {}
    for name, paths in pages(asked).items():
        browser.get(paths[-1])  # it begins the draft of a note, and reads what is read once
        kept.clear()
        counted[name] = _count(browser, paths[-1]), _count(browser, paths[-1])
    connection.close()
    return counted


def _count(browser: Browser, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return len(seen.captured_queries)


def _people(owner: Person, rows: Sequence[tuple[UUID, str]]) -> None:
    practice = _key(owner.practice_id)
    _write(
        Client,
        ("id", "practice_id", "name", "phone", "barred", "version", "created_at"),
        ((_key(one), practice, name, "", "", 1, AT) for one, name in rows),
    )
    _write(
        ClientWord,
        ("practice_id", "client_id", "word", "begins", "name", "phone_end"),
        (
            (practice, _key(one), word, joined(begins), name, "")
            for one, name in rows
            for begins in [sorted(beginnings(name))]
            for word in begins
        ),
    )


def _visits(owner: Person, ids: Sequence[UUID], count: int) -> None:
    practice, person, keys = _key(owner.practice_id), _key(owner.id), [_key(one) for one in ids]
    fields = (
        "id", "practice_id", "client_id", "therapist_id", "starts_at", "minutes", "place",
        "support", "is_first", "state", "brief", "version",
    )  # fmt: skip
    _write(
        Visit,
        fields,
        (
            (_key(uuid4()), practice, keys[n % len(keys)], person, AT - timedelta(minutes=45 * n),
             60, "clinic", "table", False, "done" if n < OPEN else "signed", "{}", 1)
            for n in range(count)
        ),
    )  # fmt: skip


def _key(one: UUID) -> Any:  # noqa: ANN401 -- as each database keeps it
    return one if connection.vendor == "postgresql" else one.hex


def _write(model: Any, fields: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:  # noqa: ANN401 -- any table
    """Write rows in bulk; columns that are not named get what the table gives them."""
    others = {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields  # noqa: SLF001 -- Django's documented API
        if field.attname not in fields and not field.primary_key
    }
    table, names = model._meta.db_table, ", ".join([*fields, *others])  # noqa: SLF001 -- as above
    rest = tuple(others.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row + rest)
            return
        marks = ", ".join(["%s"] * (len(fields) + len(rest)))
        held = (row + rest for row in rows)
        while some := list(islice(held, 20_000)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)  # noqa: S608 -- our own names


def _without_indexes() -> Callable[[], None]:
    """Take the indexes of the large tables away; return what puts them back, built in one go."""
    tables = [model._meta.db_table for model in (Client, ClientWord, Visit)]  # noqa: SLF001 -- as above
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")  # keys are right by making
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
                "AND indexname NOT LIKE '%%pkey'", [tables],
            )  # fmt: skip
        else:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -600000")
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                "AND tbl_name IN (%s, %s, %s)", tables,
            )  # fmt: skip
        held = cursor.fetchall()
        for name, _ in held:
            cursor.execute(f'DROP INDEX "{name}"')

    def put_back() -> None:
        with connection.cursor() as cursor:
            for _, statement in held:
                cursor.execute(statement)
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = DEFAULT")

    return put_back


def _charts(model: Visit, ids: Sequence[UUID]) -> list[str]:
    """Give the newest visit of these clients the answers and snapshots of the worked one."""
    made = []
    for one in ids:
        visit = Visit.objects.filter(client_id=one).order_by("-starts_at").first()
        if visit is not None:
            visit.state, visit.answers_read_at = "booked", AT
            visit.save()
            made.append(visit)
    for table in (Answer, Consent):
        for held in list(table.objects.filter(visit=model)):
            _copies(table, held, made)
    number = 1000
    for snapshot in list(Snapshot.objects.filter(visit=model).order_by("number")):
        number += 1000
        _copies(Snapshot, snapshot, made, number)
    return [str(one.id) for one in made]


def _copies(table: Any, held: Any, made: Sequence[Visit], number: int | None = None) -> None:  # noqa: ANN401 -- any table
    rows = []
    for n, visit in enumerate(made):
        one = table(**{
            field.attname: getattr(held, field.attname)
            for field in table._meta.concrete_fields  # noqa: SLF001 -- as above
            if not field.primary_key
        })  # fmt: skip
        one.visit_id = visit.id
        if hasattr(one, "client_id"):
            one.client_id = visit.client_id
        if table is not Consent:
            one.id = uuid4()
        if number is not None:
            one.number = number + n
        rows.append(one)
    table.objects.bulk_create(rows, batch_size=100)


def _session(owner: Person) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(owner.id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = owner.get_session_auth_hash()
    now = datetime.now(UTC).timestamp()  # noqa: TID251 -- a script
    session["begun"] = session["seen"] = session["proved"] = now
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    json.dump(fill(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
