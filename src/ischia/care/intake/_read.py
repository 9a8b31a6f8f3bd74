"""Read an intake file: every defect at once, unknown staying unknown, nothing guessed."""

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches

from attrs import evolve

from ischia.care.intake._answers import Given, read_answer
from ischia.care.intake._records import Intake, Visit
from ischia.care.intake._visit import read_visit
from ischia.errors import Defect, InputError
from ischia.knowledge import UNANSWERED, Answer, Knowledge, Question
from ischia.quantities import Truth
from ischia.reading import Document, Reader

FORMAT = "intake/1"


def read(document: Document, *, knowledge: Knowledge, on: date, source: str = "intake") -> Intake:
    """Check an intake and return it.

    Parameters
    ----------
    document
        The parsed file.
    knowledge
        Its questions say what may be answered, and how.
    on
        The day of screening. An answer older than it lives on that day is unknown again.
    source
        What to call the file in messages.

    Returns
    -------
    Intake
        Findings a therapist observed stand in place of what the client answered. A
        question that its branch rules out counts as no.

    Raises
    ------
    InputError
        Lists everything that is wrong; each message names field and what is accepted.
    """
    defects = list(document.defects)
    if document.data is None and not defects:
        defects.append(Defect("the file", "it is empty", "an intake, see 'ischia schema intake'"))
    if document.data is None:
        raise InputError(source, defects)
    reader = Reader(document.data, "", defects)
    reader.choice("ischia", (FORMAT,), FORMAT)
    answered_on = _answered_on(reader, on)
    given = _given(reader, knowledge, answered_on, on)
    answers, expired = _living(given, knowledge, on)
    intake = Intake(
        patient=reader.text("patient", "unnamed"),
        on=on,
        answers=with_branches(answers, knowledge),
        visit=_visit(reader),
        words=_words(reader, answers, knowledge),
        expired=expired,
        given_on={question_id: given[question_id].on for question_id in answers},
        observed=frozenset(one for one in answers if given[one].observed),
        unsure=frozenset(k for k, one in given.items() if one.answer.truth is Truth.UNKNOWN),
    )
    reader.close()
    if defects:
        raise InputError(source, [_with_line(one, document) for one in defects])
    return intake


def _with_line(defect: Defect, document: Document) -> Defect:
    line = document.lines.get(defect.where)
    return evolve(defect, where=f"{defect.where} (line {line})") if line else defect


def _answered_on(reader: Reader, on: date) -> date:
    raw = reader.raw("answered_on", on)
    try:
        day = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError:
        reader.refuse("answered_on", "this is not a date", "a date like 2026-11-21", raw)
        return on
    if isinstance(day, datetime) or day > on:
        reader.refuse(
            "answered_on", "it lies after the day of screening", "that day or before", raw
        )
        return on
    return day


def _given(reader: Reader, knowledge: Knowledge, answered_on: date, on: date) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for part in ("answers", "observed"):  # what a therapist sees beats what was answered
        inner = reader.inside(part)
        for question_id in inner.fields():
            question = knowledge.questions.get(question_id)
            if question is None:
                inner.raw(question_id)
                inner.refuse(
                    question_id, "there is no such question", _near(question_id, knowledge)
                )
                continue
            found = read_answer(question, inner, given_on=answered_on, today=on)
            if part == "answers" or found.answer.truth is not Truth.UNKNOWN:
                given[question_id] = evolve(found, observed=part == "observed")
        inner.close()
    _none_of(reader, knowledge, given, answered_on)
    return given


def _near(question_id: str, knowledge: Knowledge) -> str:
    near = get_close_matches(question_id, knowledge.questions, n=3)
    return ", ".join(near) if near else "a question id, see 'ischia knowledge list questions'"


def _none_of(
    reader: Reader, knowledge: Knowledge, given: dict[str, Given], answered_on: date
) -> None:
    """Record "none of these" as an explicit no to each question not answered otherwise."""
    groups = {question.group for question in knowledge.questions.values()}
    for group in reader.words("none_of", sorted(groups)):
        for question in knowledge.questions.values():
            may = question.kind in {"yes_no", "choices"} or question.none
            if question.group != group or not may:
                continue
            given.setdefault(question.id, Given(_no(question), answered_on))


def _no(question: Question) -> Answer:
    if question.kind == "yes_no":
        return Answer(Truth.NO)
    return Answer(Truth.YES, question.none or frozenset())


def _living(
    given: Mapping[str, Given], knowledge: Knowledge, on: date
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    answers: dict[str, Answer] = {}
    expired: list[str] = []
    for question_id, one in given.items():
        if (on - one.on).days >= knowledge.questions[question_id].lives_days:
            expired.append(question_id)
        elif one.answer.truth is not Truth.UNKNOWN:
            answers[question_id] = one.answer
    return answers, tuple(sorted(expired))


def with_branches(answers: Mapping[str, Answer], knowledge: Knowledge) -> dict[str, Answer]:
    """Answer no where the branch of an unasked yes-or-no question is surely not taken."""
    found = dict(answers)
    for question in sorted(knowledge.questions.values(), key=lambda one: one.order):
        if question.branch is None or question.kind != "yes_no":
            continue
        unasked = found.get(question.id, UNANSWERED).truth is Truth.UNKNOWN
        if unasked and question.branch.evaluate(found) is Truth.NO:
            found[question.id] = Answer(Truth.NO)
    return found


def _visit(reader: Reader) -> Visit:
    inner = reader.inside("visit")
    visit = read_visit(inner)
    inner.close()
    return visit


def _words(reader: Reader, answers: Mapping[str, Answer], knowledge: Knowledge) -> dict[str, str]:
    inner = reader.inside("words")
    words = {key: inner.text(key, "") for key in inner.fields()}
    for question_id, answer in answers.items():
        if knowledge.questions[question_id].kind == "text":
            words[question_id] = str(answer.value)
    return words
