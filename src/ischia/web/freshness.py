"""Whether what a process remembers of people and sessions may still be true.

Sixteen bytes in a file of the data folder, mapped into each process of the server. Whoever writes
to a table of people, practices or sessions puts new bytes there once it is committed; what was
read under other bytes is forgotten. A sign-out therefore ends a session in every process before
its own page is answered. The second half changes only where a person or a practice does.
"""

import mmap
import os
from collections.abc import Callable
from typing import Any

from django.conf import settings

_SIZE = 8
_WATCHED = ("people_", "practice_practice", "django_session", "audit_burst")
_NAMES = ("people_person", "practice_practice", "audit_burst")


class _Mark:
    """The bytes, mapped at first use; of this process alone where there is no folder yet."""

    def __init__(self) -> None:
        self._bytes: mmap.mmap | bytearray | None = None

    def read(self) -> bytes:
        """Return the bytes as they are now."""
        return bytes(self._mapped()[:_SIZE])

    def names(self) -> bytes:
        """Return bytes that stay the same while every person and practice does."""
        return bytes(self._mapped()[_SIZE:])

    def renew(self) -> None:
        """Put other bytes there: all that was remembered before is forgotten."""
        self._mapped()[:_SIZE] = os.urandom(_SIZE)

    def renew_names(self) -> None:
        """Put other bytes there for people and practices."""
        self._mapped()[_SIZE:] = os.urandom(_SIZE)

    def _mapped(self) -> mmap.mmap | bytearray:
        if self._bytes is None:
            self._bytes = self._map()
        return self._bytes

    def _map(self) -> mmap.mmap | bytearray:
        path = settings.DATA / "people.changed"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return bytearray(2 * _SIZE)
        try:
            if os.fstat(handle).st_size < 2 * _SIZE:
                os.ftruncate(handle, 2 * _SIZE)
            return mmap.mmap(handle, 2 * _SIZE)
        finally:
            os.close(handle)


_mark = _Mark()
mark, names, renew = _mark.read, _mark.names, _mark.renew


def noticed(
    execute: Callable[..., Any],
    sql: str,
    params: Any,  # noqa: ANN401 -- Django's signature
    many: bool,
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 -- as above
    """Tell of each change once it is committed; for a connection's ``execute_wrappers``."""
    result = execute(sql, params, many, context)
    if not sql.startswith("SELECT") and any(table in sql for table in _WATCHED):
        context["connection"].on_commit(renew)
        if any(table in sql for table in _NAMES):
            context["connection"].on_commit(_mark.renew_names)
    return result
