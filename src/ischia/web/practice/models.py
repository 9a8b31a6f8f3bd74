"""A practice: the wall that no query crosses."""

import uuid

from django.db import models


class Practice(models.Model):
    """One practice; every other row belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="UTC")
    emergency_number = models.CharField(max_length=20, default="112")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"practice {self.id}"
