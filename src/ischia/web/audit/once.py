"""A write sent twice under one key is done once: who asks again gets what came of the first."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from ischia.errors import Defect, InputError
from ischia.web.statements import each, key, moment, read_key, rows

LONGEST = 255
"""Characters a key may have."""
_CLAIM = (
    "INSERT INTO audit_sentonce (person_id, key, body, object_id, at) "
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (person_id, key) DO NOTHING"
)
_HELD = "SELECT body, object_id FROM audit_sentonce WHERE person_id = %s AND key = %s"


def claim(
    name: str, *, person_id: UUID, body: Mapping[str, object], made: UUID, at: datetime
) -> UUID:
    """Return what a key stands for: ``made`` where the key is new, else what it made before.

    Call it inside the transaction that makes it. Where another transaction has just used the
    same key, the database lets this one wait for its end. Only digests are kept, under the
    secret of the practice, so that no name can be guessed from them.

    Raises
    ------
    InputError
        When the key cannot be one, or was used with another body.
    """
    if not 0 < len(name) <= LONGEST:
        what = Defect("Idempotency-Key", "it is empty or too long", f"1 to {LONGEST} characters")
        raise InputError("client", [what])
    mark, content = _digest(name), _digest(json.dumps(body, sort_keys=True, default=str))
    each(_CLAIM, [(key(person_id), mark, content, key(made), moment(at))])
    ((held, object_id),) = rows(_HELD, [key(person_id), mark])
    if not hmac.compare_digest(held, content):
        what = Defect("Idempotency-Key", "it was used with another body", "a new key")
        raise InputError("client", [what])
    return read_key(object_id)


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()
