"""Fixed statements for what is asked most: parameters only, the same words for both databases.

Building a query by the ORM costs more time than answering it; for the few reads and the one
write that every page makes, the statement is written out. Values go in as parameters, always.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

Row = tuple[Any, ...]


def is_postgres() -> bool:
    """Return whether the practice is in PostgreSQL."""
    return connection.vendor == "postgresql"


def key(one: UUID | None) -> Any:  # noqa: ANN401 -- as each database keeps it
    """Return an id as the database keeps it."""
    return one if one is None or is_postgres() else one.hex


def moment(at: datetime) -> Any:  # noqa: ANN401 -- as each database keeps it
    """Return an instant as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def read_key(held: Any) -> UUID:  # noqa: ANN401 -- as each database keeps it
    """Return an id from what the database gave."""
    return held if isinstance(held, UUID) else UUID(held)


def read_moment(held: Any) -> datetime:  # noqa: ANN401 -- as each database keeps it
    """Return an instant, in UTC, from what the database gave."""
    at: datetime = held if isinstance(held, datetime) else datetime.fromisoformat(held)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def rows(statement: str, parameters: Sequence[Any]) -> list[Row]:
    """Return the rows a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Row] = cursor.fetchall()
        return found


def each(statement: str, parameters: Iterable[Sequence[Any]]) -> None:
    """Run a statement once for each set of parameters, in order."""
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(parameters))
