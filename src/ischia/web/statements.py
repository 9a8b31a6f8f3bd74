"""Fixed statements for what is asked most: parameters only, the same words for both databases.

Building a query by the ORM costs more time than answering it; for the few reads and the one
write that every page makes, the statement is written out. Values go in as parameters, always.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Row = tuple[Any, ...]
Record = TypeVar("Record", bound=models.Model)


@cache
def is_postgres() -> bool:
    """Return whether the practice is in PostgreSQL."""
    return "postgresql" in settings.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"]


def key(one: UUID | None) -> Any:  # noqa: ANN401 -- as each database keeps it
    """Return an id as the database keeps it."""
    return one if one is None or is_postgres() else one.hex


def moment(at: datetime) -> Any:  # noqa: ANN401 -- as each database keeps it
    """Return an instant as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def read_key(held: Any) -> UUID:  # noqa: ANN401 -- as each database keeps it
    """Return an id from what the database gave."""
    return held if isinstance(held, UUID) else UUID(held)


def key_words(held: Any) -> str:  # noqa: ANN401 -- as each database keeps it
    """Return an id from what the database gave as ``str`` of it, sooner than by way of it."""
    if isinstance(held, UUID):
        return str(held)
    return f"{held[:8]}-{held[8:12]}-{held[12:16]}-{held[16:20]}-{held[20:]}"


def read_moment(held: Any) -> datetime:  # noqa: ANN401 -- as each database keeps it
    """Return an instant, in UTC, from what the database gave."""
    at: datetime = held if isinstance(held, datetime) else datetime.fromisoformat(held)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def rows(statement: str, parameters: Sequence[Any]) -> list[Row]:
    """Return the rows a statement finds."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Row] = cursor.fetchall()
        return found


def each(statement: str, parameters: Iterable[Sequence[Any]]) -> None:
    """Run a statement once for each set of parameters, in order."""
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(parameters))


def columns(model: type[models.Model], *, of: str = "") -> str:
    """Return the columns of a table, as :func:`record` reads them; ``of`` is its short name."""
    dot = f"{of}." if of else ""
    return ", ".join(f'{dot}"{field.column}"' for field in model._meta.concrete_fields)  # noqa: SLF001 -- documented API


def record(model: type[Record], row: Row) -> Record:
    """Return a row of all :func:`columns` as Django would have read it."""
    fields = model._meta.concrete_fields  # noqa: SLF001 -- as above
    values = [
        _READ.get(field.get_internal_type(), _as_it_is)(value)
        for field, value in zip(fields, row, strict=True)
    ]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def add(one: models.Model) -> None:
    """Add one record with all its columns."""
    fields = one._meta.concrete_fields  # noqa: SLF001 -- as above
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {one._meta.db_table} ({columns(type(one))}) VALUES ({marks})"  # noqa: S608, SLF001 -- our own names
    each(statement, [
        [field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields]
    ])  # fmt: skip


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 -- any value of a column
    return value


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "UUIDField": _or_none(read_key),
    "ForeignKey": _or_none(read_key),  # every table that is pointed at has random ids
    "DateTimeField": _or_none(read_moment),
    "BooleanField": _or_none(bool),
    "JSONField": _or_none(json.loads),
}
