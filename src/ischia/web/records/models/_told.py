"""What a client told or agreed to, and what was decided on their course; only added to."""

from typing import ClassVar

from django.db import models

from ischia.web.people.models import Person
from ischia.web.records.models._clients import Client
from ischia.web.records.models._visits import ClientLink, Visit
from ischia.web.records.states import AnswerSource, CourseKind


class Answer(models.Model):
    """One answer, as it was given. A later one stands in its place; none is changed."""

    id = models.UUIDField(primary_key=True, editable=False)
    """Chosen by the page that asked, so that a repeated sending is stored once."""
    number = models.BigIntegerField(default=0)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="answers")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    """As written in an intake file; null takes the answer back."""
    source = models.CharField(
        max_length=10, choices=[(source.value, source.value) for source in AnswerSource]
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["client", "number"])]

    def __str__(self) -> str:
        return f"answer {self.id}"


class CheckInAnswer(models.Model):
    """One answer of a check-in by link, as it was given; sending makes one entry of them."""

    id = models.UUIDField(primary_key=True, editable=False)
    """From the id the page chose, so that a repeated sending is stored once."""
    number = models.BigIntegerField()
    link = models.ForeignKey(ClientLink, on_delete=models.PROTECT, related_name="answers")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="check_in_answers")
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    """Null takes the answer back."""
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [models.Index(fields=["client", "number"], name="check_in_in_order")]

    def __str__(self) -> str:
        return f"check-in answer {self.id}"


class Consent(models.Model):
    """Consent given or withdrawn: to what wording, when, how."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="consents")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30)
    given = models.BooleanField()
    text_version = models.CharField(max_length=20)
    text_digest = models.CharField(max_length=64)
    how = models.CharField(max_length=10)
    areas = models.JSONField(null=True)
    """Places agreed to in the room, as ``[site, side]``; null for the keeping of answers."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"consent {self.pk}"


class CourseEntry(models.Model):
    """What a client told of a course, or what a person decided on it. None is changed."""

    id = models.UUIDField(primary_key=True, editable=False)
    """Chosen by the page that asked, so that a repeated sending is stored once."""
    number = models.BigIntegerField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="course_entries")
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="course_entries", null=True
    )
    """The session it speaks of, where it speaks of one."""
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="answered_by", null=True
    )
    """The entry it takes back or deals with."""
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in CourseKind]
    )
    on = models.DateField()
    body = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    """Who wrote it down; nobody where the client did, by link."""
    link = models.ForeignKey(
        ClientLink, on_delete=models.PROTECT, related_name="course_entries", null=True
    )
    """The link it came in by."""
    at = models.DateTimeField()

    class Meta:
        """Django's options."""

        indexes: ClassVar = [
            models.Index(fields=["client", "number"], name="course_in_order"),
            models.Index(fields=["kind", "client"], name="course_notices"),
        ]

    def __str__(self) -> str:
        return f"course entry {self.id}"
