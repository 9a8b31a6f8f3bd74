"""What is still to be asked, by page of the form and once a question."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from ischia.knowledge import Knowledge, Question
from ischia.speech import ENGLISH, Speech, marked

DETAIL_WORDS = {
    "since": marked("since when?"),
    "course": marked("new, worse, unchanged or better?"),
    "examined": marked("has a doctor examined it?"),
}


@frozen
class Asked:
    """A question still to be asked.

    Parameters
    ----------
    question
        Its id.
    text, brief
        As it is read aloud, and as it stands on the page.
    details
        What is missing of an answer that is known to be yes; empty when all of it is open.
    """

    question: str
    text: str
    brief: str
    details: tuple[str, ...]


@frozen
class AskedPage:
    """The questions of one page of the form, in its order."""

    group: str
    label: str
    questions: tuple[Asked, ...]


def asked_pages(open_questions: Iterable[str], *, knowledge: Knowledge) -> tuple[AskedPage, ...]:
    """Return what is open by page, in the order of the form, each question once.

    A question that follows only from another open one waits for that one's answer.

    Parameters
    ----------
    open_questions
        Question ids, or ``question.detail`` where a yes lacks a detail, as in
        ``Clearance.unanswered``.
    knowledge
        The questions and their pages.
    """
    details: dict[str, list[str]] = {}
    for one in open_questions:
        question_id, _, detail = one.partition(".")
        details.setdefault(question_id, []).extend([detail] if detail else [])
    shown = [knowledge.questions[one] for one in details]
    now = [one for one in shown if not _waits(one, details)] or shown
    labels = {one["id"]: one["label"] for one in _groups(knowledge)}
    pages: dict[str, list[Asked]] = {}
    for question in sorted(now, key=lambda one: one.order):
        told = tuple(one for one in DETAIL_WORDS if one in details[question.id])
        asked = Asked(question.id, question.text, question.brief, told)
        pages.setdefault(question.group, []).append(asked)
    return tuple(
        AskedPage(group, labels.get(group, group), tuple(asked)) for group, asked in pages.items()
    )


def _groups(knowledge: Knowledge) -> Iterator[dict[str, str]]:
    yield from knowledge.practice_values("question_groups")["groups"]


def _waits(question: Question, open_: dict[str, list[str]]) -> bool:
    """Return whether an open question decides if this one is asked at all."""
    if question.branch is None:
        return False
    return any(leaf.question in open_ for leaf, _ in question.branch.leaves())


def asked_words(asked: Asked, *, aloud: bool = False, speech: Speech = ENGLISH) -> str:
    """Return a question with what is missing of it, as one line.

    Parameters
    ----------
    asked
        The question.
    aloud
        In full, as it is read aloud, instead of as it stands on the page.
    """
    words = speech.known(asked.text if aloud else asked.brief)
    if not asked.details:
        return words
    missing = " ".join(speech.say(DETAIL_WORDS[one]) for one in asked.details)
    return speech.say("{question}: {missing}", question=words.removesuffix("?"), missing=missing)
