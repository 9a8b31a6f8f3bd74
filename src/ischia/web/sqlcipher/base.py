"""Django's SQLite backend over SQLCipher; the key is the first statement of a connection."""

import datetime as dt
import decimal
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlcipher3.dbapi2 as cipher
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import (  # type: ignore[import-untyped]  # no stubs
    register,
)
from django.utils import dateparse
from django.utils.functional import cached_property

from ischia.web.sqlcipher.turns import Turn
from ischia.web.sqlcipher.versions import is_faulty

Parameters = Sequence[Any] | Mapping[str, Any]


class Cursor(cipher.Cursor):  # type: ignore[misc]  # the driver ships no types
    """A cursor that takes Django's ``%s`` placeholders."""

    def execute(self, query: str, params: Parameters | None = None) -> Any:  # noqa: ANN401 -- the driver's
        """Run one statement."""
        if params is None:
            return super().execute(query)
        return super().execute(_with_marks(query, params), params)

    def executemany(self, query: str, param_list: Iterable[Parameters]) -> Any:  # noqa: ANN401 -- the driver's
        """Run one statement for each row."""
        rows = list(param_list)
        return super().executemany(_with_marks(query, rows[0]) if rows else query, rows)


def _with_marks(query: str, params: Parameters) -> str:
    """Return the statement with SQLite's placeholders."""
    if isinstance(params, Mapping):
        return query % {name: f":{name}" for name in params}
    return _with_question_marks(query)


@lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    """Return the statement with a question mark for each ``%s``; most statements come again."""
    return plain.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(plain.DatabaseWrapper):
    """A connection to an encrypted file; refuses engine versions with the WAL fault."""

    display_name = "SQLCipher"
    Database = cipher

    def get_connection_params(self) -> dict[str, Any]:
        """Return what opens the connection, the key among it."""
        if is_faulty(cipher.sqlite_version):
            msg = (
                f"SQLite {cipher.sqlite_version} can damage a database in WAL mode. "
                "Install a sqlcipher3 with SQLite 3.51.3 or newer."
            )
            raise ImproperlyConfigured(msg)
        return {**super().get_connection_params(), "key": self.settings_dict["KEY"]}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 -- untyped
        """Open, give the key, prepare."""
        params = dict(conn_params)
        key = params.pop("key")
        conn = cipher.connect(**params)
        conn.execute(f"PRAGMA key = \"x'{key}'\"")
        register(conn)
        conn.execute("PRAGMA foreign_keys = ON")
        # Without it REPLACE removes a row past the trigger that refuses to.
        conn.execute("PRAGMA recursive_triggers = ON")
        conn.execute("PRAGMA legacy_alter_table = OFF")
        commands: list[str] = self.init_commands  # type: ignore[attr-defined]  # the stubs lack it
        for statement in filter(None, map(str.strip, commands)):
            conn.execute(statement)
        return conn

    @cached_property
    def turn(self) -> Turn:
        """Return the turn of this connection to write."""
        longest = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        return Turn(str(self.settings_dict["NAME"]), longest_s=longest)

    def _start_transaction_under_autocommit(self) -> None:
        self.turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs lack it
        except BaseException:
            self.turn.give_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # as above
        self.turn.give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # as above
        finally:
            self.turn.give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # as above
        finally:
            self.turn.close()

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 -- untyped
        """Return a cursor that takes Django's placeholders."""
        return self.connection.cursor(factory=Cursor)


def _prepare_driver() -> None:
    """Teach the driver Django's types, as Django's own backend teaches sqlite3."""
    cipher.register_converter("bool", b"1".__eq__)
    cipher.register_converter("date", plain.decoder(dateparse.parse_date))
    cipher.register_converter("time", plain.decoder(dateparse.parse_time))
    cipher.register_converter("datetime", plain.decoder(dateparse.parse_datetime))
    cipher.register_converter("timestamp", plain.decoder(dateparse.parse_datetime))
    cipher.register_adapter(decimal.Decimal, str)
    cipher.register_adapter(dt.date, plain.adapt_date)
    cipher.register_adapter(dt.datetime, plain.adapt_datetime)


_prepare_driver()
