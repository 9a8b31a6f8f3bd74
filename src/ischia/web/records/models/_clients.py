"""Who comes, what a search finds them by, and who opened another's client."""

import uuid
from typing import ClassVar

from django.db import models

from ischia.web.people.models import Person
from ischia.web.practice.models import Practice
from ischia.web.records.states import OPENING_REASONS


class Client(models.Model):
    """A person who comes for massage; in code elsewhere a patient."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(max_length=160)
    born_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, default="en", db_default="en")
    """The language of the client's own pages."""
    barred = models.CharField(max_length=200, blank=True)
    """Why no further visit is booked; empty for nearly everyone."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [
            models.Index(fields=["practice", "name"]),
            models.Index(fields=["practice", "-created_at"], name="client_newest_first"),
            models.Index(fields=["practice", "born_on"], name="client_birthday"),
        ]
        # The end of the phone number has its index in the words of each database: 0013.

    def __str__(self) -> str:
        return f"client {self.id}"


class ClientWord(models.Model):
    """One searchable beginning of a client's name, folded; see ``queries.search``."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=80)
    begins = models.CharField(max_length=900, default="")
    """All beginnings of this client's name, each after a space: further words are sought here."""
    name = models.CharField(max_length=160, default="")
    born_year = models.PositiveSmallIntegerField(null=True)
    phone_end = models.CharField(max_length=4, default="")
    # Its index holds all columns, in the words of each database: migration 0004.

    def __str__(self) -> str:
        return f"word {self.pk}"


class Opening(models.Model):
    """That a person opened another therapist's client, and why; it holds for that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    reason = models.CharField(max_length=10, choices=list(OPENING_REASONS.items()))
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["client", "by", "-at"])]

    def __str__(self) -> str:
        return f"opening {self.id}"
