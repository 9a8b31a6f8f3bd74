"""Triggers that refuse to change or remove rows: the database keeps the promise, not the code."""

from collections.abc import Callable, Sequence
from typing import Any

_REFUSAL = "this table is only ever added to"
_Step = Callable[[Any, Any], None]


def guard(tables: Sequence[str]) -> _Step:
    """Return a migration step that closes tables against UPDATE, DELETE and TRUNCATE."""

    def forwards(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- a migration's signature
        vendor = schema_editor.connection.vendor
        for table in tables:
            for statement in _postgres(table) if vendor == "postgresql" else _sqlite(table):
                schema_editor.execute(statement)

    return forwards


def guard_against_emptying(tables: Sequence[str]) -> _Step:
    """Return a migration step for tables that were guarded before TRUNCATE was thought of."""

    def forwards(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- as above
        if schema_editor.connection.vendor == "postgresql":  # SQLite has no TRUNCATE
            for table in tables:
                schema_editor.execute(_no_emptying(table))

    return forwards


def guard_again(tables: Sequence[str]) -> _Step:
    """Return a migration step for tables that SQLite wrote anew, without their triggers."""

    def forwards(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- as above
        if schema_editor.connection.vendor == "sqlite":  # PostgreSQL changes a table in place
            for table in tables:
                for statement in _sqlite(table):
                    schema_editor.execute(statement.replace("TRIGGER", "TRIGGER IF NOT EXISTS", 1))

    return forwards


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgres(table: str) -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION ischia_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ischia_append_only()"
    )
    return [function, trigger, _no_emptying(table)]


def _no_emptying(table: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_emptying BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ischia_append_only()"
    )
