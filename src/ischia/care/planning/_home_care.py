"""What to do at home, bound by the same limits, and a first proposal for the course."""

from collections.abc import Iterable
from typing import Any

from ischia.care.intake import Visit
from ischia.care.planning._brief import Brief
from ischia.care.planning._records import CourseProposal, HomeCare
from ischia.knowledge import Exercise, Knowledge, Restriction, exercise, forbidden
from ischia.reasons import Reason


def home_care(asked: Brief, *, knowledge: Knowledge) -> tuple[HomeCare, ...]:
    """Return one exercise, two at most, that no limit bars, and advice to stay active."""
    values = knowledge.practice_values("home_care")
    ids, code = _suited(asked, values)
    lawful = [
        knowledge.exercises[one]
        for one in ids
        if is_lawful(knowledge.exercises[one], asked.restrictions)
    ]
    chosen = lawful[: asked.exercises_most]
    found = [
        HomeCare(
            exercise=entry.id,
            label=entry.label,
            how=entry.how,
            dose=entry.dose,
            stop=entry.stop,
            why=(Reason(code, sources=entry.because.sources),),
            because=entry.because,
        )
        for entry in chosen
    ]
    active = values["stay_active"]
    because = knowledge.practice["home_care"].because
    advice = HomeCare(
        exercise=None,
        label=active["label"],
        how=active["how"],
        dose=active["dose"],
        stop=active["stop"],
        why=(Reason("home.active", sources=because.sources),),
        because=because,
    )
    return (*found, advice)


def _suited(asked: Brief, values: Any) -> tuple[tuple[str, ...], str]:  # noqa: ANN401 -- parsed data
    if asked.pattern is not None and asked.pattern.home_care:
        return asked.pattern.home_care, "home.pattern"
    if asked.nerve:
        return tuple(values["nerve"]), "home.default"
    if asked.pregnant:
        return tuple(values["pregnant"]), "home.default"
    return tuple(values["chair" if asked.clothed else "by_default"]), "home.default"


def is_lawful(entry: Exercise, restrictions: Iterable[Restriction]) -> bool:
    """Return whether no limit bars the exercise.

    Where the client does not want to be touched says nothing about moving at home.
    """
    act = exercise(entry)
    limits = (one for one in restrictions if not one.id.startswith("wish."))
    return not any(forbidden(limit, act) for limit in limits)


def course(asked: Brief, visit: Visit, *, knowledge: Knowledge) -> CourseProposal:
    """Return how often, how many and when to look back; each figure is ours and named."""
    dose = knowledge.practice_values("course_dose")
    sources = {name: tuple(ids) for name, ids in dose["sources"].items()}
    if visit.place in dose["single_at"]:
        return CourseProposal("single", (1, 1), 1, 0, (Reason("course.single"),))
    if asked.nerve:
        review = dose["nerve_review_after_sessions"]
        least, most = dose["nerve_sessions"]
        weeks = dose["review_after_weeks"]
        why = (Reason("course.nerve"), Reason("nerve.referral"))
        return CourseProposal(dose["frequency"], (least, most), review, weeks, why)
    least, most = dose["sessions"]
    review, weeks = dose["review_after_sessions"], dose["review_after_weeks"]
    return CourseProposal(
        frequency=dose["frequency"],
        sessions=(least, most),
        review_after_sessions=review,
        review_after_weeks=weeks,
        why=(
            Reason("course.frequency", sources=sources["frequency"]),
            Reason("course.sessions", {"least": least, "most": most}, sources["sessions"]),
            Reason("course.review", {"sessions": review, "weeks": weeks}, sources["review"]),
        ),
    )
