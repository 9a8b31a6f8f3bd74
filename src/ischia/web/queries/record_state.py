"""Whether anything has changed: on any record by one number, on one client's by one digest."""

import hashlib
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model

from ischia.web.records.changes import NUMBER
from ischia.web.records.models import (
    Answer,
    CheckInAnswer,
    Client,
    ClientWord,
    Consent,
    CourseEntry,
    Earlier,
    Opening,
    SessionEvent,
    Snapshot,
)
from ischia.web.statements import is_postgres, key, rows

ONLY_ADDED_TO: tuple[type[Model], ...] = (
    Answer,
    CheckInAnswer,
    Consent,
    CourseEntry,
    Earlier,
    Opening,
    SessionEvent,
    Snapshot,
)
"""Tables whose rows never change: how many there are says whether there is a new one."""
_ROW, _COLUMN = "\x1e", "\x1f"  # no text that somebody types holds these
_DERIVED = ClientWord  # made from the name of the client, which is looked at itself


def mark() -> int | None:
    """Return a number that moves on with each committed change of any client's record.

    It covers every table of the record, not the names of people and practices. ``None`` inside
    a transaction, which sees what is not committed, or is blind to what is.
    """
    if connection.in_atomic_block:
        return None
    number: int = rows(NUMBER, [])[0][0]
    return number


def of(client_id: UUID) -> str:
    """Return a digest that changes with every change of a client's record.

    It covers the client, every visit, and every row of every table that points at either. The
    names of people and practices are not in it.
    """
    found = rows(_statement(is_postgres()), [key(client_id)] * len(_tables()))
    text = "\n".join(sorted(f"{name} {state}" for name, state in found))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _tables() -> tuple[tuple[type[Model], str], ...]:
    """Return the tables of the record, each with where its rows of a client are found."""
    found: list[tuple[type[Model], str]] = []
    for model in apps.get_app_config("records").get_models():
        table = model._meta.db_table  # noqa: SLF001 -- documented API
        fields = {field.name for field in model._meta.concrete_fields}  # noqa: SLF001 -- as above
        if model is Client:
            found.append((model, f"{table} WHERE id = %s"))
        elif model is not _DERIVED and "client" in fields:
            found.append((model, f"{table} WHERE client_id = %s"))
        elif "visit" in fields:
            # Joined so, SQLite begins with the visits, whatever it believes of the table.
            join = f"records_visit AS w CROSS JOIN {table}"
            found.append((model, f"{join} WHERE w.client_id = %s AND {table}.visit_id = w.id"))
    return tuple(found)


@cache
def _statement(on_postgres: bool) -> str:
    """Return a part for each table: its rows as text, or their number where none changes."""
    joined = f"string_agg({{0}}, '{_ROW}' ORDER BY {{0}})"
    if not on_postgres:
        joined = f"group_concat({{0}}, '{_ROW}')"
    parts = []
    for model, rows_of in _tables():
        table = model._meta.db_table  # noqa: SLF001 -- as above
        told = "CAST(count(*) AS TEXT)"
        if model not in ONLY_ADDED_TO:
            columns = [f'{table}."{field.column}"' for field in model._meta.concrete_fields]  # noqa: SLF001 -- as above
            told = joined.format(
                f" || '{_COLUMN}' || ".join(f"COALESCE(CAST({one} AS TEXT), '')" for one in columns)
            )
        parts.append(f"SELECT '{table}', {told} FROM {rows_of}")  # noqa: S608 -- our own names
    return " UNION ALL ".join(parts)
