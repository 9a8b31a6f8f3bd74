"""Recovery codes: ten ways in for the day the device is lost, each used once."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext

from ischia.web.access import Actor
from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Person, RecoveryCode, SignInAttempt
from ischia.web.services import telling
from ischia.web.services.signing_in import MOST_PER_ACCOUNT, WINDOW, SignIn, mark_of
from ischia.web.services.trail import note_deed

N_CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another
_MARK, _GROUP = 4, 5


def _drawn(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def renew(*, by: Actor, at: datetime) -> list[str]:
    """Make ten fresh codes; the ones before are void. They are shown now and never again."""
    codes: dict[str, str] = {}
    while len(codes) < N_CODES:
        codes[_drawn(_MARK)] = f"{_drawn(_GROUP)}-{_drawn(_GROUP)}-{_drawn(_GROUP)}"
    rows = [
        RecoveryCode(person_id=by.person_id, mark=mark, hash=make_password(rest.replace("-", "")))
        for mark, rest in codes.items()
    ]
    with transaction.atomic():
        RecoveryCode.objects.filter(person_id=by.person_id).delete()
        RecoveryCode.objects.bulk_create(rows)
        note_deed("recovery.made", by=by, at=at)
        person = Person.objects.get(id=by.person_id)
        telling.tell(person, gettext("New recovery codes were made for your account."))
    return [f"{mark}-{rest}" for mark, rest in codes.items()]


def left(*, by: Actor) -> int:
    """Return how many of the actor's codes are still unused."""
    return RecoveryCode.objects.filter(person_id=by.person_id, used_at=None).count()


def use(person: Person, *, code: str, source: str, at: datetime) -> SignIn:
    """Check a code in place of the second factor; after too many wrong ones all must wait."""
    account = mark_of(f"code {person.id}")
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW, account=account)
    if recent.count() >= MOST_PER_ACCOUNT:
        return SignIn(None, slowed=True)
    typed = "".join(one for one in code.lower() if one.isalnum())
    mark, rest = typed[:_MARK], typed[_MARK:]
    with transaction.atomic():
        held = (
            RecoveryCode.objects.select_for_update(no_key=True)
            .filter(person=person, mark=mark, used_at=None)
            .first()
        )
        if held is not None and check_password(rest, held.hash):
            held.used_at = at
            held.save(update_fields=["used_at"])
            write(Deed("recovery.used", person.practice_id, person.id, source), at=at)
            telling.tell(person, gettext("A recovery code was used to sign in as you."))
            return SignIn(person)
        SignInAttempt.objects.create(at=at, account=account, source=mark_of(source))
        write(Deed("sign_in.second_failed", person.practice_id, person.id, source), at=at)
    return SignIn(None)
