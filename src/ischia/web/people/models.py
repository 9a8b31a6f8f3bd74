"""People who sign in, and the trace of their attempts."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ischia.web.people.roles import Role
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
