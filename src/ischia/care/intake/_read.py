"""Read an intake file: every defect at once, unknown staying unknown, nothing guessed."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from attrs import evolve

from ischia.care.intake._answers import Given, read_answer, read_day
from ischia.care.intake._records import Intake, Visit
from ischia.care.intake._visit import read_visit
from ischia.errors import Defect, InputError
from ischia.knowledge import UNANSWERED, Answer, Knowledge, Question
from ischia.quantities import Truth
from ischia.reading import Document, Reader

FORMAT = "intake/1"
_DAYS_A_YEAR = 366
_MOST_NEAR, _LONGEST_NEAR = 50, 60  # to look for what was meant takes time


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
        A danger that a therapist observed stands in place of what the client answered; an
        observed all-clear takes back no danger that the client told. A question that its
        branch rules out counts as no.

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
    answered_on = read_day(reader, "answered_on", today=on) or on
    given = _since_birth(_given(reader, knowledge, answered_on, on))
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


def _given(reader: Reader, knowledge: Knowledge, answered_on: date, on: date) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for part in ("answers", "observed"):  # what a therapist sees beats what was answered
        inner = reader.inside(part)
        for question_id in inner.fields():
            question = knowledge.questions.get(question_id)
            if question is None:
                inner.raw(question_id)
                inner.refuse(
                    question_id,
                    "there is no such question",
                    _near(question_id, knowledge, len(inner.defects)),
                )
                continue
            found = read_answer(question, inner, given_on=answered_on, today=on)
            if part == "answers":
                given[question_id] = found
            elif found.answer.truth is not Truth.UNKNOWN:
                given[question_id] = _seen(question, found, given.get(question_id))
        inner.close()
    _none_of(reader, knowledge, given, answered_on)
    return given


def _seen(question: Question, seen: Given, said: Given | None) -> Given:
    """Return what counts: a danger that is seen, and one that is said where none is seen.

    Nobody sees that there is no pain in a chest, so an all-clear never outweighs a client's
    yes; to take it back the client is asked again.
    """
    if question.kind != "yes_no" or said is None:
        return evolve(seen, observed=True)
    danger = Truth.NO if question.reassuring else Truth.YES
    if said.answer.truth is danger and seen.answer.truth is not danger:
        return said
    if said.answer.truth is seen.answer.truth:
        seen = evolve(seen, answer=_filled(seen.answer, said.answer))
    return evolve(seen, observed=True)


def _filled(seen: Answer, said: Answer) -> Answer:
    """Return what was seen with the details that only the client told."""
    return evolve(
        seen,
        days_ago=said.days_ago if seen.days_ago is None else seen.days_ago,
        course=seen.course or said.course,
        examined=said.examined if seen.examined is Truth.UNKNOWN else seen.examined,
        where=seen.where or said.where,
    )


def _since_birth(given: Mapping[str, Given]) -> dict[str, Given]:
    """Return the answers without a beginning that lies before birth, by the age answered.

    One of the two is wrong and nobody knows which: the beginning is unknown, so what hangs on
    it is asked.
    """
    age = given["age"].answer.value if "age" in given else None
    most = (age + 1) * _DAYS_A_YEAR if isinstance(age, int) else None
    return {
        question_id: evolve(one, answer=evolve(one.answer, days_ago=None))
        if most is not None and (one.answer.days_ago or 0) > most
        else one
        for question_id, one in given.items()
    }


def _near(question_id: str, knowledge: Knowledge, n_defects: int) -> str:
    few = n_defects < _MOST_NEAR and len(question_id) < _LONGEST_NEAR
    near = get_close_matches(question_id, knowledge.questions, n=3) if few else []
    return ", ".join(near) if near else "a question id, see 'ischia knowledge list questions'"


def _none_of(
    reader: Reader, knowledge: Knowledge, given: dict[str, Given], answered_on: date
) -> None:
    """Record "none of these" as an explicit no to each question not answered otherwise."""
    for group in reader.words("none_of", sorted(_offer_none(knowledge))):
        for question in knowledge.questions.values():
            may = question.kind in {"yes_no", "choices"} or question.none
            if question.group != group or not may:
                continue
            given.setdefault(question.id, Given(_no(question), answered_on))


def _offer_none(knowledge: Knowledge) -> Iterator[str]:
    """Yield the pages that offer "none of these"; elsewhere each question is answered."""
    for group in knowledge.practice_values("question_groups")["groups"]:
        if group["none"] in {True, "yes"}:
            yield group["id"]


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
