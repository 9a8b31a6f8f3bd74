"""A practice: the wall that no query crosses."""

import uuid

from django.db import models


class Practice(models.Model):
    """One practice; every other row belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="UTC")
    emergency_number = models.CharField(max_length=20, default="112")
    phone = models.CharField(max_length=40, blank=True, default="")
    """With ``email`` and ``address``: how a doctor reaches the practice, as far as it is told."""
    email = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=323, blank=True, default="")
    """At most four lines."""
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)
    """When a backup was last brought back: what was decided before it is void until done anew."""
    restored_from = models.DateTimeField(null=True)
    """When that backup was made, where it says so: what came between is not in the record."""

    def __str__(self) -> str:
        return f"practice {self.id}"
