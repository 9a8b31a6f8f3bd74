"""A later visit, as text and as data: the course, what it changed, and the plan."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from ischia import anatomy
from ischia.care.pathway import FirstVisit, NextBrief, NextVisit
from ischia.documents import _course_words as words
from ischia.documents._course_json import course_json
from ischia.documents._plan_json import visit_json
from ischia.documents._plan_text import visit_text
from ischia.documents._screening_text import wrapped
from ischia.documents._words import readable
from ischia.knowledge import Knowledge
from ischia.reasons import Reason
from ischia.speech import ENGLISH, Said, Speech, marked, whole

_PHRASES: Final[Mapping[str, str]] = {
    "next.not_there": marked("Left alone, as the client asked after the last sessions: {sites}."),
    "next.left_out": marked("Left out, because the client disliked it: {techniques}."),
    "next.foot_work": marked("Foot work, because the client liked it."),
    "next.lighter": marked("Lighter, because the last session left the client sore."),
    "next.softer": marked("Pressure {pressure}, because {said}."),
    "next.softer_there": marked("Lighter where the client found it too hard: {sites}."),
    "next.firmer": marked(
        "Pressure {pressure}, because the client found the last session too light."
    ),
    "next.shorter": marked("{minutes} minutes, because {said}."),
    "next.longer": marked(
        "{minutes} minutes, because the client found the last session too short. "
        "Ask whether that suits."
    ),
    "next.helped": marked("More of what helped last time: {techniques}."),
    "next.helped_there": marked("More time where it helped last time: {sites}."),
    "next.style": marked(
        "Another style, {style}, because the review found no change past the threshold."
    ),
}

_SAID: Final[Mapping[str, str]] = {
    "too_firm": marked("the client found the last session too firm"),
    "too_long": marked("the client found the last session too long"),
    "tired_after": marked("the last session left the client tired"),
}


def next_visit_said(visit: NextVisit) -> tuple[str, ...]:
    """Return the step of the course and what it changed, a sentence each."""
    review = visit.review
    told = [f"Course: {words.next_line(review)}", review.decision.text]
    told.append(words.visits_sentence(review))
    changed = visit.changed if visit.plan is not None else ()
    return (*told, *(f"Changed since the last session: {_phrase(one)}" for one in changed))


def next_visit_text(visit: NextVisit, *, knowledge: Knowledge) -> str:
    """Return what a later visit came to: the step, what changed and why, the plan or why none."""
    decision = visit.review.decision
    lines = [f"Course: {words.next_line(visit.review)}", wrapped(decision.text, 2)]
    lines += [wrapped(words.visits_sentence(visit.review), 2)]
    if visit.changed and visit.plan is not None:
        lines += ["", "Changed since the last session"]
        lines += [wrapped(_phrase(reason), 2) for reason in visit.changed]
    stopped = visit.plan is None and visit.clearance.permits_treatment
    if stopped:
        return "\n".join([*lines, "", "There is no session plan: the course does not go on today."])
    first = FirstVisit(visit.clearance, visit.assessment, visit.plan)
    return "\n".join([*lines, "", visit_text(first, knowledge=knowledge)])


def next_visit_json(visit: NextVisit, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return a later visit as plain data: that of ``plan``, the review and what it changed."""
    first = FirstVisit(visit.clearance, visit.assessment, visit.plan)
    data = visit_json(first, knowledge=knowledge)
    return {
        **data,
        "course_review": course_json(visit.review),
        "changed": [_changed_json(reason) for reason in visit.changed],
    }


def next_brief_json(brief: NextBrief) -> dict[str, Any]:
    """Return what a plan keeps of its course: the step, why, and what it changed."""
    decision = brief.review.decision
    step = {
        "line": words.next_line(brief.review),
        "rule": decision.rule,
        "text": decision.text,
        "sources": list(decision.reasons[0].sources),
        "protocol": decision.protocol_version,
    }
    return {"course": step, "changed": [_changed_json(reason) for reason in brief.changed]}


def _changed_json(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "params": dict(reason.params),
        "sources": list(reason.sources),
        "text": _phrase(reason),
    }


def kept_change(kept: Mapping[str, Any], *, speech: Speech) -> Said:
    """Return what a course changed, as it was kept, in a language where it says the same."""
    text = str(kept["text"])
    if speech.is_english or kept["code"] not in _PHRASES:
        return Said(text)
    reason = Reason(kept["code"], kept["params"])
    return whole(partial(_phrase, reason), speech, kept=text)


def _phrase(reason: Reason, speech: Speech = ENGLISH) -> str:
    shown = {
        name: ", ".join(_name(one, speech) for one in value)
        if isinstance(value, tuple | list)
        else value
        for name, value in reason.params.items()
    }
    if "said" in shown:
        shown["said"] = speech.say(_SAID[str(shown["said"])])
    if "style" in shown:
        shown["style"] = speech.known(str(shown["style"]))
    return speech.say(_PHRASES[reason.code], **shown)


def _name(identifier: str, speech: Speech) -> str:
    body = anatomy.body()
    label = body[identifier].label if identifier in body else readable(identifier)
    return speech.known(label)
