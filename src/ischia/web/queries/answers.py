"""What was said, as the engine reads it: the latest answers as one intake document."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from ischia.knowledge import Knowledge, Question, shipped
from ischia.web.records.models import Answer, Visit
from ischia.web.records.states import AnswerSource


@frozen
class Given:
    """The answer that stands for one question."""

    value: Any
    source: str
    on: str
    of_this_visit: bool


def standing(visit: Visit) -> dict[str, Given]:
    """Return the latest answer a question of this client; observations aside.

    An answer of another visit does not stand where the question is asked at each visit.
    """
    questions = shipped().questions
    found: dict[str, Given] = {}
    rows = (
        Answer.objects.filter(client_id=visit.client_id)
        .exclude(source=AnswerSource.OBSERVED)
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
            found[row.question] = Given(row.value, row.source, row.on.isoformat(), here)
    return found


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


def document(visit: Visit) -> dict[str, Any]:
    """Return the intake of this visit as it would be written in a file."""
    return {
        "ischia": "intake/1",
        "patient": str(visit.client_id),
        "answers": {key: _dated(one) for key, one in sorted(standing(visit).items())},
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
