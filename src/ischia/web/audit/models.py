"""One row for each reading and writing; each row carries the digest of the one before."""

import hashlib
import json
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

from attrs import frozen
from django.db import connection, models, transaction

START = "0" * 64
_TRAIL_LOCK = 7_415_001


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
    with transaction.atomic():
        _one_at_a_time()
        last = TrailRow.objects.order_by("-id").values_list("digest").first()
        before = last[0] if last else START
        TrailRow.objects.create(
            at=at,
            practice_id=deed.practice_id,
            person_id=deed.person_id,
            source=deed.source,
            action=deed.action,
            client_id=deed.client_id,
            object_id=deed.object_id,
            digest=_digest(before, deed, at),
        )


def _one_at_a_time() -> None:
    """Let one writer at a time read the last digest; SQLite has only one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TRAIL_LOCK])


def _digest(before: str, deed: Deed, at: datetime) -> str:
    parts = [
        before,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        deed.action,
        deed.source,
        *(str(one) for one in (deed.practice_id, deed.person_id, deed.client_id, deed.object_id)),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def first_break() -> int | None:
    """Return the id of the first row that does not follow from the one before, if any."""
    before = START
    for row in TrailRow.objects.order_by("id").iterator(chunk_size=2000):
        deed = Deed(
            action=row.action,
            practice_id=row.practice_id,
            person_id=row.person_id,
            source=row.source,
            client_id=row.client_id,
            object_id=row.object_id,
        )
        if row.digest != _digest(before, deed, row.at):
            return row.pk
        before = row.digest
    return None
