"""Turn a vignette of a knowledge entry into an intake: ordinary answers but for what it names."""

from datetime import date
from typing import Any

from ischia.care.intake._read import read
from ischia.care.intake._records import Intake
from ischia.knowledge import Knowledge, Vignette
from ischia.reading import Document

_DAY = date(2026, 1, 1)


def ordinary_answers(knowledge: Knowledge) -> dict[str, Any]:
    """Return, as written in a file, what an ordinary well adult with a sore back answers."""
    return {
        question.id: question.ordinary
        for question in knowledge.questions.values()
        if question.ordinary is not None
    }


def vignette_intake(vignette: Vignette, *, knowledge: Knowledge) -> Intake:
    """Return the intake a vignette describes.

    Raises
    ------
    InputError
        When the vignette's answers are not lawful answers.
    """
    answers = {**ordinary_answers(knowledge), **vignette.answers}
    for question_id in vignette.unanswered:
        answers.pop(question_id, None)
    document = Document(data={"patient": "vignette", "answers": answers})
    return read(document, knowledge=knowledge, on=_DAY, source=vignette.name)
