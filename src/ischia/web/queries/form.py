"""The form: the questions of one visit, page by page, as knowledge has them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from attrs import frozen
from django.utils import timezone

from ischia import anatomy
from ischia.care.intake import read, written_none
from ischia.knowledge import Answers, Criterion, Knowledge, Question, shipped
from ischia.quantities import Truth
from ischia.reading import Document
from ischia.web.queries import answers
from ischia.web.queries.given import Given
from ischia.web.records.models import Visit


@frozen
class Asked:
    """One question on a page.

    Parameters
    ----------
    value
        The answer as written, or ``None``; ``"unknown"`` is "not sure".
    told
        What stands beside a yes: since, course, examined, where.
    is_open
        Whether its branch asks for it now.
    """

    question: Question
    value: Any
    told: dict[str, Any]
    is_open: bool

    @property
    def said_none(self) -> bool:
        """Return whether the answer is what "none of these" gives."""
        return self.value is not None and self.value in (False, written_none(self.question))


@frozen
class Page:
    """One page of the form: a group of questions."""

    id: str
    label: str
    intro: str
    offers_none: bool
    help_card: bool
    by: str
    questions: tuple[Asked, ...]

    @property
    def open_questions(self) -> tuple[Asked, ...]:
        """Return the questions asked now."""
        return tuple(one for one in self.questions if one.is_open)

    @property
    def is_done(self) -> bool:
        """Return whether each open question has been answered, if only with "not sure"."""
        return all(one.value is not None for one in self.open_questions)

    @property
    def has_ticks(self) -> bool:
        """Return whether a row that "none of these" would answer is ticked."""
        return any(
            one.question.has_none and one.value is not None and not one.said_none
            for one in self.open_questions
        )


def choices() -> dict[str, Any]:
    """Return what every question may be answered with."""
    return {
        "courses": [
            ("new", "New"),
            ("worse", "Worse"),
            ("unchanged", "Same"),
            ("better", "Better"),
        ],
        "scale": range(11),
        "sites": anatomy.body().leaves(),
    }


def pages(visit: Visit, *, by_client: bool, on: date) -> list[Page]:
    """Return the pages in order; those with nothing to ask now are left out.

    A client's first form leaves out what can wait, and days before the visit what would be
    too old by then. A later one asks what is asked at each visit and what no longer counts.
    """
    knowledge = shipped()
    held = answers.standing(visit)
    known = _as_read(visit, knowledge, on)
    groups = knowledge.practice_values("question_groups")["groups"]
    wanted = _wanted(visit, held, by_client=by_client, on=on)
    found = [
        _page(
            group,
            [
                asked
                for asked in _asked(group["id"], knowledge, held, known, on, by_client=by_client)
                if wanted(asked, group)
            ],
        )
        for group in groups
        if not by_client or group["by"] == "client"
    ]
    return [page for page in found if page.open_questions]


def _wanted(
    visit: Visit, held: dict[str, Given], *, by_client: bool, on: date
) -> Callable[[Asked, dict[str, Any]], bool]:
    ahead = (timezone.localdate(visit.starts_at) - on).days if by_client else 0

    def wanted(asked: Asked, group: dict[str, Any]) -> bool:
        question = asked.question
        if ahead > 0 and _yes(group.get("waits")) and question.lives_days <= ahead:
            return False
        if visit.is_first:
            return question.first or not by_client
        counts = asked.value is not None and not held[question.id].of_this_visit
        return question.rescreen or not counts

    return wanted


def looks(visit: Visit) -> list[tuple[Asked, str]]:
    """Return what the therapist looks for before hands are on, with how to look."""
    knowledge = shipped()
    held = answers.observed(visit)
    listed = knowledge.practice_values("looks")["looks"]
    return [
        (_one(knowledge.questions[look["question"]], held, {}, None), look["look"])
        for look in listed
        if look["question"] in knowledge.questions
    ]


def _as_read(visit: Visit, knowledge: Knowledge, on: date) -> Answers:
    """Return the answers as the engine reads them, for branches."""
    doc = answers.document(visit, as_told=True)
    return read(Document(data=doc), knowledge=knowledge, on=on, source="the visit").answers


def _page(group: dict[str, Any], asked: Iterable[Asked]) -> Page:
    return Page(
        id=group["id"],
        label=group["label"],
        intro=group.get("intro", ""),
        offers_none=_yes(group.get("none")),
        help_card=_yes(group.get("help_card")),
        by=group.get("by", "client"),
        questions=tuple(asked),
    )


def _yes(word: object) -> bool:
    return word is True or word == "yes"


def _asked(
    group: str,
    knowledge: Knowledge,
    held: dict[str, Given],
    known: Answers,
    on: date,
    *,
    by_client: bool,
) -> Iterable[Asked]:
    for question in answers.in_order(knowledge):
        if question.group == group and (not by_client or question.asked_by == "client"):
            yield _one(question, held, known, on)


def _one(question: Question, held: dict[str, Given], known: Answers, on: date | None) -> Asked:
    """Return a question with its answer; one that has outlived its life is empty again."""
    given = held.get(question.id)
    if given and on and (on - date.fromisoformat(given.on)).days >= question.lives_days:
        given = None
    value = given.value if given else None
    told = value if isinstance(value, dict) else {}
    return Asked(
        question=question,
        value=told.get("answer") if told else value,
        told=told,
        is_open=question.branch is None or _is_open(question, question.branch, held, known),
    )


def _is_open(question: Question, branch: Criterion, held: dict[str, Given], known: Answers) -> bool:
    """Return whether a branch asks its question now.

    While a question of the same page that it hangs on has no answer at all, it is not yet
    asked: the page is read before it is answered. Left open or "not sure", it is asked.
    """
    truth = branch.evaluate(known)
    if truth is not Truth.UNKNOWN:
        return truth is Truth.YES
    questions = shipped().questions
    above = {leaf.question for leaf, _ in branch.leaves() if leaf.question in questions}
    return not any(
        questions[one].group == question.group and one not in held and one not in known
        for one in above
    )
