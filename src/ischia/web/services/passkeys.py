"""Passkeys (WebAuthn): the device proves itself by signing a number that is used once.

A passkey counts as both factors, since the device asks for finger, face or code each time.
"""

from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.utils.translation import gettext
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.audit.models import Deed, write
from ischia.web.people.models import Passkey, Person, SignInAttempt
from ischia.web.services import telling
from ischia.web.services.signing_in import MOST_PER_SOURCE, WINDOW, SignIn, mark_of
from ischia.web.services.trail import note_deed

MOST_KEYS = 10
_ALWAYS = UserVerificationRequirement.REQUIRED


@frozen
class Site:
    """Where the page was opened: passkeys are bound to the name of the host.

    Parameters
    ----------
    origin
        Scheme, host and port as the browser names them.
    """

    origin: str

    @property
    def host(self) -> str:
        """Return the name of the host."""
        return urlsplit(self.origin).hostname or ""

    @property
    def has_name(self) -> bool:
        """Return whether passkeys work here: they want a name, not a number."""
        try:
            ip_address(self.host)
        except ValueError:
            return bool(self.host)
        return False


def _server(site: Site) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(name="Ischia", id=site.host)
    return Fido2Server(entity, verify_origin=lambda origin: origin == site.origin)


def _known(person: Person, site: Site) -> list[AttestedCredentialData]:
    rows = Passkey.objects.filter(person=person, host=site.host)
    return [AttestedCredentialData(bytes(one.public_half)) for one in rows]


def begin_adding(person: Person, *, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the browser needs to make a key, and what the session keeps meanwhile."""
    user = PublicKeyCredentialUserEntity(
        name=person.email, id=person.id.bytes, display_name=person.name
    )
    options, state = _server(site).register_begin(
        user,
        credentials=_known(person, site),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_ALWAYS,
    )
    return dict(options), dict(state)


def add(
    told: Mapping[str, Any], *, state: Mapping[str, Any], site: Site, label: str, by: Actor,
    at: datetime,
) -> Passkey:  # fmt: skip
    """Keep the public half of a new key.

    Raises
    ------
    InputError
        When the device's answer does not hold, or there are too many keys.
    """
    try:
        found = _server(site).register_complete(state, told).credential_data
    except (ValueError, KeyError, TypeError, AttributeError):
        found = None
    if found is None:
        raise InputError(
            "passkey",
            [
                Defect(
                    gettext("the device"), gettext("its answer does not hold"), gettext("a new try")
                )
            ],
        )
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(id=by.person_id)
        if person.passkeys.count() >= MOST_KEYS:
            raise InputError(
                "passkey",
                [
                    Defect(
                        gettext("passkeys"), gettext("there are ten"), gettext("remove one first")
                    )
                ],
            )
        made = Passkey.objects.create(
            person=person,
            credential_id=websafe_encode(found.credential_id),
            public_half=bytes(found),
            host=site.host,
            label=label.strip()[:80] or "Passkey",
            made_at=at,
        )
        note_deed("passkey.added", by=by, at=at, object_id=made.id)
        telling.tell(person, gettext("A passkey was added to your account."))
    return made


def remove(key_id: UUID, *, by: Actor, at: datetime) -> None:
    """Forget one of the actor's own keys; another's is not found and nothing happens."""
    with transaction.atomic():
        gone, _ = Passkey.objects.filter(person_id=by.person_id, id=key_id).delete()
        if gone:
            note_deed("passkey.removed", by=by, at=at, object_id=key_id)
            person = Person.objects.get(id=by.person_id)
            telling.tell(person, gettext("A passkey was removed from your account."))


def begin_showing(person: Person | None, *, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the browser needs to show a key, of ``person`` or of anyone."""
    known = _known(person, site) if person else None
    options, state = _server(site).authenticate_begin(known, user_verification=_ALWAYS)
    return dict(options), dict(state)


def show(
    told: Mapping[str, Any], *, person: Person | None, state: Mapping[str, Any], site: Site,
    source: str, at: datetime,
) -> SignIn:  # fmt: skip
    """Check a key; the person is who it belongs to, and only ``person`` where one is given."""
    place = mark_of(source)
    if SignInAttempt.objects.filter(at__gt=at - WINDOW, source=place).count() >= MOST_PER_SOURCE:
        write(Deed("sign_in.slowed", source=source), at=at)
        return SignIn(None, slowed=True)
    with transaction.atomic():
        held = _held(told, state=state, site=site)
        if held is None or (person is not None and held.person_id != person.id):
            SignInAttempt.objects.create(at=at, account=mark_of("passkey"), source=place)
            write(Deed("sign_in.failed", source=source), at=at)
            return SignIn(None)
        held.used_at = at
        held.save(update_fields=["uses", "used_at"])
        owner = held.person
        write(
            Deed("sign_in.passkey", owner.practice_id, owner.id, source, object_id=held.id), at=at
        )
    return SignIn(owner)


def _held(told: Mapping[str, Any], *, state: Mapping[str, Any], site: Site) -> Passkey | None:
    """Return the key that signed, with its count moved on; none when anything is amiss."""
    try:
        answer = AuthenticationResponse.from_dict(told)
        held = (
            Passkey.objects.select_for_update(no_key=True, of=("self",))
            .select_related("person__practice")
            .filter(
                credential_id=websafe_encode(answer.raw_id), person__is_active=True, host=site.host
            )
            .first()
        )
        if held is None:
            return None
        known = [AttestedCredentialData(bytes(held.public_half))]
        _server(site).authenticate_complete(state, known, answer)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    uses = answer.response.authenticator_data.counter
    if uses <= held.uses and (uses or held.uses):
        return None
    held.uses = uses
    return held
