"""What came of a visit: what the engine said, what happened in the session, the note's draft."""

import uuid
from typing import ClassVar

from django.db import models

from ischia.web.people.models import Person
from ischia.web.records.models._visits import Visit
from ischia.web.records.states import SnapshotKind


class Snapshot(models.Model):
    """What the engine said or a person decided, with all it was made from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(default=0)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in SnapshotKind]
    )
    inputs = models.JSONField(default=dict)
    body = models.JSONField()
    knowledge_version = models.CharField(max_length=32, blank=True)
    answers_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    """Over the body and the digest of the snapshot before it in the same visit."""

    class Meta:
        """Django's options."""

        indexes: ClassVar = [
            models.Index(fields=["visit", "kind", "-number"]),
            models.Index(
                fields=["visit"],
                condition=models.Q(kind=SnapshotKind.OUTDATED.value),
                name="sessions_on_void_plans",
            ),
        ]

    def __str__(self) -> str:
        return f"snapshot {self.id}"


class SessionEvent(models.Model):
    """One touch in a session; its id was made on the tablet."""

    id = models.UUIDField(primary_key=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="events")
    plan = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    elapsed_s = models.PositiveIntegerField()
    told_at = models.DateTimeField()
    body = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    received_at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["visit", "number"])]

    def __str__(self) -> str:
        return f"event {self.id}"


class NoteDraft(models.Model):
    """The note while it is being written; signing puts it into a snapshot."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="draft")
    body = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft {self.pk}"
