"""What an answer by link, or in draft words, is worth before it was read back.

Whoever holds a link may have typed for the client, and draft words may have said another
thing. Until the therapist has read the answers
back with the client, a sign counts as said, and nothing that reassures counts: it is unknown,
and screening asks. Only answers that a rule to stop rests on are held so.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import evolve

from ischia.knowledge import Criterion, Question, shipped
from ischia.quantities import Disposition
from ischia.web.queries.given import Given
from ischia.web.records.states import AnswerSource

_EASING = {"examined": ("yes", True), "course": ("unchanged", "better")}


@cache
def stopping() -> frozenset[str]:
    """Return the questions that a rule to stop today, or to refer, rests on."""
    return frozenset(
        leaf.question
        for entry in shipped().safety
        for rule in entry.rules
        if rule.disposition >= Disposition.NOT_TODAY
        for leaf, _ in rule.when.leaves()
        if leaf.question in shipped().questions
    )


@cache
def resting_on() -> Mapping[str, tuple[Criterion, ...]]:
    """Return for each question the criteria of the safety rules that rest on it."""
    found: dict[str, list[Criterion]] = {}
    for rule in (rule for entry in shipped().safety for rule in entry.rules):
        for question in {leaf.question for leaf, _ in rule.when.leaves()}:
            found.setdefault(question, []).append(rule.when)
    return {question: tuple(criteria) for question, criteria in found.items()}


def is_held(question_id: str, given: Given, *, draft: bool) -> bool:
    """Return whether an answer waits to be read back before it may reassure.

    Parameters
    ----------
    draft
        Whether the client's pages are in words that no native speaker has read yet: then
        what is told on the tablet waits too.
    """
    doubtful = draft or given.source == AnswerSource.LINK
    return doubtful and not given.is_read and question_id in stopping()


def counted(told: Mapping[str, Given], *, draft: bool) -> dict[str, Given]:
    """Return the answers as screening may count them now."""
    found = {}
    for question_id, given in told.items():
        if not is_held(question_id, given, draft=draft):
            found[question_id] = given
        elif not _reassures(shipped().questions[question_id], given.value):
            found[question_id] = evolve(given, value=_without_easing(given.value))
    return found


def _reassures(question: Question, value: Any) -> bool:  # noqa: ANN401 -- as an intake file writes it
    said = value.get("answer") if isinstance(value, dict) else value
    if question.kind == "yes_no":
        return said in (("yes", True) if question.reassuring else ("no", False))
    return said == [] or (bool(question.none) and said == question.none)


def _without_easing(value: Any) -> Any:  # noqa: ANN401 -- as an intake file writes it
    if not isinstance(value, dict):
        return value
    return {key: one for key, one in value.items() if one not in _EASING.get(key, ())}
