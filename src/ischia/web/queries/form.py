"""The form: the questions of one visit, page by page, as knowledge has them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from attrs import evolve, frozen
from django.utils import timezone
from django.utils.translation import gettext

from ischia import anatomy
from ischia.care.intake import read, written_none
from ischia.knowledge import Answers, Criterion, Question, shipped
from ischia.quantities import Truth
from ischia.reading import Document
from ischia.speech import whole
from ischia.web.once import once
from ischia.web.queries import answers, wording
from ischia.web.queries.given import Given
from ischia.web.queries.wording import Words
from ischia.web.records.models import Visit
from ischia.web.speech import spoken


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
    words
        What stands on the page for it.
    """

    question: Question
    value: Any
    told: dict[str, Any]
    is_open: bool
    words: Words

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
    lang: str
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


@frozen
class Manner:
    """How a form is put: by whom, in which language, at full length or in few words.

    Parameters
    ----------
    by_client
        Whether the client holds the link; else it is the practice's tablet.
    few
        Whether it is the short form of a home or hotel: few words, with pictures.
    """

    by_client: bool
    language: str = "en"
    few: bool = False


@frozen
class Places:
    """The places of the body that may be chosen, each with its id, label and whether it has sides.

    ``language`` is that of the labels.
    """

    language: str
    all: tuple[tuple[str, str, bool], ...]


def choices() -> dict[str, Any]:
    """Return what every question may be answered with."""
    return {
        "courses": [
            ("new", gettext("New")),
            ("worse", gettext("Worse")),
            ("unchanged", gettext("Same")),
            ("better", gettext("Better")),
        ],
        "scale": range(11),
        "sites": _places(),
    }


def _places() -> Places:
    """Return the places that may be chosen, all of them in one language."""
    leaves = anatomy.body().leaves()
    labels = whole(lambda speech: "\n".join(speech.known(one.label) for one in leaves), spoken())
    named = zip(leaves, labels.text.splitlines(), strict=True)
    return Places(labels.language, tuple((one.id, label, one.paired) for one, label in named))


def pages(
    visit: Visit, *, by_client: bool, on: date, language: str = "en", few: bool = False
) -> list[Page]:
    """Return the pages in order; those with nothing to ask now are left out.

    A client's first form leaves out what can wait, and days before the visit what would be
    too old by then. A later one asks what is asked at each visit and what no longer counts.
    The short form (``few``) asks what a door needs.
    """
    knowledge = shipped()
    held = answers.standing(visit)
    known = as_read(visit, on=on)
    groups = knowledge.practice_values("question_groups")["groups"]
    manner = Manner(by_client, language, few)
    wanted = _wanted(visit, held, manner, on=on)
    found = [
        _page(
            group,
            [
                asked
                for asked in _asked(group["id"], held, known, on, manner)
                if wanted(asked, group)
            ],
            manner,
        )
        for group in groups
        if group["by"] == "client" or not (by_client or few)
    ]
    return [page for page in found if page.open_questions]


def _wanted(
    visit: Visit, held: dict[str, Given], manner: Manner, *, on: date
) -> Callable[[Asked, dict[str, Any]], bool]:
    ahead = (timezone.localdate(visit.starts_at) - on).days if manner.by_client else 0

    def wanted(asked: Asked, group: dict[str, Any]) -> bool:
        question = asked.question
        if ahead > 0 and _yes(group.get("waits")) and question.lives_days <= ahead:
            return False
        if visit.is_first:
            return question.door if manner.few else question.first or not manner.by_client
        counts = asked.value is not None and not held[question.id].of_this_visit
        return question.rescreen or (not counts and (question.door or not manner.few))

    return wanted


def looks(visit: Visit) -> list[tuple[Asked, str]]:
    """Return what the therapist looks for before hands are on, with how to look."""
    knowledge = shipped()
    held = answers.observed(visit)
    listed = knowledge.practice_values("looks")["looks"]
    return [
        (evolve(one, words=wording.in_page(one.words)), look["look"])
        for look in listed
        if look["question"] in knowledge.questions
        for one in [_one(knowledge.questions[look["question"]], held, {}, None)]
    ]


@once
def as_read(visit: Visit, *, on: date) -> Answers:
    """Return the answers as the engine reads them, for branches."""
    doc = answers.document(visit, as_told=True)
    return read(Document(data=doc), knowledge=shipped(), on=on, source="the visit").answers


def _page(group: dict[str, Any], asked: Iterable[Asked], manner: Manner) -> Page:
    plain = manner.language == "en" and not manner.few
    return Page(
        id=group["id"],
        label=wording.group_label(group, language=manner.language, few=manner.few),
        intro=group.get("intro", "") if plain else "",
        offers_none=_yes(group.get("none")),
        help_card=_yes(group.get("help_card")),
        by=group.get("by", "client"),
        lang=manner.language,
        questions=tuple(asked),
    )


def _yes(word: object) -> bool:
    return word is True or word == "yes"


def _asked(
    group: str, held: dict[str, Given], known: Answers, on: date, manner: Manner
) -> Iterable[Asked]:
    for question in answers.in_order():
        may = question.asked_by == "client" or not (manner.by_client or manner.few)
        if question.group == group and may:
            yield _one(question, held, known, on, manner)


_PLAIN = Manner(by_client=False)


def _one(
    question: Question,
    held: dict[str, Given],
    known: Answers,
    on: date | None,
    manner: Manner = _PLAIN,
) -> Asked:
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
        words=wording.words(question, language=manner.language, few=manner.few),
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
