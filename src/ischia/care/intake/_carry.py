"""Carry answers from one visit to the next, as far as they still count."""

from collections.abc import Iterator

from attrs import evolve

from ischia.care.intake._read import with_branches
from ischia.care.intake._records import Intake
from ischia.knowledge import Answer, Knowledge, Question
from ischia.quantities import Truth


def carry_over(previous: Intake, today: Intake, *, knowledge: Knowledge) -> Intake:
    """Return today's intake, completed with what was answered before and still counts.

    Carried is an answer younger than it lives, unless its question is asked anew at each
    visit or was expressly left open today. Today's answer stands in place of an older one;
    only a danger that a therapist observed outlasts what the client answers, until it is
    observed again or grows too old.

    Parameters
    ----------
    previous, today
        Intakes of the same client; ``today`` may hold nothing but what was asked anew.
    knowledge
        How long answers live.

    Raises
    ------
    ValueError
        When the intakes are of two clients, or the wrong way round in time.
    """
    if previous.patient != today.patient or previous.on > today.on:
        raise ValueError("carry over from an earlier intake of the same client")
    answers = {one: today.answers[one] for one in today.given_on}
    given_on = dict(today.given_on)
    observed = set(today.observed)
    too_old = set(today.expired)
    for question, answer in _given(previous, knowledge):
        on = previous.given_on[question.id]
        if (today.on - on).days >= question.lives_days:
            too_old |= {question.id} - answers.keys()
            continue
        outlasts = question.id in previous.observed and _is_danger(question, answer)
        if question.id in today.observed or not (outlasts or _may_carry(question, today)):
            continue
        answers[question.id] = _aged(answer, (today.on - previous.on).days)
        given_on[question.id] = on
        observed |= previous.observed & {question.id}
    closed = with_branches(answers, knowledge)
    return evolve(
        today,
        answers={k: one for k, one in closed.items() if not _opened(k, answers, today)},
        given_on=given_on,
        observed=frozenset(observed),
        expired=tuple(sorted(too_old)),
    )


def _given(intake: Intake, knowledge: Knowledge) -> Iterator[tuple[Question, Answer]]:
    for question_id in intake.given_on:
        if question_id in knowledge.questions:
            yield knowledge.questions[question_id], intake.answers[question_id]


def _may_carry(question: Question, today: Intake) -> bool:
    spoken = question.id in today.given_on or question.id in today.unsure
    return not (question.rescreen or spoken or question.id in today.expired)


def _is_danger(question: Question, answer: Answer) -> bool:
    dangerous = Truth.NO if question.reassuring else Truth.YES
    return question.kind == "yes_no" and answer.truth is dangerous


def _aged(answer: Answer, days: int) -> Answer:
    return answer if answer.days_ago is None else evolve(answer, days_ago=answer.days_ago + days)


def _opened(question_id: str, given: dict[str, Answer], today: Intake) -> bool:
    """Return whether only a carried answer would close what was left open today."""
    left_open = question_id in today.unsure and question_id not in given
    return left_open and question_id not in today.answers
