"""Screen again before a later visit: what still counts, what was asked anew, what changed."""

from attrs import evolve, frozen

from ischia.care.intake import Intake, Page, carry_over, pages
from ischia.care.screening._records import Clearance
from ischia.care.screening._screen import screen
from ischia.knowledge import Answer, Knowledge

_HOURS_A_DAY = 24


@frozen
class Change:
    """An answer that differs from the one before."""

    question: str
    before: Answer
    after: Answer


@frozen
class Rescreen:
    """What a screening before a later visit, or on contact between visits, came to.

    Parameters
    ----------
    intake
        Today's answers with those that still count.
    clearance
        What may happen today.
    changed
        What differs from last time, in form order; how long ago something began is not
        counted as a change.
    carried
        Ids of questions whose older answer still counts.
    to_ask
        Pages with questions still open, of those asked anew or grown too old.
    after_session
        Whether so little time has passed since the session before that its traces are asked
        about first (practice ``rescreen``: hours).
    """

    intake: Intake
    clearance: Clearance
    changed: tuple[Change, ...]
    carried: tuple[str, ...]
    to_ask: tuple[Page, ...]
    after_session: bool


def rescreen(previous: Intake, today: Intake, *, knowledge: Knowledge) -> Rescreen:
    """Screen a client who has been here before.

    A carried answer never clears what today leaves open, and one older than it lives is
    unknown: both follow from :func:`~ischia.care.intake.carry_over`.

    Parameters
    ----------
    previous
        The intake of the visit before, as carried over then.
    today
        What was asked and observed today.
    knowledge
        What is known.

    Raises
    ------
    ValueError
        When the intakes are of two clients, or the wrong way round in time.
    """
    merged = carry_over(previous, today, knowledge=knowledge)
    hours = (today.on - previous.on).days * _HOURS_A_DAY
    after_session = hours <= int(knowledge.practice_values("rescreen")["contact_hours"])
    open_pages = [
        page
        for purpose in (("contact",) if after_session else ()) + ("rescreen",)
        for page in pages(merged.answers, knowledge=knowledge, purpose=purpose)
        if page.unanswered
    ]
    return Rescreen(
        intake=merged,
        clearance=screen(merged, knowledge=knowledge),
        changed=_changes(previous, merged, knowledge),
        carried=tuple(sorted(merged.given_on.keys() - today.given_on.keys())),
        to_ask=_once_each(open_pages),
        after_session=after_session,
    )


def _changes(previous: Intake, now: Intake, knowledge: Knowledge) -> tuple[Change, ...]:
    found = [
        Change(question_id, previous.answer(question_id), now.answers[question_id])
        for question_id in now.given_on
        if _without_age(previous.answer(question_id)) != _without_age(now.answers[question_id])
    ]
    return tuple(sorted(found, key=lambda one: knowledge.questions[one.question].order))


def _without_age(answer: Answer) -> Answer:
    return evolve(answer, days_ago=None)


def _once_each(found: list[Page]) -> tuple[Page, ...]:
    """Drop from later pages what an earlier page already asks."""
    seen: set[str] = set()
    kept = []
    for page in found:
        rest = tuple(one for one in page.questions if one not in seen)
        seen |= set(rest)
        if rest:
            kept.append(
                evolve(
                    page,
                    questions=rest,
                    unanswered=tuple(one for one in page.unanswered if one in rest),
                    none_of=tuple(one for one in page.none_of if one in rest),
                )
            )
    return tuple(one for one in kept if one.unanswered)
