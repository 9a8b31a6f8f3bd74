"""What lets somebody in by holding it: random, kept as a digest, one purpose, one period."""

import hashlib
import secrets
import uuid
from datetime import datetime

from django.db import models


def new_token() -> str:
    """Return a fresh secret of 256 bits; it is given away and never kept."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what is kept of a token, by which it is found."""
    return hashlib.sha256(token.encode()).hexdigest()


class Ticket(models.Model):
    """A link that is used once and ends by itself; whose, and what for, its own table says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Django's options."""

        abstract = True

    def is_alive(self, *, at: datetime) -> bool:
        """Return whether it is neither used, replaced nor expired."""
        return self.ended_at is None and self.expires_at > at
