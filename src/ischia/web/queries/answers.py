"""What was said, as the engine reads it: the latest answers as one intake document."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from ischia.knowledge import Knowledge, Question, shipped
from ischia.web.once import once
from ischia.web.queries import counting, wording
from ischia.web.queries.given import Given
from ischia.web.records.models import Visit
from ischia.web.statements import Row, key, key_words, read_moment, rows

_ANSWERS = (
    'SELECT a.question, a.value, a.visit_id, a.id, a.number, a.source, a."on", a.at, '
    "v.answers_read_at FROM records_answer a JOIN records_visit v ON v.id = a.visit_id "
)
_STANDING = _ANSWERS + "WHERE a.client_id = %s AND a.source <> 'observed' ORDER BY a.number"
_OBSERVED = _ANSWERS + "WHERE a.visit_id = %s AND a.source = 'observed' ORDER BY a.number"


@once
def standing(visit: Visit) -> dict[str, Given]:
    """Return the latest answer a question of this client; observations aside.

    An answer of another visit does not stand where the question is asked at each visit.
    """
    questions, here = shipped().questions, key(visit.id)
    found: dict[str, Row] = {}
    for row in rows(_STANDING, [key(visit.client_id)]):
        question = questions.get(row[0])
        if question is not None and (row[2] == here or not question.rescreen):
            _put(found, row)
    read = cache(lambda then: _read_until(visit, then))
    return {name: _given(row, here, read(row[8])) for name, row in found.items()}


def _put(found: dict[str, Row], row: Row) -> None:
    """Let an answer stand in place of an earlier one; null takes the earlier one back."""
    if row[1] in {None, "null"}:
        found.pop(row[0], None)
    else:
        found[row[0]] = row


def _read_until(visit: Visit, then: Any) -> datetime | None:  # noqa: ANN401 -- as the database keeps it
    """Return when answers were last read back: at their own visit, or at this one."""
    times = [visit.answers_read_at, read_moment(then) if then else None]
    return max((one for one in times if one is not None), default=None)


def _given(row: Row, here: object, read_until: datetime | None) -> Given:
    _, value, visit_id, row_id, number, source, on, at, _ = row
    return Given(
        value=_value(value),
        source=source,
        on=on.isoformat(),
        of_this_visit=visit_id == here,
        is_read=read_until is not None and read_moment(at) <= read_until,
        number=number,
        id=key_words(row_id),
    )


def _value(text: str) -> Any:  # noqa: ANN401 -- any value of an answer
    """Return a value; most are one of a few words, which nobody can change."""
    return json.loads(text) if text[0] in "[{" else _plain(text)


_plain = lru_cache(maxsize=1000)(json.loads)


@once
def observed(visit: Visit) -> dict[str, Given]:
    """Return what the therapist saw or measured at this visit."""
    found: dict[str, Row] = {}
    for row in rows(_OBSERVED, [key(visit.id)]):
        _put(found, row)
    return {
        name: Given(_value(row[1]), row[5], row[6].isoformat(), of_this_visit=True)
        for name, row in found.items()
    }


@once
def document(visit: Visit, *, as_told: bool = False) -> dict[str, Any]:
    """Return the intake of this visit as it would be written in a file.

    What came by link and was not yet read back counts with care (:mod:`.counting`): the
    therapist cannot know who held the phone. ``as_told`` leaves it as it was told, for the
    form itself.
    """
    told = standing(visit)
    draft = bool(wording.draft_name(visit.client.language))
    return {
        "ischia": "intake/1",
        "patient": str(visit.client_id),
        "answers": {
            name: _dated(one)
            for name, one in sorted(
                (told if as_told else counting.counted(told, draft=draft)).items()
            )
        },
        "observed": {name: _dated(one) for name, one in sorted(observed(visit).items())},
        "visit": {
            "place": visit.place,
            "minutes": visit.minutes,
            "support": visit.support,
            "first": visit.is_first,
            **visit.brief,
        },
    }


def _dated(one: Given) -> dict[str, Any]:
    return written(one.value, on=one.on)


def written(value: Any, *, on: str) -> dict[str, Any]:  # noqa: ANN401 -- as an intake file writes it
    """Return an answer as an intake file would write it."""
    inner = value if isinstance(value, dict) else {"answer": value}
    return {**inner, "on": on}


def digest(doc: dict[str, Any], *, knowledge: Knowledge, lifted: Sequence[str] = ()) -> str:
    """Return the digest of all a decision rests on: answers, visit, knowledge, lifted limits."""
    parts = [doc, knowledge.version, *([sorted(lifted)] if lifted else [])]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def in_order() -> tuple[Question, ...]:
    """Return the questions in the order of the form."""
    return tuple(sorted(shipped().questions.values(), key=lambda one: (one.order, one.id)))
