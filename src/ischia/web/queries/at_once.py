"""One statement for many who ask at once whether something is theirs to open.

It says the same as :mod:`.own` behind :mod:`.foreign`: what is of another practice is not found,
what is of another therapist's client is not given without a reason.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from attrs import frozen

from ischia.web.access import Actor
from ischia.web.people.roles import CLINICAL
from ischia.web.queries.foreign import HOLDS, NEEDS_REASON
from ischia.web.statements import Row, is_postgres, key, moment, rows

# Who books but does not treat is asked for no reason: "me" is empty for them.
IS_OPEN = f"NOT (ask.me IS NOT NULL AND {NEEDS_REASON.format(me='ask.me', since='ask.since')})"
"""Whether client ``c`` is open to who asks."""
_ASK = "WITH ask(number, thing_id, practice_id, me, since) AS (VALUES {asked}) {found}"


@frozen
class Asked:
    """What one request asks for, who asks, and when."""

    thing_id: UUID
    by: Actor
    at: datetime


def found(statement: str, asked: Sequence[Asked]) -> list[Row | None]:
    """Return the row of each who asks, in their order; ``None`` for whom there is none.

    Parameters
    ----------
    statement
        Selects ``ask.number`` first, and joins ``ask`` with what is asked for.
    """
    given: list[object] = []
    for number, one in enumerate(asked):
        me = one.by.person_id if one.by.role in CLINICAL else None
        since = moment(one.at - HOLDS)
        given += number, key(one.thing_id), key(one.by.practice_id), key(me), since
    answers: list[Row | None] = [None] * len(asked)
    for number, *row in rows(_whole(statement, len(asked), on_postgres=is_postgres()), given):
        answers[number] = tuple(row)
    return answers


@lru_cache(maxsize=2048)
def _whole(statement: str, count: int, *, on_postgres: bool) -> str:
    asked = "(%s, %s, %s, %s, %s)"
    if on_postgres:
        asked = "(%s::int, %s::uuid, %s::uuid, %s::uuid, %s::timestamptz)"
    return _ASK.format(asked=", ".join([asked] * count), found=statement)
