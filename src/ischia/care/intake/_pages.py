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
        Those that "none of these" answers with one tap that also goes on; empty where the
        page does not offer it. A question where a yes reassures is never among them.
    """

    group: str
    questions: tuple[str, ...]
    unanswered: tuple[str, ...]
    none_of: tuple[str, ...]


def pages(
    answers: Answers,
    *,
    knowledge: Knowledge,
    purpose: str = "first",
    asked_by: str = "client",
    days_ahead: int = 0,
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
    days_ahead
        Days until the visit. On pages that may wait (``waits``), what would be too old by
        then is left for the day itself. Dangers never wait: whoever has a sign now is to
        know now where help is.

    Raises
    ------
    ValueError
        When ``purpose`` is none of :data:`PURPOSES`.
    """
    answers = with_branches(answers, knowledge)
    wanted = _wanted(answers, knowledge, purpose)
    ticked, waiting = _marked(knowledge, "none"), _marked(knowledge, "waits")
    asked = [
        question
        for question in sorted(knowledge.questions.values(), key=lambda one: one.order)
        if question.asked_by == asked_by
        and wanted(question)
        and _may_apply(question, answers)
        and not (question.group in waiting and question.lives_days <= days_ahead)
    ]
    return tuple(
        _page(group, tuple(questions), answers, offers_none=group in ticked)
        for group, questions in groupby(asked, key=lambda one: one.group)
    )


def none_of_these(page: Page, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return, as written in a file, what "none of these" answers on a page.

    It answers only what the page shows. (``none_of`` in a file answers the whole group, and
    so fits only a page that shows it whole.)
    """
    return {one: written_none(knowledge.questions[one]) for one in page.none_of}


def written_none(question: Question) -> Any:  # noqa: ANN401 -- as an intake file writes it
    """Return what "none of these" answers to one question."""
    return "no" if question.kind == "yes_no" else question.none or []


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


def _marked(knowledge: Knowledge, mark: str) -> frozenset[str]:
    """Return the groups whose page offers ``none``, or ``waits`` for the day of the visit."""
    groups = knowledge.practice_values("question_groups")["groups"]
    return frozenset(one["id"] for one in groups if one.get(mark) in {True, "yes"})


def _page(
    group: str, questions: tuple[Question, ...], answers: Answers, *, offers_none: bool
) -> Page:
    return Page(
        group=group,
        questions=tuple(one.id for one in questions),
        unanswered=tuple(one.id for one in questions if not _known(one.id, answers)),
        none_of=tuple(one.id for one in questions if offers_none and one.has_none),
    )
