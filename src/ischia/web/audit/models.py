"""One row for each reading and writing; each row carries the digest of the one before."""

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID, uuid4

from attrs import frozen
from django.db import connection, models, transaction

from ischia.web.statements import Row, each, key, moment, read_key, read_moment, rows

START = "0" * 64
_TRAIL_LOCK = 7_415_001
_NEWEST = 2**62
_LAST = "SELECT digest FROM audit_trailrow ORDER BY id DESC LIMIT 1"
_LAST_UNTIL = "SELECT digest FROM audit_trailrow WHERE id <= %s ORDER BY id DESC LIMIT 1"
COLUMNS = (
    "id, at, CAST(practice_id AS text), CAST(person_id AS text), CAST(client_id AS text), "
    "CAST(object_id AS text), source, action, digest"
)
"""What :func:`follows` looks at of each row; ids as text, which is read sooner."""
_NEXT = (
    f"SELECT {COLUMNS} FROM audit_trailrow WHERE id > %s AND id <= %s "  # noqa: S608 -- our own words
    "ORDER BY id LIMIT 2000"
)
_ADD = (
    "INSERT INTO audit_trailrow "
    "(at, practice_id, person_id, client_id, object_id, source, action, digest) VALUES "
)
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s)"
_HELD = threading.local()
"""Per thread: rows that wait for the end of its transaction, where they are collected."""


class TrailRow(models.Model):
    """Who did what to whose record. Ids only: no name, no answer, no clinical value."""

    at = models.DateTimeField()
    practice_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    source = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=60)
    client_id = models.UUIDField(null=True, db_index=True)
    object_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["practice_id", "-at"])]

    def __str__(self) -> str:
        return f"trail {self.pk}"


class SentOnce(models.Model):
    """What came of a write that a program sent under a key of its own; see ``audit.once``."""

    person_id = models.UUIDField()
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    object_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """Django's options."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person_id", "key"], name="a_key_is_used_once")
        ]

    def __str__(self) -> str:
        return f"sent once {self.pk}"


class Burst(models.Model):
    """Many charts that one person opened within an hour: a notice to the owner, once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice_id = models.UUIDField()
    person_id = models.UUIDField()
    trail_row = models.BigIntegerField()
    """The row of the trail that made them many."""
    n_charts = models.IntegerField()
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    """When the owner said that they looked into it."""

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["practice_id", "seen_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice_id", "trail_row"], name="a_burst_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"burst {self.pk}"


@frozen
class Deed:
    """What is to be written into the trail."""

    action: str
    practice_id: UUID | None = None
    person_id: UUID | None = None
    source: str = ""
    client_id: UUID | None = None
    object_id: UUID | None = None


def write(deed: Deed, *, at: datetime) -> None:
    """Append one row; call it inside the transaction of what it records."""
    deeds = getattr(_HELD, "deeds", None)
    if deeds is not None:
        deeds.append((deed, at))
        return
    with transaction.atomic():
        _append([(deed, at)])


@contextmanager
def appending() -> Iterator[list[tuple[Deed, datetime]]]:
    """Collect the rows of this thread's transaction; append them at its end in one statement."""
    deeds: list[tuple[Deed, datetime]] = []
    _HELD.deeds = deeds
    try:
        yield deeds
    finally:
        _HELD.deeds = None
    if deeds:
        _append(deeds)


def _append(deeds: Sequence[tuple[Deed, datetime]]) -> None:
    _one_at_a_time()
    last = rows(_LAST, [])
    before = last[0][0] if last else START
    made: list[Any] = []
    for deed, at in deeds:
        before = _digest(before, deed, at)
        ids = (deed.practice_id, deed.person_id, deed.client_id, deed.object_id)
        made += (moment(at), *map(key, ids), deed.source, deed.action, before)
    # One statement for all: each one lets other threads in, and comes back late.
    each(_ADD + ", ".join([_ROW] * len(deeds)), [made])


def _one_at_a_time() -> None:
    """Let one writer at a time read the last digest; SQLite has only one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TRAIL_LOCK])


def _digest(before: str, deed: Deed, at: datetime) -> str:
    ids = (deed.practice_id, deed.person_id, deed.client_id, deed.object_id)
    return _digest_of(before, at, deed.action, deed.source, ids)


def _digest_of(
    before: str, at: datetime, action: str, source: str, ids: Iterable[UUID | None]
) -> str:
    told = at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [before, told, action, source, *map(str, ids)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def first_break(*, after: int = 0, until: int | None = None) -> int | None:
    """Return the id of the first row that does not follow from the one before, if any.

    Parameters
    ----------
    after
        Id of a row whose own digest is taken as it is; rows up to it are not looked at.
    until
        Id of the last row that is looked at; ``None`` is the newest.
    """
    trusted = rows(_LAST_UNTIL, [after])
    before = trusted[0][0] if trusted else START
    while found := rows(_NEXT, [after, until or _NEWEST]):
        for row in found:
            if not follows(row, before=before):
                return int(row[0])
            after, before = row[0], row[-1]
    return None


@lru_cache(maxsize=4000)
def follows(row: Row, *, before: str) -> bool:
    """Return whether a row of all :data:`COLUMNS` carries the digest of the one before.

    What is found is remembered: the newest rows are looked at again and again.
    """
    _, at, *ids, source, action, digest = row
    known = (one and read_key(one) for one in ids)
    return bool(digest == _digest_of(before, read_moment(at), action, source, known))
