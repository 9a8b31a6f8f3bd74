"""Triggers that refuse to change or remove rows: the database keeps the promise, not the code."""

from collections.abc import Callable, Sequence
from typing import Any

_REFUSAL = "this table is only ever added to"


def guard(tables: Sequence[str]) -> Callable[[Any, Any], None]:
    """Return a migration step that closes tables against UPDATE and DELETE."""

    def forwards(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- a migration's signature
        vendor = schema_editor.connection.vendor
        for table in tables:
            for statement in _postgres(table) if vendor == "postgresql" else _sqlite(table):
                schema_editor.execute(statement)

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
    return [function, trigger]
