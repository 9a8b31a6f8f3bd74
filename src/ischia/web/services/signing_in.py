"""Sign-in with a limit, and the second factor (RFC 6238)."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime, timedelta
from urllib.parse import quote

from attrs import frozen
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Person, SignInAttempt
from ischia.web.services import telling

WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT, MOST_PER_SOURCE = 6, 30
_STEP_S, _DIGITS = 30, 6


@frozen
class SignIn:
    """What an attempt came to: a person, or none; slowed when there were too many."""

    person: Person | None
    slowed: bool = False


def mark_of(text: str) -> str:
    """Return the digest under which attempts are counted."""
    return hashlib.sha256(text.strip().lower().encode()).hexdigest()


def attempt(
    request: HttpRequest, *, email: str, password: str, source: str, at: datetime
) -> SignIn:
    """Check an e-mail and password; after too many failures nobody is let in for a while."""
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW)
    account, place = mark_of(email), mark_of(source)
    if (
        recent.filter(account=account).count() >= MOST_PER_ACCOUNT
        or recent.filter(source=place).count() >= MOST_PER_SOURCE
    ):
        write(Deed("sign_in.slowed", source=source), at=at)
        return SignIn(None, slowed=True)
    person = authenticate(request, username=email.strip().lower(), password=password)
    if not isinstance(person, Person):
        with transaction.atomic():
            SignInAttempt.objects.create(at=at, account=account, source=place)
            write(Deed("sign_in.failed", source=source), at=at)
        return SignIn(None)
    write(Deed("sign_in", person.practice_id, person.id, source), at=at)
    return SignIn(person)


def new_secret() -> str:
    """Return a fresh secret for an authenticator app."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def secret_address(secret: str, person: Person) -> str:
    """Return the address an authenticator app reads from a QR code."""
    return f"otpauth://totp/Ischia:{quote(person.email)}?secret={secret}&issuer=Ischia"


def code_at(secret: str, step: int) -> str:
    """Return the six digits of one half minute."""
    key = base64.b32decode(secret)
    # RFC 6238 fixes SHA-1 here; it is an HMAC, which collisions of SHA-1 do not touch.
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def step_of(at: datetime) -> int:
    """Return the half minute an instant lies in."""
    return int(at.timestamp()) // _STEP_S


def confirm_code(person: Person, *, code: str, secret: str, source: str, at: datetime) -> SignIn:
    """Check a code against ``secret``; one code is good once, late or early by one step."""
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW, account=mark_of(f"code {person.id}"))
    if recent.count() >= MOST_PER_ACCOUNT:
        return SignIn(None, slowed=True)
    now = step_of(at)
    with transaction.atomic():
        held = Person.objects.select_for_update(no_key=True).get(id=person.id)
        for step in (now, now - 1, now + 1):
            if step > held.totp_step and hmac.compare_digest(code_at(secret, step), code.strip()):
                if held.totp_secret != secret:
                    telling.tell(held, gettext("An authenticator app was set up for your account."))
                held.totp_step, held.totp_secret = step, secret
                held.save(update_fields=["totp_step", "totp_secret"])
                write(Deed("sign_in.second", held.practice_id, held.id, source), at=at)
                return SignIn(held)
        SignInAttempt.objects.create(
            at=at, account=mark_of(f"code {person.id}"), source=mark_of(source)
        )
        write(Deed("sign_in.second_failed", held.practice_id, held.id, source), at=at)
    return SignIn(None)
