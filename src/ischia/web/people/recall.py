"""Sessions and people, remembered while nothing about any of them has changed.

Only committed rows are remembered, for a few seconds at most and never beyond their end; see
``ischia.web.freshness`` for how every process learns of a change.
"""

import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from attrs import frozen
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ischia.web import freshness
from ischia.web.people.models import Person

LONGEST_S = 5.0
"""Seconds a row is remembered even where no change was told."""
_MOST = 2000


@frozen
class _Held:
    value: Any
    mark: bytes
    until: float


_held: dict[tuple[str, str], _Held] = {}


def _recalled(kind: str, key: str, read: Callable[[], tuple[Any, float] | None]) -> Any:  # noqa: ANN401 -- a row
    """Return what is remembered under a key, or read it; ``read`` says for how many seconds."""
    if connection.in_atomic_block:  # may see what is never committed, or be blind to what is
        found = read()
        return found[0] if found else None
    mark, now = freshness.mark(), time.monotonic()
    held = _held.get((kind, key))
    if held is not None and held.mark == mark and now < held.until:
        return held.value
    found = read()
    if found is None:
        return None
    if len(_held) >= _MOST:
        _held.clear()
    value, lasts = found
    _held[kind, key] = _Held(value, mark, now + min(lasts, LONGEST_S))
    return value


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read once and remembered."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds, a copy of its own for each request."""
        key = self.session_key
        held = _recalled("session", key, self._read) if key else None
        if held is None:
            self._session_key = None
            return {}
        own: dict[str, Any] = deepcopy(held)
        return own

    def _read(self) -> tuple[Any, float] | None:
        row = self._get_session_from_db()  # type: ignore[attr-defined]  # the stubs lack it
        if row is None:
            return None
        lasts = (row.expire_date - timezone.now()).total_seconds()
        return self.decode(row.session_data), lasts


class PeopleBackend(ModelBackend):
    """Django's own check of passwords; who a session belongs to is remembered."""

    def get_user(self, user_id: Any) -> Person | None:  # noqa: ANN401 -- Django's signature
        """Return the person with their practice; a record of its own for each request."""
        held = _recalled("person", str(user_id), lambda: _person(user_id))
        if held is None:
            return None
        return _with_practice(*held)


def signed_in(session_key: str) -> tuple[Person, SessionStore] | None:
    """Return who a session belongs to, and the session, checked as Django checks it.

    ``None`` where either is unknown, or was begun under another password or way in. Both are
    records of their own for each request.
    """
    held = _recalled("sign-in", session_key, lambda: _signed_in(session_key))
    if held is None:
        return None
    told, values, practice, _ = held
    session = SessionStore(session_key)
    session._session_cache = deepcopy(told)  # type: ignore[attr-defined]  # noqa: SLF001 -- as its load would
    return _with_practice(values, practice), session


def at_hand(session_key: str) -> tuple[Person, Mapping[str, Any]] | None:
    """Return who a session belongs to and what it holds, if that is remembered; without a query.

    They are shared by all who ask: nobody may change either. ``None`` says nothing but that it
    must be looked up.
    """
    held = _fresh("sign-in", session_key) or _together(session_key)
    if held is None:
        return None
    told, _, _, person = held.value
    return person, told


def _fresh(kind: str, key: str) -> _Held | None:
    held = _held.get((kind, key))
    is_old = held is None or held.mark != freshness.mark() or time.monotonic() >= held.until
    return None if is_old else held


def _together(session_key: str) -> _Held | None:
    """Return a sign-in of what pages remembered of session and person, no longer than either."""
    session = _fresh("session", session_key)
    person = session and _fresh("person", str(session.value.get(SESSION_KEY)))
    value = session and person and _checked(session.value, *person.value)
    if not (session and person and value) or session.mark != person.mark:
        return None
    held = _Held(value, session.mark, min(session.until, person.until))
    _held["sign-in", session_key] = held
    return held


def _signed_in(session_key: str) -> tuple[Any, float] | None:
    found = SessionStore(session_key)._read() if session_key else None  # noqa: SLF001 -- of this module
    told, lasts = found or ({}, 0.0)
    held = _person(told.get(SESSION_KEY)) if told else None
    value = held and _checked(told, *held[0])
    return (value, lasts) if value else None


def _checked(told: dict[str, Any], values: list[Any], practice: Any) -> Any:  # noqa: ANN401 -- rows
    """Return session and person as they are remembered; ``None`` unless one began the other."""
    if told.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    person = _with_practice(values, practice)
    if not constant_time_compare(told.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        return None
    return told, values, practice, person


def _with_practice(values: list[Any], practice: Any) -> Person:  # noqa: ANN401 -- a row
    person = Person.from_db(connection.alias, _FIELDS, values)
    person.practice = practice
    return person


_FIELDS = [field.attname for field in Person._meta.concrete_fields]  # noqa: SLF001 -- documented API


def _person(user_id: Any) -> tuple[Any, float] | None:  # noqa: ANN401 -- as Django keeps it
    found = Person.objects.select_related("practice").filter(id=user_id, is_active=True).first()
    if found is None:
        return None
    return ([getattr(found, name) for name in _FIELDS], found.practice), LONGEST_S
