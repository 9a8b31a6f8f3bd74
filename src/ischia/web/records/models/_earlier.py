"""What stood before a detail was put right: nothing that was entered is lost."""

import uuid
from typing import ClassVar

from django.db import models


class Earlier(models.Model):
    """Details of a client, or of one of their visits, as they stood until somebody changed them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", on_delete=models.PROTECT, related_name="earlier")
    visit = models.ForeignKey(
        "records.Visit", on_delete=models.PROTECT, related_name="earlier", null=True
    )
    """The visit whose details these are; null where they are the client's own."""
    body = models.JSONField()
    """Name, birthday and phone; or the start and the therapist's id."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    """Who changed them."""
    at = models.DateTimeField()
    """Until when they stood."""

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["client", "-at"], name="earlier_newest_first")]

    def __str__(self) -> str:
        return f"earlier {self.id}"
