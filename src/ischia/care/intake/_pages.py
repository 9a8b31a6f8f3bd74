"""What to ask, page by page: form, command line and re-screen all take it from here."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from attrs import frozen

from ischia.care.intake._read import with_branches
from ischia.knowledge import UNANSWERED, Answers, Knowledge, Question
from ischia.quantities import Truth

PURPOSES = ("first", "rescreen", "door", "contact")


@frozen
class Page:
    """The questions of one group that are asked together.

    Parameters
    ----------
    group
        The group's id.
    questions
        Ids in the order of the form.
    unanswered
        Those of them that have no answer yet: what to ask next.
    none_of
        Those that "none of these" answers with one tap; empty when none can be.
    """

    group: str
    questions: tuple[str, ...]
    unanswered: tuple[str, ...]
    none_of: tuple[str, ...]


def pages(
    answers: Answers, *, knowledge: Knowledge, purpose: str = "first", asked_by: str = "client"
) -> tuple[Page, ...]:
    """Return the pages to ask in order, given what is answered so far.

    A question stands on a page unless its branch is surely not taken: while what it hangs on
    is unanswered, or answered "not sure", it is asked.

    Parameters
    ----------
    answers
        Answers by question id; for a re-screen those that still count
        (:func:`~ischia.care.intake.carry_over`).
    knowledge
        The questions.
    purpose
        ``first``: all but what can wait (``first: no``). ``door``: the short form at a hotel
        door. ``rescreen``: what is asked before every later visit, and what has grown too
        old. ``contact``: what is asked when a client gets in touch soon after a session
        (practice ``rescreen``).
    asked_by
        Who answers: ``client``, ``therapist_asking``, ``therapist_looking``.

    Raises
    ------
    ValueError
        When ``purpose`` is none of :data:`PURPOSES`.
    """
    answers = with_branches(answers, knowledge)
    wanted = _wanted(answers, knowledge, purpose)
    asked = [
        question
        for question in sorted(knowledge.questions.values(), key=lambda one: one.order)
        if question.asked_by == asked_by and wanted(question) and _may_apply(question, answers)
    ]
    return tuple(
        _page(group, tuple(questions), answers)
        for group, questions in groupby(asked, key=lambda one: one.group)
    )


def none_of_these(page: Page, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return, as written in a file, what "none of these" answers on a page.

    It answers only what the page shows. (``none_of`` in a file answers the whole group, and
    so fits only a page that shows it whole.)
    """
    return {
        question_id: "no" if knowledge.questions[question_id].kind == "yes_no" else []
        for question_id in page.none_of
    }


def _wanted(answers: Answers, knowledge: Knowledge, purpose: str) -> Callable[[Question], bool]:
    match purpose:
        case "first":
            return lambda question: question.first
        case "door":
            return lambda question: question.door
        case "contact":
            values: Mapping[str, Any] = knowledge.practice_values("rescreen")
            listed = frozenset(values["contact_questions"])
            return lambda question: question.id in listed
        case "rescreen":
            return lambda question: (
                question.rescreen or (question.kind != "text" and not _known(question.id, answers))
            )
        case _:
            raise ValueError(f"purpose is one of {', '.join(PURPOSES)}")


def _known(question_id: str, answers: Answers) -> bool:
    return answers.get(question_id, UNANSWERED).truth is not Truth.UNKNOWN


def _may_apply(question: Question, answers: Answers) -> bool:
    return question.branch is None or question.branch.evaluate(answers) is not Truth.NO


def _page(group: str, questions: tuple[Question, ...], answers: Answers) -> Page:
    return Page(
        group=group,
        questions=tuple(one.id for one in questions),
        unanswered=tuple(one.id for one in questions if not _known(one.id, answers)),
        none_of=tuple(one.id for one in questions if one.kind in {"yes_no", "choices"}),
    )
