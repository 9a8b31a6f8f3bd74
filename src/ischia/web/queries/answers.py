"""What was said, as the engine reads it: the latest answers as one intake document."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from ischia.knowledge import Knowledge, Question, shipped
from ischia.web.queries import counting
from ischia.web.queries.given import Given
from ischia.web.records.models import Answer, Visit
from ischia.web.records.states import AnswerSource


def standing(visit: Visit) -> dict[str, Given]:
    """Return the latest answer a question of this client; observations aside.

    An answer of another visit does not stand where the question is asked at each visit.
    """
    questions = shipped().questions
    found: dict[str, Given] = {}
    rows = (
        Answer.objects.filter(client_id=visit.client_id)
        .exclude(source=AnswerSource.OBSERVED)
        .select_related("visit")
        .order_by("number")
    )
    for row in rows:
        question = questions.get(row.question)
        here = row.visit_id == visit.id
        if question is None or (question.rescreen and not here):
            continue
        if row.value is None:
            found.pop(row.question, None)
        else:
            found[row.question] = _given(row, visit)
    return found


def _given(row: Answer, visit: Visit) -> Given:
    times = (visit.answers_read_at, row.visit.answers_read_at)
    return Given(
        value=row.value,
        source=row.source,
        on=row.on.isoformat(),
        of_this_visit=row.visit_id == visit.id,
        is_read=any(read is not None and row.at <= read for read in times),
        number=row.number,
        id=str(row.id),
    )


def observed(visit: Visit) -> dict[str, Given]:
    """Return what the therapist saw or measured at this visit."""
    found: dict[str, Given] = {}
    rows = Answer.objects.filter(visit=visit, source=AnswerSource.OBSERVED).order_by("number")
    for row in rows:
        if row.value is None:
            found.pop(row.question, None)
        else:
            found[row.question] = Given(row.value, row.source, row.on.isoformat(), True)  # noqa: FBT003
    return found


def document(visit: Visit, *, as_told: bool = False) -> dict[str, Any]:
    """Return the intake of this visit as it would be written in a file.

    What came by link and was not yet read back counts with care (:mod:`.counting`): the
    therapist cannot know who held the phone. ``as_told`` leaves it as it was told, for the
    form itself.
    """
    told = standing(visit)
    return {
        "ischia": "intake/1",
        "patient": str(visit.client_id),
        "answers": {
            key: _dated(one)
            for key, one in sorted((told if as_told else counting.counted(told)).items())
        },
        "observed": {key: _dated(one) for key, one in sorted(observed(visit).items())},
        "visit": {
            "place": visit.place,
            "minutes": visit.minutes,
            "support": visit.support,
            "first": visit.is_first,
            **visit.brief,
        },
    }


def _dated(one: Given) -> dict[str, Any]:
    inner = one.value if isinstance(one.value, dict) else {"answer": one.value}
    return {**inner, "on": one.on}


def digest(doc: dict[str, Any], *, knowledge: Knowledge, lifted: Sequence[str] = ()) -> str:
    """Return the digest of all a decision rests on: answers, visit, knowledge, lifted limits."""
    parts = [doc, knowledge.version, *([sorted(lifted)] if lifted else [])]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(knowledge: Knowledge) -> list[Question]:
    """Return the questions in the order of the form."""
    return sorted(knowledge.questions.values(), key=lambda one: (one.order, one.id))
