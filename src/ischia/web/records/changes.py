"""How often the record has changed: one number, moved on by the database itself.

A trigger on each table of the record moves it on within the transaction that changes a row, so
whoever reads the same number twice has seen no change between. Words that the record is searched
by are left out: they are made from the name of a client, whose own row moves it.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections

NUMBER = "SELECT number FROM records_changes"
_TABLE = """
CREATE TABLE records_changes (id integer PRIMARY KEY CHECK (id = 1), number bigint NOT NULL)
"""
_DERIVED = "records_clientword"
_VERBS = ("INSERT", "UPDATE", "DELETE")

# Once in a transaction is enough. It waits for the commit, when nothing else is asked for any
# more: the row is held by who commits alone, and no two can wait for each other.
_POSTGRES = """
CREATE OR REPLACE FUNCTION ischia_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF coalesce(current_setting('ischia.changed', true), '') = '' THEN
        UPDATE records_changes SET number = number + 1;
        PERFORM set_config('ischia.changed', 'yes', true);
    END IF;
    RETURN NULL;
END $$
"""
_ON_POSTGRES = (
    "CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table} "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ischia_changed()"
)
_ON_SQLITE = (
    "CREATE TRIGGER {name} AFTER {verb} ON {table} "
    "BEGIN UPDATE records_changes SET number = number + 1; END"
)


def begin(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- a migration's signature
    """Make the table with its one row; a step of a migration."""
    schema_editor.execute(_TABLE)
    schema_editor.execute("INSERT INTO records_changes (id, number) VALUES (1, 0)")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES)


def end(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- as above
    """Take the table and all that moves it away; the step back."""
    on_postgres = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for table, name in _standing(cursor, on_postgres=on_postgres):
            schema_editor.execute(f"DROP TRIGGER {name}" + f" ON {table}" * on_postgres)
    if on_postgres:
        schema_editor.execute("DROP FUNCTION ischia_changed()")
    schema_editor.execute("DROP TABLE records_changes")


def watch(sender: AppConfig, using: str, **_told: object) -> None:
    """Put the triggers on every table of the record that has none; after each migration.

    SQLite loses a table's triggers when a migration writes it anew, and a new table has none.
    """
    connection = connections[using]
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if "records_changes" not in connection.introspection.table_names(cursor):
            return  # a migration is being tried step by step
        standing = {name for _, name in _standing(cursor, on_postgres=on_postgres)}
        for model in sender.get_models():
            table = model._meta.db_table  # noqa: SLF001 -- documented API
            for name, statement in _triggers(table, on_postgres=on_postgres):
                if name not in standing and table != _DERIVED:
                    cursor.execute(statement)


def _standing(cursor: Any, *, on_postgres: bool) -> list[tuple[str, str]]:  # noqa: ANN401 -- Django's
    """Return table and name of the triggers that stand."""
    if on_postgres:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%_changed'"
        )
    else:
        cursor.execute(
            "SELECT tbl_name, name FROM sqlite_master "
            "WHERE type = 'trigger' AND name LIKE '%_changed'"
        )
    found: list[tuple[str, str]] = cursor.fetchall()
    return found


def _triggers(table: str, *, on_postgres: bool) -> list[tuple[str, str]]:
    """Return name and statement of each trigger of a table."""
    if on_postgres:
        name = f"{table}_changed"
        return [(name, _ON_POSTGRES.format(name=name, table=table))]
    names = [(verb, f"{table}_{verb.lower()}_changed") for verb in _VERBS]
    return [(name, _ON_SQLITE.format(name=name, verb=verb, table=table)) for verb, name in names]
