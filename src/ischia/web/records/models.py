"""Tables of the record; which of them are only ever added to, ``queries.record_state`` tells."""

import uuid
from typing import ClassVar

from django.db import models

from ischia.web.people.models import Person
from ischia.web.people.tickets import Ticket
from ischia.web.practice.models import Practice
from ischia.web.records.earlier import Earlier
from ischia.web.records.states import (
    OPENING_REASONS,
    AnswerSource,
    CourseKind,
    LinkPurpose,
    SnapshotKind,
    VisitState,
)

__all__ = [
    "Answer", "CheckInAnswer", "Client", "ClientLink", "ClientWord", "Consent", "CourseEntry",
    "Earlier", "NoteDraft", "Opening", "SessionEvent", "Snapshot", "Visit",
]  # fmt: skip


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


class NoteDraft(models.Model):
    """The note while it is being written; signing puts it into a snapshot."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="draft")
    body = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft {self.pk}"
