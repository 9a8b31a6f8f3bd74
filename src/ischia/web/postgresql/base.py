"""Django's PostgreSQL backend; whether a connection still lives is mostly seen without asking.

Django can ask the server before each request whether it is there, which costs as much as a small
query. A server that ends a connection says so on it: while nothing has come and it was used
a moment ago, the connection lives.
"""

import select
import time
from typing import Any

from django.db.backends.postgresql import base as plain

DOUBT_S = 5.0
"""Seconds without use after which the server is asked: a network may fail in silence."""


class DatabaseWrapper(plain.DatabaseWrapper):
    """A connection that asks whether its server lives only where it cannot be seen."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*given, **named)
        self._seen = 0.0

    def close_if_health_check_failed(self) -> None:
        """Close a connection whose server is gone; the next use opens another."""
        now = time.monotonic()
        held, was_seen, self._seen = self.connection, self._seen, now
        if held is None or now - was_seen > DOUBT_S or not _is_silent(held):
            super().close_if_health_check_failed()


def _is_silent(held: Any) -> bool:  # noqa: ANN401 -- the driver's connection
    """Return whether nothing has come on an idle connection, neither a word nor its end."""
    if held.closed:
        return False
    return not select.select([held.fileno()], [], [], 0)[0]
