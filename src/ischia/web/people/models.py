"""People who sign in, what they sign in with, and the trace of their attempts."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ischia.web.people.roles import Role
from ischia.web.people.tickets import Ticket
from ischia.web.practice.models import Practice


class Person(AbstractBaseUser):
    """Someone of the practice. A leaver is made inactive, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="people")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    is_active = models.BooleanField(default=True)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_step = models.BigIntegerField(default=0)
    sessions_from = models.DateTimeField(null=True)
    """Sessions begun before this instant have ended."""
    password_at = models.DateTimeField(null=True)
    """When the password was last changed by its owner."""

    objects = BaseUserManager["Person"]()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"person {self.id}"


class SignInAttempt(models.Model):
    """One failed sign-in, kept to slow the next ones; holds digests only."""

    at = models.DateTimeField(db_index=True)
    account = models.CharField(max_length=64, db_index=True)
    source = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Passkey(models.Model):
    """A key that a device of a person holds (WebAuthn); here lies only its public half."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    public_half = models.BinaryField()
    uses = models.BigIntegerField(default=0)
    """The device's own count of uses; a copy of the key betrays itself by counting again."""
    host = models.CharField(max_length=253)
    """The name of the practice's machine under which the device knows the key."""
    label = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passkey {self.id}"


class RecoveryCode(models.Model):
    """One way in for the day the device is lost; used once. ``mark`` finds it, ``hash`` proves."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    mark = models.CharField(max_length=8)
    hash = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Django's options."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "mark"], name="one_code_per_mark")
        ]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class Invitation(Ticket):
    """A link by which a person sets their own password."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation {self.id}"


class OpenSession(models.Model):
    """Where a person is signed in, so that they can see it and end it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField()
    source = models.CharField(max_length=64)
    device = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"open session {self.id}"


class KnownDevice(models.Model):
    """A browser somebody signed in from; it keeps a secret of its own, here lies the digest."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    token_digest = models.CharField(max_length=64)
    words = models.CharField(max_length=80)
    source = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    is_told = models.BooleanField(default=True)
    """Whether it was told as a new one; the first browser of a person is not."""

    class Meta:
        """Django's options."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "token_digest"], name="a_device_once")
        ]

    def __str__(self) -> str:
        return f"device {self.pk}"
