"""What is booked, and the link by which a client answers for it."""

import uuid
from typing import ClassVar

from django.db import models

from ischia.web.people.models import Person
from ischia.web.people.tickets import Ticket
from ischia.web.practice.models import Practice
from ischia.web.records.models._clients import Client
from ischia.web.records.states import LinkPurpose, VisitState


class Visit(models.Model):
    """One encounter: when, where, how long, with whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="visits")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="visits")
    therapist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    minutes_set = models.BooleanField(default=False, db_default=False)
    """Whether a person chose these minutes beside the plan: the course then leaves them."""
    place = models.CharField(max_length=12, default="clinic")
    support = models.CharField(max_length=12, default="table")
    is_first = models.BooleanField(default=True)
    state = models.CharField(
        max_length=12,
        default=VisitState.BOOKED.value,
        choices=[(state.value, state.value) for state in VisitState],
    )
    brief = models.JSONField(default=dict, blank=True)
    """Wishes for this visit, as in the ``visit`` part of an intake file."""
    intake_sent_at = models.DateTimeField(null=True, blank=True)
    answers_read_at = models.DateTimeField(null=True, blank=True)
    """When the therapist read the answers back aloud; a later answer undoes it."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Django's options."""

        indexes: ClassVar = [
            models.Index(fields=["practice", "starts_at"]),
            models.Index(fields=["practice", "state", "starts_at"]),
            models.Index(fields=["client", "-starts_at"]),
        ]

    def __str__(self) -> str:
        return f"visit {self.id}"


class ClientLink(Ticket):
    """The right to fill in one form: the intake of a visit, or one check-in after it."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=12, default=LinkPurpose.INTAKE.value)
    due = models.CharField(max_length=12, blank=True, default="", db_default="")
    """Which check-in it asks for; empty for an intake."""
    sent_at = models.DateTimeField(null=True, blank=True)
    """When its check-in was sent; one that ended without stays begun."""
    device_digest = models.CharField(max_length=64, blank=True)
    """Of the secret the first browser holds; another one must show a second fact."""
    wrong_facts = models.PositiveSmallIntegerField(default=0)
    filled_by = models.CharField(max_length=12, blank=True)
    """Who fills the form in, as they said on its cover: the client or somebody else."""
    created_at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [
            models.Index(
                fields=["purpose", "expires_at"],
                condition=models.Q(ended_at=None),
                name="living_links",
            )
        ]

    def __str__(self) -> str:
        return f"link {self.id}"
